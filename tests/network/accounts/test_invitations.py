"""Inviting a person of the directory to have an account."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.accounts import invitations
from network.accounts.models.audit import AuditEntry
from network.accounts.models.invitations import AccountInvitation
from network.accounts.models.user import User
from network.accounts.requests import PURPOSE as REQUEST_PURPOSE
from network.accounts.signed_links import code_for
from network.audience.roles import CONTRIBUTORS, ORGANISERS, Role
from network.directory.models.people import Person
from tests.clients import BrowserLikeClient
from tests.factories.directory import MetropolisFactory
from tests.factories.network import UserFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(home):
    """Pages need a site to stand on."""


@pytest.fixture
def person():
    return Person.objects.create(first_name="Alix", last_name="Exemple", slug="alix-exemple")


@pytest.fixture
def invite(person, organiser):
    def send(**more):
        values = {"person": person, "email": "alix@ville.example", "role": Role.MEMBER, "by": organiser}
        return invitations.invite(**values | more)

    return send


def link_in(message):
    return re.search(r"https?://[^/\s]+(/compte/invitation/\S+)", message.body)[1]


def words_of(response):
    return soup_of(response).main.get_text(" ", strip=True)


def test_an_organiser_invites_from_the_desk_and_the_person_has_a_linked_account(sign_in, organiser, person):
    desk = sign_in(organiser)
    page = desk.get(f"/admin/comptes/inviter/{person.pk}/")
    assert page.status_code == 200

    answer = desk.post(
        f"/admin/comptes/inviter/{person.pk}/", {"email": "Alix@Ville.example", "role": "member"}, follow=True
    )
    assert "alix@ville.example" in answer.content.decode()

    assert [message.to for message in mail.outbox] == [["alix@ville.example"]]
    reader = BrowserLikeClient()
    reader.post(link_in(mail.outbox[0]))
    user = User.objects.get(email="alix@ville.example")
    assert (user.person, user.get_full_name(), get_user(reader)) == (person, "Alix Exemple", user)
    assert not user.has_usable_password()
    # The session that the link opened is listed, so that it can be ended.
    assert len(reader.get("/compte/appareils/").context["sessions"]) == 1


def test_the_address_of_the_directory_is_proposed(sign_in, organiser, person):
    person.email = "alix@annuaire.example"
    person.save()

    page = soup_of(sign_in(organiser).get(f"/admin/comptes/inviter/{person.pk}/"))

    assert page.find("input", attrs={"name": "email"})["value"] == "alix@annuaire.example"


def test_the_list_of_people_offers_to_invite_those_who_have_no_account(sign_in, organiser, person):
    other = Person.objects.create(first_name="Dominique", last_name="Exemple", slug="dominique")
    UserFactory(person=other)

    page = sign_in(organiser).get("/admin/snippets/network/person/").content.decode()

    assert f"/admin/comptes/inviter/{person.pk}/" in page
    assert f"/admin/comptes/inviter/{other.pk}/" not in page


def test_looking_at_the_link_opens_nothing(client, invite):
    invite()
    link = link_in(mail.outbox[0])

    for _time in range(3):  # a mail program, a browser, a person
        page = client.get(link)
        assert page.status_code == 200
        assert "Ouvrir mon compte" in words_of(page)
    client.head(link)

    assert not User.objects.filter(email="alix@ville.example").exists()
    assert "no-store" in page["Cache-Control"]


def test_the_link_works_once(client, invite):
    invite()
    link = link_in(mail.outbox[0])
    client.post(link)

    again = BrowserLikeClient().post(link)

    assert again.status_code == 410
    assert "ne fonctionne plus" in words_of(again)
    assert User.objects.filter(email="alix@ville.example").count() == 1


def test_a_withdrawn_invitation_is_closed(client, invite, sign_in, organiser):
    invitation = invite()
    link = link_in(mail.outbox[0])
    sign_in(organiser).post(
        "/admin/comptes/invitations/", {"invitation": invitation.pk, "action": "withdraw"}, follow=True
    )

    assert BrowserLikeClient().get(link).status_code == 410
    assert BrowserLikeClient().post(link).status_code == 410
    assert not User.objects.filter(email="alix@ville.example").exists()


def test_sending_again_closes_the_link_of_the_first_mail(client, invite, sign_in, organiser):
    invitation = invite()
    sign_in(organiser).post("/admin/comptes/invitations/", {"invitation": invitation.pk, "action": "again"})
    first, second = (link_in(message) for message in mail.outbox)

    assert BrowserLikeClient().get(first).status_code == 410
    assert BrowserLikeClient().get(second).status_code == 200


def test_an_invitation_is_closed_after_two_weeks(invite):
    invitation = invite()
    code = link_in(mail.outbox[0]).split("/")[-2]

    assert invitations.invitation_of(code, now=timezone.now() + timedelta(days=13, hours=23)) == invitation
    assert invitations.invitation_of(code, now=timezone.now() + timedelta(days=14, seconds=1)) is None


@pytest.mark.parametrize("make", ["nonsense", "", "a:b:c", "é", "A" * 5_000])
def test_a_made_up_link_is_closed(client, make):
    assert client.get(f"/compte/invitation/{make or 'x'}/").status_code == 410


def test_a_link_made_for_something_else_opens_no_account(client, invite):
    invitation = invite()
    code = code_for(REQUEST_PURPOSE, invitation=invitation.pk, serial=invitation.serial)

    assert client.get(f"/compte/invitation/{code}/").status_code == 410


def test_one_is_linked_to_an_older_account_without_being_signed_in_to_it(client, invite, person):
    older = UserFactory(email="alix@ville.example")
    invite()

    answer = client.post(link_in(mail.outbox[0]))

    older.refresh_from_db()
    assert older.person == person
    assert answer["Location"] == "/compte/connexion/"
    assert not get_user(client).is_authenticated


def test_somebody_with_an_account_is_not_invited(person, invite, sign_in, organiser):
    UserFactory(person=person)

    with pytest.raises(ValidationError):
        invite()
    assert "a déjà un compte" in sign_in(organiser).get(f"/admin/comptes/inviter/{person.pk}/").content.decode()


def test_the_address_of_another_person_s_account_is_refused_beside_its_field(sign_in, organiser, person):
    other = Person.objects.create(first_name="Dominique", last_name="Exemple", slug="dominique")
    UserFactory(person=other, email="commun@ville.example")

    answer = sign_in(organiser).post(
        f"/admin/comptes/inviter/{person.pk}/", {"email": "commun@ville.example", "role": "member"}
    )

    assert answer.status_code == 422
    assert "compte de Dominique Exemple" in answer.content.decode()
    assert mail.outbox == []


def test_a_liaison_officer_is_invited_with_her_metropolises(client, invite):
    nantes = MetropolisFactory()
    invite(role=Role.CONTRIBUTOR, metropolises=[nantes])
    client.post(link_in(mail.outbox[0]))

    user = User.objects.get(email="alix@ville.example")
    assert [group.name for group in user.groups.all()] == [CONTRIBUTORS]
    assert list(user.metropolises.all()) == [nantes]


def test_an_organiser_does_not_make_organisers_and_an_administrator_does(client, invite, sign_in, organiser):
    with pytest.raises(PermissionDenied):
        invite(role=Role.ORGANISER)
    page = sign_in(organiser).get(f"/admin/comptes/inviter/{Person.objects.get().pk}/")
    assert 'value="organisers"' not in page.content.decode()

    invite(role=Role.ORGANISER, by=UserFactory(is_superuser=True, is_staff=True))
    reader = BrowserLikeClient()
    reader.post(link_in(mail.outbox[-1]))

    assert User.objects.get(email="alix@ville.example").groups.get().name == ORGANISERS
    assert reader.get("/admin/")["Location"] == "/compte/securite/"  # the second factor, before anything opens


def test_the_role_is_not_given_when_whoever_invited_has_left(client, invite, organiser):
    invite(role=Role.CONTRIBUTOR, metropolises=[MetropolisFactory()])
    organiser.groups.clear()
    client.post(link_in(mail.outbox[0]))

    assert not User.objects.get(email="alix@ville.example").groups.exists()


def test_a_liaison_officer_without_a_metropolis_is_refused_beside_the_field(sign_in, organiser, person):
    answer = sign_in(organiser).post(
        f"/admin/comptes/inviter/{person.pk}/", {"email": "a@ville.example", "role": CONTRIBUTORS}
    )

    assert answer.status_code == 422
    assert "Choisissez-en au moins une" in answer.content.decode()


def test_invitations_are_written_in_the_audit_log(invite, organiser):
    invite()

    entry = AuditEntry.objects.get(action=AuditEntry.Action.INVITATION)
    assert (entry.actor, entry.subject, entry.words) == (
        organiser,
        "alix@ville.example",
        "Invitation à ouvrir un compte\u00a0: Alix Exemple.",
    )


@pytest.mark.parametrize("who", ["member", "contributor"])
def test_others_do_not_invite(who, request, sign_in, person):
    client = sign_in(request.getfixturevalue(who))

    for path in (f"/admin/comptes/inviter/{person.pk}/", "/admin/comptes/invitations/", "/admin/comptes/demandes/"):
        assert client.get(path).status_code in {302, 403}
        assert client.post(path, {"email": "a@b.example", "role": "member"}).status_code in {302, 403}
    assert not AccountInvitation.objects.exists()
