"""An upgrade that changes what we lean on breaks here, and says where to look."""

import ast
import re
from importlib.metadata import version

import pytest
from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIRequest
from wagtail.admin import urls as wagtailadmin_urls

from network.audience.desk import PAGE_KEYS
from tests.upstream.contracts import CONTRACTS, of_allauth, of_django, of_others, of_wagtail  # noqa: F401 -- they register
from tests.upstream.finding import all_uses, our_templates, their_templates, unread, uses_in
from tests.upstream.parts import MARKS, PARTS

ON_THE_LIST = {part.name: part for part in PARTS}
AT_THE_TOP = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "base.html"}
"""Templates that Django and Wagtail look for by these names, and the frame of our pages."""


@pytest.mark.parametrize("name", sorted(ON_THE_LIST))
def test_it_still_does_what_we_count_on(name, db):
    part = ON_THE_LIST[name]
    try:
        CONTRACTS[name]()
    except Exception as error:
        raise AssertionError(
            f"{name} is not what it was in {part.since}. We use it for this: {part.why}. "
            f"Look at {', '.join(part.where)}. ({type(error).__name__}: {error})"
        ) from error


def test_every_part_has_a_contract_and_every_contract_a_part():
    assert CONTRACTS.keys() == ON_THE_LIST.keys()
    assert len(PARTS) == len(ON_THE_LIST)


def test_all_that_is_private_elsewhere_and_used_here_is_on_the_list():
    listed = {(part.name, file) for part in PARTS for file in part.where} | set(MARKS.items())
    used = {(use.part, use.file) for use in all_uses()}

    assert sorted(used - listed) == [], (
        "This is private to its authors and not on the list: use what they describe, or add it to tests/upstream/parts.py "
        "with a contract in tests/upstream/contracts.py."
    )
    assert sorted(listed - used) == [], "This is on the list (tests/upstream/parts.py) and no longer used there."


def test_no_private_name_is_left_that_nobody_reads():
    assert sorted(unread()) == [], "Set by us, read by nobody: whoever it was for has dropped it."


@pytest.mark.parametrize("name", sorted(MARKS))
def test_our_marks_on_objects_of_others_are_ours_alone(name):
    assert not any(hasattr(kind, name.removeprefix(".")) for kind in (WSGIRequest, get_user_model()))


def test_a_template_in_the_name_of_others_stands_in_for_one():
    """One that no longer does is shown nowhere, and nothing else says so."""
    namespaces = re.compile(r"(events|network|resources|search|styleguide)/")

    alone = {name for name in our_templates() if not namespaces.match(name)} - their_templates().keys()
    assert len(their_templates()) > 500
    assert alone - AT_THE_TOP == set()


@pytest.mark.parametrize("since", sorted({part.since for part in PARTS}))
def test_the_list_was_looked_at_with_the_version_that_is_installed(since):
    package, number = since.rsplit(" ", 1)
    names = ", ".join(part.name for part in PARTS if part.since == since)

    assert f"{version(package)}.".startswith(f"{number}."), (
        f"{package} {version(package)} is installed. Its contracts hold or failed above; read what it changed in {names}, "
        "then write the new version into tests/upstream/parts.py."
    )


def test_the_desk_calls_the_keys_of_pages_as_we_know_them():
    """The desk is closed by these names to who may not see a page: under another name it would be open."""

    def names(patterns):
        for pattern in patterns:
            yield from (*pattern.pattern.converters, *pattern.pattern.regex.groupindex)
            yield from names(getattr(pattern, "url_patterns", ()))

    about_pages = {name for name in names(wagtailadmin_urls.urlpatterns) if re.search("page|destination", name)}
    assert about_pages == set(PAGE_KEYS), "Wagtail names keys of pages otherwise: look at network/audience/desk.py."


# The finder


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from allauth.core.internal import ratelimit", {"allauth.core.internal.ratelimit"}),
        ("import allauth.core.internal.ratelimit", {"allauth.core.internal.ratelimit"}),
        ("def f():\n    from wagtail.views import serve", {"wagtail.views.serve"}),
        ("from django.db.models import _private", {"django.db.models._private"}),
        ("page._cached = 1", {"._cached"}),
        ("x = form.instance._cached", {"._cached"}),
        ("x = getattr(page, '_cached', None)", {"._cached"}),
        ("class A:\n    def f(self):\n        return self._theirs", {"._theirs"}),
        ("class A:\n    def _g(self):\n        return super()._g()", {"._g"}),
        ("from wagtail.admin.x import Panel\nPanel.render = None", {"wagtail.admin.x.Panel.render"}),
        ("import wagtail\nwagtail.models.Page.save = None", {"wagtail.models.Page.save"}),
        ("from wagtail.admin.x import Panel\nsetattr(Panel, 'render', None)", {"wagtail.admin.x.Panel.render"}),
        ("from network.look import text\nfrom django.db import models\nx = A._meta, A.__name__, _", set()),
        (
            "class A:\n    def __init__(self):\n        self._ours = 1\n    def f(self):\n        return self._ours",
            set(),
        ),
    ],
)
def test_the_finder_finds(source, found):
    assert uses_in(ast.parse(source)) == found
