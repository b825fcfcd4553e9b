"""How each calendar subscribes to an address, and how often it looks for changes (CALENDARS.md, R24 and R25)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Software:
    name: str
    steps: tuple
    refresh: str
    anchor: str
    opens_webcal: bool = False


SOFTWARE = (
    Software(
        "Outlook",
        (
            _("Open the calendar, then “Add calendar”."),
            _("Choose “Subscribe from web”."),
            _("Paste the address, give the calendar a name, then “Import”."),
        ),
        _("Every few hours, sometimes once a day; it cannot be hurried."),
        "outlook",
    ),
    Software(
        _("Google Calendar"),
        (
            _("On a computer, beside “Other calendars”, choose “+” then “From URL”."),
            _("Paste the address, then “Add calendar”."),
            _("The calendar then shows on the telephone too."),
        ),
        _("Every 4 to 24 hours; Google decides, and there is no button to hurry it."),
        "google",
    ),
    Software(
        _("Apple (iPhone, iPad, Mac)"),
        (
            _("Follow the subscription link above, and confirm."),
            _("On a Mac, choose how often to refresh: “Every hour”."),
        ),
        _("Every hour on a Mac with that choice; a few times a day on a telephone."),
        "apple",
        opens_webcal=True,
    ),
    Software(
        "Thunderbird",
        (
            _("“New calendar”, then “On the network”."),
            _("Paste the address, leave the user name empty, then “Find calendars” and “Subscribe”."),
        ),
        _("Every 30 minutes by default; the calendar’s properties let you change it."),
        "thunderbird",
        opens_webcal=True,
    ),
    Software(
        "Nextcloud",
        (
            _("In the Calendar app, “New calendar” then “New subscription from link”."),
            _("Paste the address."),
        ),
        _("Every hour: the calendar asks for it."),
        "nextcloud",
    ),
    Software(
        _("Android, without Google"),
        (
            _("Install a subscription app, for example ICSx⁵."),
            _("Add a subscription and paste the address."),
        ),
        _("As often as you choose in that app."),
        "android",
    ),
)


def webcal(address):
    """The same address under the scheme that opens a calendar program (Apple, Thunderbird, GNOME)."""
    return "webcal://" + address.partition("://")[2]
