"""Date polls: their dates, asking, reminding, the result, choosing, and what is kept of people."""

import re
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.meetings.models.meeting import MeetingPage
from events.polls.links import token_of, voter_of
from events.polls.mails import REMIND, write_mails
from events.polls.making import add_options, add_voters, options_of
from events.polls.models import DatePoll, DatePollVote
from events.polls.results import result_of
from events.polls.running import choose, remind, remind_due_polls, send_poll, stop_poll
from events.privacy.personal_data import MeetingsData
from events.privacy.retention import PollsRule
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox.mime import message_of
from network.privacy.models.retention import RetentionSettings
from network.privacy.records import Subject
from tests.events.polls.asking import DAY, NOW, PARIS, make_poll, reminded, vote
from tests.factories.directory import PersonFactory
from tests.factories.events import make_meeting, paris


@pytest.fixture
def poll(agenda):
    return make_poll()


class TestDates:
    def test_every_day_is_offered_at_every_hour(self):
        days = [(DAY, DAY), (date(2027, 1, 14), date(2027, 1, 14))]

        options, errors = options_of(days, [(time(10), time(12)), (time(14), time(16))], PARIS, NOW)

        assert [(one.starts_at, one.ends_at) for one in options] == [
            (paris("2027-01-12 10:00"), paris("2027-01-12 12:00")),
            (paris("2027-01-12 14:00"), paris("2027-01-12 16:00")),
            (paris("2027-01-14 10:00"), paris("2027-01-14 12:00")),
            (paris("2027-01-14 14:00"), paris("2027-01-14 16:00")),
        ]
        assert errors == []

    def test_without_hours_a_date_is_of_whole_days(self):
        options, _errors = options_of([(DAY, date(2027, 1, 13))], [], PARIS, NOW)

        assert [(one.starts_at, one.ends_at, one.hours_are_known) for one in options] == [
            (paris("2027-01-12 00:00"), paris("2027-01-13 23:59"), False)
        ]
        assert options[0].text_in("Europe/Paris") == "12 et 13\xa0janvier\xa02027"

    @pytest.mark.parametrize(
        ("days", "hours", "place", "sentence"),
        [
            ([(DAY, date(2027, 1, 11))], [], (0, None), "Le dernier jour est avant le premier"),
            ([(DAY, DAY)], [(time(12), time(10))], (0, 0), "La fin est avant le début"),
            ([(date(2026, 11, 1), date(2026, 11, 1))], [(time(10), time(11))], (0, 0), "Cette date est passée"),
            ([(date(2027, 3, 28), date(2027, 3, 28))], [(time(2, 30), time(4))], (0, 0), "n’existe pas"),
            ([(DAY, DAY), (DAY, DAY)], [], (1, None), "Cette date y est deux fois"),
            ([(DAY, date(2027, 6, 1))], [], (0, None), "60"),
        ],
    )
    def test_a_date_that_cannot_be_is_named_with_its_place(self, days, hours, place, sentence):
        _options, errors = options_of(days, hours, PARIS, NOW)

        assert [error[:2] for error in errors] == [place]
        assert sentence in errors[0][2]

    def test_a_poll_holds_no_more_dates_than_a_phone_shows(self, poll):
        many, _errors = options_of(
            [(DAY + timedelta(days=n), DAY + timedelta(days=n)) for n in range(60)], [], PARIS, NOW
        )

        with pytest.raises(ValidationError, match="cela en"):
            add_options(poll, many)

    def test_a_date_added_again_stays_one(self, poll):
        assert add_options(poll, list(poll.options.all())) == 0


class TestSending:
    def test_everybody_asked_gets_one_mail_with_a_link_of_her_own(self, poll):
        mails = OutgoingMail.objects.filter(about=f"poll:{poll.pk}").order_by("to")

        assert [mail.to for mail in mails] == ["p0@ville.example", "p1@ville.example", "p2@ville.example"]
        assert len({re.search(r"/agenda/sondages/\S+", mail.text)[0] for mail in mails}) == 3
        assert all("10\xa0h\xa000" in mail.text and mail.html for mail in mails)

    def test_a_mail_has_a_plain_text_that_says_all_and_the_same_in_html(self, poll):
        message = message_of(OutgoingMail.objects.filter(about=f"poll:{poll.pk}").first()).message()

        text, html = message.get_payload()
        assert (message.get_content_type(), text.get_content_type(), html.get_content_type()) == (
            "multipart/alternative",
            "text/plain",
            "text/html",
        )
        words = text.get_payload(decode=True).decode()
        link = re.search(r"http\S+/agenda/sondages/\S+/", words)[0]
        assert link in html.get_payload(decode=True).decode()
        assert all(option.text_in("Europe/Paris") in words for option in poll.options.all())

    def test_an_interrupted_sending_done_again_sends_nobody_a_second_mail(self, poll):
        write_mails.call(poll.pk, "ask")

        assert OutgoingMail.objects.filter(about=f"poll:{poll.pk}").count() == 3

    def test_who_is_added_later_is_asked_alone(self, poll):
        add_voters(poll, [PersonFactory(email="tard@ville.example")])

        assert send_poll(poll) == 1
        assert OutgoingMail.objects.filter(about=f"poll:{poll.pk}").count() == 4

    def test_only_those_who_have_not_answered_are_reminded(self, poll):
        vote(poll, poll.voters.first(), "yes", "no")

        assert remind(poll) == 2
        reminded = OutgoingMail.objects.filter(key__contains=f":{REMIND}:").values_list("to", flat=True)
        assert sorted(reminded) == ["p1@ville.example", "p2@ville.example"]

    def test_before_the_deadline_the_site_reminds_once_those_who_have_not_answered(self, poll):
        voters = list(poll.voters.order_by("pk"))
        vote(poll, voters[0], "yes")
        poll.voters.filter(pk=voters[2].pk).update(asked_at=poll.answers_until - timedelta(hours=30))
        due = poll.answers_until - timedelta(days=2)

        begun = [remind_due_polls(now=due + timedelta(minutes=minute)) for minute in (-1, 0, 1)]

        assert begun == [0, 1, 0]
        assert reminded() == ["p1@ville.example"]  # the third was asked less than a day before
        assert remind(poll) == 2
        assert reminded() == ["p1@ville.example", "p1@ville.example", "p2@ville.example"]

    def test_a_deadline_that_moved_is_reminded_of_again(self, poll):
        remind_due_polls(now=poll.answers_until - timedelta(days=2))
        DatePoll.objects.update(answers_until=poll.answers_until + timedelta(days=3))

        assert remind_due_polls(now=poll.answers_until) == 0
        assert remind_due_polls(now=poll.answers_until + timedelta(days=1)) == 1
        assert reminded().count("p1@ville.example") == 2

    @pytest.mark.parametrize(
        "changes",
        [
            {"remind_days": 0},
            {"state": "decided"},
            {"state": "draft"},
            {"is_sample": True},
            {"sent_at": timezone.now() + timedelta(days=4, hours=12)},
        ],
    )
    def test_nobody_is_reminded_by_itself(self, poll, changes):
        DatePoll.objects.update(**changes)

        assert remind_due_polls(now=poll.answers_until - timedelta(minutes=1)) == 0
        assert reminded() == []

    def test_an_assistant_gets_a_copy_with_a_link_that_answers_on_behalf(self, agenda):
        poll = DatePoll.objects.create(title="Réunion", answers_until=timezone.now() + timedelta(days=2))
        day = timezone.localdate() + timedelta(days=9)
        add_options(poll, options_of([(day, day)], [], PARIS)[0])
        add_voters(poll, [PersonFactory(email="elue@ville.example", assistant_email="cabinet@ville.example")])
        send_poll(poll)

        mail = OutgoingMail.objects.get(to="cabinet@ville.example")
        token = re.search(r"/agenda/sondages/([^/\s]+)/", mail.text)[1]
        assert voter_of(token) == (poll.voters.get(), "assistant")

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (lambda poll: poll.options.all().delete(), "n’a pas de date"),
            (lambda poll: poll.voters.all().delete(), "personne à interroger"),
            (lambda poll: DatePoll.objects.update(answers_until=timezone.now()), "date limite est passée"),
            (lambda poll: DatePoll.objects.update(state="stopped"), "terminé"),
        ],
    )
    def test_a_poll_that_nobody_could_answer_is_not_sent(self, poll, change, sentence):
        poll.voters.update(asked_at=None)
        change(poll)

        with pytest.raises(ValidationError, match=sentence):
            send_poll(poll)


class TestResult:
    def test_the_date_at_which_most_can_come_is_best_then_the_one_with_most_yes(self, poll):
        first, second, third = poll.voters.all()
        vote(poll, first, "yes", "if_need_be")
        vote(poll, second, "if_need_be", "if_need_be")
        vote(poll, third, "no", "no")

        result = result_of(poll)

        assert [(one.yes, one.if_need_be, one.no, one.is_best) for one in result.options] == [
            (1, 1, 1, True),
            (0, 2, 1, False),
        ]

    def test_no_date_is_best_as_long_as_nobody_can_come(self, poll):
        vote(poll, poll.voters.first(), "no", "no")

        assert [one.is_best for one in result_of(poll).options] == [False, False]

    def test_the_sides_of_a_hybrid_poll_are_counted_apart(self, agenda):
        poll = make_poll(is_hybrid=True)
        first, second, _third = poll.voters.all()
        vote(poll, first, "yes", "no", side="on_site")
        vote(poll, second, "if_need_be", "", side="remote")

        assert [(one.on_site, one.remote) for one in result_of(poll).options] == [(1, 1), (0, 0)]

    def test_a_new_answer_replaces_the_former_one(self, poll):
        voter = poll.voters.first()
        vote(poll, voter, "yes", "yes")
        vote(poll, voter, "no")

        assert list(DatePollVote.objects.filter(voter=voter).values_list("answer", flat=True)) == ["no"]

    def test_reading_the_result_takes_as_many_queries_for_many_as_for_few(self, agenda, django_assert_num_queries):
        poll = make_poll(people=12)
        for voter in poll.voters.all():
            vote(poll, voter, "yes", "no")

        with django_assert_num_queries(3):
            result_of(poll)


class TestChoosing:
    def test_the_date_chosen_becomes_a_draft_meeting_when_there_was_none(self, poll, organiser):
        option = poll.options.first()

        meeting = choose(poll, option, user=organiser)

        poll.refresh_from_db()
        assert (meeting.title, meeting.live, meeting.starts_at, meeting.ends_at) == (
            "Atelier de printemps",
            False,
            option.starts_at,
            option.ends_at,
        )
        assert (poll.state, poll.chosen_option, poll.meeting) == ("decided", option, meeting)

    def test_a_published_meeting_gets_the_date_at_once(self, agenda):
        meeting = make_meeting(agenda, starts_at=None, status="announced")
        poll = make_poll(meeting=meeting)
        option = poll.options.last()

        choose(poll, option)

        meeting = MeetingPage.objects.get(pk=meeting.pk)
        assert (meeting.live, meeting.starts_at, meeting.status) == (True, option.starts_at, "confirmed")

    def test_changes_that_wait_to_be_published_are_not_published_with_the_date(self, agenda):
        meeting = make_meeting(agenda, starts_at=None, status="announced")
        meeting.summary = "Pas encore prêt"
        meeting.save_revision()
        poll = make_poll(meeting=meeting)

        choose(poll, poll.options.first())

        stored = MeetingPage.objects.get(pk=meeting.pk)
        draft = stored.get_latest_revision_as_object()
        assert (stored.starts_at, stored.summary) == (None, "")
        assert (draft.starts_at, draft.summary) == (poll.options.first().starts_at, "Pas encore prêt")

    def test_everybody_asked_is_told_once(self, poll):
        vote(poll, poll.voters.first(), "yes", "no")

        choose(poll, poll.options.first())

        assert OutgoingMail.objects.filter(about=f"poll:{poll.pk}", key__contains=":chosen:").count() == 3
        with pytest.raises(ValidationError):
            choose(poll, poll.options.last())

    def test_a_stopped_poll_tells_those_asked_and_takes_no_answer(self, poll):
        stop_poll(poll)

        assert OutgoingMail.objects.filter(key__contains=":stopped:").count() == 3
        with pytest.raises(ValidationError, match="trop tard"):
            vote(poll, poll.voters.first(), "yes")

    def test_the_page_then_says_the_date(self, client, poll):
        option = poll.options.first()
        choose(poll, option)

        text = client.get(f"/agenda/sondages/{token_of(poll.voters.first())}/").content

        assert option.text_in("Europe/Paris") in text.decode()
        assert "<form method" not in text.decode()


class TestSamples:
    def test_the_site_starts_with_an_open_poll_that_says_it_is_an_example(self, content, client):
        poll = DatePoll.objects.get(is_sample=True)
        answered, silent = (
            poll.voters.filter(answered_at__isnull=False).count(),
            poll.voters.filter(answered_at=None).count(),
        )
        assert (poll.state, poll.options.count(), answered, silent) == ("open", 6, 4, 1)
        assert not any(voter.person.email for voter in poll.voters.all())  # two have a sample account since

        text = client.get(f"/agenda/sondages/{token_of(poll.voters.first())}/").content.decode()

        assert "Sondage de dates (exemple)" in text


class TestPersonalData:
    def test_somebody_erased_leaves_no_answer_to_a_poll(self, poll, member):
        voter = poll.voters.first()
        vote(poll, voter, "yes", "no")
        member.person = voter.person
        member.save()

        done = MeetingsData().erase(Subject.of(member))

        assert not poll.voters.filter(pk=voter.pk).exists()
        assert any("sondage" in line for line in done)

    def test_a_year_after_its_deadline_a_poll_forgets_who_could_come_when(self, poll):
        vote(poll, poll.voters.first(), "yes", "no")
        DatePoll.objects.update(answers_until=timezone.now() - timedelta(days=400))

        applied = PollsRule().apply(limits=RetentionSettings(), now=timezone.now(), dry_run=False)

        assert (applied.count, poll.voters.count(), poll.options.count()) == (3, 0, 2)
