"""The diff of two editions: of a notice this year and last, of a city's and the province's, of a page and its scan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, Span
from normalize.record import Finding
from rulesgen.diff.clauses import ClauseRow, RowKind, align
from rulesgen.diff.parameters import Change, ParameterRow, parameters
from rulesgen.diff.units import units
from rulesgen.model import RuleSet

DAMAGE = (
    "TXT_OCR_DIGIT", "TXT_OCR_YEAR", "TXT_OCR_CHAR", "CON_PHONE_DAMAGED", "CON_EMAIL_DAMAGED", "CON_URL_DAMAGED",
)  # fmt: skip
"""Errors whose places were not read for certain: a difference there may be the reading's. What was repaired for
certain (a warning or a note on it) is read."""

LOST = ("DOC_SIGNATURE_DAMAGED", "TXT_TRUNCATED", "ING_OCR_DISAGREES")
"""Findings, however grave, on words that a page has lost or that two readings give differently."""

_STRAY = re.compile(r"[^\w\s，。、；：！？“”‘’（）《》〔〕【】—…·,.;:!?()<>\[\]\"'/%-]|^.{1,2}$", re.S)
"""A sign that is none of the language, or a line of one or two signs."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One side of a diff.

    `document` is None where only a rule file is at hand, `ruleset` where the document has no place among the rule
    files. `damaged` are places of the document that could not be read for certain.
    """

    name: str
    file: str
    document: Document | None
    ruleset: RuleSet | None
    damaged: tuple[Span, ...] = ()


def damaged_places(findings: Sequence[Finding]) -> tuple[Span, ...]:
    """The places of a notice that its own findings call damaged."""
    lost = {e.span for f in findings if f.code in DAMAGE and f.severity == "error" for e in f.evidence}
    lost |= {e.span for f in findings if f.code in LOST for e in f.evidence}
    stray = {e.span for f in findings if f.code == "TXT_STRAY_CHAR" for e in f.evidence if _STRAY.search(e.quote)}
    return tuple(sorted(lost | stray))


@dataclass(frozen=True, slots=True)
class Diff:
    """Old and new edition with what differs. `values` and `clauses` hold what is the same too."""

    old: Edition
    new: Edition
    values: tuple[ParameterRow, ...]
    clauses: tuple[ClauseRow, ...]

    @property
    def changed_values(self) -> tuple[ParameterRow, ...]:
        """The values that differ or cannot be compared, the gravest first."""
        return tuple(row for row in self.values if row.change is not Change.SAME)

    @property
    def changed_clauses(self) -> tuple[ClauseRow, ...]:
        """The clauses that differ or cannot be compared, in the order of the new edition."""
        return tuple(row for row in self.clauses if row.kind is not RowKind.UNCHANGED)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs in any layer."""
        return not self.changed_values and not self.changed_clauses


def diff(old: Edition, new: Edition) -> Diff:
    """What differs between two editions. The same editions give the same diff; raises nothing."""
    values = parameters(old.ruleset, new.ruleset) if old.ruleset and new.ruleset else ()
    clauses: tuple[ClauseRow, ...] = ()
    if old.document and new.document:
        clauses = align(units(old.document, old.damaged), units(new.document, new.damaged))
    return Diff(old, new, values, clauses)
