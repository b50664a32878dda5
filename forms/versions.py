"""The records of one file → the same, those told that fill in one matter twice and differently.

Two forms of one unit for one project and one start are two versions of it; which of them holds, the clerk must say.
"""

from __future__ import annotations

from collections.abc import Sequence

from forms.policy import Policy, verdict
from forms.record import FilingRecord, FormFinding, Value
from normalize.findings import make

_SAME = ("unit", "project_name")
_CODE = "FRM_VERSIONS_DIFFER"
_OF_THE_PAPER = ("stamp", "fill_date", "form_year", "unit_opinion_date")  # when it was filled in, not what it says
_MOST_SHOWN = 30  # code points of a value that a message repeats


def with_versions(records: Sequence[FilingRecord], policy: Policy) -> tuple[FilingRecord, ...]:
    """The records of one file, in order."""
    severity = policy.severity(_CODE)
    if severity is None:
        return tuple(records)
    found: list[FilingRecord] = []
    for record in records:
        other = next((o for o in records if o is not record and _is_version(record, o)), None)
        key = _first_difference(record, other) if other is not None else None
        if other is None or key is None:
            found.append(record)
            continue
        label = record.evidence[key].label if key in record.evidence else key
        values = "、".join(_shown(value) for value in (record.fields[key], other.fields[key]))
        told = make(_CODE, {"field": label, "values": values}, [], severity=severity)
        finding = FormFinding(**told.model_dump(), keys=(key,))
        findings = (*record.findings, finding)
        found.append(record.model_copy(update={"findings": findings, "status": verdict(findings)}))
    return tuple(found)


def _is_version(one: FilingRecord, other: FilingRecord) -> bool:
    if one.form_kind != other.form_kind or any(one.fields.get(k) is None for k in _SAME):
        return False
    same = all(one.fields.get(k) == other.fields.get(k) for k in _SAME)
    starts = {record.fields.get("start_date") for record in (one, other)} - {None}
    return same and len(starts) < 2  # a course given again on other days is another matter


def _first_difference(one: FilingRecord, other: FilingRecord) -> str | None:
    keys = (key for key in one.fields if key not in _OF_THE_PAPER and one.fields[key] != other.fields.get(key))
    return next(keys, None)


def _shown(value: Value) -> str:
    if value is None:
        return "未填"
    text = "、".join(value) if isinstance(value, tuple) else str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
