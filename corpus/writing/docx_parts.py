"""Parts of a Word file that python-docx has no call for: automatic numbering, text boxes, rules, page numbers."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.text.paragraph import Paragraph

LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
)
AFTER_BORDERS = ("shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr")
"""Children of w:pPr that the schema puts after w:pBdr."""

ABSTRACT_ID = 90
FIRST_ID = 90


def add_numbering(document: WordDocument) -> Callable[[], int]:
    """Adds the list 一、（一）1. and returns a function that starts it afresh and gives the new list's id."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (form, text) in enumerate(LEVELS)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ABSTRACT_ID}">{levels}</w:abstractNum>'
    part.insert(0, parse_xml(abstract))
    ids = iter(range(FIRST_ID, FIRST_ID + 50))

    def restart() -> int:
        list_id = next(ids)
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="1"/></w:lvlOverride>' for i in range(len(LEVELS))
        )
        number = (
            f'<w:num {nsdecls("w")} w:numId="{list_id}"><w:abstractNumId w:val="{ABSTRACT_ID}"/>{overrides}</w:num>'
        )
        part.append(parse_xml(number))
        return list_id

    return restart


def set_number(paragraph: Paragraph, level: int, list_id: int) -> None:
    """Makes the paragraph an item of the list at a level from 0."""
    number = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    properties = paragraph._p.get_or_add_pPr()
    properties.insert(1 if properties.find(qn("w:pStyle")) is not None else 0, number)


def rule(paragraph: Paragraph, side: str, kind: str, color: str, eighths: int) -> None:
    """A line above or below a paragraph, its width in eighths of a point."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        later = [c for c in properties if c.tag in {qn(f"w:{t}") for t in AFTER_BORDERS}]
        index = properties.index(later[0]) if later else len(properties)
        properties.insert(index, borders)
    border = OxmlElement(f"w:{side}")
    for key, value in (("val", kind), ("sz", str(eighths)), ("space", "6"), ("color", color)):
        border.set(qn(f"w:{key}"), value)
    borders.append(border)


def add_page_number(section: Section) -> None:
    """The foot line — 1 — of GB/T 9704, as a field."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    paragraph.add_run(" —")


def add_text_box(paragraph: Paragraph, text: str) -> None:
    """A text box as Word writes it: the drawing, and the old form again for programs that know no drawings."""
    words = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("<br>")
    )
    content = f"<w:txbxContent>{words}</w:txbxContent>"
    names = (
        f'{nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    width, height = 5_400_000, 380_000 * (text.count("<br>") + 1) + 120_000
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    drawing = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="7" name="文本框 7"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:shape style="width:425pt;height:60pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    run = (
        f'<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(run))
