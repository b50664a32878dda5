"""Hours, topics and recognition as offices of many trades and years word them: text → all its facts of these kinds."""

from __future__ import annotations

import pytest

from extract import find
from normalize import notice
from tests.test_unseen_wordings import facts
from tests.texts import document
from tests.unseen_offices import HOURS
from tests.unseen_tables import TABLES
from tests.unseen_topics import TOPICS


def topics(text: str) -> list[str]:
    """Topics and places of recognition of a text, a line each."""
    record = notice(find(document(text)))
    found = [
        f"{item.category} {item.requirement or '-'} {item.title}"
        + (f" {item.hours.normalize():f}" if item.hours else "")
        for item in record.training_items
    ]
    return [*found, *(f"recognised {place}" for place in record.reciprocity)]


@pytest.mark.parametrize(("text", "expected"), [*HOURS, *TABLES], ids=[t[:24] for t, _ in [*HOURS, *TABLES]])
def test_hours(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), TOPICS, ids=[t[:24] for t, _ in TOPICS])
def test_topics_and_places(text: str, expected: list[str]) -> None:
    assert topics(text) == expected
