"""Two entries of the directory that are one person: refused when deleted, made one when merged."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.answers import record_answer
from events.models import Attendance
from network.merging import merge_people
from network.models import Person
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting
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
