"""NoticeRecord → RuleSet: what the gold rule files hold is there, and doubt is kept as doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

import rulesgen
from ingest.document import Level, Repair
from normalize.record import Finding, NoticeRecord
from rulesgen.errors import UnplacedNoticeError
from tests.test_rules_support import GOLDS, evidence, gold, quota, record_of, rule_on, ruleset_of, value_of
from tests.texts import SHARED, document

GOLD_RULES = {
    "liaocheng-2026": "371500/2026",
    "shandong-2023": "370000/2023",
    "weifang-2026": "370700/2026",
    "zaozhuang-2026": "370400/2026",
    "zibo-2023": "370300/2023",
}


# ---------------------------------------------------------------- the gold rule files are a floor


def _holds(ours: rulesgen.RuleSet, name: str, wanted: dict[str, Any]) -> bool:
    """A gold parameter: the same value; where gold keeps a guess beside null, a value marked as inferred will do."""
    if name not in ours.parameters:
        return False
    value = value_of(ours, name)
    if wanted["value"] is None:
        return wanted["inferred"] == (value.value if value.status == "inferred" else value.inferred)
    as_read = list(value.value) if isinstance(value.value, tuple) else value.value
    return as_read == wanted["value"] and ours.parameters[name].direction == wanted["direction"]


@pytest.mark.parametrize("slug", GOLDS)
def test_every_parameter_of_the_gold_rule_file_is_there(slug: str) -> None:
    ours = rulesgen.build(*gold(slug))
    file = SHARED / "gold" / "rules" / f"{GOLD_RULES[slug]}.yaml"
    wanted = yaml.safe_load(file.read_text(encoding="utf-8"))["parameters"]
    gaps = {name: entry["value"] for name, entry in wanted.items() if not _holds(ours, name, entry)}
    assert not gaps
    assert ours.id == GOLD_RULES[slug]


@pytest.mark.parametrize("slug", GOLDS)
def test_every_citation_is_found_again(slug: str) -> None:
    record, made = gold(slug)
    for citation in rulesgen.build(record, made).citations.values():
        start, end = citation.span
        assert made.text[start:end] == citation.exact
        assert made.text[:start].endswith(citation.prefix)
        assert made.text.startswith(citation.suffix, end)


@pytest.mark.parametrize("slug", GOLDS)
def test_same_notice_same_bytes(slug: str) -> None:
    record, made = gold(slug)
    again = NoticeRecord.model_validate_json(record.model_dump_json(by_alias=True))
    assert rulesgen.dump(rulesgen.build(record, made)) == rulesgen.dump(rulesgen.build(again, made))


@pytest.mark.parametrize("slug", GOLDS)
def test_every_fact_with_hours_or_a_term_is_cited(slug: str) -> None:
    record, made = gold(slug)
    cited = [c.span for c in rulesgen.build(record, made).citations.values()]
    silent = [d for d in record.dates if d.kind == "other" and d.start == d.end]  # a day of publication is no term
    facts = [*record.quotas, *record.conversion_rules, *(d for d in record.dates if d not in silent)]
    lost = [f.evidence.quote for f in facts if not any(a <= f.evidence.span[0] < b for a, b in cited)]
    assert not lost


def test_open_questions_of_the_findings_name_their_rules() -> None:
    ours = rulesgen.build(*gold("zaozhuang-2026"))
    capped = rule_on(ours, "class.study.year_cap")
    asked = [q for q in ours.questions if capped.id in q.rules]
    assert {q.code for q in asked} == {"RUL_CAP_SCOPE_AMBIGUOUS"}
    assert all(q.answer is None for q in ours.questions)
    assert capped.executability == "partial_may_overreport"


# ---------------------------------------------------------------- floors


def test_floors_by_subject_and_split() -> None:
    text = "全年不少于90学时，其中公需科目30学时（必修20学时、选修10学时），专业科目60学时。"
    ours, _ = ruleset_of(
        text,
        quotas=[
            quota("不少于90学时", "total", 90),
            quota("公需科目30学时", "public", 30, comparator="="),
            quota("必修20学时", "public_required", 20, comparator="="),
            quota("选修10学时", "public_elective", 10, comparator="="),
            quota("专业科目60学时", "professional", 60, comparator="="),
        ],
    )
    assert {n: value_of(ours, n).value for n in ours.parameters} == {
        "hours.total.min": 90,
        "hours.public.min": 30,
        "hours.public_required.min": 20,
        "hours.public_elective.min": 10,
        "hours.professional.min": 60,
    }
    assert [r.code for r in ours.rules] == ["TOTAL_SHORT", "PUBLIC_SHORT", "PUBLIC_SHORT", "PUBLIC_SHORT", "PRO_SHORT"]
    assert {r.executability for r in ours.rules} == {"full"}


@pytest.mark.parametrize(
    ("text", "scope", "name"),
    [
        ("专业科目必修24学时。应当通过市学习平台学习取得。", None, "hours.professional.on_platform.min"),
        ("专业科目必修24学时，须在继教网系统完成学习。", None, "hours.professional.on_platform.min"),
        ("专业科目必修24学时。", "市平台网络课程", "hours.professional.on_platform.min"),
        ("专业科目必修24学时。", "面授", "hours.professional.face_to_face.min"),
    ],
)
def test_hours_bound_to_a_way_of_learning(text: str, scope: str | None, name: str) -> None:
    ours, _ = ruleset_of(text, quotas=[quota("专业科目必修24学时", "professional_required", 24, scope=scope)])
    assert value_of(ours, name).value == 24
    assert rule_on(ours, name).kind == "channel_required"
    assert value_of(ours, "hours.professional_required.min").value == 24


def test_a_part_bound_to_a_channel_does_not_contradict_the_whole() -> None:
    text = "专业科目不少于六十学时，其中面授不得少于二十四学时。"
    ours, _ = ruleset_of(
        text,
        quotas=[
            quota("专业科目不少于六十学时", "professional", 60),
            quota("面授不得少于二十四学时", "professional", 24, scope="面授"),
        ],
    )
    assert value_of(ours, "hours.professional.min").value == 60
    assert value_of(ours, "hours.professional.face_to_face.min").value == 24
    assert {r.state for r in ours.rules} == {"active"}


def test_a_sentence_that_only_offers_a_platform_binds_nothing() -> None:
    ours, _ = ruleset_of("公需科目不少于30学时。可以在市学习平台学习取得。", quotas=[quota("公需科目不少于30学时")])
    assert set(ours.parameters) == {"hours.public.min"}


def test_groups_of_persons_have_floors_of_their_own() -> None:
    text = "中级职称人员不少于90学时，高级职称人员不少于100学时。"
    ours, _ = ruleset_of(
        text,
        quotas=[
            quota("不少于90学时", "total", 90, scope="中级职称人员"),
            quota("不少于100学时", "total", 100, scope="高级职称人员"),
        ],
    )
    assert [value_of(ours, n).value for n in ours.parameters] == [90, 100]
    assert [r.applies.persons for r in ours.rules] == ["中级职称人员", "高级职称人员"]
    assert {r.executability for r in ours.rules} == {"needs_input"}


def test_a_floor_in_credits_is_no_rival_of_one_in_hours() -> None:
    text = "公需科目不少于10学分（30学时）。"
    ours, _ = ruleset_of(text, quotas=[quota("不少于10学分", amount=10, unit="学分"), quota("30学时", amount=30)])
    assert {n: value_of(ours, n).value for n in ours.parameters} == {"credits.public.min": 10, "hours.public.min": 30}


def test_a_fraction_of_an_hour_is_written_exactly() -> None:
    ours, _ = ruleset_of(
        "支教的每月认定7.5学时。",
        conversion_rules=[{"activity": "支教", "amount": 7.5, "per": "月", "quote": "认定7.5学时"}],
    )
    assert value_of(ours, "class.posting.award").value == "7.5"
    assert 'value: "7.5"' in rulesgen.dump(ours)


# ---------------------------------------------------------------- doubt


def test_two_values_for_one_thing_are_both_kept_and_the_rule_is_suspended() -> None:
    text = "公需科目不少于30学时。\n附件1\n公需科目不少于25学时。"
    ours, _ = ruleset_of(text, quotas=[quota("公需科目不少于30学时"), quota("公需科目不少于25学时", amount=25)])
    value = value_of(ours, "hours.public.min")
    assert value.value is None
    assert [c.value for c in value.candidates] == [30, 25]
    rule = rule_on(ours, "hours.public.min")
    assert (rule.state, rule.executability) == ("suspended", "needs_input")
    (question,) = ours.questions
    assert question.rules == (rule.id,)
    assert question.code == "NUM_CONTRADICTORY"
    assert "30学时、25学时" in question.text


def test_the_same_value_twice_is_one_parameter_with_both_places() -> None:
    text = "公需科目不少于30学时。\n学员应修满公需30学时。"
    ours, _ = ruleset_of(text, quotas=[quota("公需科目不少于30学时"), quota("应修满公需30学时")])
    assert len(value_of(ours, "hours.public.min").cite) == 2
    assert len(ours.rules) == 1


def test_an_inferred_value_says_so_and_asks() -> None:
    ours, _ = ruleset_of(
        "专业科目不少于60学时。", quotas=[quota("专业科目不少于60学时", "professional", 60, certain=False)]
    )
    assert value_of(ours, "hours.professional.min").status == "inferred"
    assert rule_on(ours, "hours.professional.min").executability == "partial_may_overreport"
    assert [q.code for q in ours.questions] == ["TXT_OCR_DIGIT"]


def test_an_unreadable_part_keeps_what_the_sum_leaves_as_a_guess() -> None:
    text = "累计不少于90学时，公需科目不少于30学时，专业科目不少于〓学时。"
    ours, _ = ruleset_of(
        text,
        quotas=[
            quota("累计不少于90学时", "total", 90),
            quota("公需科目不少于30学时"),
            quota("专业科目不少于〓学时", "professional", None),
        ],
    )
    value = value_of(ours, "hours.professional.min")
    assert (value.value, value.status, value.inferred) == (None, "unreadable", 60)
    assert rule_on(ours, "hours.professional.min").executability == "needs_input"


def test_an_unreadable_value_without_a_sum_keeps_no_guess() -> None:
    ours, _ = ruleset_of("专业科目不少于〓学时。", quotas=[quota("专业科目不少于〓学时", "professional", None)])
    assert value_of(ours, "hours.professional.min").inferred is None


def test_a_number_beyond_reason_is_not_acted_on() -> None:
    ours, _ = ruleset_of("公需科目不少于3000学时。", quotas=[quota("公需科目不少于3000学时", amount=3000)])
    value = value_of(ours, "hours.public.min")
    assert (value.value, value.status, value.inferred) == (None, "unreadable", 3000)
    assert "3000" in ours.questions[0].text


def test_a_window_that_ends_before_it_starts_is_not_acted_on() -> None:
    window = {"kind": "study_window", "start": "2025-12-31", "end": "2025-05-01", "quote": "12月31日至5月1日"}
    ours, _ = ruleset_of("学习时间为12月31日至5月1日。", dates=[window])
    assert (value_of(ours, "study.window").value, value_of(ours, "study.window").status) == (None, "unreadable")
    assert rule_on(ours, "study.window").executability == "needs_input"
    assert "超出常理" in ours.questions[0].text


def test_an_unreadable_repetition_takes_nothing_from_the_readable_value() -> None:
    text = "成果类每天计〓学时。\n成果类每项计25学时。"
    ours, _ = ruleset_of(
        text,
        quotas=[
            quota("每天计〓学时", "other", None, kind="credit", period="day", scope="成果类"),
            quota("每项计25学时", "other", 25, kind="credit", period="item", scope="成果类"),
        ],
    )
    assert value_of(ours, "class.achievement.award").value == 25
    assert ours.parameters["class.achievement.award"].unit == "学时/项"


def test_facts_that_name_nothing_still_give_a_file_that_loads() -> None:
    text = "公需科目必修课若干，均须上传。"
    ours, _ = ruleset_of(
        text,
        quotas=[quota("公需科目必修课若干", "public_required", None, scope="")],
        training_items=[{"category": "public", "requirement": "required", "title": "", "quote": "公需科目"}],
        filing_requirements=[{"what": "", "quote": "均须上传"}],
    )
    assert set(ours.parameters) == {"hours.public_required.min"}
    assert [r.text for r in ours.rules][-1] == "均须上传"


def test_an_award_whose_number_cannot_be_read_is_no_award_without_number() -> None:
    made = document("论文每篇计〓学时。")
    at = made.text.index("〓")
    lost = Repair((at, at + 1), (at, at + 1), "〓", "〓", "digit_lost", Level.UNREADABLE)
    marked = replace(made, repairs=(*made.repairs, lost))
    record = record_of(
        marked,
        jurisdiction={"code": "371400", "name": "德州市", "level": "city"},
        year=2025,
        conversion_rules=[{"activity": "论文", "amount": None, "per": "篇", "certain": False, "quote": "每篇计〓学时"}],
    )
    value = value_of(rulesgen.build(record, marked, held=()), "class.achievement_paper.award")
    assert (value.value, value.status) == (None, "unreadable")


def test_a_finding_of_contradiction_suspends_the_rules_it_is_about() -> None:
    made = document("学习时间为2025年4月1日至2025年12月31日。公需科目不少于30学时。")
    date = {"kind": "study_window", "start": "2025-04-01", "end": "2025-12-31", "quote": "2025年4月1日至2025年12月31日"}
    finding = Finding.model_validate(
        {
            "code": "TIM_CONTRADICTORY",
            "severity": "error",
            "message": "学习时间前后不一。",
            "evidence": [evidence(made, "2025年12月31日")],
        }
    )
    record = record_of(
        made,
        jurisdiction={"code": "371400", "name": "德州市", "level": "city"},
        year=2025,
        quotas=[quota("公需科目不少于30学时")],
        dates=[date],
        findings=[finding],
    )
    ours = rulesgen.build(record, made, held=())
    assert rule_on(ours, "study.window").state == "suspended"
    assert rule_on(ours, "hours.public.min").state == "active"


# ---------------------------------------------------------------- header


def test_the_header_names_the_document_and_what_stands_above() -> None:
    ours, text = ruleset_of("公需科目不少于30学时。", quotas=[quota("公需科目不少于30学时")])
    made = document(text)
    assert ours.jurisdiction.parent == "370000"
    assert [i.model_dump() for i in ours.inherits] == [
        {"ruleset": "370000/2025", "on_missing": "fallback_flagged", "fallback": None}
    ]
    assert ours.documents["d1"].sha256 == made.source.sha256
    assert ours.documents["d1"].issued == "2025-03-18"


def test_the_fallback_is_the_latest_earlier_year_of_the_jurisdiction_above() -> None:
    made = document("公需科目不少于30学时。")
    record = record_of(made, jurisdiction={"code": "371400", "name": "德州市", "level": "city"}, year=2025)
    held = ["370000/2021", "370000/2023", "370000/2026", "370100/2024", "000000/2015", "370000/2023-2"]
    assert rulesgen.build(record, made, held=held).inherits[0].fallback == "370000/2023"


@pytest.mark.parametrize(
    ("title", "persistence"),
    [
        ("关于做好2025年度专业技术人员继续教育工作的通知", "annual"),
        ("专业技术人员继续教育规定", "standing"),
        ("关于印发《德州市专业技术人员继续教育学时认定办法》的通知", "standing"),
        ("关于贯彻继续教育规定做好2025年度有关工作的通知", "annual"),
    ],
)
def test_a_regulation_stands_and_a_notice_of_a_year_does_not(title: str, persistence: str) -> None:
    ours, _ = ruleset_of("公需科目不少于30学时。", title=title, quotas=[quota("公需科目不少于30学时")])
    assert ours.parameters["hours.public.min"].persistence == persistence


def test_values_hold_from_the_printed_day_of_coming_into_force() -> None:
    text = "每年不得少于90学时。\n本规定自2015年10月1日起施行。"
    ours, _ = ruleset_of(
        text,
        jurisdiction={"code": None, "name": "全国", "level": "nation"},
        year=None,
        issue_date="2015-08-13",
        quotas=[quota("不得少于90学时", "total", 90)],
        dates=[{"kind": "other", "start": "2015-10-01", "quote": "本规定自2015年10月1日起施行"}],
    )
    assert ours.id == "000000/2015"
    assert ours.inherits == ()
    assert list(ours.parameters["hours.total.min"].values) == ["2015-10-01"]


@pytest.mark.parametrize(
    "fields",
    [
        {"jurisdiction": None},
        {"jurisdiction": {"code": None, "name": "某市", "level": "city"}},
        {"jurisdiction": {"code": "3714", "name": "德州市", "level": "city"}},
        {"jurisdiction": {"code": "371400", "name": "齐河县", "level": "county"}},
        {"year": None, "issue_date": None},
        {"year": 20250},
    ],
)
def test_a_notice_without_place_or_year_gives_no_rule_file(fields: dict[str, Any]) -> None:
    with pytest.raises(UnplacedNoticeError, match="不生成规则文件"):
        ruleset_of("公需科目不少于30学时。", **fields)


def test_a_record_of_another_document_is_a_defect() -> None:
    record, made = gold("zibo-2023")
    other = document("公需科目不少于30学时。")
    with pytest.raises(ValueError, match="does not stand"):
        rulesgen.build(record, other)
    assert rulesgen.build(record, made).id == "370300/2023"
