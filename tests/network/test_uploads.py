"""Uploads are judged by what is inside the file."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import Collection

from network.models import NetworkDocument, NetworkImage
from network.uploads import check_document, check_frames

HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def package(*names, **contents):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, "x")
        for name, content in contents.items():
            made.writestr(name, content)
    return output.getvalue()


GOOD = {
    "pdf": b"%PDF-1.7\n",
    "csv": "nom;ville\nAlix;Nantes\n".encode("utf-8-sig"),
    "txt": "Déjà vu".encode("cp1252"),
    "docx": package("[Content_Types].xml", "word/document.xml"),
    "xlsx": package("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": package("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": package(mimetype="application/vnd.oasis.opendocument.text"),
    "ods": package(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
}


def uploaded(content, extension):
    return SimpleUploadedFile(f"fichier.{extension}", content)


def problem_of(content, extension):
    file = uploaded(content, extension)
    try:
        check_document(file, extension)
    except ValidationError as error:
        return error.code
    assert file.tell() == 0
    return ""


@pytest.mark.parametrize("extension", GOOD)
def test_a_file_that_is_what_it_says_is_taken(extension):
    assert problem_of(GOOD[extension], extension) == ""


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize(
    "content", [HTML, b"MZ\x90\x00\x03", b"\x7fELF\x00", b"#!/bin/sh\x00", b"PK\x03\x04 broken \x00"]
)
def test_a_file_that_is_something_else_is_refused(extension, content):
    assert problem_of(content, extension) == "not_what_it_says"


@pytest.mark.parametrize(
    ("content", "extension"),
    [(GOOD["docx"], "xlsx"), (GOOD["odt"], "ods"), (GOOD["ods"], "docx"), (GOOD["pdf"], "docx")],
)
def test_one_office_format_is_not_another(content, extension):
    assert problem_of(content, extension) == "not_what_it_says"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/calc.exe", "script.js"])
def test_macros_and_programs_are_refused(name):
    assert problem_of(package("[Content_Types].xml", "word/document.xml", name), "docx") == "holds_a_program"


def test_a_bomb_is_refused_without_being_unpacked():
    bomb = package("[Content_Types].xml", **{"word/document.xml": b"\x00" * (64 * 1024 * 1024)})

    assert len(bomb) < 100_000
    assert problem_of(bomb, "docx") == "bomb"


@given(st.binary(max_size=400), st.sampled_from(sorted(GOOD)))
def test_no_content_at_all_breaks_the_check(content, extension):
    assert problem_of(content, extension) in {"", "not_what_it_says", "holds_a_program", "bomb"}


@given(st.binary(max_size=60), st.integers(0, 200), st.sampled_from(["docx", "odt"]))
def test_nor_does_a_file_that_was_damaged(noise, position, extension):
    good = GOOD[extension]

    assert problem_of(good[:position] + noise + good[position + len(noise) :], extension) in {
        "",
        "not_what_it_says",
        "holds_a_program",
        "bomb",
    }


def test_an_animation_of_too_many_pixels_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    frames = [Image.new("L", (20, 20), shade) for shade in range(0, 250, 10)]
    output = io.BytesIO()
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:])

    with pytest.raises(ValidationError) as refused:
        check_frames(uploaded(output.getvalue(), "gif"))
    assert refused.value.code == "too_many_frames"
    check_frames(uploaded(b"pas une image", "gif"))


# In the desk


@pytest.fixture
def send_file(home, organiser, sign_in):
    def sent(kind, name, content):
        data = {
            "title": "Essai",
            "file": SimpleUploadedFile(name, content),
            "collection": Collection.get_first_root_node().pk,
        }
        return sign_in(organiser).post(f"/admin/{kind}/add/", data | {"description": "x", "credit": "", "licence": ""})

    return sent


def test_a_page_named_like_a_pdf_is_refused_in_the_desk(send_file):
    response = send_file("documents", "note.pdf", HTML)

    assert NetworkDocument.objects.count() == 0
    assert "n’est pas un fichier .pdf" in response.content.decode()


def test_a_real_document_is_taken(send_file):
    send_file("documents", "note.pdf", GOOD["pdf"])

    assert NetworkDocument.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["dessin.svg", "page.html", "note.docm", "archive.zip", "x.exe", "x.php", "x.pdf.html"]
)
def test_other_kinds_are_refused_by_name(send_file, name):
    kind = "images" if name.endswith("svg") else "documents"
    send_file(kind, name, b"<svg xmlns='http://www.w3.org/2000/svg'/>")

    assert (NetworkDocument.objects.count(), NetworkImage.objects.count()) == (0, 0)


def png(width, height):
    """A PNG that says it has that many pixels, in a few bytes."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [("bombe.png", png(60_000, 60_000)), ("photo.png", HTML), ("photo.jpg", png(2, 2))],
)
def test_images_are_judged_by_content_and_pixels(send_file, name, content):
    send_file("images", name, content)

    assert NetworkImage.objects.count() == 0
