"""One open PDF page → its characters, their boxes, its paths and images, in the coordinates a reader of the page sees.

The only module that calls PDFium's functions for page content. Character indices are PDFium's own; one character
has one index, except beyond the Basic Multilingual Plane, where it has two.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import eq
from typing import Protocol

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from ingest.pdf.boxes import Box, CharBoxes, Point, shown, shown_box
from ingest.pdf.script import reads_as_chinese

Matrix = tuple[float, float, float, float, float, float]

REPLACEMENT = "\ufffd"
HYPHEN_BREAK = "\ufffe"  # PDFium puts this for a hyphen at a line's end and drops the line end
_HYPHEN_UNIT = 2  # the same in its list of characters

MAX_OBJECTS = 50_000  # per page; a page of maps and drawings has a few thousand
MAX_DEPTH = 12  # forms inside forms; producers nest two or three
# FPDFText_GetLooseCharBox that writes left, top, right, bottom (FS_RECTF) to a bare address: half the cost of a struct
# for every character, and every character of every page is asked.
_read_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_TEXT, _PATH = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# characters that are checked one by one for a missing glyph map; of the others one in sixteen is
_CHECKED = re.compile(r"[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 16


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in content order; `chars[i]` is the character index of code point i of `text`."""

    text: str
    chars: Sequence[int]
    unmapped: int = 0  # characters whose font has no map to Unicode; they stand as U+FFFD in `text`


class PrintedPage(Protocol):
    """What lines and cells ask of a page."""

    @property
    def height(self) -> float:
        """In points, as shown."""

    @property
    def boxes(self) -> CharBoxes:
        """The boxes of all characters."""

    def size(self, char: int) -> float:
        """Font size of a character in points, as shown."""

    def is_slanted(self, char: int) -> bool:
        """Whether a character stands askew by more than a crooked scan would."""


@dataclass(frozen=True, slots=True)
class Subpath:
    """A painted line of points; `closed` says that the last point leads back to the first."""

    points: tuple[Point, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What the objects of a page tell beside its text.

    `image_share` is the part of the page under images (0 to 1), `paths` its paths with their matrices, `forms` the
    number of forms; `invisible` says that its text is there for searching only, as in OCR layers, `lost` that there
    is text which PDFium leaves out.
    """

    image_share: float
    paths: tuple[tuple[pdfium_c.FPDF_PAGEOBJECT, Matrix], ...]
    forms: int
    invisible: bool
    lost: bool


class OpenPage:
    """A page and its text page. `width` and `height` are in points, after rotation and cropping."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self.number = number
        self._page = page
        self._text = page.get_textpage()
        self._matrix = pdfium_c.FS_MATRIX()
        left, bottom, right, top = (float(v) for v in page.get_bbox())
        self._rotation = int(page.get_rotation())
        self._frame: Box = (left, bottom, right, top)
        size = (right - left, top - bottom)
        self.width, self.height = size if self._rotation % 180 == 0 else size[::-1]

    def close(self) -> None:
        """Release the page; nothing may be asked of it afterwards."""
        self._text.close()
        self._page.close()

    # -- characters

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
        if not self._lacks_map(text, chars):
            return Glyphs(text, chars)
        lost = self._lost(text, chars)
        return Glyphs("".join(REPLACEMENT if i in lost else c for i, c in enumerate(text)), chars, len(lost))

    def _lost(self, text: str, chars: Sequence[int]) -> set[int]:
        """Code points without a glyph map, except in fonts whose codes are Unicode all the same."""
        fonts: dict[int, list[int]] = {}
        flags = map(pdfium_c.FPDFText_HasUnicodeMapError, repeat(self._text.raw), chars)
        for i, (char, flag) in enumerate(zip(chars, flags, strict=True)):
            if flag == 1:
                item = pdfium_c.FPDFText_GetTextObject(self._text.raw, char)
                font = ctypes.cast(pdfium_c.FPDFTextObj_GetFont(item), ctypes.c_void_p) if item else ctypes.c_void_p()
                fonts.setdefault(font.value or 0, []).append(i)
        return {i for at in fonts.values() if not reads_as_chinese("".join(text[i] for i in at)) for i in at}

    def _one_by_one(self, count: int) -> tuple[str, list[int]]:
        """Text and indices where PDFium's text and its list of characters differ in length."""
        units = list(map(pdfium_c.FPDFText_GetUnicode, repeat(self._text.raw), range(count)))
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
                text.append(HYPHEN_BREAK if pdfium_c.FPDFText_IsHyphen(self._text.raw, i) == 1 else " ")
            else:
                text.append(REPLACEMENT if unit == 0 or 0xD800 <= unit < 0xE000 else chr(unit))
            i += 1
        return "".join(text), chars

    def _lacks_map(self, text: str, chars: Sequence[int]) -> bool:
        """Whether some character's font has no map to Unicode, so that PDFium gives its bare code."""
        suspects = [chars[m.start()] for m in _CHECKED.finditer(text)]
        suspects.extend(chars[::_SAMPLE])
        return 1 in map(pdfium_c.FPDFText_HasUnicodeMapError, repeat(self._text.raw), suspects)

    @cached_property
    def boxes(self) -> CharBoxes:
        """The boxes of all characters: their advance, and the height of their font."""
        count = self.count()
        sides = array("f", bytes(16 * count))
        start, _ = sides.buffer_info()
        handle = ctypes.cast(self._text.raw, ctypes.c_void_p).value
        targets = range(start, start + 16 * count, 16)
        deque(map(_read_box, repeat(handle), range(count), targets), maxlen=0)
        return CharBoxes(sides, self._rotation, self._frame)

    def size(self, char: int) -> float:
        """Font size of a character in points, as shown."""
        matrix = self._matrix
        pdfium_c.FPDFText_GetMatrix(self._text.raw, char, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        return float(pdfium_c.FPDFText_GetFontSize(self._text.raw, char)) * float(scale)

    def is_slanted(self, char: int) -> bool:
        """Whether a character stands askew by more than a crooked scan would."""
        quarters = float(pdfium_c.FPDFText_GetCharAngle(self._text.raw, char)) / (3.141592653589793 / 2)
        return abs(quarters - round(quarters)) > 0.06  # five degrees

    # -- paths and images

    def marks(self) -> Marks:
        """What the objects of the page tell, those inside forms included, as far as the limits allow."""
        page = self._page.raw
        count = min(int(pdfium_c.FPDFPage_CountObjects(page)), MAX_OBJECTS)
        tops = list(map(pdfium_c.FPDFPage_GetObject, repeat(page), range(count)))
        share, forms, left = 0.0, 0, MAX_OBJECTS
        paths: list[tuple[pdfium_c.FPDF_PAGEOBJECT, Matrix]] = []
        texts: list[pdfium_c.FPDF_PAGEOBJECT] = []
        stack: list[tuple[Sequence[pdfium_c.FPDF_PAGEOBJECT], Matrix, int]] = [(tops, _IDENTITY, 0)]
        while stack:
            items, matrix, depth = stack.pop()
            kinds = list(map(pdfium_c.FPDFPageObj_GetType, items))
            if kinds.count(_TEXT) == len(kinds):  # most pages
                texts.extend(items)
                continue
            for item, kind in zip(items, kinds, strict=True):
                if kind == _TEXT:
                    texts.append(item)
                elif kind == _PATH:
                    paths.append((item, matrix))
                elif kind == _IMAGE:
                    share += self._share(item, matrix)
                elif kind == _FORM:
                    forms += 1
                    inner = min(int(pdfium_c.FPDFFormObj_CountObjects(item)), left) if depth < MAX_DEPTH else 0
                    left -= inner
                    kids = list(map(pdfium_c.FPDFFormObj_GetObject, repeat(item), range(inner)))
                    stack.append((kids, _times(self._matrix_of(item), matrix), depth + 1))
        return Marks(min(share, 1.0), tuple(paths), forms, _is_invisible(texts), _has_lost(texts))

    def _share(self, image: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix) -> float:
        """The part of the page that an image covers."""
        x0, top, x1, bottom = self._bounds(image, matrix)
        width = min(x1, self.width) - max(x0, 0.0)
        height = min(bottom, self.height) - max(top, 0.0)
        return width * height / (self.width * self.height) if width > 0 and height > 0 else 0.0

    def _matrix_of(self, item: pdfium_c.FPDF_PAGEOBJECT) -> Matrix:
        m = self._matrix
        pdfium_c.FPDFPageObj_GetMatrix(item, m)
        return m.a, m.b, m.c, m.d, m.e, m.f

    def _bounds(self, item: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix) -> Box:
        sides = [ctypes.c_float() for _ in range(4)]
        pdfium_c.FPDFPageObj_GetBounds(item, *sides)
        left, bottom, right, top = (side.value for side in sides)
        corners = [_apply(matrix, (x, y)) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        return shown_box(self._frame, self._rotation, min(xs), min(ys), max(xs), max(ys))

    def curve_count(self, marks: Marks) -> int:
        """How many curves all paths have together; an outlined character has a dozen."""
        count = 0
        for item, _ in marks.paths:
            segments = map(pdfium_c.FPDFPath_GetPathSegment, repeat(item), range(pdfium_c.FPDFPath_CountSegments(item)))
            kinds = list(map(pdfium_c.FPDFPathSegment_GetType, segments))
            count += kinds.count(pdfium_c.FPDF_SEGMENT_BEZIERTO) // 3
        return count

    def subpaths(self, marks: Marks) -> Iterator[Subpath]:
        """The painted lines of all paths, as shown; of a curve only its ends."""
        for item, form in marks.paths:
            matrix = _times(self._matrix_of(item), form)
            yield from self._subpaths(item, matrix)

    def _subpaths(self, item: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Subpath]:
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[Point] = []
        closed = False
        controls = 0
        for i in range(int(pdfium_c.FPDFPath_CountSegments(item))):
            segment = pdfium_c.FPDFPath_GetPathSegment(item, i)
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield Subpath(tuple(points), closed)
                points, closed, controls = [], False, 0
            elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
                controls = (controls + 1) % 3
                if controls:
                    continue
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(shown(self._frame, self._rotation, *_apply(matrix, (x.value, y.value))))
            closed = closed or bool(pdfium_c.FPDFPathSegment_GetClose(segment))
        if len(points) > 1:
            yield Subpath(tuple(points), closed)


def _is_invisible(texts: Sequence[pdfium_c.FPDF_PAGEOBJECT]) -> bool:
    """Whether the page's text, to judge by its first piece, is in rendering mode 3."""
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(texts[0]) if texts else pdfium_c.FPDF_TEXTRENDERMODE_UNKNOWN
    return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _has_lost(texts: Sequence[pdfium_c.FPDF_PAGEOBJECT]) -> bool:
    """Whether a piece of text has no width or height because the substitute of its font lacks the glyphs.

    PDFium skips such a piece, or takes it for the double of another. In an embedded font it is a space.
    """
    quads = (pdfium_c.FS_QUADPOINTSF * len(texts))()
    for _ in map(pdfium_c.FPDFPageObj_GetRotatedBounds, texts, quads):
        pass
    sides = memoryview(quads).cast("B").cast("f")  # four corners, x and y; the first and third are opposite
    thin, low = map(eq, sides[0::8], sides[4::8]), map(eq, sides[1::8], sides[5::8])
    return any(not _is_embedded(text) for text, a, b in zip(texts, thin, low, strict=True) if a or b)


def _is_embedded(text: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    return bool(pdfium_c.FPDFFont_GetIsEmbedded(pdfium_c.FPDFTextObj_GetFont(text)) == 1)


def _times(a: Matrix, b: Matrix) -> Matrix:
    """First `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _apply(m: Matrix, point: Point) -> Point:
    x, y = point
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
