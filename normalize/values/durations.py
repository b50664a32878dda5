"""Printed lengths of time in, components out: 5个工作日, 一个半月, 3年6个月, and the day that lies so far away."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from normalize.values.numbers import fold_number, parse_number
from normalize.values.stretches import add_months
from normalize.values.workdays import CalendarUnknown, add_workdays

Unit = Literal["year", "month", "day", "working_day", "hour", "minute"]
"""Weeks count as 7 days, quarters as 3 months."""

_UNITS: dict[str, tuple[Unit, int]] = {
    "个工作日": ("working_day", 1), "工作日": ("working_day", 1),
    "周年": ("year", 1), "个年度": ("year", 1), "年": ("year", 1),
    "个季度": ("month", 3), "季度": ("month", 3), "个月": ("month", 1), "月": ("month", 1),
    "个星期": ("day", 7), "星期": ("day", 7), "周": ("day", 7),
    "个自然日": ("day", 1), "自然日": ("day", 1), "天": ("day", 1), "日": ("day", 1),
    "个小时": ("hour", 1), "小时": ("hour", 1), "分钟": ("minute", 1), "分": ("minute", 1),
}  # fmt: skip
_NUMBER = r"\d+(?:\.\d+)?|[零一二两三四五六七八九十百千]+|半"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_PIECE = re.compile(rf"({_NUMBER})(个?)(半?)({_UNIT})(半?)")
_SIDES = re.compile(r"(?:至|到|[-—–~～]{1,2})")
_UNIT_AT_END = re.compile(f"({_UNIT})$")


@dataclass(frozen=True, slots=True)
class Component:
    """So many of one unit."""

    amount: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, its components from the largest unit down: 3年6个月 has two."""

    components: tuple[Component, ...]

    @property
    def single(self) -> Component | None:
        """The only component, if there is but one: what a deadline of the genre has."""
        return self.components[0] if len(self.components) == 1 else None


@dataclass(frozen=True, slots=True)
class DurationRange:
    """From `low` to `high`; None where that side is open."""

    low: Duration | None
    high: Duration | None


def parse_duration(text: str) -> Duration | None:
    """The length that is the whole text: 5个工作日, 一周, 半年, 两个半月, 3年6个月; else None."""
    folded = fold_number(text)
    found: dict[Unit, Decimal] = {}
    position = 0
    while position < len(folded):
        match = _PIECE.match(folded, position)
        amount = parse_number(match[1]) if match else None
        if match is None or amount is None:
            return None
        unit, factor = _UNITS[match[4]] if match[4] in _UNITS else _UNITS["个" + match[4]]
        amount += Decimal("0.5") * (bool(match[3]) + bool(match[5]))
        found[unit] = found.get(unit, Decimal(0)) + amount * factor
        position = match.end()
    return Duration(tuple(Component(amount, unit) for unit, amount in found.items())) if found else None


def parse_duration_range(text: str) -> DurationRange | None:
    """3至5个工作日, 3年以上7年以下, 六个月以下; None if the text is no range of lengths."""
    folded = fold_number(text).replace(",", "").replace("，", "")
    if match := re.fullmatch(r"(?:(?P<low>.+?)以上)?(?:(?P<high>.+?)(?:以下|以内))?", folded):
        sides = (match["low"], match["high"])
        low, high = (parse_duration(side) if side else None for side in sides)
        if any(sides) and bool(low) == bool(sides[0]) and bool(high) == bool(sides[1]):
            return DurationRange(low, high)
    halves = _SIDES.split(folded)
    if len(halves) != 2 or not (unit := _UNIT_AT_END.search(halves[1])):
        return None
    low, high = parse_duration(halves[0]) or parse_duration(halves[0] + unit[1]), parse_duration(halves[1])
    return DurationRange(low, high) if low and high else None


_COUNTED = re.compile(
    rf"(?P<ahead>未来|今后|近|最近|过去(?:的)?)?(?P<length>(?:(?:{_NUMBER})个?半?(?:{_UNIT})半?)+)"
    r"(?P<edge>之内|以内|内|之后|以后|后|之前|以前|前)?"
)


def resolve_shift(text: str, reference: dt.date) -> dt.date | CalendarUnknown | None:
    """The day that 15个工作日内, 20天后 or 近三个月 leads to from `reference`, which is not counted itself.

    10日内 from 1 June leads to 11 June. None if the text names no such day.
    """
    match = _COUNTED.fullmatch(fold_number(text))
    length = parse_duration(match["length"]) if match else None
    if match is None or length is None or not (match["ahead"] or match["edge"]):
        return None
    back = (match["ahead"] or "").startswith(("近", "最近", "过去")) or (match["edge"] or "").endswith("前")
    return shift(reference, length, "before" if back else "after")


def shift(day: dt.date, length: Duration, direction: Literal["before", "after"]) -> dt.date | CalendarUnknown | None:
    """The day that lies `length` before or after `day`; None if the length is no whole number of days or leaves
    the calendar. Working days are counted by the holiday calendar; half a year is six months, half a month 15 days.
    """
    try:
        return _shifted(day, length, direction)
    except (ValueError, OverflowError):  # beyond the year 9999
        return None


def _shifted(day: dt.date, length: Duration, direction: Literal["before", "after"]) -> dt.date | CalendarUnknown | None:
    sign = -1 if direction == "before" else 1
    for component in length.components:
        if component.unit == "working_day":
            moved = add_workdays(day, sign * int(component.amount))
            if isinstance(moved, CalendarUnknown):
                return moved
            day = moved
            continue
        step = _whole_step(component)
        if step is None:
            return None
        months, days = step
        day = add_months(day, sign * months) + dt.timedelta(days=sign * days)
    return day


def _whole_step(component: Component) -> tuple[int, int] | None:
    """A component as months and days."""
    amount, unit = component.amount, component.unit
    if unit == "year":
        amount, unit = amount * 12, "month"
    if unit == "month":
        half = 15 if amount % 1 == Decimal("0.5") else 0
        return (int(amount), half) if half or amount % 1 == 0 else None
    return (0, int(amount)) if unit == "day" and amount % 1 == 0 else None
