"""A source comes in, the bytes of a Word file go out, laid out as a red-header document, a letter or a plain print.

Measures follow GB/T 9704—2012: A4, margins 37/35/28/26 mm, body 三号仿宋 on a 28 pt grid, title 二号小标宋, red rule.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from corpus.writing.docx_parts import add_numbering, add_page_number, add_text_box, rule, set_number
from corpus.writing.markup import SIGNS, Block, Output, Role, Source
from corpus.writing.numbering import LEVELS

RED = RGBColor(0xE0, 0x1E, 0x1E)
CENTER = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
LINE_WIDTH = 430
"""Points between the margins."""

STAMP = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""Written into every file, so that the same source gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a role is set: a real Word style with font, size in points, first-line indent in characters, alignment."""

    style: str
    font: str = "仿宋_GB2312"
    size: float = 16
    indent: int = 0
    align: WD_ALIGN_PARAGRAPH | None = None
    bold: bool = False


FACES: Mapping[Role, Face] = {
    "letterhead": Face("Letterhead", "方正小标宋简体", 30, align=CENTER),
    "number": Face("Document Number", align=CENTER),
    "title": Face("Title", "方正小标宋简体", 22, align=CENTER),
    "addressee": Face("Addressee"),
    "body": Face("Body Text", indent=2),
    "article": Face("Body Text", indent=2),
    "h1": Face("Heading 1", "黑体", indent=2),
    "h2": Face("Heading 2", "楷体_GB2312", indent=2),
    "h3": Face("Heading 3", indent=2),
    "auto1": Face("Heading 1", "黑体", indent=2),
    "auto2": Face("Heading 2", "楷体_GB2312", indent=2),
    "auto3": Face("List Number", indent=2),
    "attlist": Face("Attachment List", indent=2),
    "sign": Face("Signature", align=RIGHT),
    "date": Face("Signature", align=RIGHT),
    "note": Face("Body Text", indent=2),
    "copy": Face("Imprint", size=14),
    "imprint": Face("Imprint", size=14),
    "attach": Face("Attachment", "黑体"),
    "formtitle": Face("Form Title", "方正小标宋简体", 18, align=CENTER),
    "line": Face("Form Line", size=14),
    "box": Face("Form Line", size=12),
}


def docx_bytes(source: Source, output: Output) -> bytes:
    """The package. Layouts: red_header (版头、红线、页码), letter (信函，红双线), plain (宋体小四，无版头)."""
    document = Document()
    scale = 0.75 if output.layout == "plain" else 1.0
    _page(document, source)
    _styles(document, scale)
    numbering = add_numbering(document)
    list_id = numbering()
    for block in source.blocks:
        if block.role == "attach":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            list_id = numbering()
        _write(document, block, output.layout, list_id)
    add_page_number(document.sections[0])
    return _same_bytes(document)


def _page(document: WordDocument, source: Source) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    properties = document.core_properties
    properties.title = source.meta.title or source.text_of("title")
    properties.author, properties.comments = "", "synthetic sample, not an official document"
    properties.created = properties.modified = STAMP


def _styles(document: WordDocument, scale: float) -> None:
    for face in FACES.values():
        if face.style not in document.styles:
            document.styles.add_style(face.style, 1)
        style = document.styles[face.style]
        font = "宋体" if scale < 1 and face.font.startswith("仿宋") else face.font
        style.font.size, style.font.bold, style.font.italic = Pt(face.size * scale), face.bold, False
        style.font.color.rgb = RED if face.style == "Letterhead" else RGBColor(0, 0, 0)
        style.font.name = "Times New Roman"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(0), Pt(0)
        layout.line_spacing = Pt(max(28, face.size * 1.4) * scale)
        layout.first_line_indent = Pt(face.indent * face.size * scale)
        borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is not None:  # Word's own Title style draws a blue line
            borders.getparent().remove(borders)


def _write(document: WordDocument, block: Block, layout: str, list_id: int) -> None:
    if block.role == "table":
        _table(document, block)
        return
    if block.role == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    face = FACES[block.role]
    paragraph = document.add_paragraph(style=face.style)
    if face.align is not None:
        paragraph.alignment = face.align
    if block.role == "box":
        paragraph.paragraph_format.line_spacing = 1.0  # an exact height would cut the box
        add_text_box(paragraph, block.text)
        return
    _runs(paragraph, block.text)
    level = LEVELS.get(block.role)
    if level is not None:
        set_number(paragraph, level, list_id)
    finish = FINISH.get(block.role)
    if finish is not None:
        finish(paragraph, layout)


def _runs(paragraph: Paragraph, text: str) -> None:
    """Runs as Word leaves them: cut where bold starts and ends and where the script changes."""
    for index, part in enumerate(SIGNS.split(text)):
        for piece in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", part):
            run = paragraph.add_run(piece)
            run.bold = True if index % 2 else None


def _letterhead(paragraph: Paragraph, layout: str) -> None:
    paragraph.paragraph_format.space_before = Pt(20 if layout == "red_header" else 0)
    for run in paragraph.runs:  # one line across, however long the name
        run.font.size = Pt(min(30, LINE_WIDTH // len(paragraph.text)))
    if layout == "letter":
        rule(paragraph, "bottom", "thinThickSmallGap", "E01E1E", 24)


def _number(paragraph: Paragraph, layout: str) -> None:
    paragraph.paragraph_format.space_before = Pt(24)
    if layout == "red_header":
        rule(paragraph, "bottom", "single", "E01E1E", 18)
    if layout == "letter":
        paragraph.alignment = RIGHT


def _title(paragraph: Paragraph, _layout: str) -> None:
    paragraph.paragraph_format.space_before = Pt(14)


def _addressee(paragraph: Paragraph, _layout: str) -> None:
    paragraph.paragraph_format.space_before = Pt(20)


def _attachment_line(paragraph: Paragraph, _layout: str) -> None:
    """The second and later attachments stand under the first one's number, not under 附件."""
    if paragraph.text.startswith("附"):
        paragraph.paragraph_format.space_before = Pt(14)
    else:
        paragraph.paragraph_format.first_line_indent = Pt(80)


def _sign(paragraph: Paragraph, _layout: str) -> None:
    paragraph.paragraph_format.right_indent = Pt(48)
    paragraph.paragraph_format.space_before = Pt(28)
    paragraph.paragraph_format.keep_with_next = True


def _date(paragraph: Paragraph, _layout: str) -> None:
    paragraph.paragraph_format.right_indent = Pt(64)


def _imprint(paragraph: Paragraph, _layout: str) -> None:
    rule(paragraph, "top", "single", "000000", 6)
    rule(paragraph, "bottom", "single", "000000", 6)


FINISH: Mapping[Role, Callable[[Paragraph, str], None]] = {
    "letterhead": _letterhead,
    "number": _number,
    "title": _title,
    "formtitle": _title,
    "sign": _sign,
    "date": _date,
    "addressee": _addressee,
    "attlist": _attachment_line,
    "copy": _imprint,
    "imprint": _imprint,
}
"""What a role has beyond its style."""


def _table(document: WordDocument, block: Block) -> None:
    table = document.add_table(rows=len(block.rows), cols=max(len(r.cells) for r in block.rows))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row.cells):
            if text == "<":
                table.cell(r, c - 1).merge(table.cell(r, c))
            elif text == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row.cells):
            if text not in ("<", "^"):
                _fill(table.cell(r, c), text, document)


def _fill(cell: _Cell, text: str, document: WordDocument) -> None:
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    lines = text.split("<br>")
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = document.styles["Form Line"]
        paragraph.paragraph_format.line_spacing = Pt(20)
        if len(text) < 24:
            paragraph.alignment = CENTER
        _runs(paragraph, line)
        for run in paragraph.runs:
            run.font.size = Pt(12)


def _same_bytes(document: WordDocument) -> bytes:
    """The package zipped again with one fixed date on every part."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, STAMP.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
