"""The objects of a page → what they tell beside its text: page images, painted lines, text that PDFium leaves out.

Forms inside forms are followed as far as limits allow, so that a hostile page costs no more than a full one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import eq

from pypdfium2 import raw

from ingest.pages.boxes import IDENTITY, Frame, Matrix, Point, moved, times
from ingest.pages.ruling import Subpath
from ingest.pdf import native
from ingest.pdf.native import Floats, Handle, run

MAX_OBJECTS = 50_000  # per page; a page of maps and drawings has a few thousand
MAX_DEPTH = 12  # forms inside forms; producers nest two or three
_TEXT, _PATH, _IMAGE, _FORM = (
    int(raw.FPDF_PAGEOBJ_TEXT),
    int(raw.FPDF_PAGEOBJ_PATH),
    int(raw.FPDF_PAGEOBJ_IMAGE),
    int(raw.FPDF_PAGEOBJ_FORM),
)
_MOVE, _CURVE = int(raw.FPDF_SEGMENT_MOVETO), int(raw.FPDF_SEGMENT_BEZIERTO)
INVISIBLE = int(raw.FPDF_TEXTRENDERMODE_INVISIBLE)


@dataclass(frozen=True, slots=True)
class Path:
    """A painted path and the matrix that leads from its own space to the page's."""

    item: Handle
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Marks:
    """What the objects of a page tell beside its text.

    `image_share` is the part of the page under images (0 to 1), `forms` the number of forms, `texts` the number of
    pieces of text and `invisible` of those that are not painted (rendering mode 3), as in OCR layers; `lost` says that
    there is text which PDFium leaves out.
    """

    image_share: float
    paths: tuple[Path, ...]
    forms: int
    texts: int
    invisible: int
    lost: bool


def find_marks(page: Handle, frame: Frame) -> Marks:
    """What the objects of a page tell, those inside forms included."""
    count = min(native.page_object_count(page), MAX_OBJECTS)
    share, forms, left = 0.0, 0, MAX_OBJECTS
    paths: list[Path] = []
    texts: list[Handle] = []
    tops = list(map(native.page_object, repeat(page), range(count)))
    stack: list[tuple[list[Handle], Matrix, int]] = [(tops, IDENTITY, 0)]
    while stack:
        items, matrix, depth = stack.pop()
        kinds = list(map(native.object_type, items))
        if kinds.count(_TEXT) == len(kinds):  # most pages
            texts.extend(items)
            continue
        for item, kind in zip(items, kinds, strict=True):
            if kind == _TEXT:
                texts.append(item)
            elif kind == _PATH:
                paths.append(Path(item, times(_matrix(item), matrix)))
            elif kind == _IMAGE:
                share += _share(times(_matrix(item), matrix), frame)
            elif kind == _FORM:
                forms += 1
                inner = min(native.form_object_count(item), left) if depth < MAX_DEPTH else 0
                left -= inner
                kids = list(map(native.form_object, repeat(item), range(inner)))
                stack.append((kids, times(_matrix(item), matrix), depth + 1))
    invisible = list(map(native.text_mode, texts)).count(INVISIBLE)
    return Marks(min(share, 1.0), tuple(paths), forms, len(texts), invisible, _has_lost(texts))


def _share(matrix: Matrix, frame: Frame) -> float:
    """The part of the page that an image covers: the unit square through its matrix."""
    corners = [frame.point(*moved(matrix, (x, y))) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    xs, ys = zip(*corners, strict=True)
    width, height = frame.size
    across = min(max(xs), width) - max(min(xs), 0.0)
    down = min(max(ys), height) - max(min(ys), 0.0)
    return across * down / (width * height) if across > 0 and down > 0 else 0.0


def _has_lost(texts: Sequence[Handle]) -> bool:
    """Whether a piece of text has no width or height because the substitute of its font lacks the glyphs.

    PDFium skips such a piece, or takes it for the double of another. In an embedded font it is a space.
    """
    corners = Floats(len(texts), 8)
    run(map(native.object_corners, texts, corners.targets))
    sides = corners.values  # the first and the third corner are opposite
    left, bottom, right, top = sides[0::8], sides[1::8], sides[4::8], sides[5::8]
    if not (any(map(eq, left, right)) or any(map(eq, bottom, top))):
        return False
    flat = zip(texts, map(eq, left, right), map(eq, bottom, top), strict=True)
    return any(not _is_embedded(text) for text, narrow, low in flat if narrow or low)


def _is_embedded(text: Handle) -> bool:
    return native.font_is_embedded(native.text_font(text)) == 1


def curve_count(paths: Sequence[Path]) -> int:
    """How many curves all paths have together; an outlined character has a dozen."""
    return sum(list(map(native.segment_type, _segments(path))).count(_CURVE) // 3 for path in paths)


def _segments(path: Path) -> list[Handle]:
    return list(map(native.path_segment, repeat(path.item), range(max(0, native.path_segment_count(path.item)))))


def subpaths(paths: Sequence[Path], frame: Frame) -> Iterator[Subpath]:
    """The painted lines of all paths, as shown; of a curve only its ends."""
    for path in paths:
        segments = _segments(path)
        points = Floats(len(segments), 2)
        run(map(native.segment_point, segments, points.targets, (at + 4 for at in points.targets)))
        xy = iter(points.values)
        line: list[Point] = []
        closed, controls = False, 0
        for segment, kind, x, y in zip(segments, map(native.segment_type, segments), xy, xy, strict=True):
            if kind == _MOVE:
                if len(line) > 1:
                    yield Subpath(tuple(line), closed)
                line, closed, controls = [], False, 0
            elif kind == _CURVE:
                controls = (controls + 1) % 3
                if controls:
                    continue
            line.append(frame.point(*moved(path.matrix, (x, y))))
            closed = closed or native.segment_closes(segment) == 1
        if len(line) > 1:
            yield Subpath(tuple(line), closed)


def _matrix(item: Handle) -> Matrix:
    room = Floats(1, 6)
    native.object_matrix(item, room.targets[0])
    a, b, c, d, e, f = room.values
    return a, b, c, d, e, f
