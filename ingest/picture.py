"""A picture of a notice (PNG, JPEG, TIFF, BMP, WebP; scan or photograph) → Reading, by recognition.

Its points are those of an A4 page where the picture does not say how large it was: only the resolution that a scanner
wrote is believed.
"""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageOps, ImageSequence

from ingest.errors import UnreadableFileError
from ingest.formats import Kind
from ingest.pages.compose import Composer
from ingest.pages.layout import Flaw
from ingest.pages.locator import PageLocator
from ingest.pages.recognised import MAX_RECOGNISED, flaw_notices
from ingest.reading import Reading
from ingest.recognition import ADVICE, Recogniser

if TYPE_CHECKING:
    from ingest.ocr import Image, Scale

READER = "picture"
MAX_PIXELS = 120_000_000
"""Of one picture as stored; telephones take 108 million. A JPEG is decoded smaller, the others as they are."""
MAX_PIXELS_WHOLE = 60_000_000

_MODERATE = 24_000_000  # pixels; more show no more of a page
_A4 = 842.0  # points of the longer side
_INCH = 72.0
_SCANNED = (90.0, 1200.0)  # dots an inch that a scanner may have written; cameras and screens write 72 or 96
_SHEETS = (400.0, 1300.0)  # points of the longer side of a sheet: A6 to A3
_RESEND = "请重新扫描或拍照后再提交"


def read_picture(data: bytes, path: Path, kind: Kind, recogniser: Recogniser | None) -> Reading:
    """A picture, every page of a TIFF, as a Reading.

    Raises UnreadableFileError: ING_NEEDS_OCR (not installed), ING_LIMIT (pixels), ING_TRUNCATED, ING_EMPTY (no
    text found).
    """
    if recogniser is None:
        raise UnreadableFileError("ING_NEEDS_OCR", f"这是{kind.value.name}，须作文字识别", ADVICE, path)
    from ingest.ocr import lay_out  # noqa: PLC0415 – OpenCV

    composer = Composer()
    scores: list[float] = []
    flaws: dict[Flaw, list[int]] = {}
    for number, (image, scale) in enumerate(_pages(data, path), 1):
        if number > MAX_RECOGNISED:  # how many more there are only their decoding would show
            flaws[Flaw.CUT_OFF] = [number]
            break
        found = recogniser.read(image)
        layout = lay_out(number, found, scale, found.lines)
        composer.add(layout)
        scores.append(layout.verdict.confidence)
        for flaw in layout.flaws:
            flaws.setdefault(flaw, []).append(number)
    composer.finish()
    if not composer.lines:
        raise UnreadableFileError("ING_EMPTY", "图片中识别不出文字", "请确认是否传错了文件，" + _RESEND, path)
    raw = composer.raw
    return Reading(
        raw=raw,
        lines=tuple(composer.lines),
        media_type=kind.value.media_type,
        reader=READER,
        tables=composer.tables,
        doubts=tuple(composer.doubts),
        pages=len(scores),
        ocr="recognised",
        confidence=tuple(scores),
        notices=tuple(flaw_notices(flaws)),
        locator=PageLocator(raw, composer.runs, composer.boxes),
    )


def decoded(data: bytes, path: Path) -> Image:
    """The pixels of a picture that lies in another file, which `path` names. Raises UnreadableFileError as above."""
    pages = _pages(data, path)
    try:
        return next(pages)[0]
    finally:
        pages.close()


def _pages(data: bytes, path: Path) -> Generator[tuple[Image, Scale]]:
    """The pages of a picture file as pixels, turned as its camera noted."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on odd metadata, and on sizes that are checked here
            with Pillow.open(BytesIO(data)) as picture:
                yield from _frames(picture, path)
    except UnreadableFileError:
        raise
    except Pillow.DecompressionBombError as error:
        raise _too_large(path) from error
    except Exception as error:  # Pillow's decoders raise whatever comes up: OSError, SyntaxError, struct.error …
        raise UnreadableFileError("ING_TRUNCATED", "图片已损坏，无法读取", _RESEND, path) from error


def _frames(picture: Pillow.Image, path: Path) -> Iterator[tuple[Image, Scale]]:
    frames = ImageSequence.Iterator(picture) if picture.format in {"TIFF", "MPO"} else (picture,)
    for number, frame in enumerate(frames, 1):
        if number > 1 and picture.format == "MPO":  # previews behind a photograph
            return
        pixels = frame.width * frame.height
        if pixels > (MAX_PIXELS if picture.format in {"JPEG", "MPO"} else MAX_PIXELS_WHOLE):
            raise _too_large(path)
        yield _decoded(frame)


def _too_large(path: Path) -> UnreadableFileError:
    return UnreadableFileError("ING_LIMIT", "图片的像素过多", "请用 200 至 300 dpi 重新扫描后再提交", path)


def _decoded(frame: Pillow.Image) -> tuple[Image, Scale]:
    """One page as pixels in colour or grey, not finer than makes sense."""
    import numpy as np  # noqa: PLC0415 – with recognition only

    from ingest.ocr import Scale  # noqa: PLC0415

    dpi = _resolution(frame)
    full = max(frame.size)
    if frame.width * frame.height > 2 * _MODERATE:
        frame.draft(None, (frame.width // 2, frame.height // 2))
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in {"RGBA", "LA", "PA", "P"}:
        upright = upright.convert("RGBA")
        paper = Pillow.new("RGBA", upright.size, "white")  # what is transparent is paper
        upright = Pillow.alpha_composite(paper, upright).convert("RGB")
    elif upright.mode.startswith("I") or upright.mode == "F":
        upright = _eight_bits(upright)
    elif upright.mode not in {"RGB", "L"}:
        upright = upright.convert("L" if upright.mode == "1" else "RGB")
    if upright.width * upright.height > _MODERATE:
        share = (_MODERATE / (upright.width * upright.height)) ** 0.5
        upright = upright.resize((int(upright.width * share), int(upright.height * share)), Pillow.Resampling.BOX)
    longer = max(upright.size)
    points = _INCH / dpi * full / longer if dpi else _A4 / longer
    return np.asarray(upright), Scale(np.diag([points, points, 1.0]), points)


def _eight_bits(picture: Pillow.Image) -> Pillow.Image:
    """Grey of more than eight bits, from its darkest to its lightest."""
    import numpy as np  # noqa: PLC0415

    values = np.asarray(picture, dtype=np.float64)
    low, high = float(values.min()), float(values.max())
    return Pillow.fromarray(((values - low) * (255.0 / max(high - low, 1.0))).astype(np.uint8))


def _resolution(frame: Pillow.Image) -> float | None:
    """Dots an inch as a scanner wrote them, None where they are not to be believed."""
    noted = frame.info.get("dpi")
    dpi = float(noted[0]) if isinstance(noted, tuple) and noted else 0.0
    if not _SCANNED[0] <= dpi <= _SCANNED[1] or dpi in {72.0, 96.0}:
        return None
    return dpi if _SHEETS[0] <= max(frame.size) / dpi * _INCH <= _SHEETS[1] else None
