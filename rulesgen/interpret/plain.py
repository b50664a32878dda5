"""People and outcomes as plain JSON data: for conformance vectors, and prepared as input of the exported decision.

Hours are integers, or decimals as text ('7.5') as in rule files. Days are ISO 8601.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from rulesgen.interpret.items import month_bounds
from rulesgen.interpret.records import Item, Known, Number, Outcome, Person

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None


def number_plain(number: Number | None) -> int | str | None:
    """A number as rule files write it."""
    return number if number is None or isinstance(number, int) else format(number, "f")


def person_plain(person: Person) -> dict[str, Plain]:
    """A person; what is not said is left out."""
    items: list[Plain] = [_item_plain(item) for item in person.items]
    doubts: list[Plain] = list(person.doubts)
    return _said({"id": person.id, "review": _day(person.review), "doubts": doubts}) | {"items": items}


def _item_plain(item: Item) -> dict[str, Plain]:
    return _said(
        {
            "class": item.class_,
            "subject": item.subject,
            "start": _day(item.start),
            "end": _day(item.end),
            "hours": number_plain(item.hours),
            "days": item.days,
            "count": number_plain(item.count),
            "months": number_plain(item.months),
            "approved": item.approved,
            "evidence": item.evidence,
            "filed": _day(item.filed),
            "base": item.base or None,
            "doubt": item.doubt,
        }
    )


def _said(data: dict[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def outcome_plain(outcome: Outcome) -> dict[str, Plain]:
    """What an outcome decides: verdict, hours of each line, state of each floor."""
    lines: list[Plain] = [
        {"subject": line.subject, "low": number_plain(line.low), "high": number_plain(line.high)}
        for line in outcome.lines
    ]
    floors: list[Plain] = [
        {"rule": f.rule, "low": number_plain(f.low), "high": number_plain(f.high), "state": f.state}
        for f in outcome.floors
    ]
    return {"state": outcome.state, "lines": lines, "floors": floors}


# ---------------------------------------------------------------- input of the exported decision


def decision_input(person: Person, known: frozenset[Known]) -> dict[str, Plain]:
    """A person as the exported decision takes them: days as ordinals, months as bounds, every key present."""
    items: list[Plain] = [_prepared(item, known) for item in person.items]
    return {"items": items, "doubted": bool(person.doubts)}


def _prepared(item: Item, known: frozenset[Known]) -> dict[str, Plain]:
    span = item.span
    fewest, most = month_bounds(item)
    return {
        "class": item.class_,
        "subject": item.subject or "",
        "start": span[0].toordinal() if span else None,
        "end": span[1].toordinal() if span else None,
        "start_year": span[0].year if span else None,
        "end_year": span[1].year if span else None,
        "hours": _float(item.hours),
        "days": item.days,
        "count": _float(item.count),
        "months_low": _float(fewest),
        "months_high": _float(most),
        "approved": item.approved,
        "evidence": item.evidence,
        "base": item.base,
        "doubt": bool(item.doubt),
        "dates_known": "date" in known,
        "approvals_known": "approval" in known,
    }


def _float(number: Number | None) -> int | float | None:
    """A number as JSON has it; the engine reads it back as a decimal."""
    return float(number) if isinstance(number, Decimal) else number
