"""Duties to file something (报备要求) as mentions of kind filing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.topics import is_form
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import View, clause_around, trim
from ingest.document import Span

_LEAD = re.compile(r"(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.．、])?\s?(?:以及|和|及|与|将|把)?")
_LOOK_BACK = 12  # characters before a duty that may turn it into something else
_ANNEX_REF = re.compile(r"附件\s?([0-9]{1,2}|[一二三四五六七八九十])")


def find_filings(view: View) -> Iterator[Mention]:
    """Mentions of kind filing; parts: what, annex, to, deadline, consequence."""
    for passage in view.passages:
        if passage.is_heading or passage.is_row or is_form(passage) or passage.text.startswith("注"):
            continue
        consequence = _consequence(view, passage.span)
        found = [
            (sentence, label, span) for sentence in view.sentences(passage) for label, span in _duties(view, sentence)
        ]
        forms = any(label == "form" for _, label, _ in found)
        for sentence, label, span in found:
            if not (forms and _is_manner(view, label, span)):
                yield from _mentions(view, sentence, label, span, consequence)


def _is_manner(view: View, label: str, span: Span) -> bool:
    """How and by whom the form of the same paragraph is handed in and approved: no duty of its own."""
    if label in ("approval", "register"):
        return True
    return label == "proof" and "表" in view.text[slice(*span)]


def _duties(view: View, sentence: Span) -> Iterator[tuple[str, Span]]:
    taken: list[Span] = []
    for label, pattern in labelled("filings", "duties"):
        for match in view.finditer(pattern, sentence):
            span = trim(view.text, match.span(), " 　，,")
            clause = view.text[slice(*span)]
            if any(a < span[1] and span[0] < b for a, b in taken):
                continue
            before = view.text[max(sentence[0], span[0] - _LOOK_BACK) : span[0]]
            rows = labelled("filings", "not_duties")
            if any(p.search(before if where == "before" else clause) for where, p in rows):
                continue
            taken.append(span)
            yield label, span


def _mentions(view: View, sentence: Span, label: str, span: Span, consequence: Span | None) -> Iterator[Mention]:
    common: list[Part] = []
    if match := _last(view, "recipient", (span[0], sentence[1])):
        common.append(Part("to", match))
    deadline = next((a.span for a in view.atoms_in(sentence, "date", "relative", "date_range")), None)
    if deadline is not None and label in ("form", "material"):
        common.append(Part("deadline", clause_around(view.text, deadline, sentence)))
    if consequence is not None and label in ("form", "approval", "material"):
        common.append(Part("consequence", consequence))
    objects = _objects(view, sentence, span) if label == "material" else [span]
    if label == "material" and not objects and not common:
        return
    for what in objects or [span]:
        annex = _ANNEX_REF.search(view.text, what[0], min(what[1] + 12, sentence[1]))
        parts = [Part("what", what), *common]
        if annex is not None:
            parts.append(Part("annex", annex.span(1)))
        yield Mention("filing", (what[0], max(what[1], span[1])), label, tuple(parts))


def _objects(view: View, sentence: Span, verb: Span) -> list[Span]:
    """What stands before 请于…报送: one duty for each thing of the enumeration."""
    found = [
        trim(view.text, m.span(), " 　、，,")
        for _, pattern in labelled("filings", "objects")
        for m in view.finditer(pattern, (sentence[0], verb[0]))
    ]
    return [span for span in (_bare(view, s) for s in found) if span[1] - span[0] >= 4]


def _bare(view: View, span: Span) -> Span:
    """Without the number of the clause and the joining word in front."""
    match = _LEAD.match(view.text, *span)
    return (match.end(), span[1]) if match else span


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
