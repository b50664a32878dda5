"""Duties to file something (报备要求) as mentions of kind filing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.topics import is_form
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import View, trim
from ingest.document import Span

_ANNEX_REF = re.compile(r"附件\s?([0-9]{1,2}|[一二三四五六七八九十])")


def find_filings(view: View) -> Iterator[Mention]:
    """Mentions of kind filing; parts: what, annex, to, deadline, consequence."""
    for passage in view.passages:
        if passage.is_heading or passage.is_row or is_form(passage):
            continue
        consequence = _consequence(view, passage.span)
        used: list[Span] = []
        for sentence in view.sentences(passage):
            for label, span in _duties(view, sentence, used):
                used.append(span)
                yield from _mentions(view, sentence, label, span, consequence)


def _duties(view: View, sentence: Span, used: list[Span]) -> Iterator[tuple[str, Span]]:
    taken: list[Span] = []
    for label, pattern in labelled("filings", "duties"):
        for match in view.finditer(pattern, sentence):
            span = trim(view.text, match.span(), " 　，,")
            clause = view.text[slice(*span)]
            if any(a < span[1] and span[0] < b for a, b in (*taken, *used)):
                continue
            if any(p.search(clause) for _, p in labelled("filings", "not_duties")):
                continue
            taken.append(span)
            yield label, span


def _mentions(view: View, sentence: Span, label: str, span: Span, consequence: Span | None) -> Iterator[Mention]:
    common: list[Part] = []
    if match := _last(view, "recipient", (span[0], sentence[1])):
        common.append(Part("to", match))
    deadline = next((a.span for a in view.atoms_in(sentence, "date", "relative", "date_range")), None)
    if deadline is not None and label in ("form", "material"):
        common.append(Part("deadline", _clause(view, deadline, sentence)))
    if consequence is not None and label in ("form", "approval", "material"):
        common.append(Part("consequence", consequence))
    objects = _objects(view, sentence, span) if label == "material" else []
    for what in objects or [span]:
        annex = _ANNEX_REF.search(view.text, what[0], min(what[1] + 12, sentence[1]))
        parts = [Part("what", what), *common]
        if annex is not None:
            parts.append(Part("annex", annex.span(1)))
        yield Mention("filing", what, label, tuple(parts))


def _objects(view: View, sentence: Span, verb: Span) -> list[Span]:
    """What stands before 请于…报送: one duty for each thing of the enumeration."""
    found = [
        trim(view.text, m.span(), " 　、，,")
        for _, pattern in labelled("filings", "objects")
        for m in view.finditer(pattern, (sentence[0], verb[0]))
    ]
    return [span for span in found if span[1] - span[0] >= 4]


def _last(view: View, section: str, span: Span) -> Span | None:
    for _, pattern in labelled("filings", section):
        match = view.search(pattern, span)
        if match is not None:
            return match.span(1)
    return None


def _consequence(view: View, span: Span) -> Span | None:
    for _, pattern in labelled("filings", "consequence"):
        match = view.search(pattern, span)
        if match is not None:
            return trim(view.text, match.span(), " 　，,")
    return None


def _clause(view: View, span: Span, sentence: Span) -> Span:
    start, end = span
    while start > sentence[0] and view.text[start - 1] not in "，,；;。\n\t":
        start -= 1
    while end < sentence[1] and view.text[end] not in "，,；;。\n\t前内":
        end += 1
    if end < sentence[1] and view.text[end] in "前内":
        end += 1
    return trim(view.text, (start, end), " \t\n　，,；;。")
