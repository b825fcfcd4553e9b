"""A meeting that people have planned by does not vanish: it is cancelled with a word, and stays visible as such."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.changes.telling import planned_by
from events.meetings.models.meeting import MeetingPage


def may_vanish(page):
    """Whether nobody would look for this page: no meeting, a draft, one that is over or cancelled, or nobody's."""
    meeting = page.specific if issubclass(page.specific_class or type(page), MeetingPage) else None
    return (
        meeting is None
        or not meeting.live
        or meeting.status == MeetingPage.Status.CANCELLED
        or meeting.is_over()
        or not planned_by(meeting)
    )


def instead_of_vanishing(request, page):
    """Wagtail's hook before a page is deleted or unpublished."""
    if may_vanish(page):
        return None
    messages.warning(
        request,
        _(
            "People were invited to “%(title)s”, answered or speak there. Cancel it first: they are told, and the page "
            "says so. It may be deleted then."
        )
        % {"title": page.title},
    )
    return redirect("meeting_cancel", page.pk)


def instead_of_vanishing_together(request, action_type, objects, _action):
    """Wagtail's hook before an action on several pages."""
    if action_type not in {"delete", "unpublish"}:
        return None
    for page in objects:
        if hasattr(page, "specific_class") and (response := instead_of_vanishing(request, page)):
            return response
    return None
