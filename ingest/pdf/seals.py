"""The pictures on a page that carries text → the red seals among them, set on the page as pictures of their own.

A seal is nearly as wide as high, 15 to 65 mm, and its ink is red. What is part of a page image is not looked for here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.document import Aside, AsideKind, PagePlace
from ingest.reading import Line

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from ingest.pages.boxes import Box
    from ingest.pdf.page import OpenPage

_SMALLEST, _LARGEST = 42.0, 185.0  # points
_SQUARE = 1.25  # longer to shorter side
_MOST_PIXELS = 4_000_000
_MOST_PICTURES = 30
_SIDE = 48  # pixels of the copy that is looked at
_REDDER = 50  # of 255, than green and blue
_OPAQUE, _PAPER = 40, 235
_MOSTLY = 0.6  # of the ink
_LEAST_INK = 0.03  # of the copy


def seals_on(page: OpenPage) -> tuple[Box, ...]:
    """The boxes of the seals, as the page is shown."""
    found: list[Box] = []
    for image in page.images()[:_MOST_PICTURES]:
        left, bottom, right, top = image.get_bounds()
        (x0, y0), (x1, y1) = page.frame.point(left, top), page.frame.point(right, bottom)
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        sides = sorted((box[2] - box[0], box[3] - box[1]))
        if sides[0] >= _SMALLEST and sides[1] <= _LARGEST and sides[1] <= sides[0] * _SQUARE and _is_red(image):
            found.append(box)
    return tuple(found)


def _is_red(image: pdfium.PdfImage) -> bool:
    width, height = image.get_px_size()
    if width * height > _MOST_PIXELS:
        return False
    copy = image.get_bitmap(render=True).to_pil().convert("RGBA").resize((_SIDE, _SIDE))
    pixels = copy.tobytes()
    ink = red = 0
    for r, g, b, a in zip(pixels[0::4], pixels[1::4], pixels[2::4], pixels[3::4], strict=True):
        if a > _OPAQUE and min(r, g, b) < _PAPER:
            ink += 1
            red += r - max(g, b) > _REDDER
    return ink > _LEAST_INK * _SIDE * _SIDE and red > _MOSTLY * ink


def beside_lines(seals: Sequence[tuple[int, Box]], lines: Sequence[Line]) -> tuple[Aside, ...]:
    """The seals (page, box) as asides, each at the line nearest to it; none on a page without lines."""
    found: list[Aside] = []
    for number, box in seals:
        near = [(_distance(line.place.box, box), line) for line in lines if isinstance(line.place, PagePlace)]
        here = [pair for pair in near if isinstance(pair[1].place, PagePlace) and pair[1].place.page == number]
        if here:
            line = min(here, key=lambda pair: pair[0])[1]
            at = line.span[0]
            place = PagePlace(number, box)
            found.append(Aside(AsideKind.PICTURE, (at, at), place, name="seal", floating=True))
    return tuple(sorted(found, key=lambda aside: aside.span))


def _distance(line: Box, seal: Box) -> float:
    """Between the middles of two boxes, in points."""
    across = (line[0] + line[2] - seal[0] - seal[2]) / 2
    down = (line[1] + line[3] - seal[1] - seal[3]) / 2
    return float((across**2 + down**2) ** 0.5)
