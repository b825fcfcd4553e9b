"""Accounts and the pages every tree starts with."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from wagtail.models import Collection

from network.directory.models.home import HomePage
from network.directory.models.pages import StandardPage
from network.documents.models.media import NetworkDocument


class UserFactory(DjangoModelFactory):
    """A member; ``roles=("organisers",)`` puts her or him in groups."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"personne{number}@reseau.example")
    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Exemple{number}")
    password = factory.LazyFunction(lambda: make_password(None))

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


class DocumentFactory(DjangoModelFactory):
    """A file of the library; ``content`` and ``name`` are its file's."""

    class Meta:
        model = NetworkDocument
        exclude = ("content", "name")

    title = factory.Sequence(lambda number: f"Document {number}")
    content = b""
    name = "fichier.pdf"
    file = factory.LazyAttribute(lambda document: ContentFile(document.content, name=document.name))
    collection = factory.LazyFunction(Collection.get_first_root_node)
