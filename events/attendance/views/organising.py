"""Whoever organises a meeting: one check for the pages that show its people to staff."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.generic import View

from events.meetings.models.meeting import MeetingPage
from network.accounts.secret_pages import secret_page
from network.look.components import Breadcrumb, Link


@method_decorator(secret_page, name="dispatch")
class OrganisingView(View):
    """A page about one meeting for those who may change both its page and its attendances; ``self.meeting``.

    Names and answers stay on no shared computer.
    """

    def dispatch(self, request, *args, pk, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.meeting = get_object_or_404(MeetingPage.objects.select_related("host", "working_group"), pk=pk)
        if not may_organise(request.user, self.meeting):
            raise PermissionDenied
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def breadcrumb(self, here):
        url = self.meeting.get_url(self.request) if self.meeting.live else ""
        return Breadcrumb([Link(self.meeting.title, url)], here=here)


def may_organise(user, meeting):
    return user.has_perm("events.change_attendance") and meeting.permissions_for_user(user).can_edit()
