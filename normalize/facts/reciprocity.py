"""Mentions of reciprocity → names of places, cities without 市, in reading order, each once."""

from __future__ import annotations

from extract.mentions import Mentions
from normalize.evidence import evidence
from normalize.record import Evidence
from normalize.values.regions import Region, region_by_letter, region_by_name


def reciprocity(mentions: Mentions, region: Region | None = None) -> tuple[tuple[str, ...], Evidence | None]:
    """The places of mutual recognition and the sentence that names the first; the notice's own `region` is left out."""
    document = mentions.document
    places: list[str] = []
    first: Evidence | None = None
    own = {bare_place(region.name), bare_place(region.name).removesuffix("省")} if region else set()
    for mention in mentions.of("reciprocity"):
        names = [bare_place(document.quote(p.span)) for p in mention.all("place")]
        new = [n for n in dict.fromkeys(names) if n not in places and n not in own and not _is_own(n, region)]
        if new and first is None:
            first = evidence(document, mention.span)
        places.extend(new)
    return tuple(places), first


def _is_own(name: str, region: Region | None) -> bool:
    """大理州 in a notice of 大理白族自治州."""
    named = region_by_name(name, region) if region is not None and region.code is not None else None
    return named is not None and region is not None and named.code == region.code


def bare_place(name: str) -> str:
    """济南市 → 济南, 冀 → 河北省; provinces, counties and institutions as printed."""
    if len(name) == 1 and (province := region_by_letter(name)) is not None:
        name = province.name
    return name.removesuffix("市") if len(name) > 2 else name
