"""A Document as the finders read it: passages in order, each with its headings, sentences and atoms.

Finders ask the view for passages and for what stands inside a span; none of them walks the blocks itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extract.atoms import Atom, find_atoms
from ingest.document import Block, BlockKind, Document, Span, Table
from ingest.figures import LOST

_SENTENCE = re.compile(r"[^。！？；;\n]*(?:[。！？；;]+[”’）)]?|\n|$)")
_MARKS = re.compile(r"[。：:；;，]|附件")
_NOTHING = "\ufffd"
_BRACKETED = re.compile(r"【[^【】]{2,20}】")
_ANNEX_TITLE = 40  # characters
_HEAD_ROWS = 3  # the head of a table has at most so many rows
_RUN_IN = 25  # a run-in heading （一）学习内容。 is at most so long


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or table row of the notice's own text.

    `headings` are the titles of the enclosing clauses, outermost first (the passage's own run-in heading included);
    `cells` are the spans of the cells of a table row, in column order, and `header` the texts of the rows that head
    the table; a cell that is merged over several rows stands among the cells of each of them, though outside `span`
    below its first. `annex` is 附件N or "" for the body.
    """

    index: int
    block: Block
    span: Span
    text: str
    headings: tuple[str, ...]
    cells: tuple[Span, ...] = ()
    header: tuple[str, ...] = ()

    @property
    def clause(self) -> tuple[str, ...]:
        """The clause path."""
        return self.block.clause

    @property
    def annex(self) -> str:
        """附件N, or "" in the body."""
        return self.clause[0] if self.clause and self.clause[0].startswith("附件") else ""

    @property
    def is_heading(self) -> bool:
        """Whether the passage is a clause heading of its own."""
        return self.block.kind is BlockKind.HEADING

    @property
    def is_row(self) -> bool:
        """Whether the passage is a table row."""
        return bool(self.cells)


class View:
    """What finders look at. Built once per document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.passages = tuple(_passages(document))
        self._starts = [p.span[0] for p in self.passages]

    @cached_property
    def annexes(self) -> frozenset[str]:
        """Labels of the annexes that are in the file: 附件1, …"""
        return frozenset(p.annex for p in self.passages if p.annex)

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        """All atoms of the text, in order; a figure that cannot be read is part of none."""
        legible = list(self.text)
        for repair in self.document.repairs:
            if repair.reason == LOST:
                a, b = repair.span
                legible[a:b] = _NOTHING * (b - a)
        return tuple(sorted(find_atoms("".join(legible)), key=lambda a: a.span))

    @cached_property
    def _atom_starts(self) -> list[int]:
        return [a.span[0] for a in self.atoms]

    def atoms_in(self, span: Span, *kinds: str) -> Iterator[Atom]:
        """Atoms that lie inside a span, of the given kinds (all kinds if none is given)."""
        for i in range(bisect_left(self._atom_starts, span[0]), len(self.atoms)):
            atom = self.atoms[i]
            if atom.span[0] >= span[1]:
                return
            if atom.span[1] <= span[1] and (not kinds or atom.kind in kinds):
                yield atom

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds an offset."""
        i = bisect_left(self._starts, offset + 1) - 1
        return self.passages[i] if i >= 0 and offset < max(self.passages[i].span[1], 1) else None

    def sentences(self, passage: Passage) -> Iterator[Span]:
        """The sentences of a passage (a table row is one sentence), as spans of the text, without outer blanks."""
        if passage.is_row:
            yield passage.span
            return
        start, end = passage.span
        for match in _SENTENCE.finditer(self.text, start, end):
            a, b = match.span()
            while a < b and self.text[a].isspace():
                a += 1
            while b > a and self.text[b - 1].isspace():
                b -= 1
            if b > a:
                yield a, b

    def search(self, pattern: re.Pattern[str], span: Span) -> re.Match[str] | None:
        """First match of a pattern inside a span; offsets are those of the text."""
        return pattern.search(self.text, span[0], span[1])

    def finditer(self, pattern: re.Pattern[str], span: Span) -> Iterator[re.Match[str]]:
        """All matches of a pattern inside a span; offsets are those of the text."""
        return pattern.finditer(self.text, span[0], span[1])


def trim(text: str, span: Span, chars: str = " \t\n　") -> Span:
    """The span without the given characters at both ends."""
    a, b = span
    while a < b and text[a] in chars:
        a += 1
    while b > a and text[b - 1] in chars:
        b -= 1
    return a, b


def clause_around(text: str, span: Span, within: Span, edges: str = "，,；;。！？!?\n\t") -> Span:
    """The stretch between two marks of punctuation that holds a span, without outer blanks and marks."""
    start, end = span
    while start > within[0] and text[start - 1] not in edges:
        start -= 1
    while end < within[1] and text[end] not in edges:
        end += 1
    return trim(text, (start, end), " \t\n　，,；;。")


def _passages(document: Document) -> Iterator[Passage]:
    titles: dict[tuple[str, ...], str] = {}
    bracketed: tuple[str, ...] = ()  # 【学时任务】: a heading without a number
    index = 0
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is BlockKind.TABLE:
            for passage in _rows(document, block, _headings(titles, block.clause) + bracketed, index):
                yield passage
                index = passage.index + 1
            continue
        text = document.quote(block.span)
        restarts = block.kind is BlockKind.HEADING  # numbering restarts: the later heading counts from here on
        if restarts or _BRACKETED.fullmatch(text):
            bracketed = () if restarts else (text,)
        if (block.clause and block.clause not in titles) or restarts:
            titles[block.clause] = _title(text, block)
        elif _is_annex_title(text, block) and titles[block.clause] in ("", block.clause[0]):
            titles[block.clause] = text
        yield Passage(index, block, block.span, text, _headings(titles, block.clause) + bracketed)
        index += 1


def _is_annex_title(text: str, block: Block) -> bool:
    """The line below 附件1 that says what the annex is."""
    label = block.clause[0] if len(block.clause) == 1 else ""
    return label.startswith("附件") and 4 <= len(text) <= _ANNEX_TITLE and not _MARKS.search(text)


def _headings(titles: dict[tuple[str, ...], str], clause: tuple[str, ...]) -> tuple[str, ...]:
    found = (titles.get(clause[:i], "") for i in range(1, len(clause) + 1))
    return tuple(title for title in found if title)


def _title(text: str, block: Block) -> str:
    """The heading's words: the whole line of a heading, the first short sentence of a run-in heading, else nothing."""
    if block.kind is BlockKind.HEADING:
        return text
    first = re.split(r"[。：:]", text, maxsplit=1)[0]
    return first if len(first) <= _RUN_IN and first != text else ""


def _rows(document: Document, block: Block, headings: tuple[str, ...], index: int) -> Iterator[Passage]:
    for table in document.tables:
        if table.parent is not None or table.span != block.span:
            continue
        first, depth = _head_rows(document, table)
        heads = _heads(document, table, first, depth)
        for row in sorted({cell.row for cell in table.cells}):
            filled = [c.span for c in table.cells if c.row == row and c.span[1] > c.span[0]]
            if not filled:
                continue
            span = (min(s[0] for s in filled), max(s[1] for s in filled))
            cells = _row_cells(table, row)
            header = heads if row >= first + depth else ()
            yield Passage(index, block, span, document.quote(span), headings, cells, header)
            index += 1


def _is_merged(table: Table) -> bool:
    return any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells)


def _row_cells(table: Table, row: int) -> tuple[Span, ...]:
    """The cells of a row; where cells are merged, one for each column: a cell from above counts, a wide one once."""
    if not _is_merged(table):
        return tuple(c.span for c in table.cells if c.row == row)
    cells = [(table.span[0], table.span[0])] * table.cols
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.col < table.cols:
            cells[cell.col] = cell.span
    return tuple(cells)


def _head_rows(document: Document, table: Table) -> tuple[int, int]:
    """The first row of the head of a table (a title over all columns is none), and how many rows it has."""
    rows = [[c for c in table.cells if c.row == row] for row in range(min(table.rows, _HEAD_ROWS + 1))]
    first = int(len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].col_span == table.cols > 1)
    if first >= len(rows) or not any(c.col_span > 1 for c in rows[first]):
        return first, 1
    depth = max((c.row_span for c in rows[first]), default=1)
    inside = [c for c in table.cells if first <= c.row < first + depth]
    plain = depth <= _HEAD_ROWS and not any(document.quote(c.span).strip()[:1].isdigit() for c in inside)
    return first, depth if plain else 1


def _heads(document: Document, table: Table, first: int, depth: int) -> tuple[str, ...]:
    """The words over each cell of a row; those of a wide cell stand before those of the cells below it."""
    head = [c for c in table.cells if first <= c.row < first + depth]
    if not _is_merged(table):
        return tuple(document.quote(c.span).replace("\n", "") for c in head)
    return tuple(
        "".join(document.quote(c.span).replace("\n", "") for c in head if c.col <= col < c.col + c.col_span)
        for col in range(table.cols)
    )
