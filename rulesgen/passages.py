"""Spans of a Document → the sentence, paragraph or following words around them.

Rules need a little more context than a fact's own quote: the sentence that follows it, the heading above it.
"""

from __future__ import annotations

import re

from ingest.document import BlockKind, Document, Level, PagePlace, Span

_END = re.compile(r"[。；;！!？?\n\t]")


def paragraph(document: Document, span: Span) -> Span:
    """The block that holds the start of a span, or in a table its row; with the span itself."""
    block = document.block_at(span[0])
    if block is None:
        return span
    if block.kind is BlockKind.TABLE:
        return hull([span, *_row(document, span)])
    return hull([block.span, span])


def _row(document: Document, span: Span) -> list[Span]:
    """The cells of the table row that a span begins in."""
    table = document.table_at(span[0])
    cells = table.cells if table else ()
    at = next((c for c in cells if c.span[0] <= span[0] <= c.span[1]), None)
    return [c.span for c in cells if at is not None and c.row == at.row]


def sentence(document: Document, span: Span) -> Span:
    """The sentence that holds a span, inside its paragraph, with its final stop."""
    start, end = paragraph(document, span)
    before = [m.end() for m in _END.finditer(document.text, start, span[0])]
    first = before[-1] if before else start
    while first < span[0] and document.text[first].isspace():
        first += 1
    after = _END.search(document.text, max(span[1] - 1, span[0]), end)
    return first, max(after.end() if after else end, span[1])


def following(document: Document, span: Span) -> Span:
    """What follows a span up to the end of its paragraph."""
    return span[1], paragraph(document, span)[1]


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def hull(spans: list[Span]) -> Span:
    """The shortest span that holds all of these."""
    return min(s[0] for s in spans), max(s[1] for s in spans)


def page(document: Document, span: Span) -> int | None:
    """The page (from 1) where a span begins; None where the source has no pages."""
    places = document.locate((span[0], span[0] + 1))
    return next((p.page for p in places if isinstance(p, PagePlace)), None)


def unreadable(document: Document, span: Span) -> bool:
    """Whether a passage holds something that could not be read."""
    return any(r.level is Level.UNREADABLE for r in document.repairs_in(span))
