"""`jxjy eval`: the pipeline against labels of notices and of filled forms, scored by corpus.scoring."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from corpus import scoring
from corpus.scoring import filled
from forms.record import FilingRecord
from jxjy import comparison, pipeline
from jxjy.judging import Judge
from normalize.record import Finding, NoticeRecord
from rulesgen import RuleSet


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The agreement with labels of notices and of filled forms; None for what a folder holds no labels of."""

    notices: scoring.FolderScore | None
    forms: filled.FilledScore | None


def score(gold: Path | None) -> Evaluation:
    """Agreement with a folder of labels; None – the labels that come with the program. Raises UsageError if empty."""
    corpus = Path(str(files("corpus")))
    folder = gold if gold is not None else corpus / "gold"
    forms = gold if gold is not None else corpus / "forms" / "gold"
    labelled = filled.score_filled(forms, _forms) if filled.label_files(forms) else None
    if gold is not None and labelled is not None:
        return Evaluation(None, labelled)
    pipe = _Pipe({})
    return Evaluation(scoring.score_folder(folder, pipe.read, pipe.compare), labelled)


def _forms(path: Path, received: dt.date, year: int) -> Sequence[FilingRecord]:
    return Judge(year=year, received=received).records(path)


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


def _json(result: Evaluation) -> str:
    notices = scoring.as_json(result.notices) if result.notices is not None else {"schema": "jxjy-evaluation/1"}
    forms = filled.as_json(result.forms) if result.forms is not None else None
    return json.dumps({**notices, "forms": forms}, ensure_ascii=False, indent=1) + "\n"


def _table(result: Evaluation) -> str:
    notices = scoring.table(result.notices) if result.notices is not None else ""
    forms = filled.table(result.forms) if result.forms is not None else ""
    return "\n".join(part for part in (notices, forms) if part)


FORMS: Final[Mapping[str, Callable[[Evaluation], str]]] = {"json": _json, "table": _table}
