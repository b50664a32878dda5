"""The published JSON Schema (2020-12) of rule files, generated from the models.

`python -m rulesgen.ship` rewrites schema/ruleset.schema.json; a test holds that file and models agree.
"""

from __future__ import annotations

import json
from pathlib import Path

from rulesgen.model import RuleSet

SCHEMA_FILE = Path(__file__).parent / "schema" / "ruleset.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def schema() -> dict[str, Json]:
    """The JSON Schema of a rule file; no object in it takes an unknown key."""
    generated: dict[str, Json] = RuleSet.model_json_schema(by_alias=True)
    return {"$schema": _DIALECT, "$id": "urn:jxjy:ruleset:1", **{k: _closed(v) for k, v in generated.items()}}


def _closed(node: Json) -> Json:
    """The same schema with every map closed to other keys, and without the titles that only repeat a key."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    match closed.pop("propertyNames", None):
        case {"enum": list(keys)}:  # a map with listed keys
            closed["patternProperties"] = {f"^({'|'.join(map(str, keys))})$": closed["additionalProperties"]}
    if "patternProperties" in closed:
        closed["additionalProperties"] = False
    return closed


def render() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
