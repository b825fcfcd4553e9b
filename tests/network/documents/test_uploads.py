"""Uploads are judged by what is inside the file."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from network.documents.models.media import NetworkDocument, NetworkImage
from network.documents.uploads import check_document, check_frames

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


def picture(kind, size=(40, 30)):
    output = io.BytesIO()
    Image.new("RGB", size, "#0b5f56").save(output, kind)
    return output.getvalue()


PICTURES = {"gif": "GIF", "png": "PNG", "jpg": "JPEG", "webp": "WEBP", "avif": "AVIF"}


@pytest.mark.parametrize("extension", PICTURES)
def test_a_picture_that_is_whole_is_taken(send_file, extension):
    send_file("images", f"photo.{extension}", picture(PICTURES[extension]))

    assert NetworkImage.objects.count() == 1


DAMAGED = "Cette image est abîmée ou incomplète\u00a0: elle ne peut pas être ouverte."
NO_IMAGE = "Le fichier que vous avez transféré n’est pas une image ou bien est corrompu."
EMPTY = "Le fichier soumis est vide."
HIDES = "Une page web ou un programme est caché dans cette image."


def refusal_of(name, content):
    """What the desk's form says beside the file; every form of images is made from this class."""
    form = get_image_form(NetworkImage)({"title": "Essai"}, {"file": SimpleUploadedFile(name, content)})
    form.full_clean()
    return " ".join(form.errors.get("file", []))


@pytest.mark.parametrize("extension", PICTURES)
def test_a_picture_cut_anywhere_is_refused_in_plain_words(db, extension):
    whole = picture(PICTURES[extension])

    for length in {1, 3, 6, 12, 20, 33, *range(40, len(whole) // 2, 97), len(whole) // 2}:
        assert any(words in refusal_of(f"photo.{extension}", whole[:length]) for words in (DAMAGED, NO_IMAGE)), length


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.gif", b"GIF89a", DAMAGED),
        ("a.gif", b"", EMPTY),
        ("a.jpg", HTML, HIDES),
        ("a.png", picture("PNG") + HTML, HIDES),
        ("a.gif", b"GIF89a/*" + HTML, HIDES),
        ("a.jpg", picture("JPEG") + b"<?php system($_GET[0]);", HIDES),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "n’est pas un fichier .png"),
        ("a.jpg", picture("PNG"), "n’est pas un fichier .jpg"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Formats supportés"),
        ("a.png", png(60_000, 60_000), "a trop de pixels"),
        ("a.png", png(13_000, 13_000), "a trop de pixels"),
        ("a.png", png(400, 400), DAMAGED),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(db, name, content, words):
    assert words in refusal_of(name, content)


def test_a_bomb_is_refused_before_it_is_decoded(db, monkeypatch):
    monkeypatch.setattr("willow.plugins.pillow.PillowImage.open", lambda *_given: pytest.fail("decoded"))

    assert "a trop de pixels" in refusal_of("bombe.png", png(9_000, 9_000))


@given(st.sampled_from(sorted(PICTURES)), st.binary(max_size=40), st.integers(0, 400))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_at_all_breaks_the_form(db, extension, noise, position):
    whole = picture(PICTURES[extension])

    refusal_of(f"photo.{extension}", whole[:position] + noise + whole[position + len(noise) :])


def test_a_damaged_picture_is_told_in_the_desk_where_several_are_sent(home, organiser, sign_in):
    response = sign_in(organiser).post(
        "/admin/images/multiple/add/",
        {"title": "Essai", "collection": Collection.get_first_root_node().pk}
        | {"files[]": SimpleUploadedFile("a.gif", b"GIF89a")},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )

    assert response.status_code == 200
    assert DAMAGED in response.json()["error_message"]


def test_accounts_have_no_portrait_that_would_outlive_them(home, organiser, sign_in):
    client = sign_in(organiser)
    assert 'type="file"' not in client.get("/admin/account/").content.decode()

    client.post("/admin/account/", {"avatar-avatar": SimpleUploadedFile("a.png", picture("PNG"))})

    assert not UserProfile.objects.exclude(avatar="").exclude(avatar=None).exists()
