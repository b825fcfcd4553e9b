"""What the desk says once a meeting is published: allowed as it stands, but perhaps not meant."""

from django.contrib import messages

from events.meetings.models.meeting import MeetingPage
from events.meetings.remarks import all_remarks


def after_publication(request, page):
    """Wagtail's hook after the form of a page was saved: a draft in the making is left in peace."""
    if isinstance(page, MeetingPage) and "action-publish" in request.POST:
        for sentence in all_remarks(MeetingPage.objects.get(pk=page.pk)):
            messages.warning(request, sentence)
