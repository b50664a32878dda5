"""Topics of a notice against those of the superior's notice of the same year (CFL_TOPIC_*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from normalize.checks.names import fold
from normalize.record import TrainingItem
from rulesgen.crosscheck.held import Held, Remark, above, remark
from rulesgen.crosscheck.words import words

_SHORTEST = 6  # shorter titles that differ in a sign are different topics (数字技术, 数字经济)
_SLIP = 2  # signs in which two writings of one title may differ
_NEAR = 85  # per cent of likeness
_FEWEST = 3  # topics of each side that make a programme


@dataclass(frozen=True, slots=True)
class _Pair:
    """A topic and the superior's topic that it is."""

    own: TrainingItem
    base: TrainingItem


def topic_names(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_TOPIC_NAME_MISMATCH: a title that differs from the superior's in a sign or two (高品质, 高质量)."""
    for notice, base in _pairs(run):
        for pair in _matched(notice, base):
            if fold(pair.own.title) != fold(pair.base.title):
                yield remark(
                    notice,
                    "CFL_TOPIC_NAME_MISMATCH",
                    [pair.own.evidence],
                    [(base, [pair.base.evidence])],
                    own=pair.own.title,
                    baseline=pair.base.title,
                )


def topics_changed(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_TOPIC_CHANGED: topics made less or more binding than above (less is a warning), added or left out."""
    for notice, base in _pairs(run):
        matched = _matched(notice, base)
        yield from _weight_changed(notice, base, matched)
        own, theirs = _topics(notice), _topics(base)
        if min(len(own), len(theirs)) >= _FEWEST:
            yield from _added_and_dropped(notice, base, matched)


def _weight_changed(notice: Held, base: Held, matched: Sequence[_Pair]) -> Iterator[Remark]:
    weaker = [p for p in matched if p.base.requirement in ("required", "suggested") and p.own.requirement == "elective"]
    stronger = [p for p in matched if p.base.requirement == "elective" and p.own.requirement == "required"]
    for pairs, how in ((weaker, "warning"), (stronger, "info")):
        if pairs:
            names = "、".join(p.own.title for p in pairs)
            what = (
                f"上级列为重点，本件列为选修：{names}" if how == "warning" else f"上级列为自选，本件列为必修：{names}"
            )
            yield remark(
                notice,
                "CFL_TOPIC_CHANGED",
                [p.own.evidence for p in pairs],
                [(base, [p.base.evidence for p in pairs])],
                severity="warning" if how == "warning" else "info",
                what=what,
            )


def _added_and_dropped(notice: Held, base: Held, matched: Sequence[_Pair]) -> Iterator[Remark]:
    added = [t for t in _topics(notice) if all(t is not p.own for p in matched)]
    dropped = [t for t in _topics(base) if all(t is not p.base for p in matched)]
    parts = [f"增设{'、'.join(t.title for t in added)}"] if added else []
    parts += [f"未列{'、'.join(t.title for t in dropped)}"] if dropped else []
    if parts and matched:
        places = [t.evidence for t in added] or [p.own.evidence for p in matched[-1:]]
        related = [(base, [t.evidence for t in dropped])]
        yield remark(notice, "CFL_TOPIC_CHANGED", places, related, what="；".join(parts))


def _pairs(run: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    """Each notice with the nearest yearly notice above it, where both are of one year."""
    for notice in run:
        base = next((b for b in above(notice, run) if not b.is_standing), None)
        if base is not None and base.record.year == notice.record.year is not None:
            yield notice, base


def _topics(notice: Held) -> list[TrainingItem]:
    """Topics of the public subjects: those that a province names for all."""
    return [t for t in notice.record.training_items if t.category == "public"]


def _matched(notice: Held, base: Held) -> list[_Pair]:
    """Topics of both sides under one title, or under titles that a slip of the pen tells apart."""
    theirs = _topics(base)
    pairs: list[_Pair] = []
    for own in _topics(notice):
        same = next((t for t in theirs if fold(t.title) == fold(own.title)), None)
        found = same or next((t for t in theirs if _is_slip(fold(own.title), fold(t.title))), None)
        if found is not None:
            pairs.append(_Pair(own, found))
    return pairs


def _is_slip(a: str, b: str) -> bool:
    """Whether two titles are one with a slip of the pen in it: a few signs differ, and none of them is a number."""
    if min(len(a), len(b)) < _SHORTEST or Levenshtein.distance(a, b) > _SLIP or fuzz.ratio(a, b) < _NEAR:
        return False
    changed = "".join(
        a[op.src_start : op.src_end] + b[op.dest_start : op.dest_end]
        for op in Levenshtein.opcodes(a, b)
        if op.tag != "equal"
    )
    return not words().not_a_slip.search(changed)
