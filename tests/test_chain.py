"""Rules in force: city over province over nation, the stricter value, earlier years, contradictions."""

from __future__ import annotations

import pytest

from rulesgen.chain import approved, effective, in_force, stricter
from rulesgen.model import DatedValue, RuleSet, Value
from tests.city_rules import city
from tests.test_rules_support import quota, ruleset_of


def other(value: Value, name: str = "hours.public.min", **changes: object) -> RuleSet:
    """The city's rule set with another value, renamed as asked for."""
    parameter = city().parameters[name]
    since, dated = next(iter(parameter.values.items()))
    changed = parameter.model_copy(update={"values": {since: dated.model_copy(update={"value": value})}})
    return city().model_copy(update={"parameters": {**city().parameters, name: changed}, **changes})


def province(value: int) -> RuleSet:
    place = city().jurisdiction.model_copy(
        update={"code": "370000", "name": "山东省", "level": "province", "parent": "000000"}
    )
    return other(value, id="370000/2026", jurisdiction=place)


def test_a_county_without_rules_has_those_of_city_province_and_nation() -> None:
    rules = effective([city()], "370902", 2026)
    assert [s.ruleset.jurisdiction.code for s in rules.sources] == ["370900", "370000", "000000"]
    assert rules.values["class.study.year_cap"].value == 40
    assert "370902" in rules.notes[0]


def test_a_province_of_an_earlier_year_stands_in_and_is_flagged_without_its_dates() -> None:
    rules = effective([city()], "370900", 2026)
    lecturer = rules.values["hours.lecturer.multiplier"]
    assert lecturer.fallback
    assert lecturer.source.ruleset.id == "370000/2023"
    assert any("2023年度" in note for note in rules.notes)
    assert "filing.notice.deadline" not in rules.values
    assert rules.values["hours.total.min"].source.ruleset.id == "370900/2026"


def test_what_stands_until_replaced_is_no_fallback() -> None:
    nation = effective([], "000000", 2026)
    assert nation.values["hours.total.min"].value == 90
    assert not nation.values["hours.total.min"].fallback
    assert nation.values["hours.total.min"].draft


@pytest.mark.parametrize(("above", "applies"), [(24, 30), (30, 30), (36, 36)])
def test_a_city_below_its_province_is_held_to_the_province(above: int, applies: int) -> None:
    value = in_force([city(), province(above)], "370900", 2026).values["hours.public.min"]
    assert value.value == applies
    assert value.source.ruleset.jurisdiction.code == ("370000" if above > 30 else "370900")
    assert {o.value for o in value.overruled} == ({30} if above > 30 else {above})


def test_an_unreadable_value_gives_way_to_the_level_above() -> None:
    blind = other(30)
    parameter = blind.parameters["hours.public.min"]
    lost = DatedValue(value=None, status="unreadable", cite=next(iter(parameter.values.values())).cite)
    blind.parameters["hours.public.min"] = parameter.model_copy(update={"values": {"2026-01-01": lost}})
    assert in_force([blind, province(30)], "370900", 2026).values["hours.public.min"].value == 30
    alone = in_force([blind], "370900", 2026).values["hours.public.min"]
    assert alone.value is None
    assert alone.status == "unreadable"


def test_two_notices_of_one_level_that_differ_suspend_the_rule() -> None:
    rules = in_force([city(), other(24, id="370900/2026-2")], "370900", 2026)
    value = rules.values["hours.public.min"]
    assert value.value is None
    assert {r.value for r in value.rivals} == {24, 30}
    assert [r.suspended for r in rules.rules if r.rule.param == "hours.public.min"] == [True]
    assert len([r for r in rules.rules if r.rule.param == "class.study.year_cap"]) == 1


def test_drafts_and_superseded_sets() -> None:
    assert approved([city()]) == ()
    signed = city().model_copy(update={"status": "approved"})
    assert approved([city(), signed]) == (signed,)
    assert not in_force([signed], "370900", 2026).draft
    old = city().model_copy(update={"status": "superseded"})
    assert "370900" in effective([old], "370900", 2026).notes[0]


def test_a_later_year_is_not_in_force_yet() -> None:
    assert "class.study.year_cap" not in in_force([city()], "370900", 2025).values


def test_stricter_is_asked_of_numbers_alone() -> None:
    assert stricter("min", 31, 30)
    assert stricter("max", "7.5", 8)
    assert not stricter("equal", 31, 30)
    assert not stricter("max", "2026-04-01", "2026-05-01")
    assert not stricter("min", None, 30)
    ours, _ = ruleset_of("公需科目不少于30学时。", quotas=[quota("公需科目不少于30学时")])
    assert in_force([ours], ours.jurisdiction.code, ours.year).values
