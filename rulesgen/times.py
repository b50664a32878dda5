"""Dates → the study window, lead times in working days, and deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Span
from normalize.record import DateFact, Fact, Relative
from rulesgen.model import Amount, Applies, RuleKind, Value
from rulesgen.passages import overlap, sentence
from rulesgen.pieces import Claim, Material, Piece, RuleDraft, amount, names_apart, shown, status, window_shown
from rulesgen.wording import duties_in, phrase, says, wording

_REVIEW = Applies(persons="参加职称评审的人员")
_TRAINING = Applies(class_="training")
_NOTHING = Relative(amount=0, unit="working_day", anchor="申报材料", direction="before")


def times(material: Material) -> Iterator[Piece]:
    """Windows, leads and deadlines of a notice."""
    dates = sorted(material.record.dates, key=lambda d: d.evidence.span)
    yield from _windows(material, [d for d in dates if d.kind == "study_window"])
    yield from _leads(material, [d for d in dates if d.kind == "filing_deadline" and d.relative])
    yield from _reports(material, [d for d in dates if _is_report(d)])
    yield from _filing_deadlines(material, [d for d in dates if d.kind in _FILED and d.relative is None])
    yield from _reviews(material, dates)
    yield from _others([d for d in dates if d.kind == "other"])


_FILED = ("filing_deadline", "material_deadline", "report_deadline")


def _is_report(date: DateFact) -> bool:
    return date.kind in ("report_deadline", "material_deadline") and date.relative is not None


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


# ---------------------------------------------------------------- window


def _part(text: str) -> str:
    """The one subject that a sentence speaks of, "" if of both or none."""
    parts = [part for part in ("public", "professional") if says(f"parts.{part}", text)]
    return parts[0] if len(parts) == 1 else ""


def _windows(material: Material, dates: Sequence[DateFact]) -> Iterator[Piece]:
    """Study windows: of the year as a whole or of one subject, and of earlier years whose learning is made up."""
    this_year = [d for d in dates if (d.start or d.end) and not _other_year(material, d)]
    parts = [_part(material.sentence(d)) for d in this_year]
    values = [(_iso(d.start), _iso(d.end)) for d in this_year]
    names = names_apart(list(zip(parts, values, strict=True)), "study", "window")
    for date, part, name in zip(this_year, parts, names, strict=True):
        yield from _window(date, part, name)
    for date in dates:
        year = _other_year(material, date)
        if year and (date.start or date.end):
            yield from _make_up_window(date, year)


def _other_year(material: Material, date: DateFact) -> str:
    """The year that a window is for, where its own words name another than the notice's; "" if not."""
    years = {m["year"] for m in wording("window.year").finditer(date.evidence.quote)}
    return years.pop() if len(years) == 1 and str(material.record.year) not in years else ""


def _window(date: DateFact, part: str, name: str) -> Iterator[Piece]:
    value, spans = (_iso(date.start), _iso(date.end)), (date.evidence.span,)
    label = phrase("labels", "part_window", subject=phrase("subjects", part)) if part else phrase("labels", "window")
    yield Claim(name, label, None, "window", value, status(date, value), spans)
    text = phrase("texts", "window", value=window_shown(value))
    applies = Applies(subject="public" if part == "public" else "professional") if part else Applies()
    rule = RuleDraft("window", text, spans, applies, name, "OUT_OF_WINDOW")
    if date.start is None:
        rule = rule.lowered("partial_may_underreport", phrase("reasons", "no_start"))
    if date.end is None:
        rule = rule.lowered("partial_may_underreport", phrase("reasons", "no_end"))
    yield rule


def _make_up_window(date: DateFact, year: str) -> Iterator[Piece]:
    value, spans, name = (_iso(date.start), _iso(date.end)), (date.evidence.span,), f"study.year_{year}.window"
    yield Claim(name, phrase("labels", "window_of_year", year=year), None, "window", value, status(date, value), spans)
    text, reason = phrase("texts", "window_of_year", year=year, value=window_shown(value)), "window_of_year"
    yield RuleDraft("window", text, spans, Applies(), name, None, "needs_input", phrase("reasons", reason))


# ---------------------------------------------------------------- leads


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time as rules state it; an order without a length (截止前) asks for none: 0 working days."""

    value: Amount | None
    unit: str
    text: str
    tail: str
    kind: RuleKind


def _length(relative: Relative) -> _Length:
    unit = relative.unit or "working_day"
    kind: RuleKind = "lead_workdays" if unit == "working_day" and relative.direction == "before" else "deadline"
    tail = "workdays" if unit == "working_day" else f"{unit}s"
    value = amount(relative.amount or 0)
    return _Length(value, phrase("units", unit), f"{shown(value)}{phrase('counted', unit)}", tail, kind)


def _leads(material: Material, dates: Sequence[DateFact]) -> Iterator[Piece]:
    """Filing so many working days before the activity (提前5个工作日备案)."""
    before = [(d, d.relative) for d in dates if d.relative and d.relative.direction == "before"]
    lengths = [_length(relative) for _, relative in before]
    duties = [next(iter(duties_in(material.sentence(d))), "") for d, _ in before]
    readings = [(duty, (length.value, length.unit)) for duty, length in zip(duties, lengths, strict=True)]
    heads = names_apart(readings, "training.filing", "lead")
    for (date, relative), length, head in zip(before, lengths, heads, strict=True):
        name = f"{head}_{length.tail}"
        spans = (date.evidence.span,)
        label = phrase("labels", "filing_lead")
        yield Claim(name, label, length.unit, "min", length.value, status(date, length.value), spans)
        text = phrase("texts", "filing_lead", what=relative.anchor, length=length.text)
        yield RuleDraft(length.kind, text, spans, _TRAINING, name, "LEAD_TOO_SHORT")


def _reviews(material: Material, dates: Sequence[DateFact]) -> Iterator[Piece]:
    """Learning done before the papers of a title review are handed in, by the time they are, or by a day."""
    for date in dates:
        completion = date.kind == "completion_lead"
        if completion and date.relative and date.relative.direction == "before":
            yield from _review(date, date.relative)
        elif completion and (by := _iso(date.end or date.start)):
            yield from _review_deadline(date, by)
        elif not (date.start or date.end or date.relative) and says("review.at_time", date.evidence.quote):
            yield from _review(date, _NOTHING)
    for duty in material.record.filing_requirements:
        if duty.deadline_ref and says("review.at_time", duty.deadline_ref):
            yield from _review(duty, _NOTHING)


def _review_deadline(date: DateFact, by: str) -> Iterator[Piece]:
    name, spans = "review.deadline", (date.evidence.span,)
    yield Claim(name, phrase("labels", "review_deadline"), None, "max", by, status(date, by), spans)
    text, reason = phrase("texts", "review_deadline", value=by), phrase("reasons", "review_deadline")
    yield RuleDraft("deadline", text, spans, _REVIEW, name, "OUT_OF_WINDOW", "needs_input", reason)


def _review(fact: Fact, relative: Relative) -> Iterator[Piece]:
    length = _length(relative)
    spans = (fact.evidence.span,)
    name = f"review.lead_{length.tail}"
    label = phrase("labels", "review_lead")
    yield Claim(name, label, length.unit, "min", length.value, status(fact, length.value), spans)
    key = "review_at_time" if length.value == 0 else "review_lead"
    text = phrase("texts", key, length=length.text)
    reason = phrase("reasons", "anchor", anchor=relative.anchor)
    yield RuleDraft(length.kind, text, spans, _REVIEW, name, "LEAD_TOO_SHORT", "needs_input", reason)


# ---------------------------------------------------------------- deadlines


def _reports(material: Material, dates: Sequence[DateFact]) -> Iterator[Piece]:
    """Reports due so many days after an activity (培训结业30日内)."""
    after = [(d, d.relative) for d in dates if d.relative and d.relative.direction == "after"]
    lengths = [_length(relative) for _, relative in after]
    duties = [next(iter(duties_in(material.sentence(d))), "") for d, _ in after]
    readings = [(duty, (length.value, length.unit)) for duty, length in zip(duties, lengths, strict=True)]
    heads = names_apart(readings, "training.report", "within")
    for (date, relative), length, head in zip(after, lengths, heads, strict=True):
        name = f"{head}_{length.tail}"
        spans = (date.evidence.span,)
        label = phrase("labels", "report_lag")
        yield Claim(name, label, length.unit, "max", length.value, status(date, length.value), spans)
        text = phrase("texts", "report_lag", what=relative.anchor, length=length.text)
        reason = phrase("reasons", "deadline")
        yield RuleDraft("deadline", text, spans, _TRAINING, name, None, "text_only", reason)


def _filing_deadlines(material: Material, dates: Sequence[DateFact]) -> Iterator[Piece]:
    """Plans, notices and schemes due by a day: one parameter for each thing that the sentence names."""
    unnamed = 0
    for date in dates:
        value = _iso(date.end or date.start)
        if value is None:
            continue
        duties = _due(material, date)
        if not duties:
            unnamed += 1
        for duty in duties or (f"other_{unnamed}",):
            yield from _filing_deadline(material, date, duty, value)


def _due(material: Material, date: DateFact) -> tuple[str, ...]:
    """What is due by a date: named before it or with it in its sentence, else behind it.

    Where a sentence holds several dates, what stands between two belongs to the earlier one.
    """
    own = date.evidence.span
    start, end = sentence(material.document, own)
    others = [d.evidence.span for d in material.record.dates if not overlap(d.evidence.span, own)]
    if any(start <= s < own[0] for s, _ in others):
        start = own[0]
    end = min([end, *(s for s, _ in others if s >= own[1])])
    return duties_in(material.document.text[start : own[1]]) or duties_in(material.document.text[start:end])


def _filing_deadline(material: Material, date: DateFact, duty: str, value: Value) -> Iterator[Piece]:
    name = f"filing.{duty}.deadline"
    named = phrase("duties", "other" if duty.startswith("other_") else duty)
    spans = (date.evidence.span, *_duty_spans(material, date, duty))
    yield Claim(name, phrase("labels", "filing_deadline", duty=named), None, "max", value, status(date, value), spans)
    text = phrase("texts", "filing_deadline", duty=named, value=value)
    yield RuleDraft("deadline", text, spans, Applies(), name, None, "text_only", phrase("reasons", "deadline"))


def _duty_spans(material: Material, date: DateFact, duty: str) -> Iterator[Span]:
    """Where the things due by a date are named, if they stand in its sentence but outside its own words."""
    within = sentence(material.document, date.evidence.span)
    for fact in material.record.filing_requirements:
        span = fact.evidence.span
        if overlap(span, within) and not overlap(span, date.evidence.span) and duty in duties_in(fact.evidence.quote):
            yield span


def _others(dates: Sequence[DateFact]) -> Iterator[Piece]:
    """Other days by which something is to be done. A single day (发布时间：2026-04-10, 考试时间) is no such term."""
    number = 0
    for date in dates:
        value = _iso(date.end)
        if value is None or date.start == date.end or says("in_force", date.evidence.quote):
            continue
        number += 1
        name = f"other_{number}.deadline"
        spans = (date.evidence.span,)
        yield Claim(name, phrase("labels", "other_deadline"), None, "max", value, status(date, value), spans)
        text = phrase("texts", "other_deadline", value=value, quote=" ".join(date.evidence.quote.split()))
        reason = phrase("reasons", "other_deadline")
        yield RuleDraft("deadline", text, spans, Applies(), name, None, "text_only", reason)
