"""A page image in colour → the same with its seals gone and the text under them kept.

Coloured ink, be it red, purple or blue, is light in at least one channel and black ink in none, so inside a seal the
lightest channel alone is looked at. Letterheads, links and blue print are text and stay as they are: a seal is known by
the frame around it, round or angular.
"""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ocr.geometry import Image

_SMALL = 640  # pixels of the longer side of the copy on which seals are looked for
_COLOUR = 18  # how far a colour outshines the others, in ink; paper and print stay below 15
_LARGEST = 0.5  # of the shorter side of the page; seals are 15 to 58 mm wide, a page 210 mm
_LONGEST = 3.2  # longest to shortest side; a stamp of receipt is a bar
_FRAME = 0.72  # share of a seal's outline that is inked; 国 in a letterhead has 0.6
_NEAR = 2.5  # pixels on the copy between the outline and the ink of a frame
_SOLID = 0.75  # share of its area that is inked; a bar or a picture has more, a seal of white characters 0.6
_SEARCHES = ((18, 0.008, 0.13), (18, 0.05, 0.07), (10, 0.008, 0.13), (10, 0.05, 0.07))
"""How far a colour outshines the others; what share of the page's shorter side parts the pieces of one seal; the share
that it measures at least. Large seals may stand side by side; small ones stand alone, which the characters of a
letterhead do not. The faint come last: with them the fringes of black print count."""
_MARGIN = 4.0  # pixels of the copy by which an outline is widened: ink fades out at its edge
_MOST_GROUPS = 60
_GHOST = 0.92  # of the seal's own brightness in its lightest channel: from there on all is paper
_ANGULAR = 0.9  # share of the rectangle around it that an outline fills; an oval fills 0.79
_BLACK = 0.6  # of the brightness of a seal's ink: print under it is darker
_COVERED = 0.005  # share of a seal's area with print under it; without, a blue box is print itself
_FAINTEST = 40  # grey levels between the print under a seal and its ink

Outline = np.ndarray
"""Corners of a convex outline, n × 1 × 2, in pixels."""


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


def find_seals(image: Image, scale: float) -> list[Outline]:
    """The framed stamps on an image, looked for on a copy smaller by `scale`."""
    height, width = image.shape[:2]
    size = (max(1, round(width / scale)), max(1, round(height / scale)))
    colour = _colour(cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    found: list[Outline] = []
    for least, apart, smallest in _SEARCHES:
        mask = cv2.compare(colour, (least,), cv2.CMP_GT)
        for own in _groups(mask, max(3, round(apart * min(size)))):
            outline = cv2.convexHull(cv2.findNonZero(own))
            if _is_seal(own, outline, smallest * min(size), _LARGEST * min(size)):
                cv2.fillConvexPoly(colour, _widened(outline, _NEAR), 0)
                found.append(_widened(outline * np.float32(scale), _MARGIN * scale))
    return found


def _groups(mask: Image, near: int) -> list[Image]:
    """The coloured parts of a page that lie no further from each other than `near` pixels."""
    if not mask.any():
        return []
    count, groups = cv2.connectedComponents(cv2.dilate(mask, np.ones((near, near), np.uint8)))
    return [np.where(groups == group, mask, 0).astype(np.uint8) for group in range(1, min(count, _MOST_GROUPS))]


def _colour(image: Image) -> Image:
    """How far red, blue or both outshine the rest, above what the paper itself has; green is no ink of a seal."""
    red, green, blue = cv2.split(image)
    reds, blues = cv2.subtract(red, cv2.max(green, blue)), cv2.subtract(blue, cv2.max(red, green))
    purples = cv2.subtract(cv2.min(red, blue), green)
    found: Image = cv2.max(cv2.max(reds, blues), purples)
    above: Image = cv2.subtract(found, np.full_like(found, int(np.median(found))))
    return above


def _is_seal(mask: Image, outline: Outline, smallest: float, largest: float) -> bool:
    """Whether ink has the size of a seal, in pixels, and a frame."""
    _, (a, b), _ = cv2.minAreaRect(outline)
    narrow, wide = min(a, b), max(a, b)
    if narrow < smallest or wide > largest or wide > _LONGEST * narrow:
        return False
    area = np.zeros_like(mask)
    cv2.fillConvexPoly(area, outline, 1)
    if cv2.countNonZero(mask) > _SOLID * cv2.countNonZero(area):
        return False
    near = cv2.distanceTransform(cv2.compare(mask, (0,), cv2.CMP_EQ), cv2.DIST_L2, 3)
    edge = np.zeros_like(mask)
    cv2.polylines(edge, [outline], isClosed=True, color=1)
    return float((near[edge > 0] <= _NEAR).mean()) >= _FRAME


def _widened(outline: Outline, by: float) -> Outline:
    """An outline with its corners moved outwards from the middle by so many pixels."""
    middle = outline.mean(axis=0, keepdims=True)
    away = outline - middle
    length = np.maximum(np.linalg.norm(away, axis=-1, keepdims=True), 1.0)
    widened: Outline = np.round(outline + away / length * by).astype(np.int32)
    return widened


def _wash(image: Image, seal: Outline) -> None:
    """Replace what is inside a seal by its lightest channel, its ink brightened to paper; in place."""
    left, top, wide, high = cv2.boundingRect(seal)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(image.shape[1], left + wide), min(image.shape[0], top + high)
    part = image[y0:y1, x0:x1]
    area = np.zeros(part.shape[:2], np.uint8)
    cv2.fillConvexPoly(area, seal - np.array([x0, y0], dtype=np.int32), 1)
    inside = area > 0
    colour = _colour(part)
    ink = inside & (colour > min(_COLOUR, max(int(colour[inside].max()) // 2, 1)))
    if not ink.any():
        return
    light = part.max(axis=2).astype(np.float32)
    blue = float(part[:, :, 2][ink].mean()) > float(part[:, :, 0][ink].mean())
    covered = float((light[inside] < _BLACK * float(np.median(light[ink]))).mean())
    if blue and covered < _COVERED and cv2.contourArea(seal) > _ANGULAR * np.prod(cv2.minAreaRect(seal)[1]):
        return  # a box of blue print, as far as can be told
    paper = float(np.percentile(light[inside], 90))
    white = min(_GHOST * float(np.percentile(light[ink], 40)), paper)
    black = float(np.percentile(light[inside], 1))
    if white - black < _FAINTEST:  # nothing but the seal is printed here
        black = white - 120
    level = np.clip((light - black) / (white - black), 0.0, 1.0) * (paper - min(black, 60)) + min(black, 60)
    part[inside] = np.clip(level[inside], 0, 255).astype(np.uint8)[:, None]
