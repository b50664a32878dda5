"""Mentions of time → DateFact: a window or deadline with days, or a time relative to an event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from extract import Mention, Mentions
from ingest.document import Document, Span
from normalize.evidence import evidence
from normalize.facts.header import Header
from normalize.record import DateFact, Relative
from normalize.values.dates import Boundary, Flag, resolve_date, resolve_range
from normalize.values.numbers import parse_int

_UNITS: dict[str, Literal["day", "working_day", "month", "year"]] = {
    "day": "day",
    "working_day": "working_day",
    "month": "month",
    "year": "year",
}
_YEAR_PRINTED = re.compile(r"(?:19|20)\d{2}|年(?![底末初])")
_LONG_BEFORE = 180  # days
_GUESSED_CONFIDENCE = 0.6
_IMPLICIT_CONFIDENCE = 0.9  # the year or the day is not printed


def dates(mentions: Mentions, header: Header) -> tuple[DateFact, ...]:
    """All dates, in reading order. A year not printed is that of the date of issue, else of the notice."""
    return tuple(_all(mentions, header))


def _all(mentions: Mentions, header: Header) -> Iterator[DateFact]:
    document = mentions.document
    published = _published(mentions)
    for mention in mentions.of("date"):
        atom = mention.part("atom")
        if atom is None:
            yield _event(document, mention)
        elif atom.label == "recurring":
            yield _fact(document, mention, None, None, frozenset({Flag.INVALID}))
        elif atom.label == "relative":
            yield _settled(_relative(document, mention), mention)
        else:
            yield _settled(_dated(document, mention, atom.span, header, published), mention)


def _settled(fact: DateFact, mention: Mention) -> DateFact:
    """The fact; with doubt where no word of the notice says what the day is for."""
    if mention.part("kind") is None:
        return fact
    return fact.model_copy(update={"confidence": _GUESSED_CONFIDENCE, "certain": False})


def _published(mentions: Mentions) -> dt.date | None:
    """The day the web page was published, for a window that starts with publication."""
    document = mentions.document
    for mention in mentions.of("date"):
        atom = mention.part("atom")
        if atom is not None and atom.label == "date" and "发布" in document.quote(mention.span):
            value = resolve_date(document.quote(atom.span), year=None, reference=None)
            if value is not None and value.value is not None:
                return value.value
    return None


def _dated(document: Document, mention: Mention, span: Span, header: Header, published: dt.date | None) -> DateFact:
    text = document.quote(span)
    atom = mention.part("atom")
    year = _borrowed_year(document, mention, span, header)
    context = mention.part("context")  # 9月14日报到，15—19日上课: the month of the date before
    before = resolve_date(document.quote(context.span), year=year, reference=header.issue_date) if context else None
    month_known = before is not None and before.value is not None
    reference = before.value if before is not None and month_known else header.issue_date
    if atom is not None and atom.label == "date_range":
        found = resolve_range(text, year=year, reference=reference)
        start, end, flags = (found.start, found.end, found.flags) if found else (None, None, frozenset({Flag.INVALID}))
        if Flag.START_IMPLICIT in flags:
            start = header.issue_date or published
        if Flag.REVERSED in flags or (start and end and end < start):
            end = _end_of_next_year(document, mention, start)
        return _fact(document, mention, start, end, flags - {Flag.MONTH_IMPLICIT} if month_known else flags)
    if atom is not None and atom.label == "window":
        return _two_sided(document, mention, year, header.issue_date or published)
    value = resolve_date(text, year=year, reference=reference)
    if value is None:
        return _fact(document, mention, None, None, frozenset({Flag.INVALID}))
    if month_known:
        value = replace(value, flags=value.flags - {Flag.MONTH_IMPLICIT})
    edge = mention.part("edge")
    if edge is not None and edge.label == "inexact":
        return _fact(document, mention, None, None, frozenset({Flag.INVALID}))
    day = value.value
    opens = value.boundary in (Boundary.FROM, Boundary.AFTER) or (edge is not None and edge.label == "from")
    if day is None:
        if opens:
            return _fact(document, mention, value.start, None, value.flags)  # 5月起, 9月启动
        last = value.boundary in (Boundary.BEFORE, Boundary.UNTIL) or (edge is not None and edge.label == "until")
        return _fact(document, mention, None if last else value.start, value.end, value.flags)
    if Flag.YEAR_IMPLICIT in value.flags and not month_known and (later := _next_year(day, header)) is not None:
        fact = _fact(document, mention, later if opens else None, None if opens else later, value.flags)
        return fact.model_copy(update={"confidence": _GUESSED_CONFIDENCE, "certain": False})
    if opens:
        return _fact(document, mention, day, None, value.flags)
    every = Flag.EVERY_YEAR in value.flags or mention.part("every") is not None
    if every and header.issue_date is not None and day < header.issue_date:
        fact = _fact(document, mention, None, None, value.flags)  # 每年1月底前 in a notice of April: which year?
        return fact.model_copy(update={"confidence": _GUESSED_CONFIDENCE, "certain": False})
    plain = value.boundary is Boundary.NONE and edge is None and mention.label == "other"
    start = day if plain or (edge is not None and edge.label == "on" and value.boundary is Boundary.NONE) else None
    return _fact(document, mention, start, day, value.flags)


def _borrowed_year(document: Document, mention: Mention, span: Span, header: Header) -> int | None:
    """The year of a date that prints none: that of the issue; that of the notice where it is later and the date would
    be past at the issue (a notice of December on the next year); for 当年 the year that its sentence names.
    """
    named = mention.part("named_year")
    if named is not None:
        return parse_int(document.quote(named.span))
    issued = header.issue_date
    if issued is None or header.year is None or header.year <= issued.year:
        return issued.year if issued else header.year
    found = resolve_range(document.quote(span), year=issued.year, reference=issued)
    last = (found.end or found.start) if found and Flag.START_IMPLICIT not in found.flags else None
    return header.year if last is not None and last < issued else issued.year


def _end_of_next_year(document: Document, mention: Mention, start: dt.date | None) -> dt.date | None:
    """The end of 12月22日至1月20日, which prints no year and cannot lie before its start. None where it prints one."""
    end = mention.part("end")
    if end is None or start is None or _YEAR_PRINTED.search(document.quote(end.span)):
        return None
    value = resolve_date(document.quote(end.span), year=start.year + 1, reference=start)
    return value.end if value is not None and value.end is not None and value.end > start else None


def _next_year(day: dt.date, header: Header) -> dt.date | None:
    """1月15日前 in a notice of November: the day of the next year. None where the day is not long before the issue."""
    if header.issue_date is None or (header.issue_date - day).days <= _LONG_BEFORE:
        return None
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else None


def _two_sided(document: Document, mention: Mention, year: int | None, issued: dt.date | None) -> DateFact:
    """A window of two dates printed apart; the second takes the year of the first. 即日起 is the day of the issue."""
    sides: list[dt.date | None] = []
    flags: frozenset[Flag] = frozenset()
    for role in ("from", "to"):
        part = mention.part(role)
        if part is not None and part.label == "from_issue":
            sides.append(issued)
            continue
        value = resolve_date(document.quote(part.span), year=year, reference=issued) if part else None
        sides.append(value.value if value else None)
        flags |= value.flags if value else frozenset()
        year = value.value.year if value and value.value else year
    return _fact(document, mention, sides[0], sides[1], flags)


def _fact(
    document: Document, mention: Mention, start: dt.date | None, end: dt.date | None, flags: frozenset[Flag]
) -> DateFact:
    implicit = bool(flags & {Flag.YEAR_IMPLICIT, Flag.DAY_IMPLICIT, Flag.YEAR_RELATIVE})
    invalid = bool(flags & {Flag.INVALID, Flag.MONTH_IMPLICIT})  # 5日前 without a month is no day
    return DateFact.model_validate(
        {
            "kind": mention.label,
            "start": None if invalid else start,
            "end": None if invalid else end,
            "evidence": evidence(document, mention.span),
            "confidence": _IMPLICIT_CONFIDENCE if implicit else 0.99,
            "certain": not invalid,
        }
    )


def _relative(document: Document, mention: Mention) -> DateFact:
    amount, unit, direction = mention.part("amount"), mention.part("unit"), mention.part("direction")
    anchor = mention.part("anchor")
    printed = document.quote(amount.span) if amount else ""
    number = parse_int(printed) if amount else None
    name = unit.label if unit else ""
    if name == "week" and number is not None:
        number, name = number * 7, "day"
    if printed == "半" and name == "month":
        number, name = 15, "day"
    known = _UNITS.get(name)
    return DateFact.model_validate(
        {
            "kind": mention.label,
            "relative": Relative(
                amount=number if known else None,
                unit=known if number is not None else None,
                anchor=document.quote(anchor.span) if anchor else "",
                direction="before" if direction is None or direction.label == "before" else "after",
            ),
            "evidence": evidence(document, mention.span),
        }
    )


def _event(document: Document, mention: Mention) -> DateFact:
    """An order in time without a length: before an event (relative, amount null) or at one (no value at all)."""
    anchor, direction = mention.part("anchor"), mention.part("direction")
    relative = None
    if anchor is not None and direction is not None and direction.label == "before":
        relative = Relative(amount=None, unit=None, anchor=document.quote(anchor.span), direction="before")
    return DateFact.model_validate(
        {"kind": mention.label, "relative": relative, "evidence": evidence(document, mention.span)}
    )
