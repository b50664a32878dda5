"""The lines that a paragraph or cell was printed on, where reading joined them into one."""

from __future__ import annotations

from itertools import pairwise

from extract.view import View
from ingest.document import Span


def printed_lines(view: View, span: Span) -> list[Span]:
    """The lines of a stretch: two numbers one below the other stay two, an office below an address stays its own."""
    joins = (r.span[0] for r in view.document.repairs_in(span) if r.reason == "line_join")
    edges = [span[0], *sorted({at for at in joins if span[0] < at < span[1]}), span[1]]
    return list(pairwise(edges))
