"""Offices held: what may be said of when."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.directory.models.metropolises import Metropolis, people_by_kind
from network.directory.models.people import Mandate, Person


def held(**fields):
    usual = {"kind": "elected", "title": "Maire", "source": "x", "attested_on": date(2022, 5, 5)}
    return Mandate(**usual | fields)


def test_an_office_noted_long_ago_says_when_and_is_not_current():
    mandate = held()

    assert mandate.is_current(today=date(2022, 12, 31))
    assert not mandate.is_current(today=date(2026, 11, 23))
    assert mandate.period == "fonction relevée le 5\xa0mai\xa02022"


def test_an_office_confirmed_within_a_year_is_current():
    yesterday = timezone.localdate() - timedelta(days=1)

    assert held(attested_on=yesterday).is_current()
    assert held(attested_on=yesterday).period.startswith("en fonction, confirmé le ")


def test_an_office_that_ended_is_not_current_however_recent_its_source():
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = held(attested_on=timezone.localdate(), ends_on=yesterday)

    assert not ended.is_current()
    assert ended.period.startswith("jusqu’au ")
    assert held(starts_on=date(2020, 7, 1), ends_on=date(2026, 3, 28)).period == (
        "du 1er\xa0juillet\xa02020 au 28\xa0mars\xa02026"
    )


@pytest.mark.django_db
def test_people_are_grouped_by_the_office_they_hold_here_with_all_their_offices():
    nantes = Metropolis.objects.create(slug="nantes", siren="1", usual_name="Nantes Métropole", short_name="Nantes")
    person = Person(first_name="Ada", last_name="Exemple", slug="ada-exemple")
    person.mandates = [
        held(title="Maire d’Ailleurs", organisation="Ailleurs", sort_order=0),
        held(title="Vice-présidente", metropolis=nantes, sort_order=1),
        held(title="Présidente", organisation="ICPC", kind="association", attested_on=date(2021, 1, 2), sort_order=2),
    ]
    person.save()

    groups = people_by_kind(Mandate.objects.filter(person=person).select_related("person"), nantes)

    assert [(str(group.title), [shown.name for shown in group.people]) for group in groups] == [
        ("Élu·e·s", ["Ada Exemple"])
    ]
    assert groups[0].people[0].anchor == "ada-exemple"
    assert groups[0].people[0].roles == [
        "Maire d’Ailleurs (fonction relevée le 5\xa0mai\xa02022)",
        "Vice-présidente (fonction relevée le 5\xa0mai\xa02022)",
        "Présidente (fonction relevée le 2\xa0janvier\xa02021)",
    ]
    assert person.role_when_known == "Maire d’Ailleurs (fonction relevée le 5\xa0mai\xa02022)"
