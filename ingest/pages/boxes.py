"""Boxes of characters and lines: how a stored page is shown, and what stands beside what.

PDFium measures from the lower left of the page as it is stored; people see it cropped and turned. Every box here is
(x0, top, x1, bottom) in points from the upper left of the page as it is shown.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# in parts of the font size
BACKSTEP = 0.5  # kerning and raised marks step back, a new line steps back farther
WORD_GAP = 0.2  # a wider gap is a space
LINE_GAP = 1.0  # a wider gap parts two entries on one row, as 填报单位： and 填报日期：


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a stored page that is shown, and the turn clockwise (0, 90, 180, 270) with which it is."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.rotation in (0, 180) else (height, width)

    def point(self, x: float, y: float) -> Point:
        """A stored point as it is shown."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, a: Point, b: Point) -> Box:
        """The stored rectangle between two opposite corners as it is shown."""
        (ax, ay), (bx, by) = self.point(*a), self.point(*b)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@dataclass(frozen=True, slots=True)
class CharBoxes:
    """The boxes of all characters of a page, in 16 bytes each, by character index.

    `sides` holds left, top, right and bottom as stored.
    """

    sides: array[float]
    frame: Frame

    def __len__(self) -> int:
        return len(self.sides) // 4

    def __getitem__(self, char: int) -> Box:
        left, top, right, bottom = self.sides[4 * char : 4 * char + 4]
        frame = self.frame
        if frame.rotation == 0:
            return left - frame.left, frame.top - top, right - frame.left, frame.top - bottom
        return frame.box((left, bottom), (right, top))

    def of(self, chars: Sequence[int]) -> list[Box]:
        """The boxes of some characters."""
        return [self[char] for char in chars]


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around at least one box."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


# The next two are asked of every line, and comparisons cost half as much as min and max.


def same_row(a: Box, b: Box) -> bool:
    """Whether two boxes stand on one printed line: they share at least half of the lower one's height."""
    top = a[1] if a[1] > b[1] else b[1]
    bottom = a[3] if a[3] < b[3] else b[3]
    high, low = a[3] - a[1], b[3] - b[1]
    return bottom - top >= 0.5 * (high if high < low else low)


def span_of(first: Box, last: Box) -> Box:
    """The box of a line from its first and its last character."""
    return (
        first[0],
        first[1] if first[1] < last[1] else last[1],
        first[2] if first[2] > last[2] else last[2],
        first[3] if first[3] > last[3] else last[3],
    )


def is_beside(before: Box, box: Box, size: float, gap: float) -> bool:
    """Whether a box stands right of another on the same row, by no more than `gap` font sizes."""
    return -BACKSTEP * size <= box[0] - before[2] <= gap * size and same_row(before, box)


def mark_between(before: Box, box: Box, size: float, spacing: float = 0.0) -> str:
    """What stands between two characters: a line end, a space, or nothing.

    `spacing` is the width in points by which the characters of a run are set apart.
    """
    gap = LINE_GAP + spacing / size if size > 0 else LINE_GAP
    if not is_beside(before, box, size, gap):
        return "\n"
    return " " if box[0] - before[2] - spacing > WORD_GAP * size else ""


def times(a: Matrix, b: Matrix) -> Matrix:
    """First `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def moved(m: Matrix, point: Point) -> Point:
    """A point through a matrix."""
    x, y = point
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
