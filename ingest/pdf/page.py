"""One open PDF page → its characters and their boxes, as a reader of the page sees them.

Character indices are PDFium's own; one character has one index, except beyond the Basic Multilingual Plane, where it
has two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import repeat
from math import hypot, pi

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.pages.boxes import CharBoxes, Frame
from ingest.pages.glyphs import HYPHEN_BREAK, REPLACEMENT, Glyphs
from ingest.pages.script import reads_as_chinese
from ingest.pdf import native
from ingest.pdf.native import Floats, run
from ingest.pdf.objects import INVISIBLE, Marks, find_marks

_HYPHEN_UNIT = 2  # the same in its list of characters

# characters that are checked one by one for a missing glyph map; of the others one in sixteen is
_CHECKED = re.compile(r"[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 16
_IMAGE_DEPTH = 4  # forms inside forms around a page image
_SLANT = pi / 36  # five degrees; a crooked scan has one


class OpenPage:
    """A page and its text page. `width` and `height` are in points, after rotation and cropping."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self.number = number
        self._page = page
        self._text = page.get_textpage()
        self._chars = native.handle(self._text.raw)
        self._matrix = Floats(1, 6)
        left, bottom, right, top = (float(v) for v in page.get_bbox())
        self.frame = Frame(left, bottom, right, top, int(page.get_rotation()))
        self.width, self.height = self.frame.size

    def close(self) -> None:
        """Release the page; nothing may be asked of it afterwards."""
        self._text.close()
        self._page.close()

    def marks(self) -> Marks:
        """What the objects of the page tell beside its text; good as long as the page is open."""
        return find_marks(native.handle(self._page.raw), self.frame)

    def images(self) -> list[pdfium.PdfImage]:
        """Its images, those inside forms included."""
        return list(self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_IMAGE_DEPTH))

    def render(self, scale: float) -> pdfium.PdfBitmap:
        """The page as it is shown, with so many pixels a point."""
        return self._page.render(scale=scale, may_draw_forms=False)

    def count(self) -> int:
        """How many characters the page has."""
        return int(self._text.count_chars())

    def glyphs(self) -> Glyphs:
        """The text of the page as read. A character without a glyph map becomes U+FFFD: its code is not its meaning."""
        count = self.count()
        text: str = self._text.get_text_range() if count else ""
        chars: Sequence[int] = range(count)
        if len(text) != count:
            text, chars = self._one_by_one(count)
        if self._lacks_map(text, chars):
            lost = self._lost(text, chars)
            text = "".join(REPLACEMENT if i in lost else c for i, c in enumerate(text))
        return Glyphs(text, chars)

    def _one_by_one(self, count: int) -> tuple[str, list[int]]:
        """Text and indices where PDFium's text and its list of characters differ in length."""
        units = list(map(native.char_unicode, repeat(self._chars), range(count)))
        text: list[str] = []
        chars: list[int] = []
        i = 0
        while i < count:
            unit = units[i]
            chars.append(i)
            if 0xD800 <= unit < 0xDC00 and i + 1 < count and 0xDC00 <= units[i + 1] < 0xE000:
                text.append(chr(0x10000 + ((unit - 0xD800) << 10) + (units[i + 1] - 0xDC00)))
                i += 2
                continue
            if unit == _HYPHEN_UNIT:
                text.append(HYPHEN_BREAK if native.char_is_hyphen(self._chars, i) == 1 else " ")
            else:
                text.append(REPLACEMENT if unit == 0 or 0xD800 <= unit < 0xE000 else chr(unit))
            i += 1
        return "".join(text), chars

    def _lacks_map(self, text: str, chars: Sequence[int]) -> bool:
        """Whether some character's font has no map to Unicode, so that PDFium gives its bare code."""
        suspects = [chars[m.start()] for m in _CHECKED.finditer(text)]
        suspects.extend(chars[::_SAMPLE])
        return 1 in map(native.char_has_no_map, repeat(self._chars), suspects)

    def _lost(self, text: str, chars: Sequence[int]) -> set[int]:
        """Code points without a glyph map, except in fonts whose codes are Unicode all the same."""
        fonts: dict[int, list[int]] = {}
        flags = map(native.char_has_no_map, repeat(self._chars), chars)
        for i, (char, flag) in enumerate(zip(chars, flags, strict=True)):
            if flag == 1:
                item = native.char_object(self._chars, char)
                fonts.setdefault(native.text_font(item) if item else 0, []).append(i)
        return {i for at in fonts.values() if not reads_as_chinese("".join(text[i] for i in at)) for i in at}

    def painted(self, glyphs: Glyphs) -> Glyphs:
        """The same characters with a space for each that is not painted (rendering mode 3)."""
        items = map(native.char_object, repeat(self._chars), glyphs.chars)
        hidden = [bool(item) and native.text_mode(item) == INVISIBLE for item in items]
        text = "".join(" " if h and not c.isspace() else c for c, h in zip(glyphs.text, hidden, strict=True))
        return Glyphs(text, glyphs.chars)

    @cached_property
    def boxes(self) -> CharBoxes:
        """The boxes of all characters: their advance, and the height of their font."""
        count = self.count()
        room = Floats(count, 4)
        run(map(native.char_box, repeat(self._chars), range(count), room.targets))
        return CharBoxes(room.values, self.frame)

    def size(self, char: int) -> float:
        """Font size of a character in points, as shown."""
        native.char_matrix(self._chars, char, self._matrix.targets[0])
        _, _, c, d, _, _ = self._matrix.values
        return float(raw.FPDFText_GetFontSize(self._text.raw, char)) * hypot(c, d)

    def is_slanted(self, char: int) -> bool:
        """Whether a character stands askew by more than a crooked scan would."""
        angle = float(raw.FPDFText_GetCharAngle(self._text.raw, char)) % (pi / 2)
        return _SLANT < angle < pi / 2 - _SLANT
