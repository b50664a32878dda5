"""Which character of which page stands at an offset of raw text, and where it is printed.

Noted while reading: five numbers a line and 16 bytes a character. To open the file again for the places of a dozen
facts would cost more than twice the reading.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import PagePlace, Place, Span
from ingest.pages.boxes import Box, CharBoxes, union


class RunMap:
    """Runs of raw text whose code points have character indices that follow one another, in order of raw.

    Each is five numbers in one array: where it starts, how long it is, the printed line, the page, the first character.
    """

    def __init__(self) -> None:
        self._runs = array("l")

    def add(self, start: int, line: int, page: int, chars: Sequence[int]) -> None:
        """Note that raw from `start` on, in printed line number `line`, is the characters `chars` of `page`."""
        if isinstance(chars, range):
            self._runs.extend((start, len(chars), line, page, chars[0]))
            return
        begin = 0
        for i in range(1, len(chars) + 1):
            if i == len(chars) or chars[i] != chars[i - 1] + 1:
                if chars[begin] >= 0:
                    self._runs.extend((start + begin, i - begin, line, page, chars[begin]))
                begin = i

    def within(self, span: Span) -> Iterator[tuple[int, int, range]]:
        """Printed line, page and characters of every run that a span touches."""
        runs = self._runs
        at = bisect_right(range(0, len(runs), 5), span[0], key=runs.__getitem__)
        for i in range(max(0, at - 1) * 5, len(runs), 5):
            start, length, line, page, char = runs[i : i + 5]
            if start >= span[1]:
                return
            begin, stop = max(span[0] - start, 0), min(span[1] - start, length)
            if begin < stop:
                yield line, page, range(char + begin, char + stop)


@dataclass(frozen=True, slots=True)
class PageLocator:
    """Callable: a span of raw → the box of its characters on every printed line; () where nothing is printed."""

    raw: str
    runs: RunMap
    boxes: Mapping[int, CharBoxes]

    def __call__(self, span: Span) -> tuple[Place, ...]:
        start, end = span
        text = self.raw[start:end]
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        lines: dict[tuple[int, int], list[Box]] = {}
        for line, page, chars in self.runs.within((start, end)):
            inked = (box for box in self.boxes[page].of(chars) if box[0] < box[2])
            lines.setdefault((line, page), []).extend(inked)
        return tuple(_place(page, boxes) for (_, page), boxes in lines.items() if boxes)


def _place(page: int, boxes: Sequence[Box]) -> PagePlace:
    """Around all boxes, to the hundredth of a point: finer than any printer."""
    x0, top, x1, bottom = union(boxes)
    return PagePlace(page, (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))
