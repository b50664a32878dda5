"""Mentions → provisions (条款): the clauses by which notices are compared with one another and that are no typed fact.

They stand in the record as evidence under provision.<name>; what is compared is read from the quote again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from extract.mentions import Mentions
from ingest.document import BlockKind, Document, Span
from ingest.yaml_loader import YamlLoader
from normalize.evidence import evidence
from normalize.record import Evidence, NoticeRecord

PREFIX = "provision."
"""Keys of provisions among the evidence of a record begin with it."""

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")


class Provision(BaseModel):
    """One kind of clause: what is compared, and the wording that it is found by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    item: str
    needs: str
    find: Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    provisions: tuple[Provision, ...]


@cache
def kinds() -> Mapping[str, Provision]:
    """All kinds of provisions by name."""
    loaded: object = yaml.load(
        files("normalize.data").joinpath("provisions.yaml").read_text(encoding="utf-8"), Loader=YamlLoader
    )
    return {row.name: row for row in _File.model_validate(loaded).provisions}


def provisions(mentions: Mentions) -> dict[str, Evidence]:
    """The first clause of each kind in the body, by key."""
    document = mentions.document
    found: dict[str, Evidence] = {}
    for kind in kinds().values():
        span = _first(document, kind)
        if span is not None:
            found[PREFIX + kind.name] = evidence(document, span)
    return found


def provision(record: NoticeRecord, name: str) -> tuple[Evidence, str] | None:
    """The clause of a kind in a record and the value in it; None where the notice has none. KeyError: unknown name."""
    kind = kinds()[name]
    place = record.evidence.get(PREFIX + name)
    match = kind.find.search(place.quote) if place else None
    if place is None or match is None:
        return None
    groups = match.groupdict()
    return place, (groups.get("value") or groups.get("other") or "").strip()


def _first(document: Document, kind: Provision) -> Span | None:
    for block in document.body:
        if block.kind is BlockKind.TABLE or (block.clause and block.clause[0].startswith("附件")):
            continue
        for sentence in _SENTENCE.finditer(document.text, *block.span):
            if kind.needs in sentence.group() and (match := kind.find.search(document.text, *sentence.span())):
                return match.start(), match.start() + len(match.group().rstrip("。；; "))
    return None
