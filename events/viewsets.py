"""Meetings in the admin: their list, who was there, and a new one in one click."""

import django_filters
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView as PageIndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from events.components.when import announced_text, meeting_when
from events.forms import AttendanceForm
from events.models import AgendaPage, Attendance, MeetingPage
from events.vocabularies import MeetingFormat, MeetingKind, MeetingStatus
from network.models import Metropolis


def date_in_words(meeting):
    when = meeting_when(meeting)
    return when.text if when else announced_text(meeting)


def status_in_words(meeting):
    status = meeting.get_status_display()
    return _("%(status)s (example)") % {"status": status} if meeting.is_sample else status


class MeetingFilterSet(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=[("coming", _("Coming")), ("past", _("Over")), ("undated", _("Without a date"))],
        method="filter_period",
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=MeetingStatus.choices)
    format = django_filters.ChoiceFilter(label=_("Format"), choices=MeetingFormat.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind of meeting"), choices=MeetingKind.choices)
    host = django_filters.ModelChoiceFilter(
        label=_("Host"), queryset=Metropolis.objects.filter(hosted_meetings__isnull=False).distinct()
    )
    is_sample = django_filters.BooleanFilter(label=_("Sample"))

    class Meta:
        model = MeetingPage
        fields = ["period", "status", "format", "kind", "host", "is_sample"]

    def filter_period(self, queryset, _name, value):
        periods = {
            "coming": {"ends_at__gte": timezone.now()},
            "past": {"ends_at__lt": timezone.now()},
            "undated": {"starts_at__isnull": True},
        }
        return queryset.filter(**periods[value])


class MeetingIndexView(PageIndexView):
    page_title = _("Meetings")
    add_item_label = _("New meeting")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("host")


class NewMeetingView(ChooseParentView):
    """A new meeting always begins under the agenda, which files it under its year: nothing to choose."""

    def get(self, request, *args, **kwargs):
        agenda = AgendaPage.objects.first()
        if agenda is None or not self.get_valid_parent_pages(request.user).filter(pk=agenda.pk).exists():
            return super().get(request, *args, **kwargs)
        return redirect("wagtailadmin_pages:add", "events", "meetingpage", agenda.pk)


class MeetingViewSet(PageListingViewSet):
    model = MeetingPage
    name = "meetings"
    url_prefix = "rencontres"
    icon = "calendar"
    menu_label = _("All meetings")
    index_view_class = MeetingIndexView
    choose_parent_view_class = NewMeetingView
    filterset_class = MeetingFilterSet
    ordering = "-starts_at"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("starts_at", label=_("Date"), accessor=date_in_words, sort_key="starts_at"),
        Column("format", label=_("Format"), accessor="get_format_display", sort_key="format"),
        Column("meeting_status", label=_("Status"), accessor=status_in_words, sort_key="status"),
        Column("host", label=_("Host"), accessor="host", sort_key="host__short_name"),
        PageStatusColumn("status", label=_("Page"), sort_key="live"),
    ]


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


class NewMeetingMenuItem(MenuItem):
    """« New meeting », for those who may make one."""

    def is_shown(self, request):
        agenda = AgendaPage.objects.first()
        return agenda is not None and agenda.permissions_for_user(request.user).can_add_subpage()


class DatePollsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("events.view_datepoll")


class MeetingsViewSetGroup(ViewSetGroup):
    menu_label = _("Meetings")
    menu_icon = "calendar"
    menu_order = 110  # beside the pages
    items = (MeetingViewSet, AttendanceViewSet)

    def get_submenu_items(self):
        new = NewMeetingMenuItem(
            _("New meeting"), reverse("meetings:choose_parent"), name="new-meeting", icon_name="plus", order=0
        )
        template = NewMeetingMenuItem(
            _("From a template"),
            reverse("meeting_from_template"),
            name="meeting-from-template",
            icon_name="copy",
            order=1,
        )
        polls = DatePollsMenuItem(
            _("Date polls"), reverse("date_polls:index"), name="date-polls", icon_name="calendar-check", order=200
        )
        series = NewMeetingMenuItem(
            _("Series"), reverse("meeting_series_list"), name="meeting-series", icon_name="list-ul", order=2
        )
        return [new, template, series, *super().get_submenu_items(), polls]
