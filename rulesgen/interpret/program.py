"""The rules in force + decisions → a program: what to check, award, cap and sum, and what is not run and why.

Every part carries the key of its rule in `rules`, where a trace finds the words that it rests on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from normalize.record import Subject
from rulesgen.decisions import Rounding
from rulesgen.interpret.records import Number
from rulesgen.model import VerdictCode


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule as people see it: what it says, the sentences it rests on and where they stand.

    `source` – title, number, clause and page of the first sentence; `notes` – 依据草稿 and the like.
    """

    id: str
    kind: str
    code: VerdictCode | None
    text: str
    value: str
    quotes: tuple[str, ...]
    source: str
    notes: tuple[str, ...] = ()

    @property
    def quoted(self) -> str:
        """The sentences with their source, on one line."""
        words = "……".join(" ".join(q.split()) for q in self.quotes)
        return f"“{words}”（{self.source}）"


@dataclass(frozen=True, slots=True)
class Idle:
    """A rule of the file that is not run, and why (Chinese)."""

    rule: Cited
    reason: str


@dataclass(frozen=True, slots=True)
class WindowRule:
    """Days (both included) between which hours of a subject are earned; None: that end is open."""

    rule: str
    subject: Subject | None
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Condition:
    """What items of a class need: approval before, or proof. `base`: only those held by a 继续教育基地."""

    needs: Literal["approval", "evidence"]
    rule: str
    class_: str | None
    base: bool = False


@dataclass(frozen=True, slots=True)
class Award:
    """Hours for items of a class. `hours` by subject, None for one that the rule does not name.

    `per` – item, day, month, year, quantity or unsaid; `ceiling` – filed hours up to so many. `months` is the rule on
    parts of a year, `rounding` its answer (None while it is open).
    """

    rule: str
    class_: str
    hours: Mapping[Subject | None, Number]
    per: str
    unit: str
    ceiling: bool = False
    months: str = ""
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Hours for lessons given: so many times their number."""

    rule: str
    class_: str
    times: Number
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """Points from which on a class gives hours."""

    rule: str
    class_: str
    least: Number


NOBODYS = "-"
"""A class that no record has: a cap on it counts nothing for sure, only what is open."""


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many hours of a class or subject, a day or a year.

    `counted` – further classes that somebody has decided to count in; `open` – those about which nobody has.
    """

    per: Literal["day", "year"]
    rule: str
    class_: str | None
    subject: Subject | None
    hours: Number
    name: str
    counted: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A class whose hours are not sure because the number of its award is unreadable or contradictory."""

    rule: str
    class_: str


@dataclass(frozen=True, slots=True)
class FloorRule:
    """At least so many hours of a subject a year. `firm`: the number is printed, not inferred."""

    rule: str
    subject: Subject
    hours: Number
    firm: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """So many working days before: of filing before a training, or of learning before a title review."""

    before: Literal["training", "review"]
    rule: str
    days: int


@dataclass(frozen=True, slots=True)
class Program:
    """What runs, in order of application; `idle` is the rest. `subjects` – where a class counts by decision.

    `unresolved` are floors of everybody whose number nobody knows: while there is one, nobody has surely met all.
    """

    code: str
    name: str
    year: int
    rules: Mapping[str, Cited]
    windows: tuple[WindowRule, ...] = ()
    conditions: tuple[Condition, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    awards: tuple[Award, ...] = ()
    multipliers: tuple[Multiplier, ...] = ()
    subjects: Mapping[str, tuple[Subject, str]] = field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    floors: tuple[FloorRule, ...] = ()
    unresolved: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()
    idle: tuple[Idle, ...] = ()
    notes: tuple[str, ...] = ()

    def runs(self) -> tuple[Cited, ...]:
        """The rules that run, by id."""
        idle = {i.rule.id for i in self.idle}
        return tuple(rule for key, rule in sorted(self.rules.items()) if key not in idle)
