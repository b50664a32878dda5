"""Spans of a Document → Evidence: the quote, its clause path and its places."""

from __future__ import annotations

import re

from ingest.document import Document, ElementPlace, LinePlace, PagePlace, PartPlace, Place, Span
from normalize.record import Evidence, PlaceRecord

_BLANKS = re.compile(r"\s+")


def evidence(document: Document, span: Span) -> Evidence:
    """Evidence for a span of Document.text. `raw` is given only where a character, not just a blank, was repaired."""
    quote = document.quote(span)
    raw = document.raw_quote(span)
    differs = _BLANKS.sub("", raw) != _BLANKS.sub("", quote)
    return Evidence(
        quote=quote,
        span=span,
        clause=document.clause_at(span[0]),
        places=tuple(place_record(p) for p in document.locate(span)),
        raw=raw if differs else None,
    )


def place_record(place: Place) -> PlaceRecord:
    """A place as records print it."""
    match place:
        case PagePlace(page, (x0, top, x1, bottom)):
            return PlaceRecord(page=page, box=(round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)))
        case PartPlace(part, path):
            return PlaceRecord(part=part, path=path)
        case ElementPlace(path):
            return PlaceRecord(path=path)
        case LinePlace(line):
            return PlaceRecord(line=line)
