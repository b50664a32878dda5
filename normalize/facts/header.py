"""Mentions of the head and foot → title, issuer, number, date of issue, year and jurisdiction, each with evidence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from extract import Mention, Mentions
from ingest.document import Document, Level
from normalize.evidence import evidence
from normalize.record import Evidence, Jurisdiction
from normalize.values.dates import resolve_date
from normalize.values.identifiers import canonical_doc_number, canonical_title
from normalize.values.numbers import fold_number, parse_int
from normalize.values.regions import Region, region_of_issuer

_ISSUER_RANK = {"signature": 0, "title": 1, "letterhead": 2, "named": 3}
_COUNTIES = re.compile(
    r"各(?:区县|县区|市县|县市区?|县|区)(?!级)|县[（(]市、?区[)）]|县[（(]区[)）]|区[（(]县[)）]|市[（(]区[)）]"
)
_DEPARTMENT = 6  # a name so short is that of a department within a house
_HEAD = 1500  # code points in which title and addressees stand
_HOUSE_PARTS = ("科", "处", "室", "部", "股", "办")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Header:
    """The scalars of a NoticeRecord; None where the notice does not say or cannot be read."""

    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issue_date: dt.date | None = None
    year: int | None = None
    region: Region | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)

    @property
    def jurisdiction(self) -> Jurisdiction | None:
        """The region as the record prints it."""
        if self.region is None:
            return None
        return Jurisdiction(code=self.region.code, name=self.region.name, level=self.region.level)


def read_header(mentions: Mentions) -> Header:
    """The header of a notice. A damaged year in the title is taken from the body; nothing else is filled in."""
    document = mentions.document
    found: dict[str, Evidence] = {}
    title = _first(mentions, "title")
    number = _first(mentions, "doc_number")
    date = _first(mentions, "issue_date")
    issuers = _issuers(mentions)
    for name, mention in (("title", title), ("doc_number", number), ("issue_date", date)):
        if mention is not None:
            found[name] = evidence(document, mention.span)
    issue_date = resolve_date(document.quote(date.span), year=None, reference=None) if date else None
    year = _year(mentions, issue_date.value if issue_date else None)
    if year is not None:
        found["year"] = evidence(document, year[1])
    offices = list(dict.fromkeys(_BLANKS.sub("", document.quote(m.span)) for m in issuers))
    region = next((r for r in map(region_of_issuer, offices) if r is not None), None)
    region = _ranked(region, document.text)
    if issuers:
        found["issuer"] = evidence(document, (issuers[0].span[0], issuers[-1].span[1]))
        if region is not None:
            found["jurisdiction"] = found["issuer"]
    return Header(
        title=_title(document, title, year[0] if year else None),
        issuer="、".join(offices) or None,
        doc_number=canonical_doc_number(document.quote(number.span)) if number else None,
        issue_date=issue_date.value if issue_date else None,
        year=year[0] if year else (issue_date.value.year if issue_date and issue_date.value else None),
        region=region,
        evidence=found,
    )


def _ranked(region: Region | None, text: str) -> Region | None:
    """A city that no table has is of prefecture rank where it writes to its own counties: 各县（市、区）."""
    if region is None or region.code is not None or not region.name.endswith("市"):
        return region
    return replace(region, level="city") if _COUNTIES.search(text, 0, _HEAD) else region


def _first(mentions: Mentions, kind: str) -> Mention | None:
    return next(mentions.of(kind), None)


def _issuers(mentions: Mentions) -> list[Mention]:
    """The best placed office; all of them, in reading order, where several sign together."""
    ranked = sorted(mentions.of("issuer"), key=lambda m: (_ISSUER_RANK[m.label], m.span))
    best = [m for m in ranked if m.label == ranked[0].label]
    if len(best) == 1:  # 人事处 below, 某某大学人事处 in the title: the whole name is the issuer
        own = _BLANKS.sub("", mentions.document.quote(best[0].span))
        whole = (m for m in ranked if _BLANKS.sub("", mentions.document.quote(m.span)).endswith(own))
        best = [max(whole, key=lambda m: m.span[1] - m.span[0])] if len(own) <= _DEPARTMENT else best
        if best[0].label == "signature" and len(own) <= _DEPARTMENT and own.endswith(_HOUSE_PARTS):
            best = [m for m in ranked if m.label in ("title", "letterhead")][:1] or best  # the house speaks by it
    return best if best and best[0].label == "signature" else best[:1]


def _year(mentions: Mentions, issued: dt.date | None) -> tuple[int, tuple[int, int]] | None:
    """The first year that can be read; of a span of years (2026—2027学年) the one in which the notice was issued."""
    found: list[tuple[int, tuple[int, int]]] = []
    for mention in mentions.of("year"):
        value = parse_int(fold_number(mentions.document.quote(mention.span)))
        if value is not None and 1990 <= value <= 2100:
            found.append((value, mention.span))
    return next((f for f in found if issued is not None and f[0] == issued.year), found[0]) if found else None


def _title(document: Document, mention: Mention | None, year: int | None) -> str | None:
    """The title in full-width marks. A lost year 〔⒛⒛年度〕 is written as the body's year; the finding says so."""
    if mention is None:
        return None
    text = document.quote(mention.span)
    lost = [r for r in document.repairs_in(mention.span) if r.level is Level.UNREADABLE]
    for repair in reversed(lost):
        if year is None:
            return None
        a, b = repair.span[0] - mention.span[0], repair.span[1] - mention.span[0]
        text = f"{text[:a]}{year}{text[b:]}"
    return canonical_title(text)
