"""Checks of the days themselves (TIM_*): how they are printed, on what they fall, on what they hang."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import combinations

import chinese_calendar

from ingest.document import Span
from normalize.checks.case import Case
from normalize.checks.dated import Dated, dated, terms
from normalize.checks.lists import times
from normalize.checks.reading import sentence, sentences, stated
from normalize.record import Evidence, Finding
from normalize.values.dates import Boundary, Flag
from normalize.values.workdays import CalendarUnknown, is_workday, workdays_between

SHORT_NOTICE = 10
"""Working days between issue and deadline below which little time is left."""

_WEEKDAYS = "一二三四五六日"
_THIS_YEAR = re.compile("^(?:今年|明年|来年|去年)")
_WEEKDAY = re.compile(r"[（(]\s?(?:星期|周|礼拜)([一二三四五六日天])\s?[)）]")
_LAST_DAY = re.compile("[底末]")
_DEADLINES = ("filing_deadline", "material_deadline")
_NAMES = {
    "filing_deadline": "备案期限",
    "material_deadline": "报送期限",
    "report_deadline": "报告期限",
    "completion_lead": "完成期限",
    "other": "期限",
}


def year_implicit(case: Case) -> Iterator[Finding]:
    """TIM_YEAR_IMPLICIT: 6月5日前, 今年年底前; 每年3月15日前 means this year's day, which is open to argument.

    当年度12月31日 is the year that the notice is for and leaves nothing open.
    """
    for term in terms(case):
        printed = case.document.quote(term.printed)
        day = term.fact.end or term.fact.start
        implicit = Flag.YEAR_IMPLICIT in term.flags or _THIS_YEAR.match(printed)
        if day is not None and (implicit or term.every_year):
            yield case.finding(
                "TIM_YEAR_IMPLICIT",
                [term.fact.evidence],
                certainty="judgment" if term.every_year else None,
                printed=printed,
                year=day.year,
            )


def imprecise(case: Case) -> Iterator[Finding]:
    """TIM_DATE_IMPRECISE: 4月底前, 上旬, 2025年6月; the last day of the stretch is taken."""
    for term in terms(case):
        if Flag.DAY_IMPLICIT in term.flags and (term.fact.start or term.fact.end):
            sides = [d.isoformat() for d in (term.fact.start, term.fact.end) if d]
            yield case.finding(
                "TIM_DATE_IMPRECISE",
                [term.fact.evidence],
                printed=case.document.quote(term.printed),
                resolved="至".join(sides),
            )


def anchor_external(case: Case) -> Iterator[Finding]:
    """TIM_ANCHOR_EXTERNAL: a term hangs on a day that another office sets and the notice does not give.

    Only information where the order is that of time and place (提报材料时提交): there is nothing to count.
    """
    seen: set[Span] = set()
    for date in dated(case):
        anchor = date.fact.relative.anchor if date.fact.relative else ""
        if anchor and _hangs_elsewhere(case, date, anchor):
            span = sentence(case, date.fact.evidence.span) if date.is_window else date.fact.evidence.span
            seen.add(sentence(case, span))
            yield case.finding("TIM_ANCHOR_EXTERNAL", [span], anchor=anchor)
    for fact, mention in stated(case.record.dates, case.mentions.of("date")):
        at, how = mention.part("anchor"), mention.part("direction")
        if fact.relative is None and at and how and how.label == "at" and _is_external(case.document.quote(at.span)):
            place = fact.evidence
            anchor = case.document.quote(at.span)
            yield case.finding("TIM_ANCHOR_EXTERNAL", [place], severity="info", certainty="judgment", anchor=anchor)
    for span in sentences(case, case.prose):
        match = times().announced.search(case.text, *span)
        if match and span not in seen:
            yield case.finding("TIM_ANCHOR_EXTERNAL", [match.span()], anchor=match.group())


def boundary(case: Case) -> Iterator[Finding]:
    """TIM_BOUNDARY_AMBIGUOUS: one day is both 截至12月31日 and 12月31日前."""
    edged = (t for t in terms(case) if t.fact.end and Flag.DAY_IMPLICIT not in t.flags)
    found = [t for t in edged if t.boundary in (Boundary.UNTIL, Boundary.BEFORE)]
    for a, b in combinations(found, 2):
        learnt = {t.fact.kind for t in (a, b)} <= {"study_window", "other"}
        if learnt and a.fact.end == b.fact.end and a.boundary is not b.boundary:
            values = "与".join(f"“{case.document.quote(t.printed)}”" for t in (a, b))
            yield case.finding("TIM_BOUNDARY_AMBIGUOUS", [a.fact.evidence, b.fact.evidence], values=values)
            return


def non_workday(case: Case) -> Iterator[Finding]:
    """TIM_NON_WORKDAY: the first or last day falls on a weekend or holiday (weekends worked in exchange are none)."""
    for item, day, term in _days(case):
        if (name := _day_off(day)) is not None:
            yield case.finding(
                "TIM_NON_WORKDAY",
                [term.fact.evidence],
                certainty="judgment" if re.search("施行|实施|执行", term.words) else None,
                item=item,
                date=day.isoformat(),
                day=name,
            )


def calendar_unknown(case: Case) -> Iterator[Finding]:
    """TIM_CALENDAR_UNKNOWN: the State Council has not yet published the days off of a year; said once."""
    for item, day, term in _days(case):
        if isinstance(is_workday(day), CalendarUnknown):
            yield case.finding("TIM_CALENDAR_UNKNOWN", [term.fact.evidence], severity="info", year=day.year, item=item)
            return


def short_notice(case: Case) -> Iterator[Finding]:
    """TIM_SHORT_NOTICE: fewer than SHORT_NOTICE working days from the day after the issue to the deadline."""
    issued = case.record.issue_date
    for term in terms(case):
        end = term.fact.end
        if issued is None or end is None or end < issued or term.fact.kind not in _DEADLINES or term.every_year:
            continue
        days = workdays_between(issued, end)
        if not isinstance(days, CalendarUnknown) and days < SHORT_NOTICE:
            place = case.record.evidence.get("issue_date")
            places: list[Span | Evidence] = [term.fact.evidence, *([place] if place else [])]
            yield case.finding("TIM_SHORT_NOTICE", places, item=_NAMES[term.fact.kind], days=days)


def weekday(case: Case) -> Iterator[Finding]:
    """TIM_CONTRADICTORY: 12月4日（周四） where that day is a Friday; a warning, for either may be the slip."""
    for date in dated(case):
        printed = case.document.quote(date.printed)
        named = _WEEKDAY.findall(printed)
        days = [d for d in (date.fact.start, date.fact.end) if d is not None]
        days = days[-1:] if len(named) == 1 else days
        for name, day in zip(named, days, strict=False):
            actual = _WEEKDAYS[day.weekday()]
            if actual != name.replace("天", "日"):
                yield case.finding(
                    "TIM_CONTRADICTORY",
                    [date.fact.evidence],
                    severity="warning",
                    item="",
                    values=f"“{printed}”与日历不符，{day.isoformat()}为星期{actual}",
                )


def deadline_missing(case: Case) -> Iterator[Finding]:
    """TIM_DEADLINE_MISSING: hours are to be registered soon (及时), and no day is named in the sentence."""
    dates = [d.printed for d in dated(case) if d.fact.start or d.fact.end]
    places = [
        match.span()
        for span in sentences(case, case.prose)
        if (match := times().open_ended.search(case.text, *span))
        and not any(span[0] <= start < span[1] for start, _ in dates)
    ]
    if places:
        yield case.finding("TIM_DEADLINE_MISSING", places, item="学时登记")


# ---------------------------------------------------------------- events


def _is_external(anchor: str) -> bool:
    return times().external.search(anchor) is not None and not times().own_act.search(anchor)


def _hangs_elsewhere(case: Case, date: Dated, anchor: str) -> bool:
    """A lead of applicants, or a study window, whose event others set and which no date of the notice fixes."""
    if date.is_window:
        return times().external.search(anchor) is not None and not _is_fixed(case, date, anchor)
    return date.fact.kind == "completion_lead" and _is_external(anchor) and not _is_fixed(case, date, anchor)


def _is_fixed(case: Case, date: Dated, anchor: str) -> bool:
    """Whether another date of the notice says when the event is: 职称申报时间为9月1日至30日."""
    event = times().external.search(anchor)
    word = event.group() if event else anchor
    others = (d for d in dated(case) if d is not date and (d.fact.start or d.fact.end))
    return any(re.search(f"{word}[^，。；]{{0,6}}(?:时间|日期|期限|截止|于|自)", d.words) for d in others)


# ---------------------------------------------------------------- days of the calendar


def _days(case: Case) -> Iterator[tuple[str, dt.date, Dated]]:
    """First and last days that people must keep, with what they are. A month as a whole has no last day of its own."""
    for term in terms(case):
        printed = case.document.quote(term.printed)
        if Flag.DAY_IMPLICIT in term.flags and not _LAST_DAY.search(printed):
            continue
        start, end = term.fact.start, term.fact.end
        if start and start != end and Flag.START_IMPLICIT not in term.flags:
            yield ("学习起始日" if term.is_window else "起始日"), start, term
        if end:
            yield ("学习截止日" if term.is_window else _NAMES[term.fact.kind]), end, term


def _day_off(day: dt.date) -> str | None:
    """劳动节假日 or 星期日 where people do not work; None on a working day. Without a calendar weekends count."""
    works = is_workday(day)
    if isinstance(works, CalendarUnknown):
        return f"星期{_WEEKDAYS[day.weekday()]}" if day.weekday() >= 5 else None
    if works:
        return None
    _, holiday = chinese_calendar.get_holiday_detail(day)
    name = times().holidays.get(holiday or "")
    return f"{name}假日" if name else f"星期{_WEEKDAYS[day.weekday()]}"
