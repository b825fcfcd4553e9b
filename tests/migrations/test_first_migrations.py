"""The first migrations of our apps give an empty database the schema and the rights that were recorded.

It was recorded of the thirty-seven migrations that they replaced, before anything was deployed.
"""

import pytest

from tests.migrations.picture import POSTGRESQL, SQLITE, parts_of, recorded, taken


@pytest.mark.parametrize("vendor", [SQLITE, POSTGRESQL])
def test_an_empty_database_becomes_what_was_recorded(vendor):
    seen, expected = taken(vendor).splitlines(), recorded(vendor).read_text(encoding="utf-8").splitlines()

    assert within(seen) == within(expected)


def within(lines):
    """Each line with the table that it is of, so that a difference names it."""
    table, found = "", []
    for line in lines:
        if line.startswith("table "):
            table = line
        found.append(line if not line.startswith("  ") else f"{table}:{line}")
    return found


def test_a_create_table_is_cut_at_the_commas_between_its_parts_only():
    sql = """CREATE TABLE "t" ("b" text CHECK ("b" IN ('x, y', 'z')), "a" decimal(5, 2), UNIQUE ("a", "b"))"""

    assert parts_of(sql) == ['"a" decimal(5, 2)', """"b" text CHECK ("b" IN ('x, y', 'z'))""", 'UNIQUE ("a", "b")']
