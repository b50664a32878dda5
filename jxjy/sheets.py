"""Rows of typed values → a workbook for people: filters, a fixed header, widths, print layout.

Text never becomes a formula and is never altered; the same rows give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jxjy.width import columns as columns_of
from rulesgen.export.packing import timeless

Value = str | int | float | Decimal | dt.date | None
Row = tuple[Value, ...]
Columns = tuple[tuple[str, int], ...]

LINE_HEIGHT, MAX_HEIGHT = 14.5, 409.0
"""Points: a line of 10-point text, and the highest row that Excel allows."""

MAX_TEXT = 32767
"""Characters that a cell holds; Excel refuses a file with more."""

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What Excel takes for the beginning of a formula when a cell is edited or the sheet is saved as CSV."""

HEAD, BODY, DATE, RED, AMBER = "表头", "正文", "日期", "错误行", "警告行"
STYLES = {"错误": RED, "警告": AMBER, "低于上级": RED, "上级不可读": RED, "本件自相矛盾": RED, "无法比对": AMBER}
"""Cells whose whole text is one of these stand out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns (heading, width in characters) and rows."""

    title: str
    columns: Columns
    rows: Sequence[Row]


def save(sheets: Iterable[Sheet]) -> bytes:
    """The workbook of some sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in styles():
        book.add_named_style(style)
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return timeless(buffer.getvalue())


# ---------------------------------------------------------------- cells


def styles() -> Iterator[NamedStyle]:
    font, line = "微软雅黑", Border(bottom=Side(style="thin", color="D9DCE1"))
    wrap = Alignment(wrap_text=True, vertical="top", horizontal="left")
    body = Font(name=font, size=10)
    yield NamedStyle(
        HEAD,
        font=Font(name=font, size=10, bold=True, color="FFFFFF"),
        fill=PatternFill("solid", fgColor="1F4E8C"),
        alignment=Alignment(wrap_text=True, vertical="center", horizontal="center"),
    )
    yield NamedStyle(BODY, font=body, border=line, alignment=wrap)
    yield NamedStyle(DATE, font=body, border=line, alignment=wrap, number_format="yyyy-mm-dd")
    yield NamedStyle(RED, font=body, border=line, alignment=wrap, fill=PatternFill("solid", fgColor="F8D7D4"))
    yield NamedStyle(AMBER, font=body, border=line, alignment=wrap, fill=PatternFill("solid", fgColor="FDF0D0"))


def _write(target: Worksheet, sheet: Sheet) -> None:
    for column, (name, width) in enumerate(sheet.columns, 1):
        target.column_dimensions[get_column_letter(column)].width = width
        head = target.cell(1, column, name)
        head.style = HEAD
    for number, row in enumerate(sheet.rows, 2):
        target.row_dimensions[number].height = row_height(row, sheet.columns)
        for column, value in enumerate(row, 1):
            _fill(target.cell(number, column), value)
    target.freeze_panes = "A2"
    target.auto_filter.ref = target.dimensions
    target.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    target.page_setup.orientation = "landscape"
    target.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    target.page_setup.fitToHeight = 0  # as many pages as it takes, one page wide
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_title_rows = "1:1"


def _fill(cell: Cell | MergedCell, value: Value) -> None:
    """A typed cell: numbers and dates as such, text as text even where it begins like a formula."""
    assert isinstance(cell, Cell)  # nothing is merged here
    cell.style = DATE if isinstance(value, dt.date) else STYLES.get(str(value), BODY)
    if not isinstance(value, str):
        cell.value = value
    elif value:
        cell.value = cell_text(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_STARTS)


def row_height(row: Row, columns: Columns) -> float:
    """Points that a row needs for its longest cell; a spreadsheet does not work that out for a file it opens."""
    lines = 1
    for value, (_, width) in zip(row, columns, strict=True):
        if isinstance(value, str):
            # a column is as wide as so many digits; a Chinese character takes two, and a little is lost at the edges
            lines = max(lines, sum(max(1, -(-columns_of(line) // (width - 1))) for line in value.split("\n")))
    return min(lines * LINE_HEIGHT + 3, MAX_HEIGHT)


def cell_text(text: str) -> str:
    """Text as XML can hold it: control characters shown as �, what looks like an escape of Excel kept as it is."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
