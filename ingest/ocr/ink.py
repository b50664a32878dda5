"""A page in grey → where anything is printed on it; a line → how far it may be squeezed. Both save the networks work:
margins need not be searched for lines, and wide characters are read no better than narrow ones.
"""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ocr.geometry import Image, in_grey

_SMALL = 300  # pixels of the longer side of the copy, on which grain and dust are grey
_DARKER = 20  # grey levels; faint print counts
_LEAST = 3  # pixels of a stroke on the copy; a character of 12 points has 4, dust less
_MARGIN = 0.025  # of the longer side: a line of print
_PITCH = 34.0  # pixels from character to character on a strip 48 high: cheaper than wider ones, and as well read
_NARROWEST = 0.85  # share of its width to which a line may be squeezed
_TALL = 0.845  # of a font size: the ink of a line of Chinese characters from top to foot
_INKED = 0.35  # share of the ink of the fullest row; rows with less are above or below the line

Frame = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def printed_area(grey: Image) -> Frame:
    """The smallest upright frame around the print with a margin; the whole page where nothing is printed."""
    height, width = grey.shape
    step = max(1, max(height, width) // (4 * _SMALL))
    scale = max(height, width) / _SMALL
    size = (max(1, round(width / scale)), max(1, round(height / scale)))
    small = cv2.resize(np.ascontiguousarray(grey[::step, ::step]), size, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(cv2.medianBlur(cv2.resize(small, None, fx=0.5, fy=0.5), 5), np.ones((9, 9), np.uint8))
    paper = cv2.resize(paper, size)
    dark = cv2.compare(cv2.subtract(paper, small), (_DARKER,), cv2.CMP_GT)
    strokes = [cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(side, np.uint8)) for side in ((1, _LEAST), (_LEAST, 1))]
    left, top, wide, high = cv2.boundingRect(cv2.bitwise_or(*strokes))
    if not wide:
        return 0, 0, width, height
    margin = _MARGIN * max(height, width)
    x0, y0, x1, y1 = left * scale, top * scale, (left + wide) * scale, (top + high) * scale
    return (
        max(0, int(x0 - margin)),
        max(0, int(y0 - margin)),
        min(width, int(x1 + margin)),
        min(height, int(y1 + margin)),
    )


def share_of_width(line: Image) -> float:
    """The share of its width to which the image of a line can be squeezed before it is read.

    How much paper a found line has above and below its print differs from page to page, and with it how wide the
    characters of a strip are.
    """
    grey = in_grey(line)
    step = max(1, len(grey) // 24)
    rows = (
        255.0 - cv2.reduce(np.ascontiguousarray(grey[::step, :: 2 * step]), 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F)[:, 0]
    )
    rows -= np.percentile(rows, 10)
    inked = np.flatnonzero(rows > _INKED * rows.max())
    if not len(inked):
        return 1.0
    pitch = 48.0 * (inked[-1] + 1 - inked[0]) / len(rows) / _TALL
    return float(min(1.0, max(_NARROWEST, _PITCH / pitch)))
