"""Program → conformance vectors: for every rule that runs a passing, a failing and a boundary case.

What is expected is worked out here from the rule's number alone, not by the interpreter; any engine that claims to
run the rules must give it. Vectors are small: one person, one or two records.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from normalize.values.workdays import CalendarUnknown, add_workdays
from rulesgen.interpret.caps import cap_reason
from rulesgen.interpret.plain import Plain, number_plain, person_plain
from rulesgen.interpret.program import NOBODYS, Award, Cap, Condition, Lead, Multiplier, Program, Threshold
from rulesgen.interpret.records import (
    Item,
    Known,
    Number,
    Person,
    Reason,
    State,
    covers_class,
    covers_subject,
)

Case = Literal["pass", "fail", "boundary"]
_DAY = dt.timedelta(1)


@dataclass(frozen=True, slots=True)
class Vector:
    """A person and what a rule makes of them.

    `low`, `high` – hours of all records together; `state` – of the rule's floor; `reason` – a step of this rule with
    this reason must be there, `absent` – must not. What is None is not asked.
    """

    rule: str
    case: Case
    person: Person
    known: frozenset[Known] = frozenset()
    low: Number | None = None
    high: Number | None = None
    state: State | None = None
    reason: Reason | None = None
    absent: Reason | None = None


def vectors(program: Program) -> tuple[Vector, ...]:
    """All vectors of a program, by rule."""
    return tuple(sorted(_Maker(program).all(), key=lambda v: v.rule))


def vector_plain(vector: Vector) -> dict[str, Plain]:
    """A vector as JSON data."""
    expected: dict[str, Plain] = {
        "low": number_plain(vector.low),
        "high": number_plain(vector.high),
        "floor": vector.state,
        "reason": vector.reason,
        "absent": vector.absent,
    }
    known: list[Plain] = [*sorted(vector.known)]
    return {
        "rule": vector.rule,
        "case": vector.case,
        "person": person_plain(vector.person),
        "columns": known,
        "expected": {key: value for key, value in expected.items() if value is not None},
    }


class _Maker:
    """Vectors of one program. Records lie on a day that every window allows, so that only one rule acts."""

    def __init__(self, program: Program) -> None:
        self._program = program
        starts = [w.start for w in program.windows if w.start]
        ends = [w.end for w in program.windows if w.end]
        first = max(starts, default=dt.date(program.year, 1, 1))
        last = min(ends, default=dt.date(program.year, 12, 31))
        self._day = first + (last - first) // 2 if first <= last else first

    def all(self) -> Iterator[Vector]:
        """Every vector, kind by kind."""
        program = self._program
        for floor in program.floors:
            short: State = "short" if floor.firm else "unsure"
            part = floor.subject if floor.subject != "total" else None
            for case, hours, state in (
                ("pass", floor.hours + 10, "met"),
                ("boundary", floor.hours, "met"),
                ("fail", max(floor.hours - 1, 0), short if floor.hours else "met"),
            ):
                yield self._of(floor.rule, case, Item("", subject=part, start=self._day, hours=hours), state=state)
        yield from self._windows()
        for condition in program.conditions:
            yield from self._condition(condition)
        for threshold in program.thresholds:
            yield from self._threshold(threshold)
        for award in program.awards:
            yield from self._award(award)
        for multiplier in program.multipliers:
            yield from self._multiplier(multiplier)
        for cap in program.caps:
            yield from self._cap(cap)
        for lead in program.leads:
            yield from self._lead(lead) if lead.before == "training" else self._review(lead)

    def _of(
        self,
        rule: str,
        case: str,
        *items: Item,
        known: frozenset[Known] = frozenset(),
        hours: tuple[Number, Number] | None = None,
        state: str | None = None,
        reason: Reason | None = None,
        absent: Reason | None = None,
    ) -> Vector:
        placed = tuple(replace(item, place=f"第{i}行") for i, item in enumerate(items, 1))
        low, high = hours if hours else (None, None)
        person = Person("第1行", f"{rule}-{case}", "示例", items=placed)
        return Vector(rule, _CASES[case], person, known, low, high, _STATES.get(state or ""), reason, absent)

    # ------------------------------------------------------------ validity

    def _windows(self) -> Iterator[Vector]:
        for window in self._program.windows:
            item = Item("", subject=window.subject, start=self._day, hours=1)
            yield self._of(window.rule, "pass", item, hours=(1, 1), absent="OUT_OF_WINDOW")
            for edge, step in ((window.start, -_DAY), (window.end, _DAY)):
                if edge is None:
                    continue
                on, off = replace(item, start=edge), replace(item, start=edge + step)
                yield self._of(window.rule, "boundary", on, absent="OUT_OF_WINDOW")
                if not self._refused_elsewhere(window.rule, off.start):
                    yield self._of(window.rule, "fail", off, hours=(0, 0), reason="OUT_OF_WINDOW")

    def _refused_elsewhere(self, rule: str, day: dt.date | None) -> bool:
        """Whether another window refuses a day before this one does."""
        for window in self._program.windows:
            if window.rule == rule:
                return False
            if day and ((window.start and day < window.start) or (window.end and day > window.end)):
                return True
        return False

    def _condition(self, condition: Condition) -> Iterator[Vector]:
        known: Known = "approval" if condition.needs == "approval" else "evidence"
        reason: Reason = "NO_APPROVAL" if condition.needs == "approval" else "EVIDENCE_MISSING"
        base = Item("", condition.class_ or "", start=self._day, hours=1, base=condition.base)
        unsettled = any(covers_class(u.class_, base.class_) for u in self._program.unsettled)
        if unsettled or self._award_for(base) or self._multiplier_for(base):
            return  # what such an item is worth is another rule's matter
        for case, answer in (("pass", True), ("fail", False), ("boundary", None)):
            item = replace(base, approved=answer) if known == "approval" else replace(base, evidence=answer)
            refuser = self._refuser(condition, item)
            if answer is False:
                yield self._of(condition.rule, case, item, hours=(0, 0), reason=reason if refuser else None)
                continue
            gap = answer is None and known == "approval" and self._gap(item)
            yield self._of(
                condition.rule, case, item, known=frozenset({known}), hours=(0 if gap else 1, 1), absent=reason
            )

    def _refuser(self, condition: Condition, item: Item) -> bool:
        """Whether this condition is the first that refuses an item."""
        fits = (
            c
            for c in self._program.conditions
            if c.needs == condition.needs and covers_class(c.class_, item.class_) and (item.base or not c.base)
        )
        return next(fits).rule == condition.rule

    def _gap(self, item: Item) -> bool:
        """Whether a blank answer leaves an item open: training that is not said to be 公需."""
        asked = any(
            c.needs == "approval" and not c.base and covers_class(c.class_, item.class_)
            for c in self._program.conditions
        )
        return asked and item.class_ == "training" and not covers_subject("public", item.subject)

    def _threshold(self, threshold: Threshold) -> Iterator[Vector]:
        for case, count in (
            ("pass", threshold.least + 1),
            ("boundary", threshold.least),
            ("fail", threshold.least - 1),
        ):
            item = Item("", threshold.class_, start=self._day, hours=1, count=max(count, 0))
            refused = count < threshold.least
            yield self._of(
                threshold.rule,
                case,
                item,
                hours=(0, 0) if refused else None,
                reason="BELOW_THRESHOLD" if refused else None,
                absent=None if refused else "BELOW_THRESHOLD",
            )

    # ------------------------------------------------------------ worth

    def _award_for(self, item: Item) -> Award | None:
        found = [a for a in self._program.awards if covers_class(a.class_, item.class_)]
        return max(found, key=lambda a: len(a.class_), default=None)

    def _multiplier_for(self, item: Item) -> bool:
        return any(covers_class(m.class_, item.class_) for m in self._program.multipliers)

    def _award(self, award: Award) -> Iterator[Vector]:
        if [a for a in self._program.awards if a.class_ == award.class_] != [award]:
            return  # which of several applies is for the subject to say
        total = sum(award.hours.values())
        item = Item("", award.class_, start=self._day)
        match award.per:
            case "year":
                yield from self._year_award(award, item, total)
                return
            case "quantity":
                yield self._of(award.rule, "fail", item, hours=(0, 0), reason="CONFIRM")
            case _:
                yield self._of(award.rule, "fail", replace(item, start=self._outside()), hours=(0, 0))
        if award.ceiling:
            over, exact = replace(item, hours=total + 1), replace(item, hours=total)
            yield self._of(award.rule, "pass", over, hours=self._capped(item, total), reason="AWARDED")
            yield self._of(award.rule, "boundary", exact, hours=self._capped(item, total))
            return
        for case, count in (("pass", 1), ("boundary", 2)):
            filed = replace(item, count=count, days=count, months=count)
            yield self._of(award.rule, case, filed, hours=self._capped(filed, total * count), reason="AWARDED")

    def _year_award(self, award: Award, item: Item, total: Number) -> Iterator[Vector]:
        full = self._capped(item, total)
        yield self._of(award.rule, "pass", replace(item, months=14), hours=full, reason="AWARDED")
        yield self._of(award.rule, "boundary", replace(item, months=12), hours=full, reason="AWARDED")
        yield self._of(award.rule, "fail", item, hours=(0, full[1]), reason="CONFIRM")
        if award.months and all(isinstance(h, int) and h % 2 == 0 for h in award.hours.values()):
            half = self._capped(item, total // 2)
            yield self._of(award.months, "pass", replace(item, months=6), hours=half, reason="AWARDED")
            yield self._of(award.months, "boundary", replace(item, months=12), hours=full)
            yield self._of(award.months, "fail", item, hours=(0, full[1]), reason="CONFIRM")

    def _outside(self) -> dt.date:
        """A day that no year's rules accept."""
        return dt.date(self._program.year - 2, 6, 1)

    def _multiplier(self, multiplier: Multiplier) -> Iterator[Vector]:
        item = Item("", multiplier.class_, subject=multiplier.subject, start=self._day)
        four = multiplier.times * 4
        yield self._of(multiplier.rule, "pass", replace(item, count=4), hours=self._capped(item, four))
        yield self._of(multiplier.rule, "boundary", replace(item, count=0), hours=(0, 0))
        open_ = (self._capped(item, 4)[0], self._capped(item, four)[1])
        yield self._of(multiplier.rule, "fail", replace(item, hours=4), hours=open_, reason="CONFIRM")

    # ------------------------------------------------------------ caps

    def _capped(self, item: Item, hours: Number) -> tuple[Number, Number]:
        """Sure and possible hours of a lone record of one day under all caps on its class."""
        low = high = hours
        days = item.days or 1
        for cap in self._program.caps:
            most = cap.hours * (min(days, 1) if cap.per == "day" else 1)
            plain = covers_subject(cap.subject, item.subject) and (
                covers_class(cap.class_, item.class_) or any(covers_class(c, item.class_) for c in cap.counted)
            )
            if plain:
                low, high = min(low, most), min(high, most)
            elif any(covers_class(c, item.class_) for c in cap.open):
                low = min(low, most)
        return low, max(low, high)

    def _cap(self, cap: Cap) -> Iterator[Vector]:
        subject = cap.subject if cap.subject != "total" else None
        item = Item("", cap.class_ or "", subject=subject, start=self._day)
        award = self._award_for(item)
        simple = award is None or (award.per in _COUNTED and not award.ceiling and len(award.hours) == 1)
        if cap.class_ == NOBODYS or self._multiplier_for(item) or not simple:
            return
        unsettled = any(covers_class(u.class_, item.class_) for u in self._program.unsettled)
        reason = cap_reason(cap)
        if cap.per == "year":  # long enough for no day's cap to matter
            item = replace(item, start=self._day - 9 * _DAY, end=self._day + 9 * _DAY)
        elif any(c.per == "year" and self._meets(c, item) and c.hours <= cap.hours for c in self._program.caps):
            return
        for case, over in (("pass", -1), ("boundary", 0), ("fail", 1)):
            filed, hours = self._filed(item, award, cap.hours, over)
            cut = hours > cap.hours
            most = min(hours, cap.hours)
            yield self._of(
                cap.rule,
                case,
                filed,
                hours=(0 if unsettled else most, most) if self._alone(cap, filed, hours) else None,
                reason=reason if cut else None,
                absent=None if cut else reason,
            )

    def _filed(self, item: Item, award: Award | None, cap: Number, over: int) -> tuple[Item, Number]:
        """A record of one hour less, as many, or one more than a cap; of an award so many items."""
        if award is None:
            hours = max(cap + over, 0)
            return replace(item, hours=hours), hours
        each = next(iter(award.hours.values()))
        count = Decimal(cap) // Decimal(each) + over if each else Decimal(0)
        whole = max(int(count), 0)
        return replace(item, count=whole, months=whole, days=whole or None), each * whole

    def _meets(self, cap: Cap, item: Item) -> bool:
        return covers_class(cap.class_, item.class_) and covers_subject(cap.subject, item.subject)

    def _alone(self, cap: Cap, item: Item, hours: Number) -> bool:
        """Whether no other cap cuts so many hours."""
        span = item.span
        days = (span[1] - span[0]).days + 1 if span else 1
        others = (c for c in self._program.caps if c is not cap and self._meets(c, item))
        return all(min(hours, cap.hours) <= c.hours * (days if c.per == "day" else 1) for c in others)

    # ------------------------------------------------------------ leads

    def _lead(self, lead: Lead) -> Iterator[Vector]:
        start = self._day
        for case, ahead in (("pass", lead.days + 3), ("boundary", lead.days), ("fail", lead.days - 1)):
            filed = add_workdays(start, -ahead) if ahead >= 0 else start + _DAY
            if isinstance(filed, CalendarUnknown) or ahead == 0:
                continue
            item = Item("", "training", start=start, end=start, hours=1, filed=filed)
            late: Reason = "LEAD_TOO_SHORT"
            missed = ahead < lead.days
            yield self._of(lead.rule, case, item, reason=late if missed else None, absent=None if missed else late)

    def _review(self, lead: Lead) -> Iterator[Vector]:
        for case, ahead in (("pass", lead.days + 3), ("boundary", lead.days), ("fail", lead.days - 1)):
            review = add_workdays(self._day, ahead) if ahead >= 0 else self._day - _DAY
            if isinstance(review, CalendarUnknown):
                continue
            late: Reason = "LEAD_TOO_SHORT"
            limit = add_workdays(review, -lead.days)
            missed = not isinstance(limit, CalendarUnknown) and self._day > limit
            vector = self._of(
                lead.rule,
                case,
                Item("", start=self._day, hours=1),
                reason=late if missed else None,
                absent=None if missed else late,
            )
            yield replace(vector, person=replace(vector.person, review=review))


_COUNTED = ("item", "month", "unsaid")
_CASES: dict[str, Case] = {"pass": "pass", "fail": "fail", "boundary": "boundary"}
_STATES: dict[str, State] = {"met": "met", "short": "short", "unsure": "unsure"}
