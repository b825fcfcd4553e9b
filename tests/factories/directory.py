"""Metropolises and people, as the directory holds them."""

import factory
from factory.django import DjangoModelFactory

from network.directory.models.metropolises import Metropolis
from network.directory.models.people import Person


class MetropolisFactory(DjangoModelFactory):
    slug = factory.Sequence(lambda number: f"metropole-{number}")
    siren = factory.Sequence(lambda number: f"{200000000 + number}")
    usual_name = factory.Sequence(lambda number: f"Métropole {number}")
    official_name = factory.SelfAttribute("usual_name")
    short_name = factory.SelfAttribute("usual_name")

    class Meta:
        model = Metropolis


class PersonFactory(DjangoModelFactory):
    slug = factory.Sequence(lambda number: f"personne-{number}")
    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Exemple{number}")

    class Meta:
        model = Person
