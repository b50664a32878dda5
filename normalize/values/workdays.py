"""Days in, working days out, by the State Council's calendar of holidays and shifted weekends (chinesecalendar).

The calendar is published a year at a time. A year that it lacks is answered with CalendarUnknown, never with a guess.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import chinese_calendar

_STEP = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarUnknown:
    """No calendar of working days is known for `year`."""

    year: int


def is_workday(day: dt.date) -> bool | CalendarUnknown:
    """Whether people work on this day: weekdays without a holiday, and weekends that are worked in exchange."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # how chinesecalendar says that it lacks the year
        return CalendarUnknown(day.year)


def add_workdays(day: dt.date, count: int) -> dt.date | CalendarUnknown:
    """The day `count` working days after `day` (before it if negative); `day` itself is not counted.

    Five working days before the start of a course is add_workdays(start, -5): the last day to file.
    """
    step = _STEP if count > 0 else -_STEP
    left = abs(count)
    while left:
        day += step
        works = is_workday(day)
        if isinstance(works, CalendarUnknown):
            return works
        left -= works
    return day


def workdays_between(start: dt.date, end: dt.date) -> int | CalendarUnknown:
    """Working days after `start` up to and with `end`: add_workdays(start, n) lies n away. Negative if end < start."""
    if end < start:
        back = workdays_between(end - _STEP, start - _STEP)
        return back if isinstance(back, CalendarUnknown) else -back
    count = 0
    while start < end:
        start += _STEP
        works = is_workday(start)
        if isinstance(works, CalendarUnknown):
            return works
        count += works
    return count
