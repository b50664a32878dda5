"""Reciprocity – 学时互认: the places whose continuing education a notice recognises, and that recognise its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.places import place
from extract.view import View
from ingest.document import Span


def find_reciprocity(view: View) -> Iterator[Mention]:
    """Mentions of kind reciprocity, one for each sentence: part place for every place, in reading order."""
    for passage in view.passages:
        if not _triggered(passage.text):
            continue
        for sentence in view.sentences(passage):
            if _triggered(view.text[slice(*sentence)]) and (places := list(_places(view.text, sentence))):
                yield Mention("reciprocity", sentence, parts=tuple(Part("place", span) for span in places))


def _triggered(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("reciprocity", "triggers"))


def _places(text: str, sentence: Span) -> Iterator[Span]:
    """The places of every list of at least two, and single ones behind 与."""
    run: list[Span] = []
    for match in place().finditer(text, *sentence):
        if _match("not_behind", text, match.end()):
            continue
        if run and run[-1][1] == match.start():
            run[-1] = match.span()  # 江苏省徐州市: the province only says where the city is
            continue
        joint = _match("separator", text, run[-1][1]) if run else None
        if joint is None or joint.end() != match.start():
            yield from _closed(text, sentence[0], run)
            run = []
        county = _match("county", text, match.end())
        run.append(county.span() if county else match.span())
    yield from _closed(text, sentence[0], run)


def _closed(text: str, floor: int, run: list[Span]) -> list[Span]:
    if len(run) == 1 and not any(p.search(text[floor : run[0][0]]) for _, p in labelled("reciprocity", "with")):
        return []
    return run


def _match(section: str, text: str, at: int) -> re.Match[str] | None:
    return next((m for _, p in labelled("reciprocity", section) if (m := p.match(text, at))), None)
