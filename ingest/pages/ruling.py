"""Painted lines of a page → grids of cells, by the steps of pdfplumber's table finder.

Edges are merged and cells are grouped by the pure functions of `pdfplumber.table`, so that cells equal pdfplumber's
own. What differs is where the edges come from (PDFium's paths instead of pdfminer's) and how the two steps between,
edges to crossings to cells, look things up: there they take time by the square, here a page of 700 cells takes 5 ms.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from ingest.pages.boxes import Box, Point

# pdfplumber's default settings (TableSettings), in points
_TOLERANCE = 3.0
_SHORTEST_PIECE = 1.0
_SHORTEST_EDGE = 3.0

_STRAIGHT = 0.5  # points that a line may deviate over its length and still be a ruling
MAX_EDGES = 20_000  # raw pieces; a page of 60 rows and 12 columns in separately drawn cells has 3,000
MAX_PAIRS = 1_000_000  # vertical times horizontal edges after merging
MAX_CELLS = 3_000


class TooManyRulingsError(Exception):
    """A drawing or an attack, not a table; the page is read without tables and a Notice says so."""


@dataclass(frozen=True, slots=True)
class Subpath:
    """A painted line of points as shown; `closed` says that the last point leads back to the first."""

    points: tuple[Point, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A level or upright piece of a ruling, in points."""

    upright: bool
    box: Box

    def as_pdfplumber(self) -> dict[str, float | str]:
        """The edge in the form that pdfplumber's functions take."""
        x0, top, x1, bottom = self.box
        sides: dict[str, float | str] = {"x0": x0, "x1": x1, "top": top, "bottom": bottom}
        return {**sides, "width": x1 - x0, "height": bottom - top, "orientation": "v" if self.upright else "h"}


@dataclass(frozen=True, slots=True)
class Crossing:
    """The edges that meet in a point, as their boxes."""

    upright: frozenset[Box]
    level: frozenset[Box]


def find_edges(subpaths: Iterable[Subpath]) -> list[Edge]:
    """The level and upright pieces of painted lines, thin rectangles included. Slanted pieces rule no cell.

    Raises TooManyRulingsError.
    """
    edges: list[Edge] = []
    for subpath in subpaths:
        for a, b in _pieces(subpath):
            edge = _edge(a, b)
            if edge is not None:
                edges.append(edge)
        if len(edges) > MAX_EDGES:
            raise TooManyRulingsError
    return edges


def _pieces(subpath: Subpath) -> Iterator[tuple[Point, Point]]:
    points = subpath.points
    if len(points) == 3 and subpath.closed and points[0] == points[2]:  # a line and back: one line
        points = points[:2]
    return pairwise(points)


def _edge(a: Point, b: Point) -> Edge | None:
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    x0, top = min(a[0], b[0]), min(a[1], b[1])
    if height <= _STRAIGHT and width >= _SHORTEST_PIECE:
        y = (a[1] + b[1]) / 2
        return Edge(False, (x0, y, x0 + width, y))
    if width <= _STRAIGHT and height >= _SHORTEST_PIECE:
        x = (a[0] + b[0]) / 2
        return Edge(True, (x, top, x, top + height))
    return None


def find_cells(edges: Sequence[Edge]) -> list[list[Box]]:
    """Groups of at least two touching cells, top to bottom; each group is one table.

    Raises TooManyRulingsError.
    """
    if not _may_cross(edges):
        return []
    from pdfplumber import table as steps  # noqa: PLC0415 – 0.1 s to load, and most documents have no ruled page

    pieces = [edge.as_pdfplumber() for edge in edges]
    merged = steps.merge_edges(pieces, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    merged = [e for e in merged if max(e["width"], e["height"]) >= _SHORTEST_EDGE]
    upright = [_side(e) for e in merged if e["orientation"] == "v"]
    level = [_side(e) for e in merged if e["orientation"] == "h"]
    if len(upright) * len(level) > MAX_PAIRS:
        raise TooManyRulingsError
    cells = crossings_to_cells(find_crossings(upright, level))
    if len(cells) > MAX_CELLS:
        raise TooManyRulingsError
    groups: list[list[Box]] = steps.cells_to_tables(cells)
    return groups


def _side(edge: Mapping[str, float]) -> Box:
    return edge["x0"], edge["top"], edge["x1"], edge["bottom"]


def _may_cross(edges: Sequence[Edge]) -> bool:
    """Two cells need at least five edges, two of them in each direction."""
    upright = sum(1 for edge in edges if edge.upright)
    return len(edges) >= 5 and 2 <= upright <= len(edges) - 2


def find_crossings(upright: Iterable[Box], level: Iterable[Box]) -> dict[Point, Crossing]:
    """Where edges meet, give or take the tolerance: pdfplumber's `edges_to_intersections`, indexed by height."""
    rows = sorted(level, key=itemgetter(1))
    tops = [row[1] for row in rows]
    met: dict[Point, tuple[set[Box], set[Box]]] = {}
    for v in upright:
        first, last = bisect_left(tops, v[1] - _TOLERANCE), bisect_right(tops, v[3] + _TOLERANCE)
        for h in rows[first:last]:
            if h[0] - _TOLERANCE <= v[0] <= h[2] + _TOLERANCE:
                standing, lying = met.setdefault((v[0], h[1]), (set(), set()))
                standing.add(v)
                lying.add(h)
    return {point: Crossing(frozenset(standing), frozenset(lying)) for point, (standing, lying) in met.items()}


def crossings_to_cells(crossings: Mapping[Point, Crossing]) -> list[Box]:
    """The smallest cell right of and below every crossing: pdfplumber's `intersections_to_cells`, indexed by lines.

    A cell needs four crossings that are joined by edges all around it.
    """
    rows: dict[float, list[Point]] = {}
    columns: dict[float, list[Point]] = {}
    in_order = sorted(crossings)
    for point in in_order:
        columns.setdefault(point[0], []).append(point)
        rows.setdefault(point[1], []).append(point)

    def cell_at(point: Point) -> Box | None:
        column, row = columns[point[0]], rows[point[1]]
        here = crossings[point]
        right = [p for p in row[bisect_right(row, point) :] if here.level & crossings[p].level]
        for below in column[bisect_right(column, point) :]:
            if not here.upright & crossings[below].upright:
                continue
            for beside in right:
                corner = crossings.get((beside[0], below[1]))
                if corner and corner.upright & crossings[beside].upright and corner.level & crossings[below].level:
                    return (*point, beside[0], below[1])
        return None

    return [cell for point in in_order if (cell := cell_at(point)) is not None]
