"""Two witnesses of one page, recognition and a text layer → one reading, and the places where they differ.

They are aligned character by character and vote by the class of character. Where both give a number and the numbers
differ, none is silently preferred: recognition's stands, in doubt, with the other beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ingest.document import DISAGREES
from ingest.ocr import ReadChar, ReadLine
from ingest.pages.layout import Doubt
from ingest.pages.script import rare_share

_DIGITS = frozenset("0123456789")
_JOINTS = frozenset(".-/:")  # inside a number, a date, an address of the net
_SURE = 0.75  # a Chinese character read with less gives way to a common one of the layer
_AGREED = 0.3  # of the doubt that is left where both read the same
_ANCHOR = 2  # characters on which both must agree on either side, or it is not the same place
_LEAST = 0.35  # share of equal characters from which on the layer speaks of this page


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters [start, end) of recognition against [other, other_end) of the layer; `same` says they are equal."""

    start: int
    end: int
    other: int
    other_end: int
    same: bool


def vote(lines: Sequence[ReadLine], layer: str) -> tuple[Sequence[ReadLine], tuple[Doubt, ...]]:
    """The lines after the vote, and the numbers on which the witnesses differ.

    Doubts count all characters of all lines in order, as `lay_out` does. A layer of another page has no vote.
    """
    chars = [char for line in lines for char in line.chars]
    places = [i for i, char in enumerate(chars) if not char.text.isspace()]
    read = "".join(_folded(chars[i].text) for i in places)
    told = "".join(_folded(char) for char in layer if not char.isspace())
    pieces = [
        _Piece(o.src_start, o.src_end, o.dest_start, o.dest_end, o.tag == "equal")
        for o in Levenshtein.opcodes(read, told)
    ]
    equal = sum(piece.end - piece.start for piece in pieces if piece.same)
    if equal < _LEAST * max(len(read), 1):
        return lines, ()
    voted = dict(_votes(chars, places, told, pieces))
    starts = _line_starts(lines)
    breaks = frozenset(i for i, place in enumerate(places) if place in starts)
    doubts = tuple(
        Doubt(range(places[start], places[end - 1] + 1), DISAGREES, other)
        for start, end, other in _differing_numbers(read, told, pieces, breaks)
    )
    return _with(lines, voted), doubts


def _folded(char: str) -> str:
    """One character for one, without difference of width."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _votes(
    chars: Sequence[ReadChar], places: Sequence[int], told: str, pieces: Sequence[_Piece]
) -> Iterator[tuple[int, ReadChar]]:
    """Characters that the vote changes, by their place: surer where both agree, the layer's where it knows better."""
    for piece in pieces:
        if piece.same:
            for i in range(piece.start, piece.end):
                char = chars[places[i]]
                yield places[i], char._replace(score=1 - (1 - char.score) * _AGREED)
        elif piece.end - piece.start == piece.other_end - piece.other:
            for i, other in zip(range(piece.start, piece.end), told[piece.other : piece.other_end], strict=True):
                char = chars[places[i]]
                if _is_hanzi(char.text) and char.score < _SURE and _is_hanzi(other) and rare_share(other) == 0:
                    yield places[i], char._replace(text=other, score=min(char.score, 0.5))


def _is_hanzi(char: str) -> bool:
    return "一" <= char <= "鿿"


def _line_starts(lines: Sequence[ReadLine]) -> frozenset[int]:
    """The places of the first characters of lines."""
    starts: list[int] = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.chars))
    return frozenset(starts)


def _differing_numbers(
    read: str, told: str, pieces: Sequence[_Piece], breaks: frozenset[int]
) -> Iterator[tuple[int, int, str]]:
    """Numbers of `read` (start, end) for which `told` has another number.

    A number that the layer plainly lost, with other signs among its digits, is no witness against anything.
    """
    done = -1
    for at, piece in enumerate(pieces):
        if piece.same or piece.start < done or not _is_anchored(pieces, at):
            continue
        start, end, other, other_end = _whole(read, told, pieces, at, breaks)
        done = end
        mine, theirs = read[start:end], told[other:other_end]
        if _digits(mine) == _digits(theirs) or not _is_number(theirs):
            continue
        if _is_number(mine):
            yield start, end, theirs
        elif not mine and start > 0:  # nothing was recognised where the layer has a number
            yield start - 1, start, read[start - 1] + theirs


def _whole(
    read: str, told: str, pieces: Sequence[_Piece], at: int, breaks: frozenset[int]
) -> tuple[int, int, int, int]:
    """A difference with the equal digits around it and the differences beyond them: the whole number on both sides."""

    def equal(i: int, j: int) -> bool:
        return 0 <= i < len(read) and 0 <= j < len(told) and read[i] == told[j] and read[i] in _DIGITS

    start, other = pieces[at].start, pieces[at].other
    while start not in breaks and equal(start - 1, other - 1):
        start, other = start - 1, other - 1
    end, other_end = pieces[at].end, pieces[at].other_end
    for piece in pieces[at + 1 :]:
        if not piece.same and (piece.start, piece.other) == (end, other_end):
            end, other_end = piece.end, piece.other_end
        while end not in breaks and equal(end, other_end):
            end, other_end = end + 1, other_end + 1
        if piece.start > end:
            break
    return start, end, other, other_end


def _digits(text: str) -> str:
    return "".join(char for char in text if char in _DIGITS)


def _is_number(text: str) -> bool:
    return _digits(text) != "" and all(char in _DIGITS or char in _JOINTS for char in text)


def _is_anchored(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether both agree before and after a difference, so that it is the same place on the page."""
    before = at == 0 or (pieces[at - 1].same and pieces[at - 1].end - pieces[at - 1].start >= _ANCHOR)
    after = at + 1 == len(pieces) or (pieces[at + 1].same and pieces[at + 1].end - pieces[at + 1].start >= _ANCHOR)
    return before or after


def _with(lines: Sequence[ReadLine], voted: dict[int, ReadChar]) -> list[ReadLine]:
    result: list[ReadLine] = []
    at = 0
    for line in lines:
        chars = tuple(voted.get(i, char) for i, char in enumerate(line.chars, at))
        result.append(ReadLine(chars, line.box, line.size))
        at += len(line.chars)
    return result
