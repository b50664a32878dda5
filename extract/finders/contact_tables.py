"""Tables of contacts → drafts: columns by their heads, in any order, also side by side; a merged cell counts for each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.finders.contact_lines import POINTS, Draft, point_parts, read_line
from extract.finders.contact_words import who
from extract.grammar import labelled
from extract.grid import Grid, GridCell, ruled_grids, typed_grid
from extract.mentions import Part
from extract.view import Passage, View

_HEAD_ROWS = 3  # the heads stand in one of the first rows; above them a title may run across
_NUMBER = re.compile(r"[+（(]?[0-9][0-9\-—–－ ()（）转]{5,20}")
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
    head = _heads(grid)
    if head is None:
        for row in range(grid.rows):
            cells = [c for c in grid.starting(row) if not c.empty]
            span = (min((c.span[0] for c in cells), default=0), max((c.span[1] for c in cells), default=0))
            if any(True for _ in view.atoms_in(span, *POINTS)):
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


def _heads(grid: Grid) -> tuple[int, list[_Column]] | None:
    """The row of heads and its columns; None where no row names at least an office or person and a number."""
    for row in range(min(_HEAD_ROWS, grid.rows)):
        columns: list[_Column] = []
        group = 0
        for cell in grid.covering(row):
            role = _role(cell)
            if role is None:
                continue
            if role == next((c.role for c in columns if c.role != "number" or role == "number"), None) and _full(
                columns, group
            ):
                group += 1  # the first head comes again: a second table beside the first
            columns.append(_Column(role, cell.col, group))
        roles = {c.role for c in columns}
        if roles & set(_REACHED_BY) and roles & {"office", "person"}:
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
    if not any(_cell_parts(view, role, cell) for role, cell in cells if cell.row == row and role != "number"):
        return None
    draft = Draft(min(c.span[0] for c in own), max(c.span[1] for c in own), own_name=True)
    draft.inherit(*_distinct(view, parts))
    return draft


def _cell_parts(view: View, role: str, cell: GridCell) -> list[Part]:
    match role:
        case "office":
            named = who(view.text, cell.span)
            kind = named.kind if named is not None and named.kind == "district" else "office"
            return [Part(kind, cell.span, "column")] if re.search(r"[一-鿿]", cell.text) else []
        case "person":
            return [Part("person", cell.span, "column")] if re.search(r"[一-鿿]", cell.text) else []
        case "address":
            return [Part("address", cell.span)]
        case "phone" | "email" | "fax" | "qq":
            return _value_parts(view, role, cell)
        case _:
            return []


def _value_parts(view: View, role: str, cell: GridCell) -> list[Part]:
    """Numbers of a cell. Its column says what they are, so digits that no label stands beside count as well."""
    atoms = list(view.atoms_in(cell.span, *POINTS))
    parts = [part for atom in atoms for part in point_parts(atom)]
    if role == "fax":
        return [Part("fax", p.span, p.label) if p.role == "phone" else p for p in parts]
    if parts or role != "phone":
        return parts
    found = [
        Part("phone", (cell.span[0] + m.start(), cell.span[0] + m.end()), "local") for m in _NUMBER.finditer(cell.text)
    ]
    return found or ([Part("phone_damaged", cell.span, "column")] if len(re.findall(r"[0-9]", cell.text)) >= 5 else [])


def _distinct(view: View, parts: Sequence[Part]) -> Iterator[Part]:
    """Offices of two columns stand one behind the other, unless one repeats the other: 东昌府区 | 东昌府区人社局."""
    offices = [p for p in parts if p.role in ("office", "district")]
    for part in parts:
        text = view.text[slice(*part.span)]
        repeated = part in offices and any(o is not part and text in view.text[slice(*o.span)] for o in offices)
        if not repeated:
            yield part
