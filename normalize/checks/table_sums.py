"""Checks of sums in tables (NUM_SUM_MISMATCH): a column above the row 合计, a row beside the column 合计.

Only plain tables are added up: a cell that is no number, a subtotal, or heads that do not name hours leave it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ingest.document import Cell, Table
from normalize.checks.case import Case
from normalize.checks.lists import amounts
from normalize.record import Finding
from normalize.values.numbers import parse_number

_FEWEST = 2  # parts that make a sum


def table_sums(case: Case) -> Iterator[Finding]:
    """NUM_SUM_MISMATCH in the tables of the notice and its annexes."""
    for table in case.document.tables:
        rows = _rows(table)
        if not any(amounts().subtotal_cell.search(_words(case, cell)) for cell in table.cells):
            yield from _columns(case, table, rows)
            yield from _across(case, rows)


def _columns(case: Case, table: Table, rows: dict[int, dict[int, Cell]]) -> Iterator[Finding]:
    last = next((r for r, cells in rows.items() if _is_total(case, cells)), None)
    if last is None or any(cell.row_span > 1 for cell in table.cells if cell.row < last):
        return
    for col, cell in rows[last].items():
        total = _number(case, cell)
        head = _head(case, rows, col)
        if total is None or not head or amounts().no_sum_column.search(head):
            continue
        parts = [_number(case, cells[col]) for r, cells in rows.items() if 0 < r < last and col in cells]
        filled = [p for p in parts if p is not None]
        blank = sum(1 for r, cells in rows.items() if 0 < r < last and col in cells and not _words(case, cells[col]))
        if len(filled) < _FEWEST or len(filled) + blank < len(parts) or sum(filled) == total:
            continue
        yield case.finding(
            "NUM_SUM_MISMATCH",
            [cell.span],
            severity="error" if amounts().hours_column.search(head) else "warning",
            parts="＋".join(_plain(p) for p in filled),
            sum=_plain(sum(filled, Decimal(0))),
            total=_plain(total),
        )


def _across(case: Case, rows: dict[int, dict[int, Cell]]) -> Iterator[Finding]:
    """公需科目 30 | 专业科目 60 | 合计 80 in one row."""
    heads = {  # 公需科目 over 必修 and 选修 heads both columns
        at: _head(case, rows, col) for col, cell in rows.get(0, {}).items() for at in range(col, col + cell.col_span)
    }
    wholes = [col for col, head in heads.items() if amounts().total_cell.match(head)]
    parts = [col for col, head in heads.items() if _is_part(head) and col not in wholes]
    if len(wholes) != 1 or len(parts) < _FEWEST:
        return
    for row, cells in rows.items():
        total = _number(case, cells[wholes[0]]) if row and wholes[0] in cells else None
        values = [_number(case, cells[col]) for col in parts if col in cells]
        filled = [v for v in values if v is not None]
        if total is None or len(filled) < len(parts) or sum(filled) == total:
            continue
        filled = _with_others(case, cells, heads, wholes[0]) or filled
        if sum(filled) == total:
            continue
        span = (min(c.span[0] for c in cells.values()), max(c.span[1] for c in cells.values()))
        yield case.finding(
            "NUM_SUM_MISMATCH",
            [span],
            parts="＋".join(_plain(v) for v in filled),
            sum=_plain(sum(filled, Decimal(0))),
            total=_plain(total),
        )


def _is_part(head: str) -> bool:
    """A class of hours, and no part of the column before it (其中必修)."""
    return amounts().part_column.search(head) is not None and not head.startswith("其中")


def _with_others(case: Case, cells: dict[int, Cell], heads: dict[int, str], whole: int) -> list[Decimal]:
    """The numbers of all columns that may be classes of hours, 校本研修 as well; none where only the known ones are."""
    found: list[Decimal] = []
    for col, cell in cells.items():
        head, value = heads.get(col, ""), _number(case, cell)
        if col != whole and head and value is not None and not amounts().no_sum_column.search(head):
            found.extend([] if head.startswith("其中") else [value])
    return found


def _rows(table: Table) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.col] = cell
    return dict(sorted(rows.items()))


def _is_total(case: Case, cells: dict[int, Cell]) -> bool:
    """Whether the first filled cell of a row is 合计."""
    first = next((_words(case, cell) for _, cell in sorted(cells.items()) if _words(case, cell)), "")
    return amounts().total_cell.match(first) is not None


def _head(case: Case, rows: dict[int, dict[int, Cell]], col: int) -> str:
    """The head of a column, "" where its first row has none or holds a number."""
    cell = rows.get(0, {}).get(col)
    words = _words(case, cell) if cell else ""
    return "" if parse_number(words) is not None else words


def _words(case: Case, cell: Cell) -> str:
    return "".join(case.document.quote(cell.span).split())


def _number(case: Case, cell: Cell) -> Decimal | None:
    return parse_number(_words(case, cell).removesuffix("学时").removesuffix("学分"))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
