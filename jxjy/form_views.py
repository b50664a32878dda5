"""FilingRecords → rows of plain Chinese for terminal and report: fields by name, values as people write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.record import STATUS_ZH, FilingRecord, FormFinding, RuleUse, Value
from forms.spec import FieldSpec, FormSpec, RowGroup, specs
from jxjy import wording

_STAMPS: Mapping[Value, str] = {"image": "印章图片", "text": "文字", "absent": "未见"}
_HOW = {"own": "本地规则", "inherited": "上级规则", "fallback": "较早年度规则", "home": "表样所属地规则"}
_EMPTY = "（未填）"


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as people read it; `place` says where it stands."""

    label: str
    value: str
    place: str
    empty: bool


@dataclass(frozen=True, slots=True)
class RowsView:
    """The rows of a form: heads and cells."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FilingRow:
    """A filled form in the list of a batch."""

    file: str
    title: str
    unit: str
    status: str
    status_zh: str
    remarks: tuple[FormFinding, ...]
    href: str


def filing_row(record: FilingRecord, href: str) -> FilingRow:
    """A form in the list of a batch, its findings the gravest first."""
    unit = record.fields.get("unit")
    return FilingRow(
        file=record.source.file,
        title=record.title,
        unit=unit if isinstance(unit, str) else "",
        status=record.status,
        status_zh=STATUS_ZH[record.status],
        remarks=tuple(sorted(record.findings, key=lambda f: wording.SEVERITIES.index(f.severity))),
        href=href,
    )


def head(record: FilingRecord) -> Iterator[tuple[str, str]]:
    """What a form is and what became of it."""
    yield "表种", record.form_kind_zh
    yield "结论", STATUS_ZH[record.status]
    if record.jurisdiction is not None:
        yield "地区", record.jurisdiction.name
    yield "申报年度", f"{record.basis.year}年"
    if record.basis.filed is not None:
        by = "收到日期" if record.basis.filed_by == "received" else "填表日期"
        yield "报送日期", f"{wording.day(record.basis.filed)}（{by}）"
    for use in record.basis.rules:
        yield "依据", rule(use)


def rule(use: RuleUse) -> str:
    """The rule that a form was judged by, in words."""
    value = "、".join(filter(None, use.value)) if isinstance(use.value, tuple) else str(use.value)
    draft = "，依据草稿" if use.status in ("draft", "reviewed") else ""
    return f"{use.quote or use.parameter}（{value}{use.unit or ''}，{use.ruleset}，{_HOW[use.how]}{draft}）"


def fields(record: FilingRecord) -> tuple[FieldView, ...]:
    """The fields of a form, in the order of its spec."""
    spec = _spec(record)
    if spec is None:  # a form of the office's own: named as it is printed there
        return tuple(_field(record, FieldSpec(key=key, zh=_printed(record, key))) for key in record.fields)
    return tuple(_field(record, one) for one in spec.fields if one.key in record.fields)


def _spec(record: FilingRecord) -> FormSpec | None:
    return next((spec for spec in specs() if spec.kind == record.form_kind), None)


def _printed(record: FilingRecord, key: str) -> str:
    """The label under which a value stands on the form."""
    place = record.evidence.get(key)
    return place.label if place is not None and place.label else key


def _field(record: FilingRecord, one: FieldSpec) -> FieldView:
    value = record.fields[one.key]
    place = record.evidence.get(one.key)
    where = wording.spot(place) if place is not None else ""
    return FieldView(one.zh, shown(one, value), where, value is None)


def shown(one: FieldSpec, value: Value) -> str:
    """A value as people write it."""
    if value is None:
        return _EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    if one.type == "stamp":
        return _STAMPS.get(value, str(value))
    unit = {"money_wan": "万元"}.get(one.type, "")
    return f"{value}{unit}"


def rows(record: FilingRecord) -> RowsView | None:
    """The rows of a form, None where it has none."""
    if not record.rows:
        return None
    group = _group(record)
    if group is None:
        heads = tuple(_printed(record, f"rows[0].{key}") for key in record.rows[0])
        plain = tuple(tuple("" if v is None else str(v) for v in row.values()) for row in record.rows)
        return RowsView("明细", heads, plain)
    columns = [column for column in group.columns if column.key in record.rows[0]]
    cells = tuple(tuple("" if (v := row.get(c.key)) is None else shown(c, v) for c in columns) for row in record.rows)
    return RowsView(group.zh, tuple(column.zh for column in columns), cells)


def _group(record: FilingRecord) -> RowGroup | None:
    keys = set(record.rows[0])
    spec = _spec(record)
    return next((g for g in spec.rows if set(g.by_key) == keys), None) if spec is not None else None
