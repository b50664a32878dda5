"""Filled forms against their labels: cells, verdicts, codes of findings, and what got through that should not have.

Comes in: a folder of labels (corpus/forms/gold, the files beside it in files/) and the pipeline under test. Goes out:
a score for each form, every wrong cell named.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, JsonValue

from forms.record import FilingRecord, Status, Value

ReadForms = Callable[[Path, dt.date, int], Sequence[FilingRecord]]
"""The pipeline under test: a file, the day of receipt and the filing year to the forms in it."""

FILES = "files"


class _Labels(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldForm(_Labels):
    """What must be read of one form."""

    form_kind: str
    fields: Mapping[str, Value]
    rows: tuple[Mapping[str, Value], ...]
    status: Status
    codes: tuple[str, ...]


class GoldFile(_Labels):
    """A file, the day of its receipt, the year it is filed for, and its forms."""

    file: str
    received: dt.date
    year: int
    forms: tuple[GoldForm, ...]


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A field or a cell of a row that was read otherwise than labelled."""

    key: str
    read: Value
    labelled: Value


@dataclass(frozen=True, slots=True)
class FormScore:
    """One form. `status` is the verdict given, None where the form was not read at all."""

    file: str
    form_kind: str
    cells: int
    wrong: tuple[WrongCell, ...]
    status: Status | None
    labelled: Status
    codes_missed: tuple[str, ...] = ()
    codes_extra: tuple[str, ...] = ()
    failure: str | None = None

    @property
    def verdict_right(self) -> bool:
        """Whether the verdict is the labelled one."""
        return self.status == self.labelled

    @property
    def wrongly_accepted(self) -> bool:
        """Whether a form got through that a person should have seen or sent back."""
        return self.status == "accepted" and self.labelled != "accepted"


@dataclass(frozen=True, slots=True)
class FilledScore:
    """All forms of a folder of labels."""

    forms: tuple[FormScore, ...]

    @property
    def cells(self) -> int:
        """Cells labelled or read."""
        return sum(form.cells for form in self.forms)

    @property
    def cells_right(self) -> int:
        """Cells read as labelled."""
        return self.cells - sum(len(form.wrong) for form in self.forms)

    @property
    def verdicts_right(self) -> int:
        """Forms with the right verdict."""
        return sum(form.verdict_right for form in self.forms)

    @property
    def wrongly_accepted(self) -> tuple[FormScore, ...]:
        """Forms that got through."""
        return tuple(form for form in self.forms if form.wrongly_accepted)


def label_files(folder: Path) -> tuple[Path, ...]:
    """The labels of filled forms in a folder; labels of notices have no day of receipt."""
    return tuple(path for path in sorted(folder.glob("*.json")) if '"received"' in path.read_text(encoding="utf-8"))


def score_filled(folder: Path, read: ReadForms) -> FilledScore:
    """Read every labelled file and compare. A file on which `read` raises counts as all wrong."""
    return FilledScore(tuple(form for path in label_files(folder) for form in _of_file(path, folder, read)))


def _of_file(path: Path, folder: Path, read: ReadForms) -> Iterator[FormScore]:
    gold = GoldFile.model_validate(json.loads(path.read_text(encoding="utf-8")))
    failure = None
    records: Sequence[FilingRecord] = ()
    try:
        records = read(folder.parent / FILES / gold.file, gold.received, gold.year)
    except Exception as error:  # an evaluation must outlive a defect
        failure = f"{type(error).__name__}: {error}"
    for number, form in enumerate(gold.forms):
        yield compare(gold.file, records[number] if number < len(records) else None, form, failure)
    for record in records[len(gold.forms) :]:
        wrong = tuple(WrongCell(key, value, None) for key, value in record.fields.items() if value is not None)
        yield FormScore(gold.file, record.form_kind, len(wrong), wrong, record.status, "returned")


def compare(file: str, record: FilingRecord | None, gold: GoldForm, failure: str | None = None) -> FormScore:
    """The score of one form; None for a form that was not found."""
    cells = dict(_cells(gold.fields, gold.rows))
    if record is None or record.form_kind != gold.form_kind:
        wrong = tuple(WrongCell(key, None, value) for key, value in cells.items())
        reason = failure or ("未找到本表" if record is None else f"认作{record.form_kind_zh}")
        return FormScore(file, gold.form_kind, len(cells), wrong, None, gold.status, gold.codes, (), reason)
    read = dict(_cells(record.fields, record.rows))
    keys = [*cells, *(key for key in read if key not in cells)]
    wrong = tuple(
        WrongCell(key, read.get(key), cells.get(key)) for key in keys if not _equal(read.get(key), cells.get(key))
    )
    raised = {finding.code for finding in record.findings}
    missed, extra = sorted(set(gold.codes) - raised), sorted(raised - set(gold.codes))
    return FormScore(file, gold.form_kind, len(keys), wrong, record.status, gold.status, tuple(missed), tuple(extra))


def _equal(read: Value, labelled: Value) -> bool:
    """Equal in value and kind: True is no 1."""
    return read == labelled and isinstance(read, bool) == isinstance(labelled, bool)


def _cells(fields: Mapping[str, Value], rows: Sequence[Mapping[str, Value]]) -> Iterator[tuple[str, Value]]:
    yield from fields.items()
    for number, row in enumerate(rows):
        yield from ((f"rows[{number}].{key}", value) for key, value in row.items())


# ---------------------------------------------------------------- report


def table(score: FilledScore) -> str:
    """The score as text in Chinese; forms that are all right are not listed."""
    share = score.cells_right / score.cells if score.cells else 0.0
    lines = [
        f"填报表 {len(score.forms)} 张：栏目 {score.cells_right}/{score.cells}（{share:.2%}），"
        f"结论 {score.verdicts_right}/{len(score.forms)}，误受理 {len(score.wrongly_accepted)} 张。"
    ]
    for form in score.forms:
        lines += _told(form)
    return "\n".join(lines) + "\n"


def _told(form: FormScore) -> Iterator[str]:
    if not (form.wrong or not form.verdict_right or form.codes_missed or form.codes_extra):
        return
    yield f"■ {form.file}（{form.form_kind}）" + (f" 未能读取：{form.failure}" if form.failure else "")
    if form.failure is None:
        yield from (f"  {cell.key}：读作 {cell.read!r}，标注 {cell.labelled!r}" for cell in form.wrong)
    if not form.verdict_right:
        yield f"  结论：{form.status}，标注 {form.labelled}"
    yield from (f"  未发现 {code}" for code in form.codes_missed)
    yield from (f"  标注以外 {code}" for code in form.codes_extra)


def as_json(score: FilledScore) -> dict[str, JsonValue]:
    """The score as a JSON object."""
    return {
        "forms": len(score.forms),
        "cells": score.cells,
        "cells_right": score.cells_right,
        "verdicts_right": score.verdicts_right,
        "wrongly_accepted": [form.file for form in score.wrongly_accepted],
        "files": [
            {
                "file": form.file,
                "form_kind": form.form_kind,
                "failure": form.failure,
                "status": form.status,
                "labelled": form.labelled,
                "wrong": [{"key": c.key, "read": _plain(c.read), "labelled": _plain(c.labelled)} for c in form.wrong],
                "codes_missed": list(form.codes_missed),
                "codes_extra": list(form.codes_extra),
            }
            for form in score.forms
        ],
    }


def _plain(value: Value) -> JsonValue:
    return list(value) if isinstance(value, tuple) else value
