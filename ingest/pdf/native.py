"""PDFium's functions that are asked once for every character or object of a page, bound to plain addresses.

pypdfium2's own bindings take ctypes pointers and structures; made hundreds of times a page, those cost more than the
calls. Here a handle and a target are addresses (int), and a target is the memory of an array of floats.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable

from pypdfium2 import raw

Handle = int
"""Address of a PDFium object, valid as long as its page is open."""

_VOID, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float


def _bind(function: ctypes._CFunctionType, result: type, *arguments: type) -> Callable[..., int]:
    address = ctypes.cast(function, _VOID).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


char_box = _bind(raw.FPDFText_GetLooseCharBox, _INT, _VOID, _INT, _VOID)  # left, top, right, bottom
char_unicode = _bind(raw.FPDFText_GetUnicode, _INT, _VOID, _INT)
char_has_no_map = _bind(raw.FPDFText_HasUnicodeMapError, _INT, _VOID, _INT)
char_is_hyphen = _bind(raw.FPDFText_IsHyphen, _INT, _VOID, _INT)
char_object = _bind(raw.FPDFText_GetTextObject, _VOID, _VOID, _INT)
char_matrix = _bind(raw.FPDFText_GetMatrix, _INT, _VOID, _INT, _VOID)  # a, b, c, d, e, f

page_object_count = _bind(raw.FPDFPage_CountObjects, _INT, _VOID)
page_object = _bind(raw.FPDFPage_GetObject, _VOID, _VOID, _INT)
form_object_count = _bind(raw.FPDFFormObj_CountObjects, _INT, _VOID)
form_object = _bind(raw.FPDFFormObj_GetObject, _VOID, _VOID, _INT)
object_type = _bind(raw.FPDFPageObj_GetType, _INT, _VOID)
object_matrix = _bind(raw.FPDFPageObj_GetMatrix, _INT, _VOID, _VOID)  # a, b, c, d, e, f
object_corners = _bind(raw.FPDFPageObj_GetRotatedBounds, _INT, _VOID, _VOID)  # x and y of four corners in turn

text_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _INT, _VOID)
text_font = _bind(raw.FPDFTextObj_GetFont, _VOID, _VOID)
font_is_embedded = _bind(raw.FPDFFont_GetIsEmbedded, _INT, _VOID)

path_segment_count = _bind(raw.FPDFPath_CountSegments, _INT, _VOID)
path_segment = _bind(raw.FPDFPath_GetPathSegment, _VOID, _VOID, _INT)
segment_type = _bind(raw.FPDFPathSegment_GetType, _INT, _VOID)
segment_closes = _bind(raw.FPDFPathSegment_GetClose, _INT, _VOID)
segment_point = _bind(raw.FPDFPathSegment_GetPoint, _INT, _VOID, _VOID, _VOID)  # x, y


def handle(pointer: ctypes._Pointer[ctypes.Structure]) -> Handle:
    """The address that one of pypdfium2's pointers holds; 0 for none."""
    return ctypes.cast(pointer, _VOID).value or 0


class Floats:
    """Room for `count` records of `width` floats, to be written by PDFium."""

    def __init__(self, count: int, width: int) -> None:
        self.values = array("f", bytes(4 * width * count))
        start, _ = self.values.buffer_info()
        self.targets = range(start, start + 4 * width * count, 4 * width)


def run(calls: Iterable[int]) -> None:
    """Make lazy calls for what they write."""
    deque(calls, maxlen=0)
