"""Eight people take the last two places at the same moment, each over a connection of her or his own.

Run on the database of a data folder (`manage.py shell`): by the tests on SQLite, by `make test-postgres` on PostgreSQL.
"""

import threading
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from events.answers.recording import record_answer
from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from network.directory.models.people import Person
from tests.last_place import PEOPLE, PLACES, ROUNDS


def race():
    """Returns one line a round: how many have a place, how many wait, and what went wrong."""
    return [one_round(number) for number in range(ROUNDS)]


def one_round(number):
    start = timezone.now() + timedelta(days=10)
    root = Page.objects.get(depth=1)
    meeting = root.add_child(
        instance=MeetingPage(
            title=f"Course {number}",
            slug=f"course-{number}",
            format="hybrid",
            capacity_on_site=PLACES,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
        )
    )
    people = [Person.objects.create(slug=f"course-{number}-{n}", last_name=f"N{n}") for n in range(PEOPLE)]
    attendances = [Attendance.objects.create(meeting=meeting, person=person) for person in people]
    answer_at_once(attendances, "on_site", problems := [])
    first = counts(meeting)
    # Those with a place give it up while those who wait insist: nobody gets two places, none stays empty.
    seated = list(Attendance.objects.filter(meeting=meeting, answer="on_site", waiting_since=None))
    answer_at_once(seated, "excused", problems)
    return f"{first} {counts(meeting)} {problems}"


def answer_at_once(attendances, answer, problems):
    barrier = threading.Barrier(len(attendances))

    def take(attendance):
        try:
            barrier.wait()
            record_answer(attendance=attendance, answer=answer, channel="link")
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test shows it
            problems.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(attendance,)) for attendance in attendances]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def counts(meeting):
    coming = Attendance.objects.filter(meeting=meeting, answer="on_site")
    return (coming.filter(waiting_since=None).count(), coming.exclude(waiting_since=None).count())
