"""Word lists of the checks: YAML in normalize/data → typed rows with compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from ingest.yaml_loader import YamlLoader
from normalize.findings import Certainty
from normalize.record import Severity

Pattern = Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Typo(_Row):
    """A spelling that is wrong in any sentence; `needs` stands in every match, so most rows are never tried."""

    wrong: Pattern
    right: str
    needs: str
    why: str = ""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, row: dict[str, str]) -> dict[str, str]:
        """A row without `needs` is a plain word, which is its own literal."""
        if "needs" not in row and re.escape(row["wrong"]) != row["wrong"]:
            raise ValueError(f"{row['wrong']} is no plain word and names no literal")
        return {"needs": row["wrong"], **row}


class _Term(_Row):
    stem: str
    goes_on: str
    term: str


class _Truncation(_Row):
    terms: tuple[_Term, ...]
    single_words: str


class Drift(_Row):
    """Two words for one thing: the usual one, the other one, and what excuses the other."""

    first: str
    second: str
    usual: Pattern
    other: Pattern
    more: Pattern | None = None
    unless: Pattern | None = None
    certainty: Certainty


class Terms(_Row):
    """Nouns of platforms, words that tell no two platforms apart, and pairs of terms."""

    platform_nouns: tuple[str, ...]
    generic_words: tuple[str, ...]
    drift: tuple[Drift, ...]


class RepairRow(_Row):
    """The finding that a kind of repair becomes; `touching` is its weight inside the evidence of a fact."""

    reason: str
    code: str
    verb: str
    severity: Severity
    touching: Severity | None = None


class NoticeRow(_Row):
    """The finding that a reader's note becomes."""

    notice: str
    code: str
    severity: Severity | None = None


class _Remarks(_Row):
    repairs: tuple[RepairRow, ...]
    notices: tuple[NoticeRow, ...]


class _Typos(_Row):
    typos: tuple[Typo, ...]


@dataclass(frozen=True, slots=True)
class BrokenTerm:
    """A fixed term and the pattern of its stem with something else behind it."""

    term: str
    stem: str
    find: re.Pattern[str]


@cache
def typos() -> tuple[Typo, ...]:
    """Common slips of the pen."""
    return _Typos.model_validate(_load("typos.yaml")).typos


@cache
def broken_terms() -> tuple[BrokenTerm, ...]:
    """Fixed terms that are never broken off; white space between two printed lines does not break them."""
    rows = _Truncation.model_validate(_load("truncation.yaml")).terms
    return tuple(BrokenTerm(r.term, r.stem, re.compile(rf"{r.stem}(?!\s*[{re.escape(r.goes_on)}])")) for r in rows)


@cache
def single_words() -> frozenset[str]:
    """Characters that may stand alone between two commas."""
    return frozenset(_Truncation.model_validate(_load("truncation.yaml")).single_words)


@cache
def terms() -> Terms:
    """Platforms and pairs of terms."""
    return Terms.model_validate(_load("terms.yaml"))


@cache
def repair_rows() -> Mapping[str, RepairRow]:
    """What repairs become, by reason."""
    return {row.reason: row for row in _Remarks.model_validate(_load("remarks.yaml")).repairs}


@cache
def notice_rows() -> Mapping[str, NoticeRow]:
    """What readers' notes become, by code of the note."""
    return {row.notice: row for row in _Remarks.model_validate(_load("remarks.yaml")).notices}


def _load(name: str) -> object:
    loaded: object = yaml.load(files("normalize.data").joinpath(name).read_text(encoding="utf-8"), Loader=YamlLoader)
    return loaded
