"""Blank forms: the same bytes every time, recognised as blank, and – filled in – read back exactly."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import forms
import ingest
from forms.blank import blank, grouped
from forms.record import FilingRecord, Value
from forms.spec import FieldSpec, FormSpec, specs
from tests.form_filler import fill

KINDS = [spec.kind for spec in specs()]
YEAR = 2026

WORDS = st.text(alphabet="数字孪生流域水利监测教学研究实践案例青禾岚溪舟", min_size=2, max_size=12)
DAYS = st.dates(dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)).map(dt.date.isoformat)
PHONES = st.one_of(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"0635-[2-8][0-9]{6}", fullmatch=True),
)


def read(content: bytes, tmp_path: Path) -> FilingRecord:
    path = tmp_path / "表.docx"
    path.write_bytes(content)
    (record,) = forms.read(ingest.read(path), forms.Intake(year=YEAR))
    return record


def values_of(field: FieldSpec) -> st.SearchStrategy[Value]:
    """Values that a clerk may enter into a control of this type."""
    match field.type:
        case "number" | "count":
            return st.integers(1, 999)
        case "money_wan":
            return st.integers(1, 9999)
        case "date":
            return DAYS
        case "phone":
            return PHONES
        case "phones":
            return st.lists(PHONES, min_size=1, max_size=2, unique=True).map(tuple)
        case "email":
            return st.from_regex(r"[a-z]{3,8}@example\.(com|org)", fullmatch=True)
        case "url":
            return st.from_regex(r"https://[a-z]{3,8}\.example\.com/[a-z]{0,6}", fullmatch=True)
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from(field.choices)
        case "choices":
            own = [choice for choice in field.choices if choice != "其他"]
            return st.lists(st.sampled_from(own), min_size=1, unique=True).map(
                lambda chosen: tuple(c for c in own if c in chosen)
            )
        case "uscc":
            return st.just("91370102MA7KQ2XD1K")
        case "person":
            return st.sampled_from(["林知远", "欧阳清越", "沈墨", "周明远"])
        case "text":
            return WORDS.map(lambda words: f"甲{words}乙")
        case "opinion":  # not the unit's name alone, which is its signature
            return WORDS.map(lambda words: f"同意申报，{words}。")
        case _:
            return st.none()


@st.composite
def entries(draw: st.DrawFn, spec: FormSpec) -> tuple[dict[str, Value], list[dict[str, Value]]]:
    """A filled form: its fields and rows. Dates of one range come in order, a year is the one of the title."""

    def of(fields: tuple[FieldSpec, ...]) -> dict[str, Value]:
        values = {field.key: draw(values_of(field)) for group in grouped(fields) for field in _own(group)}
        for group in grouped(fields):
            ends = [f.key for f in group if f.type in ("range_start", "range_end")]
            if len(ends) == 2 and not any(f.type == "text" for f in group):
                first, last = sorted((draw(DAYS), draw(DAYS)))
                values.update({ends[0]: first, ends[1]: last})
            values.update({f.key: draw(st.integers(1, 30)) for f in group if f.type == "range_days" and ends})
        return values

    rows = [of(spec.rows[0].columns) for _ in range(draw(st.integers(1, 9)))] if spec.rows else []
    return of(spec.fields), rows


def _own(group: list[FieldSpec]) -> list[FieldSpec]:
    """Fields of a cell that are entered on their own, and not read from the text of another."""
    derived = ("headcount", "urls", "range_start", "range_end", "range_days", "stamp", "choice_other", "year")
    return [f for f in group if f.type not in derived and not f.type.startswith("hours_")]


@pytest.mark.parametrize("spec", specs(), ids=KINDS)
def test_a_blank_form_is_known_as_blank_and_always_the_same(spec: FormSpec, tmp_path: Path) -> None:
    content = blank(spec, "聊城市", YEAR)
    assert content == blank(spec, "聊城市", YEAR)
    record = read(content, tmp_path)
    assert (record.form_kind, record.blank, record.status) == (spec.kind, True, "returned")
    assert record.jurisdiction is not None
    assert record.jurisdiction.code == "371500"


@pytest.mark.parametrize("spec", specs(), ids=KINDS)
def test_a_filled_form_reads_back_exactly(spec: FormSpec, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("filled")
    form = blank(spec, "聊城市", YEAR)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(entries(spec))
    def property_of(entered: tuple[dict[str, Value], list[dict[str, Value]]]) -> None:
        fields, rows = entered
        record = read(fill(form, fields, rows), folder)
        assert {key: record.fields[key] for key in fields} == fields
        assert [{key: row[key] for key in wanted} for row, wanted in zip(record.rows, rows, strict=True)] == rows

    property_of()
