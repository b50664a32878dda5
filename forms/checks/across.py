"""Checks between the fields and rows of one form: sums, days against dates, rosters."""

from __future__ import annotations

import re
from decimal import Decimal

from forms.case import Case
from forms.spec import DaysCheck, RosterCheck, RowsSumCheck, SumCheck
from forms.values import plain
from normalize.findings import Params

_ABSENT = re.compile(r"缺勤|缺席|未参加|未到|未出勤|旷课|请假|未参训")


def check_across(case: Case) -> None:
    """The checks of the spec that need no rule."""
    for check in case.spec.checks:
        match check:
            case SumCheck():
                _sum(case, check)
            case RowsSumCheck():
                _rows_sum(case, check)
            case DaysCheck():
                _days(case, check)
            case RosterCheck():
                _roster(case, check)
            case _:
                pass


def _sum(case: Case, check: SumCheck) -> None:
    total = case.number(check.total)
    parts = {key: case.number(key) for key in check.parts}
    given = {key: value for key, value in parts.items() if value is not None}
    if total is None or not given:
        return
    whole = sum((Decimal(str(value)) for value in given.values()), Decimal(0))
    if whole == Decimal(str(total)) or (len(given) < len(parts) and not _asked(case, check)):
        return
    names = "、".join(f"{case.spec.by_key[key].zh}{value}学时" for key, value in given.items())
    params = {"parts": names, "sum": plain(whole), "field": case.spec.by_key[check.total].zh, "total": total}
    case.tell("FRM_SUM_MISMATCH", params, (check.total, *given))


def _asked(case: Case, check: SumCheck) -> bool:
    """Whether the form asks for every part, so that a blank one counts as nought."""
    return all(case.fields[key].entry is not None for key in check.parts)


def _rows_sum(case: Case, check: RowsSumCheck) -> None:
    total = case.number(check.total)
    rows = [(i, row) for i, row in enumerate(case.rows) if row.row.group.key == check.group]
    if total is None or not rows:
        return
    whole = Decimal(0)
    for _, row in rows:
        value = row.value(check.column)
        if check.column in row.row.shared:
            continue  # merged with the row above: one value for both
        if not isinstance(value, int | float) or isinstance(value, bool):
            return
        whole += Decimal(str(value))
    if whole != Decimal(str(total)):
        keys = (check.total, *(f"rows[{i}].{check.column}" for i, _ in rows))
        case.tell("FRM_ROWS_SUM_MISMATCH", {"sum": plain(whole), "total": total}, keys)


def _days(case: Case, check: DaysCheck) -> None:
    start, end, days = case.day(check.start), case.day(check.end), case.number(check.days)
    expected = case.days_between(check.start, check.end)
    if start is None or end is None or days is None or expected is None:
        return
    if expected != days and not (days % 1 and expected - 1 < days < expected):
        params: Params = {"start": start.isoformat(), "end": end.isoformat(), "expected": expected, "days": days}
        case.tell("FRM_DAYS_MISMATCH", params, (check.days, check.start, check.end))


def _roster(case: Case, check: RosterCheck) -> None:
    listed = [(i, row) for i, row in enumerate(case.rows) if row.row.group.key == check.group]
    if not listed:
        return
    headcount = case.number(check.headcount)
    if headcount is not None and headcount != len(listed):
        counted = (check.headcount,) if check.headcount else ()
        case.tell("FRM_HEADCOUNT_MISMATCH", {"headcount": headcount, "listed": len(listed)}, counted)
    total = case.number(check.total)
    for i, row in listed:
        hours = row.value(check.hours)
        if not isinstance(hours, int | float) or isinstance(hours, bool):
            continue
        name = str(row.value(check.name) or f"第{i + 1}行")
        if total is not None and hours > total:
            params: Params = {"name": name, "hours": hours, "total": total}
            case.tell("FRM_ROW_HOURS_EXCEED", params, (f"rows[{i}].{check.hours}",))
        if hours > 0 and _ABSENT.search(str(row.value(check.result) or "")):
            keys = (f"rows[{i}].{check.hours}", f"rows[{i}].{check.result}")
            case.tell("FRM_ABSENT_WITH_HOURS", {"name": name, "hours": hours}, keys)
