"""Grids and lines of a form → its rows: below a head of known columns, up to the first row that is something else.

Rows may be added, removed, merged over several lines, go on in a second table, and repeat their head.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forms.layout import Grid, Para, Slot, joined
from forms.spec import RowGroup, RowsSumCheck
from forms.words import LabelBook, is_blank, squeezed
from ingest.document import Place

_TOTAL = re.compile(r"合计|总计|小计|共计|累计|总学时")
_SAMPLE = re.compile(r"^\(?(?:示例|样例|例|范例|填写示例)[\d一二三]?[)::]?")
_NOTHING = re.compile(
    r"\(?(?:以下空白|以下无正文|(?:此行|表格不够|行数不够|不够)?可(?:自行)?(?:另附页|加行|另加行|增加))\)?|[.…·。]+"
)
_MIN_COLUMNS = 2
_MANY = 4  # columns of a head under which a row of two cells is none of its rows
_NAMED = 0.6  # of the entered cells of a head that must be names of columns
_COLUMNS = 0.5  # of the columns of a group that a head must print
_EMPTY = 0.25  # of the cells of a head that may be empty: 姓名 and its blank are no head


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by column key, and where it stands. `example`: it is the form's own example."""

    group: RowGroup
    cells: Mapping[str, Slot]
    place: Place
    columns: frozenset[str]
    example: bool = False
    shared: frozenset[str] = frozenset()
    """Columns whose cell is merged with the row above and holds one value for both."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns of a head by key: the position where each stands, and how many pieces the head had."""

    group: RowGroup
    columns: Mapping[str, int]
    width: int
    drawn: bool
    grid_cols: int = 0


@dataclass(slots=True)
class RowReader:
    """Collects the rows of a form; a head stays open over the end of its table."""

    book: LabelBook
    rows: list[Row] = field(default_factory=list)
    _head: _Head | None = None
    headed: dict[str, Place] = field(default_factory=dict)
    """Groups whose head was found, with the place of their first row (of the head, where there is none)."""

    # -- tables

    def read(self, grid: Grid) -> set[int]:
        """Take the rows of a table; returns the numbers of the table's rows that belong to a group, heads included."""
        taken: set[int] = set()
        head = self._head if self._goes_on(grid) else None
        skip = -1
        for number in range(grid.rows):
            if number <= skip:
                continue
            slots = grid.covering(number)
            found = self._head_in(slots, grid)
            if found is not None:
                head, skip = self._with_second_line(found, grid, number, slots)
                taken.update(range(number, skip + 1))
                below = grid.at(skip + 1, slots[0].col) or slots[0]
                self.headed.setdefault(head.group.key, below.place)
            elif head is not None:
                if self._ends(slots, head, number):
                    head = None
                    continue
                taken.add(number)
                self._row(grid, number, head, slots)
        self._head = head
        return taken

    def _goes_on(self, grid: Grid) -> bool:
        """Whether a table without a head of its own goes on with the rows of the one before."""
        head = self._head
        if head is None or head.drawn or not grid.rows:
            return False
        first = grid.covering(0)
        return grid.cols == head.grid_cols and len(first) == head.width and not self._ends(first, head, 0)

    def _head_in(self, slots: Sequence[Slot], grid: Grid) -> _Head | None:
        best: _Head | None = None
        for group in self.book.spec.rows:
            columns: dict[str, int] = {}
            matched = 0
            for slot in slots:
                keys = [key for key in self.book.column(slot.text, group) if key not in columns]
                matched += bool(keys)
                columns.update(dict.fromkeys(keys, slot.col))
            entered = sum(bool(slot.text.strip()) for slot in slots)
            if matched < max(_MIN_COLUMNS, _NAMED * entered) or entered < (1 - _EMPTY) * len(slots):
                continue
            if matched < _COLUMNS * min(len(group.columns), 5):
                continue
            if best is None or len(columns) > len(best.columns):
                best = _Head(group, columns, len(slots), grid.drawn, grid.cols)
        return best

    def _with_second_line(self, head: _Head, grid: Grid, number: int, slots: Sequence[Slot]) -> tuple[_Head, int]:
        """A head of two lines (起止时间 over 起 and 止): the second line names its columns more closely."""
        last = max(slot.row + slot.row_span - 1 for slot in slots)
        below = grid.covering(number + 1) if number + 1 < grid.rows else []
        new = [slot for slot in below if slot.row > number]
        if last > number and new and all(self.book.column(slot.text, head.group) for slot in new):
            columns = dict(head.columns)
            for slot in new:
                columns.update(dict.fromkeys(self.book.column(slot.text, head.group), slot.col))
            return _Head(head.group, columns, len(below), head.drawn, head.grid_cols), number + 1
        return head, number

    def _ends(self, slots: Sequence[Slot], head: _Head, number: int) -> bool:
        """Whether a table's row is none of the group: a label that is no column, with its own cell or in its cell."""
        entered = [slot for slot in slots if slot.text.strip()]
        if any(slot.row < number for slot in slots):  # a merged cell of the row above reaches into this one
            entered = [slot for slot in entered if slot.row == number]
        if not entered:
            return False
        if _TOTAL.match(squeezed(entered[0].text)) and not self._sums(head.group):
            return False
        if any(self._foreign(slot, head) for slot in entered[:2]):
            return True
        wide = len(slots) == 2 and head.width >= _MANY and slots[1].col_span > 1
        return wide and not _TOTAL.match(squeezed(entered[0].text))  # 单位意见 and its cell

    def _sums(self, group: RowGroup) -> bool:
        """Whether the total of a group is a field of the form."""
        return any(isinstance(check, RowsSumCheck) and check.group == group.key for check in self.book.spec.checks)

    def _row(self, grid: Grid, number: int, head: _Head, slots: Sequence[Slot]) -> None:
        cells: dict[str, Slot] = {}
        for key, col in head.columns.items():
            slot = grid.at(number, col)
            if slot is not None and (slot.col == col or slot not in cells.values()):
                cells[key] = slot  # a cell over two columns is an entry in the first of them
                nexts = [other for other in head.columns.values() if other > col]
                pieces = grid.pieces(number, col, min(nexts, default=grid.cols)) if grid.seen else []
                if len(pieces) > 1:
                    cells[key] = joined(pieces)
        if len(slots) == 1 and len(head.columns) > 1:
            return  # one cell over the whole width is a heading between rows
        self._put(head, cells, slots, frozenset(key for key, slot in cells.items() if slot.row < number))

    def _put(self, head: _Head, cells: dict[str, Slot], slots: Sequence[Slot], shared: frozenset[str]) -> None:
        """Keep a row unless it is blank, a total, or says that nothing follows."""
        entered = [slot for key, slot in cells.items() if key != "no" and key not in shared and not is_blank(slot.text)]
        if not entered:
            return
        first = squeezed(next((slot.text for slot in slots if slot.text.strip()), ""))
        if _TOTAL.match(first) or (len({slot.span for slot in entered}) == 1 and _NOTHING.fullmatch(first)):
            return
        example = _SAMPLE.match(first) is not None
        self.rows.append(Row(head.group, cells, entered[0].place, frozenset(head.columns), example, shared))

    # -- lines drawn as rows

    def line(self, para: Para) -> bool:
        """Take a line whose stretches stand under a head of the same making; whether it was one."""
        pieces = para.pieces()
        named = [piece for piece in pieces if piece.text.strip()]
        if len(named) >= 3 and (head := self._head_in(named, _LINE)) is not None:
            order = {piece.col: number for number, piece in enumerate(named)}
            columns = {key: order[col] for key, col in head.columns.items()}
            self._head = _Head(head.group, columns, len(named), drawn=True)
            self.headed.setdefault(head.group.key, para.place)
            return True
        head = self._head
        if head is None or not head.drawn:
            return False
        if len(named) < 2 or any(self._foreign(piece, head) for piece in named[:2]):
            self._head = None
            return False
        row = pieces if len(pieces) == head.width else named
        cells = {key: row[number] for key, number in head.columns.items() if number < len(row)}
        self._put(head, cells, named, frozenset())
        return True

    def _foreign(self, piece: Slot, head: _Head) -> bool:
        label = self.book.label(piece.text)
        inline = next(self.book.within(piece.text), None)
        return (inline is not None and not piece.text[: inline.start()].strip()) or (
            label is not None and not self.book.column(piece.text, head.group)
        )


_LINE = Grid((), 0, 0, drawn=True)
