"""Records → `findings.xlsx`: findings, hour requirements, times and contacts, one sheet each, ready to filter.

Text from notices never becomes a formula and is never altered; the same records give the same bytes.
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

from jxjy import verdict_views, wording
from jxjy.width import columns as columns_of
from normalize.record import Contact, DateFact, Evidence, Finding, NoticeRecord, Quota
from rulesgen import Comparison, Verdict
from rulesgen.export.packing import timeless

Value = str | int | Decimal | dt.date | None
Row = tuple[Value, ...]
Columns = tuple[tuple[str, int], ...]

LINE_HEIGHT, MAX_HEIGHT = 14.5, 409.0
"""Points: a line of 10-point text, and the highest row that Excel allows."""

MAX_TEXT = 32767
"""Characters that a cell holds; Excel refuses a file with more."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
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


def build(records: Sequence[NoticeRecord], comparisons: Sequence[Comparison] = ()) -> bytes:
    """The workbook of a batch."""
    above = (_verdicts(comparisons),) if comparisons else ()
    return write((_findings(records), *above, _quotas(records), _dates(records), _contacts(records)))


def write(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of some sheets: the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in styles():
        book.add_named_style(style)
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return timeless(buffer.getvalue())


# ---------------------------------------------------------------- rows

WHOSE = (("地区", 12), ("年度", 8))
SOURCE = (("条款", 12), ("位置", 14), ("原文", 60), ("文件", 26))


def _whose(record: NoticeRecord) -> Row:
    return (record.jurisdiction.name if record.jurisdiction is not None else None, record.year)


def _source(record: NoticeRecord, evidence: Evidence) -> Row:
    return wording.clause(evidence.clause), wording.place(evidence), evidence.quote, record.source.file


def _sure(certain: bool) -> str:
    return "确定" if certain else wording.INFERRED


def _findings(records: Sequence[NoticeRecord]) -> Sheet:
    ranked = [(wording.SEVERITIES.index(f.severity), r, f) for r in records for f in r.findings]
    rows = [_finding(record, finding) for _, record, finding in sorted(ranked, key=lambda item: item[0])]
    columns = (("程度", 8), *WHOSE, ("代码", 28), ("说明", 60), ("判断", 12), *SOURCE, ("关联文件", 26))
    return Sheet("发现", columns, rows)


def _finding(record: NoticeRecord, finding: Finding) -> Row:
    evidence = finding.evidence
    return (
        wording.label("severity", finding.severity),
        *_whose(record),
        finding.code,
        finding.message,
        "需人工判断" if finding.certainty == "judgment" else "确定",
        _lines(wording.clause(e.clause) for e in evidence),
        _lines(wording.place(e) for e in evidence),
        _lines(e.quote for e in evidence),
        record.source.file,
        _lines(r.file for r in finding.related),
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


VERDICT_COLUMNS: Columns = (
    ("结论", 12),
    ("事项", 26),
    ("本件", 26),
    ("上级", 26),
    ("说明", 34),
    ("本件原文", 50),
    ("上级原文", 50),
    ("上级规则", 24),
    ("判断", 12),
)


def _verdicts(comparisons: Sequence[Comparison]) -> Sheet:
    rows = [(c.ruleset.jurisdiction.name, c.ruleset.year, *verdict(row)) for c in comparisons for row in c.rows]
    return Sheet("与上级规定比对", (*WHOSE, *VERDICT_COLUMNS), rows)


def verdict(row: Verdict) -> Row:
    """A comparison as the cells of VERDICT_COLUMNS."""
    return (
        row.kind.label,
        row.label,
        row.own.shown if row.own else None,
        row.base.shown if row.base else None,
        row.reason,
        verdict_views.sentence(row.own),
        verdict_views.sentence(row.base),
        row.base.whose if row.base else None,
        "需人工判断" if row.certainty == "judgment" else "确定",
    )


def _quotas(records: Sequence[NoticeRecord]) -> Sheet:
    columns = (
        *WHOSE,
        ("科目", 12),
        ("性质", 8),
        ("比较", 8),
        ("数值", 8),
        ("单位", 8),
        ("周期", 8),
        ("适用范围", 30),
        ("可信", 10),
        *SOURCE,
    )
    return Sheet("学时要求", columns, [_quota(r, f) for r in records for f in r.quotas])


def _quota(record: NoticeRecord, fact: Quota) -> Row:
    return (
        *_whose(record),
        wording.label("subject", fact.subject),
        wording.label("quota_kind", fact.kind),
        wording.label("comparator", fact.comparator) or "等于",
        fact.amount,
        fact.unit,
        wording.label("period", fact.period),
        fact.scope,
        wording.UNREADABLE if fact.amount is None else _sure(fact.certain),
        *_source(record, fact.evidence),
    )


def _dates(records: Sequence[NoticeRecord]) -> Sheet:
    columns = (*WHOSE, ("事项", 14), ("开始", 13), ("截止", 13), ("相对时间", 30), ("可信", 8), *SOURCE)
    return Sheet("期限", columns, [_date(r, f) for r in records for f in r.dates])


def _date(record: NoticeRecord, fact: DateFact) -> Row:
    return (
        *_whose(record),
        wording.label("date_kind", fact.kind),
        fact.start,
        fact.end,
        wording.relative(fact.relative) if fact.relative is not None else None,
        _sure(fact.certain),
        *_source(record, fact.evidence),
    )


def _contacts(records: Sequence[NoticeRecord]) -> Sheet:
    columns = (
        *WHOSE,
        ("单位", 30),
        ("联系人", 12),
        ("电话", 20),
        ("国际格式", 20),
        ("邮箱", 28),
        ("传真", 18),
        ("地址", 26),
        ("QQ群", 14),
        ("受损号码", 22),
        ("可信", 8),
        *SOURCE,
    )
    return Sheet("联系方式", columns, [_contact(r, f) for r in records for f in r.contacts])


def _contact(record: NoticeRecord, fact: Contact) -> Row:
    return (
        *_whose(record),
        fact.office,
        fact.person,
        _lines(fact.phones),
        _lines(fact.e164),
        _lines(fact.emails),
        _lines(fact.fax),
        fact.address,
        _lines(fact.qq_groups),
        _lines((*fact.phones_damaged, *fact.emails_damaged)),
        _sure(fact.certain),
        *_source(record, fact.evidence),
    )


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
