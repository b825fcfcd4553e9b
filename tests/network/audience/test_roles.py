"""What each role may do, whole: a right more or less is seen here."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from network.accounts.models.audit import AuditEntry
from network.accounts.rights import rights_of_groups
from network.audience.roles import CONTRIBUTORS, ORGANISERS, Role, give_role, may_change_role
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db


def test_the_rights_of_the_roles_are_these_and_no_others(content):
    rights = {name: dict(rows) for name, rows, _count in rights_of_groups()}

    assert rights["Référent·e"] == {
        "les pages sous «\u00a0Pratiques\u00a0»": "ajouter",
        "images": "ajouter, choisir",
        "documents": "ajouter, choisir",
        "l’administration": "ouvrir",
    }
    team = rights["Équipe ICPC"]
    assert team["toutes les pages"] == (
        "ajouter, modifier, publier, verrouiller, déverrouiller, supprimer avec tout ce qui est dessous"
    )
    assert team["images"] == team["documents"] == "ajouter, modifier, choisir"
    assert team["personnes"] == "ajouter, modifier, supprimer, consulter"
    assert team["métropoles"] == "ajouter, modifier, consulter"
    assert team["invitations à ouvrir un compte"] == "ajouter, modifier, consulter"
    assert team["demandes de compte"] == "modifier, consulter"
    assert team["relecture\u00a0: Relecture par l’équipe ICPC"] == "approuver"
    assert not {"comptes", "groupes", "journal de sécurité", "permissions"} & set(team)


def test_the_report_says_who_has_which_role_to_the_team_only(content, sign_in, organiser, contributor, member):
    contributor.metropolises.add(MetropolisFactory(short_name="Ville exemple"))
    text = sign_in(organiser).get("/admin/reports/roles/").content.decode()

    for words in ("Référent·e", "Équipe ICPC", contributor.email, "Ville exemple", "toutes les pages"):
        assert words in text
    assert f"/admin/comptes/role/{member.pk}/" in text
    assert f"/admin/comptes/role/{organiser.pk}/" not in text
    assert sign_in(contributor).get("/admin/reports/roles/").status_code == 403
    assert sign_in(member).get("/admin/reports/roles/").status_code in {302, 403}


def test_the_report_is_exported(content, sign_in, organiser, contributor):
    answer = sign_in(organiser).get("/admin/reports/roles/?export=csv")

    assert contributor.email in b"".join(answer.streaming_content).decode()


def test_an_organiser_makes_a_liaison_officer_and_takes_it_back(content, sign_in, organiser, member):
    nantes = MetropolisFactory()
    path = f"/admin/comptes/role/{member.pk}/"
    desk = sign_in(organiser)

    desk.post(path, {"role": CONTRIBUTORS, "metropolises": [nantes.pk]})
    assert [group.name for group in member.groups.all()] == [CONTRIBUTORS]
    assert list(member.metropolises.all()) == [nantes]
    desk.post(path, {"role": "member"})
    assert not member.groups.exists()
    assert not member.metropolises.exists()


@pytest.mark.parametrize("role", [ORGANISERS, "administrators", ""])
def test_an_organiser_gives_no_more_than_she_may(content, sign_in, organiser, member, role):
    answer = sign_in(organiser).post(f"/admin/comptes/role/{member.pk}/", {"role": role})

    assert answer.status_code == 422
    assert not member.groups.exists()


def test_nobody_changes_her_own_role_nor_that_of_an_equal(organiser, administrator):
    other = UserFactory(roles=(ORGANISERS,))

    assert not may_change_role(organiser, organiser)
    assert not may_change_role(organiser, other)
    assert not may_change_role(organiser, administrator)
    assert may_change_role(administrator, other)
    with pytest.raises(PermissionDenied):
        give_role(other, Role.MEMBER, by=organiser)


def test_other_groups_are_left_alone(organiser, member):
    member.groups.add(Group.objects.create(name="Bureau"))

    give_role(member, Role.CONTRIBUTOR, by=organiser)
    give_role(member, Role.MEMBER, by=organiser)

    assert [group.name for group in member.groups.all()] == ["Bureau"]


def test_an_account_is_linked_to_its_person_of_the_directory(content, sign_in, organiser, member):
    person = PersonFactory(first_name="Alix")
    taken = PersonFactory()
    UserFactory(person=taken)
    path = f"/admin/comptes/role/{member.pk}/"
    desk = sign_in(organiser)

    assert desk.post(path, {"role": "member", "person": taken.pk}).status_code == 422
    desk.post(path, {"role": "member", "person": person.pk})
    member.refresh_from_db()
    assert member.person == person
    assert [entry.words for entry in AuditEntry.objects.filter(action="role")][:1] == [f"Compte lié à {person}."]
    desk.post(path, {"role": "member"})
    member.refresh_from_db()
    assert member.person is None
