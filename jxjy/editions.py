"""An argument of `jxjy diff` → an edition: a document of any readable kind, or a rule file with its stored text.

A folder is the one rule file in it (out/rules/370400/2026) or, for a matrix, all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ingest
import rulesgen
from extract.frame import find
from ingest.errors import UsageError
from jxjy import wording
from normalize.notice import notice
from rulesgen import RuleSet, UnplacedNoticeError
from rulesgen.chain import rule_files
from rulesgen.diff import Edition
from rulesgen.diff.comparing import damaged_places
from rulesgen.place import text_beside

RULE_FILES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Loaded:
    """An edition and the file a reader of the report is led to."""

    edition: Edition
    path: Path


def load(path: Path) -> Loaded:
    """The edition of a path. Raises UnreadableFileError, RuleFileError, and UsageError for a folder of several."""
    if path.is_dir():
        files = rule_files(path)
        if len(files) != 1:
            what = "没有规则文件" if not files else f"有{len(files)}个规则文件"
            raise UsageError("USE_PATH", f"文件夹中{what}", "请指明其中一个，例如 rules/370400/2026", path)
        path = files[0]
    return _of_rules(path) if path.suffix.lower() in RULE_FILES else _of_document(path)


def _of_document(path: Path) -> Loaded:
    document = ingest.read(path)
    record = notice(find(document))
    ruleset: RuleSet | None
    try:
        ruleset = rulesgen.build(record, document)
    except UnplacedNoticeError:
        ruleset = None
    name = wording.notice(record)
    return Loaded(Edition(name, path.name, document, ruleset, damaged_places(record.findings)), path)


def _of_rules(path: Path) -> Loaded:
    ruleset = rulesgen.load(path)
    beside = text_beside(path, "d1")
    document = ingest.read(beside) if beside.is_file() else None
    return Loaded(Edition(name_of(ruleset), path.name, document, ruleset), beside if document else path)


def name_of(ruleset: RuleSet) -> str:
    """What people call a rule set: 枣庄市 2026年度."""
    return f"{ruleset.jurisdiction.name} {ruleset.year}年度"


def rulesets(path: Path) -> Iterator[RuleSet]:
    """All rule sets of a path: of a folder its rule files, of a file its own. A document without place has none."""
    if path.is_dir():
        files = rule_files(path)
        if not files:
            raise UsageError("USE_PATH", "文件夹中没有规则文件", "请指明 jxjy run 的结果文件夹或其中的 rules", path)
        yield from map(rulesgen.load, files)
        return
    ruleset = load(path).edition.ruleset
    if ruleset is not None:
        yield ruleset
