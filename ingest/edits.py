"""Edits: reversible replacements in a text, applied in stages and composed into one map.

A stage reads a text and proposes edits; `apply` makes the next text, `compose` folds two stages into one, so that a
Document can tell of every character of `text` where in `raw` it came from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Level, Repair, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] by `fixed`. A passage that is only marked has fixed equal to what stands there.

    `other` is what a second witness reads there.
    """

    start: int
    end: int
    fixed: str
    reason: str
    level: Level = Level.CERTAIN
    other: str = ""


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Edits sorted and without overlaps: of two that overlap, the one named first in the input stays."""
    taken: list[Edit] = []
    starts: list[int] = []
    for edit in edits:
        i = bisect_left(starts, edit.start)
        if i > 0 and taken[i - 1].end > edit.start:
            continue
        if i < len(taken) and (taken[i].start < edit.end or taken[i].start == edit.start):
            continue
        taken.insert(i, edit)
        starts.insert(i, edit.start)
    return taken


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits, which must be in order and free of overlaps."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces.append(text[at : edit.start])
        pieces.append(edit.fixed)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def fixed_spans(edits: Sequence[Edit]) -> list[Span]:
    """Where each edit's `fixed` stands in the text that the edits make."""
    spans: list[Span] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        spans.append((start, start + len(edit.fixed)))
        shift += len(edit.fixed) - (edit.end - edit.start)
    return spans


def compose(first: Sequence[Edit], middle: str, second: Sequence[Edit]) -> list[Edit]:
    """One list of edits that does `first` and then `second`; `middle` is the text between them.

    An edit of `second` that touches the output of edits of `first` swallows them whole; the later reason stands and
    the less certain level.
    """
    spans = fixed_spans(first)
    result: list[Edit] = []
    i = 0
    shift = 0  # offset in the source minus offset in `middle`, behind the first i edits
    for edit in second:
        while i < len(first) and (
            spans[i][1] < edit.start or (spans[i][1] == edit.start and not _inside(spans[i], edit))
        ):
            shift += (first[i].end - first[i].start) - len(first[i].fixed)
            result.append(first[i])
            i += 1
        start, end, fixed, level, other = edit.start, edit.end, edit.fixed, edit.level, edit.other
        source_start = start + shift
        while i < len(first) and _inside(spans[i], edit):
            before, after = spans[i]
            if before < start:
                fixed = middle[before:start] + fixed
                start = before
                source_start = first[i].start
            if after > end:
                fixed = fixed + middle[end:after]
                end = after
            level = _worse(level, first[i].level)
            other = other or first[i].other
            shift += (first[i].end - first[i].start) - len(first[i].fixed)
            i += 1
        result.append(Edit(source_start, end + shift, fixed, edit.reason, level, other))
    result.extend(first[i:])
    return _without_overlaps(result)


def _inside(span: Span, edit: Edit) -> bool:
    if span[0] == span[1]:  # a deletion counts when it lies strictly inside
        return edit.start < span[0] < edit.end
    return span[0] < edit.end and edit.start < span[1]


def _worse(a: Level, b: Level) -> Level:
    order = (Level.CERTAIN, Level.INFERRED, Level.UNREADABLE)
    return order[max(order.index(a), order.index(b))]


def _without_overlaps(edits: list[Edit]) -> list[Edit]:
    """Two edits of a later stage may want the same earlier one; the first has swallowed it, the second is dropped."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def to_repairs(raw: str, edits: Sequence[Edit]) -> tuple[Repair, ...]:
    """Edits as the Document keeps them, with their spans on both sides."""
    return tuple(
        Repair(
            span, (edit.start, edit.end), raw[edit.start : edit.end], edit.fixed, edit.reason, edit.level, edit.other
        )
        for edit, span in zip(edits, fixed_spans(edits), strict=True)
    )
