from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from events.meetings.models.meeting import MeetingPage
from events.meetings.models.sessions import MeetingSession
from events.meetings.reminder_days import read_days
from events.reminders.models import MeetingReminder
from events.reminders.reminding import due_reminders, send_due_reminders, write_reminders
from network.mail.models.outgoing import OutgoingMail
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris, publish

LINK = "https://visio.example/secret"
STARTS = paris("2027-03-10 14:00")
WEEK_BEFORE = paris("2027-03-03 08:00")


@pytest.fixture
def meeting(agenda):
    return make_meeting(
        agenda,
        "Atelier",
        starts_at=STARTS,
        format="hybrid",
        venue_name="Salle des fêtes",
        remote_link=LINK,
        remote_code="4711",
        remote_instructions="Ouvrir dix minutes avant.",
    )


def invite(meeting, name, answer="", **fields):
    fields = {"invited_at": WEEK_BEFORE - timedelta(days=20)} | fields
    person = PersonFactory(last_name=name, email=f"{name.lower()}@ville.example", **fields.pop("person", {}))
    return AttendanceFactory(meeting=meeting, person=person, answer=answer, status="", capacities=[], **fields)


@pytest.fixture
def at(monkeypatch):
    """``at(moment)``: the clock of the site says so from now on, and what is due is sent."""

    def set_and_send(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return send_due_reminders()

    return set_and_send


def mails():
    return {mail.to.partition("@")[0]: mail for mail in OutgoingMail.objects.filter(kind__in=["reminder", "chase"])}


class TestDays:
    @pytest.mark.parametrize(
        ("text", "days"), [("7, 1", [7, 1]), ("", []), ("1;14 7", [14, 7, 1]), ("1, 1", [1]), ("0", [0])]
    )
    def test_days_are_read_as_people_write_them(self, text, days):
        assert read_days(text) == days

    @pytest.mark.parametrize("text", ["une semaine", "-1", "61", "1,2,3,4,5,6"])
    def test_what_is_no_list_of_days_is_refused_in_words(self, text):
        with pytest.raises(ValidationError):
            read_days(text)

    def test_the_page_refuses_them_beside_their_field(self, meeting):
        meeting.reminder_days = "bientôt"

        with pytest.raises(ValidationError) as refused:
            meeting.full_clean()

        assert list(refused.value.message_dict) == ["reminder_days"]


class TestWhen:
    @pytest.mark.parametrize(
        ("now", "due"),
        [
            ("2027-03-03 07:59", []),
            ("2027-03-03 08:00", [7]),
            ("2027-03-05 08:00", []),
            ("2027-03-09 08:00", [1]),
            ("2027-03-10 13:59", [1]),
            ("2027-03-10 14:00", []),
        ],
    )
    def test_a_reminder_is_due_from_eight_o_clock_some_days_before(self, meeting, now, due):
        assert [days for _meeting, days in due_reminders(paris(now))] == due

    @pytest.mark.parametrize("fields", [{"reminder_days": ""}, {"status": "cancelled"}, {"live": False}])
    def test_nothing_is_due_of_a_meeting_without_reminders_cancelled_or_not_published(self, meeting, fields):
        MeetingPage.objects.update(**fields)

        assert due_reminders(WEEK_BEFORE) == []

    def test_a_reminder_is_written_once_however_often_the_clock_asks(self, meeting, at):
        invite(meeting, "Site", "on_site")

        assert at(WEEK_BEFORE) == 1
        assert at(WEEK_BEFORE + timedelta(minutes=1)) == 0
        write_reminders.call(MeetingReminder.objects.get().pk)
        assert OutgoingMail.objects.filter(kind="reminder").count() == 1

    def test_one_that_a_dead_worker_began_is_begun_again_and_nobody_gets_two(self, meeting, at):
        invite(meeting, "Site", "on_site")
        at(WEEK_BEFORE)
        MeetingReminder.objects.update(finished_at=None)

        assert at(WEEK_BEFORE + timedelta(minutes=5)) == 0
        assert at(WEEK_BEFORE + timedelta(minutes=16)) == 1
        assert OutgoingMail.objects.filter(kind="reminder").count() == 1

    def test_a_meeting_that_moved_is_reminded_of_at_its_new_date(self, meeting, at):
        invite(meeting, "Site", "on_site")
        at(WEEK_BEFORE)
        meeting = MeetingPage.objects.get()
        meeting.starts_at, meeting.ends_at = STARTS + timedelta(days=14), STARTS + timedelta(days=14, hours=2)
        publish(meeting)

        at(paris("2027-03-09 08:00"))
        assert OutgoingMail.objects.filter(kind="reminder").count() == 1
        at(WEEK_BEFORE + timedelta(days=14))
        latest = OutgoingMail.objects.filter(kind="reminder").latest("pk")
        assert "24\xa0mars\xa02027" in latest.text

    def test_what_still_waits_is_taken_back_when_the_meeting_is_cancelled(self, meeting, at):
        invite(meeting, "Site", "on_site")
        at(WEEK_BEFORE)
        later = timezone.now() + timedelta(hours=1)
        OutgoingMail.objects.filter(kind="reminder").update(state="queued", next_attempt_at=later)
        meeting = MeetingPage.objects.get()
        meeting.status = "cancelled"
        publish(meeting)

        assert [mail.state for mail in OutgoingMail.objects.filter(kind="reminder")] == ["cancelled"]

    def test_the_command_says_what_is_due_and_does_it(self, agenda, capsys):
        soon = make_meeting(agenda, "Bientôt", starts_at=timezone.now() + timedelta(hours=20), reminder_days="1")
        invite(soon, "Site", "on_site", invited_at=timezone.now() - timedelta(days=9))

        call_command("send_reminders", dry_run=True)
        call_command("send_reminders")

        assert "Bientôt" in capsys.readouterr().out
        assert set(mails()) == {"site"}


class TestWhat:
    def test_each_gets_what_she_or_he_may_see_and_the_excused_nothing(self, meeting, at):
        invite(meeting, "Site", "on_site")
        invite(meeting, "Distance", "remote")
        invite(meeting, "Attend", "on_site", waiting_since=WEEK_BEFORE - timedelta(days=3))
        invite(meeting, "Muet")
        invite(meeting, "Excusee", "excused")
        invite(meeting, "Representee", "represented")
        invite(meeting, "Retire", "remote", withdrawn_at=WEEK_BEFORE)
        invite(meeting, "Neuf", invited_at=WEEK_BEFORE - timedelta(days=1))

        at(WEEK_BEFORE)

        sent = mails()
        assert set(sent) >= {"site", "distance", "attend", "muet"}
        assert not {"excusee", "representee", "retire", "neuf"} & set(sent)
        holders = {name for name, mail in sent.items() if LINK in mail.text or LINK in mail.html or "4711" in mail.text}
        assert holders == {"distance"}
        assert "Salle des fêtes" in sent["site"].text
        assert "liste d’attente" in sent["attend"].text
        assert "Salle des fêtes" not in sent["attend"].text
        assert sent["muet"].kind == "chase"
        assert "?reponse=sur-place" in sent["muet"].text
        assert "?reponse=excuse" in sent["muet"].html
        assert all(mail.html and mail.text for mail in sent.values())

    def test_whoever_runs_the_meeting_gets_place_and_link_without_having_been_asked(self, meeting, at):
        attendance = invite(meeting, "Anime")
        attendance.capacities = ["facilitator"]
        attendance.save()

        at(WEEK_BEFORE)

        assert LINK in mails()["anime"].text
        assert "Salle des fêtes" in mails()["anime"].text

    def test_the_assistant_is_asked_for_an_answer_but_never_gets_the_link(self, meeting, at):
        invite(meeting, "Muet", person={"assistant_email": "cabinet@ville.example"})
        invite(meeting, "Distance", "remote", person={"assistant_email": "secretariat@ville.example"})

        at(WEEK_BEFORE)

        assert set(mails()) == {"muet", "cabinet", "distance"}

    def test_nobody_is_chased_once_answers_are_closed(self, meeting, at):
        MeetingPage.objects.update(registration_closes_at=WEEK_BEFORE - timedelta(days=1))
        invite(meeting, "Muet")

        at(WEEK_BEFORE)

        assert mails() == {}

    def test_where_sessions_differ_each_says_how_the_person_comes(self, meeting, at):
        page = MeetingPage.objects.get()
        online = STARTS + timedelta(days=7)
        page.sessions = [
            MeetingSession(
                title="Jour sur place", starts_at=STARTS, ends_at=STARTS + timedelta(hours=2), format="in_person"
            ),
            MeetingSession(
                title="Jour en ligne",
                starts_at=online,
                ends_at=online + timedelta(hours=2),
                format="remote",
                remote_link="https://visio.example/deuxieme",
            ),
        ]
        page.ends_at = online + timedelta(hours=2)
        publish(page)
        invite(meeting, "Site", "on_site")

        at(WEEK_BEFORE)

        text = mails()["site"].text
        assert "Jour sur place" in text
        assert "https://visio.example/deuxieme" in text  # on site, one joins the online day remotely
        assert LINK not in text

    def test_writing_takes_as_many_queries_a_person_for_many_as_for_few(
        self, meeting, at, django_assert_max_num_queries
    ):
        for number in range(10):
            invite(meeting, f"P{number}", "on_site")
        at(WEEK_BEFORE)
        reminder = MeetingReminder.objects.get()

        with django_assert_max_num_queries(10 * 6 + 14):
            write_reminders.call(reminder.pk)
