"""Diff → what its three forms show: rows of values, clauses side by side, each with the way to its source.

HTML, workbook and Word file lay out what stands here; nothing is decided there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote as quoted

from jxjy import views, wording
from jxjy.editions import Loaded
from rulesgen import Said
from rulesgen.compare.findings import evidence_of
from rulesgen.compare.words import said
from rulesgen.diff import Change, ClauseRow, Diff, ParameterRow, Piece, RowKind, Unit


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of one side: as on the other side, only here, or not legible enough to tell."""

    kind: Literal["same", "gone", "new", "damaged"]
    text: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """One side of a clause: its text in pieces, where it stands, and the address of that place."""

    pieces: tuple[PieceView, ...]
    place: str
    href: str

    @property
    def text(self) -> str:
        """The text without marks."""
        return "".join(p.text for p in self.pieces)


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A row of the second layer. `note` says where a moved clause stood."""

    kind: RowKind
    label: str
    note: str
    old: PassageView | None
    new: PassageView | None


@dataclass(frozen=True, slots=True)
class ValueSide:
    """A value with its sentences and the address of the first of them."""

    value: str
    quotes: tuple[views.Quote, ...]
    href: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """A row of the headline table."""

    change: Change
    label: str
    what: str
    reason: str
    severity: str
    old: ValueSide | None
    new: ValueSide | None


@dataclass(frozen=True, slots=True)
class Run:
    """Clauses in a row that changed or, folded away, that did not."""

    changed: bool
    rows: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class DiffView:
    """A diff for display. `same` counts the values that are equal; `tally` the changed clauses by kind."""

    old: str
    new: str
    values: tuple[ValueView, ...]
    same: int
    runs: tuple[Run, ...]
    tally: tuple[tuple[str, str, int], ...]
    has_values: bool
    has_clauses: bool

    @property
    def changed(self) -> tuple[ClauseView, ...]:
        """The clauses that changed."""
        return tuple(row for run in self.runs if run.changed for row in run.rows)


def build(found: Diff, old: Loaded, new: Loaded, output: Path) -> DiffView:
    """A diff as it is shown in the file `output`, from which links to the sources lead."""
    names = _names(old, new)
    before, after = _Source(old, output), _Source(new, output)
    rows = [_clause(row, before, after) for row in found.clauses]
    kinds = [kind for kind in RowKind if kind is not RowKind.UNCHANGED]
    tally = ((said("clauses", k.value), k.value, sum(r.kind is k for r in found.clauses)) for k in kinds)
    return DiffView(
        *names,
        values=tuple(_value(row, before, after) for row in found.changed_values),
        same=len(found.values) - len(found.changed_values),
        runs=tuple(_runs(rows)),
        tally=tuple(row for row in tally if row[2]),
        has_values=bool(old.edition.ruleset and new.edition.ruleset),
        has_clauses=bool(found.clauses),
    )


def _names(old: Loaded, new: Loaded) -> tuple[str, str]:
    """What the two sides are called; the files' names where they would be called the same."""
    one, other = old.edition.name, new.edition.name
    if one != other:
        return one, other
    return f"{one}（{old.edition.file}）", f"{other}（{new.edition.file}）"


# ---------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class _Source:
    """A side's file, as seen from the output."""

    loaded: Loaded
    output: Path

    def href(self, page: int | None) -> str:
        """The address of the file, of a page of it where it is a PDF."""
        try:
            relative = os.path.relpath(self.loaded.path.resolve(), self.output.resolve().parent)
        except ValueError:  # another drive
            return ""
        address = quoted(Path(relative).as_posix())
        pdf = self.loaded.path.suffix.lower() == ".pdf"
        return f"{address}#page={page}" if page and pdf else address


def _value(row: ParameterRow, before: _Source, after: _Source) -> ValueView:
    return ValueView(
        change=row.change,
        label=row.verdict,
        what=row.label,
        reason=row.reason,
        severity=row.severity or "",
        old=_value_side(row.old, before),
        new=_value_side(row.new, after),
    )


def _value_side(value: Said | None, source: _Source) -> ValueSide | None:
    if value is None:
        return None
    places = evidence_of(value)
    first = next((c.page for c in value.citations), None)
    return ValueSide(value.shown, tuple(views.quote(e) for e in places[:3]), source.href(first))


# ---------------------------------------------------------------- clauses


def _runs(rows: Sequence[ClauseView]) -> Iterator[Run]:
    start = 0
    for i in range(1, len(rows) + 1):
        changed = rows[start].kind is not RowKind.UNCHANGED
        if i == len(rows) or (rows[i].kind is not RowKind.UNCHANGED) != changed:
            yield Run(changed, tuple(rows[start:i]))
            start = i


def _clause(row: ClauseRow, before: _Source, after: _Source) -> ClauseView:
    moved = row.kind is RowKind.MOVED
    note = f"原在{_where(row.old)}" if moved and row.old and _where(row.old) else ""
    return ClauseView(
        kind=row.kind,
        label=said("clauses", row.kind.value),
        note=note,
        old=_passage(row, row.old, before, "gone") if row.old else None,
        new=_passage(row, row.new, after, "new") if row.new else None,
    )


def _passage(row: ClauseRow, some: Sequence[Unit], source: _Source, mark: Literal["gone", "new"]) -> PassageView:
    pieces = tuple(_pieces(row, some, mark))
    return PassageView(pieces, _where(some), source.href(some[0].page))


def _pieces(row: ClauseRow, some: Sequence[Unit], mark: Literal["gone", "new"]) -> Iterator[PieceView]:
    if not row.pieces:
        alone = row.kind in (RowKind.ADDED, RowKind.DELETED)
        if row.kind is RowKind.CANNOT and row.old and row.new:
            yield from (piece for unit in some for piece in _with_damage(unit))
        else:
            whole = "\n".join(u.text for u in some)
            yield PieceView("damaged" if row.kind is RowKind.CANNOT else mark if alone else "same", whole)
        return
    for piece in row.pieces:
        text = piece.old if mark == "gone" else piece.new
        if text:
            yield PieceView(_kind(piece, mark), text)


def _with_damage(unit: Unit) -> Iterator[PieceView]:
    """A unit's text with its damaged places marked."""
    at, last = unit.span
    for start, end in sorted(unit.damaged):
        start, end = max(start, at), min(end, last)  # noqa: PLW2901 – cut to the unit, and to what is not yet told
        if start < end:
            yield PieceView("same", unit.text[at - unit.span[0] : start - unit.span[0]])
            yield PieceView("damaged", unit.text[start - unit.span[0] : end - unit.span[0]])
            at = end
    yield PieceView("same", unit.text[at - unit.span[0] :])


def _kind(piece: Piece, mark: Literal["gone", "new"]) -> Literal["same", "gone", "new", "damaged"]:
    if piece.kind == "same":
        return "same"
    return "damaged" if piece.damaged else mark


def _where(some: Sequence[Unit]) -> str:
    first = some[0]
    page = f"第{first.page}页" if first.page else ""
    return " ".join(filter(None, (wording.clause(first.clause), page)))
