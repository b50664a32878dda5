"""An item of learning → its lines: is it valid, and how many hours of which subject is it worth before any cap.

Order: window → approval → proof → threshold → class → award or filed hours. What fails gives no hours, with the rule;
what a gap in the list leaves open gives hours that are not sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from normalize.record import Subject
from normalize.values.workdays import CalendarUnknown, add_workdays, workdays_between
from rulesgen.interpret.program import Award, Multiplier, Program
from rulesgen.interpret.records import (
    UNKNOWN,
    Item,
    Known,
    Line,
    Number,
    Reason,
    Step,
    covers_class,
    covers_subject,
)
from rulesgen.interpret.words import told
from rulesgen.pieces import subject as subject_name

_CENT = Decimal("0.01")


def lines_of(program: Program, item: Item, known: frozenset[Known]) -> list[Line]:
    """The lines of an item, before caps: one, or one for each subject that its award names."""
    filed = item.hours if item.hours is not None else 0
    refusal = _refusal(program, item)
    if refusal is not None:
        reason, rule, detail = refusal
        return [Line(item, item.subject, 0, 0, (Step(reason, rule, filed, 0, detail),))]
    lines = [_with_subject(program, line) for line in _worth(program, item)]
    if early := _lead(program, item):
        lines[0] = replace(lines[0], steps=(*lines[0].steps, early))
    gap = _gap(program, item, known)
    if gap:
        lines = [replace(ln, low=0, steps=(*ln.steps, Step("CONFIRM", "", ln.low, 0, gap))) for ln in lines]
    return lines


# ---------------------------------------------------------------- validity

_Refusal = tuple[Reason, str, str]


def _refusal(program: Program, item: Item) -> _Refusal | None:
    """Why an item gives no hours: reason, rule, detail."""
    outside = _outside(program, item)
    if outside is not None:
        return outside
    for condition in program.conditions:
        if not covers_class(condition.class_, item.class_) or (condition.base and not item.base):
            continue
        if condition.needs == "approval" and item.approved is False:
            return "NO_APPROVAL", condition.rule, told("steps", "not_approved")
        if condition.needs == "evidence" and item.evidence is False:
            return "EVIDENCE_MISSING", condition.rule, told("steps", "no_evidence")
    for threshold in program.thresholds:
        if covers_class(threshold.class_, item.class_) and item.count is not None and item.count < threshold.least:
            detail = told("steps", "below_threshold", count=item.count, threshold=threshold.least)
            return "BELOW_THRESHOLD", threshold.rule, detail
    return None


def _outside(program: Program, item: Item) -> _Refusal | None:
    """Whether an item lies outside its window; an end that the window leaves open is the end of the year."""
    span = item.span
    if span is None:
        return None
    start, end = span
    open_start = open_end = True
    for window in program.windows:
        if not covers_subject(window.subject, item.subject):
            continue
        if window.start is not None:
            open_start = False
            if start < window.start:
                return "OUT_OF_WINDOW", window.rule, told("steps", "before_window", date=start, start=window.start)
        if window.end is not None:
            open_end = False
            if end > window.end:
                return "OUT_OF_WINDOW", window.rule, told("steps", "after_window", date=end, end=window.end)
    if (open_start and start.year < program.year) or (open_end and end.year > program.year):
        date = start if open_start and start.year < program.year else end
        rule = program.floors[0].rule if program.floors else ""  # 每年: what asks for hours of the year
        return "OUT_OF_WINDOW", rule, told("steps", "other_year", date=date, year=program.year)
    return None


def _gap(program: Program, item: Item, known: frozenset[Known]) -> str:
    """What is missing so that the item cannot be sure; "" if nothing."""
    if item.doubt:
        return item.doubt
    if item.class_ == UNKNOWN:
        return told("steps", "unknown_class")
    for unsettled in program.unsettled:
        if covers_class(unsettled.class_, item.class_):
            return told("steps", "unsettled", rule=unsettled.rule)
    if item.span is None and "date" in known and program.windows:
        return told("steps", "no_date")
    if item.approved is None and "approval" in known and _needs_approval(program, item):
        return told("steps", "approval_blank")
    return ""


def _needs_approval(program: Program, item: Item) -> bool:
    """Whether a blank in the approval column is a gap: of training held face to face, not of courses on a platform."""
    if item.class_ != "training" or covers_subject("public", item.subject):
        return False
    return any(c.needs == "approval" and not c.base and covers_class(c.class_, item.class_) for c in program.conditions)


# ---------------------------------------------------------------- worth


@dataclass(frozen=True, slots=True)
class _Given:
    """Hours of an award, sure and at most; `rule` is the award's, or that on parts of a year."""

    low: Number
    high: Number
    rule: str
    detail: str
    reason: Reason = "AWARDED"


def _worth(program: Program, item: Item) -> list[Line]:
    award = _award_of(program, item)
    if award is not None:
        return list(_awarded(award, item))
    multiplier = next((m for m in program.multipliers if covers_class(m.class_, item.class_)), None)
    if multiplier is not None:
        return [_multiplied(multiplier, item)]
    if item.hours is None:
        return [Line(item, item.subject, 0, 0, (Step("CONFIRM", "", 0, 0, told("steps", "no_hours")),))]
    return [Line(item, item.subject, item.hours, item.hours)]


def _award_of(program: Program, item: Item) -> Award | None:
    """The award for an item: that of the nearest class, and among those the one for its subject."""
    found = [a for a in program.awards if covers_class(a.class_, item.class_)]
    if not found:
        return None
    nearest = max(len(a.class_) for a in found)
    near = [a for a in found if len(a.class_) == nearest]
    fits = (a for a in near if any(covers_subject(s, item.subject) for s in a.hours))
    return next(fits, near[0])


def _awarded(award: Award, item: Item) -> Iterator[Line]:
    filed = item.hours if item.hours is not None else 0
    if award.ceiling:
        yield _up_to(award, item)
        return
    for subject, hours in award.hours.items():
        given = _of_year(award, item, hours) if award.per == "year" else _by_count(award, item, hours)
        step = Step(given.reason, given.rule, filed, given.low, given.detail)
        yield Line(item, _subject(subject, item.subject), given.low, given.high, (step,))


def _by_count(award: Award, item: Item, hours: Number) -> _Given:
    """So many hours for each: one item where none is counted, days and months as filed or between the dates."""
    fewest, most = _counts(award, item)
    filed = _to_the_cent(item.hours) if item.hours is not None else 0
    if fewest is None or most is None:
        return _Given(0, filed, award.rule, told("steps", "no_count", per=award.unit), "CONFIRM")
    low, high = _to_the_cent(hours * fewest), _to_the_cent(hours * most)
    if award.per == "unsaid" and item.count is None and filed > high:
        # 7.5学时, without a word on what for: more may be due for several months or items
        return _Given(low, filed, award.rule, told("steps", "unsaid", value=hours), "CONFIRM")
    count = fewest if fewest == most else f"{fewest}至{most}"
    return _Given(low, high, award.rule, told("steps", "award", per=award.unit, value=hours, count=count))


def _counts(award: Award, item: Item) -> tuple[Number | None, Number | None]:
    """How many there are, at least and at most; None where it must be filed."""
    match award.per:
        case "day":
            days = item.days or _length(item)
            return days, days
        case "month":
            return month_bounds(item)
        case "quantity":
            return item.count, item.count
        case _:
            count = item.count if item.count is not None else 1
            return count, count


def _to_the_cent(hours: Number) -> Number:
    """Hours with at most two decimals, the rest cut off."""
    if isinstance(hours, int):
        return hours
    cut = hours.quantize(_CENT, ROUND_DOWN)
    return int(cut) if cut == cut.to_integral_value() else cut.normalize()


def _of_year(award: Award, item: Item, hours: Number) -> _Given:
    """A year's award: in full from twelve months on, else in proportion to months where the notice says so."""
    fewest, most = month_bounds(item)
    if fewest is None or most is None or (fewest < 12 and not award.months):
        return _Given(0, hours, award.months or award.rule, told("steps", "no_months"), "CONFIRM")
    if fewest >= 12:
        return _Given(hours, hours, award.rule, told("steps", "award_year", value=hours))
    low = _rounded(award, Fraction(hours) * Fraction(fewest) / 12, up=False)
    high = _rounded(award, Fraction(hours) * min(Fraction(most), Fraction(12)) / 12, up=True)
    months = str(fewest) if fewest == most else f"{fewest}至{most}"
    return _Given(low, high, award.months, told("steps", "award_months", months=months))


def month_bounds(item: Item) -> tuple[Number | None, Number | None]:
    """Months that an item took, at least and at most: as filed, else whole months between its days."""
    if item.months is not None:
        return item.months, item.months
    if item.start is None or item.end is None:
        return None, None
    whole = (item.end.year - item.start.year) * 12 + item.end.month - item.start.month
    if item.start.day == 1 and (item.end - item.end.replace(day=1)).days >= 27:
        return whole + 1, whole + 1
    return (whole, whole + 1) if item.end.day >= item.start.day else (max(whole - 1, 0), whole + 1)


def _length(item: Item) -> int | None:
    span = item.span
    return (span[1] - span[0]).days + 1 if span else None


def _rounded(award: Award, hours: Fraction, *, up: bool) -> Number:
    """Hours by the rounding that was decided; while it is open, whole hours below and above are the bounds."""
    if hours.denominator == 1:
        return hours.numerator
    down = hours.numerator // hours.denominator
    match award.rounding:
        case "down":
            return down
        case "up":
            return down + 1
        case "half_up":
            return down + (hours - down >= Fraction(1, 2))
        case "exact":
            return _to_the_cent(Decimal(hours.numerator) / Decimal(hours.denominator))
        case None:
            return down + up


def _up_to(award: Award, item: Item) -> Line:
    """Filed hours, up to so many for each item."""
    subject, hours = next(iter(award.hours.items()))
    filed = item.hours if item.hours is not None else 0
    if item.hours is None:
        return Line(item, item.subject, 0, 0, (Step("CONFIRM", award.rule, 0, 0, told("steps", "no_hours")),))
    most = hours * (item.count if item.count is not None else 1)
    given = min(filed, most)
    step = Step("AWARDED", award.rule, filed, given, told("steps", "ceiling", per=award.unit, value=hours))
    return Line(item, _subject(subject, item.subject), given, given, (step,))


def _multiplied(multiplier: Multiplier, item: Item) -> Line:
    """Lessons given count so many times; where only hours are filed, it is open whether they are multiplied already."""
    subject = _subject(multiplier.subject, item.subject)
    filed = item.hours if item.hours is not None else 0
    if item.count is not None:
        hours = item.count * multiplier.times
        detail = told("steps", "multiplier", count=item.count, value=multiplier.times)
        return Line(item, subject, hours, hours, (Step("AWARDED", multiplier.rule, filed, hours, detail),))
    detail = told("steps", "no_lessons", value=multiplier.times)
    step = Step("CONFIRM", multiplier.rule, filed, filed, detail)
    return Line(item, subject, filed, filed * multiplier.times, (step,))


# ---------------------------------------------------------------- subjects, leads


def _subject(ruled: Subject | None, filed: Subject | None) -> Subject | None:
    """The subject that hours count for: the rule's, unless the list says which part of it."""
    return filed if ruled is None or (filed is not None and covers_subject(ruled, filed)) else ruled


def _with_subject(program: Program, line: Line) -> Line:
    """Where it has been decided which subject a class counts for, and the line has none."""
    if line.subject is not None or not program.subjects:
        return line
    for class_, (subject, decided) in program.subjects.items():
        if covers_class(class_, line.item.class_):
            detail = f"{told('steps', 'other_subject', subject=subject_name(subject))}（{decided}）"
            step = Step("AWARDED", "", line.low, line.low, detail)
            return replace(line, subject=subject, steps=(*line.steps, step))
    return line


def _lead(program: Program, item: Item) -> Step | None:
    """A training filed later than it should: said, but the hours stay; the notice refuses only what is not filed."""
    if item.filed is None or item.start is None or not covers_class("training", item.class_):
        return None
    for lead in program.leads:
        if lead.before == "training":
            last, days = add_workdays(item.start, -lead.days), workdays_between(item.filed, item.start)
            if isinstance(last, CalendarUnknown) or isinstance(days, CalendarUnknown):
                return None
            if item.filed > last:
                hours = item.hours if item.hours is not None else 0
                detail = told("steps", "lead", days=days, required=lead.days)
                return Step("LEAD_TOO_SHORT", lead.rule, hours, hours, detail)
    return None
