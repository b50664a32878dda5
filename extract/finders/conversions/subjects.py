"""Which subject the hours of a conversion count for: named in the clause, by the item, or once for a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.finders.hours.said import HoursSaid
from extract.grammar import labelled
from extract.view import Passage, View
from ingest.document import Span

_NEAR = 14  # passages around a table or list without clause numbers that belong to it
_SHORT_CELL = 8  # characters of a cell that names a subject and nothing else
_PART = re.compile(
    r"(?:其中|[（(，,](?:含|包括|包含))[^，,。；;]{0,4}$"
)  # 其中公需科目不超过30学时: a part of the whole


def conversion_subject(view: View, passage: Passage, sentence: Span, own: Span, said: Sequence[HoursSaid]) -> str:
    """Subject of the hours granted in the stretch `own` of a sentence: named there, else in the words that the item
    opens with, else behind it, else for the whole section.

    `said` are the credit, where there is one, and the caps.
    """
    if passage.is_row:
        return _row_subject(view, passage, said)
    if not said and _labels(view, own) >= {"public", "professional"}:
        return ""  # 公需科目、专业科目均按完成对待: both, and there is one field
    if said and said[0].kind != "cap" and said[0].subject:
        return said[0].subject
    later = sentence[0] > passage.span[0] and _last(view, "qualifier", (sentence[0], own[1]))
    for span in (own, (sentence[0], own[1]) if later else _opening(view, passage)):
        subject, qualifier = _last(view, "subject", span), _last(view, "qualifier", span)
        if qualifier:
            base = subject if subject in ("public", "professional") else _heading(passage)
            return f"{base}_{qualifier}" if base else ""
        if subject in ("public", "professional"):
            return subject
    for _, pattern in labelled("conversions", "subject_behind"):  # 可计入专业科目学时，但最多计30学时
        before = [m.span() for m in view.finditer(pattern, (sentence[0], own[0]))]
        if before:
            return _last(view, "subject", before[-1])
    stop = min((i for i in (view.text.find(c, own[1], passage.span[1]) for c in "；;。") if i > 0), default=-1)
    behind = (own[1], stop if stop > 0 else passage.span[1])
    for _, pattern in labelled("conversions", "subject_behind"):  # 每部42学时，记专业科目
        match = view.search(pattern, behind)
        if match is not None:
            return _last(view, "subject", match.span())
    return _section_subject(view, passage) or _notice_subject(view)


def _labels(view: View, span: Span) -> set[str]:
    return {label for label, p in labelled("hours", "subject") if view.search(p, span) is not None}


def _row_subject(view: View, passage: Passage, said: Sequence[HoursSaid]) -> str:
    """A row names the subject beside the number (每天6学时（计公需科目）) or in a cell of its own."""
    if named := next((s.subject for s in said if s.subject), ""):
        return named
    for _, pattern in labelled("conversions", "subject_behind"):
        for cell in passage.cells:
            match = view.search(pattern, cell)
            if match is not None and (subject := _last(view, "subject", match.span())):
                return subject
    cells = {_last(view, "subject", c) for c in passage.cells if c[1] - c[0] <= _SHORT_CELL}
    named = next((s for s in ("public", "professional") if s in cells), "") or _section_subject(view, passage)
    annexed = (s for index, s in reversed(_annexed(view)) if index < passage.index)
    return named or next(annexed, "") or _notice_subject(view)


def _opening(view: View, passage: Passage) -> Span:
    """The words that an item opens with, where they name a subject: 2、选修课40个学时。"""
    for _, pattern in labelled("hours", "opening"):
        match = pattern.match(view.text, *passage.span)
        if match is not None:
            return match.span()
    return passage.span[0], passage.span[0]


def _last(view: View, section: str, span: Span) -> str:
    found = [
        (m.end(), label)
        for label, p in labelled("hours", section)
        for m in view.finditer(p, span)
        if not _PART.search(view.text, span[0], m.start())
    ]
    return max(found)[1] if found else ""


def _section_subject(view: View, passage: Passage) -> str:
    """What 上述各类均计入专业科目 or 下列情形可折算专业科目学时： says of all grants of the section."""
    for index, subject in _section_subjects(view):
        other = view.passages[index]
        parent = passage.clause[:-1] if len(passage.clause) > 1 else passage.clause
        near = abs(index - passage.index) <= _NEAR
        if len(passage.clause) == 1 and not other.clause and other.text.endswith(("：", ":")):
            near = 0 < passage.index - index <= _NEAR  # the items hang on a sentence without a number
            if near and not any(p.is_heading for p in view.passages[index + 1 : passage.index]):
                return subject
        if (parent and other.clause[: len(parent)] == parent) or (not parent and not other.clause and near):
            return subject
    return ""


@lru_cache(maxsize=4)
def _notice_subject(view: View) -> str:
    """What 本通知所列学时均计入专业科目 says of all grants of the notice."""
    for _, pattern in labelled("hours", "notice_subject"):
        for passage in view.passages:
            if not passage.is_row and (match := view.search(pattern, passage.span)) is not None:
                return _last(view, "subject", match.span())
    return ""


@lru_cache(maxsize=4)
def _annexed(view: View) -> tuple[tuple[int, str], ...]:
    """Index and subject of every sentence that says what the tables of the annex count for."""
    rows = labelled("hours", "annex_subject")
    passages = [p for p in view.passages if not p.is_row]
    found = [(p.index, m.span()) for p in passages for _, pattern in rows for m in view.finditer(pattern, p.span)]
    return tuple((index, _last(view, "subject", span)) for index, span in found)


@lru_cache(maxsize=4)
def _section_subjects(view: View) -> tuple[tuple[int, str], ...]:
    """Index and subject of every sentence that speaks for its section."""
    found: list[tuple[int, str]] = []
    for passage in view.passages:
        if passage.is_row:
            continue  # a row speaks for itself
        for _, pattern in labelled("hours", "section_subject"):
            match = view.search(pattern, passage.span)
            if match is not None and not any(True for _ in view.atoms_in(match.span(), "amount")):
                base, qualifier = _last(view, "subject", match.span()), _last(view, "qualifier", match.span())
                found.append((passage.index, f"{base}_{qualifier}" if qualifier else base))
                break
    return tuple(found)


def _heading(passage: Passage) -> str:
    for heading in reversed(passage.headings):
        for label, pattern in labelled("hours", "heading_subject"):
            if pattern.search(heading):
                return label
    return ""
