"""Conversion rules in many wordings: text → (amount, daily cap, annual cap, per, subject)."""

from __future__ import annotations

import pytest

from extract.finders.conversions.finder import find_conversions
from tests.texts import view

Row = tuple[str, str, str, str, str]


def rules(text: str) -> list[Row]:
    seen = view(text)
    rows: list[Row] = []
    for mention in find_conversions(seen):
        words = {p.role: seen.text[slice(*p.span)] for p in mention.parts}
        subject = mention.part("subject")
        rows.append(
            (
                words.get("number", ""),
                words.get("daily_cap", ""),
                words.get("annual_cap", ""),
                words.get("per", ""),
                subject.label if subject else "",
            )
        )
    return rows


HEAD = "附件1\n学时折算标准\n"
CASES: list[tuple[str, list[Row]]] = [
    ("1.论文类：公开发表论文每篇计10学时，每年最多不超过30学时。", [("10", "", "30", "篇", "")]),
    ("2.培训类：参加脱产培训，按实际学时登记，每天不超过8学时。", [("", "8", "", "实际学时", "")]),
    ("3.授课类：担任授课教师的，按授课学时的3倍计算学时。", [("3", "", "", "授课学时", "")]),
    ("4.考试类：通过职业资格考试的，以资格证书为依据认定16学时。", [("16", "", "", "资格证书", "")]),
    ("5.成果类：获得发明专利每项计20学时。每年累计不超过40学时。", [("20", "", "40", "项", "")]),
    (
        "6.援派人员派出期间每年按公需科目30学时、专业科目60学时认定。",
        [("30", "", "", "年", "public"), ("60", "", "", "年", "professional")],
    ),
    ("7.参加学术会议的，可折算相应专业科目学时。", [("", "", "", "", "professional")]),
    ("医学类人员按学分管理，1学分折算为3学时。", [("3", "", "", "学分", "")]),
    ("9.主编著作每部计30学时，参编每部计10学时。", [("30", "", "", "部", ""), ("10", "", "", "部", "")]),
    (
        "10.获省部级科技奖励的，一等奖60学时、二等奖40学时、三等奖20学时。",
        [("60", "", "", "", ""), ("40", "", "", "", ""), ("20", "", "", "", "")],
    ),
    ("11.参加培训半天按4学时、一天按8学时计算。", [("4", "", "", "半天", ""), ("8", "", "", "一天", "")]),
    ("12.外出进修、访学的，按每月30学时折算，当年最高90学时。", [("30", "", "90", "月", "")]),
    ("13.授课教师每讲授1学时按3学时计算，年度累计不超过45学时。", [("3", "", "45", "学时", "")]),
    ("14.参加远程教育的，每45分钟计1学时。", []),
    # procedure grants nothing
    ("学时折算办法参照《学时认定说明》（附件1）执行。", []),
    ("未经备案的培训不得登记学时。", []),
    ("学时按照个人申报、单位审核的流程进行登记。", []),
    ("公需科目不少于30学时，专业科目不少于60学时。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[str(i) for i in range(len(CASES))])
def test_conversions(text: str, expected: list[Row]) -> None:
    assert rules(HEAD + text) == expected
