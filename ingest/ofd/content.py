"""The content of one OFD page → its characters with boxes, its painted lines and the share of it under images.

Objects are walked in the order of the file: the background templates, the layers, the foreground templates. Source:
GB/T 33190-2016, clauses 8.4 (page objects), 11 (text), 9.3 (paths), 13 (composite objects).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import cos, pi, sin

from lxml import etree

from ingest.ofd.text import Run, read_run
from ingest.ofd.values import POINTS, box, child, children, content, local, matrix, number, path_lines
from ingest.pages.boxes import IDENTITY, Box, Matrix, moved, times
from ingest.pages.ruling import Subpath

MAX_OBJECTS = 50_000  # per page; a full page has a few hundred
MAX_DEPTH = 16  # blocks and composite objects inside one another; producers nest two or three
_UNSEEN = ("0", "0.0")


class TooManyObjectsError(Exception):
    """A page that is no page: objects without end, or inside one another without end."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on a page: its resource, and its box in points."""

    resource: str
    box: Box


@dataclass(slots=True)
class Sheet:
    """What was found on a page, in points from its upper left corner.

    `hidden` runs are not painted; `curves` is how many curves all paths have, of which an outlined character has many.
    """

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    hidden: list[Run] = field(default_factory=list)
    paths: list[Subpath] = field(default_factory=list)
    images: list[Picture] = field(default_factory=list)
    image_share: float = 0.0
    curves: int = 0


class SheetReader:
    """Walks the objects of one page. `composites` are the composite objects that may be referred to."""

    def __init__(self, sheet_box: Box, composites: Mapping[str, etree._Element]) -> None:
        x0, top, x1, bottom = sheet_box
        self.sheet = Sheet((x1 - x0) * POINTS, (bottom - top) * POINTS)
        self._origin: Matrix = (POINTS, 0.0, 0.0, POINTS, -x0 * POINTS, -top * POINTS)
        self._composites = composites
        self._count = 0

    def read(self, page: etree._Element) -> None:
        """Take in the layers of a page or template page. Raises TooManyObjectsError."""
        body = child(page, "Content")
        for layer in () if body is None else children(body, "Layer"):
            self._block(layer, self._origin, visible=True, depth=0)

    def _block(self, block: etree._Element, space: Matrix, *, visible: bool, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise TooManyObjectsError
        for item in block:
            self._count += 1
            if self._count > MAX_OBJECTS:
                raise TooManyObjectsError
            shown = visible and _is_shown(item)
            match local(item):
                case "TextObject":
                    self._text(item, space, shown)
                case "PathObject":
                    if shown:
                        data = content(child(item, "AbbreviatedData"))
                        self.sheet.curves += sum(map(data.count, "BQA"))
                        self.sheet.paths.extend(_lines(item, data, space))
                case "ImageObject":
                    if shown:
                        self._image(item, space)
                case "PageBlock":
                    self._block(item, space, visible=shown, depth=depth + 1)
                case "CompositeObject":
                    unit = self._composites.get(item.get("ResourceID", ""))
                    inner = None if unit is None else child(unit, "Content")
                    if inner is not None:
                        self._block(inner, _own_space(item, space), visible=shown, depth=depth + 1)

    def _text(self, item: etree._Element, space: Matrix, shown: bool) -> None:
        painted = shown and not _is_transparent(item)
        runs = self.sheet.runs if painted else self.sheet.hidden
        own = _own_space(item, space)
        turn = number(item.get("ReadDirection"), 0) % 360
        if turn:  # the run as a whole is turned about its origin (GB/T 33190-2016, 11.2)
            angle = turn * pi / 180
            own = times((cos(angle), sin(angle), -sin(angle), cos(angle), 0.0, 0.0), own)
        runs.extend(read_run(item, own))

    def _image(self, item: etree._Element, space: Matrix) -> None:
        area = box(item.get("Boundary"))
        if area is None:
            return
        corners = [moved(space, (x, y)) for x in (area[0], area[2]) for y in (area[1], area[3])]
        xs, ys = zip(*corners, strict=True)
        sheet = self.sheet
        sheet.images.append(Picture(item.get("ResourceID", ""), (min(xs), min(ys), max(xs), max(ys))))
        across = min(max(xs), sheet.width) - max(min(xs), 0.0)
        down = min(max(ys), sheet.height) - max(min(ys), 0.0)
        if across > 0 and down > 0:
            sheet.image_share = min(1.0, sheet.image_share + across * down / (sheet.width * sheet.height))


def _own_space(item: etree._Element, space: Matrix) -> Matrix:
    """From the space of an object to the page: its CTM, then the corner of its boundary, then the space around it."""
    own = matrix(item.get("CTM")) or IDENTITY
    area = box(item.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return times(times(own, (1.0, 0.0, 0.0, 1.0, area[0], area[1])), space)


def _is_shown(item: etree._Element) -> bool:
    return item.get("Visible") not in ("false", "0") and item.get("Alpha") not in _UNSEEN


def _is_transparent(item: etree._Element) -> bool:
    """Whether text is neither filled nor outlined, as in the layer that OCR lays over a page image."""
    fill = item.get("Fill") not in ("false", "0")
    stroke = item.get("Stroke") in ("true", "1")
    colour = child(item, "FillColor")
    return not stroke and (not fill or (colour is not None and colour.get("Alpha") in _UNSEEN))


def _lines(item: etree._Element, data: str, space: Matrix) -> Iterator[Subpath]:
    """The painted lines of a path object."""
    if item.get("Stroke") in ("false", "0") and item.get("Fill") not in ("true", "1"):
        return
    own = _own_space(item, space)
    for points, closed in path_lines(data):
        yield Subpath(tuple(moved(own, point) for point in points), closed)
