"""What the sample accounts hold, and samples need beside their pages: people who do not exist, answers, a series."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.text import slugify

from events.answers.recording import record_answer
from events.attendance.models import Attendance
from events.feeds.subscriptions import make_subscription
from events.making.models import MeetingSeries
from events.making.recurrence import occurrences
from events.making.series import add_meetings
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AnswerChannel, AttendanceAnswer
from network.directory.models.people import Person


def sample_person(first_name):
    """Somebody called « … Exemple »: invited, never listed in the directory, without an address."""
    slug = f"exemple-{slugify(first_name)}"
    person, _made = Person.objects.get_or_create(
        slug=slug, defaults={"first_name": first_name, "last_name": "Exemple", "is_listed": False}
    )
    return person


def give_sample_account(user):
    """Make a sample account somebody of the samples, with invitations to answer, and give it a calendar to see."""
    person = Person.objects.filter(slug=f"exemple-{slugify(user.first_name)}", account=None).first()
    if person:
        user.person = person
        user.save(update_fields=["person"])
        make_subscription(user=user)


def load_answers(meeting, records):
    """Invite sample people and record their answers, once: those beyond the last place wait for one."""
    is_new = not meeting.attendances.exists()
    for order, record in enumerate(records, start=1):
        name = record.text("first_name", required=True)
        answer = record.choice("answer", AttendanceAnswer)
        by = record.text("represented_by")
        record.finish()
        if not is_new:
            continue
        attendance = Attendance.objects.create(
            meeting=meeting, person=sample_person(name), sort_order=order, invited_at=timezone.now()
        )
        if answer:
            record_answer(
                attendance=attendance, answer=answer, channel=AnswerChannel.IMPORT, represented_by_name=by or ""
            )


def load_series(run, record):
    """Three meetings, the first Tuesday of the coming months."""

    def fill(series):
        series.rule = {"rhythm": "1", "weekday": "1", "starts": "10:00", "ends": "11:30", "format": "remote"}

    title, summary = record.text("title", required=True), record.text("summary")
    introduction = record.markdown("introduction")
    series = run.save(f"events:series:{slugify(title)}", record, MeetingSeries, find={"title": title}, fill=fill)
    if series is None or series.members.exists():
        return
    first = run.today + timedelta(days=20)
    found = occurrences(rhythm="1", weekday=1, first_day=first, last_day=first + timedelta(days=200))
    add_meetings(
        series,
        days=[one.day for one in found if not one.left_out][:3],
        starts=time(10),
        ends=time(11, 30),
        time_zone="Europe/Paris",
        shared={
            "format": MeetingPage.Format.REMOTE,
            "kind": MeetingPage.Kind.WORKING_GROUP,
            "summary": summary,
            "introduction": introduction,
            "contact": "Équipe ICPC (exemple)",
            "is_sample": True,
        },
        pattern="working_group",
        publish=True,
    )
