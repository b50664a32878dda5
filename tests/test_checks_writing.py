"""TXT_*: how a notice is written – lost words, punctuation, widths, brackets, misspellings, labels of forms."""

from __future__ import annotations

import pytest

from normalize.checks import marks, writing
from tests.checks_cases import TITLE, Facts, findings

HEAD = f"{TITLE}\n\n各单位：\n\n一、要求\n\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("用人单位要对专业技的学时进行审核，确保真实准确。", "专业技术人员"),
        ("各县区要报送年度通知和继续教培训计划，逾期不予受理。", "继续教育"),
        ("行业主管部负责本系列专业科目的组织实施工作。", "行业主管部门"),
        ("鼓励面向制造业企业、企业、高校毕业生等群体开设培训班。", "企业"),
        ("各部门要高度重视培训管理，责，严格落实审核要求。", "责"),
        ("用人单位要对专业技术人员的学时进行审核，确保真实准确。", ""),
        ("专业技能人才、专业技师和继续教学活动的组织者均可参加培训。", ""),
        ("面向重点行业、重点企业、重点群体，省、市、县三级联动开展。", ""),
        ("本办法自发布之日起施行，但，另有规定的除外。", ""),
        ("各市、县人力资源和社会保险经办机构参照执行有关规定。", ""),
    ],
)
def test_truncated(sentence: str, told: str) -> None:
    found = findings(writing.truncated, HEAD + sentence + "\n")
    assert [told in f.message for f in found] == [True] * bool(told)


PROSE = "各级主管部门要充分利用各类媒体做好政策解读，主动与培训机构对接沟通，共同做好培训项目的"
FULL = "各级主管部门要充分利用各类媒体做好政策解读，主动与培训机构对接沟通，共同做好培训项目的招生工作。"


@pytest.mark.parametrize(
    ("body", "raised"),
    [
        (f"（一）做好宣传。{PROSE}招生和组\n\n（二）开展培训。{FULL}\n\n（三）规范管理。{FULL}\n", True),
        (f"（一）做好宣传。{FULL}\n\n（二）开展培训。{FULL}\n", False),
        (f"（一）做好宣传。{PROSE}以下工作\n\n1.招生。{FULL}\n\n2.考核。{FULL}\n\n（二）管理。{FULL}\n", False),
        (f"（一）{PROSE}招生\n\n（二）{PROSE}考核\n\n（三）{PROSE}管理\n\n（四）{PROSE}登记\n", False),
    ],
)
def test_paragraph_without_end(body: str, raised: bool) -> None:
    assert [f.code for f in findings(writing.truncated, HEAD + body)] == ["TXT_TRUNCATED"] * raised


@pytest.mark.parametrize(
    ("sentence", "raised"),
    [
        ("根据《甲办法》（省政府令第3号）《乙规定》等要求，现通知如下。", True),
        ("根据《甲办法》（省政府令第3号）、《乙规定》等要求，现通知如下。", False),
        ("根据《甲办法》《乙规定》等要求，现通知如下。", False),
        ("各单位要加强领导，，确保按时完成本年度的学习任务。", True),
        ("各单位要加强领导。，确保按时完成本年度的学习任务。", True),
        ("各单位要加强领导……确保按时完成本年度的学习任务。", False),
        ("请登录平台\n“\n学习强国\n”\n栏目学习有关课程。", True),
    ],
)
def test_punctuation(sentence: str, raised: bool) -> None:
    assert [f.code for f in findings(marks.punctuation, HEAD + sentence + "\n")] == ["TXT_PUNCT"] * raised


HALF = "各单位要加强领导,提高认识,落实责任;用人单位要提供条件,保障待遇;主管部门要强化监督,规范管理,注重实效,按时总结。"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (HALF, "通篇"),
        (HALF.replace(",", "，").replace(";", "；"), ""),
        (HALF.replace(",", "，").replace(";", "；") + "学时登记卡”,可抵扣当年学时。", "半角标点1处"),
        ("（一）内容。按规定执行。\n\n(二)形式。按规定执行。", "同级编号"),
        ("（一）内容。按规定执行。\n\n（二）形式。按规定执行。", ""),
        ("各县（市、区）和市直部门（单位）要落实责任，县(市)参照执行。", "半角括号"),
        ("网址为http://a.cn/b?c=1，电话0799-6660101,6660102。", ""),
    ],
)
def test_width_mixed(body: str, told: str) -> None:
    found = findings(marks.width_mixed, HEAD + body + "\n")
    assert [told in f.message for f in found] == [True] * bool(told)


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("各单位应当明确管理员（不得兼任财务，名单报我局。", "“（”"),
        ("登录“省继续教育平台<http://a.cn)学习有关课程。", "“"),
        ("按照《学时管理办法执行，并做好学时登记工作。", "“《”"),
        ("开展“线上+线下”“理论+实操”的培训（含选修）活动。", ""),
        ("1)申报；2)审核；3)登记，均在平台上完成。", ""),
        ("要求学时(含选修）不少于30学时，得分<60分的不予登记。", ""),
        ("传真：0799-66””5（传真）。", ""),
    ],
)
def test_unbalanced(sentence: str, alone: str) -> None:
    found = findings(marks.unbalanced, HEAD + sentence + "\n")
    assert [alone in str(f.params["marks"]) for f in found] == [True] * bool(alone)


def test_bracket_closed_in_the_next_paragraph_is_balanced() -> None:
    body = "## 二、学习平台（公需科目\n\n## 及专业科目）\n\n按年度进行。\n"
    assert findings(marks.unbalanced, HEAD + body) == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("专业技术人员可登陆“临川学习平台”学习。", "登陆"),
        ("请登陆https://a.cn学习。", "登陆"),
        ("台风登陆期间暂停线下培训。", ""),
        ("请使用单位帐号登录。", "帐号"),
        ("学习时间截止2025年12月31日。", "截止"),
        ("学习截止时间为2025年12月31日。", ""),
        ("逾期末完成学习的，由个人负责。", "末"),
        ("期末参加考试，周末及时登记。", ""),
        ("做好继续教育继续教育工作。", "继续教育继续教育"),
        ("真的的确需要补学。", ""),
        ("各单位要认真惯彻落实。", "惯彻"),
        ("请按序排列，按排名先后公示。", ""),
    ],
)
def test_misspelling(sentence: str, wrong: str) -> None:
    found = findings(writing.misspelling, HEAD + sentence + "\n")
    assert [f.params["wrong"] for f in found] == [wrong] * bool(wrong)


ANNEX = "附件：1.登记表\n\n附件1\n\n登记表\n\n"


@pytest.mark.parametrize(
    ("rows", "raised"),
    [
        ("培训对象\t\t拟培训人数 人数\t\n", True),
        ("联系电话电话：\n", True),
        ("培训对象\t\t培训人数\t人\n", False),
        ("年 月 日至 年 月 日\n", False),
        ("单位意见\t主管部门意见\n", False),
    ],
)
def test_form_labels(rows: str, raised: bool) -> None:
    found = findings(writing.form_labels, HEAD + ANNEX + rows, Facts(annexes=("登记表",)))
    assert [f.code for f in found] == ["TXT_FORM_LABEL"] * raised


@pytest.mark.parametrize(
    ("rows", "raised"),
    [
        ("项目类型\n\n课件开发 网站建设 线下培训\n\n其他\n", True),
        ("项目类型\n\n□课件开发 □网站建设 □线下培训\n", False),
        ("项目名称\n\n填报单位 填报日期 联系电话\n", False),
    ],
)
def test_lost_checkboxes(rows: str, raised: bool) -> None:
    found = findings(writing.lost_checkboxes, HEAD + ANNEX + rows, Facts(annexes=("登记表",)))
    assert [f.certainty for f in found] == ["judgment"] * raised
