"""A folder of rule files + a place and year → the rules in force and what has been decided about them.

The folder may be one rule set (rules/370400/2026), all of them, or a result folder of `jxjy run`; what stands above a
jurisdiction is looked for beside it, then among the shipped baselines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UsageError
from rulesgen.chain import Effective, approved, codes_above, effective, in_force, rule_files
from rulesgen.decisions import Decision, load_decisions
from rulesgen.loading import load
from rulesgen.model import RuleSet
from rulesgen.shipped import shipped_baselines

DECISIONS = "decisions.yaml"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rules are asked for. `place` – code or name, None if the folder holds only one; `year` likewise."""

    folder: Path
    place: str | None = None
    year: int | None = None
    decisions: Path | None = None


def chosen(wanted: Wanted) -> tuple[Effective, tuple[Decision, ...]]:
    """The rules in force and the decisions. Raises UsageError where the choice is open, RuleFileError."""
    code, year, rulesets = _found(wanted)
    return effective(rulesets, code, year), _decided(wanted, rulesets)


def chosen_approved(wanted: Wanted) -> tuple[Effective, tuple[Decision, ...]]:
    """The same of signed rule sets alone; drafts are refused, the shipped baselines among them.

    Raises UsageError where nothing signed is left.
    """
    code, year, rulesets = _found(wanted)
    signed = approved([*rulesets, *shipped_baselines()])
    rules = in_force(signed, code, year)
    if not any(s.ruleset.jurisdiction.code == code for s in rules.sources):
        raise UsageError(
            "RULES_NOT_APPROVED", "所选规则文件均为草稿，尚未批准", "批准后再试，或去掉 --approved-only", wanted.folder
        )
    return rules, _decided(wanted, rulesets)


def _found(wanted: Wanted) -> tuple[str, int, tuple[RuleSet, ...]]:
    """The jurisdiction, the year, and the rule sets of its chain."""
    files = rule_files(wanted.folder)
    if not files:
        raise UsageError(
            "RULES_NOT_FOUND",
            "文件夹中没有规则文件 ruleset.yaml",
            "请给出 jxjy run 结果中的 rules 文件夹",
            wanted.folder,
        )
    own = tuple(load(path) for path in files)
    target = _target(own, wanted)
    above = [p for p in _beside(files[0], wanted.folder) if p not in files and _code(p) in codes_above(target[0])]
    chain = codes_above(target[0])
    return (*target, tuple(r for r in (*own, *map(load, above)) if r.jurisdiction.code in chain))


def _target(rulesets: Sequence[RuleSet], wanted: Wanted) -> tuple[str, int]:
    """Jurisdiction and year: as asked for, else the only ones there are."""
    fits = [r for r in rulesets if wanted.place in (None, r.jurisdiction.code, r.jurisdiction.name)]
    if wanted.place is not None and not fits and re.fullmatch(r"\d{6}", wanted.place) and wanted.year:
        return wanted.place, wanted.year  # a county without rules of its own
    if wanted.year is not None:
        fits = [r for r in fits if r.year == wanted.year] or fits
    lowest = [r for r in fits if not any(r.jurisdiction.code in codes_above(o.jurisdiction.code)[1:] for o in fits)]
    found = sorted({(r.jurisdiction.code, r.jurisdiction.name, wanted.year or r.year) for r in lowest})
    if len(found) == 1:
        return found[0][0], found[0][2]
    listed = "、".join(f"{code} {name}{year}年度" for code, name, year in found) or "无"
    raise UsageError(
        "RULES_AMBIGUOUS", f"不能确定用哪一份规则（{listed}）", "请用 --place 和 --year 指定", wanted.folder
    )


def _beside(file: Path, folder: Path) -> tuple[Path, ...]:
    """The rule files of the folder that a single rule set lies in: <root>/<code>/<year>/ruleset.yaml."""
    root = file.resolve().parent.parent.parent
    if folder.resolve() in (root, root.parent) or not re.fullmatch(r"\d{6}", file.resolve().parent.parent.name):
        return ()
    return tuple(p for p in sorted(root.glob("*/*/ruleset.yaml")) if p.resolve() != file.resolve())


def _code(path: Path) -> str:
    return path.parent.parent.name


def _decided(wanted: Wanted, rulesets: Sequence[RuleSet]) -> tuple[Decision, ...]:
    """The decisions of the file given, else of decisions.yaml in the folder; none where there is none."""
    path = wanted.decisions or wanted.folder / DECISIONS
    if wanted.decisions is None and not path.is_file():
        return ()
    return load_decisions(path, [*rulesets, *shipped_baselines()])
