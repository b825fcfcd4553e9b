"""The desk: a series made from a rule, its dates seen before anything is made, and what is changed in all of it."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from events.making.models import MeetingSeries
from events.making.recurrence import MOST_DAYS
from events.making.series import cancel_series, change_series, make_series, members_of
from events.making.series_forms import SHARED, ChangeSeriesForm, SeriesForm, day_of
from events.making.views.one_meeting import MeetingDeskView
from events.moments import zone_named
from network.look.dates import format_day


class NewSeriesView(MeetingDeskView):
    form_class = SeriesForm
    template_name = "events/making/series_new.html"
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
            audience=values["audience"],
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


class SeriesView(MeetingDeskView):
    template_name = "events/making/series.html"
    page_title = _("Series of meetings")
    lead = _(
        "Each meeting has its own page. Only the fields that you change here are written, and what was changed by hand in "
        "a meeting is not written over unless you say so."
    )
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
        """What the series last wrote in the next meeting that it may change, or else the rule it was made by."""
        coming = [member for member in self.members if not member.is_past and not member.is_cancelled]
        if not coming:
            names = ("starts", "ends", *SHARED)
            return {name: self.series.rule.get(name, "") for name in names} | {"title": self.series.title}
        written, zone = coming[0].record.written, zone_named(coming[0].meeting.time_zone)
        hours = {
            name: datetime.fromisoformat(written[f"{name}_at"]).astimezone(zone).time() for name in ("starts", "ends")
        }
        return {name: written.get(name, "") for name in ("title", *SHARED)} | hours

    def form_valid(self, form):
        values = form.cleaned_data
        which = {"first": None if values["scope"] == "all" else values["first"], "only_one": values["scope"] == "one"}
        if self.cancels:
            count = cancel_series(self.series, explanation=values["explanation"], user=self.request.user, **which)
            words = ngettext("%(count)d meeting is cancelled.", "%(count)d meetings are cancelled.", count)
            messages.success(self.request, words % {"count": count})
            return redirect("meeting_series", self.series.pk)
        given = form.given()
        if not given:
            form.add_error(None, gettext("Nothing here differs from what the meetings say. Change a field first."))
            return self.form_invalid(form)
        hours = {"starts": values["starts"], "ends": values["ends"]} if {"starts", "ends"} & given.keys() else {}
        try:
            changed, left = change_series(
                self.series,
                values={name: value for name, value in given.items() if name not in {"starts", "ends"}},
                overwrite=set(values.get("overwrite") or ()),
                explanation=values["explanation"],
                user=self.request.user,
                **which,
                **hours,
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

    template_name = "events/making/series_list.html"
    page_title = _("Series of meetings")
    form_class = forms.Form

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"all_series": MeetingSeries.objects.all()[:200]}
