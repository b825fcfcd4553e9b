"""Meetings and what the knowledge base says of them, small but whole."""

from datetime import datetime
from zoneinfo import ZoneInfo

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from events.agenda.models import AgendaPage
from events.meetings.models.meeting import MeetingPage
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from resources.follow_ups.models import ActionItem, Decision
from resources.minutes.models import MinutesPage
from resources.minutes.positions import Position
from resources.practices.models import PracticePage
from resources.questions.models import Question

PARIS = ZoneInfo("Europe/Paris")


class MetropolisFactory(DjangoModelFactory):
    class Meta:
        model = Metropolis

    slug = factory.Sequence(lambda number: f"ville-{number}")
    siren = factory.Sequence(lambda number: f"{number:09}")
    short_name = factory.Sequence(lambda number: f"Ville {number}")
    usual_name = factory.LazyAttribute(lambda metropolis: f"{metropolis.short_name} Métropole")
    official_name = factory.SelfAttribute("usual_name")


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    code = factory.Sequence(lambda number: f"T-{number}")
    label = factory.Sequence(lambda number: f"Thème {number}")


class MeetingFactory(wagtail_factories.PageFactory):
    """A meeting of two days in an agenda."""

    class Meta:
        model = MeetingPage

    title = factory.Sequence(lambda number: f"Rencontre {number}")
    slug = factory.Sequence(lambda number: f"rencontre-{number}")
    starts_at = datetime(2025, 5, 5, 9, tzinfo=PARIS)
    ends_at = datetime(2025, 5, 6, 17, tzinfo=PARIS)


class MinutesFactory(wagtail_factories.PageFactory):
    """Minutes with one section of two passages, « propos » and « suite »."""

    class Meta:
        model = MinutesPage

    title = factory.Sequence(lambda number: f"Compte rendu {number}")
    slug = "compte-rendu"
    state = MinutesPage.State.PUBLISHED
    body = factory.LazyFunction(lambda: section("echanges", passage("propos"), passage("suite")))


class PracticeFactory(wagtail_factories.PageFactory):
    class Meta:
        model = PracticePage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Pratique {number}")
    strapline = "Une démarche en une phrase."
    approach = "citizens_panel"

    @factory.post_generation
    def relations(self, create, _extracted, *, metropolises=(), themes=()):
        self.metropolises = list(metropolises)
        self.themes = list(themes)
        self.save()


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    number = factory.Sequence(lambda number: number + 1)
    slug = factory.Sequence(lambda number: f"question-{number}")
    text = factory.Sequence(lambda number: f"Quelle question numéro {number} ?")
    short_text = factory.Sequence(lambda number: f"Question {number}")


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    slug = factory.Sequence(lambda number: f"position-{number}")
    label = factory.Sequence(lambda number: f"Une position {number}")
    question = factory.SubFactory(QuestionFactory)
    metropolis = factory.SubFactory(MetropolisFactory)


class ActionItemFactory(DjangoModelFactory):
    class Meta:
        model = ActionItem

    slug = factory.Sequence(lambda number: f"action-{number}")
    text = factory.Sequence(lambda number: f"Faire la chose {number}")


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    slug = factory.Sequence(lambda number: f"decision-{number}")
    text = factory.Sequence(lambda number: f"Il est décidé {number}")


def passage(anchor="", text="<p>Un passage.</p>", metropolises=()):
    return {"type": "passage", "value": {"text": text, "anchor": anchor, "metropolises": list(metropolises)}}


def section(anchor, *content, title="Les échanges"):
    """The body of minutes as Wagtail keeps it, made of one section."""
    value = {"type": "exchange", "title": title, "anchor": anchor, "practice": None, "themes": []}
    return MinutesPage._meta.get_field("body").to_python([{"type": "section", "value": value | {"content": content}}])


def an_agenda(home):
    return home.add_child(instance=AgendaPage(title="Rencontres", slug="agenda"))
