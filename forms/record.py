"""FilingRecord: what one filled form says, by which rules it was judged, and the verdict.

One record per form found in a file; this is what `jxjy show FORM --json` prints. Keys of fields and rows are those of
the form's spec (forms/specs/<kind>.yaml). Units: hours in 学时, money in 万元, dates ISO 8601.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from normalize.record import Finding, Jurisdiction, Model, PlaceRecord, SourceRecord

SCHEMA = "jxjy-filing/1"

Value = StrictBool | StrictInt | StrictFloat | StrictStr | tuple[StrictStr, ...] | None
"""A value of a form: yes or no, a number, text (dates as YYYY-MM-DD), a list of choices or addresses, or empty."""

FiledBy = Literal["received", "fill_date", "unknown"]
Status = Literal["accepted", "needs_review", "returned"]
STATUS_ZH: dict[Status, str] = {"accepted": "受理", "needs_review": "待复核", "returned": "退回更正"}
"""Verdicts as people read them."""


class FieldPlace(PlaceRecord):
    """Where a value stands, or where it should stand: in a Word file the cell (tbl[0]/tr[2]/tc[1]) or paragraph of a
    part. `quote` is what is typed there, "" where nothing is; `label` is the printed label, as the form has it.
    """

    quote: str = ""
    label: str = ""
    span: tuple[int, int] | None = Field(default=None, exclude_if=lambda v: v is None)


class FormFinding(Finding):
    """A finding on a form. `keys` are the keys of `evidence` that it is about (total_hours, rows[0].hours), the one to
    correct first; none for the form as a whole. `ruleset` is the id of the rule set that the check rests on.
    """

    keys: tuple[str, ...] = ()
    ruleset: str | None = Field(default=None, exclude_if=lambda v: v is None)


class RuleUse(Model):
    """A value of a rule set that this form was judged by. `how`: the rule set of the form's own jurisdiction and year,
    a higher one, an earlier year's (`fallback`), or the one that the form's spec names as home.
    """

    parameter: str
    value: Value
    unit: str | None
    ruleset: str
    status: str
    how: Literal["own", "inherited", "fallback", "home"]
    quote: str = ""


class Basis(Model):
    """What the verdict rests on: the filing year, the day that counts as filed and whence it is known, the rules.

    `filed` is the day of receipt where it was given, or the form's own day where that is later or alone known.
    """

    year: int
    filed: dt.date | None
    filed_by: FiledBy
    rules: tuple[RuleUse, ...] = ()


class FilingRecord(Model):
    """One form. `fields` holds every key of its spec, None where nothing is entered; blank rows are left out."""

    schema_: Literal["jxjy-filing/1"] = Field(default="jxjy-filing/1", alias="schema", serialization_alias="schema")
    source: SourceRecord
    form_kind: str
    form_kind_zh: str
    form_index: int
    title: str
    jurisdiction: Jurisdiction | None
    fields: dict[str, Value]
    rows: tuple[dict[str, Value], ...] = ()
    status: Status
    findings: tuple[FormFinding, ...] = ()
    evidence: dict[str, FieldPlace]
    blank: bool = False
    basis: Basis

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
