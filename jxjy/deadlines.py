"""Dated windows and deadlines → `deadlines.ics`, a calendar of all-day events that any calendar program imports.

Nothing depends on the clock: importing a calendar again moves the same events (same UID) instead of doubling them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from icalendar import Calendar, Event

from jxjy import fingerprint, wording
from normalize.record import DateFact, NoticeRecord

EPOCH = dt.date(2000, 1, 1)
"""DTSTAMP where a notice carries no date of issue: RFC 5545 demands one, and the clock would change the file."""


def calendar(records: Iterable[NoticeRecord]) -> bytes:
    """The calendar of a batch: an event per deadline, two per window (first and last day), in order of date."""
    events = {str(event["UID"]): event for record in records for event in _events(record)}
    result = Calendar()
    result.add("PRODID", "-//jxjy//deadlines//ZH")
    result.add("VERSION", "2.0")
    result.add("METHOD", "PUBLISH")
    result.add("X-WR-CALNAME", "继续教育期限")
    for event in sorted(events.values(), key=lambda e: (e.decoded("DTSTART"), str(e["UID"]))):
        result.add_component(event)
    content: bytes = result.to_ical()
    return content


def _events(record: NoticeRecord) -> Iterator[Event]:
    for fact in record.dates:
        kind = wording.label("date_kind", fact.kind)
        if fact.start is not None and fact.end is not None and fact.start != fact.end:
            yield _event(record, fact, fact.start, f"{kind}开始")
            yield _event(record, fact, fact.end, f"{kind}截止")
        elif (day := fact.end or fact.start) is not None:
            yield _event(record, fact, day, kind)


def _event(record: NoticeRecord, fact: DateFact, day: dt.date, what: str) -> Event:
    name = wording.visible(wording.notice(record))
    event = Event()
    event.add("UID", f"{_identity(record, fact, day, what)}@jxjy")
    event.add("DTSTAMP", dt.datetime.combine(record.issue_date or EPOCH, dt.time(), dt.UTC))
    event.add("DTSTART", day)
    if day < dt.date.max:  # a date misread as the last day that there is has no day after
        event.add("DTEND", day + dt.timedelta(days=1))
    event.add("SUMMARY", f"{name}：{what}{'' if fact.certain else '（推断）'}")
    event.add("DESCRIPTION", wording.visible("\n".join(_description(record, fact))))
    event.add("CATEGORIES", [name])
    event.add("TRANSP", "TRANSPARENT")  # a deadline does not make the person busy
    return event


def _description(record: NoticeRecord, fact: DateFact) -> Iterator[str]:
    yield f"原文：{fact.evidence.quote}"
    yield f"时间：{wording.date(fact)}"
    where = "，".join(filter(None, (wording.clause(fact.evidence.clause), wording.place(fact.evidence))))
    if where:
        yield f"位置：{where}"
    if record.title:
        yield f"通知：{record.title}{f'（{record.doc_number}）' if record.doc_number else ''}"
    yield f"文件：{record.source.file}"


def _identity(record: NoticeRecord, fact: DateFact, day: dt.date, what: str) -> str:
    """What makes it the same event tomorrow: the notice, the matter, the day and the sentence – not the file's name."""
    area = record.jurisdiction.name if record.jurisdiction is not None else ""
    parts = (area, record.doc_number or record.title or "", what, day.isoformat(), "".join(fact.evidence.quote.split()))
    return fingerprint.of_text(*parts)[:32]
