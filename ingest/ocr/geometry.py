"""Images, quadrilaterals and the mappings between them, as the modules of recognition pass them on.

Points are (x, y) in pixels from the upper left; a mapping is a 3 × 3 matrix for homogeneous points.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
"""Height × width × 3 in the order red, green, blue, or height × width in grey."""

Quad = npt.NDArray[np.float32]
"""Four corners in reading order: upper left, upper right, lower right, lower left."""

Mapping = npt.NDArray[np.float64]

IDENTITY: Mapping = np.eye(3)


def in_grey(image: Image) -> Image:
    """An image without its colours; the same object where it has none."""
    grey: Image = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return grey


def scaling(x: float, y: float) -> Mapping:
    """Multiplies coordinates."""
    return np.diag([x, y, 1.0])


def turn_about(centre: tuple[float, float], degrees: float) -> Mapping:
    """Turns points clockwise, as seen on the page, about a centre."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    x, y = centre
    return np.array([[c, -s, x - c * x + s * y], [s, c, y - s * x - c * y], [0.0, 0.0, 1.0]])


def quarter_turns(size: tuple[int, int], turns: int) -> Mapping:
    """What turning an image of (width, height) clockwise by `turns` quarters does to its points."""
    width, height = size
    match turns % 4:
        case 1:
            return np.array([[0.0, -1.0, height], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        case 2:
            return np.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]])
        case 3:
            return np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width], [0.0, 0.0, 1.0]])
        case _:
            return IDENTITY


def mapped(points: npt.ArrayLike, mapping: Mapping) -> npt.NDArray[np.float64]:
    """Points (n × 2) through a mapping."""
    flat = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    moved = np.c_[flat, np.ones(len(flat))] @ mapping.T
    result: npt.NDArray[np.float64] = moved[:, :2] / moved[:, 2:]
    return result


def inverse(mapping: Mapping) -> Mapping:
    """The mapping that leads back."""
    return np.asarray(np.linalg.inv(mapping), dtype=np.float64)


def sides(quad: Quad) -> tuple[float, float]:
    """The longer of the two level sides and the longer of the two upright ones."""
    edges = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    return float(max(edges[0], edges[2])), float(max(edges[1], edges[3]))


def cut_out(image: Image, quad: Quad) -> Image:
    """The part of an image inside a quadrilateral, made level."""
    width, height = (max(1, round(side)) for side in sides(quad))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    mapping = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    cut: Image = cv2.warpPerspective(
        image, mapping, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return cut


def grown(quad: Quad, across: float, up: float) -> Quad:
    """A quadrilateral with its sides moved outwards by so many pixels."""
    right = quad[1] - quad[0]
    down = quad[3] - quad[0]
    right = right / max(float(np.linalg.norm(right)), 1e-6) * across
    down = down / max(float(np.linalg.norm(down)), 1e-6) * up
    moves = np.array([-right - down, right - down, right + down, -right + down], dtype=np.float32)
    return quad + moves


def bounds(points: npt.NDArray[np.float64]) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom around points."""
    low, high = points.min(axis=0), points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def median(values: Sequence[float]) -> float:
    """The middle value, 0 for none."""
    return float(np.median(values)) if values else 0.0
