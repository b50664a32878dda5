"""Diff and matrix → workbooks: a row a change, with its verdict and both sentences, ready to filter."""

from __future__ import annotations

from jxjy.diff_views import DiffView, PassageView, ValueSide
from jxjy.sheets import Columns, Sheet, save

_VALUES: Columns = (
    ("结论", 10),
    ("事项", 28),
    ("原值", 30),
    ("新值", 30),
    ("说明", 34),
    ("原文（前）", 50),
    ("原文（后）", 50),
)
_CLAUSES: Columns = (
    ("结论", 10),
    ("位置（前）", 16),
    ("位置（后）", 16),
    ("原文（前）", 60),
    ("原文（后）", 60),
    ("说明", 20),
)


def book(view: DiffView) -> bytes:
    """The workbook of a diff: what changed in values, and in clauses. The same diff gives the same bytes."""
    values = [
        (row.label, row.what, _shown(row.old), _shown(row.new), row.reason, _quotes(row.old), _quotes(row.new))
        for row in view.values
    ]
    clauses = [
        (row.label, _place(row.old), _place(row.new), _text(row.old), _text(row.new), row.note) for row in view.changed
    ]
    return save([Sheet("要求变化", _VALUES, values), Sheet("条文对照", _CLAUSES, clauses)])


def _shown(side: ValueSide | None) -> str:
    return side.value if side else ""


def _quotes(side: ValueSide | None) -> str:
    if side is None:
        return ""
    return "\n".join(f"{q.text}（{q.clause}）" if q.clause else q.text for q in side.quotes)


def _place(side: PassageView | None) -> str:
    return side.place if side else ""


def _text(side: PassageView | None) -> str:
    return side.text if side else ""
