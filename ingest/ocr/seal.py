"""A page image in colour → the same with its round red seals gone and the text under them kept.

Red ink is nearly as light as paper in the red channel and black ink is not, so inside a seal that channel alone is
looked at. Red letterheads are text and stay as they are: a seal is known by its ring.
"""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ocr.geometry import Image

_SMALL = 640  # pixels of the longer side of the copy on which seals are looked for
_REDNESS = 24  # how far red outshines green and blue; paper and print stay below 15, a thin faded ring has 30
_SMALLEST, _LARGEST = 0.11, 0.5  # of the shorter side of the page; a seal is 30 to 58 mm wide on 210 mm
_OVAL = 1.6  # longest to shortest diameter
_RING = 0.7  # share of the directions from the centre in which the ring is met; 国 in a letterhead has 0.6
_APART = 0.05  # of the shorter side: pieces of a ring that black print has broken belong together
_MOST_GROUPS = 40
_DIRECTIONS = 72
_MARGIN = 1.06
_GHOST = 0.92  # of the seal's own brightness in the red channel: from there on all is paper

Oval = tuple[float, float, float, float]
"""Centre x and y, half width, half height, in pixels."""


def without_seals(image: Image) -> Image:
    """The image without its seals; the same object where there are none or no colour."""
    if image.ndim == 2:
        return image
    scale = max(1.0, max(image.shape[:2]) / _SMALL)
    seals = find_seals(image, scale)
    if not seals:
        return image
    cleaned = image.copy()
    for seal in seals:
        _wash(cleaned, seal)
    return cleaned


def find_seals(image: Image, scale: float) -> list[Oval]:
    """The round red rings on an image, looked for on a copy smaller by `scale`."""
    height, width = image.shape[:2]
    size = (max(1, round(width / scale)), max(1, round(height / scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    mask = _red(small)
    if not mask.any():
        return []
    near = max(5, round(_APART * min(size)))
    count, groups = cv2.connectedComponents(cv2.dilate(mask, np.ones((near, near), np.uint8)))
    shorter = min(size)
    found: list[Oval] = []
    for group in range(1, min(count, _MOST_GROUPS)):
        own = np.where(groups == group, mask, 0).astype(np.uint8)
        x, y, w, h = cv2.boundingRect(own)
        narrow, wide = min(w, h), max(w, h)
        if narrow < _SMALLEST * shorter or wide > _LARGEST * shorter or wide > _OVAL * narrow:
            continue
        cx, cy, a, b = x + w / 2, y + h / 2, w / 2, h / 2
        if _ring_share(cv2.dilate(own, np.ones((3, 3), np.uint8)), (cx, cy, a, b)) >= _RING:
            found.append((cx * scale, cy * scale, a * scale * _MARGIN, b * scale * _MARGIN))
    return found


def _red(image: Image) -> Image:
    red, green, blue = (image[:, :, i].astype(np.int16) for i in range(3))
    return ((red - np.maximum(green, blue)) > _REDNESS).astype(np.uint8)


def _ring_share(mask: Image, oval: Oval) -> float:
    """The share of directions in which red is met near the edge of an oval."""
    cx, cy, a, b = oval
    angles = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    met = np.zeros(_DIRECTIONS, dtype=bool)
    for share in (0.86, 0.9, 0.94, 0.98):
        xs = np.clip(np.round(cx + share * a * np.cos(angles)).astype(int), 0, mask.shape[1] - 1)
        ys = np.clip(np.round(cy + share * b * np.sin(angles)).astype(int), 0, mask.shape[0] - 1)
        met |= mask[ys, xs] > 0
    return float(met.mean())


def _wash(image: Image, seal: Oval) -> None:
    """Replace what is inside a seal by its red channel, red ink brightened to paper; in place."""
    cx, cy, a, b = seal
    height, width = image.shape[:2]
    x0, x1 = max(0, int(cx - a)), min(width, int(cx + a) + 1)
    y0, y1 = max(0, int(cy - b)), min(height, int(cy + b) + 1)
    part = image[y0:y1, x0:x1]
    ys, xs = np.mgrid[y0:y1, x0:x1]
    inside = ((xs - cx) / a) ** 2 + ((ys - cy) / b) ** 2 <= 1.0
    ink = inside & (_red(part) > 0)
    if not ink.any():
        return
    red = part[:, :, 0].astype(np.float32)
    paper = float(np.percentile(red[inside], 90))
    white = min(_GHOST * float(np.percentile(red[ink], 40)), paper)
    black = float(np.percentile(red[inside], 1))
    if white - black < 40:  # nothing but the seal is printed here
        black = white - 120
    level = np.clip((red - black) / (white - black), 0.0, 1.0) * (paper - min(black, 60)) + min(black, 60)
    part[inside] = np.clip(level[inside], 0, 255).astype(np.uint8)[:, None]
