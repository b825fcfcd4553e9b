"""Paper: PDF files set by Typst, tagged for screen readers (PDF/UA-1), in the site's own letters.

A template is a `.typ` file beside the code that fills it. What it prints comes as data, never as markup, so nothing
that somebody typed can run or break a page. Same data, same bytes: the date on a sheet is part of its data.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

HERE = Path(__file__).resolve().parent
ROOT = settings.PROJECT_DIR
STANDARD = "ua-1"
NOT_PRINTABLE = re.compile(
    "[^\n !-~\u00a0-\u00ac\u00ae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1f15"
    "\u2010-\u2027\u2030-\u2040\u2044-\u2052\u20a0-\u20bf\u2100-\u211e\u2122\u2126\u2190-\u21ff\u25a0-\u25ff]"
)
"""What neither our letters nor Typst's own have: PDF/UA refuses a file with a character nobody could read."""


@lru_cache(maxsize=1)
def fonts():
    """Ours only: a sheet must look the same on every server."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")])


def pdf(template, data, *, made_at):
    """The bytes of a PDF file.

    ``template`` is ``"app/room/name"`` for `app/room/name.typ`, which reads its data with
    ``json(bytes(sys.inputs.data))``. ``data`` is anything JSON holds; it has a ``title``, since a PDF for
    everybody must be named; ``made_at`` is the moment the file bears. Characters that the letters lack are shown as □,
    emoji and marks nobody sees are left out. Raises ``typst.TypstError`` when the template itself is wrong.
    """
    return typst.compile(
        str(ROOT / f"{template}.typ"),
        root=str(ROOT),
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARD,
        sys_inputs={"data": json.dumps(printable(data)), "lang": settings.LANGUAGE_CODE},
        timestamp=int(made_at.timestamp()),
    )


def printable(data):
    """The same data with only characters that can be printed."""
    if isinstance(data, str):
        text = unicodedata.normalize("NFC", data.replace("\r\n", "\n").replace("\t", " "))
        return NOT_PRINTABLE.sub(stand_in, text)
    if isinstance(data, dict):
        return {key: printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable(value) for value in data]
    return data


def stand_in(match):
    return "□" if unicodedata.category(match[0])[0] in "LN" else ""
