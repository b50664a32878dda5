"""All notices of a batch together: findings that only show in comparison, and a place for every rule file.

The only place that calls the stages for more than one notice; it runs in the parent and loads no reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rulesgen
from jxjy.outcome import NoticeOutcome
from normalize.record import NoticeRecord


@dataclass(frozen=True, slots=True)
class PlacedRules:
    """A rule file's path below the output folder, the files to write, and a Chinese remark if it had to give way."""

    path: str
    files: Mapping[str, bytes]
    note: str


def across(records: Sequence[NoticeRecord]) -> list[NoticeRecord]:
    """The same records, each with the findings that only show when notices are compared with one another."""
    found = rulesgen.across(records)
    return [
        record.model_copy(update={"findings": record.findings + tuple(added)})
        for record, added in zip(records, found, strict=True)
    ]


def place(notices: Sequence[NoticeOutcome]) -> dict[str, PlacedRules]:
    """The rule files of a batch, by the notice's file. Two notices with the same text share one."""
    made = {notice.record.source.file: notice.rules for notice in notices if notice.rules is not None}
    placements = {_identity(p.ruleset): p for p in rulesgen.place_all([rules.ruleset for rules in made.values()])}
    placed = {}
    for file, rules in made.items():
        placement = placements[_identity(rules.ruleset)]
        # writing YAML is slow and was done by a worker; only a rule set that was given another id is written anew
        unchanged = placement.ruleset.id == rules.ruleset.id
        yaml = rules.yaml if unchanged else rulesgen.dump(placement.ruleset)
        beside = rulesgen.text_beside(Path(placement.path), "d1").as_posix()
        contents = {str(placement.path): yaml.encode(), beside: rules.text.encode()}
        placed[file] = PlacedRules(str(placement.path), contents, placement.note or "")
    return placed


def _identity(ruleset: rulesgen.RuleSet) -> tuple[str, str]:
    """Which notice a rule set was made from: jurisdiction and year without the number given in placing, and text."""
    return ruleset.id.partition("-")[0], ruleset.documents["d1"].text_sha256
