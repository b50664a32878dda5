"""A label that asks for two or three things at once → the labels that it joins: 联系人（电话）, 培训时间及地点.

Whoever draws a form joins the labels of others in one cell; what they share is written once (理论/实践学时).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

MOST_PARTS = 4
JOINED = "&"
"""Between the labels of a compound key; no printed label has it."""

_AND = re.compile(r"[及和与、/+]|\((?=.*\)$)")
_NO_PART = re.compile(r"签[字名章]|[公盖]章|必填|选填|手写")


def parts_of_label(key: str, known: Collection[str]) -> tuple[str, ...]:
    """The known labels that a label (as compared) joins; () where it is no such label."""
    pieces = [piece.strip("()") for piece in _AND.split(key)]
    if not 2 <= len(pieces) <= MOST_PARTS or any(not piece or _NO_PART.search(piece) for piece in pieces):
        return ()
    found: list[str] = []
    for number, piece in enumerate(pieces):
        whole = piece if piece in known else _completed(piece, pieces[:number], pieces[number + 1 :], known)
        if whole is None:
            return ()
        found.append(whole)
    return tuple(found)


def _completed(piece: str, before: Sequence[str], behind: Sequence[str], known: Collection[str]) -> str | None:
    """A piece with what it shares with its neighbours: 培训时间及地点 is 培训地点, 理论/实践学时 is 理论学时."""
    for other in before:
        for start in range(len(other) - 1):
            for end in range(len(other), start + 1, -1):
                if other[start:end] + piece in known:
                    return other[start:end] + piece
    return next((piece + o[i:] for o in behind for i in range(len(o) - 1) if piece + o[i:] in known), None)
