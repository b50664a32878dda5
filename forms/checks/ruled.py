"""Checks against the rules in force: lead in working days, hours a day, the year, the minimum, the window."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from forms.case import Case, day_of
from forms.dates import range_of
from forms.record import RuleUse
from forms.spec import DailyCapCheck, LeadCheck, MinimumCheck, RowsCapCheck, WindowCheck, YearCheck
from normalize.findings import Params
from normalize.values.workdays import CalendarUnknown, is_workday

_DAY = dt.timedelta(days=1)
_LONGEST_HOLIDAY = 8  # working days that a festival takes out of a row of weeks, at most
_YEAR_LEFT_OPEN = re.compile(r"(?:^|[(（\s_＿×XxＸ*〇○]|20)\s*年\s*度")  # 　　年度…计划, 20__年度
_LEAD_HORIZON = 400  # days ahead beyond which no lead is too short


def check_ruled(case: Case) -> None:
    """The checks of the spec that rest on a rule or on the filing year."""
    for check in case.spec.checks:
        match check:
            case LeadCheck():
                _lead(case, check)
            case DailyCapCheck():
                _daily_cap(case, check)
            case RowsCapCheck():
                _rows_cap(case, check)
            case YearCheck():
                _year(case, check)
            case MinimumCheck():
                _minimum(case, check)
            case WindowCheck():
                _window(case, check)
            case _:
                pass
    if case.spec.approver is not None:
        case.rule(case.spec.approver)


# ---------------------------------------------------------------- lead


def _lead(case: Case, check: LeadCheck) -> None:
    start, rule = case.day(check.start), case.rule(check.parameter)
    required = _amount(rule)
    if start is None or case.filed is None or required is None:
        return
    days, guessed = _workdays(case.filed, start)
    if days < required:
        params: Params = {"start": start.isoformat(), "days": max(days, 0), "required": plain_number(required)}
        case.tell("FRM_LEAD_TOO_SHORT", params, (check.start, check.filed), rule)
    if guessed is not None and days < required + _LONGEST_HOLIDAY:
        case.tell("TIM_CALENDAR_UNKNOWN", {"year": guessed, "item": "提前量"}, (check.start,), rule)


def _workdays(filed: dt.date, start: dt.date) -> tuple[int, int | None]:
    """Working days from the day of filing (included) to the start (not included), and the year that had to be counted
    by weekends alone. 5 working days before a Monday is the Monday before.
    """
    if (start - filed).days > _LEAD_HORIZON:
        return _LEAD_HORIZON, None
    count, guessed, day = 0, None, filed
    while day < start:
        works = is_workday(day)
        if isinstance(works, CalendarUnknown):
            guessed, works = works.year, day.weekday() < 5
        count += works
        day += _DAY
    return count, guessed


# ---------------------------------------------------------------- hours a day


def _daily_cap(case: Case, check: DailyCapCheck) -> None:
    hours, days = case.number(check.hours), case.number(check.days)
    if days is None:
        days = case.days_between(check.start, check.end)
    rule = case.rule(check.parameter)
    cap = _amount(rule)
    if hours is not None and days is not None and cap is not None and hours > days * cap:
        params = {"days": days, "cap": plain_number(days * cap), "hours": hours}
        case.tell("FRM_HOURS_EXCEED_DAYS", params, (check.hours, check.days), rule)


def _rows_cap(case: Case, check: RowsCapCheck) -> None:
    """A row whose days can be told may not hold more hours than they allow."""
    cap = _amount(rule := case.rule(check.parameter))
    for i, row in enumerate(case.rows):
        hours, slot = row.value(check.hours), row.row.cells.get(check.time)
        if row.row.group.key != check.group or slot is None or cap is None:
            continue
        days = range_of(slot.text, case.title_year or case.year).days
        if isinstance(hours, int | float) and not isinstance(hours, bool) and 0 < days * cap < hours:
            params: Params = {"days": days, "cap": plain_number(days * cap), "hours": hours}
            case.tell("FRM_HOURS_EXCEED_DAYS", params, (f"rows[{i}].{check.hours}",), rule)


def plain_number(value: int | float) -> int | float:
    """40.0 as 40."""
    return int(value) if value == int(value) else value


def _amount(rule: RuleUse | None) -> int | float | None:
    """The number that a rule states."""
    if rule is None or isinstance(rule.value, bool):
        return None
    if isinstance(rule.value, int | float):
        return rule.value
    try:
        return float(rule.value) if isinstance(rule.value, str) else None
    except ValueError:
        return None


# ---------------------------------------------------------------- year


def _year(case: Case, check: YearCheck) -> None:
    """The year of the title, of the training dates and of the rows is the year that the form is filed for."""
    params = {"year": case.year}
    if case.title_year is not None and case.title_year != case.year:
        case.tell(
            "FRM_YEAR_MISMATCH", {"field": "标题年度", "value": case.title_year, **params}, _title_key(case, "title")
        )
    elif case.title_year is None and not _title_key(case, "") and _YEAR_LEFT_OPEN.search(_printed_title(case)):
        case.tell("FRM_FIELD_MISSING", {"field": "标题年度"}, ("title",))
    told: set[object] = set()
    for key in check.fields:
        read = case.fields.get(key)
        day = case.day(key)
        if read is None or day is None or day.year == case.year or read.entry is None or read.entry.span in told:
            continue
        if not read.printed_year and case.title_year is not None:
            continue  # the year is the title's, and told there
        told.add(read.entry.span)
        case.tell("FRM_YEAR_MISMATCH", {"field": read.entry.label, "value": day.isoformat(), **params}, (key,))
    for i, row in enumerate(case.rows):
        days = [(key, day) for key in check.columns if (day := day_of(row.value(key))) is not None]
        wrong = next(((key, day) for key, day in days if day.year != case.year), None)
        if wrong is not None and (row.cells[wrong[0]].printed_year or case.title_year is None):
            field = f"第{i + 1}行{row.cells[wrong[0]].spec.zh}"
            case.tell(
                "FRM_YEAR_MISMATCH",
                {"field": field, "value": wrong[1].isoformat(), **params},
                (f"rows[{i}].{wrong[0]}",),
            )


def _title_key(case: Case, other: str) -> tuple[str, ...]:
    return tuple(key for key, read in case.fields.items() if read.spec.type == "year") or tuple(filter(None, (other,)))


def _printed_title(case: Case) -> str:
    return case.title.text if case.title is not None else ""


# ---------------------------------------------------------------- minimum and window


def _minimum(case: Case, check: MinimumCheck) -> None:
    hours, rule = case.number(check.field), case.rule(check.parameter)
    required = _amount(rule)
    if hours is not None and required is not None and hours < required:
        params = {"field": case.spec.by_key[check.field].zh, "hours": hours, "required": plain_number(required)}
        case.tell("FRM_QUOTA_BELOW_MINIMUM", params, (check.field,), rule)


def _window(case: Case, check: WindowCheck) -> None:
    rule = case.rule(check.parameter)
    if rule is None or not isinstance(rule.value, tuple) or len(rule.value) != 2:
        return
    first, last = (day_of(bound) for bound in rule.value)
    if not any(bound is not None and bound.year == case.year for bound in (first, last)):
        return
    window = f"{rule.value[0] or '（未写起始日期）'}至{rule.value[1] or '（未写截止日期）'}"
    for key, named, day in _days_of(case, check):
        outside = (first is not None and day < first) or (last is not None and day > last)
        if outside and day.year == case.year:
            params = {"field": named, "value": day.isoformat(), "window": window}
            case.tell("FRM_WINDOW_OUTSIDE", params, (key,), rule)


def _days_of(case: Case, check: WindowCheck) -> Iterator[tuple[str, str, dt.date]]:
    for key in check.fields:
        if (day := case.day(key)) is not None:
            yield key, case.spec.by_key[key].zh, day
    for i, row in enumerate(case.rows):
        for key in check.columns:
            if (day := day_of(row.value(key))) is not None:
                yield f"rows[{i}].{key}", f"第{i + 1}行{row.cells[key].spec.zh}", day
                break
