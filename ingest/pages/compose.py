"""Pages → one raw text with its lines, tables and the map back to characters.

In raw the cells of a row are joined by a tab, rows and the lines of a cell by a line end, pages by a form feed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import Level, PagePlace
from ingest.edits import Edit
from ingest.pages.boxes import CharBoxes
from ingest.pages.joining import JoinedGrid, Joiner, PageLine, PagePart, column_map
from ingest.pages.layout import Doubt, Grid, GridCell, PageLayout, TextLine
from ingest.pages.locator import RunMap
from ingest.reading import Line, RawCell, RawTable


@dataclass(slots=True)
class _OpenTable:
    start: int
    parent: int | None
    cells: list[RawCell] = field(default_factory=list)
    rows: int = 0
    cols: int = 0
    end: int = 0


class Composer:
    """Writes pages in order. Not shared, not reused: one file, one composer."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.runs = RunMap()
        self.boxes: dict[int, CharBoxes] = {}
        self.doubts: list[Edit] = []
        self._doubts: dict[int, tuple[Doubt, ...]] = {}
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[_OpenTable] = []
        self._joiner = Joiner()
        self._last_page = 0

    @property
    def raw(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def tables(self) -> tuple[RawTable, ...]:
        """The tables so far; a table comes before the tables nested in it."""
        return tuple(RawTable((t.start, t.end), t.rows, t.cols, tuple(t.cells), t.parent) for t in self._tables)

    def add(self, layout: PageLayout) -> None:
        """Take in the next page; a table at its end is written when it is known where it ends."""
        if layout.boxes is not None:
            self.boxes[layout.number] = layout.boxes
        if layout.doubts:
            self._doubts[layout.number] = layout.doubts
        self._write_all(self._joiner.add(layout))

    def finish(self) -> None:
        """Write what was held back."""
        self._write_all(self._joiner.finish())

    def _write_all(self, pieces: Sequence[PageLine | JoinedGrid]) -> None:
        for piece in pieces:
            page = piece.page if isinstance(piece, PageLine) else piece.parts[0].page
            if self._parts:
                self._write("\f" if page > self._last_page else "\n")
            self._last_page = max(self._last_page, page)
            if isinstance(piece, PageLine):
                self._line(piece.line, page, None, piece.role)
            else:
                self._table(piece, None)
                self._last_page = max(self._last_page, piece.parts[-1].page)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _line(self, line: TextLine, page: int, table: int | None, furniture: str) -> None:
        start = self._length
        self._parts.append(line.text)
        self._length += len(line.text)
        self.runs.add(start, len(self.lines), page, line.chars)
        if page in self._doubts:
            self.doubts.extend(_marked(start, line, self._doubts[page]))
        self.lines.append(
            Line(
                (start, self._length),
                PagePlace(page, line.box),
                page=page,
                left=line.box[0],
                right=line.box[2],
                size=round(line.size, 2),
                furniture=furniture or ("floating" if line.slanted else ""),
                table=table,
            )
        )

    # -- tables

    def _table(self, joined: JoinedGrid, parent: int | None) -> None:
        index = len(self._tables)
        table = _OpenTable(self._length, parent, cols=len(joined.xs) - 1)
        self._tables.append(table)
        for part in joined.parts:
            columns = column_map(joined.xs, part.grid.xs)
            self._rows(part.grid, part.page, index, columns)
            table.rows += len(part.grid.ys) - 1
        table.end = self._length

    def _rows(self, grid: Grid, page: int, index: int, columns: Sequence[int]) -> None:
        table = self._tables[index]
        row = -1
        for cell in grid.cells:
            if table.cells:
                self._write("\t" if cell.row == row else "\n")
            row = cell.row
            start = self._length
            self._content(cell, page, index)
            col, after = columns[cell.col], columns[cell.col + cell.col_span]
            span, where = (start, self._length), PagePlace(page, cell.box)
            table.cells.append(RawCell(table.rows + cell.row, col, cell.row_span, after - col, span, where))

    def _content(self, cell: GridCell, page: int, table: int) -> None:
        for i, item in enumerate(cell.content):
            if i:
                self._write("\n")
            if isinstance(item, TextLine):
                self._line(item, page, table, "")
            else:
                self._table(JoinedGrid((PagePart(page, item),), item.xs), table)


def _marked(start: int, line: TextLine, doubts: Sequence[Doubt]) -> Iterator[Edit]:
    """The doubts that fall into a line written at `start`: nothing is changed, the passage is only marked."""
    at = {char: i for i, char in enumerate(line.chars)}
    for doubt in doubts:
        within = [at[char] for char in doubt.chars if char in at]
        if within:
            first, end = within[0], within[-1] + 1
            words = line.text[first:end]
            yield Edit(start + first, start + end, words, doubt.reason, Level.INFERRED, doubt.other)
