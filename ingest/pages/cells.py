"""Characters and groups of cells of a ruled page → lines and grids in content order.

A character belongs to the innermost cell that holds its centre; what stands in no cell stays body text. A grid takes
its place where its first character stands in the content order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from ingest.pages.boxes import LINE_GAP, Box, same_row, span_of, union
from ingest.pages.glyphs import Glyphs, PrintedPage
from ingest.pages.layout import Grid, GridCell, TextLine
from ingest.pages.lines import Stretch, across, cut, goes_on, joined, make_line, stretches, trim

Slot = tuple[int, int]
"""Index of a grid and of a cell in it."""

_WORD = re.compile(r"\S+")
_TOUCH = 1.0  # points by which a nested table may overlap the edge of the cell around it
_FRAME_SHARE = 0.5  # a single column of boxes taller than this share of the page is a frame around text, not a table


class _Piece(NamedTuple):
    """A range of text with the cell that it stands in, and its box if it plainly runs across the page."""

    slot: Slot | None
    stretch: Stretch
    box: Box | None


@dataclass(slots=True)
class _Draft:
    """A grid being filled: `owner[row][column]` tells the cell that covers a field, -1 for none."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: list[GridCell]
    owner: list[list[int]]
    content: list[list[TextLine | int]] = field(default_factory=list)  # an int is a nested grid

    def cell_at(self, x: float, y: float) -> int:
        """Index of the cell that holds a point, -1 for none."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return -1
        return self.owner[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]


def fill_grids(page: PrintedPage, glyphs: Glyphs, groups: Sequence[Sequence[Box]]) -> tuple[TextLine | Grid, ...]:
    """The pieces of a page whose ruled cells are `groups`. Grids without a character are left out."""
    drafts = [_draft(group) for group in groups if not _is_frame(group, page.height)]
    drafts.sort(key=_area)  # inner grids first, so that they claim their characters
    parents = _parents(drafts)
    body: list[TextLine | int] = []
    placed: set[int] = set()

    def shelf(slot: Slot | None) -> list[TextLine | int]:
        """Where the lines of a slot are collected; its grid is entered around it when it is met first."""
        if slot is None:
            return body
        grid, cell = slot
        if grid not in placed:
            placed.add(grid)
            shelf(parents[grid]).append(grid)
        return drafts[grid].content[cell]

    around = frozenset(filter(None, parents))
    for stretch in stretches(glyphs.text):
        for piece in _pieces(page, glyphs, drafts, around, stretch):
            for line in _lines(page, glyphs, piece):
                _append(shelf(piece.slot), line, LINE_GAP if piece.slot is None else inf)
    return tuple(_finish(drafts, body))


def _is_clear(drafts: Sequence[_Draft], box: Box) -> bool:
    """Whether a box touches no grid."""
    return all(
        box[2] <= draft.xs[0] or box[0] >= draft.xs[-1] or box[3] <= draft.ys[0] or box[1] >= draft.ys[-1]
        for draft in drafts
    )


def _is_frame(group: Sequence[Box], height: float) -> bool:
    x0, top, x1, bottom = union(group)
    return bottom - top > _FRAME_SHARE * height and all(cell[0] == x0 and cell[2] == x1 for cell in group)


def _draft(group: Sequence[Box]) -> _Draft:
    """Rows and columns of a group of cells, from their own edges."""
    xs = tuple(sorted({x for cell in group for x in (cell[0], cell[2])}))
    ys = tuple(sorted({y for cell in group for y in (cell[1], cell[3])}))
    column, row = {x: i for i, x in enumerate(xs)}, {y: i for i, y in enumerate(ys)}
    cells = [
        GridCell(row[top], column[x0], row[bottom] - row[top], column[x1] - column[x0], (x0, top, x1, bottom))
        for x0, top, x1, bottom in group
    ]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    owner = [[-1] * (len(xs) - 1) for _ in ys[1:]]
    for i, cell in enumerate(cells):
        for r in range(cell.row, cell.row + cell.row_span):
            owner[r][cell.col : cell.col + cell.col_span] = [i] * cell.col_span
    return _Draft(xs, ys, cells, owner, [[] for _ in cells])


def _area(draft: _Draft) -> float:
    return (draft.xs[-1] - draft.xs[0]) * (draft.ys[-1] - draft.ys[0])


def _parents(drafts: Sequence[_Draft]) -> list[Slot | None]:
    """For every grid the cell of a larger grid that it lies in, the smallest such grid first."""
    parents: list[Slot | None] = []
    for i, draft in enumerate(drafts):
        inner = (draft.xs[0], draft.ys[0], draft.xs[-1], draft.ys[-1])
        around = (
            (j, k)
            for j in range(i + 1, len(drafts))
            for k, cell in enumerate(drafts[j].cells)
            if _holds(cell.box, inner)
        )
        parents.append(next(around, None))
    return parents


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - _TOUCH <= inner[0]
        and outer[1] - _TOUCH <= inner[1]
        and outer[2] + _TOUCH >= inner[2]
        and outer[3] + _TOUCH >= inner[3]
    )


def _slot(drafts: Sequence[_Draft], x: float, y: float) -> Slot | None:
    """The innermost cell that holds a point."""
    for i, draft in enumerate(drafts):
        cell = draft.cell_at(x, y)
        if cell >= 0:
            return i, cell
    return None


def _pieces(
    page: PrintedPage, glyphs: Glyphs, drafts: Sequence[_Draft], parents: frozenset[Slot], stretch: Stretch
) -> list[_Piece]:
    """A range cut where the text goes from one cell to another, as coarsely as can be: line, words, characters.

    A range whose corners are in one cell is in it, unless a nested grid may stand between.
    """
    box = across(page, glyphs, stretch)
    if box is not None:
        slot = _slot(drafts, box[0], box[1])
        if slot == _slot(drafts, box[2], box[3]) and slot not in parents and (slot or _is_clear(drafts, box)):
            return [_Piece(slot, stretch, box)]
    found = (trim(glyphs.text, *match.span()) for match in _WORD.finditer(glyphs.text, *stretch))
    words = [word for word in found if word]
    if len(words) == 1:
        chars = page.boxes.of(glyphs.chars[slice(*stretch)])
        slots = [_slot(drafts, (c[0] + c[2]) / 2, (c[1] + c[3]) / 2) for c in chars]
        return _merged(_Piece(slot, (i, i + 1), None) for i, slot in enumerate(slots, stretch[0]))
    return _merged(piece for word in words for piece in _pieces(page, glyphs, drafts, parents, word))


def _merged(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Neighbours in one cell as one piece, with the white space between them."""
    merged: list[_Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is None or last.slot != piece.slot:
            merged.append(piece)
            continue
        beside = last.box and piece.box and piece.box[2] >= last.box[0] and same_row(last.box, piece.box)
        box = span_of(last.box, piece.box) if last.box and piece.box and beside else None
        merged[-1] = _Piece(piece.slot, (last.stretch[0], piece.stretch[1]), box)
    return merged


def _lines(page: PrintedPage, glyphs: Glyphs, piece: _Piece) -> Iterator[TextLine]:
    """The lines of a piece; of one that does not plainly run across the page every character is looked at."""
    if piece.box is not None:
        yield make_line(page, glyphs, piece.stretch, piece.box)
    elif stretch := trim(glyphs.text, *piece.stretch):
        yield from cut(page, glyphs, stretch, page.boxes.of(glyphs.chars[slice(*stretch)]))


def _append(shelf: list[TextLine | int], line: TextLine, gap: float) -> None:
    """Add a line, or the rest of the last one."""
    last = shelf[-1] if shelf else None
    if isinstance(last, TextLine) and goes_on(last, line, gap):
        shelf[-1] = joined(last, line)
    else:
        shelf.append(line)


def _finish(drafts: Sequence[_Draft], content: Sequence[TextLine | int]) -> Iterator[TextLine | Grid]:
    """Content with the drafts' numbers turned into grids, the innermost first."""
    for item in content:
        if isinstance(item, TextLine):
            yield item
            continue
        draft = drafts[item]
        cells = (
            GridCell(cell.row, cell.col, cell.row_span, cell.col_span, cell.box, tuple(_finish(drafts, inside)))
            for cell, inside in zip(draft.cells, draft.content, strict=True)
        )
        yield Grid(draft.xs, draft.ys, tuple(cells))
