"""Files made by hand for tests: honest ones and nasty ones."""

import io
import zipfile
import zlib

from PIL import Image

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def pdf(*pages, stream=None):
    """A PDF whose pages show the given texts, a line each line. ``stream``: compressed content for every page."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    for number, text in enumerate(pages):
        page = 4 + 2 * number
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {page + 1} 0 R {resources} >>".encode()
        )
        content, compression = stream or _shown(text), b" /Filter /FlateDecode" if stream else b""
        objects[page + 1] = b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), compression, content)
    return _assembled(objects)


def _shown(text):
    lines = "".join(f"({_escaped(line)}) '\n" for line in text.split("\n"))
    return f"BT /F1 11 Tf 60 780 Td 14 TL\n{lines}ET".encode("cp1252")


def _escaped(text):
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects):
    output, offsets = io.BytesIO(), {}
    output.write(b"%PDF-1.4\n")
    for number in sorted(objects):
        offsets[number] = output.tell()
        output.write(b"%d 0 obj\n%s\nendobj\n" % (number, objects[number]))
    start = output.tell()
    output.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    output.write(b"".join(b"%010d 00000 n \n" % offsets[number] for number in sorted(objects)))
    output.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return output.getvalue()


def pdf_bomb(unpacked_bytes):
    """A small PDF whose page unpacks to very much text."""
    packer, pieces = zlib.compressobj(9), [b"BT /F1 11 Tf 14 TL 0 0 Td\n"]
    line = b"(bombe bombe bombe bombe) '\n" * 4_000
    data = b"".join(packer.compress(piece) for piece in [*pieces, *[line] * (unpacked_bytes // len(line)), b"ET"])
    return pdf("", stream=data + packer.flush())


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return output.getvalue()


def relations(*found):
    rows = "".join(
        f'<Relationship Id="{identifier}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for identifier, kind, target in found
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def docx(body, *, prologue="", more=None, links=()):
    """A Word file; ``body`` is the XML inside ``w:body``."""
    document = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(*links),
            "word/document.xml": document,
            **(more or {}),
        }
    )


def paragraph(text, *, before=""):
    return f"<w:p><w:r>{before}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def odt(body, *, manifest="", kind="text"):
    """An OpenDocument file; ``body`` is the XML inside ``office:text``."""
    names = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "table", "drawing"))
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:{kind}>{body}'
        f"</office:{kind}></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}manifest:1.0">{manifest}</m:manifest>',
            "content.xml": content,
        }
    )


def pptx(*slides):
    """A presentation; its slides are numbered backwards in the archive, as after a reordering."""
    numbers = list(range(len(slides), 0, -1))
    identifiers = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in numbers)
    parts = {
        "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{SLIDES}" xmlns:r="{RELATION}"><p:sldIdLst>{identifiers}'
        "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(*((f"rId{n}", "slide", f"slides/slide{n}.xml") for n in numbers)),
    }
    for number, text in zip(numbers, slides, strict=True):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'
        )
    return archive(parts)


def xlsx(*texts):
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return archive(
        {
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{SHEETS}"/>',
            "xl/_rels/workbook.xml.rels": relations(("rId1", "sharedStrings", "sharedStrings.xml")),
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEETS}">{items}</sst>',
        }
    )


def picture(kind="PNG", size=(64, 48)):
    """The bytes of a plain picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind)
    return made.getvalue()
