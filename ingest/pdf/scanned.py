"""A page that is an image, or whose text layer is not to be trusted → its picture, and what recognition reads in it.

The image that covers the page is taken as it is stored; only where text or drawings are printed over it, or several
images make up the page, is the page rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.ocr import Image, Mapping, Scale, lay_out
from ingest.ocr.voting import vote
from ingest.pages.boxes import Box
from ingest.pages.layout import Layer, PageLayout, Verdict
from ingest.pdf.objects import Marks
from ingest.pdf.page import OpenPage
from ingest.recognition import Recogniser

MAX_PIXELS = 60_000_000
"""Of a page image; A3 at 400 dpi has 31 million."""

_RESOLUTION = 200.0  # dots an inch for a page that has no image of its own
_COARSEST, _FINEST = 150.0, 300.0
_INCH = 72.0
_WHOLE = 0.9  # share of the page that an image must cover to be the page
_DARK = 110  # mean grey of a picture that may be stored inverted


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels; `box` is where it lies on the page as shown, in points."""

    image: Image
    box: Box


class TooLargeError(Exception):
    """The image of a page has more pixels than a page may have."""


def recognise_page(page: OpenPage, marks: Marks, layer: str, recogniser: Recogniser) -> PageLayout:
    """The layout of a page by recognition; `layer` is the text of a layer that may be a second witness, else ""."""
    try:
        picture = page_picture(page, marks)
    except TooLargeError:
        return PageLayout(page.number, page.height, Verdict(Layer.TOO_LARGE, 0.0))
    found = recogniser.read(picture.image)
    lines, doubts = vote(found.lines, layer) if layer else (found.lines, ())
    return lay_out(page.number, found, scale_of(picture), lines, doubts)


def scale_of(picture: Picture) -> Scale:
    """How the pixels of a picture become points of its page."""
    x0, top, x1, bottom = picture.box
    height, width = picture.image.shape[:2]
    across, down = (x1 - x0) / width, (bottom - top) / height
    place: Mapping = np.array([[across, 0.0, x0], [0.0, down, top], [0.0, 0.0, 1.0]])
    return Scale(place, (across * down) ** 0.5)


def page_picture(page: OpenPage, marks: Marks) -> Picture:
    """The picture of a page. Raises TooLargeError."""
    images = page.images()
    if len(images) == 1 and marks.texts == marks.invisible and not marks.paths:
        stored = _stored(page, images[0])
        if stored is not None:
            return stored
    return _rendered(page, images)


def _stored(page: OpenPage, image: pdfium.PdfImage) -> Picture | None:
    """The one image of a page as it is stored, None where it is cut, askew, mirrored or shown through a mask."""
    a, b, c, d, e, f = image.get_matrix().get()
    if min(a, d) <= 0 or abs(b) + abs(c) > 0.01 * (a + d):
        return None
    box = page.frame.box((e, f), (e + a, f + d))
    width, height = page.frame.size
    if (box[2] - box[0]) * (box[3] - box[1]) < _WHOLE * width * height:
        return None
    _check(image.get_px_size())
    try:
        pixels = _pixels(image.get_bitmap(render=False))
    except pdfium.PdfiumError:
        return None
    if pixels is None or pixels.mean() < _DARK:
        return None
    return Picture(np.ascontiguousarray(np.rot90(pixels, -page.frame.rotation // 90)), box)


def _rendered(page: OpenPage, images: Sequence[pdfium.PdfImage]) -> Picture:
    """The page as it is shown, as fine as its finest image."""
    finest = 0.0
    for image in images:
        size = image.get_px_size()
        _check(size)
        left, bottom, right, top = image.get_bounds()
        sides = (abs(right - left), abs(top - bottom))
        finest = max(finest, max(size) / max(*sides, 1.0) * _INCH)
    resolution = min(max(finest or _RESOLUTION, _COARSEST), _FINEST)
    scale = resolution / _INCH
    _check((round(page.width * scale), round(page.height * scale)))
    pixels = _pixels(page.render(scale))
    assert pixels is not None
    return Picture(pixels, (0.0, 0.0, page.width, page.height))


def _check(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise TooLargeError


def _pixels(bitmap: pdfium.PdfBitmap) -> Image | None:
    """A bitmap in grey or in red, green, blue; None for a stencil."""
    values: Image = bitmap.to_numpy()
    if values.dtype != np.uint8:
        return None
    if bitmap.format == raw.FPDFBitmap_Gray:
        return np.ascontiguousarray(values.reshape(values.shape[:2]))
    return np.ascontiguousarray(values[:, :, 2::-1])
