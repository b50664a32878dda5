"""Mentions of conversion → ConversionRule."""

from __future__ import annotations

from decimal import Decimal

from extract import Mention, Mentions
from ingest.document import Document, Level
from normalize.evidence import evidence
from normalize.facts.quotas import INFERRED_CONFIDENCE, certainty
from normalize.record import ConversionRule
from normalize.values.numbers import parse_number

_UNITS = {"hours": "学时", "credits": "学分", "ratio": "倍"}


def conversion_rules(mentions: Mentions) -> tuple[ConversionRule, ...]:
    """All rules, in reading order. A number that cannot be read is null."""
    return tuple(_rule(mentions.document, mention) for mention in mentions.of("conversion"))


def _rule(document: Document, mention: Mention) -> ConversionRule:
    number = mention.part("number") or mention.part("annual_cap") or mention.part("daily_cap")
    subject = mention.part("subject")
    per = mention.part("per")
    level = certainty(document, mention.span)
    return ConversionRule.model_validate(
        {
            "activity": _activity(document, mention),
            "amount": _value(document, mention, "number"),
            "unit": _UNITS[number.label] if number else "学时",
            "per": document.quote(per.span) if per else None,
            "daily_cap": _value(document, mention, "daily_cap"),
            "annual_cap": _value(document, mention, "annual_cap"),
            "subject": subject.label if subject else None,
            "evidence": evidence(document, mention.span),
            "confidence": 0.99 if level is Level.CERTAIN else INFERRED_CONFIDENCE,
            "certain": level is Level.CERTAIN,
        }
    )


def _value(document: Document, mention: Mention, role: str) -> Decimal | None:
    part = mention.part(role)
    if part is None or certainty(document, part.span) is Level.UNREADABLE:
        return None
    return parse_number(document.quote(part.span))


def _activity(document: Document, mention: Mention) -> str:
    """The activity in the notice's words, behind the class that its item names."""
    label = mention.part("class")
    words = "".join(document.quote(p.span) for p in mention.all("activity"))
    for kind in mention.all("kind"):
        words = f"{words}，{document.quote(kind.span)}"
    name = document.quote(label.span) if label else ""
    if name and not words.startswith(name):
        return f"{name}：{words}" if words else name
    return words if words and not words.isdigit() else document.quote(mention.span)
