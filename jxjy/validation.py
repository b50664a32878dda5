"""Folders of rule files → which of them hold, and line and reason for each that does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jxjy.selection import DECISIONS
from rulesgen.chain import rule_files
from rulesgen.decisions import load_decisions
from rulesgen.errors import RuleFileError
from rulesgen.loading import load
from rulesgen.model import RuleSet
from rulesgen.place import text_beside
from rulesgen.shipped import shipped_baselines


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: lines to show, and whether every file holds."""

    told: tuple[str, ...]
    sound: bool


def validate(folders: Sequence[Path]) -> Result:
    """Check every rule file and decisions.yaml of some folders."""
    files = [file for folder in folders for file in rule_files(folder)]
    if not files:
        return Result(("没有找到规则文件 ruleset.yaml，请给出 jxjy run 结果中的 rules 文件夹",), sound=False)
    told: list[str] = []
    loaded: dict[Path, RuleSet] = {}
    refused = 0
    for file in files:
        try:
            loaded[file] = load(file)
        except RuleFileError as error:
            refused += 1
            told += [f"{file}：{problem}" for problem in error.problems]
    known = [*loaded.values(), *shipped_baselines()]
    for file, ruleset in loaded.items():
        broken = list(_broken(ruleset, known))
        told += [f"{file}：{reason}" for reason in broken]
        refused += bool(broken)
        told += [f"{file}：提示：{hint}" for hint in _hints(file, ruleset, known)]
    for file in sorted({p for f in files if (p := f.parent / DECISIONS).is_file()}):
        try:
            load_decisions(file, known)
        except RuleFileError as error:
            refused += 1
            told += [f"{file}：{problem}" for problem in error.problems]
    told.append(f"规则文件{len(files)}个，可用{len(loaded)}个" + (f"，有问题的文件{refused}个" if refused else ""))
    return Result(tuple(told), refused == 0)


def _broken(ruleset: RuleSet, known: Sequence[RuleSet]) -> Iterator[str]:
    """A rule set above that a file names as its stand-in, and that nobody has."""
    ids = {r.id for r in known}
    for inherit in ruleset.inherits:
        if inherit.fallback and inherit.fallback not in ids and inherit.ruleset not in ids:
            yield f"上级规则{inherit.ruleset}和替代规则{inherit.fallback}均未入库"


def _hints(file: Path, ruleset: RuleSet, known: Sequence[RuleSet]) -> Iterator[str]:
    ids = {r.id for r in known}
    for inherit in ruleset.inherits:
        if inherit.ruleset not in ids:
            instead = f"，暂用{inherit.fallback}" if inherit.fallback in ids else ""
            yield f"上级规则{inherit.ruleset}未入库{instead}"
    for name in ruleset.documents:
        if not text_beside(file, name).is_file():
            yield f"旁边没有通知文本（{text_beside(file, name).name}），原句未与通知核对"
