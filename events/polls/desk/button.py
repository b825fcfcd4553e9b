"""« Trouver une date », beside a meeting in the desk."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from events.meetings.models.meeting import MeetingPage


def poll_button(page, user, next_url=None, **_where):
    """In the menus of a meeting's page and of its line in a list, for those who may edit it and make polls."""
    is_meeting = issubclass(page.specific_class or type(page), MeetingPage)
    if is_meeting and user.has_perm("events.add_datepoll") and page.permissions_for_user(user).can_edit():
        address = f"{reverse('date_polls:add')}?{urlencode({'meeting': page.pk})}"
        yield Button(_("Find a date"), address, icon_name="calendar-check", priority=4)
