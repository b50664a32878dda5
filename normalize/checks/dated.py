"""A Case → its dates as the checks of times see them: the fact, the words it was read from, what these leave open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extract.mentions import Mention
from ingest.document import Span
from normalize.checks.case import Case
from normalize.checks.lists import times
from normalize.checks.reading import sentence, stated
from normalize.record import DateFact
from normalize.values.dates import Boundary, Flag, resolve_date, resolve_range

DUE = frozenset({"filing_deadline", "material_deadline", "report_deadline", "completion_lead"})
"""Kinds of dates by which something is due."""

_SHORTEST_SAYING = 4  # characters that a date's clause holds besides the date itself where it says what is due


@dataclass(frozen=True, slots=True)
class Dated:
    """One date. `printed` is the span of its own words, `words` its clause, `around` its sentence."""

    fact: DateFact
    printed: Span
    flags: frozenset[Flag]
    boundary: Boundary
    words: str
    around: str

    @property
    def is_window(self) -> bool:
        """Whether it is the time in which people learn."""
        return self.fact.kind == "study_window"

    @property
    def is_term(self) -> bool:
        """Whether something is due by it, or people learn in it; not a day on which something is published."""
        if times().describes.search(self.words):
            return False
        if self.is_window or self.fact.kind in DUE:
            return True
        length = self.printed[1] - self.printed[0]
        bare = len(self.words) <= length and re.search(r"[\t\n]", self.around) is None
        words = self.around if bare else self.words  # 12月1日至10日，各单位持证书办理验证
        return len(words) - length >= _SHORTEST_SAYING and not times().publication.search(words)

    @property
    def every_year(self) -> bool:
        """Whether the day comes every year."""
        return Flag.EVERY_YEAR in self.flags

    @property
    def year_printed(self) -> bool:
        """Whether the year stands in the date itself."""
        return not self.flags & {Flag.YEAR_IMPLICIT, Flag.YEAR_RELATIVE, Flag.EVERY_YEAR}


def dated(case: Case) -> tuple[Dated, ...]:
    """All dates with a day or a relative time, in reading order; a date that two finders report counts once."""
    found: dict[tuple[Span, str], Dated] = {}
    for fact, mention in stated(case.record.dates, case.mentions.of("date")):
        atom = mention.part("atom")
        printed = atom.span if atom else mention.span
        flags, boundary = _left_open(case, mention)
        around = case.document.quote(sentence(case, mention.span))
        words = case.document.quote(mention.span)
        found.setdefault((printed, fact.kind), Dated(fact, printed, flags, boundary, words, around))
    return tuple(found.values())


def terms(case: Case) -> tuple[Dated, ...]:
    """The dates that people must keep."""
    return tuple(date for date in dated(case) if date.is_term)


def windows(case: Case) -> tuple[Dated, ...]:
    """The times in which people learn."""
    return tuple(date for date in dated(case) if date.is_window)


def _left_open(case: Case, mention: Mention) -> tuple[frozenset[Flag], Boundary]:
    """What the printed words of a date leave to the reader, and the word at its edge."""
    atom = mention.part("atom")
    if atom is None or atom.label == "relative":
        return frozenset(), Boundary.NONE
    if atom.label == "date_range":
        return _range_flags(case.document.quote(atom.span), _year(case), case.record.issue_date), Boundary.UNTIL
    if atom.label == "window":
        first, last = mention.part("from"), mention.part("to")
        flags, _ = _of_dates(case, [p.span for p in (first, last) if p and p.label != "from_issue"])
        if first is not None and first.label == "from_issue":
            return flags | {Flag.START_IMPLICIT}, Boundary.UNTIL
        return flags - {Flag.YEAR_IMPLICIT} if _first_has_year(case, mention) else flags, Boundary.UNTIL
    flags, boundary = _of_dates(case, [atom.span])
    context = mention.part("context")  # 2025年9月14日报到，15日上课: the year stands with the date before
    if (
        context is not None
        and Flag.MONTH_IMPLICIT in flags
        and Flag.YEAR_IMPLICIT not in _of_dates(case, [context.span])[0]
    ):
        flags -= {Flag.YEAR_IMPLICIT}
    return flags, boundary


def _of_dates(case: Case, spans: Iterable[Span]) -> tuple[frozenset[Flag], Boundary]:
    flags: frozenset[Flag] = frozenset()
    boundary = Boundary.NONE
    for span in spans:
        more, boundary = _date_flags(case.document.quote(span), _year(case), case.record.issue_date)
        flags |= more
    return flags, boundary


@lru_cache(maxsize=256)
def _date_flags(text: str, year: int | None, reference: dt.date | None) -> tuple[frozenset[Flag], Boundary]:
    value = resolve_date(text, year=year, reference=reference)
    return (value.flags, value.boundary) if value else (frozenset(), Boundary.NONE)


@lru_cache(maxsize=256)
def _range_flags(text: str, year: int | None, reference: dt.date | None) -> frozenset[Flag]:
    found = resolve_range(text, year=year, reference=reference)
    return found.flags if found else frozenset()


def _first_has_year(case: Case, mention: Mention) -> bool:
    """平台于2025年3月1日开通，11月30日关闭: the second date takes the printed year of the first."""
    first = mention.part("from")
    return first is not None and Flag.YEAR_IMPLICIT not in _of_dates(case, [first.span])[0]


def _year(case: Case) -> int | None:
    return case.record.issue_date.year if case.record.issue_date else case.record.year
