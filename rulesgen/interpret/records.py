"""What the interpreter takes and gives: a person's learning records in, recognised hours and verdicts out.

Hours are integers, or Decimal where they have a fraction; never floats. Dates are days. None means: not said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from normalize.record import Subject

Number = int | Decimal
Known = Literal["date", "approval", "evidence"]
"""A column of the list. Where a list has it, a blank in it is a gap; where it has none, nothing can be checked."""

Reason = Literal[
    "OUT_OF_WINDOW", "NO_APPROVAL", "EVIDENCE_MISSING", "BELOW_THRESHOLD",
    "DAY_CAPPED", "STUDY_CAPPED", "YEAR_CAPPED", "LEAD_TOO_SHORT",
    "AWARDED", "CONFIRM",
]  # fmt: skip
"""Why hours are not recognised as filed. YEAR_CAPPED: the year's cap of a class other than 学习类; AWARDED: a fixed
number stands in the place of the filed one; CONFIRM: a person must settle it, until then the hours are not sure."""

State = Literal["met", "short", "unsure"]


@dataclass(frozen=True, slots=True)
class Item:
    """学习记录: one thing learned or done.

    `class_` is a slug of classes.yaml with its item (achievement_paper); "" if not said, UNKNOWN if said in words that
    no class knows. `hours` as filed; `count` – how many (篇, 证, 课时, 积分); `days` – how many days it took, where
    filed; `base` – held by a 继续教育基地. `place` tells people where it stands in the list.
    """

    place: str
    class_: str = ""
    subject: Subject | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    hours: Number | None = None
    days: int | None = None
    count: Number | None = None
    months: Number | None = None
    approved: bool | None = None
    evidence: bool | None = None
    filed: dt.date | None = None
    base: bool = False
    content: str = ""
    doubt: str = ""

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """First and last day; one that is alone stands for both."""
        start, end = self.start or self.end, self.end or self.start
        return (start, end) if start and end else None


UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the list. `review` – the day on which papers for a title review are handed in.

    `doubts` are Chinese sentences: what is wrong with the entry itself, so that its verdict cannot be sure.
    """

    place: str
    id: str
    name: str
    unit: str = ""
    review: dt.date | None = None
    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One application of a rule to an item: `before` and `after` are hours; `rule` is a key of the program's rules.

    `detail` is Chinese. `rule` "" : what a gap in the list did, not a rule.
    """

    reason: Reason
    rule: str
    before: Number
    after: Number
    detail: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item as recognised for one subject. `low` is sure, `high` what it may be once open points are settled."""

    item: Item
    subject: Subject | None
    low: Number
    high: Number
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor and what a person reached: `low` for sure, `high` at most."""

    rule: str
    subject: Subject
    needed: Number
    low: Number
    high: Number
    state: State

    @property
    def short(self) -> Number:
        """Hours that are missing for sure hours to reach the floor; 0 where it is met."""
        return max(self.needed - self.low, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say of a person. `remarks` are steps about the person as a whole (lead before a review)."""

    person: Person
    state: State
    lines: tuple[Line, ...]
    floors: tuple[Floor, ...]
    remarks: tuple[Step, ...] = ()

    def steps(self) -> Iterator[tuple[Line | None, Step]]:
        """Every step with its line; None for those about the person."""
        for line in self.lines:
            for step in line.steps:
                yield line, step
        for step in self.remarks:
            yield None, step


WITHIN: dict[Subject, Subject] = {
    "public_required": "public",
    "public_elective": "public",
    "professional_required": "professional",
    "professional_elective": "professional",
}
"""The subject that a part belongs to."""


@cache
def covers_subject(whole: Subject | None, part: Subject | None) -> bool:
    """Whether hours of `part` count for `whole`; None and total cover everything."""
    return whole in (None, "total") or whole == part or (part is not None and WITHIN.get(part) == whole)


@cache
def may_be_of(whole: Subject, part: Subject | None) -> bool:
    """Whether hours filed for `part` may turn out to count for `whole`: 公需 may be 公需必修, unsaid may be all."""
    return covers_subject(whole, part) or part is None or WITHIN.get(whole) == part


@cache
def covers_class(whole: str | None, part: str) -> bool:
    """Whether a rule on class `whole` is about an item of class `part`: achievement covers achievement_paper."""
    return whole is None or part == whole or part.startswith(f"{whole}_")
