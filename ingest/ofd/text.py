"""A text object of OFD → runs of characters with their boxes, in points on the page.

A character's box is its advance wide and its font size high; OFD gives the origin of every character on the base line
and no widths, so the advance is judged from the distance to the next one (GB/T 33190-2016, 11.3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from math import atan2, hypot, pi
from statistics import median

from lxml import etree

from ingest.ofd.values import box, children, deltas, matrix, number
from ingest.pages.boxes import IDENTITY, Box, Matrix, moved, union
from ingest.pages.glyphs import REPLACEMENT

_ASCENT, _DESCENT = 0.88, 0.12  # of the font size; what the fonts of office documents have
_NARROW = 0.5  # of the font size: the usual width of a digit
_LEAST = 0.15  # of the font size: no character is narrower
_USUAL, _LARGEST = 5.6, 20.0  # millimetres: size of body text (16 points), of a headline
_NO_CODE = "\u00a4"  # stands for a glyph that has no character (GB/T 33190-2016, 11.4)
_SLANT = pi / 36  # five degrees; a crooked scan has one


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one TextCode: `size` in points as shown, `spacing` the points by which they are set apart."""

    text: str
    boxes: tuple[Box, ...]
    size: float
    spacing: float
    slanted: bool


@dataclass(frozen=True, slots=True)
class _Type:
    """How the characters of a text object are set: size, width of a full-width one and end of the boundary in its own
    units, and the way from these to the page."""

    size: float
    em: float
    end: float
    own: Matrix

    def corners(self, x: float, y: float, width: float) -> Box:
        """The box on the page of a character whose origin on the base line is (x, y)."""
        top, bottom = y - _ASCENT * self.size, y + _DESCENT * self.size
        corners = [moved(self.own, point) for point in ((x, top), (x + width, top), (x, bottom), (x + width, bottom))]
        return union([(*corner, *corner) for corner in corners])


def read_run(item: etree._Element, own: Matrix) -> Iterator[Run]:
    """The runs of a TextObject; `own` leads from its space to the page."""
    area, turned = box(item.get("Boundary")), matrix(item.get("CTM")) or IDENTITY
    size = _size(item, area)
    end = (area[2] - area[0]) / (hypot(turned[0], turned[1]) or 1) if area else 0.0
    setting = _Type(size, size * (number(item.get("HScale"), 1) or 1), end, own)
    x = y = 0.0
    for code in children(item, "TextCode"):
        text = (code.text or "").strip("\r\n\t").translate({ord(c): " " for c in "\r\n\t"})
        x, y = number(code.get("X"), x), number(code.get("Y"), y)  # not given: as in the code before
        if text and size > 0:
            yield _run(code, text.replace(_NO_CODE, REPLACEMENT), (x, y), setting)


def _size(item: etree._Element, area: Box | None) -> float:
    """The font size; where a producer has left it out or misspelt it, one that the boundary has room for."""
    size = number(item.get("Size", item.get("size")), -1)
    if size >= 0:
        return size
    room = min(area[3] - area[1], area[2] - area[0]) if area else 0.0
    return room if 0 < room <= _LARGEST else _USUAL


def _run(code: etree._Element, text: str, start: tuple[float, float], setting: _Type) -> Run:
    across, down = deltas(code.get("DeltaX"), len(text) - 1), deltas(code.get("DeltaY"), len(text) - 1)
    if not down:  # where it is not said, one stands after another
        across.extend(_full(char, setting.em) for char in text[len(across) : -1])
    x, y = start
    steps = [*across, setting.end - x - sum(across)]  # the last character may fill the rest of the boundary
    steps += [0.0] * (len(text) - len(steps))
    widths = [_width(char, step, setting.em) for char, step in zip(text, steps, strict=False)]
    boxes = []
    for width, dx, dy in zip_longest(widths, across, down, fillvalue=0.0):
        boxes.append(setting.corners(x, y, width))
        x, y = x + dx, y + dy
    own = setting.own
    gaps = [step - width for step, width in zip(across, widths, strict=False)]
    spacing = max(0.0, median(gaps)) * hypot(own[0], own[1]) if len(gaps) > 1 else 0.0
    angle = atan2(own[1], own[0]) % (pi / 2)
    return Run(text, tuple(boxes), setting.size * hypot(own[2], own[3]), spacing, _SLANT < angle < pi / 2 - _SLANT)


def _full(char: str, em: float) -> float:
    return em if _is_wide(char) else _NARROW * em


def _width(char: str, step: float, em: float) -> float:
    """The advance of a character: the distance to the next one, as far as that can be its own."""
    return step if _LEAST * em <= step <= em else _full(char, em)


@lru_cache(4096)
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"
