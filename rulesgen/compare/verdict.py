"""What one comparison of two values comes to: the verdict, both values with their sentences, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from normalize.findings import Certainty
from normalize.record import Severity
from rulesgen.compare.words import said
from rulesgen.model import Citation, Parameter, RuleSet, Status, Value


class VerdictKind(StrEnum):
    """The eight verdicts (比对结论) of a value against that of the level above."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    ADDITIONAL = "additional"
    INHERITED = "inherited"
    INCOMPARABLE = "incomparable"
    UNREADABLE_BASELINE = "unreadable_baseline"
    CONTRADICTION = "contradiction"

    @property
    def label(self) -> str:
        """What people read."""
        return said("verdicts", self.value)

    @property
    def severity(self) -> Severity | None:
        """How grave a verdict is by itself; None where there is nothing to look at."""
        return _SEVERITIES.get(self)


_SEVERITIES: dict[VerdictKind, Severity] = {
    VerdictKind.STRICTER: "info",
    VerdictKind.LOOSER: "error",
    VerdictKind.INCOMPARABLE: "warning",
    VerdictKind.UNREADABLE_BASELINE: "error",
    VerdictKind.CONTRADICTION: "error",
}

ORDER: tuple[VerdictKind, ...] = (
    VerdictKind.LOOSER,
    VerdictKind.CONTRADICTION,
    VerdictKind.UNREADABLE_BASELINE,
    VerdictKind.INCOMPARABLE,
    VerdictKind.STRICTER,
    VerdictKind.SAME,
    VerdictKind.ADDITIONAL,
    VerdictKind.INHERITED,
)
"""Verdicts as a table lists them: what somebody must act on comes first."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value as one rule set gives it. `shown` is Chinese; `value` None where it is unreadable or contradictory.

    `fallback`: the rule set is of an earlier year and stands in; `rivals`: one level says
    several things; `disputed`: a finding on the notice calls the value in question.
    """

    ruleset: RuleSet
    name: str
    parameter: Parameter
    value: Value | None
    status: Status
    shown: str
    citations: tuple[Citation, ...]
    fallback: bool = False
    rivals: bool = False
    disputed: bool = False

    @property
    def draft(self) -> bool:
        """Whether what rests on it must say 依据草稿."""
        return self.ruleset.status in ("draft", "reviewed")

    @property
    def whose(self) -> str:
        """Whose value it is: 山东省2023年度，依据草稿."""
        year = "" if self.parameter.persistence == "standing" else f"{self.ruleset.year}年度"
        return f"{self.ruleset.jurisdiction.name}{year}" + (said("compare", "draft") if self.draft else "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of a comparison: what was compared, what each side says, and what that comes to.

    `base` is None for an additional value, `own` for an inherited one. `reason` is Chinese, "" where none is needed.
    `severity` is that of the row, which for soft matters (topics, terms of filing) is less than the verdict's own.
    """

    label: str
    kind: VerdictKind
    own: Said | None
    base: Said | None
    reason: str = ""
    certainty: Certainty = "certain"
    severity: Severity | None = None

    @property
    def name(self) -> str:
        """The parameter's name, the notice's own where it has one."""
        said = self.own or self.base
        return said.name if said else ""
