"""forms/specs/<kind>.yaml → FormSpec: labels, types, what is required, row groups and checks of one kind of form.

A form is data. A new city's form needs a file of this shape and no code; `load` tells what is wrong with one.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, model_validator

from ingest.errors import JxjyError
from ingest.yaml_loader import YamlLoader
from normalize.record import Model

SPECS = "specs"
SCHEMA = "jxjy-form/1"

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Words = tuple[Annotated[str, StringConstraints(min_length=1)], ...]


def _expanded(labels: object) -> object:
    """Labels with their alternatives written out, the first ones first: {培训,办班}{时间,日期} is four labels."""
    if not isinstance(labels, list | tuple) or not any(isinstance(one, str) and "{" in one for one in labels):
        return labels
    found: dict[object, None] = {}
    for one in labels:
        parts = [part.split(",") if n % 2 else [part] for n, part in enumerate(re.split(r"[{}]", str(one)))]
        found.update(dict.fromkeys("".join(chosen) for chosen in product(*parts)))
    return tuple(found)


Labels = Annotated[Words, BeforeValidator(_expanded)]
"""Labels as printed; a spec may write alternatives in braces, as a shell does."""

FieldType = Literal[
    "text",  # as typed
    "opinion",  # the text above seal and date in a cell of opinion
    "year",  # a year, from the title
    "date",  # a day
    "range_start", "range_end", "range_days",  # of a cell such as 6月3日至5日，共3天
    "number",  # hours
    "count",  # people, days
    "headcount",  # the number of people inside a text: 每期60人，共180人
    "phone", "phones", "email", "url", "urls",
    "person",  # a name inside a cell with phone or address
    "yes_no",  # 是 or 否, ticked or typed
    "choice", "choices",  # one or several of `choices`
    "choice_other",  # what is written behind the choice 其他
    "money_wan",  # 万元
    "uscc",  # unified social credit code, GB 32100
    "hours_professional", "hours_required", "hours_elective",  # inside a sentence on hours
    "stamp",  # image, text or absent
]  # fmt: skip
Need = Literal["always", "if_asked", "no"]
"""Whether a field must be filled: always; only where the form prints its label; not at all."""


class Condition(Model):
    """Another field and the value at which this one is required."""

    field: Key
    value: bool | str


class FieldSpec(Model):
    """A field (or, in a row group, a column). Several fields may share a label: each takes its part of the entry."""

    key: Key
    zh: str
    type: FieldType = "text"
    labels: Labels = ()
    required: Need = "always"
    required_when: Condition | None = None
    choices: Words = ()
    none_words: bool = False
    """无 or / means nothing (fax, amounts)."""
    recorded: bool = True
    """Whether it is a field of the record, or only read for a check."""


class RowGroup(Model):
    """A repeating group: a table under a header of columns, or lines under a heading (`heading`)."""

    key: Key
    zh: str
    headings: Labels = ()
    columns: Annotated[tuple[FieldSpec, ...], Field(min_length=1)]
    required: Need = "always"

    @cached_property
    def by_key(self) -> dict[str, FieldSpec]:
        """The columns by key."""
        return {column.key: column for column in self.columns}


class LeadCheck(Model):
    """Filed at least so many working days (a parameter of the rules in force) before `start`."""

    check: Literal["lead"]
    start: Key
    filed: Key
    parameter: str


class DailyCapCheck(Model):
    """Hours at most days × daily cap."""

    check: Literal["daily_cap"]
    hours: Key
    days: Key
    start: Key
    end: Key
    parameter: str


class RowsCapCheck(Model):
    """The hours of a row at most the days of its `time` (a day, a range, or a column of such) × daily cap."""

    check: Literal["rows_daily_cap"]
    group: Key
    hours: Key
    time: Key
    parameter: str


class SumCheck(Model):
    """The parts add up to the total."""

    check: Literal["sum"]
    parts: Annotated[tuple[Key, ...], Field(min_length=2)]
    total: Key


class RowsSumCheck(Model):
    """A column of a row group adds up to a field."""

    check: Literal["rows_sum"]
    group: Key
    column: Key
    total: Key


class DaysCheck(Model):
    """Days stated and days between the dates agree."""

    check: Literal["days"]
    start: Key
    end: Key
    days: Key


class YearCheck(Model):
    """Fields and columns that must belong to the year that the form is filed for."""

    check: Literal["year"]
    fields: tuple[Key, ...]
    columns: tuple[Key, ...] = ()


class MinimumCheck(Model):
    """A number that must not lie below a parameter of the rules in force."""

    check: Literal["minimum"]
    field: Key
    parameter: str


class WindowCheck(Model):
    """Days that must lie within a window of the rules in force."""

    check: Literal["window"]
    fields: tuple[Key, ...] = ()
    columns: tuple[Key, ...] = ()
    parameter: str


class RosterCheck(Model):
    """A roster: as many people as stated, nobody with more hours than the course, none for those absent."""

    check: Literal["roster"]
    group: Key
    name: Key
    hours: Key
    result: Key
    total: Key
    headcount: Key | None = None


Check = Annotated[
    LeadCheck
    | DailyCapCheck
    | RowsCapCheck
    | SumCheck
    | RowsSumCheck
    | DaysCheck
    | YearCheck
    | MinimumCheck
    | WindowCheck
    | RosterCheck,
    Field(discriminator="check"),
]


class ParameterHome(Model):
    """The rule set that gives one parameter."""

    name: str
    ruleset: str


class Home(Model):
    """The rule set that judges a form whose jurisdiction can't be told or has no such rule; `parameters` are those
    that another rule set gives.
    """

    ruleset: str
    parameters: tuple[ParameterHome, ...] = ()

    def of(self, parameter: str) -> str:
        """The id of the rule set that gives a parameter."""
        return next((p.ruleset for p in self.parameters if p.name == parameter), self.ruleset)


class FormSpec(Model):
    """One kind of form. `titles` are regular expressions on the title without white space; `other_labels` are printed
    on the form but are no field of the record; `samples` are sample texts of the blank form, as regular expressions.
    """

    schema_: Literal["jxjy-form/1"] = Field(alias="schema")
    kind: Key
    zh: str
    titles: Annotated[tuple[str, ...], Field(min_length=1)]
    home: Home
    approver: str | None = None
    """Parameter of the rules in force that says who approves."""
    fields: Annotated[tuple[FieldSpec, ...], Field(min_length=1)]
    rows: tuple[RowGroup, ...] = ()
    other_labels: Labels = ()
    samples: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, FieldSpec]:
        """The fields by key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def title_patterns(self) -> tuple[re.Pattern[str], ...]:
        """`titles`, compiled."""
        return tuple(re.compile(title) for title in self.titles)

    @cached_property
    def sample_patterns(self) -> tuple[re.Pattern[str], ...]:
        """`samples`, compiled."""
        return tuple(re.compile(sample) for sample in self.samples)

    @model_validator(mode="after")
    def _sound(self) -> FormSpec:
        keys = [field.key for field in self.fields]
        columns = {column.key for group in self.rows for column in group.columns}
        if len(set(keys)) != len(keys):
            raise ValueError("字段名重复")
        for pattern in (*self.titles, *self.samples):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"正则表达式“{pattern}”不合规") from error
        for field in self.fields:
            if field.required_when is not None and field.required_when.field not in keys:
                raise ValueError(f"条件所指字段“{field.required_when.field}”不存在")
            if field.type in ("choice", "choices") and not field.choices:
                raise ValueError(f"“{field.zh}”没有选项")
        for check in self.checks:
            unknown = {key for key in _named(check) if key not in keys and key not in columns}
            if unknown:
                raise ValueError(f"核对项所指字段“{'、'.join(sorted(unknown))}”不存在")
        return self


def _named(check: Check) -> tuple[str, ...]:
    """The keys that a check names."""
    match check:
        case LeadCheck():
            return check.start, check.filed
        case DailyCapCheck():
            return check.hours, check.days, check.start, check.end
        case RowsCapCheck():
            return check.hours, check.time
        case SumCheck():
            return *check.parts, check.total
        case RowsSumCheck():
            return check.column, check.total
        case DaysCheck():
            return check.start, check.end, check.days
        case YearCheck() | WindowCheck():
            return *check.fields, *check.columns
        case MinimumCheck():
            return (check.field,)
        case RosterCheck():
            return check.name, check.hours, check.result, check.total, *([check.headcount] if check.headcount else [])


class SpecError(JxjyError):
    """A form spec that cannot be used."""

    def __init__(self, reason: str, path: Path | str) -> None:
        super().__init__("FRM_SPEC", reason, "请改正后再试", path)


def load(path: Path) -> FormSpec:
    """The spec in a file. Raises SpecError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError("表样说明无法打开，须为UTF-8编码的文字文件", path) from error
    return parse(text, path.name)


def parse(text: str, name: str) -> FormSpec:
    """The spec in a YAML text; `name` is for the message. Raises SpecError."""
    try:
        return FormSpec.model_validate(yaml.load(text, Loader=YamlLoader))
    except yaml.YAMLError as error:
        raise SpecError("不是有效的YAML文件，请检查缩进和冒号", name) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise SpecError(f"{where or '全文'}不符合表样说明的格式（{first['msg']}）", name) from error


@cache
def specs() -> tuple[FormSpec, ...]:
    """The specs that come with the program, by kind."""
    folder = files(__package__).joinpath(SPECS)
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return tuple(parse(entry.read_text(encoding="utf-8"), entry.name) for entry in sorted(found, key=_name))


def _name(entry: Traversable) -> str:
    return entry.name


def spec_of(kind: str) -> FormSpec:
    """The shipped spec of a kind. Raises KeyError for an unknown kind."""
    return {spec.kind: spec for spec in specs()}[kind]
