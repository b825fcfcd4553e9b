"""Who is behind a mail address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.directory.addresses import addresses_of, has_address, is_one_of, people_by_address
from network.directory.models.people import Person
from tests.factories.directory import PersonFactory
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea():
    """Known to the directory under one address, to her account under another."""
    return UserFactory(email="lea@compte.example", person=PersonFactory(email="Lea@Ville.example")).person


@pytest.fixture
def noe():
    return PersonFactory(email="noe@ville.example", last_name="Exemple")


def test_somebody_is_found_by_either_address_however_it_is_written(lea, noe):
    found = people_by_address(["LEA@ville.example", "Lea@compte.example", "noe@ville.example", "no@body.example", ""])

    assert found == {"lea@ville.example": [lea], "lea@compte.example": [lea], "noe@ville.example": [noe]}


def test_whose_account_an_address_is_comes_first(lea, noe):
    double = PersonFactory(email="lea@compte.example", last_name="Avant")

    assert people_by_address(["lea@compte.example"]) == {"lea@compte.example": [lea, double]}


def test_any_number_of_addresses_is_one_query(lea, noe):
    with CaptureQueriesContext(connection) as queries:
        people_by_address(f"personne{number}@ville.example" for number in range(5_000))

    assert len(queries) == 1


def test_an_empty_address_is_nobodys():
    PersonFactory(email="")

    assert people_by_address(["", ""]) == {}
    assert not Person.objects.filter(has_address([""])).exists()
    assert not Person.objects.filter(is_one_of("email", [])).exists()


def test_addresses_of_somebody_are_the_directorys_and_the_accounts(lea, noe):
    noe.assistant_email = "aide@ville.example"

    assert addresses_of(lea) == {"lea@ville.example", "lea@compte.example"}
    assert addresses_of(noe) == {"noe@ville.example"}


def test_a_copy_goes_to_an_assistant_with_an_address_of_her_own(lea):
    lea.assistant_email = "Aide@ville.example"
    assert lea.copy_email == "Aide@ville.example"

    lea.assistant_email = "LEA@compte.example"
    assert lea.copy_email == ""
