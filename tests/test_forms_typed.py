"""What people type into the cells of a form → values, and what a form so typed is worth: tables of one manner a row."""

from __future__ import annotations

import datetime as dt

import pytest

from forms.dates import days_in, range_of
from forms.record import Value
from forms.values import count_of, number_of
from tests.made_forms import LECTURES, UNIT, application, cells, filing, plan, posting, records, roster, wide
from tests.word_package import p, r, tc, tr

STRUCK = "<w:strike/>"

RANGES = {  # the days of an entry, how many they are, and how many it says
    "2026.5.25-27（共叁天）": ("05-25", "05-27", 3, 3),
    "2026/8/3-5": ("08-03", "08-05", 3, None),
    "5.25—27": ("05-25", "05-27", 3, None),
    "5-25-27": None,  # may be a day of 2005 or of 2027
    "2026年06月03日---2026年06月05日": ("06-03", "06-05", 3, None),
    "贰零贰陆年陆月叁日": ("06-03", "06-03", 1, None),
    "2026年6月15-16日、22-23日，共4天": ("06-15", "06-23", 4, 4),
    "6月3、4、5日": ("06-03", "06-05", 3, None),
    "7月6日-10日、8月17日-21日": ("07-06", "08-21", 10, None),
    "6月22日、6月3日": None,
    "6月3日（周三）下午至5日中午，2.5天": ("06-03", "06-05", 3, 2.5),
}


@pytest.mark.parametrize("entry", RANGES)
def test_ranges(entry: str) -> None:
    found, expected = range_of(entry, 2026), RANGES[entry]
    if expected is None:
        assert (found.start, found.end) == (None, None)
        return
    first, last, days, said = expected
    assert (found.start, found.end) == (dt.date.fromisoformat(f"2026-{first}"), dt.date.fromisoformat(f"2026-{last}"))
    assert (found.days, days_in(entry).value) == (days, said)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("理论30+实践10", 40),
        ("24学时+8学时", 32),
        ("实践８", 8),
        ("32（理论20+实践12）", 32),
        ("每天8学时，共40学时", 40),
        ("5天40学时", 40),
        ("每天8学时", None),
        ("三天，每天8学时", None),
        ("32/40", None),
        ("第2期", None),
    ],
)
def test_hours(entry: str, value: Value) -> None:
    assert number_of(entry).value == value


@pytest.mark.parametrize(
    ("entry", "value"), [("120人左右", 120), ("男50人、女30人，共80人", 80), ("40人×2期", 80), ("100-120人", None)]
)
def test_people(entry: str, value: Value) -> None:
    assert count_of(entry).value == value


def _struck(*words: tuple[str, str]) -> str:
    return f"<w:p>{''.join(r(text, properties) for text, properties in words)}</w:p>"


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        (_struck(("是/", ""), ("否", STRUCK)), True),
        (_struck(("是", "<w:dstrike/>"), ("　否", "")), False),
        (_struck(("是", '<w:strike w:val="0"/>'), ("　否", "")), None),
        ("√", True),
        ("（是）", True),
        ("不申请", False),
    ],
)
def test_yes_and_no(entry: str, value: bool | None) -> None:
    assert records(application(advanced=entry))[0].fields["is_advanced"] is value


def test_what_is_struck_out_is_not_chosen() -> None:
    (record,) = records(posting(types=_struck(("开发课件、", ""), ("搭建网站、线下培训、其他", STRUCK))))
    assert record.fields["project_types"] == ("开发课件",)


OPINION = p("同意举办。") + p("负责人签字：李长河") + p("（盖章）") + p("2026年5月8日")


@pytest.mark.parametrize(
    ("opinion", "stamp"), [(OPINION, "absent"), (OPINION.replace("（盖章）", f"（盖章）{UNIT}"), "text")]
)
def test_a_cell_of_opinion_closes_the_rows(opinion: str, stamp: str) -> None:
    """Its label is none of the kind's: what tells it from a row is its one wide cell."""
    whole = filing()
    foot = whole.rindex("<w:tr>")
    assert "单位负责人" in whole[foot:]
    (record,) = records(whole[:foot] + tr(tc("培训单位审查"), wide(opinion, 5)) + "</w:tbl>")
    assert len(record.rows) == len(LECTURES)
    assert record.fields["unit_head"] == "李长河"
    assert record.fields["stamp"] == stamp


def test_label_and_entry_in_one_cell_close_the_rows() -> None:
    whole = filing()
    foot = whole.rindex("<w:tr>")
    closing = tr(wide("单位负责人（签字）：李长河", 3), wide(f"单位（盖章）：{UNIT}", 3))
    (record,), (expected,) = records(whole[:foot] + closing + "</w:tbl>"), records(whole)
    assert (record.fields, record.rows, record.status) == (expected.fields, expected.rows, expected.status)


def test_the_total_of_a_roster_is_not_the_hours_of_the_course() -> None:
    whole = roster(("3", "田青", "工程师", "水利", "24", "合格"))
    at = whole.index("</w:tbl>")
    (plain,), (record,) = records(whole), records(whole[:at] + tr(wide("合计", 4), tc("72"), tc("")) + whole[at:])
    assert (record.fields, record.rows) == (plain.fields, plain.rows)


def test_days_are_due_in_a_cell_of_their_own_only() -> None:
    assert records(filing(time="2026年5月25日至28日"))[0].status == "accepted"
    assert records(filing(time="2026年5月25日至28日，共　　天"))[0].status == "accepted"
    (record,) = records(application(days=""))
    assert (record.status, [f.keys for f in record.findings]) == ("returned", [("days",)])


def test_days_with_a_break_between_are_counted_without_it() -> None:
    broken = "2026年5月25-26日、28-29日"
    assert records(filing(time=f"{broken}，共4天"))[0].status == "accepted"
    (record,) = records(filing(time=broken, hours=("40", "28", "12"), lectures=[(*LECTURES[0][:4], "40", "讲授")]))
    assert [f.code for f in record.findings] == ["FRM_HOURS_EXCEED_DAYS"]


def test_a_lecturer_in_brackets() -> None:
    (record,) = records(plan(courses=p("1.设施蔬菜（王敏主讲），20学时；") + p("2.农业数字化，20学时。")))
    assert [(row["topic"], row.get("lecturer"), row["hours"]) for row in record.rows] == [
        ("设施蔬菜", "王敏", 20),
        ("农业数字化", None, 20),
    ]


def test_a_name_drawn_out() -> None:
    row = ("设施蔬菜栽培", "贾　雨村", *LECTURES[0][2:])
    assert records(filing(lectures=[row, LECTURES[1]]))[0].rows[0]["lecturer"] == "贾雨村"


@pytest.mark.parametrize("typed", ["（签字）李长河", "李长河（签字）", "李　长　河", "李长河（盖章）"])
def test_a_signature(typed: str) -> None:
    assert records(filing(head=typed))[0].fields["unit_head"] == "李长河"


def test_a_prompt_left_in_a_row_makes_none() -> None:
    (record,) = records(filing(more=cells("单击此处", *[""] * 5)))
    assert len(record.rows) == len(LECTURES)


def test_another_citys_labels() -> None:
    whole = filing()
    for label, other in {
        "单位名称": "举办单位（盖章）",
        "培训时间": "举办时间",
        "培训总学时": "培训课时",
        "讲授理论学时": "其中：理论课时",
        "主讲人": "授课专家",
        "职称": "职称/职务",
    }.items():
        whole = whole.replace(f">{label}<", f">{other}<").replace(f">{label}：", f">{other}：")
    whole = whole.replace(p("培训") + p("总学时"), p("培训课时"))
    (record,), (expected,) = records(whole), records(filing())
    assert (record.fields, record.rows, record.status) == (expected.fields, expected.rows, expected.status)


def test_a_person_with_the_phone_in_one_cell() -> None:
    whole = posting()
    (record,) = records(whole.replace(">联系人<", ">联系人及电话<"))
    (expected,) = records(whole)
    assert record.fields["contact_person"] == expected.fields["contact_person"]
