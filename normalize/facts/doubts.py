"""Facts → the same with less confidence, and not certain, where recognition was not sure of their characters or the
sentence says more about their hours than the readers understand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from extract import Mentions
from ingest.document import DISAGREES, UNSURE, Document
from ingest.figures import LOST
from normalize.record import ConversionRule, DateFact, Fact, FilingRequirement, Quota

F = TypeVar("F", bound=Fact)

DOUBTFUL = 0.6
"""Confidence of a fact with a character in doubt."""

_END = re.compile("[。；;\n]")
_REACH = 25  # characters

_NUMBERS = (Quota, DateFact, ConversionRule, FilingRequirement)
"""Facts that rest on numbers and fixed words; the value of all others is their wording itself."""


def with_doubts(document: Document, facts: Sequence[F]) -> tuple[F, ...]:
    """The facts, those in doubt marked. Cheap where nothing was recognised or lost."""
    if not any(repair.reason in (UNSURE, DISAGREES, LOST) for repair in document.repairs):
        return tuple(facts)
    return tuple(_doubted(fact) if _is_in_doubt(document, fact) else fact for fact in facts)


def with_hour_doubts(mentions: Mentions, facts: Sequence[F]) -> tuple[F, ...]:
    """Facts read from a range, or from a list of numbers whose kinds could not be told, are not certain."""
    clauses = [part.span for mention in mentions.of("hour_doubt") if (part := mention.part("clause")) is not None]
    if not clauses:
        return tuple(facts)
    return tuple(
        _doubted(fact) if any(a < fact.evidence.span[1] and fact.evidence.span[0] < b for a, b in clauses) else fact
        for fact in facts
    )


def _is_in_doubt(document: Document, fact: Fact) -> bool:
    """Whether a character of it was read with doubt, or a figure near it, in the same sentence, is lost."""
    a, b = fact.evidence.span
    before, after = _END.split(document.text[max(0, a - _REACH) : a])[-1], _END.split(document.text[b : b + _REACH])[0]
    if any(r.reason == LOST for r in document.repairs_in((a - len(before), b + len(after)))):
        return True
    marks = [r for r in document.repairs_in(fact.evidence.span) if r.reason in (UNSURE, DISAGREES)]
    if isinstance(fact, _NUMBERS):
        return any(char.isdigit() for mark in marks for char in mark.fixed)
    return bool(marks)


def _doubted(fact: F) -> F:
    return fact.model_copy(update={"confidence": min(fact.confidence, DOUBTFUL), "certain": False})
