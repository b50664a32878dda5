"""Fields whose characters may be others: letters in figures, lost digits, stray signs at a unit, doubts of a scan."""

from __future__ import annotations

import pytest

import forms
from forms.record import FilingRecord, Value
from ingest.assemble import assemble
from ingest.document import UNSURE, Level, PagePlace
from ingest.edits import Edit
from ingest.reading import Line, Reading
from tests.made_forms import UNIT, filing, records

LINES = (
    "2026年度专业科目培训项目计划审核备案表",
    f"单位名称：{UNIT}",
    "培训项目名称：设施园艺新技术培训班",
    "培训总学时：32",
    "单位负责人：李长河",
)


@pytest.mark.parametrize(
    ("entered", "key", "value"),
    [
        ({"hours": ("32", "2O学时", "12")}, "theory_hours", 20),
        ({"hours": ("32", "2O", "12")}, "theory_hours", None),
        ({"hours": ("32", "20", "l2")}, "practice_hours", None),
        ({"hours": ("3Z", "20", "12")}, "total_hours", None),
        ({"hours": ("32", "2?学时", "12")}, "theory_hours", None),
        ({"time": "2026年5月2S日至5月28日，共4天"}, "start_date", "2026-05-25"),
        ({"time": "2026年5月25日至5月28日，共A天"}, "days", None),
        ({"count": "8O人"}, "headcount", None),
        ({"filled": "2O26年5月8日"}, "fill_date", "2026-05-08"),
        ({"title": "2O26年度专业科目培训项目计划审核备案表"}, "form_year", 2026),
        ({"unit": f"A{UNIT}"}, "unit", f"A{UNIT}"),
        ({"unit": f"{UNIT}★"}, "unit", f"{UNIT}★"),
    ],
)
def test_what_may_be_another_is_not_accepted(entered: dict[str, str], key: str, value: Value) -> None:
    (record,) = records(filing(**entered))  # type: ignore[arg-type]
    assert record.fields[key] == value
    assert record.status == "needs_review"
    assert "FRM_VALUE_UNCERTAIN" in [finding.code for finding in record.findings]


@pytest.mark.parametrize(
    "entered", [{"hours": ("32", "无", "/")}, {"hours": ("32", "20h", "12h")}, {"unit": f"{UNIT}（公章）"}]
)
def test_what_is_plain_is_accepted(entered: dict[str, str]) -> None:
    assert records(filing(**entered))[0].status == "accepted"  # type: ignore[arg-type]


def scanned(doubted: str = "", **other: str) -> FilingRecord:
    """The record of a scan of a few lines, recognition unsure of `doubted`."""
    text = "\n".join(LINES)
    for old, new in other.items():
        text = text.replace({"head": "李长河"}[old], new)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line((at, at + len(line)), PagePlace(1, (0, at, 1, at + 1)), page=1))
        at += len(line) + 1
    start = text.index(doubted)
    doubts = (Edit(start, start + len(doubted), doubted, UNSURE, Level.INFERRED),) if doubted else ()
    reading = Reading(text, tuple(lines), "application/pdf", "pdf", doubts=doubts, pages=1, ocr="recognised")
    (record,) = forms.read(assemble(reading, file="a.pdf", sha256="0"), forms.Intake(year=2026))
    return record


def uncertain(record: FilingRecord) -> list[str]:
    return [key for finding in record.findings if finding.code == "FRM_VALUE_UNCERTAIN" for key in finding.keys]


@pytest.mark.parametrize(
    ("doubted", "keys"), [("", []), ("清河", ["unit"]), ("32", ["total_hours"]), ("长", ["unit_head"]), ("单位名", [])]
)
def test_a_character_in_doubt_makes_its_field_uncertain(doubted: str, keys: list[str]) -> None:
    assert uncertain(scanned(doubted)) == keys


def test_a_name_with_more_than_a_name_is_uncertain_on_a_scan() -> None:
    assert uncertain(scanned(head="李长河 单位")) == ["unit_head"]
    assert uncertain(scanned(head="李长河、王敏")) == []
