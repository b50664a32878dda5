"""One record against its labels: counts, misses and extras per kind, silent errors, findings.

A silent error is a wrong or spurious value that the record gives as certain while no finding of the record touches
the sentence it was taken from: the worst outcome, so it is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from corpus.scoring.gold import Gold, GoldFinding, SilentRow, record_of
from corpus.scoring.items import KINDS, Item, items
from corpus.scoring.pairing import pair
from corpus.scoring.remarks import Remarks, compare_findings
from normalize.record import Finding, NoticeRecord


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one kind. Ratios are None where there is nothing to divide by."""

    matched: int = 0
    missed: tuple[Item, ...] = ()
    extra: tuple[Item, ...] = ()

    @property
    def precision(self) -> float | None:
        """Share of the given values that are right."""
        return _ratio(self.matched, self.matched + len(self.extra))

    @property
    def recall(self) -> float | None:
        """Share of the labelled values that were given."""
        return _ratio(self.matched, self.matched + len(self.missed))

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _ratio(2 * self.matched, 2 * self.matched + len(self.missed) + len(self.extra))

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.matched + other.matched, self.missed + other.missed, self.extra + other.extra)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Score:
    """The agreement of one record with its labels, or of several added up; `remarks` None where none are expected."""

    facts: Mapping[str, Tally] = field(default_factory=lambda: dict.fromkeys(KINDS, Tally()))
    silent_errors: tuple[Item, ...] = ()
    remarks: Remarks | None = None

    @property
    def total(self) -> Tally:
        """All kinds of facts together."""
        return sum(self.facts.values(), Tally())

    def __add__(self, other: Score) -> Score:
        remarks = [r for r in (self.remarks, other.remarks) if r is not None]
        return Score(
            {kind: self.facts[kind] + other.facts[kind] for kind in KINDS},
            self.silent_errors + other.silent_errors,
            sum(remarks, Remarks()) if remarks else None,
        )


def score(
    predicted: NoticeRecord | Mapping[str, object],
    gold: Gold | Mapping[str, JsonValue],
    findings: Iterable[GoldFinding] | None = None,
    silent: Iterable[SilentRow] = (),
) -> Score:
    """Compares a record (or its JSON object) with a gold notice (or its JSON object).

    Of `findings` and `silent` only the rows that speak of this notice alone are used; findings None leaves the
    record's findings unscored. An extra value that repeats one already matched, or gives an optional one, counts
    neither for nor against.
    """
    record = record_of(predicted)
    labels = gold if isinstance(gold, Gold) else Gold.parse(gold)
    found = list(items(record))
    wanted = list(items(labels.record, labels.titles))
    optional = list(items(labels.optional))
    facts = {kind: _tally(_of(kind, found), _of(kind, wanted), _of(kind, optional)) for kind in KINDS}
    extras = [item for tally in facts.values() for item in tally.extra]
    return Score(
        facts,
        tuple(item for item in extras if item.certain and not _warned_of(item, record.findings)),
        None if findings is None else compare_findings(record, labels.source, findings, silent),
    )


def _of(kind: str, all_items: Sequence[Item]) -> list[Item]:
    return [item for item in all_items if item.kind == kind]


def _tally(found: Sequence[Item], wanted: Sequence[Item], optional: Sequence[Item]) -> Tally:
    matches = pair(found, wanted, Item.answers)
    missed = tuple(w for i, w in enumerate(wanted) if i not in matches.values())
    rest = (f for i, f in enumerate(found) if i not in matches)
    return Tally(len(matches), missed, tuple(f for f in rest if not any(f.answers(w) for w in (*wanted, *optional))))


def _warned_of(item: Item, findings: Iterable[Finding]) -> bool:
    start, end = item.span
    return any(e.span[0] < end and start < e.span[1] for finding in findings for e in finding.evidence)
