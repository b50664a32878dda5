"""Times in their paragraphs and under their headings, in notices with a title and a day of issue → the dates."""

from __future__ import annotations

import datetime as dt

import pytest

from extract import find
from normalize import notice
from normalize.record import DateFact, NoticeRecord
from tests.dated_fragments import CASES, TITLE
from tests.texts import document

_UNITS = {"day": "d", "working_day": "wd", "month": "m", "year": "y", None: ""}


def read(text: str, issued: str, title: str) -> NoticeRecord:
    day = dt.date.fromisoformat(issued)
    lines = [title, "各区（市）人力资源和社会保障局：", *text.split("\n"), "某市人力资源和社会保障局"]
    return notice(find(document("\n\n".join([*lines, f"{day.year}年{day.month}月{day.day}日"]))))


def told(date: DateFact) -> str:
    relative = date.relative
    if relative is not None:
        value = ("<" if relative.direction == "before" else ">") + f"{relative.amount or ''}{_UNITS[relative.unit]}"
    else:
        value = f"{date.start or ''}..{date.end or ''}" if date.start or date.end else "open"
    return f"{date.kind} {value}" + ("" if date.certain else " ?")


@pytest.mark.parametrize(("text", "issued", "title", "expected"), CASES, ids=[c[0][-20:] for c in CASES])
def test_dates(text: str, issued: str, title: str, expected: list[str]) -> None:
    assert [told(d) for d in read(text, issued, title).dates] == expected


def test_a_day_of_every_year_that_is_past_is_open_and_said_so() -> None:
    record = read("一、总结\n各基地应于每年1月底前报送上年度工作总结。", "2026-03-20", TITLE)
    assert [told(d) for d in record.dates] == ["report_deadline open ?"]
    assert any(f.code == "TIM_UNVERIFIABLE" and "每年1月底" in f.message for f in record.findings)


def test_a_window_from_now_on_says_which_day_it_takes() -> None:
    record = read("一、学习时间\n网络学习自即日起开始，11月30日截止。", "2026-03-20", TITLE)
    assert {"TIM_WINDOW_RELATIVE", "TIM_YEAR_IMPLICIT"} <= {f.code for f in record.findings}
