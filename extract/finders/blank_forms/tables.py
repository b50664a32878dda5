"""A ruled table → the blanks that it asks to be filled: labels in reading order, columns of repeated rows, choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.grammar import labelled
from extract.grid import Grid, GridCell
from ingest.document import Span

_LONGEST_LABEL = 40
_COLON = re.compile(r"[：:]")
_BLANK_SHARE = 0.2  # a form leaves at least so many of its cells open
_LABEL_SHARE = 0.6  # so much of what is printed must read like a label; the rest may be unusual ones
_CHOICE_MARK = re.compile(r"(?:[0-9]{1,2}[.．、)）]|[（(][0-9]{1,2}[)）])\s*")
_CHOICE_WORDS = re.compile(r"[^\n：:_＿（(]*(?:[（(][^（）()_＿\s]+[)）])?")


@dataclass(slots=True)
class Field:
    """A blank of a form: the pieces of its label, whether it is a column, the words of its block, its tick boxes."""

    label: tuple[Span, ...]
    repeating: bool = False
    group: Span | None = None
    options: list[Span] = field(default_factory=list)


def is_blank(text: str, grid: Grid) -> bool:
    """Whether a table is there to be filled in: enough open cells, and what is printed are labels, not values."""
    open_cells = sum(
        1 for c in grid.cells if c.empty or (is_template(c.text) and not c.text.isdigit()) or has_box(c.text)
    )
    printed = [
        c for c in grid.cells if not (c.empty or is_template(c.text) or has_box(c.text) or sign_lines(text, c.span))
    ]
    labels = sum(1 for c in printed if _is_label(text, c) and (_is_asking(c.text) or c.col_span == grid.cols))
    return (
        labels >= 2 and open_cells >= max(2, _BLANK_SHARE * len(grid.cells)) and labels >= _LABEL_SHARE * len(printed)
    )


def _is_asking(words: str) -> bool:
    """Whether a label ends with a word that labels end with, or asks 是否."""
    bare = words.replace(" ", "").strip("：:")
    return "是否" in bare or any(p.fullmatch(bare) for _, p in labelled("blank_forms", "label_tail"))


def table_fields(text: str, grid: Grid) -> list[Field]:
    """The fields of a blank table."""
    return _TableReader(text, grid).read()


class _TableReader:
    """Goes down the rows; knows the block that the rows belong to and the label that waits for its value."""

    def __init__(self, text: str, grid: Grid) -> None:
        self._text = text
        self._grid = grid
        self._fields: list[Field] = []
        self._section: Span | None = None

    def read(self) -> list[Field]:
        row = 0
        while row < self._grid.rows:
            blocks = [c for c in self._grid.covering(row) if self._is_block(c)]
            cells = [c for c in self._grid.starting(row) if c not in blocks]
            group = blocks[-1].span if blocks else self._section
            if self._heads_rows(row, cells):
                row = self._columns(row, cells, group)
                continue
            if (
                len(cells) == 1
                and cells[0].col_span >= self._grid.cols - sum(b.col_span for b in blocks)
                and not cells[0].empty
            ):
                self._across(row, cells[0], group)
            else:
                self._line(cells, group)
            row += 1
        return self._fields

    def _is_block(self, cell: GridCell) -> bool:
        """A label merged over several rows that hold labels of their own is the name of their block."""
        if cell.row_span < 2 or not _is_label(self._text, cell) or cell.col + cell.col_span >= self._grid.cols:
            return False
        heads = [c for c in self._grid.starting(cell.row) if c is not cell and c.row_span >= cell.row_span]
        if any(_is_label(self._text, c) for c in heads):
            return False  # heads of columns, merged over two rows beside a head with sub-heads
        beside = [
            c
            for row in range(cell.row, cell.row + cell.row_span)
            for c in self._grid.starting(row)
            if c.col >= cell.col + cell.col_span
        ]
        return sum(1 for c in beside if _is_label(self._text, c) and c.row_span < cell.row_span) >= 2

    def _heads_rows(self, row: int, cells: Sequence[GridCell]) -> bool:
        """Whether a row of labels stands above open rows of the same columns."""
        if len(cells) < 2 or not all(_is_label(self._text, c) for c in cells):
            return False
        below = self._below(row + self._head_depth(row, cells), cells)
        return len(below) >= len(cells) and all(c.empty or is_template(c.text) for c in below)

    def _head_depth(self, row: int, cells: Sequence[GridCell]) -> int:
        """How many rows the heads take: two where sub-heads stand below a wide one."""
        depth = max(c.row_span for c in cells)
        wide = [c for c in cells if c.col_span > 1]
        printed = [c for c in self._below(row + 1, cells) if c.row == row + 1 and not c.empty]
        under = [c for c in printed if any(w.col <= c.col < w.col + w.col_span for w in wide)]
        return max(depth, 2) if printed and len(under) == len(printed) > 1 else depth

    def _below(self, row: int, cells: Sequence[GridCell]) -> list[GridCell]:
        """The cells of a row below those of a head."""
        left, right = cells[0].col, cells[-1].col + cells[-1].col_span
        return [c for c in self._grid.covering(row) if left <= c.col < right]

    def _columns(self, row: int, cells: Sequence[GridCell], group: Span | None) -> int:
        """The heads of repeated rows; a head over sub-heads is their block. Returns the row behind the open rows."""
        depth = self._head_depth(row, cells)
        for cell in cells:
            inside = range(cell.col, cell.col + cell.col_span)
            under = [
                c
                for r in range(row + cell.row_span, row + depth)
                for c in self._grid.starting(r)
                if c.col in inside and not c.empty
            ]
            if under:
                self._fields.extend(Field((c.span,), repeating=True, group=cell.span) for c in under)
            else:
                self._fields.append(Field((cell.span,), repeating=True, group=group))
        row += depth
        self._section = None  # the block named above these heads ends with their rows
        while row < self._grid.rows and self._is_open(row):
            row += 1
        return row

    def _is_open(self, row: int) -> bool:
        """A row to be filled in, or a row of sums below such rows."""
        cells = self._grid.starting(row)
        sums = bool(cells) and any(p.fullmatch(cells[0].text) for _, p in labelled("blank_forms", "sum_row"))
        return all(c.empty or is_template(c.text) for c in (cells[1:] if sums else cells))

    def _across(self, row: int, cell: GridCell, group: Span | None) -> None:
        """A cell over the whole width: labels with colons, the name of the block below, a note, or choices."""
        found = colon_fields(self._text, cell.span)
        nxt = [c for c in self._grid.starting(row + 1) if not self._is_block(c)]
        if has_box(cell.text):
            self._choices(cell)
        elif found:
            self._fields.extend(Field(f.label, group=group) for f in found)
        elif is_template(cell.text) or not _is_label(self._text, cell) or _says("note", cell.text):
            return
        elif nxt and not all(c.empty for c in nxt):
            self._section = cell.span
        else:
            self._fields.append(Field((cell.span,), group=group))

    def _line(self, cells: Sequence[GridCell], group: Span | None) -> None:
        """Labels and blanks side by side."""
        for cell in cells:
            if cell.empty:
                continue
            if has_box(cell.text):
                self._choices(cell)
            elif signed := sign_lines(self._text, cell.span):
                owner = self._fields[-1].label[0] if self._fields else group
                self._signed(cell, signed, owner)
            elif is_template(cell.text) or _says("note", cell.text):
                continue
            elif found := colon_fields(self._text, cell.span):
                self._fields.extend(Field(f.label, group=group) for f in found)
            elif _is_label(self._text, cell):
                self._fields.append(Field((cell.span,), group=group))

    def _signed(self, cell: GridCell, lines: Sequence[Span], owner: Span | None) -> None:
        """A cell where an opinion is written, stamped and dated: its own first words are the label, if it has any."""
        first = (cell.span[0], lines[0][0])
        label = trimmed(self._text, first)
        if 1 < label[1] - label[0] <= _LONGEST_LABEL and not re.search("[。；，]", self._text[slice(*label)]):
            self._fields.append(Field((label,)))
            owner = label
        self._fields.extend(Field((line,), group=owner) for line in lines)

    def _choices(self, cell: GridCell) -> None:
        """Tick boxes belong to the label before them, or to the words before the first box of their own cell."""
        spans = list(options(self._text, cell.span))
        first = min(m.start() for _, p in labelled("blank_forms", "box") for m in p.finditer(self._text, *cell.span))
        label = trimmed(self._text, (cell.span[0], min([first, *(s[0] for s in spans)])))
        if re.search(r"[一-鿿]", self._text[slice(*label)]):
            self._fields.append(Field((label,), options=spans))
        elif self._fields:
            self._fields[-1].options.extend(spans)


# ---------------------------------------------------------------- words of cells and lines


def colon_fields(text: str, span: Span) -> list[Field]:
    """The labels of a line 单位负责人：   单位（公章）：; none where something is filled in behind a colon."""
    found: list[Field] = []
    at = span[0]
    for colon in _COLON.finditer(text, *span):
        label = trimmed(text, (at, colon.start()))
        at = colon.end()
        if not 1 < label[1] - label[0] <= _LONGEST_LABEL:
            return []
        stamp = next((m for _, p in labelled("blank_forms", "stamp_behind") if (m := p.match(text, at, span[1]))), None)
        if stamp is not None:
            at = stamp.end()
            found.append(Field((label, trimmed(text, stamp.span()))))
        else:
            found.append(Field((label,)))
    rest = text[at : span[1]].strip()
    filled = (
        rest
        and not is_template(rest)
        and not _says("instruction", rest)
        and not re.fullmatch(r"[（(][^（）()]*[)）]", rest)
    )
    return [] if filled else found


def sign_lines(text: str, span: Span) -> list[Span]:
    """The lines of a cell to sign, stamp and date; none where there is only a date, or （盖章） in brackets."""
    found: list[tuple[Span, str]] = []
    for line in re.finditer(r"[^\n]+", text[slice(*span)]):
        found.extend(signs(text, (span[0] + line.start(), span[0] + line.end())))
    return [place for place, _ in found] if any(label != "date" for _, label in found) else []


def signs(text: str, span: Span) -> list[tuple[Span, str]]:
    """单位盖章, （签字）, 年 月 日 with their labels, where a line consists of nothing else; else none."""
    found: list[tuple[Span, str]] = []
    at = trimmed(text, span)[0]
    if is_template(text[at : span[1]]) and text[at] in "（(":
        return []  # （盖章）  年 月 日 shows where to stamp the answer above
    while at < span[1]:
        match = next(
            ((m, label) for label, p in labelled("blank_forms", "sign") if (m := p.match(text, at, span[1]))), None
        )
        if match is None or match[0].end() == at:
            return []
        if not (match[1] == "date" and found and text[at - 1] in "：:"):  # 签字：  年 月 日 is one label
            found.append((trimmed(text, match[0].span()), match[1]))
        at = match[0].end()
        while at < span[1] and text[at].isspace() and text[at - 1] not in "：:":
            at += 1
    return found


def options(text: str, span: Span) -> list[Span]:
    """The words at tick boxes: behind them, □是 □否, or before them where the last box closes the cell, 是□ 否□."""
    boxes = sorted({m.span() for _, p in labelled("blank_forms", "box") for m in p.finditer(text, *span)})
    if not boxes:
        return []
    leading = not text[boxes[-1][1] : span[1]].strip() and bool(text[span[0] : boxes[0][0]].strip())
    starts = [span[0], *(end for _, end in boxes)]
    stops = [*(start for start, _ in boxes), span[1]]
    between = list(zip(starts, stops, strict=True))
    found = [_choice(text, stretch) for stretch in (between[:-1] if leading else between[1:])]
    return [choice for choice in found if choice[1] > choice[0]]


def _choice(text: str, span: Span) -> Span:
    """One choice without its number and the line left for writing."""
    a, b = trimmed(text, span)
    a = mark.end() if (mark := _CHOICE_MARK.match(text, a, b)) else a
    words = _CHOICE_WORDS.match(text, a, b)
    return trimmed(text, (a, words.end() if words else a))


def trimmed(text: str, span: Span) -> Span:
    """A span without blanks, underlines and separators at its ends."""
    a, b = span
    while a < b and (text[a].isspace() or text[a] in "：:、，,;；_＿"):
        a += 1
    while b > a and (text[b - 1].isspace() or text[b - 1] in "：:、，,;；_＿"):
        b -= 1
    return a, b


def is_template(words: str) -> bool:
    """Whether words only show where to write: 年 月 日, 共 天, a serial number."""
    return any(p.fullmatch(words.strip()) for _, p in labelled("blank_forms", "template"))


def has_box(words: str) -> bool:
    """Whether there is a tick box."""
    return any(p.search(words) for _, p in labelled("blank_forms", "box"))


def _is_label(text: str, cell: GridCell) -> bool:
    words = cell.text
    if not 1 < len(words) <= _LONGEST_LABEL or not re.search(r"[一-鿿]", words) or has_box(words):
        return False
    return not is_template(words) and not re.search(r"[。；]", words) and not sign_lines(text, cell.span)


def _says(section: str, words: str) -> bool:
    return any(p.search(words) if section != "note" else p.match(words) for _, p in labelled("blank_forms", section))
