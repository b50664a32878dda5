"""Dated windows and deadlines → charts, one per year, as plain coordinates that a template draws in SVG.

Lengths are SVG user units; a chart is WIDTH wide. Every fact has a lane of its own, so labels never overlap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from jxjy import wording
from normalize.record import DateFact

WIDTH = 1000
GUTTER = 150
MARGIN = 10
LANE = 26
ROW_GAP = 10
HEAD = 30
CHARACTER = 12.5
"""Width of a Chinese character at the charts' type size; good enough to decide on which side a label fits."""

REACH = 1
"""Years that a fact may lie beside its notice's year and still be drawn; a date misread as 2206 would bend the axis."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated fact of a notice: `row` names the notice, `href` leads to the sentence."""

    row: str
    year: int
    fact: DateFact
    href: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month's left edge and its label."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar (width > 0) or a point (width 0) with its label. `anchor` is SVG's text-anchor."""

    kind: str
    x: float
    width: float
    y: float
    label: str
    label_x: float
    anchor: str
    href: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A notice's lanes."""

    label: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One year's chart; `outside` are facts too far off to be drawn."""

    year: int
    height: float
    months: tuple[Month, ...]
    rows: tuple[Row, ...]
    outside: tuple[Entry, ...]


def charts(entries: Sequence[Entry]) -> tuple[Chart, ...]:
    """A chart for each year, latest first; undated facts are left out."""
    dated = [entry for entry in entries if _days(entry.fact)]
    years = sorted({entry.year for entry in dated}, reverse=True)
    return tuple(_chart(year, [entry for entry in dated if entry.year == year]) for year in years)


def _days(fact: DateFact) -> list[dt.date]:
    return [d for d in (fact.start, fact.end) if d is not None]


def _chart(year: int, entries: list[Entry]) -> Chart:
    near = [e for e in entries if all(abs(d.year - year) <= REACH for d in _days(e.fact))]
    axis = _Axis([d for e in near for d in _days(e.fact)] or [dt.date(year, 1, 1)])
    rows: list[Row] = []
    y = float(HEAD)
    for label, group in groupby(near, key=lambda e: e.row):
        facts = sorted(group, key=lambda e: (_days(e.fact)[0], _days(e.fact)[-1]))
        marks = tuple(_mark(entry, axis, y + ROW_GAP / 2 + i * LANE) for i, entry in enumerate(facts))
        height = len(facts) * LANE + ROW_GAP
        rows.append(Row(label, y, height, marks))
        y += height
    return Chart(year, y + 4, axis.months(), tuple(rows), tuple(e for e in entries if e not in near))


class _Axis:
    """Days → x. Runs over whole months, from the first that has a fact to the last."""

    def __init__(self, days: Iterable[dt.date]) -> None:
        days = sorted(days)
        self._first = days[0].replace(day=1)
        self._last = _next_month(days[-1])
        self._scale = (WIDTH - GUTTER - MARGIN) / (self._last - self._first).days

    def x(self, day: dt.date) -> float:
        return round(GUTTER + (day - self._first).days * self._scale, 1)

    def months(self) -> tuple[Month, ...]:
        months = []
        month = self._first
        while month < self._last:
            label = f"{month.year}年{month.month}月" if month == self._first or month.month == 1 else f"{month.month}月"
            months.append(Month(self.x(month), label))
            month = _next_month(month)
        return tuple(months)


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _mark(entry: Entry, axis: _Axis, y: float) -> Mark:
    fact = entry.fact
    days = _days(fact)
    x = axis.x(days[0])
    window = len(set(days)) > 1
    width = round(axis.x(days[-1] + dt.timedelta(days=1)) - x, 1) if window else 0.0
    label = f"{wording.label('date_kind', fact.kind)} {'—'.join(f'{d.month}月{d.day}日' for d in dict.fromkeys(days))}"
    space = len(label) * CHARACTER
    if width > space + 16:
        label_x, anchor = x + 8, "start"
    elif x + width + space + 14 < WIDTH:
        label_x, anchor = x + width + 10, "start"
    else:
        label_x, anchor = x - 10, "end"
    return Mark(fact.kind, x, width, y, label, round(label_x, 1), anchor, entry.href, fact.certain)
