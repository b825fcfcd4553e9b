"""What a reader of a meeting's page must not miss."""

from django.utils.translation import gettext as _

from events.meetings.components.when import is_stale
from events.vocabularies import MeetingStatus
from network.look.components import Notice


def meeting_notices(meeting, *, today=None):
    notices = []
    if meeting.is_sample:
        notices.append(
            Notice(
                title=_("Fictitious example"),
                text=_("This meeting does not exist: it shows what the page of a meeting looks like."),
                tone="warn",
            )
        )
    if meeting.status == MeetingStatus.CANCELLED:
        notices.append(Notice(title=_("This meeting is cancelled."), tone="danger"))
    elif meeting.status == MeetingStatus.MOVED:
        notices.append(
            Notice(
                title=_("This meeting has moved: the date and place below are the new ones."),
                tone="warn",
            )
        )
    elif meeting.status == MeetingStatus.SAVE_THE_DATE:
        notices.append(
            Notice(
                title=_("Save the date"),
                text=_("The programme and the place are yet to come."),
            )
        )
    elif is_stale(meeting, today):
        notices.append(
            Notice(
                title=_("Announced, without a date"),
                text=_("This page says what was announced then. This site does not know what followed."),
            )
        )
    return notices
