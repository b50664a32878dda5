"""Data files → compiled wording, phrases, ranges, questions. Code only compiles; what is said stands in data/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from ingest.yaml_loader import YamlLoader
from rulesgen.data import tables, text_of
from rulesgen.model import Executability, RuleKind


@cache
def _compiled() -> Mapping[str, re.Pattern[str]]:
    loaded = yaml.load(text_of("wording.yaml"), Loader=YamlLoader)
    flat: dict[str, re.Pattern[str]] = {}
    for section, rows in loaded.items():
        if isinstance(rows, str):
            flat[section] = re.compile(rows)
        else:
            flat.update({f"{section}.{key}": re.compile(pattern) for key, pattern in rows.items()})
    return flat


def wording(name: str) -> re.Pattern[str]:
    """A pattern of wording.yaml, e.g. approval.named."""
    return _compiled()[name]


def says(name: str, text: str) -> bool:
    """Whether a text holds the wording."""
    return wording(name).search(text) is not None


def phrase(section: str, key: str, **fields: object) -> str:
    """A phrase of phrases.yaml, filled in."""
    return tables("phrases.yaml")[section][key].format(**fields)


# ---------------------------------------------------------------- duties and offices


@cache
def _duties() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((slug, re.compile(words)) for slug, words in tables("duties.yaml")["duties"].items())


def duties_in(text: str) -> tuple[str, ...]:
    """What a text asks to be filed, as slugs of duties.yaml."""
    return tuple(slug for slug, words in _duties() if words.search(text))


@cache
def _offices() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((short, re.compile(long)) for short, long in tables("duties.yaml")["offices"].items())


def short_office(name: str, jurisdiction: str) -> str:
    """An office as rules name it: 枣庄市人力资源和社会保障局 → 市人社局."""
    if name.startswith(jurisdiction) and len(jurisdiction) > 1:
        name = jurisdiction[-1] + name[len(jurisdiction) :]
    for short, long in _offices():
        name = long.sub(short, name)
    return name


# ---------------------------------------------------------------- ranges and questions


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Range(_Data):
    unit: str
    least: int
    most: int


@cache
def _ranges() -> tuple[_Range, ...]:
    return tuple(_Range.model_validate(row) for row in yaml.load(text_of("ranges.yaml"), Loader=YamlLoader)["ranges"])


def limits(unit: str | None) -> tuple[int, int] | None:
    """Least and most that a number of this unit can be; None where the unit is not known."""
    row = next((r for r in _ranges() if re.fullmatch(r.unit, unit or "")), None)
    return (row.least, row.most) if row else None


def plausible(amount: Decimal, unit: str | None) -> bool:
    """Whether a number lies within the limits of its unit."""
    bounds = limits(unit)
    return bounds is None or bounds[0] <= amount <= bounds[1]


class QuestionRow(_Data):
    """What a finding does as a question: only ask, suspend its rules, or lower their executability.

    `kinds` – the kinds of rules it can be about; empty: all.
    """

    code: str
    effect: Literal["ask", "suspend"] | Executability
    kinds: tuple[RuleKind, ...] = ()


@cache
def _question_rows() -> tuple[QuestionRow, ...]:
    return tuple(map(QuestionRow.model_validate, yaml.load(text_of("questions.yaml"), Loader=YamlLoader)["questions"]))


def question_of(code: str) -> QuestionRow | None:
    """The question that a finding of this code raises; None if it raises none."""
    for row in _question_rows():
        if code == row.code or (row.code.endswith("*") and code.startswith(row.code[:-1])):
            return row
    return None
