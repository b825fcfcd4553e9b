"""A leaked address: its owner renews it, and the team cuts all those of an account in one go."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.answers.links import answer_path
from events.attendance.models import Attendance
from events.feeds.subscriptions import address_of, make_subscription
from network.accounts.models.audit import AuditEntry
from network.following.saved_searches import follow_search
from tests.factories.directory import PersonFactory
from tests.factories.events import AgendaPageFactory, make_meeting, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(home, member):
    """One secret address of each kind that a member may have."""
    member.person = PersonFactory()
    member.save()
    meeting = make_meeting(publish(AgendaPageFactory(parent=home)))
    attendance = Attendance.objects.create(meeting=meeting, person=member.person, invited_at=timezone.now())
    saved, _is_new = follow_search(user=member, query="q=budget")
    subscription = make_subscription(user=member, name="Téléphone", content="mine")
    return {
        "calendar": "/calendriers/" + address_of(subscription).partition("/calendriers/")[2],
        "feed": reverse("saved_search_feed", args=[saved.token]),
        "link": answer_path(attendance),
    }


def test_the_team_cuts_every_secret_address_of_an_account(addresses, client, member, organiser, sign_in):
    assert {kind: client.get(address).status_code for kind, address in addresses.items()} == {
        "calendar": 200,
        "feed": 200,
        "link": 200,
    }

    page = sign_in(organiser).post(reverse("account_role", args=[member.pk]), {"revoke": "1"}, follow=True)

    assert "Coupé : " in page.content.decode().replace("\xa0", " ")
    client.logout()
    assert {kind: client.get(address).status_code for kind, address in addresses.items()} == {
        "calendar": 410,
        "feed": 404,
        "link": 410,
    }
    entry = AuditEntry.objects.get(action="link", subject=str(member))
    assert entry.actor == organiser
    assert "1 agenda" in entry.words


def test_an_account_without_any_is_said_to_have_none(member, organiser, sign_in):
    page = sign_in(organiser).post(reverse("account_role", args=[member.pk]), {"revoke": "1"}, follow=True)

    assert "n’avait aucune adresse secrète" in page.content.decode()


def test_members_and_liaison_officers_cut_nobody_s(addresses, client, member, contributor, sign_in):
    for user in (member, contributor):
        assert sign_in(user).post(reverse("account_role", args=[member.pk]), {"revoke": "1"}).status_code in {302, 403}
    client.logout()
    assert client.get(addresses["feed"]).status_code == 200
