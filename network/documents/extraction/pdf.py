"""PDF, through pypdf."""

from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from network.documents.extraction import problems


def pages_of(path: str) -> tuple[int, Iterator[str]]:
    try:
        reader = PdfReader(path)
        # Many files may be read by all but not changed: they open with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise problems.Unreadable(problems.PROTECTED)
        count = len(reader.pages)
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise problems.Unreadable(problems.DAMAGED) from error
    return count, texts_of(reader, count)


def texts_of(reader: PdfReader, count: int) -> Iterator[str]:
    """The text of each page; a page that cannot be read is empty, so that the others keep their numbers."""
    failed = 0
    for number in range(count):
        try:
            yield reader.pages[number].extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 -- pypdf raises whatever a broken page makes it stumble on
            failed += 1
            yield ""
    if count and failed == count:
        raise problems.Unreadable(problems.DAMAGED)
