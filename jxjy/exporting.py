"""A rule set of a folder → its bundle on disk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ingest.errors import UsageError
from jxjy.selection import Wanted, chosen
from rulesgen.chain import rule_files
from rulesgen.export.bundle import bundle
from rulesgen.loading import load


def export(wanted: Wanted, output: Path) -> tuple[str, ...]:
    """Write the bundle of the rule set asked for. Raises UsageError, RuleFileError, OSError."""
    effective, decisions = chosen(wanted)
    ids = [s.ruleset.id for s in effective.sources if s.ruleset.jurisdiction.code == effective.code and not s.fallback]
    found = [(file, ruleset) for file in rule_files(wanted.folder) if (ruleset := load(file)).id in ids[:1]]
    if not found:
        raise UsageError(
            "RULES_NOT_FOUND", "文件夹中没有该地区本年度的规则文件", "请核对 --place 和 --year", wanted.folder
        )
    file, ruleset = found[0]
    content = bundle(file, ruleset, effective, decisions)
    write(output, content)
    hints = [f"提示：{note}" for note in effective.notes]
    return (f"规则包：{output}（{ruleset.id}，{len(content)}字节）", *hints)


def write(output: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees half of it. Raises OSError."""
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".jxjy-", dir=output.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    staged = Path(name)
    staged.chmod(0o644)
    staged.replace(output)
