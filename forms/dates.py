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
_MONTH_DAY = re.compile(r"(?<![\d./年])(0?[1-9]|1[0-2])([./])(0?[1-9]|[12]\d|3[01])(?![./]?\d|\s*半?个?天)")
_TO_DAY = re.compile(  # 2026.5.25-27, 5.25—27
    r"(?<![\d.])((?:(?:19|20)\d{2}([./\-]))?)(0?[1-9]|1[0-2])([./\-])(0?[1-9]|[12]\d|3[01])日?\s*(?:-|—|–|~|至|到)+\s*"
    r"(0?[1-9]|[12]\d|3[01])日?(?![\d./\-]|\s*[月年天])"
)
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
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
    rf"|[,，;；、\s](?:{_COUNT})半?天半?$|(?<=日)[,，、\s]*(?:共|计)?[_\s]*天$"
)
_PARTS = re.compile(r"[,，;；。\n]|[（）()\[\]]")
_LEAD = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[期班批次])?[:：]?(?:培训|举办|开班|上课|学习)?(?:时间|日期)?[:：为]?"
)
_VAGUE = re.compile(r"待定|另行通知|暂定|未定|择期|拟定")


@dataclass(frozen=True, slots=True)
class Range:
    """The days of an entry. `vague`: it names no days; `invalid`: one that no calendar has, or end before start.
    `days`: how many days its stretches hold together.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    days: int = 0
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
    text = _folded(text).replace("∼", "~").replace("〜", "~").replace("﹣", "-")
    text = _WEEKDAY.sub("", text)
    text = _COMMA_DATE.sub(r"\1.\2.\3", text)
    text = _SHORT_YEAR.sub(lambda m: f"20{m[1]}{m[2]}{m[3]}{m[2]}{m[4]}", text)
    text = re.sub(r"(?<=\d)\s*([./])\s*(?=\d)", r"\1", text)
    text = _TO_DAY.sub(_to_day, re.sub(r"-{2,}", "-", text))
    return _MONTH_DAY.sub(r"\1月\3日", text) if year is not None else text


def _folded(text: str) -> str:
    """Half width, and the numerals of cheques as the usual ones."""
    return unicodedata.normalize("NFKC", text).translate(_CAPITALS)


def _to_day(match: re.Match[str]) -> str:
    year, sign, month, other, first, last = match.groups()
    if sign not in (None, other) or (not year and other == "-"):  # 5-25-27 could be a date of 2005
        return match.group()
    return f"{year[:4]}年{month}月{first}日至{last}日" if year else f"{month}月{first}日至{last}日"


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
    return Range(min(starts), max(ends), sum(part.days for part in exact), printed_year=printed)


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
    """6月3日、4日、5日 and 6月15-16日、22-23日: days or stretches one by one, each in the month of the one before."""
    pieces = [piece for piece in text.split("、") if piece]
    found: list[Range] = []
    for piece in pieces if len(pieces) > 1 else ():
        before = found[-1].end if found else None
        dated = piece if before is None or re.search(r"[月./]", piece) else f"{before.month}月{piece}"
        part = _resolved(dated if dated.endswith("日") else f"{dated}日", before.year if before else year)
        if part is None or part.start is None or part.end is None or (before is not None and part.start < before):
            return None
        found.append(part)
    return Range(found[0].start, found[-1].end, sum(part.days for part in found)) if found else None


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
    return Range(found.start, found.end, (found.end - found.start).days + 1)


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
    text = re.sub(r"(?<=[共计期为(])\s+|\s+(?=天)", "", _folded(entry))
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            if _EACH.search(text[: match.start()]) is None:
                return _days(match)
    return NOTHING


def day_count(entry: str) -> Read:
    """The entry of a cell for days: 5, 5天, 五天, 两天半."""
    match = _DAY_COUNT.fullmatch(_folded(squeezed(entry)).strip("。"))
    return _days(match) if match else days_in(entry)


def _days(match: re.Match[str]) -> Read:
    value = parse_number(match[1])
    if value is None:
        return NOTHING
    return Read(plain(value + Decimal("0.5") * bool(match[2] or match[3])))
