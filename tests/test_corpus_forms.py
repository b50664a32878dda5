"""The sample forms: made the same each time, labelled in full, and read by the pipeline as labelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.forms import __main__ as making
from corpus.forms.cases import Case, cases
from corpus.forms.drawing import form_bytes, layouts
from corpus.scoring.filled import GoldFile, compare, label_files, score_filled
from forms.record import FilingRecord
from forms.spec import spec_of, specs
from jxjy import evaluation

FORMS = Path(making.__file__).parent
CELLS = 0.995
"""Share of cells that must be read as labelled."""


@pytest.mark.parametrize("case", cases().values(), ids=cases())
def test_a_form_and_its_labels_are_made_as_they_are_kept(case: Case) -> None:
    assert (FORMS / "gold" / f"{case.id}.json").read_text(encoding="utf-8") == making.gold(case)
    kept = FORMS / "files" / making.file_name(case)
    assert kept.is_file() if case.saved_by_office else kept.read_bytes() == form_bytes(case)


def test_nothing_is_kept_that_no_case_makes() -> None:
    assert {path.name for path in (FORMS / "files").iterdir()} == {making.file_name(c) for c in cases().values()}
    assert {path.stem for path in (FORMS / "gold").iterdir()} == set(cases())
    assert {form.layout for case in cases().values() for form in case.forms} == set(layouts())


def test_the_cases_cover_the_kinds_and_the_verdicts() -> None:
    forms = [form for case in cases().values() for form in case.forms]
    assert len(cases()) >= 30
    assert {form.kind for form in forms} == {spec.kind for spec in specs()}
    assert sum(form.status == "returned" for form in forms) >= 10
    assert sum(form.status == "needs_review" for form in forms) >= 10
    for form in forms:
        assert form.fields.keys() <= spec_of(form.kind).by_key.keys()


def test_the_pipeline_reads_them() -> None:
    score = evaluation.score(FORMS / "gold").forms
    assert score is not None
    assert not score.wrongly_accepted
    assert [form.file for form in score.forms if not form.verdict_right] == []
    assert score.cells_right >= CELLS * score.cells


# ---------------------------------------------------------------- scoring


def _record(path: Path) -> tuple[GoldFile, FilingRecord]:
    gold = GoldFile.model_validate_json(path.read_bytes())
    (record,) = evaluation._forms(FORMS / "files" / gold.file, gold.received, gold.year)
    return gold, record


def test_wrong_cells_verdicts_and_codes_are_counted() -> None:
    gold, record = _record(FORMS / "gold" / "pf03-late.json")
    form = gold.forms[0]
    other = record.model_copy(
        update={
            "fields": {**record.fields, "venue": None, "days": 4.5},
            "rows": record.rows[:-1],
            "status": "accepted",
            "findings": (),
        }
    )
    score = compare(gold.file, other, form)
    assert {cell.key for cell in score.wrong} == {"venue", "days", *(f"rows[3].{key}" for key in record.rows[3])}
    assert (score.verdict_right, score.wrongly_accepted) == (False, True)
    assert score.codes_missed == ("FRM_LEAD_TOO_SHORT",)
    assert not compare(gold.file, None, form).verdict_right


def test_a_file_that_is_not_read_counts_as_all_wrong(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    kept = (FORMS / "gold" / "ss01-plain.json").read_bytes()
    (tmp_path / "gold" / "ss01-plain.json").write_bytes(kept)

    def fails(*_: object) -> tuple[FilingRecord, ...]:
        raise ValueError("x")

    score = score_filled(tmp_path / "gold", fails)
    assert score.cells_right == 0
    assert score.forms[0].failure == "ValueError: x"
    assert len(label_files(tmp_path / "gold")) == 1
