"""A one-page Word note to whoever dropped a file that is neither a form nor a notice: why, and what to do now."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

_EPOCH = dt.datetime(2000, 1, 1)
_BODY = "宋体"


def note(title: str, rows: Sequence[tuple[str, str]], advice: Sequence[str]) -> bytes:
    """A note with a title, a table of particulars and numbered advice. The same input gives the same bytes."""
    document = Document()
    properties = document.core_properties
    properties.created = properties.modified = _EPOCH
    properties.author = properties.last_modified_by = "继续教育文件收件系统"
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY)  # else Word takes a Latin font
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title)
    run.bold, run.font.size = True, Pt(18)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
        cells[0].width, cells[1].width = Pt(90), Pt(340)
    if advice:
        document.add_paragraph()
        document.add_paragraph("请这样处理：").runs[0].bold = True
    for number, line in enumerate(advice, 1):
        document.add_paragraph(f"{number}. {line}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
