"""Awards, caps, windows, leads and deadlines: each kind of rule from sentences of the genre."""

from __future__ import annotations

from typing import Any

import pytest

import rulesgen
from ingest.assemble import assemble
from ingest.document import Document, LinePlace
from ingest.reading import Line, RawCell, RawTable, Reading
from rulesgen.activities import activity
from tests.test_rules_support import quota, record_of, rule_on, ruleset_of, value_of


def _award(activity_words: str, hours: float, per: str, quote: str, **more: Any) -> dict[str, Any]:
    return {"activity": activity_words, "amount": hours, "per": per, "quote": quote, **more}


# ---------------------------------------------------------------- activities


@pytest.mark.parametrize(
    ("words", "slug", "item", "whole"),
    [
        ("培训进修类：脱产、半脱产培训", "training", "", True),
        ("学习类：自学考试、在职学历教育", "study", "", True),
        ("自学类", "study", "", True),
        ("学习类：参加全国职业资格考试", "qualification", "", True),
        ("活动类：到基层支教、支农、支医", "posting", "", True),
        ("4.活动类：参加职称评审、人事考试阅卷的专家", "activity", "", True),
        ("代表性成果类：论文、专利、著作", "achievement", "", True),
        ("成果类：授权发明专利", "achievement", "patent", True),
        ("公开发表学术论文", "achievement", "paper", False),
        ("出版专著（译著）", "achievement", "book", False),
        ("比赛类", "contest", "", True),
        ("省级技能竞赛", "contest", "", False),
        ("考务工作类：承担人事考试任务", "exam_work", "", True),
        ("脱产培训", "training", "", True),
        ("经备案的脱产培训", "training", "", True),
        ("参加集中授课", "training", "", False),
        ("担任培训授课教师", "lecturer", "", True),
        ("学术会议", "training", "conference", False),
        ("“学习强国”年度积分2000分以上", "points", "", True),
        ("女职工休产假的，按实际在岗时间折算", "special", "", True),
        ("参加对口支援", "posting", "", True),
        ("1学分折算3学时", "credit_point", "", True),
        ("培训进修类、自学类和折算类其他方式", "other", "", False),
        ("参加重点工程建设指挥部工作", "other", "", False),
    ],
)
def test_activity_and_its_class(words: str, slug: str, item: str, whole: bool) -> None:
    found = activity(words)
    assert (found.slug, found.item, found.whole) == (slug, item, whole)


def test_an_unknown_activity_keeps_its_name() -> None:
    ours, _ = ruleset_of(
        "参加重点工程建设指挥部工作的，每年计20学时。",
        conversion_rules=[
            {
                "activity": "参加重点工程建设指挥部工作",
                "amount": 20,
                "per": "年",
                "quote": "每年计20学时",
                "subject": "public",
            }
        ],
    )
    assert ours.parameters["class.other_1.award"].name == "参加重点工程建设指挥部工作认定学时"
    assert rule_on(ours, "class.other_1.award").executability == "needs_input"


# ---------------------------------------------------------------- awards and caps


def test_award_and_caps_of_a_class() -> None:
    text = "3.成果类：论文、专利等，每项计10学时，每年累计不超过30学时，每天不超过8学时。"
    ours, _ = ruleset_of(
        text,
        quotas=[
            quota("每项计10学时", "other", 10, kind="credit", period="item", scope="成果类"),
            quota("每年累计不超过30学时", "other", 30, kind="cap", scope="成果类"),
        ],
        conversion_rules=[
            {
                "activity": "成果类：论文、专利等",
                "amount": 10,
                "per": "项",
                "annual_cap": 30,
                "daily_cap": 8,
                "quote": text[2:-1],
            }
        ],
    )
    assert {n: value_of(ours, n).value for n in ours.parameters} == {
        "class.achievement.award": 10,
        "class.achievement.year_cap": 30,
        "class.achievement.per_day_cap": 8,
    }
    assert sorted(r.kind for r in ours.rules) == ["fixed_award", "per_day_cap", "year_cap"]
    assert rule_on(ours, "class.achievement.award").executability == "partial_may_overreport"
    assert rule_on(ours, "class.achievement.per_day_cap").code == "DAY_CAPPED"


def test_different_things_of_one_class_do_not_contradict_each_other() -> None:
    text = "发明专利每件计24学时，实用新型专利每件计12学时，论文每篇计9学时。"
    ours, _ = ruleset_of(
        text,
        conversion_rules=[
            {
                "activity": "发明专利",
                "amount": 24,
                "per": "件",
                "subject": "professional",
                "quote": "发明专利每件计24学时",
            },
            {
                "activity": "实用新型专利",
                "amount": 12,
                "per": "件",
                "subject": "professional",
                "quote": "实用新型专利每件计12学时",
            },
            {"activity": "论文", "amount": 9, "per": "篇", "subject": "professional", "quote": "论文每篇计9学时"},
        ],
    )
    assert sorted(value_of(ours, n).value for n in ours.parameters) == [9, 12, 24]  # type: ignore[type-var]
    assert {r.state for r in ours.rules} == {"active"}
    assert not ours.questions


def test_one_thing_with_two_values_contradicts_itself() -> None:
    text = "比赛类每次计10学时。\n附件1\n比赛类：各级技能竞赛，每次计15学时。"
    ours, _ = ruleset_of(
        text,
        conversion_rules=[
            _award("比赛类", 10, "次", "每次计10学时"),
            _award("比赛类：各级技能竞赛", 15, "次", "每次计15学时"),
        ],
    )
    assert [c.value for c in value_of(ours, "class.contest.award").candidates] == [10, 15]
    assert rule_on(ours, "class.contest.award").state == "suspended"


def test_a_cap_on_one_kind_of_training_does_not_cap_all_training() -> None:
    text = "培训类按实际学时登记，每天不超过8学时。学术会议全年不超过12学时。"
    ours, _ = ruleset_of(
        text,
        conversion_rules=[
            {"activity": "培训类", "daily_cap": 8, "amount": None, "quote": "按实际学时登记，每天不超过8学时"},
            {"activity": "学术会议", "annual_cap": 12, "amount": None, "quote": "学术会议全年不超过12学时"},
        ],
    )
    assert set(ours.parameters) == {"class.training.per_day_cap", "class.training_conference.year_cap"}


def test_a_posting_gives_hours_by_subject_and_by_months() -> None:
    text = "援派人员每年计公需科目30学时、专业科目60学时。不满一年的，按实际月数折算。比赛每次计5学时。"
    quote = "每年计公需科目30学时、专业科目60学时"
    shared = {"activity": "援派人员", "per": "年", "quote": quote}
    ours, _ = ruleset_of(
        text,
        conversion_rules=[
            {**shared, "amount": 30, "subject": "public"},
            {**shared, "amount": 60, "subject": "professional"},
        ],
    )
    assert value_of(ours, "posting.full_year").value == {"public": 30, "professional": 60}
    assert [r.kind for r in ours.rules] == ["fixed_award", "prorata_months"]
    assert ours.rules[0].executability == "full"


def test_months_of_another_statement_are_not_taken() -> None:
    text = "论文每篇计9学时，比赛每次计5学时；驻村每年计30学时，不满一年的按实际月数折算。"
    rows = [("论文", 9, "论文每篇计9学时"), ("技能比赛", 5, "比赛每次计5学时"), ("驻村", 30, "驻村每年计30学时")]
    ours, _ = ruleset_of(
        text,
        conversion_rules=[
            {"activity": a, "amount": n, "per": "年" if a == "驻村" else "次", "subject": "public", "quote": q}
            for a, n, q in rows
        ],
    )
    (by_months,) = (r for r in ours.rules if r.kind == "prorata_months")
    assert by_months.param == "posting.full_year"


@pytest.mark.parametrize(
    ("text", "activity_words", "kind", "param"),
    [
        ("因病假离岗的，可按实际在岗时间折算学时。", "病假", "prorata_months", None),
        ("学习强国年度积分2,000分以上的可折算学时。", "学习强国", "threshold_conversion", "class.points.threshold"),
        ("考务人员凭登记卡抵扣学时。", "考务工作类", "substitution", None),
    ],
)
def test_hours_without_a_number(text: str, activity_words: str, kind: str, param: str | None) -> None:
    ours, _ = ruleset_of(text, conversion_rules=[{"activity": activity_words, "amount": None, "quote": text[:-1]}])
    (rule,) = ours.rules
    assert (rule.kind, rule.param, rule.executability) == (kind, param, "needs_input")
    assert [q.code for q in ours.questions] == ["RUL_VALUE_MISSING"]
    if param:
        assert value_of(ours, param).value == 2000


def test_a_lecturers_hours_are_multiplied() -> None:
    text = "授课教师按授课学时的3倍认定，每年不超过45学时。"
    ours, _ = ruleset_of(
        text,
        conversion_rules=[
            {"activity": "担任授课教师", "amount": 3, "unit": "倍", "annual_cap": 45, "quote": text[:-1]}
        ],
    )
    assert value_of(ours, "hours.lecturer.multiplier").value == 3
    assert ours.parameters["class.lecturer.year_cap"].unit == "学时/年"


@pytest.mark.parametrize("scope", [None, "公需科目"])
def test_a_cap_on_a_subject_is_not_a_cap_on_a_class(scope: str | None) -> None:
    ours, _ = ruleset_of(
        "公需科目每天不超过6学时。",
        quotas=[quota("每天不超过6学时", "public", 6, kind="cap", period="day", scope=scope)],
    )
    (rule,) = ours.rules
    assert rule.kind == "per_day_cap"
    assert rule.applies.subject == "public"


def test_a_cap_without_scope_takes_the_heading_of_its_paragraph() -> None:
    text = "4.活动类：受邀参加评审的，按实际工作时间认定。每天不超过8学时。"
    ours, _ = ruleset_of(text, quotas=[quota("每天不超过8学时", "other", 8, kind="cap", period="day")])
    assert value_of(ours, "class.activity.per_day_cap").value == 8


def test_months_of_another_row_of_a_table_are_not_taken() -> None:
    made = _table_document([["论文", "每年计9学时"], ["借调人员", "不满一年的，按实际月数折算"]])
    record = record_of(
        made,
        jurisdiction={"code": "371400", "name": "德州市", "level": "city"},
        year=2025,
        conversion_rules=[_award("论文", 9, "年", "每年计9学时", subject="public")],
    )
    assert [r.kind for r in rulesgen.build(record, made, held=()).rules] == ["fixed_award"]


def _table_document(rows: list[list[str]]) -> Document:
    """A Document that is one table."""
    raw, lines, cells = "", [], []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            span = (len(raw), len(raw) + len(words))
            raw += words + ("\t" if c + 1 < len(row) else "\n")
            lines.append(Line(span, LinePlace(r + 1), table=0))
            cells.append(RawCell(r, c, 1, 1, span, LinePlace(r + 1)))
    table = RawTable((0, len(raw) - 1), len(rows), len(rows[0]), tuple(cells))
    return assemble(Reading(raw, tuple(lines), "text/plain", "test", (table,)), file="table.docx", sha256="0" * 64)


# ---------------------------------------------------------------- times


REVIEW, FILING, REPORT, PLAN = "申报前完成学习", "开班前备案", "结业后报送总结", "4月24日前报送培训计划"


def _date(kind: str, quote: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "quote": quote, **more}


def _lead(kind: str, quote: str, number: int | None, unit: str | None, direction: str = "before") -> dict[str, Any]:
    relative = {"amount": number, "unit": unit, "anchor": "开班", "direction": direction}
    return _date(kind, quote, relative=relative)


def test_windows_of_both_subjects() -> None:
    text = "公需科目学习时间为2025年4月1日至10月31日；专业科目学习时间为2025年5月1日至12月31日。"
    ours, _ = ruleset_of(
        text,
        dates=[
            _date("study_window", "2025年4月1日至10月31日", start="2025-04-01", end="2025-10-31"),
            _date("study_window", "2025年5月1日至12月31日", start="2025-05-01", end="2025-12-31"),
        ],
    )
    assert value_of(ours, "study.public.window").value == ("2025-04-01", "2025-10-31")
    assert value_of(ours, "study.professional.window").value == ("2025-05-01", "2025-12-31")


def test_two_windows_for_the_same_learning_contradict() -> None:
    text = "学习时间为2025年4月1日至10月31日。\n本年度学习时间为2025年4月1日至12月31日。"
    ours, _ = ruleset_of(
        text,
        dates=[
            _date("study_window", "2025年4月1日至10月31日", start="2025-04-01", end="2025-10-31"),
            _date("study_window", "2025年4月1日至12月31日", start="2025-04-01", end="2025-12-31"),
        ],
    )
    assert rule_on(ours, "study.window").state == "suspended"
    assert ours.questions[0].code == "TIM_CONTRADICTORY"


def test_a_window_for_making_up_an_earlier_year_is_another_matter() -> None:
    text = "学习时间为2025年4月1日至12月31日。2024年度学习期限顺延至2025年6月30日。"
    ours, _ = ruleset_of(
        text,
        dates=[
            _date("study_window", "2025年4月1日至12月31日", start="2025-04-01", end="2025-12-31"),
            _date("study_window", "2024年度学习期限顺延至2025年6月30日", end="2025-06-30"),
        ],
    )
    assert value_of(ours, "study.window").value == ("2025-04-01", "2025-12-31")
    assert value_of(ours, "study.year_2024.window").value == (None, "2025-06-30")


@pytest.mark.parametrize(
    ("fact", "name", "value", "kind"),
    [
        (_lead("completion_lead", REVIEW, 5, "working_day"), "review.lead_workdays", 5, "lead_workdays"),
        (_lead("completion_lead", REVIEW, None, None), "review.lead_workdays", 0, "lead_workdays"),
        (_lead("completion_lead", REVIEW, 10, "day"), "review.lead_days", 10, "deadline"),
        (_lead("filing_deadline", FILING, 5, "working_day"), "training.filing.lead_workdays", 5, "lead_workdays"),
        (_lead("filing_deadline", FILING, 15, "day"), "training.filing.lead_days", 15, "deadline"),
        (_lead("report_deadline", REPORT, 30, "day", "after"), "training.report.within_days", 30, "deadline"),
        (_date("completion_lead", REVIEW, end="2025-09-15"), "review.deadline", "2025-09-15", "deadline"),
        (_date("filing_deadline", PLAN, end="2025-04-24"), "filing.training_plan.deadline", "2025-04-24", "deadline"),
        (_date("other", REPORT, end="2025-11-30"), "other_1.deadline", "2025-11-30", "deadline"),
        (_date("other", "评审时须提交学习证明"), "review.lead_workdays", 0, "lead_workdays"),
    ],
)
def test_leads_and_deadlines(fact: dict[str, Any], name: str, value: object, kind: str) -> None:
    ours, _ = ruleset_of(f"{fact['quote']}。", dates=[fact])
    assert value_of(ours, name).value == value
    assert rule_on(ours, name).kind == kind


def test_a_day_of_publication_is_no_deadline() -> None:
    day = _date("other", "2025-03-18", start="2025-03-18", end="2025-03-18")
    ours, _ = ruleset_of("发布时间：2025-03-18", dates=[day])
    assert not ours.rules


def test_each_date_has_what_is_due_by_it() -> None:
    text = "应于6月30日前完成培训计划备案，12月15日前报送年度培训总结。"
    ours, _ = ruleset_of(
        text,
        dates=[
            _date("filing_deadline", "应于6月30日前", end="2025-06-30"),
            _date("material_deadline", "12月15日前报送年度培训总结", end="2025-12-15"),
        ],
    )
    assert {n: value_of(ours, n).value for n in ours.parameters} == {
        "filing.training_plan.deadline": "2025-06-30",
        "filing.report.deadline": "2025-12-15",
    }


def test_one_date_for_several_things() -> None:
    text = "各县年度通知、行业主管部门学习方案、基地工作计划，请于6月5日前报送。"
    ours, _ = ruleset_of(text, dates=[_date("material_deadline", "请于6月5日前报送", end="2025-06-05")])
    assert set(ours.parameters) == {f"filing.{d}.deadline" for d in ("notice", "study_scheme", "work_plan")}
