"""The records of a run → the notices in it, each once, with what stands above and beside it.

The same notice may come in several files (Word, PDF, scan); they are one notice and never compared with one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from normalize.checks.names import fold, title_core
from normalize.findings import Certainty, make
from normalize.record import Evidence, Finding, NoticeRecord, Related, Severity
from rulesgen.crosscheck.words import words
from rulesgen.place import LEVELS


@dataclass(frozen=True)
class Held:
    """A notice of the run: its best record, and where that stands in the run."""

    index: int
    record: NoticeRecord

    @cached_property
    def name(self) -> str:
        """The place that the notice is of, or its file."""
        place = self.record.jurisdiction
        return place.name if place else Path(self.record.source.file).name

    @property
    def rank(self) -> int:
        """0 for a county up to 3 for the nation; -1 where the place is not known."""
        place = self.record.jurisdiction
        return LEVELS.index(place.level) if place else -1

    @property
    def code(self) -> str:
        """The GB/T 2260 code, "" where it is not known."""
        place = self.record.jurisdiction
        return place.code or "" if place else ""

    @cached_property
    def core(self) -> str:
        """The title without its office."""
        return title_core(self.record.title or "")

    @property
    def is_standing(self) -> bool:
        """Whether it is a regulation rather than a notice of one year."""
        return words().standing.search(self.core) is not None

    @property
    def head(self) -> tuple[Evidence, ...]:
        """Where the notice says what it is: its title, else its year."""
        place = self.record.evidence.get("title") or self.record.evidence.get("year")
        return (place,) if place else ()

    def lies_in(self, other: Held) -> bool:
        """Whether the other notice's place is above this one's."""
        if other.rank <= self.rank or self.rank < 0:
            return False
        if other.record.jurisdiction and other.record.jurisdiction.level == "nation":
            return True
        digits = 2 if other.rank == LEVELS.index("province") else 4
        return bool(self.code) and self.code[:digits] == other.code[:digits]


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding and the notice that it is about."""

    notice: Held
    finding: Finding


def remark(
    notice: Held,
    code: str,
    evidence: Sequence[Evidence],
    others: Sequence[tuple[Held, Sequence[Evidence]]] = (),
    *,
    severity: Severity | None = None,
    certainty: Certainty | None = None,
    **params: str | int | float | None,
) -> Remark:
    """A finding on one notice with the places in other notices that it rests on."""
    related = [Related(file=other.record.source.file, evidence=place) for other, places in others for place in places]
    found = make(code, params, evidence, related=related, severity=severity, certainty=certainty)
    return Remark(notice, found)


def notices(records: Sequence[NoticeRecord]) -> list[Held]:
    """The notices of a run in the order of their first record; of several files of one notice the most certain one."""
    best: dict[tuple[object, ...], Held] = {}
    for index, record in enumerate(records):
        held = Held(index, record)
        key = _identity(held)
        if key not in best or _preference(record) < _preference(best[key].record):
            best[key] = held
    return sorted(best.values(), key=lambda n: n.index)


def above(notice: Held, run: Sequence[Held]) -> Iterator[Held]:
    """The notices of higher levels that hold for a notice: per level one, of its year if there is one, else the latest
    earlier one, else the next. The nearest level comes first."""
    for rank in range(notice.rank + 1, len(LEVELS)):
        level = [other for other in run if other.rank == rank and notice.lies_in(other)]
        if level:
            yield min(level, key=lambda other: _distance(notice, other))


def beside(notice: Held, run: Sequence[Held]) -> list[Held]:
    """Notices of the same level, year and province: those of other cities."""
    return [
        other
        for other in run
        if other is not notice
        and other.rank == notice.rank >= 0
        and other.code[:2] == notice.code[:2] != ""
        and other.code != notice.code
        and other.record.year == notice.record.year
    ]


def _distance(notice: Held, other: Held) -> tuple[bool, bool, int, str]:
    """How far a superior's notice is from the year of a notice: a standing one holds for all years."""
    file = other.record.source.file  # decides between two of one year, whatever the order of the run
    if other.is_standing or notice.record.year is None or other.record.year is None:
        return False, False, 0, file
    years = notice.record.year - other.record.year
    return years != 0, years < 0, abs(years), file


def _identity(held: Held) -> tuple[object, ...]:
    if not held.core or held.record.jurisdiction is None:
        return (held.record.source.file, held.index)
    return held.code, held.name, held.record.year, held.core, fold(held.record.issuer or "")


def _preference(record: NoticeRecord) -> tuple[int, int, str]:
    """Of several files of one notice the one with the most certain facts and the fewest errors comes first."""
    facts = (*record.quotas, *record.dates, *record.citations)
    errors = sum(1 for f in record.findings if f.severity == "error")
    return -sum(f.certain for f in facts), errors, record.source.file
