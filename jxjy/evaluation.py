"""`jxjy eval`: the pipeline against gold labels, scored by corpus.scoring."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from corpus import scoring
from jxjy import comparison, pipeline
from normalize.record import Finding, NoticeRecord


def score(gold: Path | None) -> scoring.FolderScore:
    """Agreement with a folder of labels; None – the labels that come with the program. Raises UsageError if empty."""
    folder = gold if gold is not None else Path(str(files("corpus").joinpath("gold")))
    return scoring.score_folder(folder, pipeline.record, _compare)


def _compare(records: Sequence[NoticeRecord]) -> list[Sequence[Finding]]:
    compared = comparison.across(records)
    return [after.findings[len(before.findings) :] for before, after in zip(records, compared, strict=True)]


def _json(result: scoring.FolderScore) -> str:
    return json.dumps(scoring.as_json(result), ensure_ascii=False, indent=1) + "\n"


FORMS: Final[Mapping[str, Callable[[scoring.FolderScore], str]]] = {"json": _json, "table": scoring.table}
