"""Text and marks of a page → the verdict whether its text layer is what is printed.

A layer is refused when there is none, or when its characters are not what any notice is printed with. A fair OCR
layer passes every such test, so one is known by its structure: an image over the whole page, and text.
"""

from __future__ import annotations

from ingest.pages.layout import Layer, Verdict
from ingest.pages.recognised import FULL_PAGE
from ingest.pages.script import bad_count, is_noise
from ingest.pdf.objects import Marks, curve_count

_PICTURE = 0.1  # a page without text but with so large a picture says something that was not read
_FEW = 20  # characters: a page number, a stamp of the scanning program
_FEW_OVER_IMAGE = 50  # with a page image below, as much may still be a watermark and a page number
_OUTLINED = 300  # curves; some thirty characters drawn as outlines
_OVER_IMAGE_CONFIDENCE = 0.6  # such layers have one wrong character in twenty to a hundred
_MOST_BAD = 0.1
_SEVERAL = 5  # a short page may have a bad character or two without being bad


def judge(text: str, marks: Marks) -> Verdict:
    """The verdict on a page."""
    printed = "".join(text.split())
    if _is_picture(marks, len(printed)):
        return Verdict(Layer.IMAGE, 0.0)
    if not printed:
        return Verdict(Layer.BLANK, 1.0)
    bad = bad_count(printed)
    share = bad / len(printed)
    if (share > _MOST_BAD and bad >= _SEVERAL) or share > 0.5 or is_noise(printed):
        return Verdict(Layer.GARBLED, 0.0)
    if marks.image_share >= FULL_PAGE:
        return Verdict(Layer.OVER_IMAGE, round(_OVER_IMAGE_CONFIDENCE * (1 - share), 3))
    return Verdict(Layer.BORN_DIGITAL, round(1 - share, 3))


def has_hidden_text(marks: Marks) -> bool:
    """Whether a page hides text: unpainted pieces among painted ones, and no picture that they might stand for."""
    return 0 < marks.invisible < marks.texts and marks.image_share < _PICTURE


def _is_picture(marks: Marks, printed: int) -> bool:
    """Whether what the page says is drawn: a page image, outlined characters, a large picture without any text."""
    if marks.image_share >= FULL_PAGE and printed < _FEW_OVER_IMAGE:
        # a layer for searching may be as short as a last page with the signature
        return printed < _FEW or marks.invisible < 0.5 * marks.texts
    if printed < _FEW and curve_count(marks.paths) > _OUTLINED:
        return True
    return not printed and marks.image_share >= _PICTURE
