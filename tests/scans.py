"""Small page images for the tests of recognition, cut from the sample PDFs, whose fonts are embedded.

Everything here needs the extra `ocr`; tests that use it are skipped with a clear word where it is missing.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.recognition import Recogniser, find_recogniser

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
FOUND = find_recogniser()
needs_ocr = pytest.mark.skipif(FOUND is None, reason="文字识别未安装：pip install 'jxjy[ocr]'")


def recogniser() -> Recogniser:
    """The recogniser of this machine."""
    assert FOUND is not None
    return FOUND


@cache
def page(name: str, number: int, dpi: int = 150) -> Image.Image:
    """Page `number` (from 1) of a sample PDF as a picture in colour."""
    document = pdfium.PdfDocument((NOTICES / name).read_bytes())
    try:
        return document[number - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def part(top: float, bottom: float) -> Image.Image:
    """A level part of a page of prose, in parts of its height."""
    whole = page("suzhou-2025.pdf", 1)
    return whole.crop((0, int(top * whole.height), whole.width, int(bottom * whole.height)))


def pixels(picture: Image.Image) -> np.ndarray:
    """A picture as recognition takes it."""
    return np.asarray(picture)


def stored(picture: Image.Image, form: str, **options: object) -> bytes:
    """A picture as a file of some format."""
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def words(picture: Image.Image) -> str:
    """What is recognised on a picture, without white space."""
    found = recogniser().read(pixels(picture))
    return "".join("".join(line.text.split()) for line in found.lines)
