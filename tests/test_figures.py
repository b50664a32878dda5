"""Figures that were misread: read where the sentence leaves one reading, marked where a digit is lost, else left."""

from __future__ import annotations

import pytest

from ingest.document import Level
from ingest.figures import figures
from tests.checks_notice import record_of as record
from tests.texts import document

READ = [
    ("关于开展202A年度继续教育工作的通知", "2024"),
    ("2D19年度", "2019"),
    ("2()26年6月5日前", "2026"),
    ("于2019年1〇月1日起施行", "10"),
    ("2019年4月2Z日", "22"),
    ("4月1s日前报送", "15"),
    ("总量应达到g0学时以上", "90"),
    ("累计不少于9()学时", "90"),
    ("主编折算A0学时", "40"),
    ("实用新型每项计!5学时", "15"),
    ("不低于30—9O学时", "90"),
    ("人社部令第z5号", "25"),
    ("鲁人社字〔2021〕1b7号", "167"),
    ("占比不超过3O%", "30"),
]
LOST = [
    ("不超过B学时", "B"),
    ("每项计*0学时", "*0"),
    ("每项计·5学时", "·5"),
    ("不少于1·5学时", "1·5"),
    ("每天折合*学时", "*"),
    ("在培训结业3*日内", "3*"),
    ("每季度结束后S日内", "S"),
    ("境外工作超过b个月", "b"),
    ("2024年·月15日前", "2024年·月15日"),
    ("2024年4月·日", "2024年4月·日"),
    ("于*月29日前", "*月29日"),
    ("2021年 ?月 28日关闭", "2021年 ?月 28日"),
    ("知识更新工程（2022-·030年）", "·030"),
    ("现就·019年度工作", "·019"),
    ("人社部令第·5号", "·5"),
    ("宜人社函〔2019〕6·号", "6·"),
]
LEFT = [
    "公需科目·30学时",
    "论坛·2025年会",
    "|通用|30学时|",
    "学校|10月|5日",
    "20**年度工作方案（参考格式）",
    "G20年会、5G年代、H7N9月报",
    "附表A1日程",
    "二〇二六年一〇月二〇日",
    "A类学时、按N学时计",
    "1.5学时、0.5 学时、2—4学时",
    "2026年3月5日印发，第25号令",
]


@pytest.mark.parametrize(("text", "fixed"), READ)
def test_a_figure_of_lookalikes_is_read_and_never_certain(text: str, fixed: str) -> None:
    [edit] = set(figures(text))
    assert (edit.fixed, edit.level) == (fixed, Level.INFERRED)


@pytest.mark.parametrize(("text", "marked"), LOST)
def test_a_lost_digit_makes_all_of_the_figure_or_date_unreadable(text: str, marked: str) -> None:
    [edit] = set(figures(text))
    assert (text[edit.start : edit.end], edit.fixed, edit.level) == (marked, marked, Level.UNREADABLE)


@pytest.mark.parametrize("text", LEFT)
def test_other_signs_beside_figures_stay(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("共计 3 0 学时", "共计30学时"),
        ("决定开展某市2 026年度项目", "决定开展某市2026年度项目"),
        ("201 9年4月22日", "2019年4月22日"),
        ("累计不少于12 0学时", "累计不少于120学时"),
        ("电话05 98-8855551", "电话0598-8855551"),
        ("序号1 20学时", "序号1 20学时"),
        ("附件1 2026年度计划表", "附件1 2026年度计划表"),
    ],
)
def test_blanks_inside_one_figure(printed: str, read: str) -> None:
    assert document(f"{printed}\n").text.strip() == read


NOTICE = """\
某某市人力资源和社会保障局
关于做好2026年度专业技术人员继续教育工作的通知
各县区人力资源和社会保障局：
一、学时要求
专业技术人员每年参加继续教育不少于{hours}学时。
二、时间安排
网络学习时间为2026年3月1日至{day}，逾期不补。
某某市人力资源和社会保障局
2026年2月10日
"""


@pytest.mark.parametrize("hours", ["?0", "9*", "B", "·0"])
def test_no_requirement_comes_of_a_lost_figure(hours: str) -> None:
    made = record(NOTICE.format(hours=hours, day="2026年11月30日"))
    assert not [q for q in made.quotas if q.amount is not None]
    assert [f.code for f in made.findings if f.severity == "error"] == ["TXT_OCR_DIGIT"]


@pytest.mark.parametrize("day", ["2026年·月30日", "2026年11月*0日", "2026年1?月30日"])
def test_no_day_comes_of_a_lost_figure(day: str) -> None:
    made = record(NOTICE.format(hours="90", day=day))
    assert not [d for d in made.dates if d.end is not None and d.certain and d.kind == "study_window"]
    assert "TXT_OCR_DIGIT" in {f.code for f in made.findings}
