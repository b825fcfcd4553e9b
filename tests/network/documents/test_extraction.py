"""What is read of documents, and what hostile ones cannot do."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from network.documents.extraction.cleaning import clean_pages
from network.documents.extraction.reading import Problem, Reading, read_document
from tests import files

BREAK = "<w:lastRenderedPageBreak/>"


def read(content, name="fichier.pdf", **limits):
    return read_document(io.BytesIO(content), name, **limits)


def test_pages_of_a_pdf_keep_their_numbers():
    reading = read(files.pdf("Les élu·e·s de la métropole", "", "Droit d’interpellation (2022)"))

    assert reading == Reading(("Les élu·e·s de la métropole", "", "Droit d’interpellation (2022)"), 3)


def test_a_pdf_of_2000_pages_is_read_to_its_end():
    pages = [f"Page numéro {number}\nLa participation citoyenne." for number in range(1, 2001)]

    reading = read(files.pdf(*pages))

    assert reading.problem == ""
    assert reading.pages == tuple(pages)


def encrypted(algorithm, user_password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.pdf("Texte protégé"))))
    writer.encrypt(user_password=user_password, owner_password="icpc", algorithm=algorithm)  # noqa: S106 -- opens nothing
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_asks_for_a_password_is_said_to(algorithm):
    assert read(encrypted(algorithm, "secret")) == Reading(problem=Problem.PROTECTED)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_that_may_only_not_be_changed_is_read(algorithm):
    assert read(encrypted(algorithm, "")).pages == ("Texte protégé",)


def test_a_scan_is_said_to_have_no_text():
    assert read(files.pdf("", "")) == Reading(pages_count=2, problem=Problem.NO_TEXT)


def test_an_empty_file_is_said_to_be_empty():
    assert read(b"") == Reading(problem=Problem.EMPTY_FILE)


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"%PDF-1.7 and nothing else", "a.pdf", Problem.DAMAGED),
        (files.pdf("Texte")[:200], "a.pdf", Problem.DAMAGED),
        (b"pas du tout un PDF", "a.pdf", Problem.DAMAGED),
        (b"PK\x03\x04 broken", "a.docx", Problem.DAMAGED),
        (files.archive({"readme.txt": "rien"}), "a.docx", Problem.UNKNOWN_FORMAT),
        (files.docx("<w:p>")[:-10], "a.docx", Problem.DAMAGED),
        (files.docx("<w:p><w:r></w:p>"), "a.docx", Problem.DAMAGED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "a.docx", Problem.UNKNOWN_FORMAT),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            Problem.PROTECTED,
        ),
        (
            files.odt("", manifest="<m:file-entry><m:encryption-data/></m:file-entry>"),
            "a.odt",
            Problem.PROTECTED,
        ),
        (b"\x00\x01\x02", "a.txt", Problem.DAMAGED),
        (b"GIF89a", "a.gif", Problem.UNKNOWN_FORMAT),
        (bytes(2_000), "a.pdf", Problem.DAMAGED),
    ],
)
def test_what_cannot_be_read_says_why(content, name, problem):
    assert read(content, name) == Reading(problem=problem)


def test_a_file_over_the_limit_is_not_read():
    assert read(files.pdf("Texte"), largest=100) == Reading(problem=Problem.TOO_LARGE)


def test_pages_of_a_word_file_are_those_word_last_showed():
    body = (
        files.paragraph("Première page, ")
        + "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>suite</w:t><w:tab/><w:t>fin</w:t></w:r></w:p>"
        + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
        + files.paragraph("Deuxième page", before=BREAK)
        + files.paragraph("Troisième page", before=BREAK)
    )

    assert read(files.docx(body), "a.docx") == Reading(
        ("Première page,\nsuite\tfin", "Deuxième page", "Troisième page"), 3
    )


def test_a_word_file_never_laid_out_has_no_page_numbers():
    body = files.paragraph("Début") + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + files.paragraph("Fin")

    assert read(files.docx(body), "a.docx") == Reading(("Début\n\nFin",), 0)


def test_deleted_words_and_second_copies_are_left_out_and_notes_are_read():
    body = (
        "<w:p><w:del><w:r><w:t>supprimé</w:t></w:r></w:del><w:r><w:t>gardé</w:t></w:r></w:p>"
        "<mc:AlternateContent xmlns:mc='x'><mc:Choice><w:p><w:r><w:t>encadré</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>encadré</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    )
    notes = f'<w:footnotes xmlns:w="{files.WORD}">{files.paragraph("une note")}</w:footnotes>'
    content = files.docx(body, more={"word/footnotes.xml": notes}, links=[("rId9", "footnotes", "footnotes.xml")])

    assert read(content, "a.docx").pages == ("gardé\nencadré\n\nune note",)


def test_an_opendocument_text_is_read_with_its_pages():
    body = (
        "<text:h>Titre</text:h><text:p>Un<text:s text:c='2'/>deux<text:tab/>trois<text:line-break/>quatre</text:p>"
        "<text:tracked-changes><text:p>retiré</text:p></text:tracked-changes>"
        "<text:soft-page-break/><text:p>Suite<office:annotation><text:p>remarque</text:p></office:annotation></text:p>"
    )

    assert read(files.odt(body), "a.odt") == Reading(("Titre\nUn  deux\ttrois\nquatre", "Suite"), 2)


def test_slides_are_read_in_the_order_they_are_shown():
    assert read(files.pptx("Premier", "Deuxième", "Troisième"), "a.pptx") == Reading(
        ("Premier", "Deuxième", "Troisième"), 3
    )


def test_a_spreadsheet_gives_its_texts():
    assert read(files.xlsx("Budget", "Élue"), "a.xlsx").pages == ("Budget\nÉlue",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_plain_text_is_read_however_it_is_encoded(encoding):
    assert read("Présenté à l’élue".encode(encoding), "a.txt").pages == ("Présenté à l’élue",)


def test_the_format_is_told_by_the_content_not_the_name():
    assert read(files.pdf("Texte"), "a.docx").pages == ("Texte",)


# Hostile files


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE d [<!ENTITY leak SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY leak SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY leak "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_word_file_with_an_entity_is_refused_and_leaks_nothing(prologue):
    body = files.paragraph("&leak;") if "ENTITY" in prologue else files.paragraph("texte")

    assert read(files.docx(body, prologue=prologue), "a.docx") == Reading(problem=Problem.UNSAFE)


def test_a_zip_bomb_is_stopped():
    letters = "a" * 1_000_000
    bomb = files.docx("".join(f"<w:p><w:r><w:t>{letters}</w:t></w:r></w:p>" for _number in range(120)))
    assert len(bomb) < 2_000_000

    reading = read(bomb, "a.docx")

    assert reading == Reading(problem=Problem.MEMORY)


def test_a_part_that_lies_about_its_size_is_stopped():
    bomb = bytearray(files.docx(files.paragraph("a" * 100_000)))
    place = bomb.rfind(b"word/document.xml") - 46  # its entry in the central directory
    assert bomb[place : place + 4] == b"PK\x01\x02"
    bomb[place + 24 : place + 28] = (10).to_bytes(4, "little")

    assert read(bytes(bomb), "a.docx").problem == Problem.DAMAGED


def test_a_pdf_bomb_ends_its_own_process_and_nothing_else():
    reading = read(files.pdf_bomb(70_000_000), seconds=3)

    assert reading.problem in {Problem.TIME, Problem.MEMORY, Problem.DAMAGED}
    assert reading.pages == ()


def test_memory_is_bounded():
    reading = read(files.pdf_bomb(70_000_000), memory=150 * 1024 * 1024)

    assert reading.problem in {Problem.MEMORY, Problem.DAMAGED}


def test_pages_read_before_time_ran_out_are_kept():
    slow = files.pdf(*(f"Page {number}\n" + "mot " * 500 for number in range(1, 4000)))

    reading = read(slow, seconds=2)

    assert reading.problem == Problem.TIME
    assert reading.pages_count == 3999
    assert 0 < len(reading.pages) < 3999
    assert reading.pages[0].startswith("Page 1\n")


def test_deep_nesting_is_refused():
    deep = files.docx("<w:p>" * 5_000 + "</w:p>" * 5_000)

    assert read(deep, "a.docx").problem == Problem.DAMAGED


# Cleaning


def test_a_word_broken_at_the_end_of_a_line_is_whole_again():
    assert clean_pages(["La participa-\ntion des porte-\nparole", "Un porte-parole"]) == [
        "La participation\ndes porte-parole",
        "Un porte-parole",
    ]


def test_a_broken_name_keeps_its_hyphen():
    assert clean_pages(["Bourgogne-\nFranche-Comté"]) == ["Bourgogne-Franche-Comté"]


def test_letters_are_composed_and_control_characters_go():
    assert clean_pages(["E\u0301lue\x00 e\ufb03cace\u200b \xadsouple\ud800\r\nligne"]) == [
        "Élue efficace souple\nligne"
    ]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a" * 400_000 + "-\n" + "b" * 400_000, "a" * 400_000 + "-\n" + "b" * 400_000),
        (" " * 500_000 + "x", "x"),
        ("-\n" * 200_000, ("-\n" * 200_000).strip()),
    ],
)
def test_cleaning_does_not_go_back_over_very_long_runs(text, cleaned):
    """One step for each letter before each letter would take hours here."""
    assert clean_pages([text]) == [cleaned]
