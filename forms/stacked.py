"""Lines of a form whose table was lost, one cell a line → the table, where the cells can be told surely.

A program that saves a Word form as plain text writes each cell on a line of its own; an empty cell may leave none. The
heads of the columns follow each other, then the rows do, as long as every cell is of its column's kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.layout import Grid, Item, Para, Slot
from forms.spec import RowGroup
from forms.values import number_of
from forms.words import LabelBook, is_blank, squeezed

_LEAST_HEADS = 3


def relined(parts: Sequence[Item], book: LabelBook) -> tuple[Item, ...]:
    """The parts, with lines that were joined to a paragraph apart again where one of them is a label."""
    return tuple(line for part in parts for line in _lines(part, book))


def unstacked(parts: Sequence[Item], book: LabelBook) -> list[Item]:
    """The parts with such tables put together; all else as it is."""
    found: list[Item] = []
    at = 0
    while at < len(parts):
        taken = next((t for group in book.spec.rows if (t := _table(parts, at, book, group)) is not None), None)
        if taken is None:
            found.append(parts[at])
            at += 1
        else:
            grid, at = taken
            found.append(grid)
    return found


def _lines(part: Item, book: LabelBook) -> Sequence[Item]:
    """The lines of the file that were joined to one, where a label stands alone on one of them."""
    if not isinstance(part, Para) or not part.joins:
        return (part,)
    lines = part.lines()
    heads = (line for line in lines if any(book.column(line.text, group) for group in book.spec.rows))
    alone = any(_labels(line, book) for line in lines) or next(heads, None) is not None
    return lines if alone else (part,)


def _table(parts: Sequence[Item], at: int, book: LabelBook, group: RowGroup) -> tuple[Grid, int] | None:
    heads = _lines_while(parts, at, lambda line: bool(book.column(line.text, group)))
    columns = [book.column(line.text, group) for line in heads]
    if len(heads) < _LEAST_HEADS or len(set(columns)) < len(columns):
        return None
    below = _lines_while(parts, at + len(heads), lambda line: not _labels(line, book))
    cells = [line for part in below for line in part.lines()]
    width = len(heads)
    rows = [cells[n : n + width] for n in range(0, len(cells), width)]
    if not rows or len(cells) % width or not all(_fits(row, columns, group) for row in rows):
        return None
    lines = [heads, *rows]
    slots = tuple(Slot(p.text, p.span, p.place, r, c) for r, line in enumerate(lines) for c, p in enumerate(line))
    return Grid(slots, len(lines), width), at + len(heads) + len(below)


def _lines_while(parts: Sequence[Item], at: int, holds: Callable[[Para], bool]) -> list[Para]:
    found: list[Para] = []
    for part in parts[at:]:
        if not isinstance(part, Para) or part.note or not holds(part):
            break
        found.append(part)
    return found


def _labels(line: Para, book: LabelBook) -> bool:
    """Whether a line is a label, or begins with one and its colon."""
    inline = next(book.within(line.text), None)
    return book.label(line.text) is not None or (inline is not None and not line.text[: inline.start()].strip())


def _fits(row: Sequence[Para], columns: Sequence[tuple[str, ...]], group: RowGroup) -> bool:
    """Whether every cell of a row could stand in its column: figures below hours, words below names."""
    for cell, keys in zip(row, columns, strict=True):
        types = {group.by_key[key].type for key in keys}
        if "number" in types and number_of(cell.text).value is None:
            return False
        if types == {"text"} and "no" not in keys and (squeezed(cell.text).isdigit() or is_blank(cell.text)):
            return False
    return True
