"""Pages of a file as pdfplumber reads them: the fallback for characters that PDFium leaves out.

PDFium skips a piece of text without extent. In a font that is not embedded a lone digit is such a piece when the
substitute font has no glyph for it; pdfplumber takes its width from the PDF and keeps it. It is fifty times slower,
so it is asked only about such pages, and never about forms, in which pdfminer may lose itself.
"""

from __future__ import annotations

import logging
from array import array
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.pages.boxes import CharBoxes, Frame, mark_between
from ingest.pages.glyphs import Glyphs

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF


@dataclass(frozen=True, slots=True)
class PlumbedPage:
    """The characters of a page in content order; serves where an OpenPage does."""

    height: float
    texts: tuple[str, ...]
    boxes: CharBoxes
    sizes: tuple[float, ...]
    slants: tuple[bool, ...]

    @property
    def printed(self) -> int:
        """How many characters the page has, white space aside."""
        return sum(len(text) for text in self.texts if not text.isspace())

    def glyphs(self) -> Glyphs:
        """The text with a line end wherever the next character is not beside the last one, and spaces for gaps."""
        text: list[str] = []
        chars: list[int] = []

        def put(piece: str, char: int) -> None:
            text.extend(piece)
            chars.extend([char] * len(piece))

        put(self.texts[0], 0)
        for before, char in pairwise(range(len(self.texts))):
            put(self._between(before, char), before)
            put(self.texts[char], char)
        return Glyphs("".join(text), chars)

    def _between(self, before: int, char: int) -> str:
        mark = mark_between(self.boxes[before], self.boxes[char], self.sizes[before])
        spaced = self.texts[before].isspace() or self.texts[char].isspace()
        return "" if mark == " " and spaced else mark

    def size(self, char: int) -> float:
        """Font size of a character in points."""
        return self.sizes[char]

    def is_slanted(self, char: int) -> bool:
        """Whether a character stands askew."""
        return self.slants[char]


class Plumber:
    """pdfplumber on one file, opened when it is first needed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: PDF | None = None

    def page(self, number: int) -> PlumbedPage | None:
        """Page `number` (from 1), or None where pdfplumber can't read it or finds glyphs without Unicode."""
        import pdfplumber  # noqa: PLC0415 – 0.1 s to load, and hardly any document needs it

        try:
            if self._pdf is None:
                logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font, once a character
                self._pdf = pdfplumber.open(BytesIO(self._data))
            page = self._pdf.pages[number - 1]
            found = page.dedupe_chars().chars
            left, top, right, bottom = page.cropbox
            page.close()
        except Exception:  # pdfminer raises whatever comes up on a damaged file, TypeError and RecursionError included
            return None
        if not found or any("(cid:" in c["text"] for c in found):
            return None
        # as stored by PDFium, where y grows upwards
        sides = array("f", (side for c in found for side in (c["x0"], -c["top"], c["x1"], -c["bottom"])))
        return PlumbedPage(
            float(page.height),
            tuple(c["text"] for c in found),
            CharBoxes(sides, Frame(left, -bottom, right, -top)),
            tuple(float(c["size"]) for c in found),
            tuple(not (abs(c["matrix"][1]) < 1e-3 or abs(c["matrix"][0]) < 1e-3) for c in found),
        )
