"""A people list → its sheets as rows of plain cells: XLSX by content, CSV in UTF-8, UTF-16 or GB18030.

Rows come one at a time. A cell far out on a sheet, rows without end or a workbook made to burst cost nothing: columns,
rows and blank stretches are bounded.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import UnreadableFileError
from ingest.package import MAX_MEMBER, open_package

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | None
Cells = tuple[Cell, ...]

MAX_BYTES = 200 * 1024 * 1024
MAX_SHEET = 800 * 1024 * 1024
"""Bytes that a sheet may unpack to: it is read as a stream, and 100,000 people with their records take 150 MB."""
MAX_COLUMNS = 120
"""Columns that are read; no list of people is wider, and a stray cell in column XFD would make every row so wide."""
MAX_ROWS = 600_000
MAX_BLANK = 1_000
"""Blank rows after which a sheet counts as ended: a stray cell in the last row has a million of them before it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and its rows with their numbers (from 1). Rows can be gone through once."""

    name: str
    rows: Iterator[tuple[int, Cells]]


@contextmanager
def sheets(path: Path) -> Iterator[Iterator[Sheet]]:
    """The visible sheets of a list. Raises UnreadableFileError (ING_*) with what to do about it."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError("ING_NO_PERMISSION", "文件无法打开", "请检查是否存在、有无读取权限", path) from error
    if len(data) > MAX_BYTES:
        raise UnreadableFileError("ING_LIMIT", "名单超过 200 MB", "请分成几个文件", path)
    if not data.strip():
        raise UnreadableFileError("ING_EMPTY", "文件是空的", "请核对后重新提交", path)
    if data[:4] == b"PK\x03\x04":
        with _workbook(data, path) as found:
            yield found
    else:
        yield iter([_csv(data, path)])


# ---------------------------------------------------------------- XLSX


@contextmanager
def _workbook(data: bytes, path: Path) -> Iterator[Iterator[Sheet]]:
    package = open_package(data, path, MAX_SHEET)  # sizes, ratios, DTDs and passwords, before anything is unpacked
    for member in package.archive.infolist():
        if member.file_size > MAX_MEMBER and not member.filename.startswith("xl/worksheets/"):
            raise UnreadableFileError("ING_LIMIT", "工作簿中的文字或附件过大", "请删去图片和附件后另存", path)
    if "xl/workbook.xml" not in package.names:
        raise _unsupported(path)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        raise _damaged(path) from error
    try:
        yield (_sheet(ws, path) for ws in book.worksheets if ws.sheet_state == "visible")
    finally:
        book.close()


def _sheet(worksheet: Worksheet, path: Path) -> Sheet:
    """A sheet as it is, not as large as it says it is."""
    if isinstance(worksheet, ReadOnlyWorksheet):
        worksheet.reset_dimensions()
    rows = worksheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    return Sheet(str(worksheet.title), _bounded(_rows((tuple(map(_plain, row)) for row in rows), path)))


def _plain(value: object) -> Cell:
    """The value of a cell; a duration or a formula without a result is none."""
    return value if isinstance(value, str | int | float | dt.date | dt.time) else None


def _rows(rows: Iterator[Cells], path: Path) -> Iterator[Cells]:
    """Rows as openpyxl hands them over; what it trips on is a damaged file."""
    while True:
        try:
            row = next(rows, None)
        except (KeyError, ValueError, TypeError, SyntaxError, IndexError, OSError, OverflowError) as error:
            raise _damaged(path) from error
        if row is None:
            return
        yield row


def _bounded(rows: Iterator[Cells]) -> Iterator[tuple[int, Cells]]:
    blank = 0
    for number, row in enumerate(rows, 1):
        if all(cell is None or cell == "" for cell in row):
            blank += 1
            if blank >= MAX_BLANK:
                return
            continue
        blank = 0
        if number > MAX_ROWS:
            return
        yield number, row


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError("ING_TRUNCATED", "工作簿已损坏，不能读取", "请用表格软件打开后另存为 xlsx 再提交", path)


def _unsupported(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "ING_UNSUPPORTED", "不是可以读取的名单", "名单须为 xlsx 工作簿或 csv 文件；xls 请另存为 xlsx", path
    )


# ---------------------------------------------------------------- CSV

_DELIMITERS = (",", "\t", ";", "，")


def _csv(data: bytes, path: Path) -> Sheet:
    text = _decoded(data, path)
    head = text[:4096].split("\n")[:10]
    delimiter = max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Sheet(path.name, _bounded(_csv_rows(reader, path)))


def _csv_rows(reader: Iterator[list[str]], path: Path) -> Iterator[Cells]:
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise UnreadableFileError("ING_TRUNCATED", "csv 文件格式有误", "请核对后重新导出", path) from error
        if row is None:
            return
        yield tuple(cell.strip() or None for cell in row[:MAX_COLUMNS])


def _decoded(data: bytes, path: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096] or data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"<")):
        raise _unsupported(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unsupported(path)
