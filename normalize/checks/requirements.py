"""Quotas of a record → requirements: the hours a year that everybody must reach, by subject, in reading order.

A notice may state a subject in parts (一般公需18学时、行业公需12学时); these are one requirement of 30.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalize.checks.lists import amounts
from normalize.checks.reading import without_mark
from normalize.record import Evidence, Quota

_SAME_SENTENCE = 40  # code points between two parts of one subject


@dataclass(frozen=True, slots=True)
class Requirement:
    """One statement of the hours for a subject; more than one quota where it is stated in parts."""

    subject: str
    quotas: tuple[Quota, ...]

    @property
    def amount(self) -> Decimal | None:
        """Hours in 学时; None where a number could not be read."""
        values = [q.amount for q in self.quotas]
        return None if None in values else sum((v for v in values if v is not None), Decimal(0))

    @property
    def certain(self) -> bool:
        """Whether every number was read for certain."""
        return self.amount is not None and all(q.certain for q in self.quotas)

    @property
    def minimum(self) -> bool:
        """Whether it is a floor (不少于) and not an exact amount."""
        return all(q.comparator == ">=" for q in self.quotas)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it stands."""
        return tuple(q.evidence for q in self.quotas)


def requirements(quotas: Iterable[Quota]) -> dict[str, list[Requirement]]:
    """The requirements on everybody by subject (total, public, professional, their required and elective parts, other).

    Left out are hours for some people only, for several years, and amounts that name no subject and set no floor:
    各12学时, 共24学时 inside a paragraph say how a subject is made up.
    """
    found: dict[str, list[Requirement]] = {}
    for quota in quotas:
        if _is_general(quota):
            found.setdefault(quota.subject, []).append(Requirement(quota.subject, (quota,)))
    return {subject: list(_joined(stated)) for subject, stated in found.items()}


def first(stated: dict[str, list[Requirement]], subject: str) -> Requirement | None:
    """The first statement on a subject: the rule stands before what repeats it."""
    return stated[subject][0] if stated.get(subject) else None


def _is_general(quota: Quota) -> bool:
    words = amounts()
    if quota.kind != "requirement" or quota.period != "year" or quota.unit != "学时":
        return False
    scope, quote = without_mark(quota.scope or ""), quota.evidence.quote
    third = quota.subject == "other" and words.third_class.search(scope) is not None
    if scope and not words.everybody.match(scope) and not words.third.search(quote) and not third:
        return False
    named = words.subject_named.search(quote) is not None or third
    return (named or quota.comparator == ">=") and not words.no_requirement.search(quote)


def _joined(stated: Sequence[Requirement]) -> Iterator[Requirement]:
    """Parts of one subject that stand side by side are one requirement."""
    waiting: Requirement | None = None
    for item in stated:
        if waiting is not None and _are_parts(waiting, item):
            waiting = Requirement(item.subject, (*waiting.quotas, *item.quotas))
            continue
        if waiting is not None:
            yield waiting
        waiting = item
    if waiting is not None:
        yield waiting


def _are_parts(one: Requirement, other: Requirement) -> bool:
    before, behind = one.quotas[-1].evidence, other.quotas[0].evidence
    near = behind.span[0] - before.span[1] <= _SAME_SENTENCE
    part = amounts().part
    return near and part.search(before.quote) is not None and part.search(behind.quote) is not None
