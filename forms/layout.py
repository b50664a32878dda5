"""Document → the parts of a form: cells of tables with their grid, and lines of text, in reading order.

Tables drawn with tabs or runs of blanks become grids of their own, so that what reads a table need not know how it
was drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.document import AsideKind, BlockKind, Document, Place, Span, Table

_GAP = re.compile(r"\t|\s*[│┃｜|]\s*|[ \u3000\u00a0]{2,}")
_RULE = re.compile(r"[\s─━═┌┐└┘├┤┬┴┼│┃|+=\-—_]+")  # a line drawn with signs
_NOTE = re.compile(r"^(?:备?注|说明|填表说明|填报说明|填写说明|温馨提示)[：:\d]")


_LINE_JOINS = ("line_join", "page_join")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell, or a piece of a line that stands as a cell, at (row, col) of its grid."""

    text: str
    span: Span
    place: Place
    row: int = 0
    col: int = 0
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True)
class Grid:
    """Cells in rows. `drawn`: a line of text parted by tabs or blanks, whose columns are counted, not measured;
    `seen`: found in a picture, where the strokes of a sign may part a cell in two.
    """

    slots: tuple[Slot, ...]
    rows: int
    cols: int
    drawn: bool = False
    seen: bool = False

    @cached_property
    def _at(self) -> dict[tuple[int, int], Slot]:
        found: dict[tuple[int, int], Slot] = {}
        for slot in self.slots:
            for row in range(slot.row, slot.row + slot.row_span):
                for col in range(slot.col, slot.col + slot.col_span):
                    found.setdefault((row, col), slot)
        return found

    @cached_property
    def _by_row(self) -> dict[int, list[Slot]]:
        found: dict[int, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.row, []).append(slot)
        return found

    def at(self, row: int, col: int) -> Slot | None:
        """The cell that covers a position."""
        return self._at.get((row, col))

    def row(self, row: int) -> Sequence[Slot]:
        """The cells that begin in a row, from the left."""
        return self._by_row.get(row, ())

    def covering(self, row: int) -> list[Slot]:
        """The cells that cover a row, each once, from the left."""
        found: list[Slot] = []
        for col in range(self.cols):
            slot = self.at(row, col)
            if slot is not None and (not found or found[-1] is not slot):
                found.append(slot)
        return found

    def right_of(self, slot: Slot, row: int | None = None) -> Slot | None:
        """The cell to the right, in the first row of the cell or in another that it covers."""
        return self.at(slot.row if row is None else row, slot.col + slot.col_span)

    def pieces(self, row: int, first: int, end: int) -> list[Slot]:
        """The cells that begin in a row at columns from `first` up to `end`, and hold something."""
        return [s for s in self.row(row) if first <= s.col < end and s.text.strip()]

    def below(self, slot: Slot) -> Slot | None:
        """The cell below."""
        return self.at(slot.row + slot.row_span, slot.col)


@dataclass(frozen=True, slots=True)
class Para:
    """A line of text outside tables. `note`: it explains the form and belongs to nobody's entry."""

    text: str
    span: Span
    place: Place
    joins: tuple[int, ...] = ()
    """Offsets in `text` at which lines of the file were joined."""

    @property
    def note(self) -> bool:
        """Whether the line is a note to the form."""
        return _NOTE.match(self.text.strip()) is not None

    def lines(self) -> tuple[Para, ...]:
        """The lines of the file that make up this one."""
        ends = [*(at for at in self.joins if 0 < at < len(self.text)), len(self.text)]
        spans = zip([0, *ends], ends, strict=False)
        return tuple(
            replace(self, text=self.text[a:b].strip(), span=(self.span[0] + a, self.span[0] + b), joins=())
            for a, b in spans
            if self.text[a:b].strip()
        )

    def pieces(self) -> tuple[Slot, ...]:
        """The stretches between tabs and runs of blanks; empty ones between tabs count."""
        found: list[Slot] = []
        start = 0
        for gap in [*_GAP.finditer(self.text), None]:
            end = gap.start() if gap else len(self.text)
            if end > start or (gap is not None and gap.group() == "\t"):
                span = (self.span[0] + start, self.span[0] + end)
                found.append(Slot(self.text[start:end], span, self.place, col=len(found)))
            start = gap.end() if gap else end
        return tuple(found)


def joined(slots: Sequence[Slot]) -> Slot:
    """Cells side by side as one."""
    first, last = slots[0], slots[-1]
    width = last.col + last.col_span - first.col
    text = "".join(slot.text.strip() for slot in slots)
    return replace(first, text=text, span=(first.span[0], last.span[1]), col_span=width)


Item = Grid | Para


def items(document: Document, span: Span) -> tuple[Item, ...]:
    """The grids and lines of a stretch of the document, in reading order; nested tables come behind theirs."""
    found: list[tuple[Span, Item]] = []
    for block in document.body:
        if block.kind is BlockKind.TABLE or block.span[0] < span[0] or block.span[1] > span[1]:
            continue
        text = standing(document, block.span)
        for start, end in _lines(text):
            part = (block.span[0] + start, block.span[0] + end)
            joins = tuple(r.span[0] - part[0] for r in document.repairs_in(part) if r.reason in _LINE_JOINS)
            found.append((part, Para(text[start:end], part, document.locate(part)[0], joins)))
    found.extend((table.span, grid) for table, grid in grids(document, span))
    return tuple(item for _, item in sorted(found, key=lambda pair: (pair[0][0], -pair[0][1])))


def standing(document: Document, span: Span) -> str:
    """The text of a span with blanks in place of what somebody struck through: 是/否 without the 否."""
    text = document.quote(span)
    for aside in document.asides:
        if aside.kind is AsideKind.STRUCK and aside.span[0] < span[1] and span[0] < aside.span[1]:
            start, end = max(aside.span[0] - span[0], 0), min(aside.span[1] - span[0], len(text))
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if _RULE.fullmatch(line) is None and line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def grids(document: Document, span: Span) -> Iterator[tuple[Table, Grid]]:
    """The tables that lie in a stretch of the document."""
    for table in document.tables:
        if span[0] <= table.span[0] and table.span[1] <= span[1]:
            yield table, _grid(document, table)


def _grid(document: Document, table: Table) -> Grid:
    slots = tuple(
        Slot(standing(document, c.span), c.span, c.place, c.row, c.col, c.row_span, c.col_span) for c in table.cells
    )
    return Grid(slots, table.rows, table.cols, seen=document.source.ocr == "recognised")
