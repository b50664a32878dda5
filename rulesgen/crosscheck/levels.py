"""Notices against those of higher levels (CFL_*): year and legibility of the baseline, hours, deadlines above."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.checks.requirements import Requirement, first, requirements
from normalize.facts.provisions import provision
from normalize.record import DateFact, Evidence
from normalize.values.numbers import parse_number
from rulesgen.crosscheck.held import Held, Remark, above, remark
from rulesgen.crosscheck.words import words
from rulesgen.place import LEVELS

_CITY, _NATION = LEVELS.index("city"), LEVELS.index("nation")
_SUBJECTS = ("public", "professional", "total")


def baseline_year(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_BASELINE_YEAR_MISMATCH: the nearest yearly notice above is of another year."""
    for notice in run:
        base = next((b for b in above(notice, run) if not b.is_standing), None)
        if base is None or notice.is_standing or notice.record.year is None or base.record.year is None:
            continue
        if base.record.year != notice.record.year:
            yield remark(
                notice,
                "CFL_BASELINE_YEAR_MISMATCH",
                notice.head,
                [(base, base.head)],
                baseline=base.record.year,
                own=notice.record.year,
            )


def unreadable(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_BASELINE_UNREADABLE: hours that others are measured by could not be read for certain."""
    bases = {base.index: base for notice in run for base in above(notice, run)}
    for _, base in sorted(bases.items()):
        for subject in _SUBJECTS:
            stated = _required(base, subject)
            if stated is not None and not stated.certain:
                item = f"{words().requirements[subject]}要求"
                yield remark(base, "CFL_BASELINE_UNREADABLE", stated.evidence, item=item)


def hours(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_LOOSER and CFL_STRICTER: hours a year against the nearest level above from which they differ.

    The nation's two thirds for professional subjects are a general rule (一般): below them is open to argument.
    """
    for notice in run:
        for subject in _SUBJECTS:
            own = _required(notice, subject)
            if own is not None and own.certain and not _is_disputed(notice, own):
                yield from _against(notice, subject, own.amount or Decimal(0), own.evidence, run)
        if reduced := _reduced(notice):
            subject, amount, place = reduced
            yield from _against(notice, subject, amount, [place], run)


def late(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_LATE_VS_PARENT: a city's notice is issued after the day by which the superior wants to have it.

    A superior's notice of another year gives month and day only.
    """
    for notice in run:
        issued = notice.record.issue_date
        base = next((b for b in above(notice, run) if not b.is_standing), None)
        if issued is None or base is None or notice.is_standing or notice.rank != _CITY:
            continue
        for date in _own_notice_due(base):
            if date.end and issued > _in_year(date.end, issued, notice, base):
                place = notice.record.evidence.get("issue_date")
                yield remark(
                    notice,
                    "CFL_LATE_VS_PARENT",
                    [place] if place else notice.head,
                    [(base, [date.evidence])],
                    item="本件印发日期",
                    own=issued.isoformat(),
                    baseline=date.end.isoformat(),
                )


def _against(
    notice: Held, subject: str, amount: Decimal, places: Sequence[Evidence], run: Sequence[Held]
) -> Iterator[Remark]:
    """The finding against the nearest superior with another value, if any."""
    for base in above(notice, run):
        required = _required(base, subject)
        if required is None or not required.certain or required.amount is None or required.amount == amount:
            continue
        looser = amount < required.amount
        doubtful = looser and base.rank == _NATION and subject == "professional"
        yield remark(
            notice,
            "CFL_LOOSER" if looser else "CFL_STRICTER",
            places,
            [(base, required.evidence)],
            certainty="judgment" if doubtful else None,
            item=words().requirements[subject],
            own=f"{amount.normalize():f}学时",
            baseline=f"{required.amount.normalize():f}学时",
        )
        return


def _required(notice: Held, subject: str) -> Requirement | None:
    """The hours a year that everybody must reach: the first statement is the rule, what follows restates it."""
    return first(requirements(notice.record.quotas), subject)


def _is_disputed(notice: Held, own: Requirement) -> bool:
    """Whether the notice contradicts itself on this amount: it converts otherwise, or it only restates the rule."""
    for finding in notice.record.findings:
        places = {"NUM_CONTRADICTORY": finding.evidence[1:], "NUM_CONVERSION_MISMATCH": finding.evidence[:1]}
        for place in places.get(finding.code, ()):
            if any(place.span[0] < e.span[1] and e.span[0] < place.span[1] for e in own.evidence):
                return True
    return False


def _reduced(notice: Held) -> tuple[str, Decimal, Evidence] | None:
    """Fewer hours for some people: subject, amount and clause."""
    found = provision(notice.record, "reduced_hours")
    if found is None:
        return None
    place, value = found
    amount = parse_number(re.sub(r"\s?个?学时$", "", value))
    named = {"public": "公需" in place.quote, "professional": "专业科目" in place.quote or "专业课" in place.quote}
    subjects = [subject for subject, there in named.items() if there]
    if amount is None or len(subjects) > 1:
        return None
    return (subjects[0] if subjects else "total"), amount, place


def _own_notice_due(base: Held) -> Iterator[DateFact]:
    """Days by which the offices below are to send in their own notices."""
    for duty in base.record.filing_requirements:
        if duty.deadline_ref and words().own_notice.search(duty.what):
            yield from (d for d in base.record.dates if d.end and d.evidence.quote in duty.deadline_ref)
            return


def _in_year(day: dt.date, issued: dt.date, notice: Held, base: Held) -> dt.date:
    """The superior's day in the year of the notice's issue; 29 February becomes the 28th where there is none."""
    if notice.record.year == base.record.year:
        return day
    try:
        return day.replace(year=issued.year)
    except ValueError:
        return day.replace(year=issued.year, day=28)
