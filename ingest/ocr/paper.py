"""A photographed page → where its paper lies in the picture, so that it can be laid flat.

Bright paper on a darker ground is looked for. Where the page fills the picture, as a scan does, there is nothing to do.
"""

from __future__ import annotations

from math import sqrt

import cv2
import numpy as np

from ingest.ocr.geometry import Image, Mapping, Quad, in_grey, inverse, sides

_SMALL = 480  # pixels of the longer side of the copy
_LEAST, _MOST = 0.2, 0.96  # share of the picture that the paper takes
_CONTRAST = 25  # grey levels between the paper and what lies around it
_FIT = 0.93  # the share of its four-cornered outline that the bright region fills
_A4 = sqrt(2)
_NEAR_A4 = 0.18


def find_paper(image: Image) -> Quad | None:
    """The corners of the sheet on a picture, None where the picture is the sheet."""
    scale = max(1.0, max(image.shape[:2]) / _SMALL)
    height, width = (max(8, round(side / scale)) for side in image.shape[:2])
    step = max(1, int(scale) // 2)  # of the pixels enough are left
    rough = np.ascontiguousarray(image[::step, ::step])
    grey = in_grey(cv2.resize(rough, (width, height), interpolation=cv2.INTER_AREA))
    grey = cv2.medianBlur(cv2.dilate(grey, np.ones((5, 5), np.uint8)), 5)  # print goes, paper and ground stay
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    area = float(cv2.contourArea(outline))
    if not _LEAST * width * height <= area <= _MOST * width * height:
        return None
    corners = _four_corners(outline)
    if corners is None or float(cv2.contourArea(corners)) * _FIT > area or not _stands_out(grey, corners):
        return None
    return _in_reading_order(corners.reshape(4, 2).astype(np.float32) * scale)


def laid_flat(image: Image, paper: Quad) -> tuple[Image, Mapping]:
    """The sheet as a picture of its own, and the mapping from its points to those of the image."""
    width, height = sides(paper)
    if abs(max(width, height) / min(width, height) / _A4 - 1) < _NEAR_A4:  # foreshortened, but plainly A4
        width, height = (width, width * _A4) if height > width else (height * _A4, height)
    size = (max(1, round(width)), max(1, round(height)))
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    mapping = cv2.getPerspectiveTransform(paper, flat)
    turned: Image = cv2.warpPerspective(image, mapping, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return turned, inverse(mapping)


def _four_corners(outline: np.ndarray) -> np.ndarray | None:
    length = cv2.arcLength(outline, closed=True)
    for looseness in (0.01, 0.02, 0.03, 0.05, 0.07):
        corners: np.ndarray = cv2.approxPolyDP(outline, looseness * length, closed=True)
        if len(corners) == 4:
            return corners
        if len(corners) < 4:
            return None
    return None


def _stands_out(grey: Image, corners: np.ndarray) -> bool:
    inside = np.zeros_like(grey)
    cv2.fillConvexPoly(inside, corners.astype(np.int32), 255)
    around = cv2.bitwise_not(cv2.dilate(inside, np.ones((5, 5), np.uint8)))
    if not around.any():
        return False
    return float(cv2.mean(grey, inside)[0]) - float(cv2.mean(grey, around)[0]) >= _CONTRAST


def _in_reading_order(corners: Quad) -> Quad:
    """Corners in reading order, the first being the one nearest to the upper left of the picture."""
    around = corners[np.argsort(np.arctan2(*(corners - corners.mean(axis=0)).T[::-1]))]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0)
