"""A table seen in a picture + the labels of a form → the same table, its labels whole: 考|核方|式 is 考核方式.

Upright strokes of signs that fill a low row look like rules, and part a cell in slivers.
"""

from __future__ import annotations

from dataclasses import replace

from forms.layout import Grid, Slot, joined
from forms.words import LabelBook, squeezed

_MOST_PIECES = 8


def mended(grid: Grid, book: LabelBook) -> Grid:
    """The grid with neighbouring cells that make up one label as one cell."""
    slots: list[Slot] = []
    for row in range(grid.rows):
        cells = sorted(grid.row(row), key=lambda slot: slot.col)
        at = 0
        while at < len(cells):
            size = _label_at(cells, at, book)
            slots.append(joined(cells[at : at + size]) if size > 1 else cells[at])
            at += size
    return replace(grid, slots=tuple(slots))


def _label_at(cells: list[Slot], at: int, book: LabelBook) -> int:
    """How many cells from `at` on make up one label; 1 where none do."""
    if not cells[at].text.strip() or cells[at].row_span > 1:
        return 1
    for end in range(min(len(cells), at + _MOST_PIECES), at + 1, -1):
        run = cells[at:end]
        if not run[-1].text.strip() or any(cell.row_span > 1 for cell in run):
            continue
        text = squeezed("".join(cell.text for cell in run))
        if book.label(text) is not None or any(book.column(text, group) for group in book.spec.rows):
            return end - at
    return 1
