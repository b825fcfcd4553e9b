"""What becomes of calendars and personal links of meetings when those of an account have leaked."""

from django.utils import timezone
from django.utils.translation import ngettext

from events.answers.links import renew_link
from events.attendance.models import Attendance, new_link_key
from events.feeds.models.subscriptions import CalendarSubscription
from events.feeds.subscriptions import revoke
from events.polls.models import DatePollVoter


def close_calendars(user, *, by):
    """Personal calendars answer 410 from now on; their owner makes others."""
    open_ones = list(CalendarSubscription.objects.filter(user=user, revoked_at=None))
    for subscription in open_ones:
        revoke(subscription, by=by)
    words = ngettext("%(count)s calendar", "%(count)s calendars", len(open_ones))
    return words % {"count": len(open_ones)} if open_ones else ""


def renew_links(user, *, by):
    """Links of invitations and date polls lead nowhere from now on; the next mails carry new ones."""
    if not user.person_id:
        return ""
    attendances = Attendance.objects.filter(person=user.person_id, meeting__ends_at__gte=timezone.now())
    voters = list(DatePollVoter.objects.filter(person=user.person_id, revoked_at=None))
    for attendance in attendances:
        renew_link(attendance)
    for voter in voters:
        voter.link_key = new_link_key()
        voter.save(update_fields=["link_key"])
    count = len(attendances) + len(voters)
    words = ngettext("%(count)s personal link", "%(count)s personal links", count)
    return words % {"count": count} if count else ""
