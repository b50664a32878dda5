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
from ingest.pdf.boxes import Box, CharBoxes, union


class RunMap:
    """Runs of raw text whose code points have character indices that follow one another, in order of raw."""

    def __init__(self) -> None:
        self._starts = array("l")
        self._lengths = array("l")
        self._lines = array("l")
        self._pages = array("l")
        self._chars = array("l")

    def add(self, start: int, line: int, page: int, chars: Sequence[int]) -> None:
        """Note that raw from `start` on, in printed line number `line`, is the characters `chars` of `page`."""
        if isinstance(chars, range):
            self._add(start, len(chars), line, page, chars[0])
            return
        begin = 0
        for i in range(1, len(chars) + 1):
            if i == len(chars) or chars[i] != chars[i - 1] + 1:
                if chars[begin] >= 0:
                    self._add(start + begin, i - begin, line, page, chars[begin])
                begin = i

    def _add(self, start: int, length: int, line: int, page: int, char: int) -> None:
        self._starts.append(start)
        self._lengths.append(length)
        self._lines.append(line)
        self._pages.append(page)
        self._chars.append(char)

    def within(self, span: Span) -> Iterator[tuple[int, int, range]]:
        """Printed line, page and characters of every run that a span touches."""
        start, end = span
        i = max(0, bisect_right(self._starts, start) - 1)
        while i < len(self._starts) and self._starts[i] < end:
            begin = max(start, self._starts[i]) - self._starts[i]
            stop = min(end - self._starts[i], self._lengths[i])
            if begin < stop:
                yield self._lines[i], self._pages[i], range(self._chars[i] + begin, self._chars[i] + stop)
            i += 1


@dataclass(frozen=True, slots=True)
class PdfLocator:
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
