"""The register as stored → 台账.xlsx: one sheet a kind, one of what is still returned, written anew each time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from forms.record import STATUS_ZH, Value
from jxjy.intake import durable
from jxjy.register import XLSX, Book, Column, Entry, Kind
from jxjy.sheets import Columns, Row, Sheet, save
from jxjy.sheets import Value as CellValue

FRONT: Columns = (
    ("登记号", 24), ("状态", 8), ("收到日期", 13), ("报送次数", 10), ("地区", 12), ("年度", 8), ("文件", 26),
)  # fmt: skip
RETURNED: Columns = (
    ("退回编号", 24), ("表名", 26), ("单位", 30), ("项目", 36), ("收到日期", 13), ("报送次数", 10),
    ("退回原因", 70), ("文件", 26),
)  # fmt: skip
WIDTHS = {
    "date": 13, "range_start": 13, "range_end": 13, "range_days": 8, "number": 8, "count": 8, "headcount": 10,
    "hours_professional": 10, "hours_required": 10, "hours_elective": 10, "yes_no": 10, "phone": 18, "phones": 22,
    "uscc": 22, "money_wan": 12, "year": 8, "person": 12, "stamp": 8,
}  # fmt: skip
WIDE = 30
STAMPS = {"image": "图章", "text": "文字", "absent": "无"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NAMES = ("project_name", "name")
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""What Excel does not allow in the name of a sheet."""


def write(folder: Path, book: Book) -> None:
    """Write the workbook of a register. Raises OSError (it is open in Excel)."""
    durable.write(folder / XLSX, workbook(book))


def workbook(book: Book) -> bytes:
    """The workbook of a register, the same bytes for the same register."""
    sheets = [_sheet(name, kind, book.entries) for name, kind in book.kinds.items()]
    waiting = [entry for entry in book.entries if not entry.number]
    rows = [_returned(entry, book.kinds[entry.form_kind]) for entry in waiting]
    return save([*(s for s in sheets if s.rows), Sheet("退回待更正", RETURNED, rows)])


def _sheet(name: str, kind: Kind, entries: Sequence[Entry]) -> Sheet:
    columns = (*FRONT, *((c.heading, WIDTHS.get(c.type, WIDE)) for c in kind.columns), ("明细", 50), ("备注", 50))
    mine = sorted((e for e in entries if e.form_kind == name and e.number), key=lambda e: e.number)
    return Sheet(FORBIDDEN.sub("", kind.zh)[:31], _distinct(columns), [_row(entry, kind) for entry in mine])


def _distinct(columns: Columns) -> Columns:
    """Columns under names of their own: a second 培训时间 is 培训时间（2）."""
    seen: dict[str, int] = {}
    made = []
    for heading, width in columns:
        seen[heading] = seen.get(heading, 0) + 1
        made.append((f"{heading}（{seen[heading]}）" if seen[heading] > 1 else heading, width))
    return tuple(made)


def _row(entry: Entry, kind: Kind) -> Row:
    last = next(s for s in reversed(entry.submissions) if s.status == entry.status)
    return (
        entry.number,
        STATUS_ZH[entry.status],
        last.received,
        len(entry.submissions),
        entry.place,
        entry.year,
        last.file,
        *(_value(entry.fields.get(column.key), column) for column in kind.columns),
        "\n".join(f"{n}. {'，'.join(_told(row, kind))}" for n, row in enumerate(entry.rows, 1)),
        "\n".join(entry.remarks),
    )


def _returned(entry: Entry, kind: Kind) -> Row:
    last = entry.submissions[-1]
    project = next((str(entry.fields[key]) for key in NAMES if entry.fields.get(key)), "")
    unit = entry.fields.get("unit")
    return (
        entry.return_number,
        kind.zh,
        str(unit) if unit is not None else "",
        project,
        last.received,
        len(entry.submissions),
        "\n".join(last.remarks),
        last.file,
    )


def _value(value: Value, column: Column) -> CellValue:
    """A typed cell: dates and numbers as such, phones and codes as text."""
    match value:
        case bool():
            return "是" if value else "否"
        case tuple():
            return "、".join(value)
        case str() if column.type == "stamp":
            return STAMPS.get(value, value)
        case str() if DATE.fullmatch(value):
            return _date(value)
        case _:
            return value


def _date(text: str) -> dt.date | str:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


def _told(row: dict[str, Value], kind: Kind) -> Iterator[str]:
    for column in kind.row_columns:
        value = row.get(column.key)
        if value is not None:
            yield f"{value}学时" if column.key == "hours" else str(_value(value, column))
