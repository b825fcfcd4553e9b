"""Who may see the link by which a meeting is joined: the only rule, for pages, feeds, mails and exports alike."""

from django.db.models import Q

from events.vocabularies import AttendanceAnswer, AttendanceCapacity, AttendanceStatus
from network.roles import ORGANISERS

COMES = {AttendanceAnswer.ON_SITE, AttendanceAnswer.REMOTE}
CAME = {AttendanceStatus.PRESENT, AttendanceStatus.REMOTE}
RUNS_IT = {
    AttendanceCapacity.HOST,
    AttendanceCapacity.ORGANISER,
    AttendanceCapacity.FACILITATOR,
    AttendanceCapacity.SPEAKER,
    AttendanceCapacity.MINUTE_TAKER,
}


def may_see_remote_link(user, meeting):
    """Organisers, and the person behind the account when ``may_join`` says so.

    ``user`` is an account or ``AnonymousUser``. Being a member is not enough, nor
    is being allowed to read the page, nor being invited without an answer.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser or user.groups.filter(name=ORGANISERS).exists():
        return True
    return user.person_id is not None and may_join(user.person_id, meeting)


def may_join(person_id, meeting):
    """Whether a person takes part in a meeting: registered with a place on site or remotely, there on the day,
    or one of those who speak, facilitate or organise it."""
    attendance = meeting.attendances.filter(person=person_id).first()
    if attendance and attendance_may_join(attendance):
        return True
    return meeting.agenda_items.filter(Q(speakers__person=person_id)).exists()


def attendance_may_join(attendance):
    """The part of the rule that one attendance decides, without a query."""
    if attendance.withdrawn_at:
        return False
    if attendance.status in CAME or runs_it(attendance):
        return True
    return attendance.answer in COMES and attendance.waiting_since is None


def runs_it(attendance):
    """Whether somebody organises, hosts, facilitates or speaks: nobody asks her or him for an answer."""
    return bool(RUNS_IT.intersection(attendance.capacities))
