"""A recognised page → lines and ruled grids in points, made by the same steps as those of a born-digital page.

Layout is decided on the upright, level page; the boxes that a person is shown lie on the page as it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import UNSURE
from ingest.ocr.geometry import Mapping, bounds, mapped
from ingest.ocr.recognise import Box, ReadChar, ReadLine, Recognised
from ingest.pages.boxes import CharBoxes, Frame
from ingest.pages.cells import fill_grids
from ingest.pages.glyphs import Glyphs
from ingest.pages.layout import Doubt, Flaw, Layer, PageLayout, Verdict
from ingest.pages.lines import read_lines
from ingest.pages.ruling import Edge, TooManyRulingsError, find_cells

OPENING = "（《“‘【「〔"  # print at the right of their square, so that a line seems to begin half a character late
_LATE = 0.45  # of the font size
DIGIT_DOUBT = 0.85  # score below which a digit is in doubt; right ones have 0.99 and more
LETTER_DOUBT = 0.6  # the same for Chinese characters and letters, of which a reader makes sense all the same


@dataclass(frozen=True, slots=True)
class Scale:
    """How the pixels of a page image become points: `place` for the image as it was given, `points` a pixel."""

    place: Mapping
    points: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What lines and cells ask of a page; characters are numbered in reading order."""

    height: float
    boxes: CharBoxes
    sizes: Sequence[float]

    def size(self, char: int) -> float:
        """Font size of a character in points."""
        return self.sizes[char]

    def is_slanted(self, char: int) -> bool:  # noqa: ARG002 – lines were made level one by one
        """Never: whatever was recognised stands across the page."""
        return False


def lay_out(
    number: int, page: Recognised, scale: Scale, lines: Sequence[ReadLine], doubts: Iterable[Doubt] = ()
) -> PageLayout:
    """The layout of page `number`; `lines` are those of the page, or what a vote made of them."""
    width, height = (side * scale.points for side in page.size)
    frame = Frame(0.0, 0.0, width, height)
    level, shown = array("f"), array("f")
    sizes: list[float] = []
    text: list[str] = []
    chars: list[int] = []
    for line in lines:
        if text:
            text.append("\n")
            chars.append(-1)
        for i, char in enumerate(line.chars):
            x0, top, x1, bottom = (side * scale.points for side in char.box)
            if i == 0 and char.text in OPENING:
                x0 -= _LATE * line.size * scale.points
            level.extend((x0, height - top, x1, height - bottom))
            left, upper, right, lower = _on_page(char.place, scale.place)
            shown.extend((left, height - upper, right, height - lower))
            chars.append(len(sizes))
            text.append(char.text)
            sizes.append(line.size * scale.points)
    sheet = _Sheet(height, CharBoxes(level, frame), sizes)
    glyphs = Glyphs("".join(text), chars)
    flaws: set[Flaw] = set()
    try:
        groups = find_cells(_edges(page, scale.points))
    except TooManyRulingsError:
        groups = []
        flaws.add(Flaw.CROWDED)
    if page.lost:
        flaws.add(Flaw.UNREADABLE)
    pieces = fill_grids(sheet, glyphs, groups) if groups else tuple(read_lines(sheet, glyphs))
    return PageLayout(
        number,
        height,
        Verdict(Layer.RECOGNISED, round(page.score, 3)),
        pieces,
        CharBoxes(shown, frame),
        frozenset(flaws),
        doubts=(*doubts, *_unsure(lines)),
    )


def _on_page(box: Box, place: Mapping) -> Box:
    x0, top, x1, bottom = box
    return bounds(mapped([(x0, top), (x1, top), (x1, bottom), (x0, bottom)], place))


def _edges(page: Recognised, points: float) -> list[Edge]:
    edges = []
    for stroke in page.strokes:
        x0, top, x1, bottom = (side * points for side in stroke)
        edges.append(Edge(x0 == x1, (x0, top, x1, bottom)))
    return edges


def _unsure(lines: Sequence[ReadLine]) -> Iterable[Doubt]:
    """A doubt for every run of characters that were read with too little certainty."""
    at = 0
    for line in lines:
        run: list[int] = []
        for i, char in enumerate(line.chars, at):
            if is_unsure(char):
                run.append(i)
            elif run:
                yield Doubt(range(run[0], run[-1] + 1), UNSURE)
                run = []
        if run:
            yield Doubt(range(run[0], run[-1] + 1), UNSURE)
        at += len(line.chars)


def is_unsure(char: ReadChar) -> bool:
    """Whether a character may well be another one. Marks are left out: they decide no value."""
    if char.text.isdigit():
        return char.score < DIGIT_DOUBT
    return char.text.isalpha() and char.score < LETTER_DOUBT
