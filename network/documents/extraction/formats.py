"""Which reader a file is for: told by its first bytes, by its name only where it has none to tell it by."""

import zipfile
from collections.abc import Iterable

from network.documents.extraction import office, pdf, problems

COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
PROTECTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PLAIN_TEXT = {".txt", ".csv"}


def pages_of(path: str, suffix: str) -> tuple[int, Iterable[str]]:
    """``(number of pages, iterable of their texts)``; 0 and one text where the format knows no pages.

    Raises ``Unreadable``.
    """
    with open(path, "rb") as file:
        start = file.read(1024)
    if b"%PDF-" in start:
        return pdf.pages_of(path)
    if start.startswith(b"PK") and zipfile.is_zipfile(path):
        return office.pages_of(path)
    if start.startswith(COMPOUND_FILE):
        # Word and its like put a protected document inside a file of the format before.
        with open(path, "rb") as file:
            is_protected = PROTECTED_PACKAGE in file.read()
        raise problems.Unreadable(problems.PROTECTED if is_protected else problems.UNKNOWN_FORMAT)
    if suffix in PLAIN_TEXT:
        return 0, [text_of_file(path)]
    raise problems.Unreadable(problems.DAMAGED if suffix in {".pdf", *office.SUFFIXES} else problems.UNKNOWN_FORMAT)


def text_of_file(path: str) -> str:
    with open(path, "rb") as file:
        content = file.read()
    if b"\0" in content[:4096]:
        raise problems.Unreadable(problems.DAMAGED)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
