"""Mentions of reciprocity → names of places without 市, in reading order, each once."""

from __future__ import annotations

from extract.mentions import Mentions
from normalize.evidence import evidence
from normalize.record import Evidence
from normalize.values.regions import Region


def reciprocity(mentions: Mentions, region: Region | None = None) -> tuple[tuple[str, ...], Evidence | None]:
    """The places of mutual recognition and the sentence that names the first; the notice's own `region` is left out."""
    document = mentions.document
    places: list[str] = []
    first: Evidence | None = None
    own = bare_place(region.name) if region else None
    for mention in mentions.of("reciprocity"):
        names = [bare_place(document.quote(p.span)) for p in mention.all("place")]
        new = [n for n in dict.fromkeys(names) if n not in places and n != own]
        if new and first is None:
            first = evidence(document, mention.span)
        places.extend(new)
    return tuple(places), first


def bare_place(name: str) -> str:
    """济南市 → 济南, 山东省 → 山东; the rest as printed."""
    return name.removesuffix("市").removesuffix("省") if len(name) > 2 else name
