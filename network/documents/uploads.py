"""What may be uploaded, judged by what is inside the file: its kind, its size once unpacked, its pixels.

A name proves nothing: a web page called `photo.png` or a program in a `.docx` would be handed to readers under our
name. Wagtail itself compares an image's kind with its name and counts its pixels, but looks at its first bytes only
before it decodes it: here are images that are damaged, those whose pixels must be counted before they are decoded,
those made of many frames, and documents.
"""

import re
import zipfile
import zlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from network.documents.upload_limits import MOST_ENTRIES, MOST_TIMES_LARGER, MOST_UNPACKED_BYTES

OFFICE_FOLDERS = {"docx": "word/", "pptx": "ppt/", "xlsx": "xl/"}
OPEN_DOCUMENTS = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
PLAIN = {"csv", "txt"}
HIDDEN = re.compile(rb"<(?:script|html|!doctype|iframe|\?php)", re.IGNORECASE)
"""What no image holds, its descriptions (XMP) included, unless it is meant to be taken for something else."""
LOOKED_AT = 1024
"""PDF programs look for the mark among the first bytes (ISO 32000, annex H)."""


def check_document(file, extension):
    """Raises ``ValidationError`` when a file is not what its name says, holds a program or is a bomb."""
    file.seek(0)
    try:
        if extension == "pdf":
            _check_pdf(file)
        elif extension in PLAIN:
            _check_plain(file)
        elif extension in OFFICE_FOLDERS or extension in OPEN_DOCUMENTS:
            _check_packed(file, extension)
    finally:
        file.seek(0)


def _refuse(extension):
    raise ValidationError(
        _("This file is not a %(kind)s file, whatever its name says. Save it again from the program that made it.")
        % {"kind": f".{extension}"},
        code="not_what_it_says",
    )


def _check_pdf(file):
    if b"%PDF-" not in file.read(LOOKED_AT):
        _refuse("pdf")


def _check_plain(file):
    for chunk in file.chunks():
        if b"\x00" in chunk:
            _refuse("txt")
    file.seek(0)
    start = file.read(LOOKED_AT).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"#!", b"mz", b"%pdf-", b"pk\x03\x04")):
        _refuse("txt")


def _check_packed(file, extension):
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            _check_size(entries, file.size)
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for name in names):
                raise ValidationError(
                    _("This file holds macros or a program. Save it again without them."), code="holds_a_program"
                )
            if extension in OFFICE_FOLDERS:
                folder = OFFICE_FOLDERS[extension]
                fits = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
            else:
                fits = "mimetype" in names and package.read("mimetype").decode("ascii", "replace").strip().startswith(
                    OPEN_DOCUMENTS[extension]
                )
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        _refuse(extension)
    if not fits:
        _refuse(extension)


def _check_size(entries, packed_bytes):
    unpacked = sum(entry.file_size for entry in entries)
    too_large = unpacked > MOST_UNPACKED_BYTES or len(entries) > MOST_ENTRIES
    if too_large or (unpacked > 10 * 1024 * 1024 and unpacked > MOST_TIMES_LARGER * max(packed_bytes, 1)):
        raise ValidationError(
            _("Unpacked, this file would take %(size)s: it is refused.") % {"size": filesizeformat(unpacked)},
            code="bomb",
        )


def check_frames(file):
    """Raises ``ValidationError`` for an animated image whose frames together have too many pixels."""
    file.seek(0)
    try:
        with Image.open(file) as picture:
            pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return  # not an image Pillow knows: Wagtail's own field says so
    finally:
        file.seek(0)
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS * 2:
        raise ValidationError(_("This animation has too many images. Keep one of them."), code="too_many_frames")


class CheckedDocumentForm(BaseDocumentForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_document(file, file.name.rpartition(".")[2].lower())
        return file


class CheckedImageField(WagtailImageField):
    """Says what is wrong with a file that begins like an image, and is damaged, a bomb or something else as well."""

    def check_image_file_format(self, file):
        file.seek(0)
        if HIDDEN.search(file.read()):
            raise ValidationError(
                _("A web page or a program is hidden in this image. Save it again as an image, then send that."),
                code="holds_a_program",
            )
        file.seek(0)
        extension = file.name.rpartition(".")[2].lower()
        if extension in self.allowed_image_extensions and file.image.format_name != {"jpg": "jpeg"}.get(
            extension, extension
        ):
            _refuse(extension)
        super().check_image_file_format(file)

    def check_image_pixel_size(self, file):
        try:
            self.check_pixels_said(file)
            super().check_image_pixel_size(file)  # decodes it
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(
                _("This image is damaged or incomplete: it cannot be opened. Save it again, then send it again."),
                code="damaged",
            ) from error

    def check_pixels_said(self, file):
        """What the head of the file says, so that a bomb is refused before it is unpacked into memory."""
        try:
            with Image.open(file) as picture:
                pixels = picture.width * picture.height
        except Image.DecompressionBombError:
            pixels = self.max_image_pixels + 1
        finally:
            file.seek(0)
        if pixels > self.max_image_pixels:
            raise ValidationError(
                _("This image has too many pixels: at most %(most)s million. Make it smaller, then send it again.")
                % {"most": self.max_image_pixels // 1_000_000},
                code="file_too_many_pixels",
            )


class CheckedImageForm(BaseImageForm):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        if "file" in self.fields:  # Wagtail chooses this class itself, and leaves no setting for another
            self.fields["file"].__class__ = CheckedImageField

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_frames(file)
        return file
