"""Sheets for paper: tagged, named, in our letters, whatever people typed."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from network.look.typeset import sheets
from network.look.typeset.sheets import pdf

NASTY = 'Élue « O’Neil » #panic() *gras* $x^2$ \\ <balise> @ref `code` "fin" 🎉 \u202eabc 你'
WHEN = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture
def template(monkeypatch, tmp_path):
    """A template that prints a title and one text."""
    (tmp_path / "app" / "room").mkdir(parents=True)
    base = (sheets.HERE / "base.typ").read_text(encoding="utf-8")
    (tmp_path / "base.typ").write_text(base, encoding="utf-8")
    text = '#import "/base.typ": *\n#show: sheet\n#masthead()\n#data.text'
    (tmp_path / "app" / "room" / "page.typ").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sheets, "ROOT", tmp_path)
    return "app/room/page"


def test_what_people_typed_is_printed_and_never_run(template):
    document = PdfReader(BytesIO(pdf(template, {"title": "Feuille", "text": NASTY}, made_at=WHEN)))

    text = document.pages[0].extract_text()

    assert "#panic() *gras* $x^2$ \\ <balise> @ref `code`" in text
    assert "□" in text
    assert "🎉" not in text
    assert "Élue «\xa0O’Neil\xa0»" in text.replace("« ", "«\xa0").replace(" »", "\xa0»")


def test_a_sheet_is_tagged_named_and_speaks_french(template):
    document = PdfReader(BytesIO(pdf(template, {"title": "Feuille de présence", "text": "x"}, made_at=WHEN)))
    root = document.trailer["/Root"]

    assert document.metadata.title == "Feuille de présence"
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        True,
        "fr",
        True,
    )
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    fonts = {font.get_object()["/BaseFont"].rpartition("+")[2] for font in fonts_of(document.pages[0])}
    assert fonts == {"AtkinsonHyperlegibleNext-Regular", "Fraunces-SemiBold"}


def test_the_same_data_gives_the_same_bytes(template):
    data = {"title": "Feuille", "text": NASTY}

    assert pdf(template, data, made_at=WHEN) == pdf(template, data, made_at=WHEN)


def fonts_of(page):
    return page["/Resources"]["/Font"].values()


@given(st.text(alphabet=st.characters(), max_size=40))
@settings(max_examples=40, deadline=None)
def test_no_text_at_all_stops_a_sheet(text):
    source = (
        b'#set document(title: "x")\n#set text(font: ("Atkinson Hyperlegible Next", "Libertinus Serif"))\n#sys.inputs.t'
    )
    typst.compile(
        source,
        font_paths=sheets.fonts(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"t": sheets.printable(text)},
    )
