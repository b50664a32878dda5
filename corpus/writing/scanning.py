"""A printed PDF comes in, pictures of its pages go out as a scanner or a telephone makes them.

What befalls a page is drawn from a seeded generator, so the same table gives the same pictures with the same libraries.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians, sin
from typing import Literal

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from pydantic import BaseModel, ConfigDict

INCH = 72.0
_RED = (206, 32, 38)
_DESK = (96, 74, 58)

Grey = npt.NDArray[np.float64]


class Seal(BaseModel):
    """Where a seal is put: page from 1, centre in parts of the page's width and height; `ink` in red, green, blue,
    `strength` of a fresh one 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: int
    x: float
    y: float
    shape: Literal["round", "oval", "square", "bar"] = "round"
    ink: tuple[int, int, int] = _RED
    strength: float = 1.0


class Scan(BaseModel):
    """One file to make: which PDF, how it is scanned, what layer of text lies over it.

    `skew` in degrees, `noise` in grey levels (standard deviation), `specks` a page, `blur` in pixels, `quarters` by
    which every second page lies on the glass; `layer` fair: one character in 300 misread, damaged: one in 25.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    made_from: str
    dpi: int
    colour: Literal["colour", "grey", "bilevel"] = "grey"
    skew: float = 0.0
    noise: float = 4.0
    specks: int = 30
    blur: float = 0.5
    seal: Seal | None = None
    quarters: int = 0
    photo: bool = False
    layer: Literal["none", "fair", "damaged"] = "none"
    quality: int = 45
    seed: int = 1


def scanned_pages(data: bytes, scan: Scan) -> Iterator[Image.Image]:
    """The pictures of all pages; modes RGB, L or 1."""
    chance = np.random.default_rng(scan.seed)
    document = pdfium.PdfDocument(data)
    try:
        for index in range(len(document)):
            page = document[index].render(scale=scan.dpi / INCH).to_pil().convert("RGB")
            if scan.seal is not None and index + 1 == scan.seal.page:
                page = sealed(page, scan.seal, scan.dpi, chance)
            page = photographed(page, chance) if scan.photo else _on_glass(page, scan, chance)
            if scan.quarters and index % 2:
                page = page.rotate(-90 * scan.quarters, expand=True)
            yield _developed(page, scan, chance)
    finally:
        document.close()


def _on_glass(page: Image.Image, scan: Scan, chance: np.random.Generator) -> Image.Image:
    angle = scan.skew * (1 if chance.random() < 0.5 else -1)
    return page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white") if angle else page


def _developed(page: Image.Image, scan: Scan, chance: np.random.Generator) -> Image.Image:
    """Paper, dust and grain of the sensor, and what the scanner stores of them."""
    if scan.blur:
        page = page.filter(ImageFilter.GaussianBlur(scan.blur))
    if scan.colour != "colour":
        page = page.convert("L")
    values: Grey = np.asarray(page, dtype=np.float64)
    height, width = values.shape[:2]
    shade = 238.0 - 10.0 * np.linspace(0.0, 1.0, width)[None, :]
    paper = shade[:, :, None] if values.ndim == 3 else shade
    grain = chance.normal(0.0, scan.noise, (height, width))
    values = 20.0 + values * (paper - 20.0) / 255.0 + (grain[:, :, None] if values.ndim == 3 else grain)
    for _ in range(scan.specks):
        y, x, size = int(chance.integers(height)), int(chance.integers(width)), int(chance.integers(1, 4))
        values[y : y + size, x : x + size] = chance.integers(30, 150)
    developed = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    return developed.point(lambda v: 255 if v > 150 else 0).convert("1") if scan.colour == "bilevel" else developed


def sealed(page: Image.Image, seal: Seal, dpi: int, chance: np.random.Generator) -> Image.Image:
    """A seal that imitates nobody's: a frame, a star and strokes in place of characters."""
    x, y = int(page.width * seal.x), int(page.height * seal.y)
    ink = Image.new("L", page.size, 0)
    width = max(2, dpi // 55)
    if seal.shape in {"round", "oval"}:
        _round(ImageDraw.Draw(ink), (x, y), seal.shape, dpi, width)
    else:
        _angular(ImageDraw.Draw(ink), (x, y), seal.shape, dpi, width)
    worn = np.asarray(ink, dtype=np.float64) * (chance.random(ink.size[::-1]) > 0.08)
    share = (worn / 255.0 * seal.strength)[:, :, None]
    paper = np.asarray(page, dtype=np.float64)
    tinted = paper * (1 - share) + np.minimum(paper, np.array(seal.ink)) * share  # ink darkens, black stays black
    return Image.fromarray(tinted.astype(np.uint8))


def _round(draw: ImageDraw.ImageDraw, middle: tuple[int, int], shape: str, dpi: int, width: int) -> None:
    x, y = middle
    radius = int(21 / 25.4 * dpi)
    high = radius if shape == "round" else int(0.7 * radius)
    draw.ellipse((x - radius, y - high, x + radius, y + high), outline=225, width=width)
    star = [
        (x + r * sin(k * pi / 5), y - r * cos(k * pi / 5))
        for k in range(10)
        for r in [radius * (0.3 if k % 2 == 0 else 0.12)]
    ]
    draw.polygon(star, fill=225)
    for k in range(-7, 8):
        a = radians(k * 17)
        points = [(x + radius * s * sin(a), y - high * s * cos(a)) for s in (0.68, 0.86)]
        draw.line(points, fill=225, width=width * 2)


def _angular(draw: ImageDraw.ImageDraw, middle: tuple[int, int], shape: str, dpi: int, width: int) -> None:
    """A name seal of 20 mm, or a stamp of receipt of 54 × 24 mm with two rows of characters."""
    wide, high = (side / 50.8 * dpi for side in ((20, 20) if shape == "square" else (54, 24)))
    x, y = middle
    draw.rectangle((x - wide, y - high, x + wide, y + high), outline=225, width=width)
    em = 0.8 * high
    for row in (-1, 1):
        for k in range(int(1.8 * wide / em)):
            left, top = x - 0.9 * wide + k * em, y + row * 0.5 * high - em / 2
            draw.line([(left + 0.1 * em, top + 0.3 * em), (left + 0.8 * em, top + 0.3 * em)], fill=225, width=width)
            draw.line([(left + 0.45 * em, top + 0.1 * em), (left + 0.45 * em, top + 0.9 * em)], fill=225, width=width)
            draw.line([(left + 0.15 * em, top + 0.7 * em), (left + 0.75 * em, top + 0.7 * em)], fill=225, width=width)


def photographed(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """The page on a dark desk, from an angle, in the light of a window on the left."""
    width, height = page.size
    canvas = (int(width * 1.25), int(height * 1.2))
    jitter = chance.uniform(-0.01, 0.01, 4)
    corners = [
        (width * (0.17 + jitter[0]), height * 0.10),
        (width * (1.06 + jitter[1]), height * 0.06),
        (width * (1.15 + jitter[2]), height * 1.12),
        (width * (0.08 + jitter[3]), height * 1.08),
    ]
    source = [(0, 0), (width, 0), (width, height), (0, height)]
    rows: list[list[float]] = []
    for (u, v), (x, y) in zip(source, corners, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    answers = np.array([value for point in source for value in point], dtype=np.float64)
    coefficients = np.linalg.solve(np.array(rows, dtype=np.float64), answers)
    laid = page.convert("RGBA").transform(
        canvas, Image.Transform.PERSPECTIVE, tuple(coefficients), resample=Image.Resampling.BICUBIC
    )
    desk = Image.new("RGBA", canvas, (*_DESK, 255))
    desk.alpha_composite(laid)
    light = np.linspace(1.0, 0.72, canvas[0])[None, :, None]
    return Image.fromarray((np.asarray(desk.convert("RGB"), dtype=np.float64) * light).astype(np.uint8))
