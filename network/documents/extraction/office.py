"""Word, PowerPoint, Excel and OpenDocument files: archives of XML, read as a stream.

Only the parts with text are opened. Entities and document types are refused
(no office program writes them), and what is unpacked is counted.
"""

import posixpath
import zipfile
from collections.abc import Mapping
from typing import TypeVar
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from network.documents.extraction import problems

SUFFIXES = {".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp"}
Attributes = Mapping[str, str]
Targets = Mapping[str | None, tuple[str, str]]
"""``{identifier: (kind, path)}`` of the parts that a part names."""

MOST_UNPACKED = 100 * 1024 * 1024  # bytes, of all parts together
DEEPEST = 2_000


def pages_of(path: str) -> tuple[int, list[str]]:
    try:
        package = Package(path)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise problems.Unreadable(problems.DAMAGED) from error
    if package.has("META-INF/manifest.xml") and package.has("content.xml"):
        pages = _open_document(package)
    elif package.has("_rels/.rels"):
        pages = _office_open(package)
    else:
        raise problems.Unreadable(problems.UNKNOWN_FORMAT)
    return (len(pages), pages) if len(pages) > 1 else (0, pages)


Handler = TypeVar("Handler", bound=ContentHandler)


class Package:
    """An archive whose parts are read within one allowance."""

    def __init__(self, path: str) -> None:
        self.archive = zipfile.ZipFile(path)
        self.names = set(self.archive.namelist())
        self.left = MOST_UNPACKED

    def has(self, name: str) -> bool:
        return name in self.names

    def parse(self, name: str, handler: Handler) -> Handler:
        """Feed a part to a handler. Raises ``Unreadable``."""
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setFeature(feature_namespaces, True)
        parser.setContentHandler(handler)
        try:
            if self.archive.getinfo(name).flag_bits & 1:
                raise problems.Unreadable(problems.PROTECTED)
            with self.archive.open(name) as part:
                while chunk := part.read(1 << 16):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise problems.Unreadable(problems.MEMORY)
                    parser.feed(chunk)
                parser.close()
        except DefusedXmlException as error:
            raise problems.Unreadable(problems.UNSAFE) from error
        except (SAXException, KeyError, zipfile.BadZipFile, EOFError, OSError, RecursionError) as error:
            raise problems.Unreadable(problems.DAMAGED) from error
        return handler


class Elements(ContentHandler):
    """Calls ``start_<name>`` and ``end_<name>`` of a subclass by the local name of each element.

    Local names, because the strict and the usual form of a format differ by their namespaces only.
    """

    skipped: frozenset[str] = frozenset()
    """Elements left out with all that is in them."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.skipping = 0

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attributes: AttributesNSImpl) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise problems.Unreadable(problems.DAMAGED)
        local = name[1]
        if self.skipping or local in self.skipped:
            self.skipping += 1
            return
        function = getattr(self, f"start_{local.replace('-', '_')}", None)
        if function:
            # Where two attributes share a local name (`id` and `r:id`), the one of another namespace is wanted.
            plain_first = sorted(attributes.items(), key=lambda pair: pair[0][0] is not None)
            function({key[1]: value for key, value in plain_first})

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self.depth -= 1
        if self.skipping:
            self.skipping -= 1
            return
        function = getattr(self, f"end_{name[1].replace('-', '_')}", None)
        if function:
            function()


class Pages(Elements):
    """Gathers text in pages."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[str]] = [[]]
        self.is_text = 0

    def add(self, text: str) -> None:
        self.pages[-1].append(text)

    def turn(self) -> None:
        """Begin a page, unless nothing was written on this one yet."""
        if any(text.strip() for text in self.pages[-1]):
            self.pages.append([])

    def characters(self, content: str) -> None:
        if self.is_text and not self.skipping:
            self.add(content)

    def texts(self, *, has_pages: bool = True) -> list[str]:
        texts = ["".join(page) for page in self.pages]
        return texts if has_pages else ["\n".join(texts)]


# OpenDocument


class OpenDocumentText(Pages):
    skipped = frozenset({"annotation", "tracked-changes", "note-citation", "forms"})

    def start_p(self, _attributes: Attributes) -> None:
        self.is_text += 1

    start_h = start_p

    def end_p(self) -> None:
        self.is_text -= 1
        self.add("\n")

    end_h = end_p

    def start_s(self, attributes: Attributes) -> None:
        count = attributes.get("c", "1")
        self.add(" " * min(int(count), 100) if count.isdigit() else " ")

    def start_tab(self, _attributes: Attributes) -> None:
        self.add("\t")

    def start_line_break(self, _attributes: Attributes) -> None:
        self.add("\n")

    def start_soft_page_break(self, _attributes: Attributes) -> None:
        self.turn()


class OpenDocumentSlides(OpenDocumentText):
    def start_page(self, _attributes: Attributes) -> None:
        self.turn()


class Manifest(Elements):
    is_protected = False

    def start_encryption_data(self, _attributes: Attributes) -> None:
        self.is_protected = True


def _open_document(package: Package) -> list[str]:
    if package.parse("META-INF/manifest.xml", Manifest()).is_protected:
        raise problems.Unreadable(problems.PROTECTED)
    is_slides = package.has("mimetype") and package.archive.read("mimetype")[:100].endswith(b".presentation")
    return package.parse("content.xml", OpenDocumentSlides() if is_slides else OpenDocumentText()).texts()


# Office Open XML


class Relations(Elements):
    """``{identifier: (kind, target)}`` of a ``.rels`` part."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str | None, tuple[str, str]] = {}

    def start_Relationship(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id")] = (kind, attributes.get("Target", ""))


class WordText(Pages):
    skipped = frozenset({"Fallback", "del", "moveFrom", "pPr", "rPr", "sectPr"})
    has_pages = False

    def start_t(self, _attributes: Attributes) -> None:
        self.is_text += 1

    def end_t(self) -> None:
        self.is_text -= 1

    def start_tab(self, _attributes: Attributes) -> None:
        self.add("\t")

    def start_br(self, attributes: Attributes) -> None:
        if attributes.get("type") == "page":
            self.turn()
        else:
            self.add("\n")

    def start_noBreakHyphen(self, _attributes: Attributes) -> None:
        self.add("-")

    def start_lastRenderedPageBreak(self, _attributes: Attributes) -> None:
        # Where Word broke the pages when it last showed the document: only then are pages known.
        self.has_pages = True
        self.turn()

    def end_p(self) -> None:
        self.add("\n")

    def end_tc(self) -> None:
        self.add("\t")


class SlideText(Pages):
    skipped = frozenset({"Fallback"})

    def start_t(self, _attributes: Attributes) -> None:
        self.is_text += 1

    def end_t(self) -> None:
        self.is_text -= 1

    def start_br(self, _attributes: Attributes) -> None:
        self.add("\n")

    def end_p(self) -> None:
        self.add("\n")


class SlideOrder(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.identifiers: list[str | None] = []

    def start_sldId(self, attributes: Attributes) -> None:
        self.identifiers.append(attributes.get("id"))


class SheetText(Pages):
    """Shared texts, or those written in the cells."""

    skipped = frozenset({"rPh"})  # how Japanese words are read

    def start_t(self, _attributes: Attributes) -> None:
        self.is_text += 1

    def end_t(self) -> None:
        self.is_text -= 1

    def end_si(self) -> None:
        self.add("\n")

    end_is = end_si


def _relations(package: Package, part: str) -> dict[str | None, tuple[str, str]]:
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(path):
        return {}
    found = package.parse(path, Relations()).found
    return {
        identifier: (kind, posixpath.normpath(posixpath.join(folder, target)).lstrip("/"))
        for identifier, (kind, target) in found.items()
    }


def _office_open(package: Package) -> list[str]:
    found = [target for kind, target in _relations(package, "").values() if kind == "officeDocument"]
    if not found or not package.has(found[0]):
        raise problems.Unreadable(problems.DAMAGED)
    main = found[0]
    relations = _relations(package, main)
    if main.startswith("word/"):
        return _word(package, main, relations)
    if main.startswith("ppt/"):
        return _slides(package, main, relations)
    if main.startswith("xl/"):
        return _sheets(package, relations)
    raise problems.Unreadable(problems.UNKNOWN_FORMAT)


def _word(package: Package, main: str, relations: Targets) -> list[str]:
    text = package.parse(main, WordText())
    pages = text.texts(has_pages=text.has_pages)
    for kind, target in relations.values():
        if kind in {"footnotes", "endnotes"} and package.has(target):
            pages[-1] += "\n" + "".join(package.parse(target, WordText()).texts(has_pages=False))
    return pages


def _slides(package: Package, main: str, relations: Targets) -> list[str]:
    order = package.parse(main, SlideOrder()).identifiers
    targets = [relations[identifier][1] for identifier in order if identifier in relations]
    return ["".join(package.parse(target, SlideText()).texts()) for target in targets if package.has(target)]


def _sheets(package: Package, relations: Targets) -> list[str]:
    wanted = sorted(target for kind, target in relations.values() if kind in {"sharedStrings", "worksheet"})
    return ["\n".join(text for target in wanted if package.has(target) for text in _sheet(package, target))]


def _sheet(package: Package, target: str) -> list[str]:
    return package.parse(target, SheetText()).texts(has_pages=False)
