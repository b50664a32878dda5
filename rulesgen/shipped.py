"""The shipped baselines: rule files that this program made itself from corpus notices (`python -m rulesgen.ship`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulesgen.loading import load
from rulesgen.model import RuleSet
from rulesgen.place import text_beside

FOLDER = Path(__file__).parent / "baselines"


def path_of(ruleset_id: str, folder: Path = FOLDER) -> Path:
    """Where a baseline lies: <folder>/<code>/<year>/ruleset.yaml."""
    return folder / ruleset_id / "ruleset.yaml"


@cache
def shipped_ids() -> frozenset[str]:
    """The ids of the shipped baselines, told from their folders alone."""
    return frozenset(f"{path.parent.parent.name}/{path.parent.name}" for path in FOLDER.glob("*/*/ruleset.yaml"))


@cache
def shipped_text(ruleset_id: str) -> str:
    """The text that a shipped rule set was made from; "" for one that is not shipped."""
    beside = text_beside(path_of(ruleset_id), "d1")
    return beside.read_text(encoding="utf-8") if ruleset_id in shipped_ids() and beside.is_file() else ""


@cache
def _shipped() -> tuple[RuleSet, ...]:
    return tuple(load(path_of(ruleset_id)) for ruleset_id in sorted(shipped_ids()))


def shipped_baselines() -> list[RuleSet]:
    """The baselines that come with the program, by jurisdiction and year; none before they are generated."""
    return list(_shipped())
