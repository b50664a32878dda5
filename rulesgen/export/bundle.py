"""A rule set on disk → bundle.zip: everything somebody needs to check, sign and run it elsewhere, with a manifest.

The same files give the same bytes: members in order, no clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from rulesgen.chain import Effective
from rulesgen.decisions import Decision
from rulesgen.export.jdm import jdm
from rulesgen.export.packing import pack
from rulesgen.export.summary import summary
from rulesgen.export.workbook import workbook
from rulesgen.interpret.compile import compile_rules
from rulesgen.interpret.plain import Plain
from rulesgen.interpret.program import Program
from rulesgen.model import RuleSet
from rulesgen.place import text_beside
from rulesgen.schema import render
from rulesgen.vectors import vector_plain, vectors

MANIFEST = "manifest.json"


def bundle(file: Path, ruleset: RuleSet, effective: Effective, decisions: tuple[Decision, ...] = ()) -> bytes:
    """The bundle of the rule set in `file`, as it runs among the rules in force. Raises OSError."""
    members = {**_files(file, ruleset), **_made(ruleset, compile_rules(effective, decisions), file.read_bytes())}
    if decisions:
        listed = [d.model_dump(mode="json", by_alias=True) for d in decisions]
        members["decisions.json"] = _json({"schema": "jxjy-decisions/1", "decisions": listed})
    members[MANIFEST] = _manifest(ruleset, effective, members)
    return pack({name: members[name] for name in sorted(members)})


def _files(file: Path, ruleset: RuleSet) -> dict[str, bytes]:
    """The rule file as it is, and the stored texts of its documents."""
    members = {"ruleset.yaml": file.read_bytes()}
    for name in ruleset.documents:
        beside = text_beside(file, name)
        if beside.is_file():
            members[f"ruleset.{name}.txt"] = beside.read_bytes()
    return members


def _made(ruleset: RuleSet, program: Program, raw: bytes) -> dict[str, bytes]:
    digest = hashlib.sha256(raw).hexdigest()
    lines = [json.dumps(vector_plain(v), ensure_ascii=False, sort_keys=True) for v in vectors(program)]
    return {
        "ruleset.json": _json(ruleset.model_dump(mode="json", by_alias=True)),
        "ruleset.schema.json": render().encode(),
        "vectors.jsonl": "".join(f"{line}\n" for line in lines).encode(),
        "decision.jdm.json": (json.dumps(jdm(program), ensure_ascii=False, indent=1) + "\n").encode(),
        "rules.xlsx": workbook(ruleset),
        "summary.html": summary(ruleset, program, digest).encode(),
        "semantics.md": files(__package__).joinpath("semantics.md").read_bytes(),
    }


def _json(data: Mapping[str, object]) -> bytes:
    """Canonical JSON: sorted keys, no blanks, UTF-8, no floats (rule files have none)."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _manifest(ruleset: RuleSet, effective: Effective, members: Mapping[str, bytes]) -> bytes:
    sources: list[Plain] = [
        {"ruleset": s.ruleset.id, "status": s.ruleset.status, "fallback": s.fallback} for s in effective.sources
    ]
    sums: dict[str, Plain] = {
        name: {"bytes": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
        for name in sorted(members)
    }
    data = {
        "schema": "jxjy-bundle/1",
        "ruleset": ruleset.id,
        "status": ruleset.status,
        "rests_on": sources,
        "notes": list(effective.notes),
        "files": sums,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
