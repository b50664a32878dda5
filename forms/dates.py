"""Dates and ranges as people type them into forms → days; what is vague or impossible is told.

normalize.values reads the date itself; here are the ways of typing that only a cell for dates may be read by
(6.3-6.5, 26.6.3), and the words around: 共3天, 分3期举办.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from forms.values import NOTHING, Problem, Read, iso, plain
from forms.words import squeezed
from normalize.values.dates import DateRange, DateValue, Flag, resolve_date, resolve_range
from normalize.values.numbers import parse_number

_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})([./\-])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMMA_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})、(\d{1,2})、(\d{1,2})(?!\d)")
_MONTH_DAY = re.compile(r"(?<![\d./年])(0?[1-9]|1[0-2])([./])(0?[1-9]|[12]\d|3[01])(?![./]?\d)")
_WEEKDAY = re.compile(r"[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?")
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}|[〇零○一二三四五六七八九]{4}年|^\d{2}年")
_COUNT = r"\d+(?:\.\d+)?|[一二两三四五六七八九十]+"
_DAYS = (
    re.compile(rf"(?:共计?|合计|总计|为期|历时|用时|计|时长)[:：]?约?({_COUNT})(半?)个?(?:天|日)(半?)"),
    re.compile(rf"[(（\[]约?({_COUNT})(半?)天(半?)[)）\]]"),
    re.compile(rf"(?:^|[,，;；。、\s])({_COUNT})(半?)天(半?)(?:$|[,，;；。)）])"),
)
_EACH = re.compile(r"每[期班批次]?$")
_DAY_COUNT = re.compile(rf"约?共?({_COUNT})(半?)个?(?:天|日)?(半?)")
_TAIL = re.compile(
    rf"[(（\[]?(?:[,，;；]|\s)*(?:共计?|合计|总计|为期|历时|用时|计)[:：]?约?(?:{_COUNT})半?个?(?:天|日)半?[)）\]]?|[(（\[]约?(?:{_COUNT})半?天半?[)）\]]"
    rf"|[,，;；、\s](?:{_COUNT})半?天半?$"
)
_PARTS = re.compile(r"[,，;；。\n]|[（）()\[\]]")
_LEAD = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[期班批次])?[:：]?(?:培训|举办|开班|上课|学习)?(?:时间|日期)?[:：为]?"
)
_VAGUE = re.compile(r"待定|另行通知|暂定|未定|择期|拟定")


@dataclass(frozen=True, slots=True)
class Range:
    """The days of an entry. `vague`: it names no days; `invalid`: one that no calendar has, or end before start."""

    start: dt.date | None = None
    end: dt.date | None = None
    vague: bool = False
    invalid: bool = False
    printed_year: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it."""
        if self.invalid:
            return ("date_invalid",)
        return ("date_vague",) if self.vague else ()


def _typed(text: str, year: int | None) -> str:
    """The entry with the ways of typing that only forms have turned into the usual ones."""
    text = unicodedata.normalize("NFKC", text).replace("∼", "~").replace("〜", "~").replace("﹣", "-")
    text = _WEEKDAY.sub("", text)
    text = _COMMA_DATE.sub(r"\1.\2.\3", text)
    text = _SHORT_YEAR.sub(lambda m: f"20{m[1]}{m[2]}{m[3]}{m[2]}{m[4]}", text)
    text = re.sub(r"(?<=\d)\s*([./])\s*(?=\d)", r"\1", text)
    return _MONTH_DAY.sub(r"\1月\3日", text) if year is not None else text


def date_of(entry: str, year: int | None) -> Read:
    """The day of an entry."""
    found = range_of(entry, year)
    if found.start is not None and found.start == found.end:
        return Read(iso(found.start), (), found.printed_year)
    if found.invalid:
        return Read(None, ("date_invalid",), found.printed_year)
    return Read(None, ("date_vague",), found.printed_year)


def range_of(entry: str, year: int | None) -> Range:
    """The days of an entry, both included; of several stretches the first day and the last."""
    text = _TAIL.sub("", _typed(entry, year)).strip()
    printed = _BARE_YEAR.search(squeezed(text)) is not None
    whole = _resolved(text, year)
    parts = [whole] if whole is not None else _of_parts(text, year)
    if not parts:
        return Range(vague=True, printed_year=printed)
    if any(part.invalid for part in parts):
        return Range(parts[0].start, parts[-1].end, invalid=True, printed_year=printed)
    exact = [part for part in parts if not part.vague]
    if not exact:
        return Range(vague=True, printed_year=printed)
    starts = [part.start for part in exact if part.start is not None]
    ends = [part.end for part in exact if part.end is not None]
    if not starts or not ends:
        return Range(vague=True, printed_year=printed)
    return Range(min(starts), max(ends), printed_year=printed)


def _of_parts(text: str, year: int | None) -> list[Range]:
    found: list[Range] = []
    for piece in _PARTS.split(text):
        bare = _LEAD.sub("", squeezed(piece))
        if not bare:
            continue
        within = year if not found or found[0].start is None else found[0].start.year
        part = _resolved(bare, within) or _listed(bare, within)
        if part is not None:
            found.append(part)
    return found


def _listed(text: str, year: int | None) -> Range | None:
    """6月3日、4日、5日: days one by one."""
    pieces = text.split("、")
    first = _resolved(pieces[0], year) if len(pieces) > 1 else None
    if first is None or first.start is None:
        return None
    reference = dt.date(first.start.year, first.start.month, 1)
    last = resolve_date(pieces[-1], year=first.start.year, reference=reference)
    return Range(first.start, last.value) if last is not None and last.value is not None else None


def _resolved(text: str, year: int | None) -> Range | None:
    bare = squeezed(text).strip("。.，,")
    if not bare or _VAGUE.search(bare):
        return None
    found = resolve_range(bare, year=year)
    if found is None:
        return None
    if Flag.INVALID in found.flags:
        return Range(invalid=True)
    if Flag.REVERSED in found.flags:
        return _reversed(bare, year, found)
    if Flag.DAY_IMPLICIT in found.flags or found.start is None or found.end is None:
        return Range(vague=True)
    return Range(found.start, found.end)


def _reversed(text: str, year: int | None, found: DateRange) -> Range:
    """Both days of a range whose end lies before its start, as typed."""
    sides = re.split(r"至|到|~|—+|-(?!\d{1,2}-)", text)
    last: DateValue | None = None
    if len(sides) == 2 and found.start is not None:
        reference = dt.date(found.start.year, found.start.month, 1)
        last = resolve_date(sides[1], year=found.start.year if year is None else year, reference=reference)
    return Range(found.start, last.value if last is not None else None, invalid=True)


def days_in(entry: str) -> Read:
    """The number of days that an entry states: 共3天, (3天); 每期5天 states none."""
    text = re.sub(r"(?<=[共计期为(])\s+|\s+(?=天)", "", unicodedata.normalize("NFKC", entry))
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            if _EACH.search(text[: match.start()]) is None:
                return _days(match)
    return NOTHING


def day_count(entry: str) -> Read:
    """The entry of a cell for days: 5, 5天, 五天, 两天半."""
    match = _DAY_COUNT.fullmatch(squeezed(entry).strip("。"))
    return _days(match) if match else days_in(entry)


def _days(match: re.Match[str]) -> Read:
    value = parse_number(match[1])
    if value is None:
        return NOTHING
    return Read(plain(value + Decimal("0.5") * bool(match[2] or match[3])))
