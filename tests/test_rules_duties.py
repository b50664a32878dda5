"""Filing duties, approvals, platforms, scope, topics and reciprocity as rules, from sentences of the genre."""

from __future__ import annotations

from typing import Any

import pytest

from rulesgen.wording import duties_in, short_office
from tests.test_rules_support import ruleset_of, value_of


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
