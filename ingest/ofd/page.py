"""One OFD page → its layout: the verdict on its text, its lines and its ruled tables.

The steps are those of a PDF page: characters in content order become lines, painted lines become grids.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.ofd.content import Sheet
from ingest.ofd.text import Run
from ingest.pages.boxes import CharBoxes, Frame, mark_between
from ingest.pages.cells import fill_grids
from ingest.pages.glyphs import Glyphs
from ingest.pages.layout import READABLE, Flaw, Layer, PageLayout, Verdict
from ingest.pages.lines import read_lines
from ingest.pages.recognised import FULL_PAGE, printed, printed_in
from ingest.pages.ruling import TooManyRulingsError, find_cells, find_edges
from ingest.pages.script import bad_count, is_noise

_FEW = 20  # characters over a page image: a page number, a watermark
_PICTURE = 0.1  # a page without text but with so large a picture says something that was not read
_OUTLINED = 300  # curves; some thirty characters drawn as outlines
_OVER_IMAGE_CONFIDENCE = 0.6
_MOST_BAD = 0.1


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The characters of a page; serves where an open PDF page does. `runs[i]` is the run of character i."""

    height: float
    boxes: CharBoxes
    runs: Sequence[Run]

    def size(self, char: int) -> float:
        """Font size of a character in points."""
        return self.runs[char].size

    def is_slanted(self, char: int) -> bool:
        """Whether a character stands askew."""
        return self.runs[char].slanted


def drawn(runs: Sequence[Run], height: float) -> tuple[DrawnPage, Glyphs]:
    """Runs as a page of characters and its text, with a line end or a space where the next character is apart."""
    sides = array("f", (side for run in runs for b in run.boxes for side in (b[0], -b[1], b[2], -b[3])))
    page = DrawnPage(height, CharBoxes(sides, Frame(0.0, -height, 0.0, 0.0)), [run for run in runs for _ in run.text])
    text: list[str] = []
    chars: list[int] = []
    at = 0
    before: Run | None = None
    for run in runs:
        if before is not None:
            mark = mark_between(before.boxes[-1], run.boxes[0], before.size)
            text.append(mark)
            chars.extend([at - 1] * len(mark))
        for i, mark in enumerate(_marks(run)):
            text.append(mark + run.text[i])
            chars.extend([at + i] * (len(mark) + 1))
        at += len(run.text)
        before = run
    return page, Glyphs("".join(text), chars)


def _marks(run: Run) -> Iterator[str]:
    """What stands before every character of a run."""
    yield ""
    for i, (a, b) in enumerate(pairwise(run.boxes)):
        if run.slanted or b[1] >= a[3] or b[3] <= a[1]:  # askew, or set from top to bottom
            yield ""
        else:
            mark = mark_between(a, b, run.size, run.spacing)
            yield "" if mark == " " and (run.text[i].isspace() or run.text[i + 1].isspace()) else mark


def lay_out(sheet: Sheet, number: int) -> PageLayout:
    """The lines and tables of a page, none where its text is not what is printed."""
    scanned = sheet.image_share >= FULL_PAGE
    runs = [*sheet.runs, *sheet.hidden] if scanned else sheet.runs
    hidden = 0 if scanned else sum(printed(run.text) for run in sheet.hidden)
    verdict = judge("".join(run.text for run in runs), sheet)
    if verdict.layer not in READABLE:
        return PageLayout(number, sheet.height, verdict, hidden=hidden)
    page, glyphs = drawn(runs, sheet.height)
    flaws: set[Flaw] = set()
    try:
        groups = find_cells(find_edges(sheet.paths)) if sheet.paths else []
    except TooManyRulingsError:
        groups = []
        flaws.add(Flaw.CROWDED)
    pieces = fill_grids(page, glyphs, groups) if groups else tuple(read_lines(page, glyphs))
    off = [piece for piece in pieces if not _is_on(sheet, piece.box)]
    if off and 2 * printed_in(off) <= printed_in(pieces):  # more, and it is the size of the page that is wrong
        hidden += printed_in(off)
        pieces = tuple(piece for piece in pieces if _is_on(sheet, piece.box))
    return PageLayout(number, sheet.height, verdict, pieces, page.boxes, frozenset(flaws), hidden)


def judge(text: str, sheet: Sheet) -> Verdict:
    """Whether the text of a page is what is printed; the same reasons as for a PDF page."""
    shown = "".join(text.split())
    if len(shown) < _FEW and (sheet.image_share >= FULL_PAGE or sheet.curves > _OUTLINED):
        return Verdict(Layer.IMAGE, 0.0)
    if not shown:
        return Verdict(Layer.IMAGE, 0.0) if sheet.image_share >= _PICTURE else Verdict(Layer.BLANK, 1.0)
    share = bad_count(shown) / len(shown)
    if share > _MOST_BAD or is_noise(shown):
        return Verdict(Layer.GARBLED, 0.0)
    if sheet.image_share >= FULL_PAGE:
        return Verdict(Layer.OVER_IMAGE, round(_OVER_IMAGE_CONFIDENCE * (1 - share), 3))
    return Verdict(Layer.BORN_DIGITAL, round(1 - share, 3))


def _is_on(sheet: Sheet, box: tuple[float, float, float, float]) -> bool:
    return box[2] > 0 and box[3] > 0 and box[0] < sheet.width and box[1] < sheet.height
