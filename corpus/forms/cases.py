"""corpus/forms/cases/*.yaml → Case: what a clerk typed, in what manner, and what a reader must make of it.

A case names another as its `base` and says only what differs. Raises pydantic's ValidationError, for a defect of ours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue

from forms.record import Status, Value

Plain = JsonValue | tuple[JsonValue, ...]

Boxes = Literal["plain", "solid", "tick", "both", "bracket", "symbol", "control", "field"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Manner(_Part):
    """How the form was typed and saved. Keys are those of slots in the layout."""

    split: bool = False
    spaced: bool = False
    controls: bool = False
    strict: bool = False
    seal: bool = False
    boxes: Boxes = "plain"
    repeat_header: int = 0
    blank_rows: int = 0
    nested: tuple[str, ...] = ()
    text_boxes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    tracked: Mapping[str, str] = {}
    hidden: Mapping[str, str] = {}
    comments: Mapping[str, str] = {}
    rename: Mapping[str, str] = {}
    application: str = "Microsoft Office Word"


class Form(_Part):
    """One form of a file: `typed` by slot, and what must be read: `fields`, `rows`, verdict and codes of findings."""

    layout: str
    typed: Mapping[str, str]
    typed_rows: tuple[Mapping[str, str], ...]
    fields: Mapping[str, Value]
    rows: tuple[Mapping[str, Value], ...]
    status: Status
    codes: tuple[str, ...]
    manner: Manner

    @property
    def kind(self) -> str:
        """The kind of form."""
        return self.layout.partition("/")[0]


class Case(_Part):
    """A file: its forms, the day it is received, and – for files that an office program has saved – its source."""

    id: str
    received: dt.date
    year: int
    forms: tuple[Form, ...]
    saved_as: str = "docx"
    saved_by_office: bool = False


@cache
def cases() -> Mapping[str, Case]:
    """All cases by id, in the order of their files."""
    raw: dict[str, Mapping[str, JsonValue]] = {}
    folder = files(__package__).joinpath("cases")
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            raw.update(yaml.safe_load(entry.read_text(encoding="utf-8")))
    return {name: _case(name, raw) for name in raw if not raw[name].get("abstract")}


def _case(name: str, raw: Mapping[str, Mapping[str, JsonValue]]) -> Case:
    row = _whole(name, raw)
    together = row.get("together")
    forms = [_form(row)] if not isinstance(together, list) else _together(together, row, raw)
    return Case.model_validate(
        {
            "id": name,
            "received": row["received"],
            "year": row.get("year", 2026),
            "forms": tuple(forms),
            "saved_as": row.get("saved_as", "docx"),
            "saved_by_office": row.get("saved_by_office", False),
        }
    )


def _together(
    names: list[JsonValue], row: Mapping[str, JsonValue], raw: Mapping[str, Mapping[str, JsonValue]]
) -> list[Form]:
    """The forms of several cases in one file, each with the findings that come of their being together."""
    more = tuple(str(code) for code in _listed(row.get("codes", [])))
    forms = [form for name in names for form in _case(str(name), raw).forms]
    return [form.model_copy(update={"codes": (*form.codes, *more)}) for form in forms]


def _whole(name: str, raw: Mapping[str, Mapping[str, JsonValue]]) -> dict[str, JsonValue]:
    """A case with what it has from its base; mappings are joined, everything else is replaced."""
    row = raw[name]
    base = row.get("base")
    whole = _whole(str(base), raw) if base is not None else {}
    for key, value in row.items():
        old = whole.get(key)
        whole[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return whole


def _form(row: Mapping[str, JsonValue]) -> Form:
    typed, fields = _entries(row["entries"])
    rows = [_entries(entry) for entry in _listed(row.get("rows", []))]
    return Form.model_validate(
        {
            "layout": row["layout"],
            "typed": typed,
            "typed_rows": tuple(entry[0] for entry in rows),
            "fields": fields,
            "rows": tuple(entry[1] for entry in rows),
            "status": row.get("status", "accepted"),
            "codes": row.get("codes", []),
            "manner": row.get("manner", {}),
        }
    )


def _listed(value: JsonValue) -> list[JsonValue]:
    assert isinstance(value, list)
    return value


def _entries(row: JsonValue) -> tuple[dict[str, str], dict[str, Plain]]:
    """What is typed and what must be read: `text` (both), `[typed, value]`, `[typed]` for a slot that is no field."""
    assert isinstance(row, dict)
    typed: dict[str, str] = {}
    values: dict[str, Plain] = {}
    for key, entry in row.items():
        text, *value = entry if isinstance(entry, list) else (entry, entry)
        if text is not None:
            typed[key] = str(text)
        if value:
            values[key] = _frozen(value[0])
    return typed, values


def _frozen(value: JsonValue) -> Plain:
    return tuple(value) if isinstance(value, list) else value
