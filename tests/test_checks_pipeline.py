"""The five real notices through the whole pipeline: figures, times, contacts, rules, and what shows between notices."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from corpus.scoring.folder import FolderScore, score_folder
from corpus.scoring.remarks import Remarks
from extract.frame import find
from ingest import read
from normalize.notice import notice
from normalize.record import NoticeRecord
from rulesgen import across
from tests.texts import SHARED

FAMILIES = ("NUM_", "TIM_", "CON_", "RUL_", "CFL_", "CIT_")
pytestmark = pytest.mark.skipif(not (SHARED / "gold").exists(), reason="the labels are not beside the repository")


def record(path: Path) -> NoticeRecord:
    """The record of a seed. The other renderings have tests of their own; recognising scans would take minutes."""
    if path.suffix != ".txt":
        raise NotImplementedError(path.name)
    return notice(find(read(path)))


@cache
def scored() -> FolderScore:
    """All five against their labels."""
    return score_folder(SHARED / "gold", record, across, [SHARED / "seeds"])


@cache
def remarks() -> tuple[Remarks, ...]:
    """The remarks on each notice, and those between the notices."""
    alone = [f.score.remarks for f in scored().files if f.file.endswith(".txt")]
    return tuple(r for r in (*alone, scored().cross) if r is not None)


def test_nine_of_ten_certain_remarks_are_found() -> None:
    found = [row.id for r in remarks() for row in r.due_found if row.code.startswith(FAMILIES)]
    missed = [row.id for r in remarks() for row in r.due_missed if row.code.startswith(FAMILIES)]
    assert len(found) + len(missed) > 50
    assert len(missed) <= 0.1 * (len(found) + len(missed)), missed


def test_silence_is_kept() -> None:
    broken = [(v.row.id, v.raised.code) for r in remarks() for v in r.violations]
    assert [pair for pair in broken if pair[1].startswith(FAMILIES)] == []


def test_no_error_is_raised_that_people_did_not_see() -> None:
    extra = [f for r in remarks() for f in r.extra if f.severity == "error" and f.code.startswith(FAMILIES)]
    assert [(f.code, f.message) for f in extra] == []


def test_weights_are_those_of_people() -> None:
    wrong = [(row.id, f.severity) for r in remarks() for row, f in r.wrong_severity if row.code.startswith(FAMILIES)]
    assert wrong == []
