"""Attribute values of OFD → numbers: boxes, matrices, offsets of characters, path data.

Basic types are those of GB/T 33190-2016, 7.3; lengths are millimetres. What cannot be read counts as not given, for a
lost position must not cost the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite, isnan, nan

from lxml import etree

from ingest.pages.boxes import Box, Matrix, Point

POINTS = 72 / 25.4
"""Points in a millimetre."""

_LARGEST = 1e6  # millimetres; what is farther off is no place on paper
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# Operators of abbreviated path data and how many numbers each takes (GB/T 33190-2016, table 36).
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, which differs from producer to producer."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of these names, in order."""
    return (child for child in element if local(child) in names)


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element down a path of names."""
    at: etree._Element | None = element
    for name in path:
        if at is None:
            return None
        at = next(children(at, name), None)
    return at


def content(element: etree._Element | None) -> str:
    """The text of an element without white space at its ends, "" for none."""
    return "" if element is None else (element.text or "").strip()


def number(text: str | None, otherwise: float) -> float:
    """A number of sensible size."""
    try:
        value = float(text or "")
    except ValueError:
        return otherwise
    return value if isfinite(value) and abs(value) <= _LARGEST else otherwise


def numbers(text: str | None) -> list[float]:
    """Numbers apart by blanks, as far as they go; commas are seen too."""
    found = []
    for word in (text or "").replace(",", " ").split():
        value = number(word, nan)
        if isnan(value):
            break
        found.append(value)
    return found


def box(text: str | None) -> Box | None:
    """ST_Box, x y width height, as (x0, top, x1, bottom)."""
    found = numbers(text)
    if len(found) != 4:
        return None
    x, y, width, height = found
    return x, y, x + width, y + height


def matrix(text: str | None) -> Matrix | None:
    """A CTM of six numbers."""
    found = numbers(text)
    if len(found) != 6:
        return None
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def deltas(text: str | None, count: int) -> list[float]:
    """DeltaX or DeltaY as at most `count` offsets; `g n d` stands for n times d (GB/T 33190-2016, 11.3)."""
    found: list[float] = []
    words = iter((text or "").replace(",", " ").split())
    for word in words:
        if len(found) >= count:
            break
        if word in ("g", "G"):
            times, value = number(next(words, None), count), number(next(words, None), 0)
            found.extend([value] * max(0, min(int(times), count - len(found))))
        else:
            found.append(number(word, 0))
    return found[:count]


def path_lines(data: str) -> Iterator[tuple[list[Point], bool]]:
    """The lines of abbreviated path data as points and whether they close; of a curve only its end."""
    points: list[Point] = []
    closed = False
    operator = ""
    operands: list[float] = []
    for token in _TOKEN.findall(data):
        if token.isalpha():
            operator, operands = token.upper(), []
        else:
            operands.append(number(token, 0))
        if operator not in _OPERANDS or len(operands) < _OPERANDS[operator]:
            continue
        if operator in ("M", "S"):
            if len(points) > 1:
                yield points, closed
            points, closed = [(operands[0], operands[1])], False
        elif operator == "C":
            if points:
                points.append(points[0])
                closed = True
        else:
            points.append((operands[-2], operands[-1]))
        operands = []
        if operator == "C":
            operator = ""
    if len(points) > 1:
        yield points, closed
