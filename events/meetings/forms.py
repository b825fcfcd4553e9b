"""Forms of the desk."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from events.meetings import first_audience
from events.meetings.announced import changed_groups, facts_of, is_past
from events.meetings.remarks import field_remarks
from events.meetings.slugs import free_slug
from events.moments import LocalMomentField, zone_named
from events.vocabularies import TIME_ZONES, MeetingStatus


class MeetingPageForm(WagtailAdminPageForm):
    """What a meeting must say before it is published; a draft may still have holes.

    Hours are typed and shown in the meeting's own time zone, in the programme and the sessions too.
    """

    audience = forms.ChoiceField(
        label=_("Who may read the page"),
        choices=first_audience.CHOICES,
        required=False,
        help_text=_("Changed at any time with “Privacy”, in the information beside this form."),
    )

    class Media:
        js = ("events/js/meetings/item-headings.js",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zone = zone_named(self.chosen_zone())
        children = [form for name in ("sessions", "agenda_items") for form in self.children(name)]
        for form in (self, *children):
            for field in form.fields.values():
                if isinstance(field, LocalMomentField):
                    field.zone = zone
                elif isinstance(field, forms.URLField):
                    field.error_messages["invalid"] = _(
                        "Write a whole web address, such as https://visio.example/room."
                    )
        if not self.is_bound and self.instance.pk:
            for name, sentences in field_remarks(self.instance).items():
                if field := self.fields.get(name):
                    field.help_text = " ".join([str(field.help_text), *sentences]).strip()

    def children(self, name):
        return self.formsets[name].forms if name in self.formsets else []

    def chosen_zone(self):
        """The name of the zone chosen in what was sent, or else of the meeting as it stands."""
        sent = self.data.get(self.add_prefix("time_zone"))
        return sent if sent in dict(TIME_ZONES) else self.instance.time_zone

    def clean_slug(self):
        """Two meetings of the same name are two drafts for a while: the second one gets a number by itself."""
        wanted = self.cleaned_data["slug"]
        if not wanted or self.instance.first_published_at or not self.parent_page:
            return wanted
        return free_slug(wanted, self.parent_page, but=self.instance)

    def clean(self):
        values = super().clean()
        if self.is_deferred_validation:
            return values
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if starts and starts == ends and values.get("hours_are_known"):
            self.add_error("ends_at", _("The meeting would end the moment it starts. Set an end after the start."))
        self.check_registration_window(values)
        if {"starts_at", "ends_at"} & self.errors.keys():
            pass  # what was typed there is none yet, which is said
        elif bool(starts) != bool(ends):
            missing = "ends_at" if starts else "starts_at"
            self.add_error(missing, _("Give both the start and the end, or neither."))
        elif not starts and values.get("status") not in {MeetingStatus.ANNOUNCED, MeetingStatus.CANCELLED}:
            self.add_error(
                "starts_at", _("Give a date, or choose the status “Announced, date unknown” until there is one.")
            )
        return values

    def check_registration_window(self, values):
        opens, closes, ends = (
            values.get(name) for name in ("registration_opens_at", "registration_closes_at", "ends_at")
        )
        if opens and closes and closes <= opens:
            self.add_error(
                "registration_closes_at", _("Answers would close before registration opens. Set a later moment.")
            )
        if opens and ends and opens >= ends:
            self.add_error(
                "registration_opens_at",
                _("Registration would open once the meeting is over. Set an earlier moment."),
            )

    def is_valid(self):
        valid = super().is_valid()
        if not self.is_deferred_validation and valid:
            valid = all([self.sessions_are_within(), self.change_is_explained()])
        return valid

    def save(self, commit=True):
        """The audience chosen for a meeting that is made here is in place before it can be published."""
        meeting = super().save(commit=commit)
        chosen = self.cleaned_data.get("audience", "")
        if meeting.pk:
            first_audience.restrict(meeting, chosen, user=self.for_user)
        else:
            meeting.first_audience = chosen
        return meeting

    def sessions_to_be(self):
        """The sessions as what was sent makes them, saved or not."""
        left = [form for form in self.children("sessions") if form.has_changed() or form.instance.pk]
        return [form.instance for form in left if not form.cleaned_data.get("DELETE")]

    def change_is_explained(self):
        """Whether somebody who planned by what was announced is told why it is no longer so."""
        announcement = getattr(self.instance, "announcement", None)
        if announcement is None or not self.instance.live or self.cleaned_data.get("change_explanation", "").strip():
            return True
        before, after = announcement.facts, facts_of(self.instance, sessions=self.sessions_to_be())
        if not changed_groups(before, after) or is_past(before, after, timezone.now()):
            return True
        self.add_error(
            "change_explanation",
            _("People have planned by what this changes. Tell them why in a word: it goes to everyone concerned."),
        )
        return False

    def sessions_are_within(self):
        """Whether each session takes place between the start and the end of the meeting; else says so beside it."""
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if not (starts and ends):
            return True
        within = True
        for form in self.children("sessions"):
            values = form.cleaned_data
            if values.get("DELETE") or not (values.get("starts_at") and values.get("ends_at")):
                continue
            if not self.cleaned_data.get("hours_are_known"):
                zone = zone_named(self.chosen_zone())
                inside = starts.astimezone(zone).date() <= values["starts_at"].astimezone(zone).date() and (
                    values["ends_at"].astimezone(zone).date() <= ends.astimezone(zone).date()
                )
            else:
                inside = starts <= values["starts_at"] and values["ends_at"] <= ends
            if not inside:
                within = False
                form.add_error(
                    "starts_at",
                    _("This session is outside the dates of the meeting. Change one or the other."),
                )
        return within
