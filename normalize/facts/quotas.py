"""Mentions of hours → Quota: a requirement, a cap or a credit, as typed values."""

from __future__ import annotations

from collections.abc import Iterator

from extract import Mention, Mentions
from ingest.document import Document, Level, Span
from normalize.evidence import evidence
from normalize.record import Quota
from normalize.values.numbers import parse_number

_UNITS = {"hours": "学时", "credits": "学分", "ratio": "倍"}
INFERRED_CONFIDENCE = 0.6


def quotas(mentions: Mentions) -> tuple[Quota, ...]:
    """All quotas, in reading order; a requirement said again with the same value counts once.

    Within one clause the same amount for the same subject is one requirement, whatever its wording
    (选修10学时…累计满10学时).
    """
    found: list[Quota] = []
    seen: set[tuple[object, ...]] = set()
    for quota in _all(mentions):
        key = (quota.subject, quota.kind, quota.comparator, quota.amount, quota.unit, quota.period, quota.scope)
        base, _, part = quota.subject.partition("_")
        clause = ("clause", quota.evidence.clause, base, quota.amount, quota.unit, quota.scope)
        again = any((*clause, p) in seen for p in (("", part) if part else ("", "required", "elective")))
        if quota.kind == "requirement" and (key in seen or (quota.evidence.clause and again)):
            continue
        seen.update((key, (*clause, part)))
        found.append(quota)
    return tuple(found)


def certainty(document: Document, span: Span) -> Level:
    """The least certain repair inside a span: how far a value read from it can be trusted."""
    order = (Level.CERTAIN, Level.INFERRED, Level.UNREADABLE)
    return max((r.level for r in document.repairs_in(span)), key=order.index, default=Level.CERTAIN)


def _all(mentions: Mentions) -> Iterator[Quota]:
    document = mentions.document
    for mention in mentions.of("quota"):
        number = mention.part("number")
        if number is None:
            continue
        level = certainty(document, number.span)
        amount = None if level is Level.UNREADABLE else parse_number(document.quote(number.span))
        yield Quota.model_validate(
            {
                "subject": _label(mention, "subject") or "other",
                "kind": mention.label,
                "comparator": _label(mention, "comparator") or "=",
                "amount": amount,
                "unit": _UNITS[number.label],
                "period": _label(mention, "period") or "year",
                "scope": _scope(document, mention),
                "evidence": evidence(document, mention.span),
                "confidence": 0.99 if level is Level.CERTAIN else INFERRED_CONFIDENCE,
                "certain": level is Level.CERTAIN and amount is not None,
            }
        )


def _label(mention: Mention, role: str) -> str:
    part = mention.part(role)
    return part.label if part else ""


def _scope(document: Document, mention: Mention) -> str | None:
    return "".join(document.quote(part.span) for part in mention.all("scope")) or None
