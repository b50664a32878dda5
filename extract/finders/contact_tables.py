"""Tables of contacts → drafts: columns by their heads, in any order, also side by side; a merged cell counts for each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.finders.contact_lines import Draft, point_parts, points_in, read_line
from extract.finders.contact_words import who
from extract.grammar import labelled
from extract.grid import Grid, GridCell, ruled_grids, typed_grid
from extract.mentions import Part
from extract.view import Passage, View
from ingest.document import Span

_HEAD_ROWS = 3  # the heads stand in one of the first rows; above them a title may run across
_NUMBER = re.compile(r"[+（(]?[0-9][0-9\-—–－ ()（）转]{6,15}(?![0-9])")
_REACHED_BY = ("phone", "email", "fax", "qq")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table: its role, its place, and which of the tables set side by side it belongs to."""

    role: str
    col: int
    group: int


def read_table(view: View, rows: Sequence[Passage]) -> Iterator[Draft]:
    """The contacts of a ruled table and of those nested in it."""
    for grid in ruled_grids(view.document, rows[0].block.span):
        yield from _read(view, grid)


def read_typed(view: View, lines: Sequence[Passage]) -> Iterator[Draft]:
    """The contacts of lines whose cells are parted by tabs."""
    yield from _read(view, typed_grid(lines))


def _read(view: View, grid: Grid) -> Iterator[Draft]:
    head = _heads(view, grid)
    if head is None:
        for span in _stretches(grid):
            if points_in(view, span):
                yield from read_line(view, span)
        return
    top, columns = head
    texts = [c.text for c in grid.covering(top)]
    for row in range(top + 1, grid.rows):
        if [c.text for c in grid.covering(row)] == texts:
            continue  # the heads again, on a new page
        for group in sorted({c.group for c in columns}):
            draft = _row(view, grid, row, [c for c in columns if c.group == group])
            if draft is not None:
                yield draft


def _stretches(grid: Grid) -> list[Span]:
    """What a table without heads is read by: row by row, or as one where its cells are labels and values in turn."""
    rows = [[c for c in grid.starting(row) if not c.empty] for row in range(grid.rows)]
    spans = [(cells[0].span[0], cells[-1].span[1]) for cells in rows if cells]
    labels = sum(1 for cells in rows if cells and _role(cells[0]) in (*_REACHED_BY, "person"))
    return [(spans[0][0], spans[-1][1])] if labels > 1 or (labels and len(spans) == 1) else spans


def _heads(view: View, grid: Grid) -> tuple[int, list[_Column]] | None:
    """The row of heads and its columns; None where no row names at least an office or person and a number."""
    for row in range(min(_HEAD_ROWS, grid.rows)):
        columns: list[_Column] = []
        group = 0
        cells = grid.covering(row)
        if sum(1 for c in cells if c.empty) * 2 >= len(cells) or any(points_in(view, c.span) for c in cells):
            continue
        for cell in cells:
            role = _role(cell)
            if role is None:
                continue
            if role == next((c.role for c in columns if c.role != "number" or role == "number"), None) and _full(
                columns, group
            ):
                group += 1  # the first head comes again: a second table beside the first
            columns.append(_Column(role, cell.col, group))
        roles = {c.role for c in columns}
        if roles & set(_REACHED_BY) and roles & {"office", "section", "person"}:
            return row, columns
    return None


def _full(columns: Sequence[_Column], group: int) -> bool:
    return any(c.group == group and c.role in _REACHED_BY for c in columns)


def _role(cell: GridCell) -> str | None:
    text = cell.text.replace(" ", "")
    found = (role for role, pattern in labelled("contacts", "columns") if pattern.fullmatch(text))
    return next(found, None) if len(text) <= 20 else None


def _row(view: View, grid: Grid, row: int, columns: Sequence[_Column]) -> Draft | None:
    """The contact of a row: None where it names nobody."""
    cells = [(c.role, cell) for c in columns if (cell := grid.at(row, c.col)) is not None and not cell.empty]
    parts: list[Part] = []
    for role, cell in cells:
        parts.extend(_cell_parts(view, role, cell))
    if not any(p.role in ("office", "district", "person") for p in parts):
        return None
    own = [cell for role, cell in cells if role != "number" and cell.row == row]
    if not own:
        return None
    draft = Draft(min(c.span[0] for c in own), max(c.span[1] for c in own), own_name=True)
    draft.inherit(*_distinct(view, parts))
    return draft


def _cell_parts(view: View, role: str, cell: GridCell) -> list[Part]:
    match role:
        case "office" | "section" if re.search(r"[一-鿿]", cell.text):
            named = who(view.text, cell.span)
            kind = named.kind if named is not None and named.kind == "district" else "office"
            return [Part(kind, cell.span, role)]
        case "person" if re.search(r"[一-鿿]", cell.text):
            return [Part("person", cell.span, "column")]
        case "address":
            return [Part("address", cell.span)]
        case "fax":
            return [Part("fax", p.span, p.label) if p.role == "phone" else p for p in _values(view, cell)]
        case "phone" | "email" | "qq":
            return _values(view, cell)
        case _:
            return []


def _values(view: View, cell: GridCell) -> list[Part]:
    """Numbers and addresses of a cell, with the person that stands beside them.

    The column says what they are, so digits that no label stands beside count as well.
    """
    if points_in(view, cell.span):
        drafts = read_line(view, cell.span)
        return [p for draft in drafts for p in draft.parts if p.role not in ("office", "district")]
    found = [Part("phone", m, "local") for line in printed_lines(view, cell.span) for m in _numbers(view.text, line)]
    return found or ([Part("phone_damaged", cell.span, "column")] if len(re.findall(r"[0-9]", cell.text)) >= 5 else [])


def _numbers(text: str, line: Span) -> list[Span]:
    return [m.span() for m in _NUMBER.finditer(text, *line)]


def printed_lines(view: View, span: Span) -> list[Span]:
    """The lines that a cell was printed on, where reading joined them: two numbers one below the other stay two."""
    cuts = sorted(
        {r.span[0] for r in view.document.repairs_in(span) if r.reason == "line_join" and span[0] < r.span[0] < span[1]}
    )
    edges = [span[0], *cuts, span[1]]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _distinct(view: View, parts: Sequence[Part]) -> Iterator[Part]:
    """A section stands behind its office, 东昌府区|职称科; of several offices, and where one repeats another, one counts."""
    offices = [p for p in parts if p.role in ("office", "district")]
    places = [p for p in offices if p.label == "office"]
    for part in parts:
        if (
            part.role == "office"
            and part in places[1:]
            and not all(p.role == "district" for p in places[: places.index(part)])
        ):
            continue
        text = view.text[slice(*part.span)]
        repeated = part in offices and any(o is not part and text in view.text[slice(*o.span)] for o in offices)
        if not repeated:
            yield part
