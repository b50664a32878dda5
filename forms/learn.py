"""A blank form of another office → a draft spec: its labels, the types they suggest, row groups, pattern of the title.

A draft is a beginning: whoever keeps the forms reads it over. What a shipped form calls by the same label keeps that
form's key and type, so that its checks work on the new form as well.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

import yaml

from forms.printed import Group, Label, Printed, bare, printed
from forms.spec import Check, FieldSpec, FormSpec, RowGroup, parse, specs
from forms.words import key_of, squeezed, stem_of
from ingest.document import Document
from normalize.values.regions import region_of_issuer

KNOWN_SHARE = 0.5
"""Share of printed labels that a shipped form must have for the new one to be of its kind."""

NATIONAL = "000000/2015"
"""The rule set by which a form is judged whose place can't be told."""

_PLACE_AND_YEAR = re.compile(r"^.{0,10}?(?:省|市|县|区|自治州|盟)(?!级|直)|\(?(?:20\d{2}|[×xX]{2,4})年?度?\)?")
_SEAL_BEHIND = re.compile(r".{2,}[（(](?:盖章|公章|签章)[）)]")
_OPTION = re.compile(r"[□☐○◯]\s*([^□☐○◯\s(（:：,，、；;]{1,12})")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft spec: the model and the YAML text that loads as it. `guessed`: labels whose type is a guess."""

    spec: FormSpec
    text: str
    guessed: tuple[str, ...]


def learn(document: Document) -> Draft | None:
    """The draft of a blank form; None where no title or fewer than two labels are found."""
    found = printed(document, re.compile(_data()["title_words"]))
    if not found.title or len(found.labels) + len(found.groups) < 2:
        return None
    model = _model(found)
    core = _core(found.title)
    namer = _Namer(model)
    described = [group for label in found.labels if (group := _described(label, model)) is not None]
    labels = [label for label in found.labels if _described(label, model) is None]
    fields = _unique(field for label in labels for field in namer.fields(label))
    if not any(field.key == "unit" for field in fields):  # whose form it is: found by other ways than a label
        fields.insert(0, FieldSpec(key="unit", zh="单位", labels=("单位名称",), required="no"))
    rows = [_group(group, namer, number) for number, group in enumerate(found.groups)]
    rows += [_whole(group) for group in described]
    kind = model.kind if model is not None else f"form_{zlib.crc32(core.encode()):08x}"
    parts = {
        "schema": "jxjy-form/1",
        "kind": kind,
        "zh": model.zh if model is not None else core,
        "titles": [re.escape(core)],
        "home": {"ruleset": _home(found.title, model)},
        "fields": [_row(field) for field in _with_year(fields, found.title, model)],
    }
    if rows:
        parts["rows"] = rows
    if found.samples:
        parts["samples"] = [re.escape(squeezed(sample)[:16]) for sample in found.samples]
    checks = [_check(check) for check in _usable(model, parts)] if model is not None else []
    if checks:
        parts["checks"] = checks
    text = _yaml(parts, found.title)
    return Draft(parse(text, "草稿"), text, tuple(namer.guessed))


# ---------------------------------------------------------------- which form it resembles


def _model(found: Printed) -> FormSpec | None:
    """The shipped form of the same kind: by the title, or by the labels."""
    title = squeezed(found.title)
    named = next((s for s in specs() if any(p.search(title) for p in s.title_patterns)), None)
    if named is not None:
        return named
    keys = {key_of(label.text) for label in found.labels} | {key_of(c.text) for g in found.groups for c in g.columns}
    best = max(specs(), key=lambda s: len(keys & _labels(s).keys()))
    return best if len(keys & _labels(best).keys()) >= KNOWN_SHARE * len(keys) else None


@cache
def _labels(spec: FormSpec) -> Mapping[str, tuple[FieldSpec, ...]]:
    """Fields and columns of a form by compared label."""
    known: dict[str, tuple[FieldSpec, ...]] = {}
    for field in (*spec.fields, *(column for group in spec.rows for column in group.columns)):
        for label in field.labels:
            known[key_of(label)] = (*known.get(key_of(label), ()), field)
    return known


class _Namer:
    """Gives labels their fields: those of the model, those of another shipped form, or new ones by their words."""

    def __init__(self, model: FormSpec | None) -> None:
        self.model = model
        self.guessed: list[str] = []
        self.count = 0

    def fields(self, label: Label) -> list[FieldSpec]:
        """The fields that a label stands for."""
        for spec in ([self.model] if self.model is not None else []) + list(specs()):
            inside = {field.key for field in spec.fields}
            known = [f for f in _found(label.text, spec) if f.key in inside or spec is not self.model]
            if known and (spec is self.model or len({f.key for f in known}) == 1):
                own = spec is self.model
                return [_printed_as(field, label) if own else _only_as(field, label) for field in known]
        return self._new(label)

    def columns(self, label: Label, group: Sequence[FieldSpec]) -> list[FieldSpec]:
        """The columns that a heading stands for; `group` are those of the model's group."""
        known = [f for f in group if key_of(label.text) in map(key_of, f.labels)]
        if known:
            return [_printed_as(field, label) for field in known]
        elsewhere = (c for spec in specs() for g in spec.rows for c in g.columns)
        like = next((c for c in elsewhere if key_of(label.text) in map(key_of, c.labels)), None)
        if like is not None and not like.type.startswith("range_"):
            return [_only_as(like, label)]
        return self._new(label)

    def _new(self, label: Label) -> list[FieldSpec]:
        self.count += 1
        self.guessed.append(bare(label.text))
        return list(_by_words(label, f"field_{self.count}"))


def _found(text: str, spec: FormSpec) -> tuple[FieldSpec, ...]:
    known = _labels(spec)
    return known.get(key_of(text)) or known.get(stem_of(key_of(text))) or ()


def _printed_as(field: FieldSpec, label: Label) -> FieldSpec:
    """The field under the label as it is printed here, in front of the labels it is known by."""
    own = bare(label.text)
    options = tuple(_OPTION.findall(label.blank))
    return field.model_copy(
        update={
            "labels": tuple(dict.fromkeys((own, *field.labels))),
            "choices": options or field.choices if field.type in ("choice", "choices") else field.choices,
        }
    )


def _only_as(field: FieldSpec, label: Label) -> FieldSpec:
    """The field of a form of another kind under the label as it is printed here alone."""
    return field.model_copy(update={"zh": bare(label.text), "labels": (bare(label.text),), "required_when": None})


def _by_words(label: Label, key: str) -> Iterator[FieldSpec]:
    """New fields for a label, of the type that its words and its blank suggest."""
    name = bare(label.text)
    options = tuple(_OPTION.findall(label.blank))
    kind = next((row["type"] for row in _data()["types"] if re.search(row["pattern"], name)), "text")
    field = FieldSpec.model_validate({"key": key, "zh": name, "labels": [name], "required": _need(name)})
    if _SEAL_BEHIND.fullmatch(name):
        field = field.model_copy(update={"labels": (name, name[: max(name.rfind("（"), name.rfind("("))])})
    if kind == "text":
        kind = next((row["type"] for row in _data()["units"] if re.search(row["pattern"], label.blank)), "text")
    if set(options) == {"是", "否"}:
        kind = "yes_no"
    elif len(options) > 1:
        kind = "choices"
    if kind == "range":
        yield field.model_copy(update={"key": f"{key}_start", "type": "range_start"})
        yield field.model_copy(update={"key": f"{key}_end", "type": "range_end"})
        if "天" in label.blank:
            yield field.model_copy(update={"key": f"{key}_days", "type": "range_days"})
    elif kind == "opinion":
        yield field.model_copy(update={"type": "opinion"})
        if "日" in label.blank:
            yield field.model_copy(update={"key": f"{key}_date", "type": "date", "zh": f"{name}日期"})
        if "章" in label.blank:
            yield field.model_copy(update={"key": "stamp", "type": "stamp", "zh": "盖章"})
    elif kind == "stamp":
        if _SEAL_BEHIND.fullmatch(name):  # 填报单位（盖章）: who, and the seal over the name
            yield field
        yield field.model_copy(update={"key": "stamp", "type": "stamp"})
    elif kind == "choice":
        yield field.model_copy(update={"type": "choice", "choices": options or ("男", "女")})
    else:
        yield field.model_copy(update={"type": kind, "choices": options if kind == "choices" else ()})


def _need(name: str) -> str:
    return "no" if re.search(_data()["optional"], name) else "always"


# ---------------------------------------------------------------- parts of the spec


def _group(group: Group, namer: _Namer, number: int) -> dict[str, object]:
    """A row group; that of the model with most of the columns gives its keys."""
    groups = namer.model.rows if namer.model is not None else ()
    heads = {key_of(column.text) for column in group.columns}
    model = max(groups, key=lambda g: len(heads & {key_of(x) for c in g.columns for x in c.labels}), default=None)
    columns = _unique(c for label in group.columns for c in namer.columns(label, model.columns if model else ()))
    title = bare(group.title)
    made: dict[str, object] = {"key": model.key if model is not None else f"rows_{number + 1}"}
    made["zh"] = title or (model.zh if model is not None else "明细")
    headings = dict.fromkeys([*([title] if title else []), *(model.headings if model is not None else ())])
    if headings:
        made["headings"] = list(headings)
    made["columns"] = [_row(column) for column in columns]
    return made


def _described(label: Label, model: FormSpec | None) -> RowGroup | None:
    """The row group of the model that is written below this label as lines of text."""
    groups = model.rows if model is not None else ()
    return next((g for g in groups if key_of(label.text) in map(key_of, g.headings)), None)


def _whole(group: RowGroup) -> dict[str, object]:
    columns = [_row(column) for column in group.columns]
    return {"key": group.key, "zh": group.zh, "headings": list(group.headings), "columns": columns}


def _unique(fields: Iterator[FieldSpec]) -> list[FieldSpec]:
    """Fields with keys of their own: a second label of the same field is one more of its labels."""
    found: dict[str, FieldSpec] = {}
    for field in fields:
        old = found.get(field.key)
        labels = tuple(dict.fromkeys((*old.labels, *field.labels))) if old is not None else field.labels
        found[field.key] = (old or field).model_copy(update={"labels": labels})
    return list(found.values())


def _with_year(fields: list[FieldSpec], title: str, model: FormSpec | None) -> list[FieldSpec]:
    year = next((f for f in model.fields if f.type == "year"), None) if model is not None else None
    return [year, *fields] if year is not None and "年" in title else fields


def _home(title: str, model: FormSpec | None) -> str:
    region = region_of_issuer(squeezed(title))
    year = re.search(r"20\d{2}", title)
    if region is not None and year is not None:
        return f"{region.code}/{year.group()}"
    return model.home.ruleset if model is not None else NATIONAL


def _core(title: str) -> str:
    """The title without place and year: 枣庄市专业培训项目计划申报表（2026年度） → 专业培训项目计划申报表."""
    whole = re.sub(r"\([^()]*(?:年|格式|样)[^()]*\)$", "", squeezed(title)).removeprefix("关于")
    core = _PLACE_AND_YEAR.sub("", whole)
    return core if len(core) >= 4 else whole


def _usable(model: FormSpec, parts: Mapping[str, object]) -> Iterator[Check]:
    """Checks of the model whose fields the new form has."""
    text = yaml.safe_dump({**parts, "checks": []}, allow_unicode=True)
    for check in model.checks:
        try:
            FormSpec.model_validate({**yaml.safe_load(text), "checks": [_check(check)]})
        except ValueError:
            continue
        yield check


def _check(check: Check) -> dict[str, object]:
    return check.model_dump(mode="json", exclude_defaults=True)


def _row(field: FieldSpec) -> dict[str, object]:
    return {"key": field.key, "zh": field.zh, **field.model_dump(mode="json", exclude_defaults=True)}


# ---------------------------------------------------------------- YAML


def _yaml(parts: Mapping[str, object], title: str) -> str:
    """The spec as people write it: one field a line."""
    lines = [f"# 由空白表“{squeezed(title)}”起草。请逐项核对：表名、标签、类型（type）、是否必填（required）。"]
    for name, value in parts.items():
        if name == "rows" and isinstance(value, list):
            lines.append("rows:")
            for group in value:
                columns = group.pop("columns")
                lines.append(f"  - key: {group['key']}")
                lines += [f"    {key}: {_flow(entry)}" for key, entry in group.items() if key != "key"]
                lines += ["    columns:", *(f"      - {_flow(column)}" for column in columns)]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{name}:", *(f"  - {_flow(entry)}" for entry in value)]
        else:
            lines.append(f"{name}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: object) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000)
    return text.removesuffix("\n").removesuffix("\n...").strip()


class _Learning(TypedDict):
    types: list[dict[str, str]]
    units: list[dict[str, str]]
    optional: str
    title_words: str


@cache
def _data() -> _Learning:
    loaded: _Learning = yaml.safe_load(files(__package__).joinpath("learning.yaml").read_text(encoding="utf-8"))
    return loaded
