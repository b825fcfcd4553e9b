"""What meetings know of somebody: exported and erased on demand, except what published minutes print.

Which meetings have minutes is told by whoever owns minutes, through the hook ``ARCHIVED_HOOK``: a function
``(meeting_pks, published_only) -> set of pks`` of the meetings whose attendance is archive.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail import hooks

from events.attendance.counts import RegistrationCount
from events.attendance.models import Attendance, AttendanceNeeds, new_link_key
from events.polls.models import DatePollVoter

ARCHIVED_HOOK = "events_archived_meetings"


def archived(meeting_pks, *, published_only):
    """The meetings among ``meeting_pks`` whose list of people is printed in minutes, published or still being written."""
    found = set()
    for function in hooks.get_hooks(ARCHIVED_HOOK):
        found |= function(set(meeting_pks), published_only=published_only)
    return found


def strip(attendance):
    """Leave what minutes print: who, in which role, present or excused. What was said before goes."""
    attendance.changes.all().delete()
    attendance.session_answers.all().delete()
    AttendanceNeeds.objects.filter(attendance=attendance).delete()
    Attendance.objects.filter(pk=attendance.pk).update(
        answer="",
        is_tentative=False,
        represented_by_name="",
        answered_at=None,
        answered_by=None,
        answer_channel="",
        waiting_since=None,
        comment="",
        invited_at=None,
        withdrawn_at=None,
        link_key=new_link_key(),
    )


def has_something_to_strip():
    return (
        ~Q(answer="")
        | ~Q(comment="")
        | ~Q(represented_by_name="")
        | Q(answered_at__isnull=False)
        | Q(invited_at__isnull=False)
        | Q(changes__isnull=False)
        | Q(session_answers__isnull=False)
        | Q(needs__isnull=False)
    )


def delete_or_strip(attendances, *, published_only):
    """``(how many were deleted and counted, how many were reduced to what minutes print)``"""
    attendances = list(attendances)
    printed = archived({attendance.meeting_id for attendance in attendances}, published_only=published_only)
    on_record = set(
        Attendance.objects.on_record().filter(pk__in=[one.pk for one in attendances]).values_list("pk", flat=True)
    )
    deleted = stripped = 0
    for attendance in attendances:
        # Somebody merely invited is not printed: without the dates of the invitation she or he would be.
        if attendance.meeting_id in printed and attendance.pk in on_record:
            strip(attendance)
            stripped += 1
        else:
            RegistrationCount.add(attendance)
            attendance.delete()
            deleted += 1
    return deleted, stripped


class MeetingsData:
    """Follows ``network.privacy.records.PersonalData``. All there is to export hangs on foreign keys."""

    def export(self, subject):
        return []

    def erase(self, subject):
        if subject.person is None:
            return []
        polls = DatePollVoter.objects.filter(person=subject.person).delete()[1].get("events.DatePollVoter", 0)
        Attendance.objects.filter(represented_by=subject.person).update(
            represented_by=None, represented_by_name=str(_("somebody"))
        )
        deleted, stripped = delete_or_strip(
            Attendance.objects.filter(person=subject.person).select_related("meeting"), published_only=True
        )
        done = [
            (
                ngettext_lazy(
                    "Your answers to %(count)s date poll are deleted.",
                    "Your answers to %(count)s date polls are deleted.",
                    "count",
                ),
                polls,
            ),
            (
                ngettext_lazy(
                    "Your registration to %(count)s meeting is deleted; only numbers stay.",
                    "Your registrations to %(count)s meetings are deleted; only numbers stay.",
                    "count",
                ),
                deleted,
            ),
            (
                ngettext_lazy(
                    "Your attendance at %(count)s meeting stays, since its published minutes print it; your answers, needs and words to the organisers are deleted.",
                    "Your attendance at %(count)s meetings stays, since their published minutes print it; your answers, needs and words to the organisers are deleted.",
                    "count",
                ),
                stripped,
            ),
        ]
        return [words % {"count": count} for words, count in done if count]
