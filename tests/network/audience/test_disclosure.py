"""Every table says of itself what it shows; nothing below keeps a list of tables above."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from events.attendance.models import AttendanceNeeds
from network.accounts.models.user import User
from network.audience.disclosure import NOT_SHOWN, Disclosure, disclosure_of, is_ours, our_apps
from network.checks import disclosure_check, problems_of
from network.directory.models.metropolises import Metropolis
from network.mail.models.outgoing import OutgoingMail
from network.settings.env import PROJECT_DIR


def test_every_table_of_ours_says_what_it_shows():
    assert our_apps() == ("events", "network", "resources")
    assert disclosure_check(None) == []
    assert {model for model in apps.get_models() if is_ours(model)} >= {Metropolis, User, AttendanceNeeds}


@isolate_apps("events")
def test_a_table_that_says_nothing_is_told_of_and_taken_as_shown():
    class Silent(models.Model):  # noqa: DJ008 -- shown to nobody
        class Meta:
            app_label = "events"

    assert [problem.id for problem in problems_of(Silent)] == ["network.E110"]
    assert disclosure_of(Silent).on_pages


@isolate_apps("events")
def test_a_field_that_is_not_there_is_told_of():
    class Renamed(models.Model):  # noqa: DJ008 -- likewise
        disclosure = Disclosure(on_pages=False, secret=("seed",), words={"id": "Numéro"})

        class Meta:
            app_label = "events"

    (problem,) = problems_of(Renamed)

    assert (problem.id, "seed" in problem.msg) == ("network.E111", True)


def test_the_check_runs_whenever_the_site_starts():
    assert "network.E110" not in {problem.id for problem in run_checks()}
    assert any(getattr(check, "__name__", "") == "disclosure_check" for check in registered())


def registered():
    from django.core.checks.registry import registry  # noqa: PLC0415 -- private to this question

    return registry.get_checks()


def test_a_table_of_a_many_to_many_field_goes_with_its_model():
    assert disclosure_of(User.metropolises.through).on_pages is False
    assert disclosure_of(User.metropolises.through).secret == ()
    assert disclosure_of(Metropolis).on_pages


@pytest.mark.parametrize(
    ("model", "on_pages"), [("auth.Permission", False), ("auth.Group", True), ("sessions.Session", False)]
)
def test_tables_of_libraries_are_spoken_for(model, on_pages):
    assert disclosure_of(apps.get_model(model)).on_pages is on_pages


def test_a_mail_makes_no_page_old():
    assert disclosure_of(OutgoingMail) != NOT_SHOWN
    assert not disclosure_of(OutgoingMail).on_pages


ABOVE = {"search": "network|events|resources", "network": "events|resources", "events": "resources"}
WIRING = {"network/settings/base.py", "network/settings/test.py", "network/urls.py"}
"""Settings and addresses name everybody as text: that is what they are for."""


@pytest.mark.parametrize("app", ABOVE)
def test_no_app_names_the_tables_of_one_above(app):
    """« events.meetingpage » in a string of `network`, in code or templates, is knowledge of who is above."""
    said = re.compile(rf"""["'](?:{ABOVE[app]})[.:]\w""")
    found = []
    for path in sorted((Path(PROJECT_DIR) / app).rglob("*")):
        name = path.relative_to(PROJECT_DIR).as_posix()
        if path.suffix not in {".py", ".html", ".txt"} or "/migrations/" in name or name in WIRING:
            continue
        found += [f"{name}: {line.strip()}" for line in path.read_text().splitlines() if said.search(line)]

    assert found == []
