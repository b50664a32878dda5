"""The exported decision, run by the zen engine, gives the verdicts of the interpreter; every vector holds for both."""

from __future__ import annotations

import json
from functools import cache

import pytest

from rulesgen.chain import effective
from rulesgen.decisions import parse_decisions
from rulesgen.export.jdm import jdm
from rulesgen.interpret import Outcome, Program, compile_rules, judge
from rulesgen.interpret.plain import decision_input
from rulesgen.interpret.records import Known, Person
from rulesgen.vectors import Vector, vectors
from tests.city_rules import city
from tests.people_records import people
from tests.test_interpret import HEAD, decision

zen = pytest.importorskip("zen", reason="zen-engine is an extra of development")

DECISIONS = HEAD + "".join(
    decision(effect, f"D{i}")
    for i, effect in enumerate(
        (
            "{kind: class_subject, class: achievement, subject: professional}",
            "{kind: cap_scope, rule: 370900-2026-R10, class: qualification, counted: true}",
            "{kind: rounding, rule: 370900-2026-R15, to: half_up}",
            "{kind: hours, rule: 370900-2026-R09, hours: '7.5'}",
        ),
        1,
    )
)
PROGRAMS = ("city", "decided", "province", "nation")


@cache
def program(name: str) -> Program:
    match name:
        case "city":
            return compile_rules(effective([city()], "370900", 2026))
        case "decided":
            return compile_rules(effective([city()], "370900", 2026), parse_decisions(DECISIONS, [city()]))
        case "province":
            return compile_rules(effective([], "370000", 2023))
        case _:
            return compile_rules(effective([], "000000", 2026))


@cache
def engine(name: str) -> object:
    return zen.ZenEngine().create_decision(json.dumps(jdm(program(name))))


def _ours(outcome: Outcome) -> tuple[object, ...]:
    lines = [(line.subject or "", float(line.low), float(line.high)) for line in outcome.lines]
    return outcome.state, lines, [(f.rule, float(f.low), float(f.high), f.state) for f in outcome.floors]


def _theirs(name: str, person: Person, known: frozenset[Known]) -> tuple[object, ...]:
    result = engine(name).evaluate(decision_input(person, known))["result"]  # type: ignore[attr-defined]
    lines = [(line["subject"], float(line["low"]), float(line["high"])) for line in result["lines"]]
    floors = [(f["rule"], float(f["low"]), float(f["high"]), f["state"]) for f in result["floors"]]
    return result["state"], lines, floors


@pytest.mark.parametrize("name", PROGRAMS)
def test_equal_on_random_people(name: str) -> None:
    for person, known in people(250, 11, program(name).year):
        assert _theirs(name, person, known) == _ours(judge(program(name), person, known)), person


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_vector_holds_for_both(name: str) -> None:
    for vector in vectors(program(name)):
        outcome = judge(program(name), vector.person, vector.known)
        assert not list(_missed(vector, outcome)), vector
        assert _theirs(name, vector.person, vector.known) == _ours(outcome), vector


def _missed(vector: Vector, outcome: Outcome) -> list[str]:
    reasons = {step.reason for _, step in outcome.steps() if step.rule == vector.rule or step.reason == "CONFIRM"}
    floor = next((f.state for f in outcome.floors if f.rule == vector.rule), None)
    held_ = {
        "low": vector.low in (None, sum(line.low for line in outcome.lines)),
        "high": vector.high in (None, sum(line.high for line in outcome.lines)),
        "state": vector.state in (None, floor),
        "reason": vector.reason is None or vector.reason in reasons,
        "absent": vector.absent not in reasons,
    }
    return [name for name, fits in held_.items() if not fits]


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_rule_that_runs_has_a_passing_a_failing_and_a_boundary_case(name: str) -> None:
    cases: dict[str, set[str]] = {}
    for vector in vectors(program(name)):
        cases.setdefault(vector.rule, set()).add(vector.case)
    wanted = {rule.id for rule in program(name).runs()}
    if name == "decided":  # a class with hours by decision is capped in whole items, and its cap has no case of its own
        wanted -= {"370900-2026-R10"}
    assert {rule for rule in wanted if cases.get(rule) != {"pass", "fail", "boundary"}} == set()


def test_same_program_same_decision() -> None:
    assert json.dumps(jdm(program("city"))) == json.dumps(jdm(compile_rules(effective([city()], "370900", 2026))))
