"""Stretches about hours with more numbers or conditions than the readers of hours understand.

A range, a list of numbers without as many names, a share (减半, 按80%), a number that holds about (约30学时): no
certain value, and a person has to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.finders.hours.said import hours_in
from extract.finders.hours.statements import statements
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import Passage, View, clause_around
from ingest.document import Span

_HOURS = re.compile(r"学[时分]")
_BARE = re.compile(r"(?<=[一-鿿）)：:])(?P<number>[0-9]{1,3})(?=[，,、；;]|$)")
_CLASSES = ("public", "professional")
_SUMMED = re.compile(r"(?:全年|年度|每年|每人)[^，,。；;]{0,6}累计|累计(?:不少于|不低于|不得少于)|总学时|合计")
_MARKED = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|[①-⑳]|第[一二三四五六七八九十]{1,3}[条款]")
_RESPECTIVELY = re.compile(r"分别|依次")


def find_hour_doubts(view: View) -> Iterator[Mention]:
    """Mentions of kind hour_doubt: the sentence (range, list, share, about, rule or headed) with part `clause`."""
    numbers: dict[Span, bool] = {}  # number: whether it is told what it is for
    for said in statements(view):
        numbers[said.number] = said.known
    for passage in view.passages:
        if passage.is_heading:
            continue
        for sentence in view.sentences(passage):
            found = {*_unread(view, sentence, numbers), *_shares(view, sentence)}
            shared = labelled("hour_doubts", "shared")
            found.update((label, m.span()) for label, p in shared for m in view.finditer(p, sentence))
            found.update(_vague(view, sentence))
            found.update(_headed(view, passage, sentence))
            found.update(_bare_cells(view, passage, numbers))
            found.update(_unpaired(view, sentence, numbers))
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


def _vague(view: View, sentence: Span) -> Iterator[tuple[str, Span]]:
    """约30学时, 30学时左右, 原则上不少于30学时: the clause of a number that holds about or as a rule only."""
    for label, pattern in labelled("hour_doubts", "vague"):
        for match in view.finditer(pattern, sentence):
            yield label, clause_around(view.text, match.span(), sentence)


def _headed(view: View, passage: Passage, sentence: Span) -> Iterator[tuple[str, Span]]:
    """全年累计不少于90学时 in a later paragraph below （二）专业科目: of that subject, or of the whole?"""
    above = view.passages[passage.index - 1] if passage.index else None
    if above is None or above.is_heading or above.is_row or _MARKED.match(passage.text):
        return
    named = any(view.search(p, sentence) for label, p in labelled("hours", "subject") if label in _CLASSES)
    if named or not _SUMMED.search(view.text, *sentence):
        return
    for said in statements(view):
        if said.sentence == sentence and said.kind == "requirement" and said.subject in _CLASSES:
            yield "headed", said.clause


def _bare_cells(view: View, passage: Passage, numbers: dict[Span, bool]) -> Iterator[tuple[str, Span]]:
    """国家级20，省级15 below a head that speaks of hours: numbers whose unit stands in the head only."""
    for cell, head in zip(passage.cells, passage.header, strict=False):
        if _HOURS.search(head) and cell[0] >= passage.span[0]:
            spans = [m.span("number") for m in view.finditer(_BARE, cell)]
            if spans and not all(span in numbers for span in spans):
                yield "list", cell


def _unpaired(view: View, sentence: Span, numbers: dict[Span, bool]) -> Iterator[tuple[str, Span]]:
    """分别登记50学时、40学时、每千字1学时: not as many kinds as amounts."""
    for match in view.finditer(_RESPECTIVELY, sentence):
        clause = clause_around(view.text, match.span(), sentence)
        spans = [p.span for a in hours_in(view, (match.end(), clause[1])) if (p := a.part("number")) is not None]
        read = any(span in numbers for span in spans)  # what is on offer is not
        if len(spans) > 1 and read and not all(numbers.get(span) is True and span in _paired(view) for span in spans):
            yield "list", clause


@lru_cache(maxsize=4)
def _paired(view: View) -> frozenset[Span]:
    return frozenset(said.number for said in statements(view) if said.paired)


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
