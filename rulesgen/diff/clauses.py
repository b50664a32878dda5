"""Units of two documents → rows of what stayed, was reworded, moved, added or deleted (the second and third layer).

Equal units are anchors. Between two anchors the texts are compared sign by sign, and units that share words make one
row, however the paragraphs were cut. What is left over is looked for elsewhere before it counts as added or deleted.
A change that touches a passage which could not be read is no change: it cannot be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from ingest.document import Span
from rulesgen.diff.redline import MOST_SIGNS, Piece, redline, unlike
from rulesgen.diff.units import Unit


class RowKind(StrEnum):
    """What became of a clause."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    MOVED = "moved"
    ADDED = "added"
    DELETED = "deleted"
    CANNOT = "cannot_compare"


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """Units of the old and the new document that belong together; one side is empty where nothing answers.

    `pieces` is the redline inside them. A moved row may be reworded too: then it has pieces that differ.
    """

    kind: RowKind
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    pieces: tuple[Piece, ...] = ()


_SHARED = 4
"""Signs in one piece by which two units are taken to share words."""

_ALIKE, _ALIKE_FAR = 45, 75
"""Per cent of likeness from which two units are one reworded, between anchors and anywhere."""


def align(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[ClauseRow, ...]:
    """All rows in the order of the new document, deleted ones where they stood in the old. Nothing is left out."""
    rows: list[ClauseRow] = []
    matcher = SequenceMatcher(None, [u.key for u in old], [u.key for u in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows.extend(_same(x, y) for x, y in zip(old[a:b], new[c:d], strict=True))
        else:
            rows.extend(_between(old[a:b], new[c:d]))
    return tuple(_beside_damage(_in_order(_moved(rows))))


def _same(old: Unit, new: Unit) -> ClauseRow:
    return _equal((old,), (new,))


def _equal(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> ClauseRow:
    """Equal words; where one side only guesses at them (不少于ω学时), that they are equal cannot be told."""
    guessed = any(u.is_guessed for u in (*old, *new))
    if guessed and "".join(u.raw or u.key for u in old) != "".join(u.raw or u.key for u in new):
        return ClauseRow(RowKind.CANNOT, old, new)
    return ClauseRow(RowKind.UNCHANGED, old, new)


# ---------------------------------------------------------------- between two anchors


def _between(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[ClauseRow]:
    if not old or not new:
        yield from (ClauseRow(RowKind.DELETED, (u,), ()) for u in old)
        yield from (ClauseRow(RowKind.ADDED, (), (u,)) for u in new)
        return
    for group_old, group_new in _groups(old, new):
        yield _compared(group_old, group_new)


def _compared(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> ClauseRow:
    if not new:
        return ClauseRow(RowKind.DELETED, old, ())
    if not old:
        return ClauseRow(RowKind.ADDED, (), new)
    pieces = redline(old, new)
    if not unlike(pieces):
        return _equal(old, new)
    kind = RowKind.CANNOT if all(p.damaged for p in unlike(pieces)) else RowKind.REWORDED
    return ClauseRow(kind, old, new, pieces)


def _groups(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[tuple[Unit, ...], tuple[Unit, ...]]]:
    """Units that share words, as groups that do not overlap; a unit that shares none stands alone."""
    links = _links(old, new)
    seen_old: set[int] = set()
    seen_new: set[int] = set()
    for i in range(len(old)):
        if i in seen_old:
            continue
        mine, theirs = _component(i, links)
        seen_old |= mine
        seen_new |= theirs
        yield tuple(old[k] for k in sorted(mine)), tuple(new[k] for k in sorted(theirs))
    for j in range(len(new)):
        if j not in seen_new:
            yield (), (new[j],)


def _component(start: int, links: set[tuple[int, int]]) -> tuple[set[int], set[int]]:
    mine, theirs = {start}, set[int]()
    while True:
        found = {j for i, j in links if i in mine}
        back = {i for i, j in links if j in found}
        if found <= theirs and back <= mine:
            return mine, theirs
        theirs |= found
        mine |= back


def _links(old: Sequence[Unit], new: Sequence[Unit]) -> set[tuple[int, int]]:
    """Pairs of units that share enough: counted on the longest common order of signs, in runs."""
    left, right = "".join(u.key for u in old), "".join(u.key for u in new)
    if len(left) * len(right) > MOST_SIGNS:
        return {(i, j) for i, u in enumerate(old) if (j := _nearest(u, new)) is not None}
    of_left = [i for i, u in enumerate(old) for _ in u.key]
    of_right = [j for j, u in enumerate(new) for _ in u.key]
    shared: dict[tuple[int, int], int] = {}
    remains: dict[tuple[int, int], int] = {}
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            for run, pair in _runs(of_left[op.src_start : op.src_end], of_right[op.dest_start : op.dest_end]):
                remains[pair] = remains.get(pair, 0) + run
                if run >= min(_SHARED, len(old[pair[0]].key), len(new[pair[1]].key)):
                    shared[pair] = shared.get(pair, 0) + run
    linked = {(i, j) for (i, j), n in shared.items() if _is_akin(old[i], new[j], n)}
    lost = {(i, j) for (i, j), n in remains.items() if _is_left_of(old[i], new[j], n) or _is_left_of(new[j], old[i], n)}
    return linked | lost | _pieces(old, new, shared) | {(i, j) for j, i in _pieces(new, old, _turned(shared))}


_Shared = dict[tuple[int, int], int]


def _turned(shared: _Shared) -> _Shared:
    return {(j, i): n for (i, j), n in shared.items()}


def _pieces(small: Sequence[Unit], large: Sequence[Unit], shared: _Shared) -> set[tuple[int, int]]:
    """Units that make up a larger one together, as the cells of a table make up a line of a text file."""
    whole = {(i, j): n for (i, j), n in shared.items() if n == len(small[i].key)}
    covered: dict[int, int] = {}
    for (_, j), n in whole.items():
        covered[j] = covered.get(j, 0) + n
    return {(i, j) for i, j in whole if covered[j] * 100 >= _WHOLE * len(large[j].key)}


def _is_akin(one: Unit, other: Unit, shared: int) -> bool:
    """Whether two units are one reworded, or one is a piece of the other (paragraphs cut in other places)."""
    short, long = sorted((len(one.key), len(other.key)))
    return shared * 200 >= _ALIKE * (short + long) or (short >= _PIECE and shared * 100 >= _WHOLE * short)


_PIECE, _WHOLE = 6, 85
"""Signs from which a unit can be a piece of another, and the per cent of it that must stand there."""


def _is_left_of(damaged: Unit, whole: Unit, shared: int) -> bool:
    """山东 保障厅 is what a damaged page has left of 山东省人力资源和社会保障厅: it stands there in order."""
    return damaged.is_damaged and len(damaged.key) < len(whole.key) and shared * 100 >= _REMAINS * len(damaged.key)


_REMAINS = 80
"""Per cent of a damaged line that must stand in another line for it to be that line."""


def _runs(left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """How many signs in a row belong to one pair of units."""
    start = 0
    for k in range(1, len(left) + 1):
        if k == len(left) or (left[k], right[k]) != (left[start], right[start]):
            yield k - start, (left[start], right[start])
            start = k


def _nearest(unit: Unit, among: Sequence[Unit]) -> int | None:
    found = process.extractOne(unit.key, [u.key for u in among], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[2] if found else None


# ---------------------------------------------------------------- elsewhere


def _moved(rows: Sequence[ClauseRow]) -> list[ClauseRow]:
    """Deleted and added rows that are one another, somewhere else."""
    deleted = [r for r in rows if r.kind is RowKind.DELETED]
    taken: dict[int, ClauseRow] = {}
    gone: set[int] = set()
    for index, row in enumerate(rows):
        if row.kind is not RowKind.ADDED:
            continue
        key = _key(row.new)
        open_rows = [d for d in deleted if id(d) not in gone]
        found = process.extractOne(key, [_key(d.old) for d in open_rows], scorer=fuzz.ratio, score_cutoff=_ALIKE_FAR)
        if found:
            source = open_rows[found[2]]
            gone.add(id(source))
            pieces = redline(source.old, row.new)
            taken[index] = ClauseRow(RowKind.MOVED, source.old, row.new, pieces if unlike(pieces) else ())
    return [taken.get(i, row) for i, row in enumerate(rows) if id(row) not in gone]


def _key(some: Sequence[Unit]) -> str:
    return "".join(u.key for u in some)


def _in_order(rows: Sequence[ClauseRow]) -> list[ClauseRow]:
    """A cell or heading that stands alone and is repeated elsewhere may match out of order; rows keep the new order."""
    keyed: list[tuple[int, int, ClauseRow]] = []
    last = -1
    for n, row in enumerate(rows):
        last = row.new[0].index if row.new else last
        keyed.append((last, n, row))
    return [row for _, _, row in sorted(keyed, key=lambda k: (k[0], k[1]))]


def _beside_damage(rows: Sequence[ClauseRow]) -> Iterator[ClauseRow]:
    """What is on one side only, and hangs on a passage that is damaged on the other, may have been lost there."""
    lost = False
    for row in rows:
        if row.kind in (RowKind.ADDED, RowKind.DELETED):
            mine = row.old or row.new
            if all(u.is_damaged for u in mine) or (lost and len(_key(mine)) <= _LOST):
                yield replace(row, kind=RowKind.CANNOT)
                continue
        lost = row.kind is RowKind.CANNOT and _ends_damaged(row)
        yield row


_LOST = 20
"""Signs of a line that a damaged page may have lost beside another damaged line (a date below a seal)."""


def _ends_damaged(row: ClauseRow) -> bool:
    return any(side and side[-1].is_damaged and len(side[-1].key) <= _LOST for side in (row.old, row.new))


def spans(some: Sequence[Unit]) -> tuple[Span, ...]:
    """Where units stand in their document."""
    return tuple(u.span for u in some)
