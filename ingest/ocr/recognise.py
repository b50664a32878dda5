"""A page image → what is printed on it: lines with the place and the certainty of every character, and rulings.

Seals go, a photographed sheet is laid flat, a turned page is turned; small skew is taken out of the coordinates, not
of the image. Lines are found on a small copy, read from the full image one by one, and unsure ones are read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from ingest.ocr.engine import Engine, Strip
from ingest.ocr.geometry import (
    IDENTITY,
    Image,
    Mapping,
    Quad,
    bounds,
    cut_out,
    grown,
    in_grey,
    mapped,
    median,
    sides,
    turn_about,
)
from ingest.ocr.ink import printed_area, share_of_width
from ingest.ocr.marks import settled
from ingest.ocr.missed import find_missed
from ingest.ocr.paper import find_paper, laid_flat
from ingest.ocr.rulings import Stroke, find_strokes, is_corner, rulings
from ingest.ocr.seal import without_seals
from ingest.ocr.upright import quarters_askew, skew, turned

Box = tuple[float, float, float, float]

_LEAST = 24  # pixels of the shorter side; nothing is written on less
_SIDE = 960  # pixels of the longer side of the copy on which lines are found
_LARGER_SIDE = 1600  # where the print is too small on that copy
_STEP, _GRAIN = 64, 32  # pixels of that copy: its sides are so many times as long (every new shape costs a while)
_SMALL_PRINT = 13.0  # pixels that a line is high on the copy, its margin included
_UNSURE = 0.93  # mean score below which a line is read again
_WEAK = 0.7  # score of a single character below which its line is read again
_NO_TEXT = 0.4  # mean score below which marks are dust, a picture or handwriting
_SPECK = 0.7  # the same for one or two characters
_SURE_ALONE = 0.85  # for ink that was not found as a line
_BLANK = 1.6  # font sizes between the middles of two characters from which on a blank was printed
_STROKES = frozenset("1lI一丨")  # what a piece of a ruling reads as
_MARGIN = 1.35  # height of a found line in font sizes: the network's boxes are wider than the print
_LEVEL = 0.02  # degrees of skew that do not matter


class ReadChar(NamedTuple):
    """One character: how sure (0 to 1), its box on the upright, level page, and around it on the image as given."""

    text: str
    score: float
    box: Box
    place: Box


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One printed piece of a line. `box` and `size` (of the font) are in pixels of the upright, level page."""

    chars: tuple[ReadChar, ...]
    box: Box
    size: float

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(char.text for char in self.chars)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as recognised. `size` is that of the upright, level page in pixels; `lost` counts marks not readable.

    `score` is the mean of all characters, 1 for a page without any.
    """

    lines: tuple[ReadLine, ...]
    strokes: tuple[Stroke, ...]
    size: tuple[int, int]
    lost: int

    @property
    def score(self) -> float:
        """How sure the whole page is."""
        scores = [char.score for line in self.lines for char in line.chars]
        return sum(scores) / len(scores) if scores else 1.0


def recognise(engine: Engine, image: Image) -> Recognised:
    """What is printed on an image, by these networks."""
    if min(image.shape[:2]) < _LEAST:
        return Recognised((), (), (image.shape[1], image.shape[0]), 0)
    back: Mapping = IDENTITY  # from the points of the image in work to those of the image given
    paper = find_paper(image)
    if paper is not None:
        image, back = laid_flat(image, paper)
    image = without_seals(image)
    quads = _find_lines(engine, image)
    strips: dict[int, Strip] = {}
    quarters = quarters_askew(engine, image, quads, strips) if quads else 0
    if quarters:
        image, quads, step = turned(image, quads, quarters)
        back = back @ step
    height, width = image.shape[:2]
    grey = in_grey(image)
    angle = skew(quads)
    level = turn_about((width / 2, height / 2), -angle) if abs(angle) > _LEVEL else IDENTITY
    size = median([min(sides(quad)) / _MARGIN for quad in quads]) or height / 50
    lines: list[ReadLine] = []
    lost = 0
    missed = find_missed(grey, quads, size)
    found: list[tuple[Strip, Quad]] = []
    alone = list(missed.alone)
    for i, quad in enumerate(quads):
        strip = strips.get(i) or _read_line(engine, image, quad)
        best = _lengthened(engine, image, strip, quad, missed.longer.get(i))
        found.append(best)
        if best[0] is strip:
            alone.extend(missed.ends.get(i, ()))
    for quad in alone:
        strip = engine.read(cut_out(image, quad))
        if strip.score >= _SURE_ALONE and any(char.isalnum() and char not in _STROKES for char in strip.text):
            found.append((strip, quad))
    for strip, quad in found:
        if not strip.text.strip():
            continue
        if strip.score < (_SPECK if len(strip.text.strip()) <= 2 else _NO_TEXT):
            lost += len(strip.text.strip()) > 2
            continue
        lines.append(_line(strip, quad, level, back))
    lines = _even_sizes(lines)
    strokes = rulings(find_strokes(grey, level, (width, height), size), [line.box for line in lines], size)
    lines = [line for line in lines if not is_corner(line.text, line.box, strokes)]
    return Recognised(tuple(_in_order(lines)), tuple(strokes), (width, height), lost)


def _find_lines(engine: Engine, image: Image) -> list[Quad]:
    longer = max(image.shape[:2])
    frame = printed_area(in_grey(image))
    quads = _lines_within(engine, image, frame, min(_SIDE / longer, 1.0))
    if quads and longer > 1.2 * _SIDE:
        height = median([min(sides(quad)) for quad in quads]) * _SIDE / longer
        if height < _SMALL_PRINT:
            return _lines_within(engine, image, frame, min(_LARGER_SIDE / longer, 1.0))
    return quads


def _lines_within(engine: Engine, image: Image, frame: tuple[int, int, int, int], scale: float) -> list[Quad]:
    """The lines inside a frame, found on a copy of it at a scale."""
    height, width = image.shape[:2]
    left, right, across = _stepped(frame[0], frame[2], width, scale)
    top, bottom, down = _stepped(frame[1], frame[3], height, scale)
    corner = np.array([left, top], dtype=np.float32)
    return [quad + corner for quad in engine.detect(image[top:bottom, left:right], (across, down))]


def _stepped(start: int, end: int, most: int, scale: float) -> tuple[int, int, int]:
    """A stretch lengthened as far as there is room to a whole number of steps on the copy; and its length there."""
    length = max(1, -(-round((end - start) * scale) // _STEP)) * _STEP
    more = min(round(length / scale), most) - (end - start)
    start = min(max(0, start - max(0, more) // 2), start)
    end = min(most, max(end, end + more - max(0, more) // 2))
    fits = max(1, round((end - start) * scale / _GRAIN)) * _GRAIN
    return start, end, min(length, fits)


def _read_line(engine: Engine, image: Image, quad: Quad) -> Strip:
    """A line, read again in other ways where it is unsure; the surest reading counts."""
    width, height = sides(quad)
    if height > 1.5 * width and height > 0.03 * image.shape[0]:  # written downwards, or a single tall mark
        cut = np.ascontiguousarray(np.rot90(cut_out(image, quad)))
        return max(engine.read(cut), engine.read(cut_out(image, quad)), key=lambda s: s.score)
    cut = cut_out(image, quad)
    best = engine.read(cut, share_of_width(cut))
    if not _is_unsure(best):
        return best
    wider = cut_out(image, grown(quad, 0.2 * height, 0.08 * height))
    for again in (wider, cv2.GaussianBlur(wider, (0, 0), max(0.8, height / 50))):
        strip = engine.read(again)
        if strip.score > best.score and len(strip.text) >= 0.8 * len(best.text):
            best = strip
        if not _is_unsure(best):
            break
    return best


def _lengthened(engine: Engine, image: Image, strip: Strip, quad: Quad, longer: Quad | None) -> tuple[Strip, Quad]:
    """The line with the ink at its ends, if that reads as characters."""
    if longer is None:
        return strip, quad
    whole = engine.read(cut_out(image, longer))
    gained = _letters(whole) - _letters(strip)
    return (whole, longer) if gained > 0 and whole.score >= min(strip.score, _UNSURE) else (strip, quad)


def _letters(strip: Strip) -> int:
    return sum(char.isalnum() for char in strip.text)


def _is_unsure(strip: Strip) -> bool:
    weak = any(score < _WEAK for char, score in zip(strip.text, strip.scores, strict=True) if char.isalnum())
    return strip.score < _UNSURE or weak


def _line(strip: Strip, quad: Quad, level: Mapping, back: Mapping) -> ReadLine:
    """A line with its characters set along it: each reaches half way to its neighbours."""
    width, height = sides(quad)
    size = height / _MARGIN
    middles = [at * width for at in strip.at]
    edges = [(a + b) / 2 for a, b in pairwise(middles)]
    lefts = [max(0.0, middles[0] - 0.55 * size), *edges]
    rights = [*edges, min(width, middles[-1] + 0.55 * size)]
    inset = (height - height / _MARGIN * 1.1) / 2
    corners = _between(quad, lefts, rights, inset / height)
    boxes, places = _bounds(corners, level), _bounds(corners, back)
    x0, top, x1, bottom = bounds(mapped(np.concatenate([corners[0], corners[-1]]), level))
    chars: list[ReadChar] = []
    printed = -1  # index of the last character that is no blank
    for i, (text, score, box, place) in enumerate(zip(settled(strip.text), strip.scores, boxes, places, strict=True)):
        char = ReadChar(text, score, (box[0], top, box[2], bottom), place)
        if text.isspace():
            continue
        if printed >= 0 and (blank := _blank(strip.text, printed, i, (middles[i] - middles[printed]) / size)):
            chars.append(char._replace(text=blank, score=1.0))
        chars.append(char)
        printed = i
    return ReadLine(tuple(chars), (x0, top, x1, bottom), size)


def _blank(text: str, before: int, after: int, distance: float) -> str:
    """The blank between two characters whose middles are `distance` font sizes apart, "" for none.

    The network reads a blank or not as it likes; beside a mark, which stands at one side of its square, it is believed.
    """
    read = after - before > 1
    if not (text[before].isalnum() and text[after].isalnum()):
        return " " if read else ""
    chinese = not (text[before].isascii() or text[after].isascii())
    if distance > _BLANK:
        return "\u3000" if chinese else " "
    return " " if read else ""


def _between(quad: Quad, lefts: Sequence[float], rights: Sequence[float], inset: float) -> Quad:
    """Parts of a quadrilateral between places along it, each with its four corners."""
    width, _ = sides(quad)
    top = quad[0] + inset * (quad[3] - quad[0]), quad[1] + inset * (quad[2] - quad[1])
    foot = quad[3] + inset * (quad[0] - quad[3]), quad[2] + inset * (quad[1] - quad[2])
    left, right = (np.array(ends, dtype=np.float32)[:, None] / width for ends in (lefts, rights))

    def at(line: tuple[Quad, Quad], share: Quad) -> Quad:
        return line[0] + (line[1] - line[0]) * share

    return np.stack([at(top, left), at(top, right), at(foot, right), at(foot, left)], axis=1)


def _bounds(parts: Quad, mapping: Mapping) -> list[Box]:
    """The boxes around parts of a line, through a mapping."""
    moved = mapped(parts, mapping).reshape(-1, 4, 2)
    low, high = moved.min(axis=1).tolist(), moved.max(axis=1).tolist()
    return [(x0, y0, x1, y1) for (x0, y0), (x1, y1) in zip(low, high, strict=True)]


def _even_sizes(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Sizes that differ only by how tightly a line was found become one: that of the body."""
    weights = sorted((line.size, len(line.chars)) for line in lines)
    if not weights:
        return []
    half = sum(weight for _, weight in weights) / 2
    body = weights[-1][0]
    for size, weight in weights:
        half -= weight
        if half <= 0:
            body = size
            break
    return [ReadLine(line.chars, line.box, body) if abs(line.size / body - 1) <= 0.2 else line for line in lines]


def _in_order(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Rows from the top, pieces of a row from the left."""
    rows: list[list[ReadLine]] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3]):
        middle = (line.box[1] + line.box[3]) / 2
        row = rows[-1] if rows else None
        if row is not None and _share_row(row[-1], line, middle):
            row.append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box[0])]


def _share_row(a: ReadLine, b: ReadLine, middle: float) -> bool:
    return a.box[1] < middle < a.box[3] and (a.box[1] + a.box[3]) / 2 > b.box[1]
