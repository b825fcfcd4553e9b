"""The forms of a series: what its meetings have in common, the rule that gives their days, what is changed in all."""

from django import forms
from django.utils import dates
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from events.making.patterns import PATTERNS
from events.making.recurrence import LONGEST, RHYTHMS, occurrences
from events.meetings import first_audience
from events.vocabularies import TIME_ZONES, MeetingFormat, MeetingKind
from network.directory.models.metropolises import Metropolis
from network.directory.models.working_groups import WorkingGroup
from network.look.dates import format_day

SHARED = ("kind", "format", "venue_name", "venue_address", "remote_link")
PLANNED_BY = frozenset({"starts", "ends", "format", "venue_name", "venue_address", "remote_link"})
"""A change of these asks for a word of explanation."""


class SharedForm(forms.Form):
    """What all meetings of a series have in common."""

    rows = ()
    """The names of the fields that stand side by side; all others stand alone below them."""

    title = forms.CharField(label=_("Title"), max_length=255)
    starts = forms.TimeField(label=_("From (hour)"), widget=AdminTimeInput)
    ends = forms.TimeField(label=_("To (hour)"), widget=AdminTimeInput)
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=[("", "—"), *MeetingKind.choices], required=False)
    format = forms.ChoiceField(label=_("Format"), choices=[("", "—"), *MeetingFormat.choices], required=False)
    venue_name = forms.CharField(label=_("Venue"), max_length=200, required=False)
    venue_address = forms.CharField(label=_("Address"), max_length=255, required=False)
    remote_link = forms.URLField(label=_("Remote link"), required=False, assume_scheme="https")

    def clean(self):
        values = super().clean()
        if values.get("starts") and values.get("ends") and values["ends"] <= values["starts"]:
            self.add_error("ends", _("The end comes before the start. Set an end after the start."))
        return values

    def shared(self):
        return {name: self.cleaned_data[name] for name in SHARED}

    def in_rows(self):
        placed = {name for row in self.rows for name in row}
        rows = [[self[name] for name in row if name in self.fields] for row in self.rows]
        return [*rows, *([self[name]] for name in self.fields if name not in placed)]


class SeriesForm(SharedForm):
    rhythm = forms.ChoiceField(label=_("Rhythm"), choices=RHYTHMS)
    weekday = forms.TypedChoiceField(label=_("Day of the week"), choices=list(dates.WEEKDAYS.items()), coerce=int)
    first_day = forms.DateField(label=_("Not before"), widget=AdminDateInput)
    last_day = forms.DateField(label=_("Not after"), widget=AdminDateInput)
    months_left_out = forms.TypedMultipleChoiceField(
        label=_("Not in these months"),
        choices=list(dates.MONTHS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skip_holidays = forms.BooleanField(label=_("Not on public holidays"), required=False, initial=True)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TIME_ZONES, initial="Europe/Paris")
    host = forms.ModelChoiceField(Metropolis.objects.all(), label=_("Host metropolis"), required=False)
    working_group = forms.ModelChoiceField(WorkingGroup.objects.all(), label=_("Working group"), required=False)
    pattern = forms.ChoiceField(
        label=_("Programme"),
        choices=[("", _("None yet")), *((pattern.name, pattern.label) for pattern in PATTERNS if pattern.days == 1)],
        required=False,
        help_text=_("Each meeting gets the programme of this template, to be changed then."),
    )
    publish = forms.BooleanField(label=_("Publish the meetings at once"), required=False)
    audience = forms.ChoiceField(
        label=_("Who may read the pages"),
        choices=first_audience.CHOICES,
        required=False,
        help_text=_("Changed at any time with “Privacy”, on the page of each meeting."),
    )
    rows = (
        ("title",),
        ("rhythm", "weekday"),
        ("starts", "ends", "time_zone"),
        ("first_day", "last_day"),
        ("months_left_out",),
        ("skip_holidays",),
        ("kind", "format"),
        ("host", "working_group"),
        ("venue_name", "venue_address"),
        ("remote_link",),
        ("pattern",),
        ("audience",),
        ("publish",),
    )

    def clean(self):
        values = super().clean()
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("This day comes before the first one."))
        elif first and last and last - first > LONGEST:
            self.add_error("last_day", _("A series lasts two years at most. Choose an earlier day."))
        return values

    def occurrences(self):
        names = (
            "rhythm", "weekday", "first_day", "last_day", "months_left_out", "skip_holidays", "time_zone"
        )  # fmt: skip
        return occurrences(**{name: self.cleaned_data[name] for name in names})

    def shared(self):
        values = self.cleaned_data
        return super().shared() | {"host": values["host"], "working_group": values["working_group"]}


class ChangeSeriesForm(SharedForm):
    """The common fields again, and to which meetings they go."""

    scope = forms.ChoiceField(
        label=_("Which meetings"),
        choices=[
            ("all", _("All not yet past")),
            ("following", _("The one chosen here and the following")),
            ("one", _("Only the one chosen here")),
        ],
        initial="all",
        widget=forms.RadioSelect,
    )
    first = forms.TypedChoiceField(label=_("Meeting"), choices=(), coerce=int, required=False, empty_value=None)
    overwrite = forms.TypedMultipleChoiceField(
        label=_("Changed by hand: write over these too"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those not ticked stay as they are."),
    )
    explanation = forms.CharField(
        label=_("Word of explanation"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For everyone concerned, when date, place, format or link change, or when meetings are cancelled."),
    )

    rows = (
        ("title",),
        ("starts", "ends"),
        ("kind", "format"),
        ("venue_name", "venue_address"),
        ("remote_link",),
        ("scope",),
        ("first",),
    )

    def __init__(self, *args, members, cancels=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.cancels = cancels
        choices = [(member.meeting.pk, day_of(member)) for member in members if not member.is_past]
        self.fields["first"].choices = [("", "—"), *choices]
        by_hand = [(member.meeting.pk, day_of(member)) for member in members if member.by_hand and not member.is_past]
        self.fields["overwrite"].choices = by_hand
        if not by_hand:
            del self.fields["overwrite"]
        if cancels:
            for name in ("title", "starts", "ends"):
                self.fields[name].required = False
        self.has_published = any(member.meeting.live for member in members)

    def clean(self):
        values = super().clean()
        if values.get("scope") != "all" and not values.get("first"):
            self.add_error("first", _("Choose the meeting."))
        overturns = self.cancels or bool(PLANNED_BY.intersection(self.changed_data))
        if self.has_published and overturns and not values.get("explanation", "").strip():
            self.add_error("explanation", _("Say in a word why: those concerned are told."))
        return values

    def given(self):
        """The fields of the meetings that differ from what the form showed."""
        names = ("title", "starts", "ends", *SHARED)
        return {name: self.cleaned_data[name] for name in names if name in self.changed_data}


def day_of(member):
    return format_day(member.record.day, weekday=True)
