"""What a mail may carry beside its text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CalendarPart:
    """A calendar file for the recipient's own calendar.

    ``method`` is that of the VCALENDAR in ``body`` (REQUEST, CANCEL, PUBLISH…): a mail
    whose two methods differ is refused by Outlook.
    """

    method: str
    body: bytes
