"""Stretches about hours with more numbers or conditions than the readers of hours understand.

A range, a list of numbers without as many names, a share (减半, 按80%): what stands there is no certain value, and a
person has to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.hours import statements
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import Passage, View, clause_around
from ingest.document import Span


def find_hour_doubts(view: View) -> Iterator[Mention]:
    """Mentions of kind hour_doubt: the sentence, label range, list or share, part `clause` with what is not certain."""
    numbers: dict[Span, bool] = {}  # number: whether it is told what it is for
    for said in statements(view):
        numbers[said.number] = said.known
    for passage in view.passages:
        if passage.is_heading:
            continue
        for sentence in view.sentences(passage):
            found = {*_unread(view, sentence, numbers), *_shares(view, sentence)}
            found.update(_merged_shares(view, passage))
            for label, clause in sorted(found, key=lambda f: f[1]):
                yield Mention("hour_doubt", sentence, label, (Part("clause", clause),))


def _unread(view: View, sentence: Span, numbers: dict[Span, bool]) -> Iterator[tuple[str, Span]]:
    """Ranges, and lists of numbers of which one is not read or not known for what it is."""
    for label, pattern in labelled("hour_doubts", "numbers"):
        for match in view.finditer(pattern, sentence):
            spans = [m.span() for m in re.finditer(r"[0-9]+(?:\.[0-9]+)?", match["numbers"])]
            at = match.start("numbers")
            if label == "range" or not all(numbers.get((at + a, at + b), False) for a, b in spans):
                yield label, clause_around(view.text, match.span(), sentence)


def _merged_shares(view: View, passage: Passage) -> Iterator[tuple[str, Span]]:
    """参加人减半 in a cell that is merged over this row and those above it."""
    for cell in passage.cells:
        words = view.text[slice(*cell)]
        if cell[0] < passage.span[0] and any(p.search(words) for _, p in labelled("hour_doubts", "shares")):
            yield "share", passage.span


def _shares(view: View, sentence: Span) -> Iterator[tuple[str, Span]]:
    """第二作者减半, 按80%折算 where hours are granted."""
    for label, pattern in labelled("hour_doubts", "shares"):
        for match in view.finditer(pattern, sentence):
            clause = clause_around(view.text, match.span(), sentence)
            words = view.text[slice(*sentence)]
            granted = any(p.search(words) for _, p in labelled("hour_doubts", "granted"))
            if granted and not any(p.search(words) for _, p in labelled("hour_doubts", "persons")):
                yield label, clause
