"""Builds real Word packages for tests: the XML of a body comes in, the bytes of a DOCX go out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from ingest.reading import Line, Reading
from ingest.word import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """A table cell; text without tags becomes a paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def part(kind: str, content: str) -> str:
    """A part of the package besides the document."""
    return f"<w:{_ROOTS[kind]} {_NAMESPACES}>{content}</w:{_ROOTS[kind]}>"


def document(body: str) -> str:
    """word/document.xml."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>'


def package(
    body: str, *, main_type: str = MAIN_TYPE, members: dict[str, str | bytes] | None = None, **parts: str
) -> bytes:
    """A DOCX with this body; `parts` are contents by kind (styles=…, numbering=…, header=…), `members` raw entries.

    The relationship of a part has the kind as its id, so a header is referred to by r:id="header".
    """
    rows = "".join(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{relationships}">'
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relationships}">{rows}</Relationships>',
        "word/document.xml": document(body),
        **{f"word/{kind}.xml": part(kind, content) for kind, content in parts.items()},
        **(members or {}),
    }
    return pack(entries)


def pack(entries: dict[str, str | bytes]) -> bytes:
    """A zip with these members."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def reading(body: str, **parts: str) -> Reading:
    """The Reading of a DOCX with this body."""
    return read_docx(package(body, **parts), Path("通知.docx"))


def said(reading: Reading, line: Line) -> str:
    """The text of a line."""
    return reading.raw[line.span[0] : line.span[1]]


def lines(body: str, **parts: str) -> list[str]:
    """The texts of all lines of a DOCX with this body."""
    read = reading(body, **parts)
    return [said(read, line) for line in read.lines]


def replaced(data: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
    """The package with byte strings replaced in all its members."""
    entries: dict[str, str | bytes] = {}
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            for old, new in pairs:
                content = content.replace(old, new)
            entries[name] = content
    return pack(entries)
