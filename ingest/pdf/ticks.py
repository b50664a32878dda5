"""Characters of a page → the same, with every box and tick where it is printed on its line.

An office program sets □ and ☑ from another font and writes them behind the other words of the line, so that □是 ☑否
comes as 是 否□ ☑ and nobody could tell what was ticked.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.pages.boxes import Box, same_row
from ingest.pages.glyphs import Glyphs, PrintedPage

_BOX = re.compile("[□☐■☑☒✓✔√○●◯]")
_LINE = re.compile(r"[^\r\n]+")
_MOST = 400  # code points of a line in which boxes are looked for


def in_place(page: PrintedPage, glyphs: Glyphs) -> Glyphs:
    """The characters with the boxes of each line at their places, where the line has them elsewhere."""
    if _BOX.search(glyphs.text) is None:
        return glyphs
    order: list[int] = []
    at = 0
    for start, end in _rows(page, glyphs):
        order.extend(range(at, start))
        order.extend(_ordered(page, glyphs, start, end))
        at = end
    order.extend(range(at, len(glyphs.text)))
    if all(a < b for a, b in pairwise(order)):
        return glyphs
    return Glyphs("".join(glyphs.text[i] for i in order), [glyphs.chars[i] for i in order])


def _rows(page: PrintedPage, glyphs: Glyphs) -> list[tuple[int, int]]:
    """PDFium's lines; one that begins with a box, on the row of the lines before it, goes with those."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(glyphs.text):
        start, end = line.span()
        if _BOX.match(line.group()):
            box = page.boxes[glyphs.chars[start]]
            while found and any(same_row(other, box) for other in page.boxes.of(glyphs.chars[slice(*found[-1])])):
                start = found.pop()[0]
        found.append((start, end))
    return found


def _ordered(page: PrintedPage, glyphs: Glyphs, start: int, end: int) -> list[int]:
    """The positions of a line in the order of print."""
    text = glyphs.text
    whole = list(range(start, end))
    boxes = [i for i in whole if _BOX.match(text[i])]
    if not boxes or len(whole) > _MOST:
        return whole
    shape = dict(zip(whole, page.boxes.of(glyphs.chars[start:end]), strict=True))
    inked = [i for i in whole if not text[i].isspace()]
    if all(_follows(shape[a], shape[b]) for a, b in pairwise(inked) if a in boxes or b in boxes):
        return whole
    order = [i for i in whole if i not in boxes]
    for box in boxes:
        same = [i for i in order if not text[i].isspace() and same_row(shape[i], shape[box])]
        if not same:
            return whole
        nearest = min(same, key=lambda i: _gap(shape[i], shape[box]))
        behind = shape[nearest][0] < shape[box][0]
        order.insert(order.index(nearest) + behind, box)
    return order


def _follows(before: Box, box: Box) -> bool:
    """Whether a character stands right of the one before it, or on another row."""
    return box[0] >= before[0] or not same_row(before, box)


def _gap(one: Box, other: Box) -> float:
    """The white between two characters of a row."""
    return max(one[0] - other[2], other[0] - one[2], 0.0)
