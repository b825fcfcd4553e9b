"""The desk: a series made from a rule, its dates seen before anything is made, and what is changed in all of it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import dates
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from events.models import MeetingSeries
from events.patterns import PATTERNS
from events.recurrence import LONGEST, MOST_DAYS, RHYTHMS, occurrences
from events.series import cancel_series, change_series, make_series, members_of
from events.views.making import MeetingDeskView
from events.vocabularies import TIME_ZONES, MeetingFormat, MeetingKind
from network.dates import format_day
from network.models import Metropolis, WorkingGroup

SHARED = ("kind", "format", "venue_name", "venue_address", "remote_link")


class SharedForm(forms.Form):
    """What all meetings of a series have in common."""

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
    field_order = ["title", "rhythm", "weekday", "starts", "ends", "first_day", "last_day", "months_left_out"]

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


class NewSeriesView(MeetingDeskView):
    form_class = SeriesForm
    template_name = "events/admin/series_new.html"
    page_title = _("New series of meetings")
    lead = _("“Every first Tuesday, September to June”: see the dates first, leave some out, then make the meetings.")
    button = _("See the dates")

    def form_valid(self, form):
        found = form.occurrences()
        days = [occurrence for occurrence in found if not occurrence.left_out]
        if not days:
            form.add_error("last_day", gettext("No day answers to this rule. Change the days or what is left out."))
            return self.form_invalid(form)
        if "make" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, dates=self.preview(found)))
        chosen = set(self.request.POST.getlist("days"))
        try:
            series = self.make(form, [one.day for one in days if one.day.isoformat() in chosen])
        except ValidationError as error:
            form.add_error(None, error)
            return self.render_to_response(self.get_context_data(form=form, dates=self.preview(found, chosen)))
        count = series.members.count()
        words = ngettext("%(count)d meeting is made.", "%(count)d meetings are made.", count) % {"count": count}
        messages.success(self.request, words)
        return redirect("meeting_series", series.pk)

    def make(self, form, days):
        values = form.cleaned_data
        rule = {name: form.data.getlist(name) if name == "months_left_out" else form.data.get(name, "")
                for name in form.fields}  # fmt: skip
        return make_series(
            title=values["title"],
            days=days,
            starts=values["starts"],
            ends=values["ends"],
            time_zone=values["time_zone"],
            shared=form.shared(),
            rule=rule,
            pattern=values["pattern"],
            publish=values["publish"],
            user=self.request.user,
        )

    def preview(self, found, chosen=None):
        return [
            {
                "value": one.day.isoformat(),
                "words": format_day(one.day, weekday=True),
                "left_out": one.left_out,
                "ticked": not one.left_out and (chosen is None or one.day.isoformat() in chosen),
            }
            for one in found
        ]

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"most": MOST_DAYS}


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
        if self.has_published and not values.get("explanation", "").strip():
            self.add_error("explanation", _("Say in a word why: those concerned are told."))
        return values


def day_of(member):
    return format_day(member.record.day, weekday=True)


class SeriesView(MeetingDeskView):
    template_name = "events/admin/series.html"
    page_title = _("Series of meetings")
    lead = _("Each meeting has its own page. What was changed by hand in one is not written over unless you say so.")
    button = _("Write in these meetings")

    @cached_property
    def series(self):
        return get_object_or_404(MeetingSeries, pk=self.kwargs["pk"])

    @cached_property
    def members(self):
        return members_of(self.series)

    def get_page_subtitle(self):
        return self.series.title

    @property
    def cancels(self):
        return "cancel" in self.request.POST

    def get_form(self, form_class=None):
        return ChangeSeriesForm(**self.get_form_kwargs(), members=self.members, cancels=self.cancels)

    def get_initial(self):
        rule = self.series.rule
        names = ("starts", "ends", "kind", "format", "venue_name", "venue_address", "remote_link")
        return {name: rule.get(name, "") for name in names} | {"title": self.series.title}

    def form_valid(self, form):
        values = form.cleaned_data
        which = {"first": None if values["scope"] == "all" else values["first"], "only_one": values["scope"] == "one"}
        if self.cancels:
            count = cancel_series(self.series, explanation=values["explanation"], user=self.request.user, **which)
            words = ngettext("%(count)d meeting is cancelled.", "%(count)d meetings are cancelled.", count)
            messages.success(self.request, words % {"count": count})
            return redirect("meeting_series", self.series.pk)
        try:
            changed, left = change_series(
                self.series,
                values={"title": values["title"]} | form.shared(),
                starts=values["starts"],
                ends=values["ends"],
                overwrite=set(values.get("overwrite") or ()),
                explanation=values["explanation"],
                user=self.request.user,
                **which,
            )
        except ValidationError as error:
            form.add_error("starts", error)
            return self.form_invalid(form)
        words = ngettext("%(count)d meeting is changed.", "%(count)d meetings are changed.", len(changed))
        messages.success(self.request, words % {"count": len(changed)})
        if left:
            days = ", ".join(day_of(member) for member in left)
            messages.warning(self.request, gettext("Left as changed by hand: %(days)s.") % {"days": days})
        return redirect("meeting_series", self.series.pk)

    def get_context_data(self, **context):
        rows = [
            {
                "day": day_of(member),
                "title": member.meeting.title,
                "url": reverse("wagtailadmin_pages:edit", args=[member.meeting.pk]),
                "by_hand": ", ".join(member.by_hand),
                "state": self.state_of(member),
            }
            for member in self.members
        ]
        return super().get_context_data(**context) | {"rows": rows}

    def state_of(self, member):
        if member.is_cancelled:
            return pgettext("meeting", "cancelled")
        if member.is_past:
            return pgettext("meeting", "over")
        return pgettext("meeting", "published") if member.meeting.live else pgettext("meeting", "draft")


class SeriesListView(MeetingDeskView):
    """Every series there is."""

    template_name = "events/admin/series_list.html"
    page_title = _("Series of meetings")
    form_class = forms.Form

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"all_series": MeetingSeries.objects.all()[:200]}
