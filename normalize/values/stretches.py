"""How a printed date narrows the calendar: year, half, quarter, month, ten days, day, each inside the one before.

One table of steps serves all wordings. `narrow` reads a cleaned date from left to right, each step taking a word off
it and cutting the stretch of days still possible; what no step can read is no date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from normalize.values.numbers import parse_int

Grain = Literal["open", "year", "half", "quarter", "month", "ten_days", "edge", "day"]
"""How exact a stretch is; edge is 初, 底 and 末."""

YearSource = Literal["borrowed", "relative", "every", "printed"]
"""Where a year comes from: lent by the base, counted from it (次年), 每年, or printed."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a date may borrow: the year and month it stands in, and the day that 上个月 or 明天 counts from."""

    year: int | None
    month: int | None = None
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, both included. `year` says how the year is known."""

    start: dt.date
    end: dt.date
    grain: Grain
    year: YearSource = "borrowed"
    month_borrowed: bool = False


class NoSuchDayError(ValueError):
    """A printed day that no calendar has, such as 2月30日. Never leaves normalize.values."""


class _UnknownError(ValueError):
    """The text leans on a year, month or day that the base does not have."""


def narrow(text: str, base: Base) -> Stretch | None:
    """The stretch of days that a cleaned date leaves; None if it is no date or leans on what `base` lacks.

    Raises NoSuchDayError if the date is written properly but does not exist.
    """
    stretch: Stretch | None = None
    rest = text
    try:
        while rest:
            after = stretch.grain if stretch else "open"
            matches = ((step, step.word.match(rest)) for step in _STEPS if after in step.after)
            step, match = next((found for found in matches if found[1]), (None, None))
            if step is None or match is None:
                return None
            stretch = step.cut(stretch, match, base)
            rest = rest[match.end() :]
    except _UnknownError:
        return None
    return stretch


# ---------------------------------------------------------------- calendar


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise NoSuchDayError(f"{year}-{month}-{day}") from error


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    if not 1 <= month <= 12:
        raise NoSuchDayError(f"{year}-{month}")
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _months(inside: Stretch, first: int, last: int, grain: Grain) -> Stretch:
    """Months `first` to `last` of the stretch, counted from 1."""
    start, end = add_months(inside.start, first - 1), add_months(inside.start, last - 1)
    return replace(inside, start=start, end=month_end(end.year, end.month), grain=grain)


def _whole_year(year: int, how: YearSource) -> Stretch:
    return Stretch(_day(year, 1, 1), _day(year, 12, 31), "year", how)


def _in_year(stretch: Stretch | None, base: Base) -> Stretch:
    if stretch is not None:
        return stretch
    if base.year is None:
        raise _UnknownError
    return _whole_year(base.year, "borrowed")


def _today(base: Base) -> dt.date:
    if base.today is None:
        raise _UnknownError
    return base.today


def _integer(digits: str) -> int:
    if re.search(r"[一二三四五六七八九]", digits):
        digits = re.sub(r"[0O]", "〇", digits)  # 二0二六 and 二O二六 for 二〇二六
    value = parse_int(digits)
    if value is None:
        raise _UnknownError
    return value


# ---------------------------------------------------------------- steps

Cut = Callable[[Stretch | None, re.Match[str], Base], Stretch]


@dataclass(frozen=True, slots=True)
class _Step:
    """A word of a date, the grains it may follow, and the cut that it makes."""

    word: re.Pattern[str]
    after: frozenset[Grain]
    cut: Cut


_N = r"[0-9〇零O一二两三四五六七八九十]"
_RELATIVE = {
    "每": 0,
    "本": 0,
    "当": 0,
    "今": 0,
    "同": 0,
    "这": 0,
    "次": 1,
    "翌": 1,
    "来": 1,
    "明": 1,
    "下一": 1,
    "下": 1,
    "下个": 1,
    "上一": -1,
    "上": -1,
    "上个": -1,
    "去": -1,
    "昨": -1,
}
_REL = "|".join(sorted(_RELATIVE, key=len, reverse=True))


def _printed_year(_: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    year = _integer(match[1])
    if year < 100 and len(match[1]) == 2:  # 26年5月; a year that lies well ahead belongs to the last century
        pivot = (base.today.year if base.today else base.year or 2000) + 10
        year += 2000 if 2000 + year <= max(pivot, 2030) else 1900
    return _whole_year(year, "printed")


def _relative_year(_: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    year = _in_year(None, base).start.year
    return _whole_year(year + _RELATIVE[match[1]], "every" if match[1] == "每" else "relative")


def _numeric(_: Stretch | None, match: re.Match[str], __: Base) -> Stretch:
    year, month, day = int(match["y"]), match["m"], match["d"]
    if day:
        only = _day(year, int(month), int(day))
        return Stretch(only, only, "day", "printed")
    if month:
        return Stretch(_day(year, int(month), 1), month_end(year, int(month)), "month", "printed")
    return _whole_year(year, "printed")


def _month_and_day(_: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    year = _in_year(None, base)
    only = _day(year.start.year, int(match["m"]), int(match["d"]))
    return replace(year, start=only, end=only, grain="day")


def _month(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    year = _in_year(stretch, base)
    month = _integer(match[1])
    return replace(year, start=_day(year.start.year, month, 1), end=month_end(year.start.year, month), grain="month")


def _relative_month(_: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    start = add_months(_today(base).replace(day=1), _RELATIVE[match[1]])
    return Stretch(start, month_end(start.year, start.month), "month", "relative")


def _day_of_month(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    day = _integer(match[1])
    if stretch is None:
        if base.month is None or day > 31:  # 60日 is a length of time
            raise _UnknownError
        year = _in_year(None, base)
        stretch = replace(year, start=year.start.replace(month=base.month), month_borrowed=True)
    only = _day(stretch.start.year, stretch.start.month, day)
    return replace(stretch, start=only, end=only, grain="day")


def _relative_day(_: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    only = _today(base) + dt.timedelta(days=_RELATIVE[match[1]])
    return Stretch(only, only, "day", "relative")


def _half(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    return _months(_in_year(stretch, base), *((1, 6) if match[1] == "上" else (7, 12)), "half")


def _quarter(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    printed = match[1] or match[2] or match[3]
    number = 1 if printed == "首" else _integer(printed)
    return _months(_in_year(stretch, base), 3 * number - 2, 3 * number, "quarter")


def _relative_quarter(_: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    today = _today(base)
    start = add_months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * _RELATIVE[match[1]])
    return _months(Stretch(start, start, "quarter", "relative"), 1, 3, "quarter")


def _first_quarters(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    return _months(_in_year(stretch, base), 1, 3 * _integer(match[1]), "quarter")


def _first_months(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    return _months(_in_year(stretch, base), 1, _integer(match[1]) if match[1] else 1, "month")


def _last_months(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    return _months(_in_year(stretch, base), 13 - _integer(match[1]), 12, "month")


def _first_days(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    inside = _in_year(stretch, base)
    return replace(inside, end=inside.start + dt.timedelta(days=_integer(match[1]) - 1), grain="ten_days")


def _last_days(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    inside = _in_year(stretch, base)
    return replace(inside, start=inside.end - dt.timedelta(days=_integer(match[1]) - 1), grain="ten_days")


def _ten_days(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    month = _in_year(stretch, base)
    first = {"上": 1, "中": 11, "下": 21}[match[1]]
    end = month.end if match[1] == "下" else month.start.replace(day=first + 9)
    return replace(month, start=month.start.replace(day=first), end=end, grain="ten_days")


_EDGE_DAYS = 5
_LAST_DAYS_FROM = 25  # 月初 and 月底 are no more exact than this; only the last day of 月底 is ever taken as a value


def _edge(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    inside = _in_year(stretch, base)
    early = match[1] == "初"
    if inside.grain == "month":
        if early:
            return replace(inside, end=inside.start.replace(day=_EDGE_DAYS), grain="edge")
        return replace(inside, start=inside.end.replace(day=_LAST_DAYS_FROM), grain="edge")
    if inside.grain == "quarter":
        return _months(inside, *((1, 1) if early else (3, 3)), "edge")
    return _months(inside, *((1, 2) if early else (11, 12)), "edge")


def _this_month_edge(_: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    if base.month is None or base.year is None:
        raise _UnknownError
    month = Stretch(dt.date(base.year, base.month, 1), month_end(base.year, base.month), "month")
    return _edge(month, match, base)


def _feast(stretch: Stretch | None, match: re.Match[str], base: Base) -> Stretch:
    year = _in_year(stretch, base)
    only = _day(year.start.year, *{"元": (1, 1), "五": (5, 1), "劳": (5, 1), "国": (10, 1)}[match.group()[0]])
    return replace(year, start=only, end=only, grain="day")


def _step(word: str, after: str, cut: Cut) -> _Step:
    grains: dict[str, Grain] = {"o": "open", "y": "year", "h": "half", "q": "quarter", "m": "month"}
    return _Step(re.compile(word), frozenset(grains[letter] for letter in after), cut)


_STEPS = (
    _step(r"(?P<y>(?:19|20)\d{2})(?P<m>(?:0[1-9]|1[0-2]))(?P<d>\d{2})$", "o", _numeric),
    _step(r"(?P<y>(?:19|20)\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})日?$", "o", _numeric),
    _step(r"(?P<y>(?:19|20)\d{2})[-/.](?P<m>\d{1,2})(?P<d>)$", "o", _numeric),
    _step(r"(?P<y>(?:19|20)\d{2})(?P<m>)(?P<d>)$", "o", _numeric),
    _step(r"(?P<m>\d{1,2})\.(?P<d>\d{1,2})$", "o", _month_and_day),
    _step(rf"({_N}{{4}}|{_N}{{2}}|[一二两]千(?:零{_N}{{1,3}})?)年度?的?", "o", _printed_year),
    _step(rf"({_REL})年度?的?", "o", _relative_year),
    _step(rf"({_N}{{1,3}})月份?", "oy", _month),
    _step(rf"(?!每)({_REL})月份?", "o", _relative_month),
    _step(r"([上下])半年", "oy", _half),
    _step(r"(?:第?([一二三四1-4首])|第([一二三四1-4])个|(首)个)季度", "oy", _quarter),
    _step(rf"(?!每)({_REL})季度", "o", _relative_quarter),
    _step(rf"前({_N})个?季度", "oy", _first_quarters),
    _step(rf"前({_N}{{1,2}})个?月|首月", "y", _first_months),
    _step(rf"后({_N}{{1,2}})个?月", "y", _last_months),
    _step(rf"前({_N}{{1,2}})[天日]", "m", _first_days),
    _step(rf"最后({_N}{{1,2}})[天日]", "m", _last_days),
    _step(r"([上中下])旬", "m", _ten_days),
    _step(r"月?([初底末])", "m", _edge),
    _step(r"年?([初底末])", "y", _edge),
    _step(r"年([初底末])", "o", _edge),
    _step(r"([初底末])", "q", _edge),
    _step(r"月([初底末])", "o", _this_month_edge),
    _step(rf"({_N}{{1,3}})[日号]", "om", _day_of_month),
    _step(rf"({_N}{{1,3}})$", "m", _day_of_month),
    _step(rf"(?!每)({_REL})[日天]", "o", _relative_day),
    _step(r"元旦节?|(?:五一)?(?:国际)?劳动节|五一节?|国庆节?", "oy", _feast),
)
