"""The desk: a meeting from a template, or like another one."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.widgets import AdminDateInput

from events.agenda.models import AgendaPage
from events.changes.telling import cancel
from events.making.copies import add_draft, duplicate
from events.making.patterns import PATTERNS, meeting_from, pattern_named
from events.meetings import first_audience
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import TIME_ZONES
from network.look.desk import DeskScreen


def may_make_meetings(user):
    """Whether somebody may make meetings."""
    agenda = AgendaPage.objects.first()
    return agenda is not None and agenda.permissions_for_user(user).can_add_subpage()


class MeetingDeskView(DeskScreen, FormView):
    """A form of the desk about meetings, for those who may make them."""

    permission_required = staticmethod(may_make_meetings)
    template_name = "events/making/desk_page.html"
    header_icon = "calendar"
    parents = [(reverse_lazy("meetings:index"), _("Meetings"))]
    lead = ""
    button = ""
    is_grave = False
    """Whether the button ends something for others."""

    @property
    def back(self):
        return reverse("meetings:index")

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "lead": self.lead,
            "button": self.button,
            "is_grave": self.is_grave,
            "back": self.back,
        }


class OneMeetingView(MeetingDeskView):
    """The same about one meeting, for those who may change it."""

    @cached_property
    def meeting(self):
        return get_object_or_404(MeetingPage, pk=self.kwargs["pk"])

    def user_has_permission(self, permission):
        user = self.request.user
        return super().user_has_permission(permission) and self.allows(self.meeting.permissions_for_user(user))

    def allows(self, permissions):
        return permissions.can_edit()

    def get_page_subtitle(self):
        return self.meeting.title

    @property
    def back(self):
        return reverse("wagtailadmin_pages:edit", args=[self.meeting.pk])


class TemplateForm(forms.Form):
    pattern = forms.ChoiceField(
        label=_("Template"),
        choices=[(pattern.name, format_lazy("{} – {}", pattern.label, pattern.text)) for pattern in PATTERNS],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Title"), max_length=255)
    first_day = forms.DateField(label=_("First day"), widget=AdminDateInput)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TIME_ZONES, initial="Europe/Paris")
    audience = forms.ChoiceField(label=_("Who may read the page"), choices=first_audience.CHOICES, required=False)


class FromTemplateView(MeetingDeskView):
    form_class = TemplateForm
    page_title = _("New meeting from a template")
    lead = _("The template fills in hours, programme and format. All can be changed before anything is published.")
    button = _("Prepare this meeting")

    def get_initial(self):
        return {"pattern": self.request.GET.get("modele", PATTERNS[0].name)}

    def form_valid(self, form):
        values = form.cleaned_data
        meeting = meeting_from(
            pattern_named(values["pattern"]),
            title=values["title"],
            first_day=values["first_day"],
            time_zone=values["time_zone"],
        )
        meeting.first_audience = values["audience"]
        add_draft(meeting, user=self.request.user)
        messages.success(self.request, gettext("The meeting is prepared as a draft. Complete it, then publish it."))
        return redirect("wagtailadmin_pages:edit", meeting.pk)


class DuplicateForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=255)
    first_day = forms.DateField(
        label=_("First day"),
        widget=AdminDateInput,
        help_text=_("Hours, sessions and programme move to this day and those after it. All can be changed then."),
    )


class DuplicateView(OneMeetingView):
    form_class = DuplicateForm
    page_title = _("Duplicate a meeting")
    lead = _(
        "The new meeting has the same place, programme, documents and readers. It has an address and a name in calendars of its "
        "own, and nobody has been invited to it or answered."
    )
    button = _("Duplicate")

    def get_initial(self):
        return {"title": self.meeting.title}

    def form_valid(self, form):
        source = self.meeting.get_latest_revision_as_object()
        copy = duplicate(source, **form.cleaned_data, user=self.request.user)
        messages.success(self.request, gettext("The copy is a draft. Complete it, then publish it."))
        return redirect("wagtailadmin_pages:edit", copy.pk)


class CancelForm(forms.Form):
    explanation = forms.CharField(
        label=_("Word of explanation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone concerned receives it by mail, and the page shows it."),
        error_messages={"required": _("Say in a word why: those concerned are told.")},
    )


class CancelView(OneMeetingView):
    form_class = CancelForm
    page_title = _("Cancel a meeting")
    lead = _(
        "The meeting stays visible, marked as cancelled, and its answers are kept. Those invited, registered or speaking "
        "are told by mail."
    )
    button = _("Cancel the meeting")
    is_grave = True

    def allows(self, permissions):
        return permissions.can_publish() and self.meeting.live

    def form_valid(self, form):
        if self.meeting.status != MeetingPage.Status.CANCELLED:
            cancel(self.meeting, explanation=form.cleaned_data["explanation"], user=self.request.user)
        messages.success(self.request, gettext("The meeting is cancelled, and those concerned are told."))
        return redirect("wagtailadmin_pages:edit", self.meeting.pk)


def instead_of_copy(request, page):
    """Wagtail's hook: its own copy would keep the names of the sessions. Ours asks for a day and renews them."""
    if isinstance(page.specific, MeetingPage):
        return redirect("meeting_duplicate", page.pk)
    return None
