"""Awards, caps, windows, leads, duties, channels, scope: each kind of rule from sentences of the genre."""

from __future__ import annotations

from typing import Any

import pytest

from rulesgen.activities import activity
from rulesgen.wording import duties_in, short_office
from tests.test_rules_support import quota, rule_on, ruleset_of, value_of


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


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("填报《培训项目计划申报表》", ("training_plan",)),
        ("各县（市、区）年度工作安排", ("work_plan",)),
        ("报送年度培训总结和学员名单", ("report", "roster")),
        ("完成学习", ()),
    ],
)
def test_what_is_filed(text: str, duties: tuple[str, ...]) -> None:
    assert duties_in(text) == duties


# ---------------------------------------------------------------- duties, channels, contents


def _duty(what: str, quote: str, **more: Any) -> dict[str, Any]:
    return {"what": what, "quote": quote, **more}


@pytest.mark.parametrize(
    ("duty", "kind", "param", "names"),
    [
        (
            _duty("基地培训须经同意", "继续教育基地举办培训的，须经基地管理单位同意并报市人力资源和社会保障局核准"),
            "prior_approval", "training.base.approver", ("基地管理单位", "市人社局"),
        ),
        (
            _duty("培训班备案", "填写备案登记表", to="德州市人力资源社会保障局", consequence="没有备案的不予认定"),
            "prior_approval", "training.filing.approver", ("市人社局",),
        ),
        (_duty("上传证明", "上传结业证书等证明材料"), "evidence_required", None, ()),
        (_duty("成绩单", "报送成绩单", consequence="逾期不报的，学时不予验证"), "evidence_required", None, ()),
        (_duty("登记学时", "学完后登录省继教平台申报学时登记"), "channel_required", None, ()),
        (_duty("承接表", "填写揭榜申请表，报主管部门研究"), "evidence_required", None, ()),
    ],
)  # fmt: skip
def test_duties(duty: dict[str, Any], kind: str, param: str | None, names: tuple[str, ...]) -> None:
    text = f"{duty['quote']}。{duty.get('consequence', '')}。"
    ours, _ = ruleset_of(text, filing_requirements=[duty])
    (rule,) = ours.rules
    assert (rule.kind, rule.param) == (kind, param)
    if param:
        assert value_of(ours, param).value == names


def test_the_consequence_of_a_duty_is_cited_where_it_is_printed() -> None:
    consequence = "未经审核的培训项目不得登记学时"
    ours, _ = ruleset_of(
        f"培训项目申报表报各级人社部门审核。培训材料备查，{consequence}。",
        filing_requirements=[
            _duty("培训项目须先审核", "报各级人社部门审核", to="各级人社部门", consequence=consequence)
        ],
    )
    assert consequence in {c.exact for c in ours.citations.values()}
    assert consequence in ours.rules[0].text


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("德州市人力资源和社会保障局", "市人社局"),
        ("市人力资源社会保障局", "市人社局"),
        ("管理单位", "基地管理单位"),
        ("省行业主管部门", "省行业主管部门"),
    ],
)
def test_short_names_of_offices(name: str, short: str) -> None:
    assert short_office(name, "德州市") == short


PLATFORM = {"name": "德州市继续教育服务平台", "alias": "市平台", "role": "learning"}


@pytest.mark.parametrize(
    ("sentence", "params"),
    [
        ("公需科目学习全部在市平台进行。", {"channel.learning"}),
        ("学时登记业务统一在市平台完成。", {"channel.registration"}),
        ("学时须通过市平台申报，学时登记不再线下办理。", {"channel.registration"}),
        ("专业技术人员可以登录市平台学习。", set()),
        ("凭证书在市平台申报相应学时。", set()),
        ("学时登记须在省平台办理，数据与市平台互通。", set()),
    ],
)
def test_platforms_that_must_be_used(sentence: str, params: set[str]) -> None:
    opening = "德州市继续教育服务平台（以下简称市平台）已经开通。"
    ours, _ = ruleset_of(opening + sentence, platforms=[{**PLATFORM, "quote": "德州市继续教育服务平台"}])
    assert set(ours.parameters) == params


def test_scope_is_the_clause_under_its_heading_and_not_a_blank_of_a_form() -> None:
    notice = "一、培训范围和对象\n全市企事业单位的专业技术人员。\n二、学习内容\n公需科目。\n"
    ours, _ = ruleset_of(notice + "附件1\n学习方案\n一、培训对象\n填写说明。")
    (rule,) = ours.rules
    assert (rule.kind, rule.executability) == ("scope", "text_only")
    assert [c.exact for c in ours.citations.values()] == ["全市企事业单位的专业技术人员。"]


def _topic(title: str, requirement: str | None, category: str = "public") -> dict[str, Any]:
    return {"category": category, "requirement": requirement, "title": title, "quote": title}


def test_topics_are_quoted_together_and_leading_ones_stand_in_for_required_ones() -> None:
    ours, _ = ruleset_of(
        "公需科目重点围绕科研诚信、数据安全等开展；自主选择心理健康、应急救护等课程。",
        training_items=[
            _topic("科研诚信", "suggested"),
            _topic("数据安全", "suggested"),
            _topic("心理健康", "elective"),
            _topic("应急救护", "elective"),
        ],
    )
    assert value_of(ours, "public.topics.required").value == ("科研诚信", "数据安全")
    assert value_of(ours, "public.topics.elective").value == ("心理健康", "应急救护")
    assert [c.exact for c in ours.citations.values()] == ["科研诚信、数据安全", "心理健康、应急救护"]


def test_suggested_topics_stay_suggestions_beside_required_ones() -> None:
    ours, _ = ruleset_of(
        "必修课包括科研诚信；鼓励学习数据安全。",
        training_items=[_topic("科研诚信", "required"), _topic("数据安全", "suggested")],
    )
    assert value_of(ours, "public.topics.required").value == ("科研诚信",)
    assert value_of(ours, "public.topics.suggested").value == ("数据安全",)


def test_cities_whose_learning_is_recognised() -> None:
    ours, _ = ruleset_of("我市与济南、聊城实现继续教育互认。", reciprocity=["济南", "聊城"])
    assert value_of(ours, "reciprocity.regions").value == ("济南", "聊城")
    assert [c.exact for c in ours.citations.values()] == ["我市与济南、聊城实现继续教育互认。"]
