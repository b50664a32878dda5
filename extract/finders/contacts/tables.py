"""Tables of contacts → drafts: columns by their heads, in any order and also side by side.

A cell merged over several rows counts for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.finders.contacts.lines import Draft, read_line
from extract.finders.contacts.points import points_in
from extract.finders.contacts.words import who
from extract.grammar import labelled
from extract.grid import Grid, GridCell, ruled_grids, typed_grid
from extract.mentions import Part
from extract.printed import printed_lines
from extract.view import Passage, View, trim
from ingest.document import Span

_HEAD_ROWS = 3  # the heads stand in one of the first rows; above them a title may run across
_NUMBER = re.compile(r"[+（(]?[0-9][0-9\-—–－ ()（）转]{6,15}(?![0-9])")
_FEWEST_DIGITS = 5
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
        cells = grid.covering(row)
        half_open = sum(1 for c in cells if c.empty) * 2 >= len(cells)
        if half_open or any(points_in(view, c.span) for c in cells):
            continue  # labels with their values beside them
        columns = _columns(cells)
        roles = {c.role for c in columns}
        if not roles & {"office", "section"}:
            named = list(_second_offices(cells))
            kept = [c for c in columns if c.col not in {n.col for n in named}]
            columns = sorted([*kept, *named], key=lambda c: c.col)
            roles = {c.role for c in columns}
        if roles & set(_REACHED_BY) and roles & {"office", "section", "person"}:
            return row, columns
    return None


def _columns(cells: Sequence[GridCell]) -> list[_Column]:
    """The columns that heads name; where the first head comes again, a second table stands beside the first."""
    columns: list[_Column] = []
    group = 0
    for cell in cells:
        role = _role(cell)
        if role is None:
            continue
        first = next((c.role for c in columns if c.role != "number"), None)
        if role in (first, "number") and any(c.group == group and c.role in _REACHED_BY for c in columns):
            group += 1
        columns.append(_Column(role, cell.col, group))
    return columns


def _second_offices(cells: Sequence[GridCell]) -> Iterator[_Column]:
    """行业 | 主管部门 | 联系电话: an office in charge is the one to call where no other column names any."""
    for cell in cells:
        if any(p.fullmatch(cell.text.replace(" ", "")) for _, p in labelled("contacts", "second_office")):
            yield _Column("office", cell.col, 0)


def _role(cell: GridCell) -> str | None:
    text = cell.text.replace(" ", "")
    found = (role for role, pattern in labelled("contacts", "columns") if pattern.fullmatch(text))
    return next(found, None) if len(text) <= 20 else None


def _row(view: View, grid: Grid, row: int, columns: Sequence[_Column]) -> Draft | None:
    """The contact of a row: None where it names nobody, or where a note runs across the columns."""
    roles: dict[GridCell, list[str]] = {}
    for column in columns:
        if (cell := grid.at(row, column.col)) is not None and not cell.empty:
            roles.setdefault(cell, []).append(column.role)
    if any(set(of_cell) & set(_REACHED_BY) and of_cell[0] not in _REACHED_BY for of_cell in roles.values()):
        return None
    covered = [(of_cell[0], cell) for cell, of_cell in roles.items()]
    parts = [part for role, cell in covered for part in _cell_parts(view, role, cell)]
    own = [cell for role, cell in covered if role != "number" and cell.row == row]
    if not own or not any(p.role in ("office", "district", "person") for p in parts):
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
        found = [p for draft in drafts for p in draft.parts if p.role not in ("office", "district")]
        return [*found, *_numbers_alone(view, cell.span, found)]
    numbers = [m.span() for line in printed_lines(view, cell.span) for m in _NUMBER.finditer(view.text, *line)]
    if not numbers and len(re.findall(r"[0-9]", cell.text)) >= _FEWEST_DIGITS:
        return [Part("phone_damaged", cell.span, "column")]
    return [Part("phone", number, "local") for number in numbers]


def _numbers_alone(view: View, span: Span, found: Sequence[Part]) -> Iterator[Part]:
    """Further numbers of a cell that stand alone on their lines, where only the first was told by what is before it."""
    at = span[0]
    for line in view.text[slice(*span)].split("\n"):
        stretch = (at, at + len(line))
        at += len(line) + 1
        taken = any(p.span[0] < stretch[1] and stretch[0] < p.span[1] for p in found)
        if not taken and _NUMBER.fullmatch(view.text, *trim(view.text, stretch)):
            yield Part("phone", trim(view.text, stretch), "local")


def _distinct(view: View, parts: Sequence[Part]) -> Iterator[Part]:
    """One office, with the district before it and the section behind it: 东昌府区|职称科.

    Of two columns of offices the first counts, and a name that another one holds is not said twice.
    """
    named = [p for p in parts if p.role in ("office", "district")]
    first = next((p for p in named if p.role == "office" and p.label == "office"), None)
    for part in parts:
        second = part.role == "office" and part.label == "office" and part is not first
        text = view.text[slice(*part.span)]
        held = part in named and any(o is not part and text in view.text[slice(*o.span)] for o in named)
        if not second and not held:
            yield part
