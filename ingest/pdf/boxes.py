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

# in parts of the font size
BACKSTEP = 0.5  # kerning and raised marks step back, a new line steps back farther
WORD_GAP = 0.2  # a wider gap is a space
LINE_GAP = 1.0  # a wider gap parts two entries on one row, as 填报单位： and 填报日期：


def shown(frame: Box, rotation: int, x: float, y: float) -> Point:
    """A stored point as it is shown. `frame` is left, bottom, right, top of what is shown, `rotation` clockwise."""
    left, bottom, right, top = frame
    match rotation:
        case 90:
            return y - bottom, x - left
        case 180:
            return right - x, y - bottom
        case 270:
            return top - y, right - x
        case _:
            return x - left, top - y


def shown_box(frame: Box, rotation: int, left: float, bottom: float, right: float, top: float) -> Box:
    """A stored rectangle as it is shown."""
    a, b = shown(frame, rotation, left, bottom), shown(frame, rotation, right, top)
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


@dataclass(frozen=True, slots=True)
class CharBoxes:
    """The boxes of all characters of a page, in 16 bytes each, by character index.

    `sides` holds left, top, right and bottom as stored.
    """

    sides: array[float]
    rotation: int
    frame: Box

    def __len__(self) -> int:
        return len(self.sides) // 4

    def __getitem__(self, char: int) -> Box:
        left, top, right, bottom = self.sides[4 * char : 4 * char + 4]
        if self.rotation == 0:
            x, _, _, y = self.frame
            return left - x, y - top, right - x, y - bottom
        return shown_box(self.frame, self.rotation, left, bottom, right, top)

    def of(self, chars: Sequence[int]) -> list[Box]:
        """The boxes of some characters."""
        return [self[char] for char in chars]


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around at least one box."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def same_row(a: Box, b: Box) -> bool:
    """Whether two boxes stand on one printed line: they share at least half of the lower one's height."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return shared >= 0.5 * min(a[3] - a[1], b[3] - b[1])


def span_of(first: Box, last: Box) -> Box:
    """The box of a line from its first and its last character."""
    return first[0], min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])


def is_beside(before: Box, box: Box, size: float, gap: float) -> bool:
    """Whether a box stands right of another on the same row, by no more than `gap` font sizes."""
    return -BACKSTEP * size <= box[0] - before[2] <= gap * size and same_row(before, box)
