"""RUL_*: values, formulas, rounding, scopes and fees that a rule needs; a notice that gives them raises nothing."""

from __future__ import annotations

import pytest

from normalize.checks import rules
from normalize.checks.case import Check
from tests.checks_notice import raised, text_of

ALL: tuple[Check, ...] = (
    rules.scope_missing,
    rules.fee_unstated,
    rules.value_missing,
    rules.rounding,
    rules.formula_missing,
    rules.cap_scope,
    rules.class_subject,
    rules.responsibility,
    rules.internal_tension,
)


def awards(text: str) -> str:
    """A notice whose clause on conversion is this."""
    return text_of(f"四、学时折算\n\n{text}")


def other(text: str) -> str:
    """A notice with a clause more."""
    return text_of(f"四、其他事项\n\n{text}")


def test_a_sound_notice_raises_nothing() -> None:
    assert [f.code for check in ALL for f in raised(check, text_of())] == []


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        ("", 1),
        ("一、学习对象\n\n在岗专业技术人员。\n\n", 0),
        ("一、适用范围\n\n本市各类单位。\n\n", 0),
        ("一、谁要学？\n\n在岗专业技术人员。\n\n", 0),
        ("一、总体要求\n\n全市专业技术人员均应按规定参加继续教育。\n\n", 0),
        ("一、谁来组织\n\n由行业主管部门组织。\n\n", 1),
    ],
)
def test_who_must_learn(clause: str, count: int) -> None:
    assert len(raised(rules.scope_missing, text_of(scope=clause))) == count


def test_a_cover_letter_needs_no_scope() -> None:
    text = text_of(scope="", title="关于转发《省厅关于做好2026年度继续教育工作的通知》的通知")
    assert raised(rules.scope_missing, text) == []


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("学员在平台完成注册、缴费、学习和考试。", 1),
        ("公需科目免费学习，专业科目在平台缴费后学习。", 1),
        ("专业科目每学时收费2元，在平台缴费后开具发票。", 0),
        ("学员自行缴费，任何单位不得收取培训费。", 0),
        ("公需科目和专业科目均免费学习。", 0),
    ],
)
def test_fee(sentence: str, count: int) -> None:
    assert len(raised(rules.fee_unstated, other(sentence))) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.发表论文，每篇计10学时。\n\n2.获得专利的，按规定折算学时。", [("warning", "certain")]),
        ("学习积分达到3000分以上的，可折算公需科目相应学时。", [("warning", "certain")]),
        ("发表论文的，按规定折算学时，每年最高20学时。", [("warning", "certain")]),
        ("参加技能培训取得证书的，可折算相应专业科目学时。", [("info", "judgment")]),
        ("学时折算按照《云川市继续教育学时管理办法》执行。", []),
        ("参加脱产培训的，按实际学时登记，每天不超过8学时。", []),
        ("担任支教任务的，视同完成当年专业科目学时。", []),
        ("卫生人员的学时数据推送至平台，由平台自动认定相应学时。", []),
        ("发表论文，每篇计10学时。折算学时均计入专业科目。", []),
        ("会计人员的学时，按照学时折算标准（附件2），登记相应学时。", []),
    ],
)
def test_hours_without_a_number(text: str, expected: list[tuple[str, str]]) -> None:
    found = raised(rules.value_missing, awards(text))
    assert [(f.severity, f.certainty) for f in found] == expected


def test_argued_values_share_one_finding() -> None:
    text = other("参加竞赛的，可折算相应专业科目学时。\n\n取得技能证书的，可折算相应专业科目学时。")
    [found] = raised(rules.value_missing, text)
    assert len(found.evidence) == 2
    assert "竞赛" in found.message
    assert "技能证书" in found.message


def test_other_ways_without_any_standard() -> None:
    text = other("通过其他方式参加的继续教育活动，应如实上传证明材料，按流程进行学时登记。")
    [found] = raised(rules.value_missing, text)
    assert found.params["value"] == "折算标准"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("援派人员每年认定专业科目60学时，不足一年的，按月份比例计算。", 1),
        ("在指挥部工作的，按在岗月数占12个月的比例折算。", 1),
        ("援派人员每年认定专业科目60学时，不足一年的，按月份比例计算，不足1学时的舍去。", 0),
        ("援派人员不足一年的，按月份比例计算。计算结果四舍五入取整数。", 0),
        ("驻村的，按驻村月数折算，每月5学时。", 0),
        ("服务每满1个月折算专业科目5学时。", 0),
    ],
)
def test_fractions_of_a_month(text: str, count: int) -> None:
    assert len(raised(rules.rounding, awards(text))) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请病假超过6个月的，按实际在岗时间折算当年学时。", ["warning"]),
        ("受邀评审的，按实际工作时间认定，每天不超过8学时。", ["info"]),
        ("受邀评审的，按实际工作时间认定，每小时计1学时。", []),
        ("参加培训的，按实际培训学时登记。", []),
    ],
)
def test_hours_by_time_spent(text: str, expected: list[str]) -> None:
    assert [f.severity for f in raised(rules.formula_missing, awards(text))] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.自学类：参加自学考试，每年累计不超过40学时。取得职业资格证书的，认定16学时。", 1),
        ("1.自学类：参加自学考试，每科计10学时，每年累计不超过40学时。", 0),
        ("1.自学类：参加自学考试，每年累计不超过40学时。\n\n2.考试类：取得职业资格证书的，认定16学时。", 0),
    ],
)
def test_what_a_cap_covers(text: str, count: int) -> None:
    assert len(raised(rules.cap_scope, awards(text))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.成果类：发表论文，每篇计10学时。\n\n2.比赛类：参加竞赛，每次计10学时。", 1),
        ("折算学时均计入专业科目。\n\n1.成果类：发表论文，每篇计10学时。\n\n2.比赛类：参加竞赛，每次计10学时。", 0),
        ("1.成果类：发表论文，每篇计专业科目10学时。\n\n2.比赛类：参加竞赛，每次计专业科目10学时。", 0),
        ("1.成果类：发表论文，每篇计10学时。", 0),
    ],
)
def test_subject_of_awards(text: str, count: int) -> None:
    found = raised(rules.class_subject, awards(text))
    assert len(found) == count
    assert all(f.evidence[0].quote.endswith("成果类") for f in found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("因单位未组织学习的，由单位负责。\n\n个人逾期未学的，后果由本人承担。", 1),
        ("因单位未组织学习的，由单位负责。", 0),
        ("个人逾期未学的，后果由个人自行承担。", 0),
    ],
)
def test_who_answers(text: str, count: int) -> None:
    assert len(raised(rules.responsibility, other(text))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("面授不得少于24学时。\n\n因工作需要的，可以全部在网上完成。", 1),
        ("不再办理线下审核登记。\n\n考务人员由考试中心发放学时登记卡。", 1),
        ("评审系统自动提取继续教育学时。\n\n申报人员应当提交学习证明。", 1),
        ("逾期一律不予补学。\n\n因病未完成的，可以申请补学。", 1),
        ("面授不得少于24学时。\n\n公需科目在网上完成。", 0),
        ("不再办理线下审核登记。\n\n电子证书自行下载。", 0),
        ("往年未完成的，可以补学。", 0),
    ],
)
def test_clauses_in_tension(text: str, count: int) -> None:
    found = raised(rules.internal_tension, other(text))
    assert [f.certainty for f in found] == ["judgment"] * count
    assert all(len(f.evidence) == 2 for f in found)
