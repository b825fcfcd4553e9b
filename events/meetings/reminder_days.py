"""How many days before a meeting people are reminded: « 7, 1 » as an organiser writes it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DEFAULT = "7, 1"
EARLIEST = 60
MOST = 5


def read_days(text: str) -> list[int]:
    """The days in a text, the earliest reminder first; none for an empty one. Raises ``ValidationError``."""
    parts = [part for part in re.split(r"[\s,;]+", text.strip()) if part]
    if not all(part.isdecimal() for part in parts):
        raise ValidationError(
            _("Write numbers of days separated by commas, such as “7, 1”, or leave it empty for no reminder.")
        )
    days = sorted({int(part) for part in parts}, reverse=True)
    if days and days[0] > EARLIEST:
        raise ValidationError(
            _("%(count)s days is too early: a reminder leaves %(most)s days before at most.")
            % {"count": days[0], "most": EARLIEST}
        )
    if len(days) > MOST:
        raise ValidationError(_("A meeting has %(most)s reminders at most.") % {"most": MOST})
    return days
