"""Diff → a Word file in which the newer edition stands with tracked changes (w:ins, w:del) against the older one.

It opens in Word and WPS with the reviewer's own accept and reject. A passage that could not be read is highlighted
and left as the newer edition has it: it is no change.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Final, Literal

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element

from jxjy.diff_views import ClauseView, DiffView, PieceView, ValueSide
from rulesgen.diff import RowKind
from rulesgen.export.packing import timeless

AUTHOR: Final = "比对"
WHEN: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).isoformat().replace("+00:00", "Z")
"""The date of every tracked change: the same diff gives the same bytes."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def word(view: DiffView) -> bytes:
    """The Word file of a diff."""
    document = docx.Document()
    _page(document)
    document.add_heading(f"{view.old} → {view.new}", level=0)
    document.add_paragraph("本件以修订方式标出变化：删去的文字加删除线，新增的文字加下划线，可逐处接受或者拒绝。")
    document.add_heading("要求变化", level=1)
    if view.values:
        _values(document, view)
    else:
        document.add_paragraph(
            "各项要求没有变化。" if view.has_values else "有一方不能确定行政区或者年度，未作要求比对。"
        )
    document.add_heading("条文对照", level=1)
    marks = _Marks()
    for run in view.runs:
        for row in run.rows:
            _clause(document, row, marks)
    if not view.has_clauses:
        document.add_paragraph("没有条文文本可以对照。")
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋_GB2312", Pt(12)
    for name in ("Normal", "Title", "Heading 1"):
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "仿宋_GB2312" if name == "Normal" else "黑体")
    document.styles["Title"].font.size = Pt(20)


def _values(document: WordDocument, view: DiffView) -> None:
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    table.autofit = False
    heads = ("结论", "事项", view.old, view.new)
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(_clean(text)).bold = True
    for row in view.values:
        cells = table.add_row().cells
        cells[0].text = row.label
        cells[1].text = _clean(row.what + (f"\n{row.reason}" if row.reason else ""))
        _value(cells[2], row.old)
        _value(cells[3], row.new)
    for column, width in enumerate((Cm(2), Cm(3.6), Cm(5.3), Cm(5.3))):
        for cell in table.columns[column].cells:
            cell.width = width


def _value(cell: _Cell, side: ValueSide | None) -> None:
    if side is None:
        cell.text = "—"
        return
    cell.text = _clean(side.value)
    for quote in side.quotes:
        where = f"（{quote.clause}）" if quote.clause else ""
        run = cell.add_paragraph().add_run(_clean(f"“{quote.text}”{where}"))
        run.font.size = Pt(9)


class _Marks:
    """Numbers for tracked changes; each must have its own."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> str:
        self.last += 1
        return str(self.last)


def _clause(document: WordDocument, row: ClauseView, marks: _Marks) -> None:
    paragraph = document.add_paragraph()
    if row.kind is RowKind.MOVED:
        paragraph.add_run("［移位］").font.size = Pt(9)
    if row.kind is RowKind.CANNOT and (row.old is None or row.new is None):
        paragraph.add_run("［无法比对］").font.size = Pt(9)
    for kind, text in _stretches(row):
        _stretch(paragraph, kind, text, marks)
    if row.kind is RowKind.ADDED:
        _mark_of_paragraph(paragraph, "w:ins", marks)
    elif row.kind is RowKind.DELETED:
        _mark_of_paragraph(paragraph, "w:del", marks)


_Kind = Literal["same", "gone", "new", "damaged"]


def _stretches(row: ClauseView) -> list[tuple[_Kind, str]]:
    """Old and new woven together: unchanged text once, as the newer edition prints it."""
    old = list(row.old.pieces) if row.old else []
    new = list(row.new.pieces) if row.new else []
    woven: list[tuple[_Kind, str]] = []
    while old or new:
        while old and old[0].kind != "same":
            piece = old.pop(0)
            if piece.kind == "gone" or not new:
                woven.append((piece.kind, piece.text))
        while new and new[0].kind != "same":
            woven.append(_of(new.pop(0)))
        if new:
            woven.append(_of(new.pop(0)))
        if old:
            old.pop(0)
    return woven


def _of(piece: PieceView) -> tuple[_Kind, str]:
    return piece.kind, piece.text


def _stretch(paragraph: Paragraph, kind: _Kind, text: str, marks: _Marks) -> None:
    run = paragraph.add_run(_clean(text))
    if kind == "damaged":
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    elif kind == "new":
        _tracked(run, "w:ins", marks)
    elif kind == "gone":
        for node in run._r.findall(qn("w:t")):
            node.tag = qn("w:delText")
            node.set(qn("xml:space"), "preserve")
        _tracked(run, "w:del", marks)


def _tracked(run: Run, tag: str, marks: _Marks) -> None:
    """Put a run into a tracked change of its own."""
    change = _change(tag, marks)
    run._r.addprevious(change)
    change.append(run._r)


def _mark_of_paragraph(paragraph: Paragraph, tag: str, marks: _Marks) -> None:
    """The paragraph's own end comes or goes with it, so that accepting leaves no empty line."""
    properties = paragraph._p.get_or_add_pPr()
    inner = OxmlElement("w:rPr")
    inner.append(_change(tag, marks))
    properties.append(inner)


def _change(tag: str, marks: _Marks) -> _Element:
    change = OxmlElement(tag)
    change.set(qn("w:id"), marks.next())
    change.set(qn("w:author"), AUTHOR)
    change.set(qn("w:date"), WHEN)
    return change


def _clean(text: str) -> str:
    """Text as XML can hold it."""
    return _ILLEGAL.sub("\ufffd", text)
