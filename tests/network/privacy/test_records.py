"""« My data »: everything known of somebody is found by itself, and nothing of others."""

import json
import re
import uuid
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.utils.text import camel_case_to_spaces, capfirst
from wagtail.models import Page

from events.attendance.models import Attendance, AttendanceChange, AttendanceNeeds, SessionAnswer
from events.polls.models import DatePoll, DatePollVoter
from network.accounts import audit
from network.accounts.models.audit import AuditEntry
from network.accounts.models.devices import KnownDevice
from network.accounts.models.reader_messages import ReaderMessage
from network.accounts.models.requests import AccountRequest
from network.accounts.models.user import User
from network.audience.disclosure import is_ours
from network.directory.models.people import Mandate, Person
from network.following.models.saved_searches import SavedSearch
from network.mail.outbox import post
from network.mail.team_mails import TEAM
from network.privacy.models.objections import NameReplacement, Objection
from network.privacy.records import (
    PASSED_OVER,
    Subject,
    address_fields,
    as_json,
    belongs_to_target,
    is_secret,
    label_of_field,
    names_without_others,
    relations_of,
    sections_about,
    stays_out,
    title_of_table,
    told_fields,
)
from tests.events.conftest import agenda  # noqa: F401 -- a fixture
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris
from tests.factories.network import UserFactory
from tests.html import errors_of, soup_of

DAY = datetime(2026, 5, 5, tzinfo=UTC)


@pytest.fixture
def somebody(agenda):  # noqa: F811
    """A member of the directory with one record of each kind we could think of."""
    person = PersonFactory(first_name="Ada", last_name="Exemple", email="ada.privee@reseau.example")
    person.mandates = [
        Mandate(
            kind="elected",
            title="Vice-présidente",
            metropolis=MetropolisFactory(),
            attested_on=DAY.date(),
            source="Compte rendu",
        )
    ]
    person.save()
    user = UserFactory(email="ada@reseau.example", first_name="Ada", last_name="Exemple", person=person)
    meeting = make_meeting(agenda, "Rencontre de mai", starts_at=paris("2026-05-05 09:00"))
    attendance = AttendanceFactory(meeting=meeting, person=person, comment="J’arrive en retard", answer="on_site")
    AttendanceNeeds.objects.create(attendance=attendance, access="boucle magnétique", meals="végétarien")
    AttendanceChange.objects.create(attendance=attendance, channel="site", after={"answer": "on_site"})
    SessionAnswer.objects.create(attendance=attendance, session_key=uuid.uuid4(), answer="remote")
    SavedSearch.objects.create(user=user, name="Budget participatif", query="q=budget", told_until=DAY)
    KnownDevice.objects.create(user=user, name="Firefox, Linux")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "graine-secrete"})
    post(to=user.email, subject="Invitation de mai", text="Venez.", kind=TEAM)
    audit.record(audit.Action.SIGN_IN, "Connexion de mai", actor=user)
    return user


def test_everything_that_points_to_somebody_is_found(somebody):
    text = json.dumps(as_json(sections_about(Subject.of(somebody))), ensure_ascii=False)

    for known in (
        *[
            "ada@reseau.example",
            "ada.privee@reseau.example",
            "Vice-présidente",
            "Rencontre de mai",
            "J’arrive en retard",
        ],
        *[
            "boucle magnétique",
            "végétarien",
            "Budget participatif",
            "Firefox, Linux",
            "Invitation de mai",
            "Connexion de mai",
        ],
    ):
        assert known in text, known


def test_secrets_stay_secret(somebody):
    text = json.dumps(as_json(sections_about(Subject.of(somebody))), ensure_ascii=False)

    saved = SavedSearch.objects.get()
    attendance = Attendance.objects.get()
    for secret in ("graine-secrete", saved.token, attendance.link_key, somebody.password):
        assert secret not in text


def test_what_is_known_of_others_is_not_told(somebody):
    other = UserFactory(email="autre@reseau.example", first_name="Zoé", last_name="Tierce", is_superuser=True)
    AttendanceChange.objects.create(
        attendance=Attendance.objects.get(), channel="desk", user=other, after={"status": "present"}
    )
    AttendanceFactory(meeting=Attendance.objects.get().meeting, person=PersonFactory(last_name="Voisine"))
    audit.record(audit.Action.ROLE, "Rôle donné", actor=other, subject=somebody.email)

    text = json.dumps(as_json(sections_about(Subject.of(somebody))), ensure_ascii=False)

    assert "Rôle donné" in text
    for foreign in ("autre@reseau.example", "Tierce", "Voisine"):
        assert foreign not in text


def test_what_somebody_handled_for_others_tells_nothing_of_them(somebody, agenda):  # noqa: F811
    """She decided, answered, noted, stood in for: what those records say is the others' to take away."""
    of_other = {"name": "Tierce personne", "email": "tierce@reseau.example"}
    AccountRequest.objects.create(
        **{"first_name": "Tierce", "last_name": "Personne", "organisation": "Tierce ville", "function": "Tierce"},
        **{"email": "tierce@reseau.example", "state": "refused", "decided_by": somebody, "decided_at": DAY},
    )
    Objection.objects.create(**of_other, message="Tierce raison", answered_by=somebody, answered_at=DAY)
    ReaderMessage.objects.create(
        **of_other, kind="contact", subject="Tierce question", text="Tierce", handled_by=somebody, handled_at=DAY
    )
    NameReplacement.objects.create(names=["Tierce Personne"], function="Vice-présidente", by=somebody)
    meeting = make_meeting(agenda, "Réunion de juin", starts_at=paris("2026-06-05 09:00"))
    other = AttendanceFactory(
        meeting=meeting, person=PersonFactory(last_name="Tierce"), comment="Tierce", represented_by=somebody.person
    )
    AttendanceNeeds.objects.create(attendance=other, access="Tierce boucle")
    AttendanceChange.objects.create(attendance=other, channel="staff", user=somebody, after={"comment": "Tierce"})
    poll = DatePoll.objects.create(title="Sondage de juillet", answers_until=DAY, created_by=somebody)
    DatePollVoter.objects.create(poll=poll, person=other.person, comment="Tierce")

    text = json.dumps(as_json(sections_about(Subject.of(somebody))), ensure_ascii=False)

    assert "tierce" not in text.lower()
    assert "Réunion de juin" in text  # that she stood in for somebody there is known of her
    assert "Sondage de juillet" in text


def tables_of_an_export():
    """``(model, fields shown)`` of all that an export may print."""
    for target in (User, Person):
        for relation in relations_of(target):
            model = relation.related_model
            if model is not User and model._meta.label not in PASSED_OVER:
                owned = belongs_to_target(relation)
                yield model, (None if owned else names_without_others(model)), relation.field.name
                if owned and is_ours(model) and not issubclass(model, Page):
                    for inner in relations_of(model):
                        yield inner.related_model, None, inner.field.name
    for model, _names in address_fields():
        yield model, None, ""


SAME_IN_FRENCH = {"comment", "documents", "format", "message", "page", "pages", "source", "type", "versions"}


def test_every_table_and_field_of_an_export_has_a_name_in_french():
    english = set()
    for model, names, parent in tables_of_an_export():
        names, label = told_fields(model, names), model._meta.label
        printed = {label: (title_of_table(model), f"{camel_case_to_spaces(model._meta.object_name)}s")}
        for field in model._meta.concrete_fields:
            shown = names is None or field.name in names
            passed_over = field.primary_key or stays_out(model, field) or field.name in {parent, "user", "person"}
            if shown and not passed_over:
                printed[f"{label}.{field.name}"] = (label_of_field(model, field), field.name.replace("_", " "))
        english |= {
            key
            for key, (name, made_up) in printed.items()
            if name == capfirst(made_up) and made_up not in SAME_IN_FRENCH
        }

    assert english == set()


def test_no_table_that_points_to_people_is_forgotten():
    """A new table with a key to accounts or people is in the export by itself; leaving one out takes a line here."""
    pointing = {
        relation.related_model._meta.label
        for target in (User, Person)
        for relation in target._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    }
    found = {relation.related_model._meta.label for target in (User, Person) for relation in relations_of(target)}

    assert pointing - found == set()
    assert {
        "network.AuditEntry",
        "network.User_groups",
        "network.User_user_permissions",
        "wagtaildocs.Document",
        "wagtailimages.Image",
    } == PASSED_OVER - {"network.User_metropolises"}


def test_every_field_of_ours_for_a_mail_address_is_searched():
    searched = {(model._meta.label, name) for model, names in address_fields() for name in names}
    declared = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if is_ours(model)
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
    }

    not_searched = {label for label, _name in declared - searched}
    assert not_searched == {"network.User", "network.Person", "network.NetworkSettings"}


def test_fields_named_like_a_key_are_secret():
    secret = {field.name for field in SavedSearch._meta.concrete_fields if is_secret(SavedSearch, field)}

    assert secret == {"token"}


LIKE_A_SECRET = re.compile(r"(^|_)(token|key|hash|seed|secret|password|raw)($|_)")
HARMLESS = {"network.DocumentText.file_hash", "network.NetworkRendition.focal_point_key"}
"""The sum of a file, and where a picture is cut."""


def test_no_field_that_sounds_like_a_secret_is_in_an_export():
    """Whoever adds a token or a key says so on the model, and finds out here that it was forgotten."""
    told = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if is_ours(model)
        for field in model._meta.concrete_fields
        if LIKE_A_SECRET.search(field.name) and not field.primary_key and not stays_out(model, field)
        if (names := told_fields(model)) is None or field.name in names
    }

    assert told - HARMLESS == set()


# The page and the download


def test_the_page_reads_like_a_page(somebody, sign_in):
    page = sign_in(somebody).get("/compte/donnees/").content.decode()

    assert errors_of(page) == []
    text = soup_of(page).main.get_text(" ", strip=True)
    assert "Ada" in text
    assert "boucle magnétique" in text
    assert "graine-secrete" not in page


def test_the_download_is_json_and_is_noted(somebody, sign_in):
    response = sign_in(somebody).post("/compte/donnees/telecharger/")

    assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    names = [section["name"] for section in json.loads(response.content)["sections"]]
    assert names[:2] == ["network.User", "network.Person"]
    assert {"events.Attendance", "events.AttendanceNeeds.attendance", "network.SavedSearch"} <= set(names)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.EXPORT, actor=somebody).count() == 1


def test_looking_at_the_download_starts_nothing(somebody, sign_in):
    assert sign_in(somebody).get("/compte/donnees/telecharger/").status_code == 405


@pytest.mark.parametrize("path", ["/compte/donnees/", "/compte/donnees/corriger/", "/compte/donnees/effacer/"])
def test_a_visitor_is_asked_to_sign_in(client, home, path):
    assert client.get(path).headers["Location"] == f"/compte/connexion/?next={path}"


# Correcting


def test_a_member_corrects_her_name(member, sign_in):
    client = sign_in(member)

    response = client.post("/compte/donnees/corriger/", {"first_name": " Zoé\t", "last_name": "D’Exemple"})

    member.refresh_from_db()
    assert response.headers["Location"] == "/compte/donnees/"
    assert (member.first_name, member.last_name) == ("Zoé", "D’Exemple")


@pytest.mark.parametrize("typed", ["x" * 151, "a\x00b"])
def test_a_name_that_cannot_be_kept_is_refused_beside_its_field(member, sign_in, typed):
    response = sign_in(member).post("/compte/donnees/corriger/", {"first_name": typed, "last_name": "Exemple"})

    assert response.status_code == 422
    assert soup_of(response).select_one("#id_first_name_error")
    member.refresh_from_db()
    assert member.first_name == "Camille"
