"""Effective + decisions → Program: each rule in force is taken up by its kind, or set aside with a reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Literal, TypeVar

from normalize.record import Subject
from rulesgen.chain import Effective, RuleInForce
from rulesgen.data import tables
from rulesgen.decisions import (
    AwardedHours,
    CapScope,
    ClassSubject,
    ConfirmedValue,
    Decision,
    RoundingRule,
)
from rulesgen.interpret.program import (
    NOBODYS,
    Award,
    Cap,
    Cited,
    Condition,
    FloorRule,
    Idle,
    Lead,
    Multiplier,
    Program,
    Threshold,
    Unsettled,
    WindowRule,
)
from rulesgen.interpret.records import Number, covers_class
from rulesgen.interpret.words import cited_as, told
from rulesgen.model import Rule, RuleKind, Value


def compile_rules(effective: Effective, decisions: Sequence[Decision] = ()) -> Program:
    """The program of the rules in force, with what has been decided. Rules of a kind keep their order."""
    made = _Made(decisions)
    for rule in _confirmed(effective.rules, decisions):
        _take(made, rule)
    return made.program(effective)


# ---------------------------------------------------------------- gathering


_Part = TypeVar("_Part")


class _Made:
    """The parts of a program while they are gathered."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.decisions = decisions
        self.rules: dict[str, Cited] = {}
        self.idle: list[Idle] = []
        self.parts: list[object] = []
        self.months: dict[str, str] = {}  # class → rule on parts of a year
        self.unresolved: list[str] = []

    def decided(self, key: str) -> tuple[str, ...]:
        """What has been decided about a rule, as its trace cites it."""
        return tuple(d.told for d in self.decisions if isinstance(d.effect, _ON_RULES) and d.effect.rule == key)

    def of(self, kind: type[_Part]) -> tuple[_Part, ...]:
        """The parts of a kind, in order."""
        return tuple(part for part in self.parts if isinstance(part, kind))

    def program(self, effective: Effective) -> Program:
        """The whole."""
        return Program(
            code=effective.code,
            name=effective.name,
            year=effective.year,
            rules=self.rules,
            windows=self.of(WindowRule),
            conditions=self.of(Condition),
            thresholds=self.of(Threshold),
            awards=tuple(self._with_months(a) for a in self.of(Award)),
            multipliers=self.of(Multiplier),
            subjects=self._subjects(),
            caps=self.of(Cap),
            unsettled=self.of(Unsettled),
            floors=self.of(FloorRule),
            unresolved=tuple(self.unresolved),
            leads=self.of(Lead),
            idle=tuple(self.idle),
            notes=effective.notes,
        )

    def _with_months(self, award: Award) -> Award:
        rule = self.months.get(award.class_, "")
        answer = next(
            (d.effect.to for d in self.decisions if isinstance(d.effect, RoundingRule) and d.effect.rule == rule), None
        )
        return replace(award, months=rule, rounding=answer) if award.per == "year" else award

    def _subjects(self) -> Mapping[str, tuple[Subject, str]]:
        return {
            d.effect.class_: (d.effect.subject, d.told) for d in self.decisions if isinstance(d.effect, ClassSubject)
        }


_ON_RULES = (CapScope, RoundingRule, AwardedHours)


# ---------------------------------------------------------------- confirmed values


def _confirmed(rules: Iterable[RuleInForce], decisions: Sequence[Decision]) -> Iterator[RuleInForce]:
    """The rules with the values that somebody has confirmed; those run even where the notice contradicts itself."""
    values = {(d.effect.ruleset, d.effect.param): d for d in decisions if isinstance(d.effect, ConfirmedValue)}
    for rule in rules:
        value = rule.value
        decision = values.get((value.source.ruleset.id, value.name)) if value else None
        if value is None or decision is None or not isinstance(decision.effect, ConfirmedValue):
            yield rule
            continue
        dated = value.dated.model_copy(
            update={"value": decision.effect.value, "status": "confirmed", "candidates": (), "inferred": None}
        )
        text = f"{rule.rule.text}（{decision.told}）"
        active = rule.rule.model_copy(update={"state": "active", "executability": "full", "reason": None, "text": text})
        yield replace(rule, rule=active, value=replace(value, dated=dated, rivals=()))


# ---------------------------------------------------------------- one rule


def _take(made: _Made, rule: RuleInForce) -> None:
    cited = cited_as(rule, made.decided(rule.rule.id))
    made.rules[cited.id] = cited
    made.idle.extend([Idle(cited, reason)] if (reason := _set_aside(made, rule)) else [])


def _set_aside(made: _Made, rule: RuleInForce) -> str:
    """Take a rule up; else the reason why it is not run. What it leaves open is kept in mind all the same."""
    unknown = rule.value is not None and rule.value.value is None
    if rule.suspended or unknown:
        _leave_open(made, rule)
        return told("idle", "suspended" if rule.suspended else "unreadable")
    if _own_class(rule.rule) and not made.decided(rule.rule.id):
        _leave_open(made, rule)
        return told("idle", "own_class")
    taker = _TAKERS.get(rule.rule.kind)
    return taker(made, rule) if taker else _why(rule)


def _leave_open(made: _Made, rule: RuleInForce) -> None:
    """What a rule that cannot run may yet mean: no verdict may be surer than it would be with it.

    A cap counts as open for its class; an award leaves the hours of its class unsure; a floor leaves every yes unsure.
    """
    class_ = re.sub(r"_\d+$", "", rule.rule.applies.class_ or "")
    match rule.rule.kind:
        case "year_cap" | "per_day_cap" if (
            rule.value is not None and _unit(rule)[0] == "学时" and class_ not in _NO_CLASS
        ):
            values = [rule.value.value, rule.value.dated.inferred, *(r.dated.value for r in rule.value.rivals)]
            numbers = [n for v in values if (n := _number(v)) is not None] or [0]
            per: Literal["day", "year"] = "day" if rule.rule.kind == "per_day_cap" else "year"
            name, subject = rule.value.parameter.name, rule.rule.applies.subject
            made.parts.append(Cap(per, rule.rule.id, NOBODYS, subject, min(numbers), name, open=frozenset({class_})))
        case "fixed_award" if rule.suspended and class_ not in _NO_CLASS:
            made.parts.append(Unsettled(rule.rule.id, class_))
        case "min_sum" if _of_everybody(rule):
            made.unresolved.append(rule.rule.id)
        case _:
            pass


_NO_CLASS = ("", "other")


def _of_everybody(rule: RuleInForce) -> bool:
    applies = rule.rule.applies
    return applies.persons is None and applies.subject not in (None, "other") and _unit(rule) == ("学时", "年")


def _own_class(rule: Rule) -> bool:
    """Whether a rule is about a class of the notice's own making, numbered because no general class fits."""
    return bool(re.search(r"_\d+$", rule.applies.class_ or ""))


def _why(rule: RuleInForce) -> str:
    return rule.rule.reason or told("idle", "own_class")


def _unit(rule: RuleInForce) -> tuple[str, str]:
    """The unit of a rule's value and what stands behind its stroke."""
    unit, _, per = ((rule.value.parameter.unit if rule.value else None) or "").partition("/")
    return unit, per


def _number(value: Value | None) -> Number | None:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and not (len(value) == 10 and value[4] == value[7] == "-"):
        return Decimal(value)
    return None


# ---------------------------------------------------------------- kinds


def _floor(made: _Made, rule: RuleInForce) -> str:
    subject, number = rule.rule.applies.subject, _number(rule.value.value if rule.value else None)
    unit, per = _unit(rule)
    if rule.rule.executability == "needs_input" or rule.rule.applies.persons or unit != "学时" or per != "年":
        return _why(rule)
    if subject in (None, "other") or number is None:
        return _why(rule)
    firm = rule.value is not None and rule.value.status in ("read", "confirmed")
    made.parts.append(FloorRule(rule.rule.id, subject, number, firm))
    return ""


def _cap(made: _Made, rule: RuleInForce) -> str:
    number = _number(rule.value.value if rule.value else None)
    unit, _ = _unit(rule)
    applies = rule.rule.applies
    if rule.rule.executability == "needs_input" or unit != "学时" or number is None:
        return _why(rule)
    counted, still_open = _scope(made, rule)
    name = rule.value.parameter.name if rule.value else rule.rule.text
    per: Literal["day", "year"] = "day" if rule.rule.kind == "per_day_cap" else "year"
    made.parts.append(Cap(per, rule.rule.id, applies.class_, applies.subject, number, name, counted, still_open))
    return ""


def _scope(made: _Made, rule: RuleInForce) -> tuple[frozenset[str], frozenset[str]]:
    """Further classes that a cap counts by decision, and those about which a question is open."""
    ruleset = rule.source.ruleset
    own = rule.rule.applies.class_
    by_id = {r.id: r for r in ruleset.rules}
    asked = {
        cls
        for question in ruleset.questions
        if question.code == "RUL_CAP_SCOPE_AMBIGUOUS" and rule.rule.id in question.rules
        for other in question.rules
        if other in by_id and (cls := by_id[other].applies.class_) and not covers_class(own, cls)
    }
    answered = {
        d.effect.class_: d.effect.counted
        for d in made.decisions
        if isinstance(d.effect, CapScope) and d.effect.rule == rule.rule.id
    }
    counted = frozenset(c for c, yes in answered.items() if yes)
    return counted, frozenset(asked - answered.keys())


def _award(made: _Made, rule: RuleInForce) -> str:
    value = rule.value.value if rule.value else None
    unit, per = _unit(rule)
    if unit != "学时" or rule.rule.applies.class_ is None or value is None:
        return _why(rule)
    hours: dict[Subject | None, Number] = {}
    for subject, amount in (value if isinstance(value, dict) else {rule.rule.applies.subject: value}).items():
        number = _number(amount)
        if number is not None:
            hours[subject] = number
    ceiling = rule.value is not None and rule.value.parameter.direction == "max"
    made.parts.append(Award(rule.rule.id, rule.rule.applies.class_, hours, _per(per), per or "项", ceiling))
    return ""


@cache
def _pers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(words)) for name, words in tables("interpret.yaml")["per"].items())


def _per(text: str) -> str:
    """How an award counts: by what stands behind the stroke of its unit; unsaid where nothing does."""
    found = next((name for name, words in _pers() if words.search(text)), "unsaid")
    return "quantity" if found == "other" else found


def _multiplier(made: _Made, rule: RuleInForce) -> str:
    number, cls = _number(rule.value.value if rule.value else None), rule.rule.applies.class_
    if number is None or cls is None:
        return _why(rule)
    made.parts.append(Multiplier(rule.rule.id, cls, number, rule.rule.applies.subject))
    return ""


def _months(made: _Made, rule: RuleInForce) -> str:
    cls = rule.rule.applies.class_
    if rule.rule.param is None or cls is None:
        return _converted(made, rule)
    made.months[cls] = rule.rule.id
    return ""


def _threshold(made: _Made, rule: RuleInForce) -> str:
    number, cls = _number(rule.value.value if rule.value else None), rule.rule.applies.class_
    if number is not None and cls is not None:
        made.parts.append(Threshold(rule.rule.id, cls, number))
    why = _converted(made, rule)
    return why if number is None else ""


def _converted(made: _Made, rule: RuleInForce) -> str:
    """A conversion without a number: runs once somebody has decided how many hours an item is worth."""
    for decision in made.decisions:
        effect = decision.effect
        if isinstance(effect, AwardedHours) and effect.rule == rule.rule.id and rule.rule.applies.class_:
            hours = {effect.subject or rule.rule.applies.subject: _number(effect.hours) or 0}
            made.parts.append(Award(rule.rule.id, rule.rule.applies.class_, hours, "item", "项"))
            return ""
    return _why(rule)


def _window(made: _Made, rule: RuleInForce) -> str:
    value = rule.value.value if rule.value else None
    if rule.rule.code != "OUT_OF_WINDOW" or not isinstance(value, tuple) or len(value) != 2:
        return _why(rule)
    start, end = (dt.date.fromisoformat(day) if day else None for day in value)
    made.parts.append(WindowRule(rule.rule.id, rule.rule.applies.subject, start, end))
    return ""


def _approval(made: _Made, rule: RuleInForce) -> str:
    base = bool(rule.rule.param and ".base." in rule.rule.param)
    made.parts.append(Condition("approval", rule.rule.id, rule.rule.applies.class_, base))
    return ""


def _evidence(made: _Made, rule: RuleInForce) -> str:
    if rule.rule.code != "EVIDENCE_MISSING":
        return _why(rule)
    made.parts.append(Condition("evidence", rule.rule.id, rule.rule.applies.class_))
    return ""


def _lead(made: _Made, rule: RuleInForce) -> str:
    number = _number(rule.value.value if rule.value else None)
    if not isinstance(number, int):
        return _why(rule)
    made.parts.append(Lead("review" if rule.rule.applies.persons else "training", rule.rule.id, number))
    return ""


_TAKERS: dict[RuleKind, Callable[[_Made, RuleInForce], str]] = {
    "min_sum": _floor,
    "year_cap": _cap,
    "per_day_cap": _cap,
    "fixed_award": _award,
    "multiplier": _multiplier,
    "prorata_months": _months,
    "threshold_conversion": _threshold,
    "substitution": _converted,
    "window": _window,
    "prior_approval": _approval,
    "evidence_required": _evidence,
    "lead_workdays": _lead,
}
