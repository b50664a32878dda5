"""Many rule sets beside the levels above them → a matrix of jurisdictions and values, coloured by verdict.

Every cell leads to its sentence, which stands in the same file; below it a timeline of the windows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jxjy import timeline, verdict_views
from jxjy.editions import name_of
from jxjy.sheets import Sheet, Value, save
from jxjy.workbook import VERDICT_COLUMNS, verdict
from normalize.record import DateFact
from rulesgen import Comparison, RuleSet, Said, Verdict, verdicts
from rulesgen.compare import ORDER
from rulesgen.compare.findings import evidence_of
from rulesgen.compare.judging import is_day
from rulesgen.compare.levels import key_of


@dataclass(frozen=True, slots=True)
class CellView:
    """A value of one jurisdiction; `anchor` is where its sentence stands in the file."""

    text: str
    css: str
    verdict: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A jurisdiction's values; a cell is None where neither it nor a level above says anything."""

    name: str
    cells: tuple[CellView | None, ...]
    against: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """The sentences behind a cell."""

    anchor: str
    name: str
    row: verdict_views.VerdictView


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix, the sentences behind its cells, the windows in time, and how often each verdict was given."""

    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    notes: tuple[NoteView, ...]
    charts: tuple[timeline.Chart, ...]
    counts: tuple[tuple[str, str, int], ...]


def compared(rulesets: Sequence[RuleSet], baselines: Sequence[RuleSet]) -> list[Comparison]:
    """The comparison of each rule set that has a level above it."""
    ordered = sorted(rulesets, key=lambda r: r.id)
    return [verdicts(r, baselines) for r in ordered if r.jurisdiction.parent is not None]


def build(found: Sequence[Comparison]) -> MatrixView:
    """The matrix of some comparisons: values that several state come first."""
    columns = _columns(found)
    rows: list[RowView] = []
    notes: list[NoteView] = []
    for i, comparison in enumerate(found, 1):
        by_key = _by_key(comparison)
        cells: list[CellView | None] = []
        for j, key in enumerate(columns, 1):
            row = by_key.get(key)
            anchor = f"c-{i}-{j}"
            cells.append(_cell(row, anchor) if row else None)
            if row is not None:
                notes.append(NoteView(anchor, name_of(comparison.ruleset), verdict_views.row(row, {}, {})))
        against = "；".join(name_of(s.ruleset) for s in comparison.sources)
        rows.append(RowView(name_of(comparison.ruleset), tuple(cells), against))
    labels = tuple(columns.values())
    return MatrixView(labels, tuple(rows), tuple(notes), _charts(found), verdict_views.counts(found))


def book(found: Sequence[Comparison]) -> bytes:
    """The matrix as a workbook: the matrix itself, and a row a value with both sentences."""
    view = build(found)
    head = (("地区", 18), *((label, 18) for label in view.columns))
    grid: list[tuple[Value, ...]] = [
        (row.name, *(f"{c.verdict}\n{c.text}" if c else None for c in row.cells)) for row in view.rows
    ]
    columns = (("地区", 12), ("年度", 8), *VERDICT_COLUMNS)
    rows = [(c.ruleset.jurisdiction.name, c.ruleset.year, *verdict(r)) for c in found for r in c.rows]
    return save([Sheet("总表", head, grid), Sheet("逐项比对", columns, rows)])


# ---------------------------------------------------------------- cells


def _about(row: Verdict) -> str:
    said = row.own or row.base
    return key_of(said) if said else ""


def _by_key(comparison: Comparison) -> dict[str, Verdict]:
    """The gravest row for each value: one may stand against several levels."""
    found: dict[str, Verdict] = {}
    for row in comparison.rows:
        found.setdefault(_about(row), row)
    return found


def _columns(found: Sequence[Comparison]) -> dict[str, str]:
    """What is compared: key → label, what most state first."""
    labels: dict[str, str] = {}
    tally: dict[str, int] = {}
    graveness: dict[str, int] = {}
    for comparison in found:
        for row in comparison.rows:
            key = _about(row)
            labels.setdefault(key, row.label)
            tally[key] = tally.get(key, 0) + 1
            graveness[key] = min(graveness.get(key, len(ORDER)), ORDER.index(row.kind))
    order = list(labels)
    return {k: labels[k] for k in sorted(labels, key=lambda k: (-tally[k], graveness[k], order.index(k)))}


def _cell(row: Verdict, anchor: str) -> CellView:
    said = row.own or row.base
    text = said.shown if said else ""
    return CellView(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", row.kind.value, row.kind.label, anchor)


_LONGEST = 26  # signs of a value that a cell shows; its sentence has it whole


# ---------------------------------------------------------------- windows


def _charts(found: Sequence[Comparison]) -> tuple[timeline.Chart, ...]:
    return timeline.charts([entry for comparison in found for entry in _windows(comparison)])


def _windows(comparison: Comparison) -> Iterator[timeline.Entry]:
    """The study windows of a rule set, with the sentence that each rests on."""
    own: Mapping[str, Said] = {row.own.name: row.own for row in comparison.rows if row.own is not None}
    name = comparison.ruleset.jurisdiction.name
    for said in own.values():
        if said.parameter.direction != "window" or not isinstance(said.value, tuple):
            continue
        start, end = (dt.date.fromisoformat(v) if v and is_day(v) else None for v in said.value)
        places = evidence_of(said)
        if places and (start or end):
            fact = DateFact(kind="study_window", start=start, end=end, evidence=places[0])
            yield timeline.Entry(name, comparison.ruleset.year, fact, "#windows")
