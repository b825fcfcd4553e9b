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
