"""What a room says of itself is true: whom it knows, which tables are its own; README and the tests have the same rooms."""

import ast
import re
import statistics
import tomllib

import pytest
from django.apps import apps

from tests.slices import TESTS

ROOT = TESTS.parent
HOUSES = ("resources", "events", "network")
FRONT_DOOR = {"management", "migrations", "styleguide", "templatetags", "views"}
"""Folders at the root of a house that Django finds only there, whose pages are of no room, or that show all rooms."""
MOST_LINES = 5
MOST_LINES_OF_A_FILE, MEDIAN_OF_A_FILE = 400, 80
SAID = re.compile(r"Knows: (?P<knows>[^.]+)\. Tables: (?P<tables>[^.]+)\. Secrets: (?P<secrets>.+)\.")
IN_README = re.compile(r"^\| `(\w+)/(\w+)/` \| .+ \|$", re.MULTILINE)


def rooms_of(house):
    """The names of the rooms of a house: its packages, but for the front door."""
    return {path.parent.name for path in (ROOT / house).glob("*/__init__.py")} - FRONT_DOOR


ROOMS = [(house, room) for house in HOUSES for room in sorted(rooms_of(house))]
of_each_room = pytest.mark.parametrize(("house", "room"), ROOMS)


def words_of(house, room):
    """The docstring of a room, as its author wrote it."""
    return ast.get_docstring(ast.parse((ROOT / house / room / "__init__.py").read_text())) or ""


def said_by(house, room, about):
    """The names that a room gives after « Knows: » or « Tables: », in its order."""
    said = SAID.search(" ".join(words_of(house, room).split()))[about]
    return [] if said in {"none", "no other room"} else said.split(", ")


def imported_by(house, room):
    """The other rooms of its house that a room imports, wherever in a file."""
    names = set()
    for path in (ROOT / house / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
    found = {name.split(".")[1] for name in names if name.startswith(f"{house}.")}
    return found & rooms_of(house) - {room}


def layers_of(house):
    """``{room: its layer}`` by the contract of the house, 0 at the front door."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == [house])
    return {name: number for number, layer in enumerate(layers) for name in re.findall(r"\w+", layer)}


@of_each_room
def test_a_room_says_in_five_lines_what_it_is_for_whom_it_knows_and_what_is_its_own(house, room):
    words = words_of(house, room)
    lines = [line for line in words.splitlines() if line]

    assert len(lines) <= MOST_LINES
    assert SAID.fullmatch(" ".join(words.partition("\n\n")[2].split()))


@of_each_room
def test_the_tables_of_a_room_are_those_defined_in_it(house, room):
    models = apps.get_app_config(house).get_models()
    defined = [model.__name__ for model in models if model.__module__.startswith(f"{house}.{room}.")]

    assert sorted(said_by(house, room, "tables")) == sorted(defined)


@of_each_room
def test_a_room_imports_only_rooms_that_it_says_it_knows_and_all_of_them_are_below(house, room):
    layers, known = layers_of(house), said_by(house, room, "knows")

    assert imported_by(house, room) <= set(known)
    assert all(layers[name] > layers[room] for name in known)


@pytest.mark.parametrize("house", HOUSES)
def test_the_map_of_the_readme_has_the_rooms_of_the_contract_in_its_order(house):
    mapped = [room for of, room in IN_README.findall((ROOT / "README.md").read_text()) if of == house]
    layers = layers_of(house)

    assert sorted(mapped) == sorted(rooms_of(house))
    assert [layers[room] for room in mapped] == sorted(layers[room] for room in mapped)


@of_each_room
def test_a_room_has_its_tests_in_the_folder_of_its_name(house, room):
    assert list((TESTS / house / room).rglob("test_*.py"))


@pytest.mark.parametrize("house", HOUSES)
def test_no_folder_of_tests_is_of_a_room_that_is_no_more(house):
    folders = {path.parent.relative_to(TESTS / house).parts[0] for path in (TESTS / house).glob("*/**/test_*.py")}

    assert folders <= rooms_of(house) | FRONT_DOOR


def test_a_file_is_one_concept_that_can_be_read_at_once():
    files = [path for top in (*HOUSES, "search", "tests") for path in (ROOT / top).rglob("*.py")]
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in files
        if "migrations" not in path.parts and path.stat().st_size
    }

    assert {name: count for name, count in lines.items() if count > MOST_LINES_OF_A_FILE} == {}
    assert (
        statistics.median(count for name, count in lines.items() if not name.startswith("tests/")) <= MEDIAN_OF_A_FILE
    )
