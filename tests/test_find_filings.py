"""Duties to file in many wordings: sentence → what is to be handed in, to whom, by when, and what is none."""

from __future__ import annotations

import pytest

from extract.finders.filings import find_filings
from extract.mentions import Mentions
from extract.view import View
from normalize.facts.filings import filing_requirements
from normalize.record import FilingRequirement
from tests.texts import document


def read(text: str) -> tuple[FilingRequirement, ...]:
    found = document(f"各有关单位：\n\n{text}")
    return filing_requirements(Mentions(found, tuple(find_filings(View(found)))))


DUTIES: list[tuple[str, list[tuple[str, str | None]]]] = [
    # by a time
    (
        "请各单位于每年3月底前将年度继续教育计划报主管部门备案。",
        [("请各单位于每年3月底前将年度继续教育计划报主管部门备案", "主管部门")],
    ),
    ("各县区学习情况总结，11月25日前报市局专技科。", [("各县区学习情况总结", "市局专技科")]),
    ("各分公司应在次月5日前填报进度表。", [("各分公司应在次月5日前填报进度表", None)]),
    ("办班结束后十日内补交签到表。", [("办班结束后十日内补交签到表", None)]),
    ("联络员名单3月8日前告知我局（附件2）。", [("联络员名单3月8日前告知我局（附件2）", "我局")]),
    # to an office or a room
    ("学员花名册和成绩册送综合楼305室。", [("学员花名册", None), ("成绩册", None)]),
    ("请将推荐回执传真至我办。", [("推荐回执", "我办")]),
    ("有关情况请及时报告我局。", [("有关情况", "我局")]),
    ("自建系统应在使用前向市经济信息委备案。", [("在使用前向市经济信息委备案", "市经济信息委")]),
    ("举办单位须提前20天向市卫生健康委申报项目。", [("向市卫生健康委申报项目", "市卫生健康委")]),
    # forms
    ("用人单位填写《培训班申报表》，一式两份报县人社局审批。", [("填写《培训班申报表》", "县人社局")]),
    ("请填写推荐表（附件3）加盖公章，9月1日前发至邮箱。", [("填写推荐表", "邮箱")]),
    # proofs
    ("学员须在报到时交验职称证书原件和复印件。", [("交验职称证书原件和复印件", None)]),
    ("折算学时均须附证明材料。", [("须附证明材料", None)]),
    ("凭合格证截图即可，由个人上传合格证截图。", [("上传合格证截图", None)]),
    # approval and registration
    ("外省证书须经区局复核。", [("须经区局复核", "区局")]),
    ("学时一律在“某省教师管理平台”登记。", [("一律在“某省教师管理平台”登记", None)]),
    ("学完后登录省继教系统自行登记。", [("后登录省继教系统自行登记", None)]),
    ("学分录入须在审验开始前完成。", [("学分录入须在审验开始前完成", None)]),
    ("各学校每学期末汇总学时，在“研修网”提交。", [("各学校每学期末汇总学时，在“研修网”提交", None)]),
    ("学时登记由个人在系统中申报，单位审核。", [("由个人在系统中申报", None)]),
    ("合格证书打印后交所在单位存档备查。", [("合格证书", "所在单位")]),
    # by hand to somebody, at a counter
    ("个人于11月8日前把学时证明发给单位人事干部。", [("个人于11月8日前把学时证明发给单位人事干部", None)]),
    (
        "申请人携带身份证和登记册到市政务服务中心窗口办理登记。",
        [("携带身份证和登记册到市政务服务中心窗口办理登记", None)],
    ),
    ("课程指南经市人社局审核后在部门网站公布。", [("经市人社局审核后在部门网站公布", "市人社局")]),
]


@pytest.mark.parametrize(("text", "expected"), DUTIES, ids=[t[:18] for t, _ in DUTIES])
def test_duties(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(f.what, f.to) for f in read(text)] == expected


NONE = [
    "培训项目实行备案制，未经备案的不予认定学时。",
    "逾期未报送的，视为自动放弃。",
    "（五）关于报送",
    "七、信息报送。",
    "学员于9月14日报到，10月底前交培训费。",
    "每人交工本费20元，于4月底前交财务科。",
    "请于5月10日前完成网上报名。",
    "培训机构应建立学员档案，保存三年备查。",
    "本通知由市人社局负责解释。",
    "系统自动将学时推送至省平台，个人不需另行申报。",
    "学员可在平台打印合格证书。",
    "市局将于10月底前下发通知。",
    "往年所欠学时，今年6月底前补齐。",
    "现将《三年轮训方案》印发给你们，请遵照执行。",
    "组织参观交通运输局、农业农村局。",
    "个人申报、单位审核、部门审查的程序不变。",
    "可由单位统一办理，也可在市平台进行备案。",
    "弄虚作假的，取消其学时，并通报所在单位。",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_duty(text: str) -> None:
    assert read(text) == ()


def test_deadline_is_the_clause_that_names_a_day() -> None:
    text = "今年要晋升的同志，务必在9月1日前学完全部课程，并把证书复印件交人事科存查。"
    (duty,) = read(text)
    assert duty.deadline_ref == "务必在9月1日前学完全部课程"


def test_a_consequence_behind_the_next_list_point_belongs_to_another_duty() -> None:
    text = "1.办班须提前10个工作日填报《办班备案表》，未备案的，学时作废。2.总结于12月底前报市局。"
    first, second = read(text)
    assert (first.consequence, second.consequence) == ("未备案的，学时作废", None)


def test_a_clause_is_one_duty() -> None:
    text = "开班前七个工作日填写《面授班备案表》报市局，结束后半个月内报学员清单。"
    assert [f.what for f in read(text)] == ["填写《面授班备案表》", "结束后半个月内报学员清单"]
