"""Outcome → Chinese sentences: what each rule did to each learning record, with its values and its source sentence."""

from __future__ import annotations

from collections.abc import Iterator

from rulesgen.interpret.program import Cited, Program
from rulesgen.interpret.records import Floor, Line, Number, Outcome, Step
from rulesgen.interpret.words import told
from rulesgen.model import VerdictCode


def trace(program: Program, outcome: Outcome) -> tuple[str, ...]:
    """Everything that led to the verdict of a person, in the order in which it was applied."""
    return tuple(_sentences(program, outcome))


def _sentences(program: Program, outcome: Outcome) -> Iterator[str]:
    for doubt in outcome.person.doubts:
        yield told("trace", "doubt", doubt=doubt)
    for line in outcome.lines:
        yield line_told(line)
        for step in line.steps:
            yield step_told(program, step)
    for step in outcome.remarks:
        yield step_told(program, step)
    for floor in outcome.floors:
        yield floor_told(program, floor)


def line_told(line: Line) -> str:
    """A learning record and what it is recognised with."""
    filed = number_told(line.item.hours) if line.item.hours is not None else "（未填）"
    return told(
        "trace", "line", place=line.item.place, filed=filed, low=number_told(line.low), more=_more(line.low, line.high)
    )


def step_told(program: Program, step: Step) -> str:
    """One application of a rule."""
    key = "kept" if step.before == step.after else "step"
    said = told(
        "trace",
        key,
        title=told("reasons", step.reason),
        detail=step.detail,
        before=number_told(step.before),
        after=number_told(step.after),
    )
    rule = program.rules.get(step.rule)
    return (
        said
        if rule is None
        else said + told("trace", "rule", id=rule.id, text=rule.text, quoted=rule.quoted) + notes_told(rule)
    )


def floor_told(program: Program, floor: Floor) -> str:
    """A floor and how far a person is from it."""
    rule = program.rules[floor.rule]
    short = told("trace", "short", short=number_told(floor.short)) if floor.state != "met" else ""
    return told(
        "trace",
        "floor",
        text=rule.text,
        low=number_told(floor.low),
        more=_more(floor.low, floor.high),
        state=told("states", floor.state),
        short=short,
        id=rule.id,
        quoted=rule.quoted,
        notes=notes_told(rule),
    )


def notes_told(rule: Cited) -> str:
    """What is to be known of a rule: 依据草稿, 按2023年度规则."""
    return told("trace", "notes", notes="；".join(rule.notes)) if rule.notes else ""


def number_told(number: Number) -> str:
    """Hours as people write them: 8, 7.5."""
    return format(number, "f").rstrip("0").rstrip(".") if not isinstance(number, int) else str(number)


def shortfall(program: Program, floor: Floor) -> VerdictCode:
    """The code under which a missed floor is reported."""
    return program.rules[floor.rule].code or "TOTAL_SHORT"


def _more(low: Number, high: Number) -> str:
    return told("trace", "more", high=number_told(high)) if high > low else ""
