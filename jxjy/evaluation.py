"""`jxjy eval`: the pipeline against gold labels, scored by corpus.scoring."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from corpus import scoring
from jxjy import comparison, pipeline
from normalize.record import Finding, NoticeRecord
from rulesgen import RuleSet


def score(gold: Path | None) -> scoring.FolderScore:
    """Agreement with a folder of labels; None – the labels that come with the program. Raises UsageError if empty."""
    folder = gold if gold is not None else Path(str(files("corpus").joinpath("gold")))
    pipe = _Pipe({})
    return scoring.score_folder(folder, pipe.read, pipe.compare)


@dataclass(frozen=True, slots=True)
class _Pipe:
    """The pipeline as the scoring calls it: file by file, then all records together. `rules` are by file."""

    rules: dict[str, RuleSet]

    def read(self, path: Path) -> NoticeRecord:
        record, ruleset = pipeline.record(path)
        if ruleset is not None:
            self.rules[record.source.file] = ruleset
        return record

    def compare(self, records: Sequence[NoticeRecord]) -> list[Sequence[Finding]]:
        rules = {r.source.file: self.rules[r.source.file] for r in records if r.source.file in self.rules}
        compared = comparison.compare(records, rules, comparison.Baselines())
        return [c.record.findings[len(r.findings) :] for r, c in zip(records, compared, strict=True)]


def _json(result: scoring.FolderScore) -> str:
    return json.dumps(scoring.as_json(result), ensure_ascii=False, indent=1) + "\n"


FORMS: Final[Mapping[str, Callable[[scoring.FolderScore], str]]] = {"json": _json, "table": scoring.table}
