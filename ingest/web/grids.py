"""Tables of web pages: which hold data and which only arrange the page, and where each cell stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.web.page import Grid, GridCell

# Characters: a cell with more is a column of the page, not a cell of a table.
_LONG, _LONG_RULED = 400, 3000
_DRAWN = re.compile(r"border(?:-[a-z]+)*\s*:\s*(?!0|none|collapse|initial)[^;]", re.I)
_MAX_SPAN = 200
_FRAMING = ("h1", "h2", "form", "script", "nav", "header", "footer")


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data. Sites of the 2000s lay whole pages out in tables; their cells are just blocks."""
    if table.get("role") == "presentation" or next(table.iter(*_FRAMING), None) is not None:
        return False
    rows = list(_own_rows(table))
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    ruled = _is_ruled(table, rows)
    if not ruled and next(table.iterdescendants("table"), None) is not None:
        return False
    lengths = [text_length(cell) for row in rows for cell in row]
    links = sum(text_length(link) for link in table.iter("a") if link.get("href"))
    return max(lengths) <= (_LONG_RULED if ruled else _LONG) and (ruled or links * 2 <= sum(lengths))


def open_cell(grid: Grid, element: etree._Element) -> GridCell:
    """Put a td or th into the next free place of the current row."""
    if not grid.rows:
        grid.rows.append([])
    row = len(grid.rows) - 1
    col = 0
    while grid.taken.get(col, -1) >= row:
        col += 1
    col_span = _span(element.get("colspan"), zero=1)
    row_span = _span(element.get("rowspan"), zero=_MAX_SPAN)  # 0 reaches to the end of the table
    for covered in range(col, col + col_span):
        grid.taken[covered] = row + row_span - 1
    cell = GridCell(element, row, col, row_span, col_span)
    grid.rows[-1].append(cell)
    return cell


def _own_rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows of a table, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _own_rows(child)


def _is_ruled(table: etree._Element, rows: list[list[etree._Element]]) -> bool:
    """Whether lines are drawn between the cells, which nobody does to lay out a page; Word's tables count."""
    if table.get("border", "0") not in ("", "0") or "Mso" in table.get("class", ""):
        return True
    cells = [cell for row in rows[:2] for cell in row]
    return any(cell.tag == "th" or _DRAWN.search(cell.get("style", "")) for cell in cells)


def text_length(element: etree._Element) -> int:
    """Characters of the text in an element, white space between elements apart."""
    return sum(len(text.strip()) for text in element.itertext())


def _span(value: str | None, *, zero: int) -> int:
    """A rowspan or colspan; 1 where it is absent or nonsense, `zero` where it is 0."""
    try:
        number = int(value) if value is not None else 1
    except ValueError:
        return 1
    return min(number, _MAX_SPAN) if number > 0 else zero if number == 0 else 1
