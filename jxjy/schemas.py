"""`jxjy schema`: the published JSON Schemas (2020-12) of what the program writes, generated from the models."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from forms.record import FilingRecord
from jxjy.outcome import FindingsFile
from normalize.record import NoticeRecord
from rulesgen.schema import render

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _of(model: type[NoticeRecord | FilingRecord | FindingsFile], name: str) -> str:
    body = model.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps({"$schema": DIALECT, "$id": f"urn:jxjy:{name}:1", **body}, ensure_ascii=False, indent=2) + "\n"


SCHEMAS: Final[Mapping[str, Callable[[], str]]] = {
    "notice": lambda: _of(NoticeRecord, "notice"),
    "filing": lambda: _of(FilingRecord, "filing"),
    "ruleset": render,
    "findings": lambda: _of(FindingsFile, "findings"),
}
