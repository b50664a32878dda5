"""When two quotes are the same place, and which prediction answers which label.

Quotes come from different renderings of a notice (text, Word, PDF), so they are compared without white space,
Markdown signs and angle brackets, and blind to full and half width.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

P = TypeVar("P")
G = TypeVar("G")

_TAG = re.compile(r"</?[a-z]{1,8}(?: [^<>]*)?>")
_DROPPED = re.compile(r"[\s<>*#＊]+")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys(map(ord, "—–―－"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”‘’＂"), '"')
_OCR = {ord("∶"): ":", ord("。"): "."}
_ALIKE: dict[int, int | str] = {**_WIDTH, **_DASHES, **_QUOTES, **_OCR}

SHORTEST_SHARED_EDGE = 4
"""Characters that two quotes must share at their edges to be one place; three happen by chance (学时，)."""


@lru_cache(maxsize=20_000)
def squeeze(text: str) -> str:
    """Text without white space and markup signs, in one width."""
    return _DROPPED.sub("", _TAG.sub("", text)).translate(_ALIKE)


def overlap(a: str, b: str) -> bool:
    """Whether two quotes can be overlapping stretches of one text: one holds the other, or an end meets a start."""
    short, long = sorted((squeeze(a), squeeze(b)), key=len)
    if not short:
        return False
    return short in long or _edges_meet(short, long) or _edges_meet(long, short)


def _edges_meet(left: str, right: str) -> bool:
    longest = min(len(left), len(right)) - 1
    return any(left.endswith(right[:n]) for n in range(longest, SHORTEST_SHARED_EDGE - 1, -1))


def pair(found: Sequence[P], wanted: Sequence[G], fits: Callable[[P, G], bool]) -> dict[int, int]:
    """The largest one-to-one matching of found to wanted (Kuhn's algorithm), as {index found: index wanted}."""
    options = [[w for w, want in enumerate(wanted) if fits(item, want)] for item in found]
    holder: dict[int, int] = {}

    def seat(f: int, tried: set[int]) -> bool:
        for w in options[f]:
            if w in tried:
                continue
            tried.add(w)
            if w not in holder or seat(holder[w], tried):
                holder[w] = f
                return True
        return False

    for f in range(len(found)):
        seat(f, set())
    return {f: w for w, f in holder.items()}
