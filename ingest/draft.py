"""A reading in the making: lines and tables come in, in reading order; raw text with their spans goes out.

The Word and the web reader write through it, so both keep the same contract: cells of a row are joined by a tab,
rows and paragraphs by a line end, and no line begins or ends with white space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Aside, AsideKind, Place
from ingest.reading import Inline, Line, RawCell, RawTable


@dataclass(slots=True)
class _OpenTable:
    start: int
    parent: int | None
    cells: list[RawCell] = field(default_factory=list)
    end: int = 0
    rows: int = 0
    cols: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of a text on its way into the draft that is not the notice's own words; see Inline."""

    start: int
    end: int
    role: str

    def moved(self, by: int) -> Mark:
        """The same mark where `by` characters were put before the text."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands at a stretch [start, end) of a text on its way into the draft; see Aside."""

    start: int
    end: int
    kind: AsideKind
    name: str = ""
    title: str = ""
    group: int = 0
    empty: bool = False
    floating: bool = False

    def moved(self, by: int) -> Beside:
        """The same where `by` characters were put before the text."""
        return replace(self, start=self.start + by, end=self.end + by)

    def at(self, start: int, end: int, place: Place) -> Aside:
        """The aside at this stretch of raw."""
        return Aside(self.kind, (start, end), place, self.name, self.title, self.group, self.empty, self.floating)


class Draft:
    """Collects what a reader finds. Not shared, not reused: one file, one draft."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.inlines: list[Inline] = []
        self.asides: list[Aside] = []
        self.length = 0
        self._parts: list[str] = []
        self._tables: list[_OpenTable] = []
        self._open: list[int] = []  # tables around the writing position, outermost first
        self._fresh = True  # nothing was written yet in this document or cell

    @property
    def raw(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def tables(self) -> tuple[RawTable, ...]:
        """The tables so far; a table comes before the tables nested in it."""
        return tuple(RawTable((t.start, t.end), t.rows, t.cols, tuple(t.cells), t.parent) for t in self._tables)

    @property
    def table(self) -> int | None:
        """Index of the innermost table that is open."""
        return self._open[-1] if self._open else None

    def write(self, text: str) -> None:
        """Append text as it is."""
        if text:
            self._parts.append(text)
            self.length += len(text)

    def new_line(self) -> None:
        """Go to a new line, except at the start of the document or of a cell."""
        if self._fresh:
            self._fresh = False
        else:
            self.write("\n")

    def line(
        self,
        text: str,
        place: Place,
        *,
        complete: bool = True,
        markup_level: int = 0,
        furniture: str = "",
        marks: Sequence[Mark] = (),
        beside: Sequence[Beside] = (),
    ) -> None:
        """A new line of text without white space at its edges; a blank one becomes an empty line of raw.

        Marks are counted from the start of `text`; what reaches beyond it is cut off.
        """
        self.new_line()
        start = self.length
        self.asides.extend(
            b.at(start + max(b.start, 0), start + max(min(b.end, len(text)), b.start, 0), place) for b in beside
        )
        if not text:
            return
        self.write(text)
        self.lines.append(
            Line(
                (start, self.length),
                place,
                complete=complete,
                markup_level=markup_level,
                furniture=furniture,
                table=self.table,
            )
        )
        for mark in marks:
            first, last = max(mark.start, 0), min(mark.end, len(text))
            if first < last:
                self.inlines.append(Inline((start + first, start + last), mark.role))

    # -- tables

    def open_table(self) -> None:
        """Begin a table on a new line."""
        self.new_line()
        self._tables.append(_OpenTable(self.length, self.table))
        self._open.append(len(self._tables) - 1)

    def open_row(self) -> None:
        """Begin a row of the innermost table."""
        table = self._tables[self._open[-1]]
        if table.rows:
            self.write("\n")
        table.rows += 1

    def open_cell(self, *, first: bool) -> int:
        """Begin a cell; returns where it starts in raw."""
        if not first:
            self.write("\t")
        self._fresh = True
        return self.length

    def close_cell(self, start: int, row: int, col: int, place: Place, *, row_span: int, col_span: int) -> None:
        """End the cell that began at `start`, standing at (row, col)."""
        table = self._tables[self._open[-1]]
        table.cells.append(RawCell(row, col, row_span, col_span, (start, self.length), place))
        table.cols = max(table.cols, col + col_span)
        self._fresh = False

    def close_table(self) -> None:
        """End the innermost table."""
        table = self._tables[self._open.pop()]
        table.end = self.length
        for i, cell in enumerate(table.cells):
            if cell.row + cell.row_span > table.rows:  # a web page may claim more rows than there are
                table.cells[i] = replace(cell, row_span=table.rows - cell.row)
        self._fresh = False
