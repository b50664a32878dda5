"""RuleSet: the rule file as typed, frozen objects. Its JSON Schema (`rulesgen.schema()`) is generated from here.

Units: hours in 学时, spans in code points of the document's text, dates ISO 8601. A number is an integer or, where it
has a fraction, a decimal in quotes ('2.5'); never a float.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from normalize.record import Model, Subject

Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
"""GB/T 2260 code; 000000 stands for the nation."""
RuleSetId = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}/[0-9]{4}(-[1-9][0-9]?)?$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}-[0-9]{4}(-[1-9][0-9]?)?-R[0-9]{2,5}$")]
DocumentId = Annotated[str, StringConstraints(pattern=r"^d[1-9][0-9]?$")]
CitationId = Annotated[str, StringConstraints(pattern=r"^c[1-9][0-9]{0,5}$")]
QuestionId = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]{0,5}$")]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$", max_length=120)]
ClassSlug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
DateText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
DecimalText = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,6})\.[0-9]{0,6}[1-9]$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Offset = Annotated[int, Field(strict=True, ge=0)]
Year = Annotated[int, Field(strict=True, ge=1949, le=2100)]

Amount = Annotated[int, Field(strict=True, ge=0, le=1_000_000)] | DecimalText
Window = tuple[DateText | None, DateText | None]
Names = Annotated[tuple[Text, ...], Field(min_length=1)]
BySubject = Annotated[dict[Subject, Amount], Field(min_length=1)]
Value = Amount | DateText | Window | Names | BySubject

Level = Literal["nation", "province", "city", "county"]
Direction = Literal["min", "max", "superset", "window", "equal"]
Status = Literal["read", "inferred", "unreadable", "confirmed"]
Persistence = Literal["annual", "standing"]
RuleKind = Literal[
    "min_sum", "year_cap", "per_day_cap", "fixed_award", "multiplier", "substitution", "prorata_months",
    "threshold_conversion", "window", "deadline", "lead_workdays", "prior_approval", "evidence_required",
    "channel_required", "scope",
]  # fmt: skip
Executability = Literal["full", "partial_may_overreport", "partial_may_underreport", "needs_input", "text_only"]
VerdictCode = Literal[
    "TOTAL_SHORT", "PUBLIC_SHORT", "PRO_SHORT", "STUDY_CAPPED", "DAY_CAPPED", "OUT_OF_WINDOW", "LEAD_TOO_SHORT",
    "NO_APPROVAL", "EVIDENCE_MISSING", "FORM_SUM_MISMATCH", "HOURS_EXCEED_DAYS",
]  # fmt: skip


def _absent(value: object) -> bool:
    return value is None or value == ()


class Place(Model):
    """Whose rules these are: GB/T 2260 code, name, level, and the code of the next higher jurisdiction."""

    code: Code
    name: Text
    level: Level
    parent: Code | None


class Inherit(Model):
    """The rule set above this one. Where it is not held, `fallback` (an earlier year) is used and that is flagged."""

    ruleset: RuleSetId
    on_missing: Literal["fallback_flagged"]
    fallback: RuleSetId | None


class SourceDocument(Model):
    """A document that the rules rest on. `text_sha256` – of the text (UTF-8) that the spans count in."""

    title: Text | None
    issuer: Text | None
    number: Text | None
    issued: DateText | None
    file: Text
    sha256: Sha256
    text_sha256: Sha256
    text_norm: Text
    offset_unit: Literal["unicode-codepoint"]


class Citation(Model):
    """引文: the exact words, what stands before and after them, their clause path, page and span."""

    doc: DocumentId
    clause: tuple[Text, ...]
    page: Annotated[int, Field(strict=True, ge=1)] | None
    exact: Text
    prefix: str
    suffix: str
    span: tuple[Offset, Offset]


class Reading(Model):
    """One of several values that a notice gives for the same parameter."""

    value: Value
    status: Status
    cite: Annotated[tuple[CitationId, ...], Field(min_length=1)]


class DatedValue(Model):
    """The value from a date on.

    `read` as printed; `inferred` not printed so, but derived; `unreadable` – `value` is null, and `inferred` holds
    what it may have been; `confirmed` by a person. Where the notice contradicts itself, `value` is null and
    `candidates` holds every reading.
    """

    value: Value | None
    status: Status
    cite: Annotated[tuple[CitationId, ...], Field(min_length=1)]
    inferred: Amount | None = Field(default=None, exclude_if=_absent)
    candidates: tuple[Reading, ...] = Field(default=(), exclude_if=_absent)


class Parameter(Model):
    """参数: a value with its source. `direction` – which change is stricter; `persistence` – what a new year keeps."""

    name: Text
    unit: Text | None
    direction: Direction
    persistence: Persistence
    values: Annotated[dict[DateText, DatedValue], Field(min_length=1)]


class Applies(Model):
    """What a rule is about: a class of activity, a subject of learning, a group of persons. Empty: everybody.

    A class covers its items: achievement covers achievement_paper.
    """

    class_: ClassSlug | None = Field(
        default=None, validation_alias="class", serialization_alias="class", exclude_if=_absent
    )
    subject: Subject | None = Field(default=None, exclude_if=_absent)
    persons: Text | None = Field(default=None, exclude_if=_absent)

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Rule(Model):
    """规则. `cite` holds what the parameter's own citations do not; a rule without parameter always has it.

    A rule that is not run in full says why (`reason`). A suspended rule rests on a contradiction and is not run.
    """

    id: RuleId
    kind: RuleKind
    applies: Applies
    text: Text
    param: ParameterName | None = Field(default=None, exclude_if=_absent)
    cite: tuple[CitationId, ...] = Field(default=(), exclude_if=_absent)
    code: VerdictCode | None = Field(default=None, exclude_if=_absent)
    executability: Executability
    reason: Text | None = Field(default=None, exclude_if=_absent)
    state: Literal["active", "suspended"]


class Question(Model):
    """待确认事项: what only a person can decide; `code` is the finding that raised it."""

    id: QuestionId
    text: Text
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]+(_[A-Z]+)+$")] | None
    rules: tuple[RuleId, ...]
    answer: Text | None


class RuleSet(Model):
    """规则集: the rules of one jurisdiction in one year, as one notice gives them."""

    schema_: Literal["jxjy-ruleset/1"] = Field(validation_alias="schema", serialization_alias="schema")
    id: RuleSetId
    status: Literal["draft", "reviewed", "approved", "superseded"]
    jurisdiction: Place
    year: Year
    inherits: Annotated[tuple[Inherit, ...], Field(max_length=1)]
    documents: Annotated[dict[DocumentId, SourceDocument], Field(min_length=1)]
    citations: dict[CitationId, Citation]
    parameters: dict[ParameterName, Parameter]
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
