"""Every spreadsheet that leaves the site: CSV as French spreadsheets open it, XLSX, and no cell that runs.

A spreadsheet takes a text that begins with one of ``FORMULA_STARTS`` for a
formula: one that somebody typed into a form would then run on the computer of
whoever opens the export (OWASP, "CSV injection"). Such a text gets an
apostrophe, which spreadsheets show as text. Numbers and dates stay what they are.
"""

import csv
import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import content_disposition_header

FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""What starts a formula or a command, full-width forms included (Excel folds them)."""
UNSEEN = re.compile(r"^[\s\x00-\x20\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""What a spreadsheet or a paste may drop before it looks at the first character."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no cell may hold (XML 1.0 §2.2)."""
LONGEST_CELL = 32_767
"""Characters a cell of Excel takes; more would make it call the file broken."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(value):
    """A value fit for a cell: numbers, dates and ``None`` as they are, anything else as harmless text."""
    if value is None or isinstance(value, bool | int | float | Decimal | datetime.date | datetime.time):
        return value
    text = CONTROL.sub("", force_str(value))
    if text.startswith(("\t", "\r", "\n")) or UNSEEN.sub("", text).startswith(FORMULA_STARTS):
        text = f"'{text}"
    return text[:LONGEST_CELL]


def csv_bytes(rows: Iterable[Iterable], *, headings: Iterable = ()):
    """Rows as CSV for a French spreadsheet: `;`, a byte-order mark, days and hours as ISO 8601 in Paris time."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    headings = list(headings)
    for row in [headings, *rows] if headings else rows:
        writer.writerow([_for_csv(safe_cell(value)) for value in row])
    return f"\ufeff{text.getvalue()}".encode()


def xlsx_bytes(rows: Iterable[Iterable], *, headings: Iterable = (), title="Feuille 1"):
    """Rows as one sheet; the headings stand out and stay in sight."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow to load, and few requests make a workbook

    workbook = Workbook(write_only=True, iso_dates=True)
    sheet = workbook.create_sheet(title=re.sub(r"[\\/*?:\[\]]", " ", title)[:31])
    headings = list(headings)
    if headings:
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, heading, is_heading=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    output = BytesIO()
    workbook.save(output)
    return output.getvalue()


def csv_response(rows, *, filename, headings=()):
    """A download of ``rows``; ``filename`` without its end. Search engines do not list it."""
    return _download(csv_bytes(rows, headings=headings), "text/csv; charset=utf-8", f"{filename}.csv")


def xlsx_response(rows, *, filename, headings=(), title="Feuille 1"):
    return _download(xlsx_bytes(rows, headings=headings, title=title), XLSX, f"{filename}.xlsx")


def _download(content, content_type, filename):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Robots-Tag"] = "noindex"
    return response


def _for_csv(value):
    if isinstance(value, datetime.datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return moment.isoformat(sep=" ", timespec="minutes")[:16]
    return value


def _cell(sheet, value, *, is_heading=False):
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- as above
    from openpyxl.styles import Font  # noqa: PLC0415 -- as above

    value = safe_cell(value)
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)  # Paris time: a cell knows no zone
    cell = WriteOnlyCell(sheet, value)
    if cell.data_type == "f":  # openpyxl takes "=…" for a formula; safe_cell leaves none, this is the second lock
        cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def guard_wagtail_exports():
    """Lists and reports of the desk write their cells through ``safe_cell`` too, whatever their own rules give."""
    from wagtail.admin.views.mixins import SpreadsheetExportMixin  # noqa: PLC0415 -- needs the apps to be loaded

    given = SpreadsheetExportMixin.preprocess_field_value
    if getattr(given, "is_guarded", False):
        return

    def preprocess_field_value(self, field, value, export_format):
        return safe_cell(given(self, field, value, export_format))

    preprocess_field_value.is_guarded = True
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
