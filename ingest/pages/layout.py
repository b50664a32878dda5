"""What stands on one page: printed lines and ruled grids in reading order, each with its box.

Made page by page, folded into the Reading by `compose`, then forgotten; boxes are (x0, top, x1, bottom) in points
from the top left of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from ingest.pages.boxes import Box, CharBoxes


class Layer(Enum):
    """What the gate says of a page's text layer."""

    BORN_DIGITAL = "born_digital"
    OVER_IMAGE = "over_image"  # text that somebody's OCR laid over a page image
    RECOGNISED = "recognised"  # read from the page image, with the layer as second witness where there is one
    BLANK = "blank"  # nothing is printed
    IMAGE = "image"  # something is printed, but not as text
    GARBLED = "garbled"  # there is text, but not the text that is printed
    BROKEN = "broken"  # the page itself can't be opened
    BEYOND = "beyond"  # not readable by its layer, and more pages were recognised before it than a file may have
    TOO_LARGE = "too_large"  # its image has more pixels than a page may have


class Flaw(Enum):
    """What was not as it should be on a page that was read all the same."""

    CROWDED = "crowded"  # more rulings than a table may have; read without tables
    INCOMPLETE = "incomplete"  # PDFium leaves characters out, and pdfplumber could not help
    UNREADABLE = "unreadable"  # marks that look like text and that recognition makes no sense of
    BEYOND = "beyond"  # not recognised, because as many pages were before it as a file may have
    CUT_OFF = "cut_off"  # the same, and those after it were not even looked at
    FOREIGN = "foreign"  # the text layer says something else than the page image, or much more


READABLE = frozenset({Layer.BORN_DIGITAL, Layer.OVER_IMAGE, Layer.RECOGNISED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's verdict on one page; `confidence` from 0 to 1."""

    layer: Layer
    confidence: float


class Doubt(NamedTuple):
    """Characters of a page (by their indices) that may be others; `other` is what a second witness reads there."""

    chars: range
    reason: str
    other: str = ""


class TextLine(NamedTuple):
    """A printed line without white space at its ends; a tuple because there are dozens on every page.

    `chars` holds PDFium's character index of every code point of `text`, -1 for one that was put in; `size` is the
    font size in points as shown; `slanted` says that the line runs neither across nor down (a watermark).
    """

    text: str
    chars: Sequence[int]
    box: Box
    size: float
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid at (row, col); `content` are its lines and nested grids in reading order."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    content: tuple[TextLine | Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `xs` and `ys` are the positions of its rulings, cells in order of row and column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        """The outer edge."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page, `number` from 1, `height` in points."""

    number: int
    height: float
    verdict: Verdict
    pieces: tuple[TextLine | Grid, ...] = ()
    boxes: CharBoxes | None = None  # of all characters, where the pieces have any
    flaws: frozenset[Flaw] = frozenset()
    hidden: int = 0  # characters that nobody sees: not painted, or off the page
    doubts: tuple[Doubt, ...] = ()
    seals: tuple[Box, ...] = ()  # pictures of seals on a page that carries text
