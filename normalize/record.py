"""NoticeRecord: what a notice means. Typed, checked values, each with its Evidence.

Field names and enumerations are public (JSON Schema: `jxjy schema notice`). Units: hours in 学时, dates ISO 8601,
phones E.164, boxes in points of 1/72 inch.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer

SCHEMA = "jxjy-notice/1"

Subject = Literal[
    "total", "public", "professional", "public_required", "public_elective", "professional_required",
    "professional_elective", "other",
]  # fmt: skip
DateKind = Literal[
    "study_window", "filing_deadline", "material_deadline", "report_deadline", "completion_lead", "other"
]
Severity = Literal["error", "warning", "info"]


class Model(BaseModel):
    """Base of all records: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlaceRecord(Model):
    """One place of a span: page and box, part and path, element path, or line. Unused keys are left out."""

    page: int | None = Field(default=None, exclude_if=lambda v: v is None)
    box: tuple[float, float, float, float] | None = Field(default=None, exclude_if=lambda v: v is None)
    part: str | None = Field(default=None, exclude_if=lambda v: v is None)
    path: str | None = Field(default=None, exclude_if=lambda v: v is None)
    line: int | None = Field(default=None, exclude_if=lambda v: v is None)


class Evidence(Model):
    """The sentence that a value rests on: quote == Document.text[span]. `raw` is what was read, where that differs."""

    quote: str
    span: tuple[int, int]
    clause: tuple[str, ...] = ()
    places: tuple[PlaceRecord, ...] = ()
    raw: str | None = Field(default=None, exclude_if=lambda v: v is None)


class Fact(Model):
    """Base of every listed fact: its evidence and how sure it is. `certain` is false for an inferred value."""

    evidence: Evidence
    confidence: float = 0.99
    certain: bool = True


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class Quota(Fact):
    """学时要求: a requirement, a cap, or a credit of hours."""

    subject: Subject
    kind: Literal["requirement", "cap", "credit"]
    comparator: Literal[">=", "<=", "="]
    amount: Decimal | None
    unit: str = "学时"
    period: Literal["year", "day", "item"] = "year"
    scope: str | None = None

    @field_serializer("amount")
    def _plain(self, value: Decimal | None) -> int | float | None:
        return _number(value)


class Relative(Model):
    """A time that hangs on an event: 5 working days before 开展培训活动. Amount null: only an order is printed."""

    amount: int | None
    unit: Literal["day", "working_day", "month", "year"] | None
    anchor: str
    direction: Literal["before", "after"]


class DateFact(Fact):
    """期限: a window, deadline or lead time; either start/end or relative."""

    kind: DateKind
    start: dt.date | None = None
    end: dt.date | None = None
    relative: Relative | None = None


class Contact(Fact):
    """联系方式: one printed line or number group. `e164` is parallel to `phones`; a damaged number is in neither."""

    office: str | None
    person: str | None = None
    phones: tuple[str, ...] = ()
    e164: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    phones_damaged: tuple[str, ...] = ()
    emails_damaged: tuple[str, ...] = ()
    address: str | None = None
    qq_groups: tuple[str, ...] = ()


class Platform(Fact):
    """平台: a learning, registration or review system of the notice. Where it is not named, its address is the name."""

    name: str
    url: str | None = None
    alias: str | None = None
    role: Literal["learning", "hour_registration", "title_review", "other"] = "other"


class Citation(Fact):
    """引用文件: a document the notice rests on or refers to."""

    title: str
    number: str | None = None


class Attachment(Fact):
    """附件: an entry of the attachment list."""

    no: int
    title: str


class TrainingItem(Fact):
    """学习内容: one named topic or programme."""

    category: Literal["public", "professional", "digital_engineer", "ai_literacy", "other"]
    requirement: Literal["required", "elective", "suggested"] | None
    title: str
    hours: Decimal | None = None

    @field_serializer("hours")
    def _plain(self, value: Decimal | None) -> int | float | None:
        return _number(value)


class ConversionRule(Fact):
    """学时折算: hours granted for an activity; amount null where the notice grants hours without a number."""

    activity: str
    amount: Decimal | None
    unit: str = "学时"
    per: str | None = None
    daily_cap: Decimal | None = None
    annual_cap: Decimal | None = None
    subject: Subject | None = None

    @field_serializer("amount", "daily_cap", "annual_cap")
    def _plain(self, value: Decimal | None) -> int | float | None:
        return _number(value)


class FilingRequirement(Fact):
    """报备要求: a duty to submit, register or have approved a form, plan, notice or proof."""

    what: str
    form_attachment_no: int | None = None
    to: str | None = None
    deadline_ref: str | None = None
    consequence: str | None = None


class FormField(Model):
    """A blank of a form: `repeating` for a column of a row table, `group` its block, `options` its tick boxes."""

    label: str
    repeating: bool = False
    group: str | None = None
    options: tuple[str, ...] = Field(default=(), exclude_if=lambda v: not v)


class BlankForm(Fact):
    """附表: a blank form found among the attachments."""

    attachment_no: int | None
    title: str
    layout: Literal["table", "headings", "list"]
    fields: tuple[FormField, ...]


class Jurisdiction(Model):
    """行政区: GB/T 2260 code, name and level."""

    code: str | None
    name: str
    level: Literal["nation", "province", "city", "county"]


class Related(Model):
    """Evidence of a finding that stands in another file."""

    file: str
    evidence: Evidence


class Finding(Model):
    """发现: one remark of the program. `code` is stable (docs/findings.md), `message` a filled Chinese template."""

    code: str
    severity: Severity
    certainty: Literal["certain", "judgment"] = "certain"
    message: str
    params: dict[str, str | int | float | None] = {}
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Related, ...] = ()


class SourceRecord(Model):
    """The file a record was made from. `confidence` has a value from 0 to 1 for each page, where any is below 1."""

    file: str
    sha256: str
    media_type: str
    reader: str
    pages: int = 0
    ocr: str = "not_needed"
    confidence: tuple[float, ...] = Field(default=(), exclude_if=lambda v: not v)


class NoticeRecord(Model):
    """One notice. Scalars stand plain, their evidence under `evidence`; every list item carries its own."""

    schema_: Literal["jxjy-notice/1"] = Field(default="jxjy-notice/1", alias="schema", serialization_alias="schema")
    source: SourceRecord
    issuer: str | None = None
    jurisdiction: Jurisdiction | None = None
    year: int | None = None
    doc_number: str | None = None
    title: str | None = None
    issue_date: dt.date | None = None
    evidence: dict[str, Evidence] = {}
    quotas: tuple[Quota, ...] = ()
    dates: tuple[DateFact, ...] = ()
    contacts: tuple[Contact, ...] = ()
    platforms: tuple[Platform, ...] = ()
    citations: tuple[Citation, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    training_items: tuple[TrainingItem, ...] = ()
    conversion_rules: tuple[ConversionRule, ...] = ()
    reciprocity: tuple[str, ...] = ()
    filing_requirements: tuple[FilingRequirement, ...] = ()
    forms: tuple[BlankForm, ...] = ()
    findings: tuple[Finding, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
