"""Findings on a form → remarks for the clerk: where, what is wrong, what is expected, by which rule.

The same remarks go into the Word comments and into the receipt. What is only worth knowing (info) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from forms.record import FieldPlace, FilingRecord, FormFinding
from forms.spec import Check, DailyCapCheck, FieldSpec, FormSpec, LeadCheck, MinimumCheck, RowsCapCheck, WindowCheck
from ingest.yaml_loader import YamlLoader

_ROW_KEY = re.compile(r"rows\[(\d+)\](?:\.(\w+))?")
_PRIVATE = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9]\d{9}|\d{17}[\dXx])(?![0-9A-Za-z])")
_DATE_OF_BIRTH = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")

CHECKS: Mapping[str, str] = {
    "FRM_LEAD_TOO_SHORT": "lead",
    "FRM_HOURS_EXCEED_DAYS": "daily_cap",
    "FRM_QUOTA_BELOW_MINIMUM": "minimum",
    "FRM_WINDOW_OUTSIDE": "window",
}
"""The check of a spec that raises a code, and so the parameter of the rules that it rests on."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to correct (`must`) or to look at again. Texts are Chinese sentences without a final full stop."""

    must: bool
    where: str
    said: str
    expected: str
    basis: str
    place: FieldPlace | None


def remarks_on(record: FilingRecord, spec: FormSpec, titles: Mapping[str, str]) -> list[Remark]:
    """The remarks on a form, what must be corrected first. `titles`: documents of rule sets by id (《…》（…号）)."""
    ranked = sorted(record.findings, key=lambda f: f.severity != "error")
    return [_remark(finding, record, spec, titles) for finding in ranked if finding.severity != "info"]


def masked(text: str) -> str:
    """Text for paper that others see: mobile and identity numbers without their middle."""
    return _PRIVATE.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    number = found.group()
    if len(number) == 18 and not _DATE_OF_BIRTH.match(number):
        return number  # no date of birth in it: a social credit code
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


# ---------------------------------------------------------------- one remark


def _remark(finding: FormFinding, record: FilingRecord, spec: FormSpec, titles: Mapping[str, str]) -> Remark:
    key = finding.keys[0] if finding.keys else ""
    place = next((record.evidence[k] for k in _holders(finding.keys) if k in record.evidence), None) or _shown(finding)
    return Remark(
        must=finding.severity == "error",
        where=_where(key, place, spec),
        said=finding.message,
        expected=_expected(finding, key, place, spec),
        basis=_basis(finding, record, spec, titles),
        place=place or _first_place(record),
    )


def _shown(finding: FormFinding) -> FieldPlace | None:
    """The place that the finding itself shows: the head of rows, say."""
    places = (place for shown in finding.evidence for place in shown.places)
    return next((FieldPlace.model_validate(place.model_dump(exclude_none=True)) for place in places), None)


def _holders(keys: Sequence[str]) -> Iterator[str]:
    """Keys of evidence to look under, the best first: the entry, then its row."""
    yield from keys
    for key in keys:
        if found := _ROW_KEY.match(key):
            yield f"rows[{found[1]}]"


def _first_place(record: FilingRecord) -> FieldPlace | None:
    """Where the form begins: a remark on all of it is made there."""
    return next((place for place in record.evidence.values() if place.path or place.page), None)


def _where(key: str, place: FieldPlace | None, spec: FormSpec) -> str:
    if not key:
        return "全表"
    name = _name(key, place, spec)
    if key == "rows":
        return spec.rows[0].zh if spec.rows else "明细"
    found = _ROW_KEY.match(key)
    row = f"{spec.rows[0].zh if len(spec.rows) == 1 else '明细'}第{int(found[1]) + 1}行" if found else ""
    page = f"（第{place.page}页）" if place is not None and place.page else ""
    return f"{row}“{name}”{page}" if name else row + page


def _name(key: str, place: FieldPlace | None, spec: FormSpec) -> str:
    """The label as printed on the form, or as the spec has it."""
    label = re.sub(r"\s+", "", place.label).rstrip("：:") if place is not None else ""
    field = _field(key, spec)
    return label or (field.zh if field is not None else "")


def _field(key: str, spec: FormSpec) -> FieldSpec | None:
    found = _ROW_KEY.match(key)
    if found is None:
        return spec.by_key.get(key)
    return next((group.by_key[found[2]] for group in spec.rows if found[2] in group.by_key), None)


def _expected(finding: FormFinding, key: str, place: FieldPlace | None, spec: FormSpec) -> str:
    advice = _advice()
    field = _field(key, spec) if key else None
    known = {name: value for name, value in finding.params.items() if value is not None}
    named = {"field": _name(key, place, spec), "hint": advice["hints"].get(field.type, "") if field is not None else ""}
    template = advice["codes"].get(finding.code, "")
    return re.sub(r"\{(\w+)\}", lambda m: str({**known, **named}.get(m[1], "")), template)


def _basis(finding: FormFinding, record: FilingRecord, spec: FormSpec, titles: Mapping[str, str]) -> str:
    """The rule that the finding rests on: its document and its words."""
    parameter = next((_parameter(c) for c in spec.checks if c.check.endswith(CHECKS.get(finding.code, "?"))), None)
    for rule in record.basis.rules:
        if rule.ruleset == finding.ruleset and parameter in (None, rule.parameter):
            quote = f"“{rule.quote}”" if rule.quote else ""
            draft = "（依据草稿）" if rule.status == "draft" else ""
            return f"{titles.get(rule.ruleset, rule.ruleset)}{quote}{draft}"
    return ""


def _parameter(check: Check) -> str | None:
    match check:
        case LeadCheck() | DailyCapCheck() | RowsCapCheck() | MinimumCheck() | WindowCheck():
            return check.parameter
        case _:
            return None


@cache
def _advice() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("advice.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(text, Loader=YamlLoader)
    return loaded
