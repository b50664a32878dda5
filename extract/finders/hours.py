"""What a notice says in hours, in sentences and in tables.

Quotas and conversion rules are both made of these statements; the text is read once for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extract.finders.hour_sentences import HoursSaid, sentence_statements
from extract.finders.hour_subjects import heading_subject, named_subject, nearest_label
from extract.view import Passage, View, trim
from ingest.document import Span

_NUMBER_CELL = re.compile(r"[0-9]{1,3}(?:\.[05])?")


@lru_cache(maxsize=4)
def statements(view: View) -> tuple[HoursSaid, ...]:
    """All statements of hours of a document, in reading order."""
    found: list[HoursSaid] = []
    for passage in view.passages:
        if passage.is_row:
            found.extend(row_statements(view, passage))
            continue
        for sentence in view.sentences(passage):
            found.extend(sentence_statements(view, passage, sentence))
    return tuple(found)


def row_statements(view: View, passage: Passage) -> Iterator[HoursSaid]:
    """Hours in a table row: a row headed by a subject states a requirement, any other what an activity counts."""
    named = _row_subject(view, passage)
    cells = [span for span in passage.cells if span[1] > span[0]]
    requirement = bool(cells) and _is_subject_cell(view, cells[0])
    for i, cell in enumerate(passage.cells):
        head = passage.header[i] if i < len(passage.header) else ""
        for said in (*_cell_sentences(view, passage, cell), *_bare_number(view, passage, cell, head)):
            if requirement and said.kind != "cap":
                full = _row_requirement(view, passage, cells[0])
                if full:
                    yield replace(said, kind="requirement", subject=full, period="year", sentence=passage.span)
            elif said.kind in ("cap", "credit", "rate"):
                subject = said.subject if said.subject in ("public", "professional") else named
                scope = trim(view.text, cells[0]) if cells[0] != cell else None
                yield replace(said, subject=subject, scope=scope, sentence=passage.span)


def _is_subject_cell(view: View, cell: Span) -> bool:
    text = view.text[slice(*cell)].strip()
    if text in ("合计", "总计", "总学时"):
        return True
    return len(text) <= 12 and bool(named_subject(view, cell) or nearest_label(view, "qualifier", cell))


def _row_subject(view: View, passage: Passage) -> str:
    """The subject that a cell of the row names and nothing else."""
    for cell in passage.cells[1:]:
        named = named_subject(view, cell)
        if named in ("public", "professional") and cell[1] - cell[0] <= 8:
            return named
    return ""


def _row_requirement(view: View, passage: Passage, cell: Span) -> str:
    qualifier = nearest_label(view, "qualifier", cell)
    named = named_subject(view, cell)
    base = named if named in ("public", "professional") else heading_subject(passage) if qualifier else "total"
    return f"{base}_{qualifier}" if qualifier and base else base


def _cell_sentences(view: View, passage: Passage, cell: Span) -> Iterator[HoursSaid]:
    start = cell[0]
    for end in (*(m.end() for m in view.finditer(re.compile(r"[。；;\n]"), cell)), cell[1]):
        if end > start:
            yield from sentence_statements(view, passage, (start, end))
        start = end


def _bare_number(view: View, passage: Passage, cell: Span, head: str) -> Iterator[HoursSaid]:
    """A cell that holds a number only; the head of its column gives the unit, and whether it is a cap."""
    span = trim(view.text, cell)
    if not _NUMBER_CELL.fullmatch(view.text[slice(*span)]) or not re.search(r"学时|学分", head):
        return
    cap = re.search(r"上限|最[高多]|封顶|不超过|累计", head) is not None
    period = "day" if cap and re.search(r"[每单][天日]|日上限", head) else "year" if cap else "item"
    yield HoursSaid(
        passage=passage,
        sentence=passage.span,
        clause=passage.span,
        number=span,
        unit="credits" if "学分" in head else "hours",
        comparator="<=" if cap else "=",
        kind="cap" if cap else "credit",
        subject="",
        qualifier="",
        period=period,
        scope=None,
        per=None,
    )
