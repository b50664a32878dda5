"""Mentions of duties to file → FilingRequirement."""

from __future__ import annotations

from extract import Mention, Mentions
from ingest.document import Document
from normalize.evidence import evidence
from normalize.record import FilingRequirement
from normalize.values.numbers import parse_int


def filing_requirements(mentions: Mentions) -> tuple[FilingRequirement, ...]:
    """All duties to submit, register or have approved something, in reading order."""
    return tuple(_duty(mentions.document, mention) for mention in mentions.of("filing"))


def _duty(document: Document, mention: Mention) -> FilingRequirement:
    annex = mention.part("annex")
    return FilingRequirement(
        what=_words(document, mention, "what") or document.quote(mention.span),
        form_attachment_no=parse_int(document.quote(annex.span)) if annex else None,
        to=_words(document, mention, "to"),
        deadline_ref=_words(document, mention, "deadline"),
        consequence=_words(document, mention, "consequence"),
        evidence=evidence(document, mention.span),
    )


def _words(document: Document, mention: Mention, role: str) -> str | None:
    part = mention.part(role)
    return document.quote(part.span) if part else None
