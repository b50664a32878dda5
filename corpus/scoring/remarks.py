"""Findings against the expected ones: matched by code and overlapping place.

A finding may answer several rows and a row several findings (one reader groups what another splits), so rows are
"found or not" and a finding is extra only when it fits no row at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpus.scoring.gold import GoldFinding, SilentRow
from corpus.scoring.pairing import overlap
from normalize.record import Evidence, Finding, NoticeRecord

ABSENCES = frozenset(
    {
        "ATT_CONTENT_MISSING",
        "ATT_COUNT_MISMATCH",
        "CFL_BASELINE_YEAR_MISMATCH",
        "CIT_PARENT_MISSING",
        "CON_CONTACT_MISSING",
        "CON_NO_AREA_CODE",
        "DOC_ISSUE_DATE_MISSING",
        "DOC_NUMBER_MISSING",
        "DOC_SIGNATURE_MISSING",
        "NUM_TOTAL_NOT_STATED",
        "RUL_SCOPE_MISSING",
        "TIM_WINDOW_MISSING",
        "TXT_WIDTH_MIXED",
    }
)
"""Codes about something that is nowhere, or all over the notice: no place can be asked for, the code decides."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding that was raised, with its places as (label file, quote)."""

    code: str
    severity: str
    message: str
    places: tuple[tuple[str, str], ...]
    file: str

    def touches(self, file: str, quote: str) -> bool:
        """Whether one of its places overlaps the quote in that file."""
        return any(f == file and overlap(q, quote) for f, q in self.places)

    def answers(self, row: GoldFinding) -> bool:
        """Whether it is the expected finding."""
        if self.code != row.code and self.code not in row.accept:
            return False
        if self.code in ABSENCES:
            return self.file in row.files
        return any(self.touches(span.file, span.quote) for span in row.spans)


@dataclass(frozen=True, slots=True)
class Violation:
    """A finding raised where silence was asked for."""

    row: SilentRow
    raised: Raised


@dataclass(frozen=True, slots=True)
class Remarks:
    """Expected findings found and missed, findings that nobody expected, and broken silences.

    `due` are the rows that a program must raise (certain, machine yes); `argued` all other rows. `fitting` counts the
    raised findings that answer some row.
    """

    due_found: tuple[GoldFinding, ...] = ()
    due_missed: tuple[GoldFinding, ...] = ()
    argued_found: tuple[GoldFinding, ...] = ()
    argued_missed: tuple[GoldFinding, ...] = ()
    extra: tuple[Raised, ...] = ()
    violations: tuple[Violation, ...] = ()
    wrong_severity: tuple[tuple[GoldFinding, Raised], ...] = ()
    fitting: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the raised findings that answer a row, due or argued."""
        raised = self.fitting + len(self.extra)
        return self.fitting / raised if raised else None

    @property
    def recall(self) -> float | None:
        """Share of the due rows that were found."""
        due = len(self.due_found) + len(self.due_missed)
        return len(self.due_found) / due if due else None

    @property
    def recall_of_all(self) -> float | None:
        """Share of all rows that were found, due and argued."""
        found = len(self.due_found) + len(self.argued_found)
        rows = found + len(self.due_missed) + len(self.argued_missed)
        return found / rows if rows else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall of the due rows."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __add__(self, other: Remarks) -> Remarks:
        return Remarks(
            self.due_found + other.due_found,
            self.due_missed + other.due_missed,
            self.argued_found + other.argued_found,
            self.argued_missed + other.argued_missed,
            self.extra + other.extra,
            self.violations + other.violations,
            self.wrong_severity + other.wrong_severity,
            self.fitting + other.fitting,
        )


def raised_by(findings: Iterable[Finding], file: str, label_files: Mapping[str, str] | None = None) -> list[Raised]:
    """Findings of one record with their places; `label_files` leads from an input's name to its label file."""
    names = label_files or {}
    return [
        Raised(
            f.code,
            f.severity,
            f.message,
            (
                *((file, q) for e in f.evidence for q in _quotes(e)),
                *((names.get(Path(r.file).name, r.file), q) for r in f.related for q in _quotes(r.evidence)),
            ),
            file,
        )
        for f in findings
    ]


def compare_findings(
    record: NoticeRecord, source: str, rows: Iterable[GoldFinding], silent: Iterable[SilentRow]
) -> Remarks:
    """The record's own findings against the rows that speak of this notice alone.

    A row across notices, or one for another format, is not asked for here, but a finding that answers it is no extra.
    """
    file = Path(record.source.file).name
    known = [r for r in rows if source in r.files]
    asked = [r for r in known if r.files == {source} and not r.cross and r.asked_of(file)]
    quiet = [s for s in silent if {span.file for span in s.spans} == {source}]
    return judge(raised_by(record.findings, source), asked, quiet, known)


def judge(
    raised: Sequence[Raised],
    asked: Sequence[GoldFinding],
    silent: Sequence[SilentRow],
    known: Sequence[GoldFinding] = (),
) -> Remarks:
    """Sorts findings and asked rows into found, missed, extra and broken silence; `known` rows only excuse findings."""
    answers = {r.id: [f for f in raised if f.answers(r)] for r in asked}
    extra = tuple(f for f in raised if not any(f.answers(r) for r in (*asked, *known)))
    return Remarks(
        due_found=tuple(r for r in asked if r.due and answers[r.id]),
        due_missed=tuple(r for r in asked if r.due and not answers[r.id]),
        argued_found=tuple(r for r in asked if not r.due and answers[r.id]),
        argued_missed=tuple(r for r in asked if not r.due and not answers[r.id]),
        extra=extra,
        violations=tuple(Violation(s, f) for s in silent for f in extra if _breaks(f, s)),
        wrong_severity=tuple(
            (r, answers[r.id][0])
            for r in asked
            if r.due and answers[r.id] and r.severity not in {f.severity for f in answers[r.id]}
        ),
        fitting=len(raised) - len(extra),
    )


class _Check(BaseModel):
    model_config = ConfigDict(extra="forbid")

    codes: frozenset[str]
    whole: bool = False


@cache
def _checks() -> dict[str, _Check]:
    text = Path(__file__).with_name("silent.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, _Check]).validate_python(yaml.safe_load(text))


def _breaks(finding: Raised, row: SilentRow) -> bool:
    check = _checks().get(row.check) or _Check(codes=frozenset({row.check}))
    if finding.code not in check.codes:
        return False
    return check.whole or any(finding.touches(span.file, span.quote) for span in row.spans)


def _quotes(evidence: Evidence) -> tuple[str, ...]:
    """What the text says and, where a repair changed it, what was printed: labels are made on the print."""
    return (evidence.quote,) if evidence.raw is None else (evidence.quote, evidence.raw)
