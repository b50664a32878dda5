"""A straightened page image → its ruling lines, as the table finder of born-digital pages takes them.

Long strokes are kept by opening the dark pixels with a level and an upright bar; those of characters are shorter.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ingest.ocr.geometry import Image, Mapping

Stroke = tuple[float, float, float, float]
"""x0, top, x1, bottom in pixels; level or upright, with no thickness."""

_FINE = 1400  # pixels of the longer side that are enough to find rulings
_GAP = 3  # pixels by which a faint ruling may be broken
_DARKER = 60  # grey levels by which a ruling differs from the paper
_EDGE = 0.08  # of the height of a line of print; rulings stand outside
_MOST = 0.7  # of a stroke
_SLANT = 0.02  # what is left of a ruling's slant, per pixel along
_THICK = 10  # pixels on the copy; a wider dark bar is a frame of a picture or the edge of a scan


def find_strokes(grey: Image, straight: Mapping, size: tuple[int, int], shortest: float) -> list[Stroke]:
    """The rulings of an image that `straight` maps to an upright page of `size`; `shortest` is in pixels."""
    scale = max(1.0, max(size) / _FINE)
    if scale > 1:  # the darkest pixel counts, or hairlines would fade
        grey = cv2.erode(grey, np.ones((int(np.ceil(scale)),) * 2, np.uint8))
    small = (round(size[0] / scale), round(size[1] / scale))
    mapping = (np.diag([1 / scale, 1 / scale, 1.0]) @ straight)[:2]
    level = cv2.warpAffine(grey, mapping, small, flags=cv2.INTER_LINEAR, borderValue=(255,))
    dark = _dark(level)
    length = max(12, round(shortest / scale))
    strokes = [(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2) for x0, y0, x1, y1 in _bars(dark, length)]
    turned = np.ascontiguousarray(dark.T)
    strokes += [((x0 + x1) / 2, y0, (x0 + x1) / 2, y1) for y0, x0, y1, x1 in _bars(turned, length)]
    return [(x0 * scale, y0 * scale, x1 * scale, y1 * scale) for x0, y0, x1, y1 in strokes]


def outside_text(strokes: Sequence[Stroke], lines: Sequence[Stroke]) -> list[Stroke]:
    """The strokes that are not made of the strokes of characters; `lines` are the boxes of the printed lines."""
    return [stroke for stroke in strokes if not any(_is_within(stroke, line) for line in lines)]


def _is_within(stroke: Stroke, line: Stroke) -> bool:
    """Whether most of a stroke lies in a line of print, well between its edges if it is level."""
    inset = _EDGE * (line[3] - line[1])
    across = min(stroke[2], line[2]) - max(stroke[0], line[0])
    down = min(stroke[3], line[3]) - max(stroke[1], line[1])
    if stroke[1] == stroke[3]:
        return line[1] + inset < stroke[1] < line[3] - inset and across > _MOST * (stroke[2] - stroke[0])
    return across >= 0 and down > _MOST * (stroke[3] - stroke[1])


def _dark(grey: Image) -> Image:
    """What is clearly darker than the paper around it."""
    paper = cv2.blur(cv2.dilate(cv2.resize(grey, None, fx=0.25, fy=0.25), np.ones((9, 9), np.uint8)), (9, 9))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    dark: Image = cv2.compare(cv2.subtract(paper, grey), (_DARKER,), cv2.CMP_GT)
    return dark


def _bars(dark: Image, length: int) -> list[tuple[float, float, float, float]]:
    """Boxes of the level bars of at least `length` pixels."""
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    opened = cv2.dilate(opened, np.ones((3, 1), np.uint8))  # the steps of a slanting line touch
    outlines, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = [(cv2.boundingRect(outline), cv2.contourArea(outline)) for outline in outlines]
    return [
        (float(x), float(y), float(x + w), float(y + h))
        for (x, y, w, h), area in found
        if w >= length and area <= _THICK * w and h <= _THICK + _SLANT * w
    ]
