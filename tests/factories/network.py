"""Accounts and the pages every tree starts with."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from network.models import HomePage, StandardPage


class UserFactory(DjangoModelFactory):
    """A member; ``roles=("organisers",)`` puts her or him in groups."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"personne{number}@reseau.example")
    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Exemple{number}")

    @factory.post_generation
    def roles(self, create, names, **_more):
        if create and names:
            self.groups.set(Group.objects.filter(name__in=names))


class HomePageFactory(wagtail_factories.PageFactory):
    title = "Métropoles participatives"
    slug = "accueil"
    promise = "Vingt-deux métropoles partagent leurs pratiques de participation."

    class Meta:
        model = HomePage


class StandardPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Page {number}")

    class Meta:
        model = StandardPage
