"""The style guide: everything in it, and nowhere but where the site is built."""

import os
import subprocess
import sys

from network.look import components
from tests.checks import DEPLOYMENT
from tests.html import errors_of, soup_of, structure_problems
from tests.prepared import ROOT

OURS = ("events.", "network.", "resources.")
SHOWN_INSIDE = {"Card", "FacetChips", "FacetPanel", "PageHead", "SlotSection", "TagList"}
"""Drawn as part of others, or as the head of the page."""
OF_ONE_PAGE = {
    *("AccountLink", "AnswerCall", "AnswerSummary", "BriefingPart", "CheckInList", "CountTable", "FollowButton"),
    *("HeadCountTables", "PollGrid", "QrImage", "SubscribeButton"),
}
"""Drawn on one page and looked at there."""
LOAD_EVERYTHING = """
import sys, django
django.setup()
from django.urls import get_resolver, NoReverseMatch, reverse
from wagtail import hooks
get_resolver().url_patterns
hooks.search_for_hooks()
try:
    print(reverse("styleguide"))
except NoReverseMatch:
    print("no address")
print(sorted(name for name in sys.modules if "styleguide" in name))
"""


def kinds_of(base):
    """Every class made from one, however far below."""
    return {below for kind in base.__subclasses__() for below in (kind, *kinds_of(kind))}


def test_it_shows_every_component(client, db):
    page = client.get("/styleguide/").content.decode()

    shown = {heading.get_text() for heading in soup_of(page).select("main h2")}
    assert errors_of(page) == []
    assert structure_problems(page) == []
    known = {kind.__name__ for kind in kinds_of(components.Component) if kind.__module__.startswith(OURS)}
    assert len(known) > 45
    assert known - shown == SHOWN_INSIDE | OF_ONE_PAGE


def loaded(**environment):
    """What a process says that has loaded all addresses and hooks: the address of the style guide, its modules."""
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LOAD_EVERYTHING],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.splitlines()


def test_production_has_no_address_for_it_and_loads_nothing_of_it(tmp_path):
    assert loaded(**DEPLOYMENT, DATA_DIR=str(tmp_path)) == ["no address", "[]"]


def test_a_start_for_people_who_write_code_has_it(tmp_path):
    address, modules = loaded(DJANGO_SETTINGS_MODULE="network.settings.dev", DEBUG="1", DATA_DIR=str(tmp_path))

    assert address == "/styleguide/"
    assert "events.styleguide" in modules
