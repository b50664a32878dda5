"""Numbers of hours whose unit is printed elsewhere: 72学时（公需24、专业48）, 国家级30、省级20 below a head of 学时.

A number counts only where words of this genre stand right before it and nothing but a mark of punctuation behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.atoms import Atom
from extract.grammar import labelled
from extract.mentions import Part
from extract.view import View, trim
from ingest.document import Span

_NUMBER = r"[0-9]{1,3}(?:\.[05])?"
_PIECE = re.compile(
    r"(?P<name>[^0-9，,、；;。/／:：每]*[^0-9，,、；;。/／:：\s每])\s?(?:每[一-鿿]{1,2})?\s?[:：]?\s?"
    rf"(?P<number>{_NUMBER})(?:\s?个?学[时分])?(?:[/／][一-鿿]{{1,3}})?"
)
_NO_NAME = re.compile(r"每|最[高多低少]|不[超少低足满]|超过|累计|封顶|上限|至少|合计|限|为$|计$|按|以[上内下]")
_JOINT = re.compile(r"\s?[，,、；;/／\n]\s?")


def bare_hours(view: View, sentence: Span, printed: Sequence[Atom]) -> list[Atom]:
    """Amounts without a unit of their own in a sentence that has one, as atoms with the unit of the nearest other."""
    found: list[Atom] = []
    if not printed:
        return found
    for _, pattern in labelled("hours", "bare"):
        for match in view.finditer(pattern, sentence):
            span = match.span("number")
            if any(a.span[0] <= span[0] < a.span[1] for a in printed):
                continue
            nearest = min(printed, key=lambda a: abs(a.span[0] - span[0]))
            found.append(Atom("amount", span, nearest.label, (Part("number", span),)))
    return found


def named_numbers(view: View, cell: Span) -> list[tuple[Span, Span]]:
    """国家级30、省级20、市级10: each name and its number; none where the cell holds anything else."""
    found: list[tuple[Span, Span]] = []
    at, end = trim(view.text, cell)
    while at < end:
        match = _PIECE.match(view.text, at, end)
        if match is None or _NO_NAME.search(match["name"]):
            return []
        found.append((match.span("name"), match.span("number")))
        joint = _JOINT.match(view.text, match.end(), end)
        if joint is None:
            return found if match.end() == end and len(found) > 1 else []
        at = joint.end()
    return []
