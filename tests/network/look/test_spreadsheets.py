"""Spreadsheets: what leaves the site opens in French and runs nothing."""

import csv
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from network.look.spreadsheets import FORMULA_STARTS, LONGEST_CELL, UNSEEN, csv_response, safe_cell, xlsx_response
from network.settings.env import PROJECT_DIR


def rows_of_csv(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def cells_of_xlsx(response):
    return [
        [(cell.value, cell.data_type) for cell in row] for row in load_workbook(BytesIO(response.content)).active.rows
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+33 1",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u200b=1",
        "\ufeff=1",
        "\uff1d1",
        "|calc",
        "%0A",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(typed):
    assert safe_cell(typed).startswith("'")


@pytest.mark.parametrize(
    "value", [None, True, 7, -7, 1.5, Decimal("-2.5"), date(2026, 5, 5), "élu·e", "", "a=b", "2 - 1"]
)
def test_numbers_dates_and_ordinary_words_stay_what_they_are(value):
    assert safe_cell(value) == value


def test_a_cell_holds_no_control_character_and_is_not_too_long():
    assert safe_cell("a\x00b\x0bc\x1f") == "abc"
    assert len(safe_cell("é" * (LONGEST_CELL + 9))) == LONGEST_CELL


@given(st.text(max_size=60))
def test_no_text_at_all_makes_a_cell_that_runs(text):
    cell = safe_cell(text)

    assert not cell.startswith(("\t", "\r", "\n"))
    assert not UNSEEN.sub("", cell).startswith(FORMULA_STARTS)


def test_the_csv_opens_in_a_french_spreadsheet():
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)

    response = csv_response([["=1", 3, moment]], headings=["Nom", "Nombre", "Moment"], filename="présences")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''pr%C3%A9sences.csv"
    assert rows_of_csv(response) == [["Nom", "Nombre", "Moment"], ["'=1", "3", "2026-07-01 14:30"]]


def test_the_workbook_holds_texts_and_numbers_and_no_formula():
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)

    response = xlsx_response([["=1", 3, moment], [None, "x\x00"]], headings=["Nom"], filename="presences", title="a/b")

    assert response["Content-Disposition"] == 'attachment; filename="presences.xlsx"'
    assert cells_of_xlsx(response) == [
        [("Nom", "s"), (None, "n"), (None, "n")],
        [("'=1", "s"), (3, "n"), (datetime(2026, 7, 1, 14, 30), "d")],  # noqa: DTZ001 -- as a cell holds it
        [(None, "n"), ("x", "s"), (None, "n")],
    ]


@pytest.mark.parametrize("export_format", ["csv", "xlsx"])
def test_the_lists_of_the_desk_are_guarded_whatever_their_own_rules(export_format):
    class Export(SpreadsheetExportMixin):
        custom_field_preprocess = {"own": {export_format: lambda value: f"={value}"}}

    assert Export().preprocess_field_value("plain", "=1", export_format) == "'=1"
    assert Export().preprocess_field_value("own", "1", export_format) == "'=1"
    assert Export().preprocess_field_value("several", ["=1", "2"], export_format) == "'=1, 2"
    assert Export().preprocess_field_value("number", 3, export_format) == 3


def test_csv_and_workbooks_are_made_in_one_place_only():
    makers = {
        str(file.relative_to(PROJECT_DIR))
        for app in ("network", "events", "resources", "search")
        for file in (PROJECT_DIR / app).rglob("*.py")
        if re.search(r"^\s*(import csv|import openpyxl|from openpyxl)\b", file.read_text(), re.MULTILINE)
    }

    assert makers == {
        "network/look/spreadsheets.py",
        "network/loading/records.py",
    }  # the second one reads, and writes none
