"""Who was at which meeting, in the admin: the list, and one person at one meeting."""

import django_filters
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from events.attendance.forms import AttendanceForm
from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from network.directory.models.metropolises import Metropolis


class AttendanceFilterSet(WagtailFilterSet):
    meeting = django_filters.ModelChoiceFilter(
        label=_("Meeting"), queryset=MeetingPage.objects.order_by("-starts_at", "title")
    )
    metropolis = django_filters.ModelChoiceFilter(
        label=_("Metropolis"), queryset=Metropolis.objects.filter(attendances__isnull=False).distinct()
    )
    status = django_filters.ChoiceFilter(label=_("Attendance"), choices=Attendance.Status.choices)

    class Meta:
        model = Attendance
        fields = ["meeting", "metropolis", "status"]


def attendances_of(meeting_pk):
    """The address of the list of one meeting's attendances."""
    return f"{reverse('attendances:index')}?{urlencode({'meeting': meeting_pk})}"


class BackToMeeting:
    """After a change, the list of that meeting's people."""

    def get_success_url(self):
        return attendances_of(self.object.meeting_id)


class AttendanceIndexView(IndexView):
    """Who was at one meeting, or at all; from the list of one meeting, people are added to that one."""

    add_item_label = _("Add somebody")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "metropolis", "meeting", "accompanies__person")

    def get_add_url(self):
        address = super().get_add_url()
        meeting = self.request.GET.get("meeting", "")
        return f"{address}?{urlencode({'meeting': meeting})}" if address and meeting.isdecimal() else address


class AttendanceCreateView(BackToMeeting, CreateView):
    """Adds somebody to the meeting named in the address."""

    def get_initial_form_instance(self):
        meeting = self.request.GET.get("meeting", "")
        if meeting.isdecimal() and (found := MeetingPage.objects.filter(pk=meeting).first()):
            last = found.attendances.order_by("-sort_order").values_list("sort_order", flat=True).first()
            return Attendance(meeting=found, sort_order=(last or 0) + 1)
        return None

    def get_add_url(self):
        meeting = self.request.GET.get("meeting")
        return super().get_add_url() + (f"?{urlencode({'meeting': meeting})}" if meeting else "")


class AttendanceEditView(BackToMeeting, EditView):
    pass


class AttendanceDeleteView(BackToMeeting, DeleteView):
    pass


class AttendanceViewSet(ModelViewSet):
    model = Attendance
    name = "attendances"
    url_prefix = "presences"
    icon = "group"
    menu_label = _("Attendance")
    index_view_class = AttendanceIndexView
    add_view_class = AttendanceCreateView
    edit_view_class = AttendanceEditView
    delete_view_class = AttendanceDeleteView
    filterset_class = AttendanceFilterSet
    list_display = [
        TitleColumn("person", label=_("Person"), sort_key="person__last_name", url_name="attendances:edit"),
        Column("status", label=_("Attendance"), accessor="get_status_display", sort_key="status"),
        Column("capacities", label=_("Capacities"), accessor="capacities_in_words"),
        Column("metropolis", label=_("Metropolis"), sort_key="metropolis__short_name"),
        Column("accompanies", label=_("Accompanies"), accessor="accompanies"),
        Column("meeting", label=_("Meeting"), sort_key="meeting__starts_at"),
    ]
    list_per_page = 100
    ordering = ["-meeting__starts_at", "sort_order", "pk"]
    search_fields = ["person__first_name", "person__last_name", "organisation"]
    copy_view_enabled = False
    inspect_view_enabled = False
    export_filename = "presences"
    list_export = [
        "meeting",
        "person",
        "role_text",
        "metropolis",
        "organisation",
        "get_status_display",
        "capacities_in_words",
        "accompanies",
    ]

    @cached_property
    def edit_handler(self):
        return ObjectList(Attendance.panels, base_form_class=AttendanceForm)
