"""Whoever organises a meeting: one check for the pages that show its people to staff."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import View

from events.meetings.models.meeting import MeetingPage
from network.accounts.secret_pages import secret_page
from network.look.components import Breadcrumb, Link
from network.look.desk import DeskAccess


@method_decorator(secret_page, name="dispatch")
class OrganisingView(LoginRequiredMixin, DeskAccess, View):
    """A page about one meeting for those who may change both its page and its attendances; ``self.meeting``.

    Names and answers stay on no shared computer.
    """

    permission_required = "events.change_attendance"

    @cached_property
    def meeting(self):
        meetings = MeetingPage.objects.select_related("host", "working_group")
        return get_object_or_404(meetings, pk=self.kwargs["pk"])

    def user_has_permission(self, permission):
        user = self.request.user
        return super().user_has_permission(permission) and self.meeting.permissions_for_user(user).can_edit()

    def breadcrumb(self, here):
        url = self.meeting.get_url(self.request) if self.meeting.live else ""
        return Breadcrumb([Link(self.meeting.title, url)], here=here)
