"""A straightened page image → its ruling lines, as the table finder of born-digital pages takes them.

Long strokes are kept by opening the dark pixels with a level and an upright bar; those of characters are shorter, or
end in the open: a short stroke is a ruling only where both its ends meet others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from ingest.ocr.geometry import Image, Mapping

Stroke = tuple[float, float, float, float]
"""x0, top, x1, bottom in pixels; level or upright, with no thickness."""

_FINE = 1400  # pixels of the longer side that are enough to find rulings
_GAP = 3  # pixels by which a faint ruling may be broken
_DARKER = 60  # grey levels by which a ruling differs from the paper
_MOST = 0.7  # of a stroke
_SLANT = 0.02  # what is left of a ruling's slant, per pixel along
_THICK = 10  # pixels on the copy; a wider dark bar is a frame of a picture or the edge of a scan
_ROUNDS = 2  # of fitting a line and leaving out what lies off it
_AGREEING = 0.4  # of the columns of a bar that lie on one line
_CLEAR = 0.35  # of an upright stroke with ink beside it: rulings have 0.16 at most, strokes of characters 0.48 and more
_DOUBLE = 0.95  # the same on the side of a second ruling
_SPREAD = 1.5  # pixels on the copy between such columns and their line

_CORNERS = frozenset("LTFJIlr厂卜丁十上「」『』+")  # what the place where rulings meet reads as

# in font sizes
_LONG = 1.6  # strokes of characters are shorter
_LOW = 0.95  # the side of a cell in a row as low as its print
_HIGH = 8.0  # a stroke so long is no piece of a seal's ring
_MEETS = 0.06  # between the end of a stroke and the one that it meets
_NEAR = 0.5  # the same for one that need not end there exactly
_ASIDE = 0.12  # from an upright ruling to where nothing is printed yet


def find_strokes(grey: Image, straight: Mapping, size: tuple[int, int], font: float) -> list[Stroke]:
    """The long strokes of an image that `straight` maps to an upright page of `size`; `font` is its size in pixels.

    Upright ones are given from the height of a low row on, those of characters left out; `rulings` sorts out the rest.
    """
    scale = max(1.0, max(size) / _FINE)
    if scale > 1:  # the darkest pixel counts, or hairlines would fade
        grey = cv2.erode(grey, np.ones((int(np.ceil(scale)),) * 2, np.uint8))
    small = (round(size[0] / scale), round(size[1] / scale))
    mapping = (np.diag([1 / scale, 1 / scale, 1.0]) @ straight)[:2]
    level = cv2.warpAffine(grey, mapping, small, flags=cv2.INTER_LINEAR, borderValue=(255,))
    dark = _dark(level)
    long, low = (max(12, round(share * font / scale)) for share in (_LONG, _LOW))
    strokes = [(x0, y, x1, y) for x0, x1, y in _bars(dark, long)]
    turned = np.ascontiguousarray(dark.T)
    strokes += [(x, y0, x, y1) for y0, y1, x in _bars(turned, low) if _is_clear(turned, (y0, y1, x), font / scale)]
    return [(x0 * scale, y0 * scale, x1 * scale, y1 * scale) for x0, y0, x1, y1 in strokes]


def rulings(strokes: Sequence[Stroke], lines: Sequence[Stroke], font: float) -> list[Stroke]:
    """The strokes that rule cells, not those of characters and seals; `lines` are the boxes of the printed lines."""
    sure = [s for s in strokes if _length(s) >= _LONG * font and not any(_is_within(s, line) for line in lines)]
    sure = [s for s in sure if not _hangs(s, sure, font)]
    rest = [s for s in strokes if s not in set(sure)]
    while held := [s for s in rest if all(_meets(end, s, sure, _MEETS * font) for end in _ends(s))]:
        sure += held
        rest = [s for s in rest if s not in set(held)]
    return sure


def is_corner(text: str, box: Stroke, strokes: Iterable[Stroke]) -> bool:
    """Whether what was read as a letter is the place where two rulings meet."""
    x0, top, x1, bottom = box
    through = {_is_level(s) for s in strokes if max(s[0], x0) <= min(s[2], x1) and max(s[1], top) <= min(s[3], bottom)}
    return text.strip() in _CORNERS and len(through) == 2


def _length(stroke: Stroke) -> float:
    return stroke[2] - stroke[0] + stroke[3] - stroke[1]


def _is_level(stroke: Stroke) -> bool:
    return stroke[1] == stroke[3]


def _ends(stroke: Stroke) -> tuple[tuple[float, float], tuple[float, float]]:
    return stroke[:2], stroke[2:]


def _is_clear(turned: Image, bar: tuple[float, float, float], font: float) -> bool:
    """Whether nothing is printed close beside an upright stroke (of an image turned on its side), as in a cell."""
    start, end, at = round(bar[0]), round(bar[1]), round(bar[2])
    if end - start > _HIGH * font:
        return True
    aside = max(3, round(_ASIDE * font))
    sides = [turned[max(0, y) : max(0, y) + 2, start:end] for y in (at - aside - 2, at + aside)]
    left, right = (side.any(axis=0) if len(side) else np.zeros(end - start, bool) for side in sides)
    one, other = sorted((float(left.mean()), float(right.mean())))
    return float((left | right).mean()) <= _CLEAR or (other >= _DOUBLE and one <= _CLEAR / 2)


def _is_within(stroke: Stroke, line: Stroke) -> bool:
    """Whether most of a stroke lies in a line of print."""
    across = min(stroke[2], line[2]) - max(stroke[0], line[0])
    down = min(stroke[3], line[3]) - max(stroke[1], line[1])
    if _is_level(stroke):
        return down >= 0 and across > _MOST * (stroke[2] - stroke[0])
    return across >= 0 and down > _MOST * (stroke[3] - stroke[1])


def _hangs(stroke: Stroke, others: Iterable[Stroke], font: float) -> bool:
    """Whether a stroke is not long, and both its ends are in the open: a piece of a seal's ring."""
    if _length(stroke) > _HIGH * font:
        return False
    return not any(_meets(end, stroke, others, _NEAR * font) for end in _ends(stroke))


def _meets(end: tuple[float, float], stroke: Stroke, others: Iterable[Stroke], near: float) -> bool:
    """Whether the end of a stroke lies on one that runs the other way."""
    x, y = end
    return any(
        x0 - near <= x <= x1 + near and top - near <= y <= bottom + near
        for x0, top, x1, bottom in others
        if (top == bottom) != _is_level(stroke)
    )


def _dark(grey: Image) -> Image:
    """What is clearly darker than the paper around it."""
    paper = cv2.blur(cv2.dilate(cv2.resize(grey, None, fx=0.25, fy=0.25), np.ones((9, 9), np.uint8)), (9, 9))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    dark: Image = cv2.compare(cv2.subtract(paper, grey), (_DARKER,), cv2.CMP_GT)
    return dark


def _bars(dark: Image, length: int) -> list[tuple[float, float, float]]:
    """The level bars of at least `length` pixels: from where to where, and how far down."""
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    opened = cv2.dilate(opened, np.ones((3, 1), np.uint8))  # the steps of a slanting line touch
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    bars = []
    for label, (x, y, w, h, _) in enumerate(boxes.tolist()):
        if label == 0 or w < length:
            continue
        down = _agreed(labels[y : y + h, x : x + w] == label)
        if down is not None:
            bars.append((float(x), float(x + w), y + down))
    return bars


def _agreed(piece: Image) -> float | None:
    """How far down the line lies on which most columns of a piece agree, None where they agree on none.

    In low rows the strokes of characters touch a ruling and are one piece with it; they must not draw it to them.
    """
    thick = piece.sum(axis=0)
    usual = float(np.median(thick))
    if usual > _THICK:
        return None
    middle = np.argmax(piece, axis=0) + thick / 2
    own = np.flatnonzero(thick <= usual + 1)
    slope, level = 0.0, float(np.median(middle[own]))
    for _ in range(_ROUNDS):
        off = np.abs(middle[own] - (slope * own + level))
        near = own[off <= max(_SPREAD, float(np.median(off)))]
        if np.ptp(near) > 0:
            slope, level = np.polyfit(near, middle[near], 1)
    if abs(slope) * piece.shape[1] > _SPREAD + _SLANT * piece.shape[1] or near.size < _AGREEING * piece.shape[1]:
        return None
    return float(slope * piece.shape[1] / 2 + level)
