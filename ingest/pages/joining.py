"""Tables over a page break: which grid goes on in which, and which lines between them belong to the page.

A grid is held back while the page ends with it; if the next page begins with the same grid, both are one table and
the page number, the running head and foot between them come after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from ingest.pages.layout import Grid, Layer, PageLayout, TextLine

_SAME_EDGE = 3.0  # points; pdfplumber's own tolerance for edges of one line
_LOOSE_EDGE = 0.5  # font sizes; the same on pages that were recognised, where skew was taken out as well as it could be
_FEED = 36.0  # points by which a scanner takes one sheet in further to the side than the next
_MARGIN = 0.15  # share of the page's height in which heads and feet stand
_PAGE_NUMBER = re.compile(
    r"[-—–―－─·•.~\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–―－─·•.~\s]*"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PagePart:
    """The part of a table that stands on one page."""

    page: int
    grid: Grid


class PageLine(NamedTuple):
    """A line with its page, and its role where it is known to be furniture."""

    page: int
    line: TextLine
    role: str = ""


@dataclass(frozen=True, slots=True)
class JoinedGrid:
    """A table with its parts in order of pages; `xs` are the column edges of all of them."""

    parts: tuple[PagePart, ...]
    xs: tuple[float, ...]


@dataclass(slots=True)
class Joiner:
    """Takes pages in order, gives pieces in reading order; holds the last table back while it may go on."""

    _held: JoinedGrid | None = None
    _between: list[PageLine] = field(default_factory=list)  # lines after the held table
    _page: PageLayout | None = None  # the page before

    def add(self, layout: PageLayout) -> list[PageLine | JoinedGrid]:
        """The pieces that are settled by the next page."""
        given: list[PageLine | JoinedGrid] = []
        at = self._join(layout)
        if at is None:
            given.extend(self.finish())
        begin = 0 if at is None else at + 1
        last, grid = max(_grids(layout), key=itemgetter(0), default=(0, None))
        if grid is None or not _ends_with(layout, last):
            given.extend(self.finish())
            given.extend(_settled(layout, layout.pieces[begin:]))
        elif last == at:
            self._between.extend(_lines(layout, layout.pieces[begin:]))
        else:
            given.extend(self.finish())
            given.extend(_settled(layout, layout.pieces[begin:last]))
            self._held = _single(layout, grid)
            self._between = _lines(layout, layout.pieces[last + 1 :])
        self._page = layout
        return given

    def finish(self) -> list[PageLine | JoinedGrid]:
        """What is still held back."""
        given: list[PageLine | JoinedGrid] = [] if self._held is None else [self._held]
        given.extend(self._between)
        self._held, self._between = None, []
        return given

    def _join(self, layout: PageLayout) -> int | None:
        """Add the grid that the page begins with to the held table; its index on the page, None where they differ."""
        if self._held is None or self._page is None or self._page.number != layout.number - 1:
            return None
        at, grid = next(_grids(layout), (0, None))
        if grid is None or not _begins_with(layout, at, self._page):
            return None
        tolerance = max(_tolerance(layout), _tolerance(self._page))
        if tolerance > _SAME_EDGE:
            grid = _shifted(grid, self._held.xs)
        xs = common_columns(self._held.xs, grid.xs, tolerance)
        feet = [line if line.role else _as_furniture(line, self._page, layout) for line in self._between]
        if xs is None or not all(line.role for line in feet):
            return None
        heads = [_as_furniture(line, layout, self._page) for line in _lines(layout, layout.pieces[:at])]
        self._held = JoinedGrid((*self._held.parts, PagePart(layout.number, grid)), xs)
        self._between = [*feet, *heads]
        return at


def common_columns(a: Sequence[float], b: Sequence[float], tolerance: float) -> tuple[float, ...] | None:
    """The column edges of a table, if the edges of one part are among those of the other and their ends agree.

    Edges and tolerance in points.
    """
    more, fewer = (a, b) if len(a) >= len(b) else (b, a)
    if abs(a[0] - b[0]) > tolerance or abs(a[-1] - b[-1]) > tolerance:
        return None
    found = column_map(more, fewer)
    if any(abs(more[i] - x) > tolerance for i, x in zip(found, fewer, strict=True)) or len(set(found)) < len(found):
        return None
    return tuple(more)


def _tolerance(layout: PageLayout) -> float:
    """By how many points edges of one line, or tops of one running head, may differ from page to page."""
    if layout.verdict.layer is not Layer.RECOGNISED:
        return _SAME_EDGE
    sizes = [line.size for piece in layout.pieces for line in _text_of(piece)]
    return max(_SAME_EDGE, _LOOSE_EDGE * median(sizes)) if sizes else _SAME_EDGE


def _text_of(piece: TextLine | Grid) -> Iterator[TextLine]:
    if isinstance(piece, TextLine):
        yield piece
    else:
        for cell in piece.cells:
            for inner in cell.content:
                yield from _text_of(inner)


def _shifted(grid: Grid, xs: Sequence[float]) -> Grid:
    """A grid moved sideways to where the table stood on the page before; only its edges, its cells stay in place."""
    move = xs[0] - grid.xs[0]
    return replace(grid, xs=tuple(x + move for x in grid.xs)) if abs(move) <= _FEED else grid


def column_map(xs: Sequence[float], part: Sequence[float]) -> list[int]:
    """For every edge of a part the index of the table's edge that it is."""
    return [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in part]


def _grids(layout: PageLayout) -> Iterator[tuple[int, Grid]]:
    return ((i, piece) for i, piece in enumerate(layout.pieces) if isinstance(piece, Grid))


def _ends_with(layout: PageLayout, at: int) -> bool:
    """Whether nothing but lines in the margins comes after the grid at `at`, in order or on paper."""
    bottom = layout.pieces[at].box[3]
    return all(
        isinstance(piece, TextLine) and _in_margin(piece, layout)
        for i, piece in enumerate(layout.pieces)
        if i > at or piece.box[1] > bottom - _SAME_EDGE
    )


def _begins_with(layout: PageLayout, at: int, other: PageLayout) -> bool:
    """Whether nothing but furniture comes before the grid at `at`, in order or on paper."""
    top = layout.pieces[at].box[1]
    return all(
        isinstance(piece, TextLine) and _as_furniture(PageLine(layout.number, piece), layout, other).role != ""
        for i, piece in enumerate(layout.pieces)
        if i < at or piece.box[3] < top + _SAME_EDGE
    )


def _in_margin(piece: TextLine | Grid, layout: PageLayout) -> bool:
    middle = (piece.box[1] + piece.box[3]) / 2
    return not _MARGIN * layout.height < middle < (1 - _MARGIN) * layout.height


def _lines(layout: PageLayout, pieces: Sequence[TextLine | Grid]) -> list[PageLine]:
    return [PageLine(layout.number, piece) for piece in pieces if isinstance(piece, TextLine)]


def _single(layout: PageLayout, grid: Grid) -> JoinedGrid:
    return JoinedGrid((PagePart(layout.number, grid),), grid.xs)


def _settled(layout: PageLayout, pieces: Sequence[TextLine | Grid]) -> Iterator[PageLine | JoinedGrid]:
    for piece in pieces:
        yield _single(layout, piece) if isinstance(piece, Grid) else PageLine(layout.number, piece)


def _as_furniture(line: PageLine, own: PageLayout, other: PageLayout) -> PageLine:
    """The line with its role: a page number in a margin, or words that stand at the same place on the other page."""
    if not _in_margin(line.line, own):
        return line
    if _PAGE_NUMBER.fullmatch(line.line.text):
        return line._replace(role="page_number")
    top = line.line.box[1]
    tolerance = max(_tolerance(own), _tolerance(other))
    shape = _DIGITS.sub("#", line.line.text)
    for piece in other.pieces:
        if not isinstance(piece, TextLine) or abs(piece.box[1] - top) > tolerance:
            continue
        if _DIGITS.sub("#", piece.text) == shape:
            return line._replace(role="header" if top < own.height / 2 else "footer")
    return line
