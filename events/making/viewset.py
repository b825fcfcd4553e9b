"""Meetings in the admin: their list, and a new one in one click."""

import django_filters
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView as PageIndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet

from events.agenda.models import AgendaPage
from events.attendance.viewset import AttendanceViewSet
from events.making.views.one_meeting import may_make_meetings
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import MeetingFormat, MeetingKind, MeetingStatus
from network.directory.models.metropolises import Metropolis
from network.look.desk import DeskMenuItem


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
        Column("starts_at", label=_("Date"), accessor="when.text", sort_key="starts_at"),
        Column("format", label=_("Format"), accessor="get_format_display", sort_key="format"),
        Column("meeting_status", label=_("Status"), accessor=status_in_words, sort_key="status"),
        Column("host", label=_("Host"), accessor="host", sort_key="host__short_name"),
        PageStatusColumn("status", label=_("Page"), sort_key="live"),
    ]


class MeetingsViewSetGroup(ViewSetGroup):
    menu_label = _("Meetings")
    menu_icon = "calendar"
    menu_order = 110  # beside the pages
    items = (MeetingViewSet, AttendanceViewSet)

    def get_submenu_items(self):
        making = {"permission": may_make_meetings}
        new = DeskMenuItem(
            _("New meeting"), reverse("meetings:choose_parent"), name="new-meeting", icon_name="plus", order=0, **making
        )
        template = DeskMenuItem(
            _("From a template"),
            reverse("meeting_from_template"),
            name="meeting-from-template",
            icon_name="copy",
            order=1,
            **making,
        )
        series = DeskMenuItem(
            _("Series"), reverse("meeting_series_list"), name="meeting-series", icon_name="list-ul", order=2, **making
        )
        polls = DeskMenuItem(
            _("Date polls"),
            reverse("date_polls:index"),
            name="date-polls",
            icon_name="calendar-check",
            order=200,
            permission="events.view_datepoll",
        )
        return [new, template, series, *super().get_submenu_items(), polls]
