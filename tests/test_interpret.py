"""The interpreter: each rule alone, the order of application, what stays open, and decisions that settle it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesgen.chain import in_force
from rulesgen.decisions import Decision, parse_decisions
from rulesgen.errors import RuleFileError
from rulesgen.interpret import Item, Outcome, Person, Program, compile_rules, judge
from rulesgen.interpret.records import Known, Number
from rulesgen.interpret.trace import trace
from rulesgen.model import DatedValue, Reading
from tests.city_rules import TEXT, city
from tests.people_records import people

D = dt.date
BOTH: frozenset[Known] = frozenset({"date", "approval"})


@cache
def program() -> Program:
    return compile_rules(in_force([city()], "370900", 2026))


def outcome(*items: Item, known: frozenset[Known] = frozenset(), by: Program | None = None) -> Outcome:
    return judge(by or program(), Person("第1行", "1", "甲", items=items), known)


def training(hours: Number, start: D, end: D | None = None, **more: object) -> Item:
    return Item("第2行", "training", "professional", start, end or start, hours, **more)  # type: ignore[arg-type]


def granted(found: Outcome) -> list[tuple[Number, Number]]:
    return [(line.low, line.high) for line in found.lines]


def reasons(found: Outcome) -> list[str]:
    return [step.reason for _, step in found.steps()]


# ---------------------------------------------------------------- items

MAY = D(2026, 5, 11)


@pytest.mark.parametrize(
    ("item", "hours", "reason"),
    [
        (training(8, D(2026, 3, 1)), (8, 8), None),
        (training(8, D(2026, 2, 28)), (0, 0), "OUT_OF_WINDOW"),
        (training(8, D(2026, 11, 30), D(2026, 12, 1)), (0, 0), "OUT_OF_WINDOW"),
        (training(8, MAY, approved=False), (0, 0), "NO_APPROVAL"),
        (training(8, MAY, evidence=False), (0, 0), "EVIDENCE_MISSING"),
        (training(9, MAY), (8, 8), "DAY_CAPPED"),
        (training(Decimal("8.5"), MAY), (8, 8), "DAY_CAPPED"),
        (training(24, MAY, D(2026, 5, 13)), (24, 24), None),
        (training(20, MAY, D(2026, 5, 13), days=2), (16, 16), "DAY_CAPPED"),
        (Item("", "study", "public", MAY, hours=41), (40, 40), "STUDY_CAPPED"),
        (Item("", "achievement_paper", "professional", MAY, count=2, hours=99), (20, 20), "AWARDED"),
        (Item("", "achievement_paper", "professional", MAY, count=4), (30, 30), "YEAR_CAPPED"),
        (Item("", "?", "professional", MAY, hours=5), (0, 5), "CONFIRM"),
        (Item("", "", "professional", MAY), (0, 0), "CONFIRM"),
        (training(8, MAY, filed=D(2026, 5, 1)), (8, 8), "LEAD_TOO_SHORT"),  # 5月1日至5日放假，9日补班
        (training(8, MAY, filed=D(2026, 4, 30)), (8, 8), None),
    ],
)
def test_an_item_alone(item: Item, hours: tuple[int, int], reason: str | None) -> None:
    found = outcome(item)
    assert granted(found) == [hours]
    assert (reason in reasons(found)) if reason else not reasons(found)


def test_a_blank_in_a_column_is_a_gap_and_a_missing_column_is_none() -> None:
    assert granted(outcome(training(8, MAY))) == [(8, 8)]
    assert granted(outcome(training(8, MAY), known=BOTH)) == [(0, 8)]
    assert granted(outcome(training(8, MAY, approved=True), known=BOTH)) == [(8, 8)]
    undated = Item("", "study", "public", hours=5)
    assert granted(outcome(undated, known=BOTH)) == [(0, 5)]
    assert granted(outcome(undated)) == [(5, 5)]


def test_an_award_of_a_year_by_subject_and_months() -> None:
    assert granted(outcome(Item("", "posting", months=12))) == [(30, 30), (60, 60)]
    assert granted(outcome(Item("", "posting", months=5))) == [(12, 13), (25, 25)]  # 12.5：取整办法未定
    assert granted(outcome(Item("", "posting"))) == [(0, 30), (0, 60)]
    whole_year = Item("", "posting", start=D(2026, 3, 1), end=D(2026, 8, 31))
    assert granted(outcome(whole_year)) == [(15, 15), (30, 30)]


# ---------------------------------------------------------------- caps over several items


def test_items_of_one_day_share_its_cap_the_one_that_ends_first_being_served_first() -> None:
    long, short = training(16, MAY, D(2026, 5, 12)), training(8, MAY)
    assert granted(outcome(long, short)) == [(8, 8), (8, 8)]
    assert granted(outcome(training(12, MAY, D(2026, 5, 12)), training(6, D(2026, 5, 12)))) == [(12, 12), (4, 4)]


days = st.integers(0, 6)
spans = st.tuples(days, days, st.integers(0, 30)).map(lambda t: (min(t[0], t[1]), max(t[0], t[1]), t[2]))


@settings(deadline=None, max_examples=60)
@given(st.lists(spans, max_size=4))
def test_day_caps_grant_as_much_as_any_way_of_spreading_could(found: list[tuple[int, int, int]]) -> None:
    """Hall's bound: for every stretch of days, what lies within it gets no more than its days hold, and the total
    is the largest that all these bounds allow."""
    items = [training(h, MAY + dt.timedelta(a), MAY + dt.timedelta(b)) for a, b, h in found]
    hours = [low for low, _ in granted(outcome(*items))]
    for a in range(7):
        for b in range(a, 7):
            inside = sum(h for h, (s, e, _) in zip(hours, found, strict=True) if a <= s and e <= b)
            assert inside <= 8 * (b - a + 1)
    assert sum(hours) == _most(found)


def _most(found: list[tuple[int, int, int]]) -> int:
    """The most hours that fit, day by day, trying every hour of every item by augmenting paths."""
    slots: dict[tuple[int, int], int] = {}
    served = 0
    for owner, (start, end, hours) in enumerate(found):
        served += sum(_place(owner, slots, found, set()) for _ in range(hours) if start <= end)
    return served


def _place(owner: int, slots: dict[tuple[int, int], int], found: list[tuple[int, int, int]], seen: set[object]) -> bool:
    start, end, _ = found[owner]
    for slot in ((day, hour) for day in range(start, end + 1) for hour in range(8)):
        if slot not in seen:
            seen.add(slot)
            if slot not in slots or _place(slots[slot], slots, found, seen):
                slots[slot] = owner
                return True
    return False


def test_what_comes_last_is_cut_by_the_cap_of_the_year() -> None:
    late = Item("b", "study", "public", D(2026, 9, 1), hours=30)
    early = Item("a", "study", "professional", D(2026, 4, 1), hours=30)
    assert granted(outcome(late, early)) == [(10, 10), (30, 30)]


# ---------------------------------------------------------------- verdicts


def enough() -> tuple[Item, ...]:
    return Item("", "", "public", MAY, hours=30), Item("", "", "professional", MAY, hours=60)


def test_met_short_and_by_how_much() -> None:
    assert outcome(*enough()).state == "met"
    found = outcome(*enough()[:1], Item("", "", "professional", MAY, hours=Decimal("59.5")))
    assert found.state == "short"
    assert [(f.rule[-3:], f.short) for f in found.floors] == [
        ("R01", Decimal("0.5")), ("R02", 0), ("R03", Decimal("0.5")),
    ]  # fmt: skip


def test_hours_of_no_subject_count_in_total_and_leave_subjects_open() -> None:
    found = outcome(Item("", "", None, MAY, hours=90))
    assert [f.state for f in found.floors] == ["met", "unsure", "unsure"]
    assert found.state == "unsure"


def test_an_open_cap_leaves_the_verdict_open_only_where_it_matters() -> None:
    study = Item("", "study", "professional", D(2026, 4, 1), hours=40)
    exam = Item("", "qualification", "professional", MAY, hours=16)
    rest = Item("", "", "professional", MAY, hours=4)
    assert outcome(enough()[0], study, exam, rest).state == "unsure"
    assert outcome(*enough(), study, exam).state == "met"
    assert outcome(enough()[0], study, exam).state == "short"


def test_a_list_with_a_doubt_about_a_person_gives_no_sure_yes() -> None:
    person = Person("第1行", "1", "甲", items=enough(), doubts=("名单中重复出现",))
    assert judge(program(), person).state == "unsure"


def test_a_trace_names_rule_values_and_sentence() -> None:
    told = "\n".join(trace(program(), outcome(training(9, MAY))))
    for words in ("370900-2026-R08", "每天不超过8学时", "9→8学时", "泰人社字〔2026〕8号", "附件1", "依据草稿"):
        assert words in told
    rules = {r.id: r for r in program().runs()}
    assert all(quote in TEXT.replace("\n", "") or quote in TEXT for r in rules.values() for quote in r.quotes)


def test_rules_that_do_not_run_say_why() -> None:
    assert program().idle
    assert all(i.reason for i in program().idle)
    assert not {i.rule.id for i in program().idle} & {r.id for r in program().runs()}


# ---------------------------------------------------------------- decisions

HEAD = "schema: jxjy-decisions/1\ndecisions:\n"


def decision(effect: str, number: str = "D1", question: str = "Q3") -> str:
    return (
        f"  - {{id: {number}, question: 370900/2026#{question}, answer: 按答复执行, by: 泰安市人社局, on: 2026-03-10,"
        f" basis: 电话答复记录, effect: {effect}}}\n"
    )


def decided(*effects: str) -> Program:
    text = HEAD + "".join(decision(effect, f"D{i}") for i, effect in enumerate(effects, 1))
    return compile_rules(in_force([city()], "370900", 2026), parse_decisions(text, [city()]))


def test_a_decision_changes_the_outcome_and_is_cited() -> None:
    items = (
        enough()[0],
        Item("", "study", "professional", D(2026, 4, 1), hours=40),
        Item("", "qualification", "professional", MAY, hours=16),
        Item("", "", "professional", MAY, hours=4),
    )
    scope = "{{kind: cap_scope, rule: 370900-2026-R10, class: qualification, counted: {}}}"
    apart, within = decided(scope.format("false")), decided(scope.format("true"))
    assert outcome(*items, by=apart).state == "met"
    found = outcome(*items, by=within)
    assert found.state == "short"
    assert "电话答复记录" in "\n".join(trace(within, found))


def test_decisions_on_rounding_subject_hours_and_values() -> None:
    five = Item("", "posting", months=5)
    for way, hours in (("down", 12), ("up", 13), ("half_up", 13), ("exact", Decimal("12.5"))):
        by = decided(f"{{kind: rounding, rule: 370900-2026-R15, to: {way}}}")
        assert granted(outcome(five, by=by))[0] == (hours, hours)
    by = decided("{kind: class_subject, class: achievement, subject: professional}")
    assert outcome(Item("", "achievement_paper", count=1, start=MAY), by=by).lines[0].subject == "professional"
    by = decided("{kind: value, ruleset: 370900/2026, param: hours.public.min, value: 24}")
    assert outcome(*enough(), by=by).floors[1].needed == 24
    by = decided("{kind: hours, rule: 370900-2026-R09, hours: 6}")
    assert granted(outcome(Item("", "study", "public", MAY, hours=20), by=by)) == [(6, 6)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (HEAD + decision("{kind: rounding, rule: 370900-2026-R15, to: sometimes}"), 3, "to"),
        (HEAD + decision("{kind: rounding, rule: 370900-2026-R99, to: up}"), 3, "不存在"),
        (HEAD + decision("{kind: rounding, rule: 370900-2026-R08, to: up}"), 3, "不适用"),
        (HEAD + decision("{kind: rounding, rule: 370900-2026-R15, to: up, by: me}"), 3, "未知字段"),
        (HEAD + decision("{kind: rounding, rule: 370900-2026-R15, to: up}", question="Q99"), 3, "没有待确认事项"),
        (HEAD + decision("{kind: rounding, rule: 370900-2026-R15, to: up}").replace("03-10", "02-30"), 3, "没有"),
        (
            HEAD + decision("{kind: rounding, rule: 370900-2026-R15, to: up}").replace("basis: 电话答复记录,", ""),
            3,
            "缺少",
        ),
    ],
)
def test_a_decision_that_does_not_hold_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        parse_decisions(text, [city()])
    assert refused.value.line == line
    assert reason in refused.value.message


# ---------------------------------------------------------------- properties


def test_hours_are_never_more_than_possible_and_never_floats() -> None:
    for person, known in people(200, 3, 2026):
        found = judge(program(), person, known)
        assert all(0 <= line.low <= line.high for line in found.lines)
        assert all(isinstance(n, int | Decimal) for line in found.lines for n in (line.low, line.high))
        assert found == judge(program(), person, known)


def test_decisions_are_typed() -> None:
    made = parse_decisions(HEAD + decision("{kind: rounding, rule: 370900-2026-R15, to: up}"), [city()])
    assert isinstance(made[0], Decision)
    assert made[0].on == "2026-03-10"


# ---------------------------------------------------------------- what a rule that cannot run leaves open


def changed(**values: DatedValue) -> Program:
    """The program of the city's rules with other values; two underscores stand for the dots of a name."""
    parameters = dict(city().parameters)
    for name, value in values.items():
        key = name.replace("__", ".")
        parameters[key] = parameters[key].model_copy(update={"values": {"2026-01-01": value}})
    return compile_rules(in_force([city().model_copy(update={"parameters": parameters})], "370900", 2026))


def contradicted(*readings: int) -> DatedValue:
    cite = ("c1",)
    return DatedValue(
        value=None,
        status="read",
        cite=cite,
        candidates=tuple(Reading(value=n, status="read", cite=cite) for n in readings),
    )


def test_while_a_floor_is_not_known_nobody_has_surely_met_all() -> None:
    by = changed(hours__public__min=DatedValue(value=None, status="unreadable", cite=("c1",)))
    assert outcome(*enough(), by=by).state == "unsure"
    assert outcome(*enough()[1:], by=by).state == "short"
    by = changed(hours__public__min=contradicted(30, 24))
    assert outcome(*enough(), by=by).state == "unsure"


def test_an_inferred_floor_that_is_missed_is_not_surely_missed() -> None:
    by = changed(hours__public__min=DatedValue(value=36, status="inferred", cite=("c1",)))
    assert outcome(*enough(), Item("", "", "professional", MAY, hours=6), by=by).floors[1].state == "unsure"


def test_a_contradicted_cap_bounds_what_is_sure() -> None:
    by = changed(class__study__year_cap=contradicted(40, 20))
    assert granted(outcome(Item("", "study", "public", MAY, hours=30), by=by)) == [(20, 30)]


def test_a_contradicted_award_leaves_its_class_open() -> None:
    by = changed(class__achievement__award=contradicted(10, 15))
    assert granted(outcome(Item("", "achievement_paper", "public", MAY, hours=15), by=by)) == [(0, 15)]
