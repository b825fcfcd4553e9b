"""What a handler makes of a mail."""

from dataclasses import dataclass
from datetime import datetime

from network.directory.models.people import Person


@dataclass(frozen=True)
class Outcome:
    """``words`` are for staff. ``for_human``: somebody has to read the mail. The rest files it."""

    words: str
    for_human: bool = False
    about: str = ""
    answers: str = ""
    answered_at: datetime | None = None
    person: Person | None = None
