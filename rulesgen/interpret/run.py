"""Program + person → Outcome: items, day caps, year caps, subject totals, floors – in this order.

Everything is worked out twice where something is open: once so that hours are sure, once as favourably as the open
points allow. Where both lead to the same verdict it is given; where not, a person has to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from normalize.record import Subject
from normalize.values.workdays import CalendarUnknown, add_workdays
from rulesgen.activities import class_name
from rulesgen.interpret.caps import cap_reason, capped, counts, days, may_count
from rulesgen.interpret.items import lines_of
from rulesgen.interpret.program import Cap, FloorRule, Program
from rulesgen.interpret.records import (
    Floor,
    Known,
    Line,
    Number,
    Outcome,
    Person,
    State,
    Step,
    covers_subject,
    may_be_of,
)
from rulesgen.interpret.words import told

NOTHING_KNOWN: frozenset[Known] = frozenset()


def run(program: Program, people: Iterable[Person], known: frozenset[Known] = NOTHING_KNOWN) -> Iterator[Outcome]:
    """The outcome of each person, in order; nothing is kept between two of them. `known` – the columns of the list."""
    judged = _Judge(program, known)
    return map(judged.outcome, people)


def judge(program: Program, person: Person, known: frozenset[Known] = NOTHING_KNOWN) -> Outcome:
    """The outcome of one person."""
    return _Judge(program, known).outcome(person)


_Counted = tuple[tuple[bool, ...], tuple[bool, ...]]


class _Judge:
    """A program with what it has found out about classes and subjects; their number is small, people are many."""

    def __init__(self, program: Program, known: frozenset[Known]) -> None:
        self._program = program
        self._known = known
        self._caps = [cap for per in ("day", "year") for cap in program.caps if cap.per == per]
        self._counted: dict[tuple[str, Subject | None], _Counted] = {}

    def outcome(self, person: Person) -> Outcome:
        """The outcome of a person."""
        program = self._program
        lines = [line for item in person.items for line in lines_of(program, item, self._known)]
        lines = self._with_caps(lines)
        floors = tuple(_floor(floor, lines) for floor in program.floors)
        return Outcome(person, _state(program, person, floors), tuple(lines), floors, tuple(_reviews(program, person)))

    # ------------------------------------------------------------ caps

    def _with_caps(self, lines: list[Line]) -> list[Line]:
        """Day caps, then year caps, on sure hours and on possible ones; each cut is a step of its line."""
        counted = [self._counting(line) for line in lines]
        for i, cap in enumerate(self._caps):
            strictly = [c[0][i] for c in counted]
            if any(strictly):
                lines = _under(cap, lines, strictly, [c[1][i] for c in counted])
        return lines

    def _counting(self, line: Line) -> _Counted:
        """Which caps may count a line, and which surely do."""
        key = line.item.class_, line.subject
        found = self._counted.get(key)
        if found is None:
            may = tuple(may_count(cap, *key) for cap in self._caps)
            found = self._counted[key] = may, tuple(counts(cap, *key) for cap in self._caps)
        return found


def _under(cap: Cap, lines: list[Line], strictly: Sequence[bool], leniently: Sequence[bool]) -> list[Line]:
    low = capped(cap, lines, [line.low for line in lines], strictly)
    settled = not cap.open and all(line.low == line.high for line in lines)
    high = low if settled else capped(cap, lines, [line.high for line in lines], leniently)
    return [
        line if low[i] == line.low and high[i] == line.high else _cut(cap, line, (low[i], high[i]), leniently[i])
        for i, line in enumerate(lines)
    ]


def _cut(cap: Cap, line: Line, hours: tuple[Number, Number], surely: bool) -> Line:
    low, high = hours
    if not surely:
        detail = told("steps", "open_cap", **{"class": class_name(line.item.class_)})
    elif cap.per == "day":
        detail = told("steps", "day_cap", days=days(line.item) or "", cap=cap.hours)
    else:
        detail = told("steps", "year_cap", cap=cap.hours, **{"class": cap.name})
    step = Step(cap_reason(cap), cap.rule, line.low, low, detail)
    # a line that open points alone have lowered may stand above its sure hours, never below them
    return replace(line, low=low, high=max(low, high), steps=(*line.steps, step))


# ---------------------------------------------------------------- floors


def _floor(floor: FloorRule, lines: Sequence[Line]) -> Floor:
    low: Number = 0
    high: Number = 0
    for line in lines:
        if covers_subject(floor.subject, line.subject):
            low += line.low
            high += line.high
        elif may_be_of(floor.subject, line.subject):
            high += line.high
    state: State = "unsure"
    if low >= floor.hours:
        state = "met"
    elif high < floor.hours and floor.firm:
        state = "short"
    return Floor(floor.rule, floor.subject, floor.hours, low, high, state)


def _state(program: Program, person: Person, floors: Sequence[Floor]) -> State:
    states = {floor.state for floor in floors}
    if "short" in states:
        return "short"
    return "unsure" if "unsure" in states or person.doubts or program.unresolved or not floors else "met"


# ---------------------------------------------------------------- title review


def _reviews(program: Program, person: Person) -> Iterator[Step]:
    """Learning that ends later than the notice asks before papers for a review are handed in."""
    if person.review is None:
        return
    for lead in program.leads:
        if lead.before != "review":
            continue
        limit = add_workdays(person.review, -lead.days)
        if isinstance(limit, CalendarUnknown):
            yield Step("CONFIRM", lead.rule, 0, 0, told("steps", "review_unknown", year=limit.year))
            continue
        for item in person.items:
            span = item.span
            if span and span[1] > limit:
                hours = item.hours if item.hours is not None else 0
                detail = told("steps", "review", end=span[1], required=lead.days, limit=limit)
                yield Step("LEAD_TOO_SHORT", lead.rule, hours, hours, detail)
