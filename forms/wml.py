"""Text → Word files, written as WordprocessingML by hand: small packages, the same bytes every time.

For receipts, blank forms and the sample forms. Source: ISO/IEC 29500-1, chapter 17; measures in twentieths of a point.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NAMES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

CENTER = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'
TEXT_WIDTH = 9026
"""Between margins of 25.4 mm on A4."""


def text(words: str) -> str:
    """Words as XML can hold them; what no XML can hold becomes �."""
    return escape(_ILLEGAL.sub("\ufffd", words))


def run(words: str, properties: str = "") -> str:
    """One run; line breaks and tabs as their own elements."""
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inner = "".join(
        {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(piece) or f'<w:t xml:space="preserve">{text(piece)}</w:t>'
        for piece in re.split(r"([\n\t])", words)
        if piece
    )
    return f"<w:r>{style}{inner}</w:r>" if inner else ""


def face(points: float, font: str = "", *marks: str) -> str:
    """Properties of a run: size, Chinese font ("" – that of the style), marks such as <w:b/>."""
    named = f'<w:rFonts w:eastAsia="{font}"/>' if font else ""
    return f'{named}{"".join(marks)}<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def paragraph(runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def spacing(before: int = 0, after: int = 0) -> str:
    """Space above and below a paragraph."""
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def cell(content: str, width: int, span: int = 1, merge: str = "") -> str:
    """A cell of paragraphs; `merge`: restart or continue, for one that reaches down."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>"
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[int]) -> str:
    """A ruled table."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


# ---------------------------------------------------------------- package


def parts(
    body: str, comments: str = "", pictures: Mapping[str, bytes] | None = None, application: str = "jxjy"
) -> dict[str, bytes]:
    """The parts of a document of this body on A4; `comments` is the inside of its comments part.

    Each picture (name.png) is related to the document by its name without the suffix.
    """
    pictures = pictures or {}
    made = {
        "[Content_Types].xml": _types(comments),
        "_rels/.rels": _relations(
            ("rId1", "officeDocument", "word/document.xml"), ("rId2", "extended-properties", "docProps/app.xml")
        ),
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE}/extended-properties">'
        f"<Application>{application}</Application></Properties>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}{_section()}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", "styles", "styles.xml"),
            *([("rId2", "comments", "comments.xml")] if comments else []),
            *((name.partition(".")[0], "image", f"media/{name}") for name in pictures),
        ),
    }
    if comments:
        made["word/comments.xml"] = f"<w:comments {NAMES}>{comments}</w:comments>"
    whole = {name: (_XML + part).encode() for name, part in made.items()}
    return {**whole, **{f"word/media/{name}": content for name, content in pictures.items()}}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The parts as a package, without the hour of its making."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _section() -> str:
    return (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992" '
        'w:gutter="0"/></w:sectPr>'
    )


def _types(comments: str) -> str:
    word = f"{_MIME}.wordprocessingml"
    overrides = [
        ("/word/document.xml", f"{word}.document.main+xml"),
        ("/word/styles.xml", f"{word}.styles+xml"),
        ("/docProps/app.xml", f"{_MIME}.extended-properties+xml"),
        *([("/word/comments.xml", f"{word}.comments+xml")] if comments else []),
    ]
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
        + "</Types>"
    )


def _relations(*rows: tuple[str, str, str]) -> str:
    made = "".join(
        f'<Relationship Id="{identity}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for identity, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _styles() -> str:
    return (
        f"<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman"/><w:sz w:val="24"/>'
        '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style><w:style w:type="character" w:styleId="PlaceholderText">'
        '<w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="808080"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="FormTitle">'
        '<w:name w:val="Form Title"/>'
        '<w:pPr><w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="36"/></w:rPr></w:style></w:styles>'
    )
