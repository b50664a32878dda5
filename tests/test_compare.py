"""Verdicts of a rule set against the levels above it. All notices are invented; 370000 and 000000 stand for levels."""

from __future__ import annotations

from typing import Any

import pytest

import rulesgen
from jxjy.comparison import Baselines, compare
from rulesgen import RuleSet, VerdictKind
from rulesgen.compare.judging import same_title
from tests.checks_notice import record_of as read
from tests.test_across import NANJING, PROVINCE, letter
from tests.test_rules_support import record_of
from tests.texts import document


def made(level: str, year: int, text: str, **facts: Any) -> RuleSet:
    """The rule set of an invented notice of a province or of one of its cities."""
    place = {
        "province": {"code": "370000", "name": "山东省", "level": "province"},
        "city": {"code": "371400", "name": "德州市", "level": "city"},
    }[level]
    doc = document(text)
    record = record_of(doc, jurisdiction=place, year=year, title=f"关于{year}年度继续教育的通知", **facts)
    return rulesgen.build(record, doc, held=())


def quota(quote: str, subject: str = "public", amount: int | None = 30, **more: Any) -> dict[str, Any]:
    usual = {"subject": subject, "kind": "requirement", "comparator": ">=", "amount": amount, "period": "year"}
    return {**usual, **more, "quote": quote}


def kinds(own: RuleSet, *above: RuleSet) -> dict[str, VerdictKind]:
    return {row.name: row.kind for row in rulesgen.verdicts(own, above).rows}


FLOOR = "公需科目不少于30学时。"


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ({"amount": 30}, {"amount": 30}, VerdictKind.SAME),
        ({"amount": 36}, {"amount": 30}, VerdictKind.STRICTER),
        ({"amount": 24}, {"amount": 30}, VerdictKind.LOOSER),
        ({"amount": 30}, {"amount": None}, VerdictKind.UNREADABLE_BASELINE),
        ({"amount": 30}, {"amount": 30, "certain": False}, VerdictKind.UNREADABLE_BASELINE),
        ({"amount": 30, "certain": False}, {"amount": 30}, VerdictKind.INCOMPARABLE),
        ({"amount": None}, {"amount": 30}, VerdictKind.INCOMPARABLE),
        ({"amount": 12, "unit": "学分"}, {"amount": 30}, VerdictKind.INCOMPARABLE),
    ],
)
def test_a_floor_beside_the_provinces(mine: dict[str, Any], theirs: dict[str, Any], kind: VerdictKind) -> None:
    own = made("city", 2025, FLOOR, quotas=[quota(FLOOR[:-1], **mine)])
    above = made("province", 2025, FLOOR, quotas=[quota(FLOOR[:-1], **theirs)])
    assert list(kinds(own, above).values()) == [kind]


def test_credits_are_compared_by_the_rate_the_notice_states() -> None:
    text = "公需科目不少于10学分。1学分=3学时。"
    rate = {"activity": "学分换算", "amount": 3, "unit": "学时", "per": "学分", "quote": "1学分=3学时"}
    floor = quota("公需科目不少于10学分", amount=10, unit="学分")
    own = made("city", 2025, text, quotas=[floor], conversion_rules=[rate])
    above = made("province", 2025, FLOOR, quotas=[quota(FLOOR[:-1])])
    [row] = [r for r in rulesgen.verdicts(own, [above]).rows if r.name == "credits.public.min"]
    assert (row.kind, row.reason) == (VerdictKind.SAME, "按3学时折1学分换算")


def test_hours_of_several_years_are_not_held_against_a_year() -> None:
    text = "三年内公需科目累计不少于60学时。"
    own = made("city", 2025, text, quotas=[quota(text[:-1], amount=60)])
    above = made("province", 2025, FLOOR, quotas=[quota(FLOOR[:-1])])
    assert kinds(own, above) == {"hours.public.min": VerdictKind.INCOMPARABLE}


def test_what_one_side_alone_says_is_additional_or_inherited() -> None:
    own = made("city", 2025, FLOOR, quotas=[quota(FLOOR[:-1])])
    above = made("province", 2025, "全年不少于90学时。", quotas=[quota("全年不少于90学时", "total", 90)])
    found = kinds(own, above)
    assert found == {"hours.public.min": VerdictKind.ADDITIONAL, "hours.total.min": VerdictKind.INHERITED}


def test_a_total_that_is_not_stated_is_the_sum_of_its_parts() -> None:
    text = "公需科目不少于20学时，专业科目不少于60学时。"
    quotas = [quota("公需科目不少于20学时", amount=20), quota("专业科目不少于60学时", "professional", 60)]
    own = made("city", 2025, text, quotas=quotas)
    above = made("province", 2025, "全年不少于90学时。", quotas=[quota("全年不少于90学时", "total", 90)])
    [row] = [r for r in rulesgen.verdicts(own, [above]).rows if r.name == "hours.total.min"]
    assert (row.kind, row.certainty) == (VerdictKind.LOOSER, "judgment")


def test_a_contradiction_inside_the_notice_is_no_verdict_on_the_level() -> None:
    text = "公需科目不少于30学时。公需科目应学满24学时。"
    both = [quota("公需科目不少于30学时"), quota("公需科目应学满24学时", amount=24)]
    own = made("city", 2025, text, quotas=both)
    above = made("province", 2025, FLOOR, quotas=[quota(FLOOR[:-1])])
    assert kinds(own, above) == {"hours.public.min": VerdictKind.CONTRADICTION}


def _window(end: str) -> dict[str, Any]:
    return {"kind": "study_window", "start": f"{end[:4]}-04-01", "end": end, "quote": "学习时间"}


@pytest.mark.parametrize(
    ("end", "kind"),
    [("2025-11-30", VerdictKind.SAME), ("2025-12-31", VerdictKind.LOOSER), ("2025-10-31", VerdictKind.STRICTER)],
)
def test_a_window_lies_inside_the_provinces(end: str, kind: VerdictKind) -> None:
    above = made("province", 2025, "学习时间", dates=[_window("2025-11-30")])
    own = made("city", 2025, "学习时间", dates=[_window(end)])
    assert kinds(own, above) == {"study.window": kind}
    codes = [f.code for f in rulesgen.compare(own, above)]
    assert codes == {"looser": ["CFL_LATE_VS_PARENT"], "stricter": ["CFL_STRICTER"], "same": []}[kind.value]


def test_another_years_baseline_is_flagged_and_its_dates_do_not_count() -> None:
    above = made("province", 2023, FLOOR + "学习时间", quotas=[quota(FLOOR[:-1])], dates=[_window("2023-11-30")])
    own = made("city", 2025, FLOOR + "学习时间", quotas=[quota(FLOOR[:-1], amount=24)], dates=[_window("2025-12-31")])
    assert kinds(own, above) == {"hours.public.min": VerdictKind.LOOSER, "study.window": VerdictKind.ADDITIONAL}
    mismatch, looser = rulesgen.compare(own, above)
    assert (mismatch.code, mismatch.params) == ("CFL_BASELINE_YEAR_MISMATCH", {"baseline": 2023, "own": 2025})
    assert looser.code == "CFL_LOOSER"
    assert "依据草稿" in looser.message
    assert looser.evidence[0].quote == looser.related[0].evidence.quote == FLOOR[:-1]


def test_titles_of_topics() -> None:
    assert same_title("网络安全", "“网络安全”专题")
    assert same_title("习近平新时代中国特色社会主义思想", "学习贯彻习近平新时代中国特色社会主义思想")
    assert not same_title("数字技术", "数字经济")


# ---------------------------------------------------------------- in a run


def _run(baselines: Baselines, *texts: str) -> list[list[str]]:
    """CFL findings of a run: code and superior's file of each notice."""
    records, rules = [], {}
    for i, text in enumerate(texts):
        doc = document(text)
        record = read(text, f"{i}.txt")
        record = record.model_copy(update={"source": record.source.model_copy(update={"sha256": f"{i:064x}"})})
        records.append(record)
        rules[f"{i}.txt"] = rulesgen.build(record, doc)
    found = compare(records, rules, baselines)
    return [[f.code for f in c.record.findings if f.code.startswith("CFL_")] for c in found]


LOW = letter(NANJING, hours="公需科目每年不少于24学时。专业科目每年不少于50学时。")


def test_a_city_alone_is_held_against_the_shipped_rules() -> None:
    [codes] = _run(Baselines(), LOW)
    assert codes == ["CFL_LOOSER", "CFL_LOOSER"]  # the sum against 90, and the nation's professional hours


def test_with_the_province_in_the_run_nothing_is_told_twice() -> None:
    _, city = _run(Baselines(), letter(PROVINCE), LOW)
    assert city == ["CFL_LOOSER", "CFL_LOOSER"]


def test_drafts_can_be_refused() -> None:
    assert _run(Baselines(approved_only=True), LOW) == [[]]


def test_a_given_baseline_comes_before_the_batch() -> None:
    doc = document(letter(PROVINCE))
    given = rulesgen.build(read(letter(PROVINCE), "given.txt"), doc)
    shelf = Baselines((given,)).shelf([given.model_copy(update={"status": "reviewed"})])
    assert [r.status for r in shelf if r.id == given.id] == ["draft"]
