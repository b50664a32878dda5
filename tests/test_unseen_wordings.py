"""Wordings of other cities, and traps: text → the facts of the whole pipeline, no more and no fewer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract import find
from normalize import notice
from tests.texts import document
from tests.unseen_amounts import CASES as AMOUNTS
from tests.unseen_hours import CASES as HOURS
from tests.unseen_times import CASES as TIMES


def _number(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else "?"


def facts(text: str) -> list[str]:
    """Hours, dates and awards of a text, a line each."""
    record = notice(find(document(text)))
    found: list[str] = []
    for quota in record.quotas:
        scope = f" [{quota.scope}]" if quota.scope else ""
        value = f"{quota.comparator} {_number(quota.amount)} {quota.unit} {quota.period}{scope}"
        found.append(f"{quota.kind} {quota.subject} {value}")
    for date in record.dates:
        if (rel := date.relative) is not None:
            found.append(f"{date.kind} {rel.direction} {rel.amount} {rel.unit} {rel.anchor}")
        else:
            found.append(f"{date.kind} {date.start or ''}..{date.end or ''}")
    for rule in record.conversion_rules:
        caps = f"day {rule.daily_cap} year {rule.annual_cap}"
        found.append(f"award {_number(rule.amount)} {rule.unit} per {rule.per} {caps} {rule.subject}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"), [*HOURS, *AMOUNTS, *TIMES], ids=[t[:24] for t, _ in [*HOURS, *AMOUNTS, *TIMES]]
)
def test_facts(text: str, expected: list[str]) -> None:
    assert facts(text) == expected
