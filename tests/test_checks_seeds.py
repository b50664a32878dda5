"""The five real notices: the checks must say what people said of them, and keep silent where people did.

The facts come from the labels, so the checks are measured alone; the whole pipeline is measured by `jxjy eval`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from corpus.scoring.gold import FACTS, Gold, GoldFolder
from corpus.scoring.remarks import Remarks, compare_findings
from extract.mentions import Mentions
from ingest.document import Document
from normalize.checks import Case, run_checks
from normalize.evidence import evidence
from normalize.record import Evidence, NoticeRecord
from tests.texts import SHARED, document

FAMILIES = ("DOC", "CIT", "STR", "ATT", "TXT", "TERM", "ING")
pytestmark = pytest.mark.skipif(not (SHARED / "gold").exists(), reason="the labels are not beside the repository")


@cache
def remarks() -> Remarks:
    """All five notices against the labels of the families that are checked here."""
    folder = GoldFolder.load(SHARED / "gold")
    rows = [row for row in folder.findings or () if row.code.split("_")[0] in FAMILIES]
    total = Remarks()
    for gold in folder.notices:
        record = _checked(gold)
        total += compare_findings(record, gold.source, rows, folder.silent)
    return total


def _checked(gold: Gold) -> NoticeRecord:
    read = document((SHARED / "seeds" / gold.source).read_text(encoding="utf-8"))
    record = gold.record.model_copy(update=dict(_placed(read, gold.record)))
    found = run_checks(Case(read, Mentions(read), record))
    return record.model_copy(update={"findings": tuple(f for f in found if f.code.split("_")[0] in FAMILIES)})


def _placed(read: Document, record: NoticeRecord) -> Iterator[tuple[str, object]]:
    """The labelled facts at their places in the text; the labels give only the words."""
    yield "evidence", {key: _place(read, quoted) for key, quoted in record.evidence.items()}
    for name, facts in record:
        if name in FACTS:
            yield name, tuple(fact.model_copy(update={"evidence": _place(read, fact.evidence)}) for fact in facts)


def _place(read: Document, quoted: Evidence) -> Evidence:
    at = read.raw.find(quoted.quote)
    return evidence(read, read.text_span((at, at + len(quoted.quote)))) if quoted.quote and at >= 0 else quoted


def test_nine_of_ten_certain_remarks_are_found() -> None:
    found, missed = remarks().due_found, remarks().due_missed
    assert len(found) + len(missed) > 60
    assert len(missed) <= 0.1 * (len(found) + len(missed)), [(row.id, row.code) for row in missed]


def test_silence_is_kept() -> None:
    assert [(v.row.id, v.raised.code) for v in remarks().violations] == []


def test_no_error_is_raised_that_people_did_not_see() -> None:
    assert [(r.code, r.message) for r in remarks().extra if r.severity == "error"] == []


def test_few_remarks_beyond_those_of_people() -> None:
    assert len(remarks().extra) <= 5, [(r.code, r.message) for r in remarks().extra]
