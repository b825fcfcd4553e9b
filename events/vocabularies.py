"""The controlled words of meetings: the same in models, filters, components and calendars."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    GATHERING = "gathering", _("Gathering")
    EXCHANGE = "exchange", _("Exchange")
    WEBINAR = "webinar", _("Webinar")
    COMMITTEE = "committee", _("Committee")
    WORKING_GROUP = "working_group", _("Working group")


class MeetingFormat(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    HYBRID = "hybrid", _("Hybrid")
    REMOTE = "remote", _("Remote")


class MeetingStatus(models.TextChoices):
    ANNOUNCED = "announced", _("Announced, date unknown")
    SAVE_THE_DATE = "save_the_date", _("Save the date")
    CONFIRMED = "confirmed", pgettext_lazy("meeting", "Confirmed")
    MOVED = "moved", pgettext_lazy("meeting", "Moved")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")
    HELD = "held", pgettext_lazy("meeting", "Held")


class AgendaItemKind(models.TextChoices):
    PART = "part", _("Part of the programme")
    WELCOME = "welcome", _("Welcome")
    PRESENTATION = "presentation", _("Presentation")
    FIELD_VISIT = "field_visit", _("Field visit")
    QUESTION = "question", _("Question to the metropolises")
    DISCUSSION = "discussion", _("Discussion")
    WORKSHOP = "workshop", _("Workshop")
    BREAK = "break", _("Break")
    CLOSING = "closing", _("Closing")


TIME_ZONES = [
    ("Europe/Paris", _("Paris")),
    ("America/Guadeloupe", _("Guadeloupe")),
    ("America/Martinique", _("Martinique")),
    ("America/Cayenne", _("French Guiana")),
    ("Indian/Reunion", _("Réunion")),
    ("Indian/Mayotte", _("Mayotte")),
    ("America/Miquelon", _("Saint Pierre and Miquelon")),
    ("Pacific/Noumea", _("New Caledonia")),
    ("Pacific/Tahiti", _("French Polynesia")),
]


class KnownAnswer(models.TextChoices):
    """A fact about a place: not known differs from no (an empty value)."""

    YES = "yes", pgettext_lazy("fact about a place", "Yes")
    NO = "no", pgettext_lazy("fact about a place", "No")


class Registration(models.TextChoices):
    """Who may answer without having been invited."""

    INVITED = "invited", _("By invitation only")
    MEMBERS = "members", _("Open to members")


class AttendanceAnswer(models.TextChoices):
    """What somebody says before a meeting; what became of it is the status."""

    ON_SITE = "on_site", pgettext_lazy("answer", "On site")
    REMOTE = "remote", pgettext_lazy("answer", "Remotely")
    EXCUSED = "excused", pgettext_lazy("answer", "Excused")
    REPRESENTED = "represented", pgettext_lazy("answer", "Represented")

    @classmethod
    def coming(cls):
        """The answers of those who take part."""
        return {cls.ON_SITE, cls.REMOTE}


class AnswerChannel(models.TextChoices):
    """How an answer or a status came to us."""

    LINK = "link", _("Personal link")
    ACCOUNT = "account", _("Account on the site")
    ASSISTANT = "assistant", _("Assistant, on behalf")
    TELEPHONE = "telephone", _("By telephone")
    STAFF = "staff", _("ICPC team")
    CALENDAR = "calendar", _("Calendar’s own button")
    CHECK_IN = "check_in", _("Check-in on the day")
    WAITING_LIST = "waiting_list", _("Waiting list")
    IMPORT = "import", _("Import")


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("Present on site")
    REMOTE = "remote", _("Present remotely")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")
    REPRESENTED = "represented", pgettext_lazy("attendance", "Represented")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


class AttendanceCapacity(models.TextChoices):
    ELECTED = "elected", _("Elected official")
    ACCOMPANYING = "accompanying", _("Accompanying a delegation")
    HOST = "host", _("Welcome")
    ORGANISER = "organiser", _("Organisation")
    FACILITATOR = "facilitator", _("Facilitation of a visit")
    SPEAKER = "speaker", _("Speaker")
    GUEST = "guest", _("Guest")
    MINUTE_TAKER = "minute_taker", _("Minute taker")


class PollState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("date poll", "In preparation")
    OPEN = "open", pgettext_lazy("date poll", "Open")
    DECIDED = "decided", pgettext_lazy("date poll", "Date chosen")
    STOPPED = "stopped", pgettext_lazy("date poll", "Stopped without a date")


class PollAnswer(models.TextChoices):
    YES = "yes", pgettext_lazy("date poll", "Yes")
    IF_NEED_BE = "if_need_be", pgettext_lazy("date poll", "If need be")
    NO = "no", pgettext_lazy("date poll", "No")


class PollSide(models.TextChoices):
    ON_SITE = "on_site", pgettext_lazy("date poll", "On site")
    REMOTE = "remote", pgettext_lazy("date poll", "Remotely")


class PollVisibility(models.TextChoices):
    """What those asked see of each other's answers."""

    NOTHING = "nothing", _("Nothing: only the organisers see the answers")
    COUNTS = "counts", _("How many can come, without names")
    NAMES = "names", _("Who can come, by name")
