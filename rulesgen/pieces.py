"""What the readers of a record hand over: claims on parameters and drafts of rules, not yet numbered or merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Document, Span
from normalize.record import Fact, NoticeRecord, Subject
from rulesgen.model import Amount, Applies, Direction, Executability, RuleKind, Status, Value, VerdictCode
from rulesgen.passages import sentence
from rulesgen.wording import phrase

EVERYBODY = Applies()
_MOST = 1_000_000
_DECIMALS = 7


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a parameter's value. `value` None: it is printed but unreadable; `label` is Chinese."""

    name: str
    label: str
    unit: str | None
    direction: Direction
    value: Value | None
    status: Status
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule before it has a number.

    `reason` says in Chinese why it does not run in full ("" if it does), `question` what it needs a person to settle.
    """

    kind: RuleKind
    text: str
    spans: tuple[Span, ...]
    applies: Applies = EVERYBODY
    param: str | None = None
    code: VerdictCode | None = None
    executability: Executability = "full"
    reason: str = ""
    question: str = ""

    def lowered(self, executability: Executability, reason: str) -> RuleDraft:
        """The same rule, less executable for a reason; a rule that already is keeps its own reason."""
        return self if self.executability != "full" else replace(self, executability=executability, reason=reason)


Piece = Claim | RuleDraft


@dataclass(frozen=True, slots=True)
class Material:
    """A notice: what it means and what it says."""

    record: NoticeRecord
    document: Document

    def sentence(self, fact: Fact) -> str:
        """The sentence that a fact stands in."""
        return self.document.quote(sentence(self.document, fact.evidence.span))


def amount(number: Decimal | int | None) -> Amount | None:
    """A number as rule files write it: an integer, or a decimal as text without trailing zeros.

    None where there is none, or none that a rule file can hold (negative, over a million, endless decimals).
    """
    if number is None or not 0 <= (exact := Decimal(number)) <= _MOST:
        return None
    if exact == exact.to_integral_value():
        return int(exact)
    text = format(exact.normalize(), "f")
    return text if len(text.partition(".")[2]) <= _DECIMALS else None


def status(fact: Fact, value: object) -> Status:
    """How a fact's value is known."""
    if value is None:
        return "unreadable"
    return "read" if fact.certain else "inferred"


def shown(value: Value | None) -> str:
    """A value in words for a rule's text."""
    match value:
        case None:
            return "（不可读）"
        case tuple():
            return "、".join(v for v in value if v is not None)
        case dict():
            return "、".join(f"{subject(s)}{a}" for s, a in value.items())
        case _:
            return str(value)


def window_shown(value: Sequence[str | None]) -> str:
    """A window in words: 2026-05-01至2026-12-31, with an open end as 未写明."""
    return "至".join(v or "（未写明）" for v in value)


def subject(name: Subject) -> str:
    """The Chinese name of a subject."""
    return phrase("subjects", name)


def names_apart(readings: Sequence[tuple[str, object]], head: str, tail: str) -> list[str]:
    """Parameter names for several statements of one kind, given as (qualifier, value).

    They share head.tail when they agree, or when no qualifier tells them apart (then they contradict each other);
    otherwise each qualifier gets its own name: class.achievement.paper.award.
    """
    if len({repr(value) for _, value in readings}) < 2 or len({q for q, _ in readings}) < 2:
        return [f"{head}.{tail}"] * len(readings)
    return [f"{head}.{q}.{tail}" if q else f"{head}.{tail}" for q, _ in readings]
