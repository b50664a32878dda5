"""Lines with hours → hours under the caps of a day and of a year.

A day's cap: hours of a class are spread over the days that they were filed for, the item that ends first being served
first, never more than the cap a day. A year's cap: what comes last is cut.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from normalize.record import Subject
from rulesgen.interpret.program import Cap
from rulesgen.interpret.records import Item, Line, Number, Reason, covers_class, covers_subject

_LAST = dt.date.max


def counts(cap: Cap, class_: str, subject: Subject | None) -> bool:
    """Whether a cap counts hours of a class and subject, leaving out what is open."""
    if not covers_subject(cap.subject, subject):
        return False
    return covers_class(cap.class_, class_) or any(covers_class(c, class_) for c in cap.counted)


def may_count(cap: Cap, class_: str, subject: Subject | None) -> bool:
    """The same with what is open: hours are sure only if they hold even so."""
    return counts(cap, class_, subject) or any(covers_class(c, class_) for c in cap.open)


def cap_reason(cap: Cap) -> Reason:
    """The reason that a cut by a cap is reported under."""
    if cap.per == "day":
        return "DAY_CAPPED"
    return "STUDY_CAPPED" if cap.class_ == "study" else "YEAR_CAPPED"


def order(line: Line) -> dt.date:
    """By what lines are served: the last day; those without one come last."""
    span = line.item.span
    return span[1] if span else _LAST


def capped(cap: Cap, lines: Sequence[Line], hours: Sequence[Number], counted: Sequence[bool]) -> list[Number]:
    """The hours of all lines under one cap; those that it does not count (by index) stay as they are."""
    mine = [i for i, counts_it in enumerate(counted) if counts_it and hours[i]]
    if not mine:
        return list(hours)
    mine.sort(key=lambda i: order(lines[i]))
    result = list(hours)
    if cap.per == "year":
        left = cap.hours
        for i in mine:
            result[i] = min(hours[i], left)
            left -= result[i]
        return result
    for i in mine:
        result[i] = min(hours[i], _own_limit(cap, lines[i].item, hours[i]))
    _share_days(cap, [i for i in mine if lines[i].item.span], lines, result)
    return result


def days(item: Item) -> int | None:
    """Days that an item took: as filed, but no more than lie between its dates; None where neither is said."""
    span = item.span
    if span is None:
        return item.days
    length = (span[1] - span[0]).days + 1
    return min(item.days, length) if item.days else length


def _own_limit(cap: Cap, item: Item, hours: Number) -> Number:
    count = days(item)
    return hours if count is None else cap.hours * count


def _share_days(cap: Cap, dated: Sequence[int], lines: Sequence[Line], result: list[Number]) -> None:
    """Items on the same days share the cap of these days. `dated` are in order of their last day."""
    spans = {i: span for i in dated if (span := lines[i].item.span)}
    by_start = sorted(spans, key=lambda i: spans[i])
    if all(spans[b][0] > spans[a][1] for a, b in pairwise(by_start)):
        return
    edges = sorted({s for s, _ in spans.values()} | {e + dt.timedelta(1) for _, e in spans.values()})
    left = {i: result[i] for i in dated}
    for start, stop in pairwise(edges):
        room = cap.hours * (stop - start).days
        for i in dated:
            if spans[i][0] <= start and spans[i][1] >= start and room:
                taken = min(left[i], room)
                left[i] -= taken
                room -= taken
    for i in dated:
        result[i] -= left[i]
