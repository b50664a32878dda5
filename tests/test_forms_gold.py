"""The filled and the blank reference forms: every field, every row, every verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import forms
import ingest
from forms.record import FilingRecord, Value
from forms.spec import spec_of
from forms.words import book, squeezed
from tests.texts import SHARED

FILLED = SHARED / "inputs" / "filled"
GOLD = SHARED / "gold" / "filled"
BLANK = SHARED / "inputs" / "forms"
YEAR = 2026

STEMS = (
    "liaocheng-2026-fj1", "liaocheng-2026-fj2", "liaocheng-2026-fj3", "shandong-2023-fj1", "shandong-2023-fj2",
    "shandong-2023-fj3", "zaozhuang-2026-fj2",
)  # fmt: skip

# Keys whose value is read out of an entry, with the value: the gold gives the entry as typed.
READ_OUT: dict[str, dict[str, Value]] = {
    "liaocheng-2026-fj1": {"start_date": "2026-06-15", "end_date": "2026-06-18", "days": 4, "form_year": 2026},
    "liaocheng-2026-fj2": {"filler_phone": "13800000125"},
    "liaocheng-2026-fj3": {
        "start_date": "2026-07-06",
        "end_date": "2026-09-25",
        "headcount": 180,
        "contact_person": "欧阳清越",
        "contact_phones": ("0635-8880126",),
        "contact_email": "gyxy@example.com",
    },
    "shandong-2023-fj1": {
        "professional_hours": 60,
        "required_hours": 24,
        "elective_hours": 36,
        "urls": ("https://hzyk.example.org",),
    },
    "shandong-2023-fj2": {"support_amount_wan": 45, "fiscal_support": True, "charge_allowed": False},
    "shandong-2023-fj3": {"registered_capital_wan": 1000, "project_type_other": "平台运维", "fax": "0531-85550267"},
    "zaozhuang-2026-fj2": {"start_date": "2026-09-14", "end_date": "2026-09-18", "days": 5, "is_advanced": True},
}
_IN_PARTS = {"单位（公章）", "盖章", "申报单位意见/单位盖章", "人社部门审核意见/单位盖章", "电子邮箱"}


def _record(path: Path) -> FilingRecord:
    if not path.exists():
        pytest.skip("reference forms are not here: ../shared/inputs")
    (record,) = forms.read(ingest.read(path), forms.Intake(year=YEAR))
    return record


def _gold(stem: str) -> dict[str, dict[str, str | list[str] | None]]:
    path = GOLD / f"{stem}-filled.json"
    if not path.exists():
        pytest.skip("gold labels are not here: ../shared/gold")
    loaded: dict[str, dict[str, str | list[str] | None]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("stem", STEMS)
def test_every_field(stem: str) -> None:
    record, gold = _record(FILLED / f"{stem}-filled.docx"), _gold(stem)
    labels = book(spec_of(record.form_kind)).fields
    normalised = gold["normalised"]
    for label, typed in gold["fields"].items():
        if label in _IN_PARTS or label.endswith("/年月日") or label == "项目类型其他":
            continue
        fields = labels.get(squeezed(label)) or labels.get(
            "落款" if label == "发文单位" else squeezed(label).split("(")[0]
        )
        if fields is None:  # 课程培训计划 is read as rows
            assert record.rows, label
            continue
        key = next((f.key for f in fields if f.type in ("text", "opinion")), fields[0].key)
        if key not in READ_OUT[stem]:
            expected = normalised.get(label, typed)
            expected = typed if isinstance(expected, dict) else expected
            assert _plain(record.fields[key]) == _plain(expected), label
    for key, value in READ_OUT[stem].items():
        assert record.fields[key] == value, key
    assert all(
        record.evidence[key].path or value is None for key, value in record.fields.items() if key in record.evidence
    )


def _plain(value: object) -> object:
    """Text without the blanks that joining Chinese and figures takes out."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.replace(" ", "") if isinstance(value, str) else value


@pytest.mark.parametrize("stem", ["liaocheng-2026-fj1", "liaocheng-2026-fj2"])
def test_every_row(stem: str) -> None:
    record, gold = _record(FILLED / f"{stem}-filled.docx"), _gold(stem)
    (rows,) = gold["rows"].values()
    assert len(record.rows) == len(rows)
    for row, expected in zip(record.rows, rows, strict=True):
        for value, typed in zip(row.values(), expected.values(), strict=True):
            assert str(value) in typed


@pytest.mark.parametrize("stem", STEMS)
def test_verdicts(stem: str) -> None:
    record, gold = _record(FILLED / f"{stem}-filled.docx"), _gold(stem)
    codes = [issue["code"] for issue in gold["issues"]]
    assert [finding.code for finding in record.findings] == codes
    assert record.status == ("returned" if codes else "accepted")


@pytest.mark.parametrize("stem", STEMS)
def test_blank_forms_go_back(stem: str) -> None:
    record = _record(BLANK / f"{stem}.docx")
    assert record.blank
    assert record.status == "returned"
    assert [finding.code for finding in record.findings] == ["FRM_EMPTY_TEMPLATE"]
    assert not record.rows
    assert all(value is None for key, value in record.fields.items() if key not in ("form_year", "stamp"))
