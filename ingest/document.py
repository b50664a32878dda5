"""The Document: one frozen model of what was on the page, where, and how sure.

Built by the readers, read by every later stage, changed by none. `text` is what people meant to print,
`raw` what was read; `repairs` lead from one to the other and back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

SCHEMA = "jxjy-document/1"

Span = tuple[int, int]
"""Half-open range of code points: (start, end)."""


# ---------------------------------------------------------------- places


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A box on a page: page from 1, box (x0, top, x1, bottom) in points (1/72 inch) from the top left."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PartPlace:
    """A paragraph or table-cell path inside a package part, e.g. word/document.xml, tbl[0]/tr[2]/tc[1]/p[0]."""

    part: str
    path: str


@dataclass(frozen=True, slots=True)
class ElementPlace:
    """An element path inside an HTML page, e.g. /html/body/div[3]/p[2]."""

    path: str


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A line of a text file, from 1."""

    line: int


Place = PagePlace | PartPlace | ElementPlace | LinePlace
Locator = Callable[[Span], tuple[Place, ...]]
"""Refines a span of `raw` to exact places (boxes on a page). May return () when it cannot."""


# ---------------------------------------------------------------- repairs


class Level(StrEnum):
    """How sure a repair is."""

    CERTAIN = "certain"
    INFERRED = "inferred"
    UNREADABLE = "unreadable"


UNSURE, DISAGREES = "ocr_unsure", "ocr_disagrees"
"""Reasons of marks that recognition leaves: it is not sure of a character; the text layer has another number."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One reversible difference between `raw` and `text`.

    `reason` is the name of the rule that made it (ingest/data/repairs.yaml, or a layout reason such as
    line_join, page_join, space). An unreadable passage has fixed == raw: it is marked, never guessed; so has one that
    recognition is not sure of. `other` is what a second witness (the text layer of a scan) reads there.
    """

    span: Span
    raw_span: Span
    raw: str
    fixed: str
    reason: str
    level: Level = Level.CERTAIN
    other: str = ""


# ---------------------------------------------------------------- structure


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table or standing piece of furniture, in reading order, without its line end.

    `clause` is the clause path found from the numbering, e.g. ("二", "（一）", "1") or ("附件1", "2").
    `level` is the depth of a heading in that path (0 = not a heading); `markup_level` the level that the source
    itself states (HTML h1 to h6, Word outline), 0 if none; `page` counts from 1, 0 where the source has no pages.
    """

    kind: BlockKind
    span: Span
    clause: tuple[str, ...] = ()
    level: int = 0
    markup_level: int = 0
    page: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Page number, running head, site navigation, floating button, seal: a layer over `raw`, never deleted from it."""

    raw_span: Span
    role: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell at (row, col), both from 0, with its own span in `text` and its place."""

    row: int
    col: int
    row_span: int
    col_span: int
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `parent` is the index in Document.tables of the table that holds it, or None."""

    span: Span
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    parent: int | None = None


class AsideKind(StrEnum):
    """What may stand beside or around the words."""

    CONTROL = "control"  # a field to fill in, with a name of its own (content control, form field)
    PICTURE = "picture"
    INSERTION = "insertion"  # a tracked change, read as if accepted
    DELETION = "deletion"  # a tracked change; what was deleted is not read
    COMMENT = "comment"
    HIDDEN = "hidden"  # text that is not shown, and not read
    STRUCK = "struck"  # text struck through by hand, read like any other


@dataclass(frozen=True, slots=True)
class Aside:
    """Something at a span of `text` that is no word of it; the span is empty where it covers no text.

    `name` is the tag of a control or the name of a picture, `title` the label of a control or the description of a
    picture; `group` is shared by the asides of one control that spans several paragraphs. `empty`: the control still
    shows its prompt. `floating`: the picture hangs over the text and not in its line.
    """

    kind: AsideKind
    span: Span
    place: Place
    name: str = ""
    title: str = ""
    group: int = 0
    empty: bool = False
    floating: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader or the screening wants known (codes ING_*), e.g. a macro that was not run."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the Document came from. `media_type` is judged from the content, never from the extension.

    `ocr` says why recognition ran or did not; `confidence` holds one value from 0 to 1 per page.
    """

    file: str
    sha256: str
    media_type: str
    reader: str
    pages: int = 0
    ocr: str = "not_needed"
    confidence: tuple[float, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """From `raw_start` on (up to the next origin) the raw text stands at `place`."""

    raw_start: int
    place: Place


@dataclass(frozen=True)
class Document:
    """What a file says, where it says it, and what was repaired to read it."""

    text: str
    raw: str
    repairs: tuple[Repair, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    furniture: tuple[Furniture, ...]
    source: Source
    origins: tuple[Origin, ...]
    locator: Locator | None = field(default=None, compare=False, repr=False)
    asides: tuple[Aside, ...] = ()
    schema: str = SCHEMA

    # -- offsets

    @cached_property
    def _repair_text_ends(self) -> list[int]:
        return [r.span[1] for r in self.repairs]

    @cached_property
    def _repair_raw_ends(self) -> list[int]:
        return [r.raw_span[1] for r in self.repairs]

    @cached_property
    def _origin_starts(self) -> list[int]:
        return [o.raw_start for o in self.origins]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [b.span[0] for b in self.blocks]

    @cached_property
    def _outer_tables(self) -> list[Table]:
        return sorted((table for table in self.tables if table.parent is None), key=lambda table: table.span)

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.span[0] for table in self._outer_tables]

    def raw_span(self, span: Span) -> Span:
        """The span of `raw` that a span of `text` was read from; a repair counts as a whole."""
        start, end = span
        ends = self._repair_text_ends
        i = bisect_right(ends, start)  # first repair that ends after `start`
        raw_start = self._shift(i, start, to_end=False)
        j = bisect_left(ends, end)  # first repair that ends at or after `end`
        raw_end = self._shift(j, end, to_end=True)
        return raw_start, max(raw_start, raw_end)

    def _shift(self, i: int, offset: int, *, to_end: bool) -> int:
        if i < len(self.repairs):
            repair = self.repairs[i]
            if repair.span[0] < offset:
                return repair.raw_span[1] if to_end else repair.raw_span[0]
            if repair.span[0] == offset and not to_end and repair.span[1] > offset:
                return repair.raw_span[0]
        if i == 0:
            return offset
        before = self.repairs[i - 1]
        return before.raw_span[1] + (offset - before.span[1])

    def text_span(self, raw_span: Span) -> Span:
        """The span of `text` that a span of `raw` became; a repair counts as a whole."""
        start, end = raw_span
        ends = self._repair_raw_ends
        i = bisect_right(ends, start)
        text_start = self._unshift(i, start, to_end=False)
        j = bisect_left(ends, end)
        text_end = self._unshift(j, end, to_end=True)
        return text_start, max(text_start, text_end)

    def _unshift(self, i: int, offset: int, *, to_end: bool) -> int:
        if i < len(self.repairs):
            repair = self.repairs[i]
            if repair.raw_span[0] < offset:
                return repair.span[1] if to_end else repair.span[0]
            if repair.raw_span[0] == offset and not to_end and repair.raw_span[1] > offset:
                return repair.span[0]
        if i == 0:
            return offset
        before = self.repairs[i - 1]
        return before.span[1] + (offset - before.raw_span[1])

    # -- looking up

    def quote(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]

    def raw_quote(self, span: Span) -> str:
        """What was read where `text` has this span."""
        start, end = self.raw_span(span)
        return self.raw[start:end]

    def locate(self, span: Span) -> tuple[Place, ...]:
        """Places of a span of `text`, in reading order; never empty.

        On pages the boxes are refined through the source file where it is still at hand; otherwise the place
        is the line or page that the reader noted.
        """
        start, end = self.raw_span(span)
        if self.locator is not None:
            exact = self.locator((start, end))
            if exact:
                return exact
        first = max(0, bisect_right(self._origin_starts, start) - 1)
        last = max(first + 1, bisect_left(self._origin_starts, end))
        return tuple(dict.fromkeys(origin.place for origin in self.origins[first:last])) or (LinePlace(1),)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds an offset of `text`, or None between blocks."""
        i = bisect_right(self._block_starts, offset) - 1
        if i >= 0 and offset < max(self.blocks[i].span[1], self.blocks[i].span[0] + 1):
            return self.blocks[i]
        return None

    def table_at(self, offset: int) -> Table | None:
        """The outermost table that holds an offset of `text`, its end included."""
        i = bisect_right(self._table_starts, offset) - 1
        return self._outer_tables[i] if i >= 0 and offset <= self._outer_tables[i].span[1] else None

    def clause_at(self, offset: int) -> tuple[str, ...]:
        """The clause path at an offset of `text`."""
        i = bisect_right(self._block_starts, offset) - 1
        return self.blocks[i].clause if i >= 0 else ()

    def repairs_in(self, span: Span) -> Iterator[Repair]:
        """Repairs that touch a span of `text`, layout repairs included."""
        for i in range(bisect_left(self._repair_text_ends, span[0]), len(self.repairs)):
            repair = self.repairs[i]
            if repair.span[0] > span[1] or (repair.span[0] == span[1] and span[0] != span[1]):
                return
            if repair.span[1] > span[0] or repair.span == (span[0], span[0]):
                yield repair

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks that are not furniture."""
        return tuple(b for b in self.blocks if b.kind is not BlockKind.FURNITURE)
