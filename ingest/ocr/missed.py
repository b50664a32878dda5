"""Found lines and the page image → ink that no line covers, as small quadrilaterals to be read as well.

The network that finds lines passes over lone thin characters: 一 before 、, a 年 or 日 in a form. Nothing that looks
like a character may go unread; dust and rulings are smaller or longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ingest.ocr.geometry import Image, Quad, grown, sides

_EM = 16  # pixels of the font size on the copy
_DARKER = 45  # grey levels
_COARSE = 1 / 12  # of the copy, on which print vanishes and the shades of the paper stay
_RULING = 2.2  # font sizes from which on a straight stroke is a ruling
_SMALLEST, _LONE, _LARGEST = 0.2, 0.42, 1.7  # font sizes: of a part beside a line, of a character that stands alone
_NEAR = 1.7  # font sizes between a line and what belongs to its end
_MARGIN = 0.012  # of the page; shadows of its edge are no ink
_MANY = 60  # pieces; a page with more is grainy, and its dust is not worth reading


@dataclass(frozen=True, slots=True)
class Missed:
    """Lines as they would be with the ink at their ends, by index; the same ink as boxes of its own, should the longer
    line make no sense; and boxes around ink that stands alone.
    """

    longer: dict[int, Quad]
    ends: dict[int, tuple[Quad, ...]]
    alone: tuple[Quad, ...]


def find_missed(grey: Image, lines: Sequence[Quad], size: float) -> Missed:
    """The ink outside of all lines; `size` of the font in pixels."""
    scale = max(1.0, size / _EM)
    em = size / scale
    pieces = _pieces(grey, lines, scale, em)
    if len(pieces) > _MANY:
        return Missed({}, {}, ())
    longer: dict[int, Quad] = {}
    ends: dict[int, tuple[Quad, ...]] = {}
    waiting = sorted(pieces, key=lambda box: -max(box[2] - box[0], box[3] - box[1]))
    while waiting:  # a piece may reach a line only over another piece
        left: list[tuple[float, float, float, float]] = []
        for box in waiting:
            line = _attach(box, lines, longer, size)
            if line is None:
                left.append(box)
            elif _is_character(box, size):
                ends[line] = (*ends.get(line, ()), _around(box, size))
        if len(left) == len(waiting):
            break
        waiting = left
    return Missed(longer, ends, tuple(_around(box, size) for box in waiting if _is_character(box, size)))


def _is_character(box: tuple[float, float, float, float], size: float) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) >= _LONE * size


def _around(box: tuple[float, float, float, float], size: float) -> Quad:
    """The line that a lone character would be."""
    x0, top, x1, bottom = box
    middle, half = (top + bottom) / 2, 0.65 * size
    left, right = x0 - 0.25 * size, x1 + 0.25 * size
    high, low = min(top - 0.1 * size, middle - half), max(bottom + 0.1 * size, middle + half)
    return np.array([[left, high], [right, high], [right, low], [left, low]], dtype=np.float32)


def _pieces(grey: Image, lines: Sequence[Quad], scale: float, em: float) -> list[tuple[float, float, float, float]]:
    """Boxes of connected ink of the size of characters, in pixels of the image."""
    height, width = (max(1, round(side / scale)) for side in grey.shape)
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.resize(small, None, fx=_COARSE, fy=_COARSE, interpolation=cv2.INTER_AREA), 5)
    dark = cv2.compare(cv2.subtract(cv2.resize(paper, (width, height)), small), (_DARKER,), cv2.CMP_GT)
    long = round(_RULING * em)
    rulings = np.zeros_like(dark)
    for gap, bar in (((1, 3), (1, long)), ((3, 1), (long, 1))):  # found in both directions before either is taken out
        joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(gap, np.uint8))
        rulings |= cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(bar, np.uint8))
    dark[cv2.dilate(rulings, np.ones((5, 5), np.uint8)) > 0] = 0
    for line in lines:
        cv2.fillConvexPoly(dark, np.round(grown(line, 0.0, 1.0) / scale).astype(np.int32), 0)
    edge_x, edge_y = round(_MARGIN * width) + 1, round(_MARGIN * height) + 1
    dark[:edge_y], dark[-edge_y:], dark[:, :edge_x], dark[:, -edge_x:] = 0, 0, 0, 0
    joined = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for x, y, w, h in map(cv2.boundingRect, outlines):
        wide, high = w - 2, h - 2  # as it was before it was dilated
        if _SMALLEST * em <= max(wide, high) and max(wide, high) <= _LARGEST * em:
            boxes.append(((x + 1) * scale, (y + 1) * scale, (x + 1 + wide) * scale, (y + 1 + high) * scale))
    return boxes


def _attach(
    box: tuple[float, float, float, float], lines: Sequence[Quad], longer: dict[int, Quad], size: float
) -> int | None:
    """Lengthen the line that a piece of ink stands at the end of, and give its index; None where it stands at none."""
    x0, top, x1, bottom = box
    for i, found in enumerate(lines):
        line = longer.get(i, found)
        width, height = sides(line)
        if width < height or height > 2.2 * size:
            continue
        right = (line[1] - line[0]) / width
        down = (line[3] - line[0]) / height
        middle = np.array([(x0 + x1) / 2, (top + bottom) / 2], dtype=np.float32) - line[0]
        along, across = float(middle @ right), float(middle @ down)
        if not 0.1 * height < across < 0.95 * height:
            continue
        half = (x1 - x0) / 2
        if -_NEAR * size < along + half <= 0.2 * size:
            move = right * np.float32(min(along - half, 0.0) - 0.3 * size)
            longer[i] = line + np.stack([move, 0 * move, 0 * move, move])
            return i
        if width - 0.2 * size <= along - half < width + _NEAR * size:
            move = right * np.float32(max(along + half - width, 0.0) + 0.3 * size)
            longer[i] = line + np.stack([0 * move, move, move, 0 * move])
            return i
    return None
