"""Body XML → the bytes of a Word file, the same bytes every time; with comments, a picture or numbering where asked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_STRICT = (
    (_W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (_OFFICE, "http://purl.oclc.org/ooxml/officeDocument"),
)

SEAL = "rIdSeal"
"""Relationship of the picture that stands for a seal."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a file has besides its body. `application` is written as the program that saved it."""

    comments: Sequence[str] = ()
    seal: bool = False
    strict: bool = False
    application: str = "Microsoft Office Word"


def docx(body: str, extras: Extras) -> bytes:
    """The package of a form on A4 paper."""
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992" '
        'w:gutter="0"/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": _types(extras),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")),
        "docProps/app.xml": _application(extras.application),
        "word/document.xml": f"{_XML}<w:document {_NAMES}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": _document_relations(extras),
    }
    if extras.comments:
        parts["word/comments.xml"] = _comments(extras.comments)
    if extras.strict:
        parts = {name: _strict(part) for name, part in parts.items()}
    files: dict[str, bytes] = {name: part.encode() for name, part in parts.items()}
    if extras.seal:
        files["word/media/seal.png"] = seal_png()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def seal_png(side: int = 96) -> bytes:
    """A red ring on white, 96 pixels wide: no office's seal."""
    middle = side // 2
    lines = b"".join(
        b"\x00" + b"".join(_pixel((x - middle) ** 2 + (y - middle) ** 2, middle) for x in range(side))
        for y in range(side)
    )
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _pixel(squared: int, middle: int) -> bytes:
    return b"\xd0\x20\x20" if (middle - 8) ** 2 <= squared <= (middle - 3) ** 2 else b"\xff\xff\xff"


def _application(name: str) -> str:
    return f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>{name}</Application></Properties>'


def _types(extras: Extras) -> str:
    overrides = [("/word/document.xml", f"{_WORD}.document.main+xml"), ("/word/styles.xml", f"{_WORD}.styles+xml")]
    overrides.append(("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"))
    if extras.comments:
        overrides.append(("/word/comments.xml", f"{_WORD}.comments+xml"))
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
        + "</Types>"
    )


def _relations(*rows: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="{SEAL if kind == "image" else f"rId{number}"}" '
        f'Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, 1)
    )
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def _document_relations(extras: Extras) -> str:
    rows = [("styles", "styles.xml")]
    rows += [("comments", "comments.xml")] if extras.comments else []
    rows += [("image", "media/seal.png")] if extras.seal else []
    return _relations(*rows)


def _styles() -> str:
    return (
        f"{_XML}<w:styles {_NAMES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman"/><w:sz w:val="24"/>'
        '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="FormTitle">'
        '<w:name w:val="Form Title"/>'
        '<w:pPr><w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="36"/></w:rPr></w:style></w:styles>'
    )


def _comments(texts: Sequence[str]) -> str:
    made = "".join(
        f'<w:comment w:id="{number}" w:author="王经办" w:date="2026-03-02T09:00:00Z" w:initials="王">'
        f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:comment>"
        for number, text in enumerate(texts)
    )
    return f"{_XML}<w:comments {_NAMES}>{made}</w:comments>"


def _strict(part: str) -> str:
    """The part under the names of ISO/IEC 29500 Strict, as Word saves it on request."""
    for old, new in _STRICT:
        part = part.replace(old, new)
    return part
