"""A notice's citations beside what a superior's stored text calls the same documents: one title, two numbers.

The stored text of a baseline says which documents it rests on; a city that cites one of them under another number of
the same office has slipped, and a reader would look for a document that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalize.checks.names import fold, office_core, title_core, without_parentheses
from normalize.findings import make
from normalize.record import Citation, Evidence, Finding, Related

_CITED = re.compile(
    r"《(?P<title>[^《》\n]{6,80})》\s*[（(]"
    r"(?P<number>[^（）()\n]{2,20}?[〔\[(（]\d{4}[〕\])）]\s*\d{1,4}号)[）)]"
)
_SHORTEST = 8  # signs of a title that tells documents apart


def cited_otherwise(citations: Sequence[Citation], text: str, called: str) -> Iterator[Finding]:
    """CIT_NUMBER_CONTRADICTORY for each citation whose title the text gives another number of the same office.

    `called` is what the text's document is called.
    """
    known = _cited(text)
    for citation in citations:
        there = known.get(_core(citation.title))
        if citation.number is None or there is None:
            continue
        number, span = there
        mine, theirs = office_core(citation.number), office_core(number)
        if mine != theirs and _agency(mine) == _agency(theirs) != "":
            params = {"title": citation.title, "numbers": f"{citation.number}（本件）、{number}（{called}）"}
            place = Evidence(quote=text[span[0] : span[1]], span=span)
            related = [Related(file=called, evidence=place)]
            yield make("CIT_NUMBER_CONTRADICTORY", params, [citation.evidence], related=related)


@cache
def _cited(text: str) -> dict[str, tuple[str, tuple[int, int]]]:
    """Number and place of each document that a text cites, by the core of its title."""
    found = ((_core(m["title"]), (m["number"], m.span())) for m in _CITED.finditer(text))
    return {core: said for core, said in found if len(core) >= _SHORTEST}


def _core(title: str) -> str:
    return without_parentheses(title_core(title))


def _agency(number: str) -> str:
    """鲁人社发 of 鲁人社发〔2022〕26号."""
    return fold(number).partition("(")[0]
