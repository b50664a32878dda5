"""Tables as the finders read them: a grid of cells, whether ruled (Document.tables) or typed with tabs.

A merged cell answers for every place that it covers, so a column means the same in every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.view import Passage, trim
from ingest.document import Document, Span, Table

_BLANKS = " \t\n　"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell; `span` is without outer blanks, `text` without any line end."""

    row: int
    col: int
    row_span: int
    col_span: int
    span: Span
    text: str

    @property
    def empty(self) -> bool:
        """Whether nothing is printed in the cell."""
        return not self.text


@dataclass(frozen=True)
class Grid:
    """Cells in reading order. `ruled` is false for lines typed with tabs, which lose the blank cells at their ends."""

    cells: tuple[GridCell, ...]
    rows: int
    cols: int
    ruled: bool = True

    @cached_property
    def _at(self) -> dict[tuple[int, int], GridCell]:
        return {
            (r, c): cell
            for cell in self.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.col, cell.col + cell.col_span)
        }

    @cached_property
    def _by_row(self) -> dict[int, tuple[GridCell, ...]]:
        found: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return {row: tuple(sorted(cells, key=lambda c: c.col)) for row, cells in found.items()}

    def at(self, row: int, col: int) -> GridCell | None:
        """The cell that covers a place, or None where the table has none."""
        return self._at.get((row, col))

    def starting(self, row: int) -> tuple[GridCell, ...]:
        """The cells whose first row is this one, by column."""
        return self._by_row.get(row, ())

    def covering(self, row: int) -> tuple[GridCell, ...]:
        """The cells that cover a row, by column, each once: a cell merged from above counts."""
        found: list[GridCell] = []
        for col in range(self.cols):
            cell = self.at(row, col)
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return tuple(found)


def ruled_grids(document: Document, span: Span) -> Iterator[Grid]:
    """The grid of the top-level table at a span, then those of the tables nested in it."""
    for index, table in enumerate(document.tables):
        if table.parent is None and table.span == span:
            yield from _with_nested(document, index, table)


def _with_nested(document: Document, index: int, table: Table) -> Iterator[Grid]:
    nested = [(i, t) for i, t in enumerate(document.tables) if t.parent == index]
    cells: list[GridCell] = []
    for cell in table.cells:
        holds = any(cell.span[0] <= t.span[0] and t.span[1] <= cell.span[1] for _, t in nested)
        span = (cell.span[0], cell.span[0]) if holds else trim(document.text, cell.span, _BLANKS)
        cells.append(GridCell(cell.row, cell.col, cell.row_span, cell.col_span, span, _flat(document.quote(span))))
    yield Grid(tuple(sorted(cells, key=lambda c: (c.row, c.col))), table.rows, table.cols)
    for i, inner in nested:
        yield from _with_nested(document, i, inner)


def typed_grid(passages: Sequence[Passage]) -> Grid:
    """The grid of consecutive lines whose cells are parted by tabs."""
    cells: list[GridCell] = []
    cols = 0
    for row, passage in enumerate(passages):
        start = passage.span[0]
        for col, piece in enumerate(passage.text.split("\t")):
            a = start + len(piece) - len(piece.lstrip(_BLANKS))
            text = piece.strip(_BLANKS)
            cells.append(GridCell(row, col, 1, 1, (a, a + len(text)), text))
            start += len(piece) + 1
            cols = max(cols, col + 1)
    return Grid(tuple(cells), len(passages), cols, ruled=False)


def _flat(text: str) -> str:
    return text.replace("\n", "").replace("\t", " ")
