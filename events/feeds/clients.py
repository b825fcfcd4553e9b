"""Which program fetches a calendar, told from its own words, and how often such programs look again (R25)."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Family:
    name: str
    label: str | Promise
    marks: tuple[str, ...]
    """What its User-Agent holds, in lower case."""
    at_worst: timedelta
    """After how long it has surely looked again, unless its user set something else."""


FAMILIES = (
    Family("google", _("Google Calendar"), ("google-calendar",), timedelta(hours=24)),
    Family(
        "outlook",
        "Outlook",
        ("outlook", "microsoft.exchange", "microsoft office", "ms-office", "exchangeservices"),
        timedelta(hours=24),
    ),
    Family("thunderbird", "Thunderbird", ("thunderbird", "lightning"), timedelta(hours=1)),
    Family("nextcloud", "Nextcloud", ("nextcloud",), timedelta(hours=4)),
    Family(
        "android", _("Android, without Google"), ("icsx5", "davx5", "etar", "okhttp", "android"), timedelta(hours=24)
    ),
    Family(
        "apple",
        _("Apple (iPhone, iPad, Mac)"),
        ("dataaccessd", "calendaragent", "remindd", "ios/", "macos/", "mac os x/", "cfnetwork", "accountsd"),
        timedelta(hours=24),
    ),
    Family("gnome", "GNOME, KDE", ("evolution", "gnome", "kde", "korganizer", "akonadi"), timedelta(hours=4)),
    Family("browser", _("Browser"), ("mozilla/", "opera/"), timedelta(days=3650)),
)
OTHER = Family("other", _("Another program"), (), timedelta(hours=24))
BY_NAME = {family.name: family for family in (*FAMILIES, OTHER)}


def family_of(user_agent: str) -> Family:
    """The family of a User-Agent; a browser only when nothing tells more."""
    words = user_agent[:300].lower()
    return next((family for family in FAMILIES if any(mark in words for mark in family.marks)), OTHER)
