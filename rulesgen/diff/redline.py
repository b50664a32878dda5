"""Units of two documents that belong together → the redline: what stayed, went and came, sign by sign.

Changes that stand close together are one: a redline of single signs nobody can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from ingest.document import Span
from rulesgen.diff.units import Unit

_BETWEEN = 2
"""Unchanged signs between two changes up to which they are read as one."""

MOST_SIGNS = 150_000_000
"""Product of two lengths up to which texts are compared sign by sign (memory grows with it)."""

_NEAR = 2
"""Signs beside a damaged passage that belong to it: a bracket or a hyphen lost with the number it stands by."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch: `old` and `new` as printed, equal in what is compared where `kind` is same.

    `damaged`: it touches a passage that could not be read, so whether it changed cannot be told.
    """

    kind: Literal["same", "changed"]
    old: str
    new: str
    damaged: bool = False


def unlike(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces in which the two sides differ."""
    return tuple(p for p in pieces if p.kind == "changed")


def redline(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Piece, ...]:
    """The redline of some units against others, in reading order; white space and numbers are shown as printed."""
    left, right = _Side.of(old), _Side.of(new)
    if len(left.key) * len(right.key) > MOST_SIGNS:
        return (Piece("changed", left.text, right.text, bool(left.bad or right.bad)),)
    pieces: list[Piece] = []
    at_old = at_new = 0
    for tag, a, b, c, d in _coalesced(left.key, right.key):
        # what is printed from the end of the last stretch to the end of this one
        end_old, end_new = left.end(b), right.end(d)
        shown = left.text[at_old:end_old], right.text[at_new:end_new]
        at_old, at_new = end_old, end_new
        damaged = tag == "changed" and (left.damaged(a, b) or right.damaged(c, d))
        pieces.append(Piece(tag, *shown, damaged))
    return tuple(pieces)


_Stretch = tuple[Literal["same", "changed"], int, int, int, int]


def _coalesced(left: str, right: str) -> Iterator[_Stretch]:
    """Stretches of equal and changed signs; changes with next to nothing between them are joined."""
    found: list[_Stretch] = []
    ops = Indel.opcodes(left, right)
    for op in ops:
        a, b, c, d = op.src_start, op.src_end, op.dest_start, op.dest_end
        inner = a > 0 and c > 0 and b < len(left) and d < len(right)
        same = op.tag == "equal" and not (inner and b - a <= _BETWEEN)
        kind: Literal["same", "changed"] = "same" if same else "changed"
        if found and found[-1][0] == kind:
            _, first_a, _, first_c, _ = found[-1]
            found[-1] = (kind, first_a, b, first_c, d)
        else:
            found.append((kind, a, b, c, d))
    yield from found


@dataclass(frozen=True, slots=True)
class _Side:
    """One side: its text as printed, its compared text, where each compared sign ends in the text, and the damage."""

    text: str
    key: str
    ends: tuple[int, ...]
    places: tuple[int, ...]
    bad: tuple[Span, ...]

    @classmethod
    def of(cls, some: Sequence[Unit]) -> _Side:
        text = ""
        ends: list[int] = []
        places: list[int] = []
        for unit in some:
            shift = len(text) - unit.span[0]
            ends += [place + shift + 1 for place in unit.at]
            places += unit.at
            text += unit.text + "\n"
        text = text[:-1]
        return cls(
            text, "".join(u.key for u in some), tuple(ends), tuple(places), tuple(d for u in some for d in u.damaged)
        )

    def end(self, n: int) -> int:
        """Where in the text the first `n` compared signs end."""
        if n >= len(self.ends):
            return len(self.text)
        return self.ends[n - 1] if n else 0

    def damaged(self, a: int, b: int) -> bool:
        """Whether a stretch of compared signs touches a damaged passage; an empty one counts by its neighbours."""
        if not self.places or not self.bad:
            return False
        start = self.places[min(a, len(self.places) - 1)]
        end = self.places[min(b, len(self.places)) - 1] + 1 if b else start
        if a == b:  # nothing stands here: what stands before and behind it
            start, end = self.places[max(a - 1, 0)], self.places[min(a, len(self.places) - 1)] + 1
        return any(bad[0] - _NEAR < end and start < bad[1] + _NEAR for bad in self.bad)
