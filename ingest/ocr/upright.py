"""Where the lines of a page lie → by how many quarters the page is turned, and by how many degrees it is askew.

Sideways pages show it in the shape of their lines. A page upside down looks like any other, so it is known only by
reading a few lines that make no sense; they are read both ways and the surer reading decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import atan2, degrees

import numpy as np

from ingest.ocr.engine import Engine, Strip
from ingest.ocr.geometry import Image, Mapping, Quad, cut_out, inverse, mapped, quarter_turns, sides
from ingest.ocr.ink import share_of_width

_PROBES = 3  # lines
_SURE = 0.9  # mean score of the probes from which on they make sense
_BETTER = 0.1  # by which the other way must be surer
_LONG = 2.0  # sides of a line that shows a direction
_CLEAR = 4.0  # sides of a line whose direction is exact
_MOST_SKEW = 20.0  # degrees


def quarters_askew(engine: Engine, image: Image, lines: Sequence[Quad], read: dict[int, Strip]) -> int:
    """By how many quarters the image must be turned clockwise to stand upright.

    Lines that had to be read are left in `read` by their index, if they are upright.
    """
    along = down = 0.0
    for line in lines:
        width, height = sides(line)
        along += width if width > _LONG * height else 0.0
        down += height if height > _LONG * width else 0.0
    if down <= along:
        probes = _longest(lines)
        cuts = [cut_out(image, lines[i]) for i in probes]
        strips = {i: engine.read(cut, share_of_width(cut)) for i, cut in zip(probes, cuts, strict=True)}
        if _mean(strips.values()) >= _SURE:
            read.update(strips)
            return 0
        other = _mean(engine.read(np.ascontiguousarray(np.rot90(cut, 2))) for cut in cuts)
        if other > _mean(strips.values()) + _BETTER:
            return 2
        read.update(strips)
        return 0
    # Turned counter-clockwise a line cut from the page stands as the page does when turned by three quarters.
    probes = _longest(lines)
    cuts = [cut_out(image, lines[i]) for i in probes]
    clockwise, back = (_mean(engine.read(np.ascontiguousarray(np.rot90(cut, k))) for cut in cuts) for k in (-1, 1))
    return 1 if clockwise >= back else 3


def _longest(lines: Sequence[Quad]) -> list[int]:
    return sorted(range(len(lines)), key=lambda i: -max(sides(lines[i])))[:_PROBES]


def _mean(strips: Iterable[Strip]) -> float:
    scores = [strip.score for strip in strips]
    return sum(scores) / len(scores) if scores else 0.0


def turned(image: Image, lines: Sequence[Quad], quarters: int) -> tuple[Image, list[Quad], Mapping]:
    """Image and lines turned clockwise, and the mapping from the turned points back to those of the image."""
    mapping = quarter_turns((image.shape[1], image.shape[0]), quarters)
    upright = np.ascontiguousarray(np.rot90(image, -quarters))
    moved = [np.roll(mapped(line, mapping).astype(np.float32), quarters % 4, axis=0) for line in lines]
    return upright, moved, inverse(mapping)


def skew(lines: Sequence[Quad]) -> float:
    """Degrees by which lines fall to the right, the middle one of all by length; 0 without a long line."""
    angles: list[tuple[float, float]] = []
    for line in lines:
        width, height = sides(line)
        if width < _CLEAR * height:
            continue
        x, y = (line[1] + line[2] - line[0] - line[3]) / 2
        angle = degrees(atan2(float(y), float(x)))
        if abs(angle) <= _MOST_SKEW:
            angles.append((angle, width))
    angles.sort()
    half = sum(width for _, width in angles) / 2
    for angle, width in angles:
        half -= width
        if half <= 0:
            return angle
    return 0.0
