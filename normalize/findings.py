"""Codes and parameters → Finding: the one place where remarks of the program get their words and their weight.

The catalogue is data (data/findings.yaml); the page people read is written from it (normalize/findings_page.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from ingest.yaml_loader import YamlLoader
from normalize.record import Evidence, Finding, Related, Severity

Certainty = Literal["certain", "judgment"]
Params = Mapping[str, str | int | float | None]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Severities, the gravest first."""


class CatalogueError(LookupError):
    """A finding that the catalogue does not know, or parameters that do not fit its message: a defect of ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of the catalogue with its default weight and its Chinese message template."""

    code: str
    family: str
    zh: str
    en: str
    severity: Severity
    certainty: Certainty
    message: str

    @property
    def placeholders(self) -> frozenset[str]:
        """Names of the parameters that the message needs."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.message) if name)


class CodeRow(BaseModel):
    """A row of the catalogue file."""

    model_config = ConfigDict(extra="forbid")

    code: str
    zh: str
    en: str
    severity: Severity
    certainty: Certainty = "certain"
    message: str


class FamilyRow(BaseModel):
    """A family of codes."""

    model_config = ConfigDict(extra="forbid")

    family: str
    zh: str
    en: str
    codes: tuple[CodeRow, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    families: tuple[FamilyRow, ...]


@cache
def families() -> tuple[FamilyRow, ...]:
    """The catalogue file, family by family."""
    text = files("normalize.data").joinpath("findings.yaml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.load(text, Loader=YamlLoader)).families


@cache
def catalogue() -> Mapping[str, Entry]:
    """All codes in the order of the file. Raises CatalogueError where a code stands twice."""
    entries: dict[str, Entry] = {}
    for family in families():
        for row in family.codes:
            if row.code in entries:
                raise CatalogueError(f"code {row.code} stands twice in the catalogue")
            entries[row.code] = Entry(row.code, family.family, row.zh, row.en, row.severity, row.certainty, row.message)
    return entries


def make(
    code: str,
    params: Params | None = None,
    evidence: Iterable[Evidence] = (),
    *,
    related: Iterable[Related] = (),
    severity: Severity | None = None,
    certainty: Certainty | None = None,
) -> Finding:
    """A finding with its message filled in. `severity` and `certainty` overrule the catalogue for this occurrence.

    Raises CatalogueError for an unknown code, a parameter that is missing, and one that the message has no place for.
    """
    entry = catalogue().get(code)
    if entry is None:
        raise CatalogueError(f"unknown finding code {code}")
    given = dict(params or {})
    if given.keys() != entry.placeholders:
        raise CatalogueError(f"{code} needs {sorted(entry.placeholders)}, given {sorted(given)}")
    return Finding(
        code=code,
        severity=severity or entry.severity,
        certainty=certainty or entry.certainty,
        message=entry.message.format(**given),
        params=given,
        evidence=tuple(evidence),
        related=tuple(related),
    )
