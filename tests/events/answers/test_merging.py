"""Two entries of the directory that are one person: refused when deleted, made one when merged."""

import html

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.answers.links import answer_path
from events.answers.needs import note_needs
from events.answers.recording import record_answer
from events.attendance.models import Attendance
from events.meetings.models.sessions import MeetingSession
from events.polls.answering import record_votes
from events.polls.models import DatePoll
from network.accounts.models.audit import AuditEntry
from network.directory.models.people import Person
from network.privacy.merging import merge_people
from tests.events.polls.asking import make_poll
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, publish, soon
from tests.factories.network import UserFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice():
    keep = PersonFactory(first_name="Ada", last_name="Lovelace")
    return keep, PersonFactory(first_name="Ada", last_name="Byron", email="ada@example.org")


def invited(meeting, person):
    return AttendanceFactory(meeting=meeting, person=person, status="", invited_at=timezone.now())


def test_somebody_who_has_answers_is_not_deleted_and_the_desk_says_what_to_do(agenda, twice, sign_in, administrator):
    keep, gone = twice
    record_answer(attendance=invited(make_meeting(agenda), gone), answer="on_site", channel="link")
    client = sign_in(administrator)

    response = client.post(reverse(Person.snippet_viewset.get_url_name("delete"), args=[gone.pk]), follow=True)

    assert response.redirect_chain[-1][0] == f"/admin/personnes/{gone.pk}/fusionner/"
    assert "Ada Byron ne peut pas être supprimé·e" in soup_of(response).get_text()
    assert Person.objects.filter(pk=gone.pk).exists()

    client.post(f"/admin/personnes/{gone.pk}/fusionner/", {"keep": keep.pk})

    assert not Person.objects.filter(pk=gone.pk).exists()
    assert Attendance.objects.get().person == keep


def test_somebody_without_answers_is_deleted_as_before(twice, sign_in, administrator):
    _keep, gone = twice

    sign_in(administrator).post(reverse(Person.snippet_viewset.get_url_name("delete"), args=[gone.pk]))

    assert not Person.objects.filter(pk=gone.pk).exists()


def test_at_one_meeting_the_last_answer_holds_with_the_history_of_both(agenda, twice):
    keep, gone = twice
    both, only = make_meeting(agenda, "Les deux"), make_meeting(agenda, "Une seule")
    record_answer(attendance=invited(both, keep), answer="remote", channel="link")
    record_answer(attendance=invited(both, gone), answer="excused", channel="telephone")
    record_answer(attendance=invited(only, gone), answer="on_site", channel="link")

    merge_people(keep=keep, gone=gone)

    answers = {attendance.meeting.title: attendance.answer for attendance in Attendance.objects.filter(person=keep)}
    assert answers == {"Les deux": "excused", "Une seule": "on_site"}
    history = Attendance.objects.get(meeting=both).changes.all()
    assert [(change.channel, change.after["answer"]) for change in history] == [
        ("link", "remote"),
        ("telephone", "excused"),
        ("staff", "excused"),
    ]
    keep.refresh_from_db()
    assert (keep.email, keep.name_variants) == ("ada@example.org", "Ada Byron")


def test_the_links_of_the_mails_sent_go_on_working_and_needs_are_kept_of_both(agenda, twice, client):
    keep, gone = twice
    meeting = make_meeting(agenda)
    noted, mailed = AttendanceFactory(meeting=meeting, person=keep, status=""), invited(meeting, gone)
    note_needs(attendance=noted, access="Boucle magnétique", meals="Sans noix")
    note_needs(attendance=mailed, meals="Sans noix")

    merge_people(keep=keep, gone=gone)

    one = Attendance.objects.get(meeting=meeting)
    assert (one.person, one.pk) == (keep, mailed.pk)
    assert client.get(answer_path(mailed)).status_code == 200
    assert (one.needs.access, one.needs.meals) == ("Boucle magnétique", "Sans noix")


def test_of_two_places_one_goes_to_whoever_waits_and_the_person_keeps_hers(agenda, twice):
    keep, gone = twice
    meeting = make_meeting(agenda, capacity_on_site=1, capacity_remote=1, format="hybrid")
    record_answer(attendance=invited(meeting, keep), answer="remote", channel="link")
    record_answer(attendance=invited(meeting, gone), answer="on_site", channel="link")
    waits = invited(meeting, PersonFactory(email="attend@example.org"))
    assert record_answer(attendance=waits, answer="remote", channel="link").waiting_since

    told = merge_people(keep=keep, gone=gone)

    assert Attendance.objects.get(person=keep).answer == "on_site"
    waits.refresh_from_db()
    assert waits.waiting_since is None
    assert [sentence for sentence in told if meeting.title in sentence] == told


def test_who_had_a_place_does_not_lose_it_to_the_same_answer_that_waited(agenda, twice):
    keep, gone = twice
    meeting = make_meeting(agenda, capacity_on_site=1)
    record_answer(attendance=invited(meeting, keep), answer="on_site", channel="link")
    record_answer(attendance=invited(meeting, gone), answer="on_site", channel="telephone")

    merge_people(keep=keep, gone=gone)

    one = Attendance.objects.get()
    assert (one.answer, one.waiting_since, one.answer_channel) == ("on_site", None, "telephone")


def test_sessions_that_only_one_entry_answered_are_kept(agenda, twice):
    keep, gone = twice
    meeting = make_meeting(agenda, format="hybrid")
    meeting.sessions = [
        MeetingSession(title=title, starts_at=soon(day), ends_at=soon(day, 16), format="hybrid")
        for title, day in (("Un", 10), ("Deux", 17))
    ]
    meeting = publish(meeting)
    one, two = (session.key for session in meeting.sessions.all())
    record_answer(
        attendance=invited(meeting, keep), answer="", sessions={one: "on_site", two: "excused"}, channel="link"
    )
    other = invited(meeting, gone)
    record_answer(attendance=other, answer="", sessions={one: "remote", two: "remote"}, channel="link")
    other.session_answers.filter(session_key=two).delete()  # that session was added later

    merge_people(keep=keep, gone=gone)

    kept = Attendance.objects.get()
    assert dict(kept.session_answers.values_list("session_key", "answer")) == {one: "remote", two: "excused"}


def test_every_answer_to_a_poll_is_kept_and_the_later_one_holds(twice, sign_in, administrator):
    keep, gone = twice
    poll = make_poll(people=0, send=False)
    poll.options.create(starts_at=soon(40), ends_at=soon(40, 16))
    first, second, third = poll.options.all()
    DatePoll.objects.update(state="open")
    mine, other = (poll.voters.create(person=person, asked_at=timezone.now()) for person in twice)
    only = make_poll(people=0, send=False, title="Une seule")
    only.voters.create(person=gone, asked_at=timezone.now())
    record_votes(
        voter=other,
        votes={first.pk: ("yes", ""), second.pk: ("if_need_be", "")},
        channel="link",
        comment="Plutôt le matin",
    )
    record_votes(voter=mine, votes={second.pk: ("no", ""), third.pk: ("yes", "")}, channel="telephone")

    client = sign_in(administrator)
    page = client.post(f"/admin/personnes/{gone.pk}/fusionner/", {"keep": keep.pk}, follow=True)

    voter = poll.voters.get()
    assert (voter.person, voter.answer_channel, voter.comment) == (keep, "telephone", "Plutôt le matin")
    assert dict(voter.votes.values_list("option", "answer")) == {
        first.pk: "yes",
        second.pk: "no",
        third.pk: "yes",
    }
    assert only.voters.get().person == keep
    told = f"ces réponses-ci ont cédé\xa0: {second}\xa0: Si besoin."
    assert told in html.unescape(page.content.decode())
    assert AuditEntry.objects.filter(words__contains=told, actor=administrator).exists()


def test_somebody_asked_in_a_poll_is_not_deleted_with_others_either(twice, sign_in, administrator):
    keep, gone = twice
    make_poll(people=0, send=False).voters.create(person=gone)
    action = reverse("wagtail_bulk_action", args=["network", "person", "delete"])

    sign_in(administrator).post(f"{action}?id={gone.pk}&id={keep.pk}")

    assert Person.objects.filter(pk__in=[keep.pk, gone.pk]).count() == 2


def test_two_accounts_are_two_people(twice):
    keep, gone = twice
    for person in twice:
        UserFactory(person=person)

    with pytest.raises(ValidationError):
        merge_people(keep=Person.objects.get(pk=keep.pk), gone=Person.objects.get(pk=gone.pk))
    with pytest.raises(ValidationError):
        merge_people(keep=keep, gone=keep)


def test_only_those_who_may_delete_people_merge(twice, sign_in, contributor):
    _keep, gone = twice

    assert sign_in(contributor).get(f"/admin/personnes/{gone.pk}/fusionner/").status_code in {302, 403}
