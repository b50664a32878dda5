"""Printed dates in, days out, with flags for all that is not printed.

6月底 is the stretch of a month's last days, and its value the last of them. A day that no calendar has gives no value.
A range lends its first date's year and month to the second; the year after is taken only where 次年 is printed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from normalize.values.numbers import fold_number
from normalize.values.stretches import Base, NoSuchDayError, Stretch, YearSource, narrow


class Flag(StrEnum):
    """What a date leaves to the reader."""

    YEAR_IMPLICIT = "year_implicit"  # 6月5日
    YEAR_RELATIVE = "year_relative"  # 当年12月31日, 次年3月
    EVERY_YEAR = "every_year"  # 每年11月30日: the value is that of the year given
    MONTH_IMPLICIT = "month_implicit"  # 15日前
    DAY_IMPLICIT = "day_implicit"  # 6月底, 上旬, 2026年12月, 第三季度
    INVALID = "invalid"  # 2月30日
    START_IMPLICIT = "start_implicit"  # 即日起, 自通知发布之日起
    START_MISSING = "start_missing"  # 截至12月31日
    END_MISSING = "end_missing"  # 自1月1日起
    REVERSED = "reversed"  # 9月1日至3月31日: the year of the end is not printed


class Boundary(StrEnum):
    """The word at a date's edge: 前, 止 or 截至, 起 or 自, 后, 内."""

    NONE = ""
    BEFORE = "before"
    UNTIL = "until"
    FROM = "from"
    AFTER = "after"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as far as it is determined.

    `value` is the day meant where one is meant: the printed day, or the last day of 6月底 and 年底. For 上旬, a month,
    a quarter or a year it is None, and `start` and `end` (both included) bound the stretch. All are None if INVALID.
    """

    value: dt.date | None
    start: dt.date | None
    end: dt.date | None
    flags: frozenset[Flag] = frozenset()
    boundary: Boundary = Boundary.NONE


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `start` to `end`, both included; a side is None where it is not determined, and a flag says why."""

    start: dt.date | None
    end: dt.date | None
    flags: frozenset[Flag] = frozenset()


_LEADS = {
    Boundary.UNTIL: re.compile(r"截止(?:日期|时间)?(?:为|到|至)?:?|截至:?"),
    Boundary.FROM: re.compile(r"自|从"),
}
_TAILS = {
    Boundary.BEFORE: re.compile(r"(?:之前|以前|前)$"),
    Boundary.UNTIL: re.compile(r"(?:为止|截止|结束|止)$"),
    Boundary.FROM: re.compile(r"(?:开始|以来|起)$"),
    Boundary.AFTER: re.compile(r"(?:之后|以后|后)$"),
    Boundary.WITHIN: re.compile(r"(?:期间|之内|以内|内)$"),
}
_SAID_TWICE = re.compile(
    r"[,，]?\((?:星期|周|礼拜)[一二三四五六日天]\)|^(?:星期|周)[一二三四五六日天][,，]?|\(含(?:当[日天]|本日)?\)"
)
_ABOUT = re.compile(r"(?:左右|前后)$|^公元")
_PART_OF_DAY = "(?:上午|下午|中午|晚上|晚|早上|凌晨)"
_HOUR = r"[\d零〇一二两三四五六七八九十]{1,3}"
_TIME = (
    rf"{_PART_OF_DAY}?(?:\d{{2}}:\d{{2}}(?::\d{{2}})?时?|(?<!\d)\d:\d{{2}}|(?<!\d){_HOUR}[时点](?:{_HOUR}分?|半|整)?)"
)
_CLOCK = re.compile(rf"(?<=[日号\d])-?(?:{_TIME}|{_PART_OF_DAY}?下班|{_PART_OF_DAY})$")
_CLOCK_ALONE = re.compile(_TIME)
_RANGE_SIGNS = (re.compile(r"至|到|~{1,2}|[—–―]{1,2}|--"), re.compile(r"-"))
_COUNTED_FROM_NOW = re.compile(r"去年|今年|明年|来年|上年|本年")
_FROM_ISSUE = re.compile(
    r"(?:自|从)?(?:本?(?:通知|文件|公告|方案|办法|规定|意见)?(?:发布|印发|下发|公布|发文|施行|实施|执行)(?:之日|之时|日)?"
    r"|即日|现在)(?:起|开始)?"
)


def resolve_date(text: str, *, year: int | None = None, reference: dt.date | None = None) -> DateValue | None:
    """The date printed in `text`, edges and clock times allowed; None if it is none or leans on what is not given.

    `year` is taken where none is printed (and for 当年), else the year of `reference`; `reference` is the day that
    本月, 上个月 and a bare 15日 are seen from, normally the issue date.
    """
    bare, boundary = _strip(_folded(text))
    try:
        stretch = narrow(bare, _base(year, reference))
    except NoSuchDayError:
        return DateValue(None, None, None, frozenset({Flag.INVALID}), boundary)
    if stretch is None:
        return None
    return DateValue(_day_meant(stretch, bare), stretch.start, stretch.end, _flags(stretch), boundary)


def resolve_range(text: str, *, year: int | None = None, reference: dt.date | None = None) -> DateRange | None:
    """The range printed in `text`: two dates and a sign, 即日起至…, or a single date as the stretch that it is.

    The second date borrows year and month from the first. 即日起 and 自通知发布之日起 begin on `reference`. An end
    before its start is None with the flag REVERSED. None if `text` is no range and no date.
    """
    single = resolve_date(text, year=year, reference=reference)
    if single is not None:
        return _one_sided(single)
    folded = _folded(text)
    for sign in _RANGE_SIGNS:
        for match in sign.finditer(folded):
            found = _between(folded[: match.start()].rstrip(",，"), folded[match.end() :], _base(year, reference))
            if found is not None:
                return found
    return None


def _folded(text: str) -> str:
    """Digits in one form; 元月 is January."""
    return fold_number(text).replace("元月", "1月")


def _base(year: int | None, reference: dt.date | None) -> Base:
    if reference is None:
        return Base(year)
    return Base(reference.year if year is None else year, reference.month, reference)


def _strip(text: str) -> tuple[str, Boundary]:
    """The date without its edge words, clock time and weekday, and the edge."""
    boundary = Boundary.NONE
    text = _SAID_TWICE.sub("", text)
    for edge, lead in _LEADS.items():
        if match := lead.match(text):
            boundary, text = edge, text[match.end() :]
    for edge, tail in _TAILS.items():
        if match := tail.search(text):
            boundary, text = edge, text[: match.start()]
            break
    return _ABOUT.sub("", _CLOCK.sub("", text)), boundary


def _between(left: str, right: str, base: Base) -> DateRange | None:
    right = _strip(right)[0]
    if _FROM_ISSUE.fullmatch(left):
        return _from_issue(right, base)
    left = _strip(left)[0]
    try:
        first = narrow(left, base) or narrow(
            left + right.removesuffix("份")[-1:], base
        )  # 5-11月: the sign stands once, at the end
        if first is None:
            return None
        if _CLOCK_ALONE.fullmatch(right):
            return _joined(first, first)
        lent = base if _COUNTED_FROM_NOW.match(right) else Base(first.start.year, first.start.month, base.today)
        if re.fullmatch(r"\d{1,2}[-./]\d{1,2}", right):  # 2026.5.1-12.31
            right = f"{first.start.year}.{right}"
        second = narrow(right, lent)
    except NoSuchDayError:
        return DateRange(None, None, frozenset({Flag.INVALID}))
    return _joined(first, second) if second else None


def _from_issue(right: str, base: Base) -> DateRange | None:
    try:
        end = narrow(right, base)
    except NoSuchDayError:
        return DateRange(base.today, None, frozenset({Flag.START_IMPLICIT, Flag.INVALID}))
    if end is None:
        return None
    if base.today is not None and end.end < base.today:  # 即日起至1月20日 in a notice of December
        return DateRange(base.today, None, _flags(end) | {Flag.START_IMPLICIT, Flag.REVERSED})
    return DateRange(base.today, end.end, _flags(end) | {Flag.START_IMPLICIT})


def _joined(first: Stretch, second: Stretch) -> DateRange:
    flags = _flags(first) | (_flags(second) - {Flag.YEAR_IMPLICIT, Flag.MONTH_IMPLICIT})  # the first has or flags them
    if second.end < first.start:
        return DateRange(first.start, None, flags | {Flag.REVERSED} | (_flags(second) & {Flag.YEAR_IMPLICIT}))
    return DateRange(first.start, second.end, flags)


def _one_sided(date: DateValue) -> DateRange:
    if date.boundary in (Boundary.BEFORE, Boundary.UNTIL):
        return DateRange(None, date.end, date.flags | {Flag.START_MISSING})
    if date.boundary in (Boundary.FROM, Boundary.AFTER):
        return DateRange(date.start, None, date.flags | {Flag.END_MISSING})
    return DateRange(date.start, date.end, date.flags)


def _day_meant(stretch: Stretch, printed: str) -> dt.date | None:
    if stretch.grain == "day":
        return stretch.start
    return stretch.end if stretch.grain == "edge" and printed.endswith(("底", "末")) else None


_YEAR_FLAGS: dict[YearSource, Flag] = {
    "borrowed": Flag.YEAR_IMPLICIT,
    "relative": Flag.YEAR_RELATIVE,
    "every": Flag.EVERY_YEAR,
}


def _flags(stretch: Stretch) -> frozenset[Flag]:
    flags = {_YEAR_FLAGS[stretch.year]} if stretch.year in _YEAR_FLAGS else set()
    if stretch.grain != "day":
        flags.add(Flag.DAY_IMPLICIT)
    if stretch.month_borrowed:
        flags.add(Flag.MONTH_IMPLICIT)
    return frozenset(flags)
