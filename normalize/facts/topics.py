"""Mentions of topics → TrainingItem."""

from __future__ import annotations

from extract import Mentions
from normalize.evidence import evidence
from normalize.record import TrainingItem
from normalize.values.identifiers import canonical_title
from normalize.values.numbers import parse_number


def training_items(mentions: Mentions) -> tuple[TrainingItem, ...]:
    """All topics, in reading order; a topic counts once, with its force where one is said."""
    document = mentions.document
    found: dict[tuple[str, str, str], TrainingItem] = {}
    for mention in mentions.of("training_item"):
        title, category, hours = (mention.part(role) for role in ("title", "category", "hours"))
        if title is None or category is None:
            continue
        name = canonical_title(document.quote(title.span)).replace("等方面的", "等")
        key = (category.label, mention.label, name)
        if key not in found:
            found[key] = TrainingItem.model_validate(
                {
                    "category": category.label or "other",
                    "requirement": mention.label or None,
                    "title": name,
                    "hours": parse_number(document.quote(hours.span)) if hours else None,
                    "evidence": evidence(document, mention.span),
                }
            )
    forced = {(category, name) for category, force, name in found if force}
    return tuple(item for (category, force, name), item in found.items() if force or (category, name) not in forced)
