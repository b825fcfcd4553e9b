"""What the desk offers beside a meeting."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from events.meetings.mails import MEETING
from events.meetings.models.meeting import MeetingPage


def meeting_buttons(page, user, next_url=None, **_where):
    """Duplicate, head-count and check-in, in the menus of a meeting's page and of its line in a list."""
    is_meeting = issubclass(page.specific_class or type(page), MeetingPage)
    if is_meeting and page.permissions_for_user(user).can_edit():
        yield Button(_("Duplicate"), reverse("meeting_duplicate", args=[page.pk]), icon_name="copy", priority=4)
        if page.live and page.permissions_for_user(user).can_publish():
            yield Button(
                _("Cancel the meeting"), reverse("meeting_cancel", args=[page.pk]), icon_name="cross", priority=5
            )
    if (
        not is_meeting
        or not user.has_perm("events.change_attendance")
        or not page.permissions_for_user(user).can_edit()
    ):
        return
    if user.has_perm("network.view_outgoingmail"):
        yield mails_button(page)
    yield Button(
        _("Invitations and answers"), reverse("events:invitations", args=[page.pk]), icon_name="mail", priority=3
    )
    yield Button(_("Head-count"), reverse("events:head_count", args=[page.pk]), icon_name="group", priority=3)
    yield Button(_("Check-in on the day"), reverse("events:check_in", args=[page.pk]), icon_name="tick", priority=3)


def mails_button(page):
    address = f"{reverse('outgoing_mails')}?{urlencode({'about': MEETING.key(page.pk)})}"
    return Button(_("Mails of this meeting"), address, icon_name="mail", priority=5)


def header_buttons(page, user, view_name=None, next_url=None):
    return meeting_buttons(page, user, next_url)
