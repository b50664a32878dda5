"""Head and foot of notices in many layouts: text → title, issuer, number, date, year, region."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.finders.header import find_header
from extract.mentions import Mentions
from extract.view import View
from normalize.facts.header import Header, read_header
from tests.texts import document


def read(text: str) -> Header:
    found = document(text)
    return read_header(Mentions(found, tuple(find_header(View(found)))))


BODY = "各有关单位：\n一、对象。全体专业技术人员。\n二、要求。请认真执行。\n"


def test_joint_signature_with_seals_below_a_spaced_letterhead() -> None:
    header = read(
        "泾 阳 县 教 育 局\n泾阳县人力资源和社会保障局\n文件\n泾教发〔2024〕007号\n"
        f"关于做好2024年度教师继续教育工作的通知\n{BODY}"
        "泾阳县教育局（盖章）　泾阳县人力资源和社会保障局（盖章）\n2024年3月5日"
    )
    assert header.issuer == "泾阳县教育局、泾阳县人力资源和社会保障局"
    assert header.doc_number == "泾教发〔2024〕007号"
    assert header.issue_date == dt.date(2024, 3, 5)
    assert header.region is not None
    assert header.region.code == "610423"


def test_an_institution_signs_below_the_list_of_attachments_with_a_numeric_date() -> None:
    header = read(
        f"洛阳瀍河第二医院人事科\n关于2025—2026学年继续教育学时登记的通知\n{BODY}"
        "附件：\n1．登记表\n2．名单\n洛阳瀍河第二医院\n2026-01-15"
    )
    assert (header.issuer, header.issue_date, header.year) == ("洛阳瀍河第二医院", dt.date(2026, 1, 15), 2026)
    assert header.region is not None
    assert header.region.name == "洛阳市"


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("关于2025—2026学年继续教育工作的通知", "2025年9月1日", 2025),
        ("关于2025—2026学年继续教育工作的通知", "2026年2月1日", 2026),
        ("2025—2027年继续教育三年行动方案", "2024年12月30日", 2025),
    ],
)
def test_of_a_span_of_years_the_one_of_issue_counts(title: str, issued: str, year: int) -> None:
    assert read(f"{title}\n{BODY}某某市教育局\n{issued}").year == year


def test_an_office_within_a_bureau_and_a_number_in_brackets_below_the_title() -> None:
    header = read(
        f"关于举办2023年度专业技术人员培训班的通知\n（昆人社通〔2023〕15号）\n{BODY}"
        "昆山市人力资源和社会保障局办公室\n二〇二三年五月十日\n上一篇：没有了"
    )
    assert header.issuer == "昆山市人力资源和社会保障局办公室"
    assert header.doc_number == "昆人社通〔2023〕15号"
    assert header.issue_date == dt.date(2023, 5, 10)


def test_a_note_behind_the_letterhead_is_no_part_of_the_name() -> None:
    header = read(f"云台理工学院（省专业技术人员继续教育基地）\n2025年高级研修班招生简章\n{BODY}2025年5月6日")
    assert (header.title, header.issuer) == ("2025年高级研修班招生简章", "云台理工学院")


def test_a_party_office_signs_too() -> None:
    header = read(
        f"关于印发《2024年干部教育培训计划》的通知\n{BODY}中共临清市委组织部\n临清市人力资源和社会保障局\n2024年2月1日"
    )
    assert header.issuer == "中共临清市委组织部、临清市人力资源和社会保障局"
    assert header.region is not None
    assert header.region.code == "371581"


def test_a_city_that_no_table_has_is_of_prefecture_rank_where_it_writes_to_its_counties() -> None:
    letter = "关于2024年度继续教育工作的通知\n{}：\n一、要求。请认真执行。\n云台市人力资源和社会保障局\n2024年3月1日"
    upper = read(letter.format("各县（市、区）人力资源和社会保障局")).region
    lower = read(letter.format("各镇人民政府、街道办事处")).region
    assert upper is not None
    assert lower is not None
    assert (upper.level, upper.code, lower.level) == ("city", None, "county")
