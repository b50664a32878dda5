"""Windows, deadlines and lead times in many wordings: text → (kind, printed time, anchor)."""

from __future__ import annotations

import pytest

from extract.finders.dates.finder import find_dates
from tests.texts import view

Row = tuple[str, str]


def dates(text: str) -> list[Row]:
    seen = view(text)
    return [(m.label, seen.text[slice(*p.span)] if (p := m.part("atom")) else "") for m in find_dates(seen)]


CASES: list[tuple[str, list[Row]]] = [
    ("公需科目学习时间为2025年3月1日至2025年11月30日。", [("study_window", "2025年3月1日至2025年11月30日")]),
    (
        "网络学习平台于2027年4月1日开放，12月20日关闭。",
        [("study_window", "2027年4月1日开放，12月20日")],
    ),
    ("本年度继续教育学习周期为2025年9月1日至2026年3月31日。", [("study_window", "2025年9月1日至2026年3月31日")]),
    ("专业技术人员应于2024年12月31日前完成当年继续教育学习任务。", [("study_window", "2024年12月31日前")]),
    ("学习时间：自通知印发之日起至2025年12月31日止。", [("study_window", "自通知印发之日起至2025年12月31日止")]),
    ("拟参加2025年职称评审的人员，须于申报前10个工作日完成学时登记。", [("completion_lead", "前10个工作日")]),
    ("参加职称评审的，应在申报材料提交前完成规定学时的学习。", [("completion_lead", "")]),
    ("施教机构应在开班前15日将培训方案报市人社局备案。", [("filing_deadline", "前15日")]),
    ("举办线下培训的单位，须提前7个工作日报送培训计划备案表。", [("filing_deadline", "提前7个工作日")]),
    ("请各单位于3月20日前将年度培训计划申报表报市人社局审核备案。", [("filing_deadline", "3月20日前")]),
    ("各县区年度工作通知请于5月底前报送市局专技科。", [("material_deadline", "5月底前")]),
    ("培训结束后10个工作日内，将学员名册和培训总结报送备案机关。", [("report_deadline", "后10个工作日内")]),
    ("各单位于12月10日前将全年继续教育完成情况统计表报送市人社局。", [("report_deadline", "12月10日前")]),
    ("其他形式的培训由各单位自行安排，于12月31日前结束。", [("other", "12月31日前")]),
    ("发布日期：2025-03-18", [("other", "2025-03-18")]),
    ("平台将于今年11月30日24时关闭，请合理安排学习时间。", [("study_window", "今年11月30日24时")]),
    ("网上学习截止到2025年12月20日，逾期系统自动关闭。", [("study_window", "截止到2025年12月20日")]),
    (
        "第一期3月10日至3月14日，第二期4月7日至4月11日，每期40学时。",
        [("study_window", "3月10日至3月14日"), ("study_window", "4月7日至4月11日")],
    ),
    ("学习周期从上年9月1日到当年8月31日。", [("study_window", "上年9月1日到当年8月31日")]),
    ("请于培训班举办前一个月报送培训计划。", [("filing_deadline", "前一个月")]),
    ("培训结束一周内上传学员名册。", [("report_deadline", "一周内")]),
    ("报名时间：4月8日9:00至4月18日17:00。", [("other", "4月8日9:00至4月18日17:00")]),
    ("补学2024年度公需科目的，请于2026年6月底前完成。", [("other", "2026年6月底前")]),
    # years of service, of cited programmes, of rules in force: none is a date of this notice
    ("自2021年起实行学时电子登记。", []),
    ("根据《全省人才工作规划（2021-2025年）》有关要求执行。", []),
    ("取得中级职称满5年的人员。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[str(i) for i in range(len(CASES))])
def test_dates(text: str, expected: list[Row]) -> None:
    assert dates(text) == expected
