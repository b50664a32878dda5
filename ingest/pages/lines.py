"""Characters of a page → printed lines in content order, with their edges.

PDFium's own lines are the start. Only where the first and the last character of one do not stand side by side are its
other characters looked at. Where PDFium takes a sparse page for vertical writing it ends a line after every character;
such pieces are put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.pages.boxes import BACKSTEP, LINE_GAP, WORD_GAP, Box, is_beside, same_row, span_of, union
from ingest.pages.glyphs import HYPHEN_BREAK, Glyphs, PrintedPage
from ingest.pages.layout import TextLine

Stretch = tuple[int, int]
"""A range of code points of a page's text."""

_PRINTED_LINE = re.compile(rf"[^\r\n{HYPHEN_BREAK}]+{HYPHEN_BREAK}?")
# A character that would break the raw text into lines or cells of its own has no shape on paper.
_PLAIN = {**dict.fromkeys((*range(0x20), 0x7F, 0x85, 0x2028, 0x2029), " "), ord(HYPHEN_BREAK): "-"}
_STACK_GAP = 0.5  # of the character's height: vertical writing is set closer than lines are


def stretches(text: str) -> Iterator[Stretch]:
    """PDFium's lines without white space at their ends; blank ones are left out."""
    for match in _PRINTED_LINE.finditer(text):
        if stretch := trim(text, *match.span()):
            yield stretch


def trim(text: str, start: int, end: int) -> Stretch | None:
    """A range without white space at its ends, None where nothing is left."""
    piece = text[start:end]
    if piece.isprintable() and piece[0] != " " and piece[-1] != " ":  # isprintable is false of every other white space
        return start, end
    piece = piece.translate(_PLAIN)
    body = piece.strip()
    if not body:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(body)


def _plain(text: str) -> str:
    return text if text.isprintable() else text.translate(_PLAIN)


def read_lines(page: PrintedPage, glyphs: Glyphs) -> Iterator[TextLine]:
    """All lines of a page without tables."""
    last: TextLine | None = None
    for line in _pieces(page, glyphs):
        if last is not None and goes_on(last, line, LINE_GAP):
            last = joined(last, line)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _pieces(page: PrintedPage, glyphs: Glyphs) -> Iterator[TextLine]:
    for stretch in stretches(glyphs.text):
        if box := across(page, glyphs, stretch):
            yield make_line(page, glyphs, stretch, box)
        else:
            yield from cut(page, glyphs, stretch, page.boxes.of(glyphs.chars[slice(*stretch)]))


def across(page: PrintedPage, glyphs: Glyphs, stretch: Stretch) -> Box | None:
    """The box of a range that runs across the page, judged by its first and last character, else None."""
    first, last = page.boxes[glyphs.chars[stretch[0]]], page.boxes[glyphs.chars[stretch[1] - 1]]
    return span_of(first, last) if last[2] >= first[0] and same_row(first, last) else None


def make_line(page: PrintedPage, glyphs: Glyphs, stretch: Stretch, box: Box) -> TextLine:
    """The line of a range that runs across the page."""
    start, end = stretch
    chars = glyphs.chars[start:end]
    return TextLine(_plain(glyphs.text[start:end]), chars, box, page.size(chars[0]))


def goes_on(last: TextLine, line: TextLine, gap: float) -> bool:
    """Whether a line is the rest of the last one, `gap` font sizes away at the most."""
    return is_beside(last.box, line.box, last.size, gap)


def joined(last: TextLine, line: TextLine) -> TextLine:
    """One line of two that stand side by side, with a space where the gap is one."""
    space = " " * (line.box[0] - last.box[2] > WORD_GAP * last.size)
    return last._replace(
        text=last.text + space + line.text,
        chars=[*last.chars, *([-1] * len(space)), *line.chars],
        box=union((last.box, line.box)),
    )


def cut(page: PrintedPage, glyphs: Glyphs, stretch: Stretch, boxes: Sequence[Box]) -> Iterator[TextLine]:
    """The lines of a range of which all boxes are known: one across, one down or askew, or several taken for one."""
    start = stretch[0]
    if boxes[-1][2] >= boxes[0][0] and same_row(boxes[0], boxes[-1]):
        yield make_line(page, glyphs, stretch, union(boxes))
    elif page.is_slanted(glyphs.chars[start]):
        yield make_line(page, glyphs, stretch, union(boxes))._replace(slanted=True)
    elif _is_stack(boxes):
        yield make_line(page, glyphs, stretch, union(boxes))
    else:
        for a, b in _rows(glyphs.text, start, boxes):
            yield make_line(page, glyphs, (a, b), union(boxes[a - start : b - start]))


def _is_stack(boxes: Sequence[Box]) -> bool:
    """Written from top to bottom: every character close under the one before."""
    return all(
        b[0] < a[2] and b[2] > a[0] and 0 <= b[3] - a[3] <= (1 + _STACK_GAP) * (a[3] - a[1]) for a, b in pairwise(boxes)
    )


def _rows(text: str, start: int, boxes: Sequence[Box]) -> Iterator[Stretch]:
    """Cut a range, whose first code point is at `start`, wherever the next character leaves the printed line."""
    begin = start
    previous: Box | None = None
    for i, box in enumerate(boxes, start):
        if text[i].isspace():
            continue
        if previous is not None and not _follows(previous, box):
            if stretch := trim(text, begin, i):
                yield stretch
            begin = i
        previous = box
    if stretch := trim(text, begin, start + len(boxes)):
        yield stretch


def _follows(before: Box, box: Box) -> bool:
    return same_row(before, box) and box[0] >= before[0] - BACKSTEP * (before[3] - before[1])
