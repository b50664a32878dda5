"""What a notice says in hours, in sentences and in tables.

Quotas and conversion rules are both made of these statements; the text is read once for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extract.finders.hour_pairs import said_in
from extract.finders.hour_parts import scoped
from extract.finders.hour_said import HoursSaid
from extract.finders.hour_sentences import sentence_statements
from extract.finders.hour_subjects import heading_subject, named_subject, nearest_label
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

_CAP_HEAD = re.compile(r"上限|最[高多]|封顶|不超过|累计|限额")
_CAP_PERIODS = (
    ("day", re.compile(r"[每单][天日]|日(?:上限|最高|限)")),
    ("item", re.compile(r"[每单一](?:次|项|篇|期|个|件|场|部|门|人次)|单项|次(?:上限|最高|限)")),
)
_MIN_SUBJECTS = 2  # columns that name subjects make a table of requirements
_MAX_HEAD = 20  # characters of the head of such a column
_NUMBER_CELL = re.compile(r"[0-9]{1,3}(?:\.[05])?(?:[、/／][0-9]{1,3}(?:\.[05])?){0,5}")


@lru_cache(maxsize=4)
def statements(view: View) -> tuple[HoursSaid, ...]:
    """All statements of hours of a document, in reading order."""
    found: list[HoursSaid] = []
    for passage in view.passages:
        if passage.is_row:
            found.extend(row_statements(view, passage))
            continue
        found.extend(
            scoped(view, [s for sentence in view.sentences(passage) for s in said_in(view, passage, sentence)])
        )
    return tuple(found)


def row_statements(view: View, passage: Passage) -> Iterator[HoursSaid]:
    """Hours in a table row: requirements where columns or the row's head name subjects, else grants and caps."""
    if _is_course_table(passage):
        return
    by_column = tuple(_column_requirements(view, passage))
    if by_column:
        yield from by_column
        return
    named = _row_subject(view, passage)
    cells = [span for span in passage.cells if span[1] > span[0]]
    requirement = bool(cells) and _is_subject_cell(view, cells[0])
    capped: set[tuple[str, str]] = set()
    for i, cell in enumerate(passage.cells):
        head = passage.header[i] if i < len(passage.header) else ""
        for said in _cell_said(view, passage, cell, head, counts=not requirement):
            if requirement and said.kind != "cap":
                full = _row_requirement(view, passage, cells[0]) if said.kind != "requirement" else said.subject
                bound = said.comparator if said.comparator in (">=", "<=") else _bound(passage.header, None)
                if full:
                    yield replace(
                        said, kind="requirement", subject=full, comparator=bound, period="year", sentence=passage.span
                    )
            elif said.kind in ("cap", "credit", "rate"):
                value = (view.text[slice(*said.number)], said.period)
                if said.kind == "cap" and value in capped:
                    continue  # 每次不超过2学时 | 2学时: said in two columns
                capped.update([value] if said.kind == "cap" else [])
                subject = said.subject if said.subject in ("public", "professional") else named
                names = [c for c in cells if c != cell and not view.text[slice(*c)].strip().isdigit()]
                scope = trim(view.text, names[0]) if names and names[0][0] < cell[0] else None
                yield replace(said, subject=subject, scope=scope, sentence=passage.span)


def _is_course_table(passage: Passage) -> bool:
    """Courses with their lengths are no grants, unless the head speaks of conversion."""
    head = "".join(passage.header)
    title = next(p for label, p in labelled("topics", "columns") if label == "title")
    return any(title.search(h) for h in passage.header) and re.search(r"折|认定|标准|上限", head) is None


def _column_requirements(view: View, passage: Passage) -> Iterator[HoursSaid]:
    """人员类别 | 合计 | 公需科目 | 专业科目: each column is a subject, the row's first cell the persons or trades."""
    subjects = [_head_subject(head) for head in passage.header]
    if sum(1 for s in subjects if s) < _MIN_SUBJECTS or not passage.cells:
        return
    above = _above_table(view, passage)
    base = heading_subject(passage) or (named_subject(view, above.span) if above else "")
    for subject, cell in zip(subjects, passage.cells, strict=False):
        found = re.search(r"[0-9]{1,3}(?:\.5)?", view.text[slice(*cell)]) if subject else None
        if found is None:
            continue
        full = _full_subject(subject, base)
        if not full:
            continue
        yield HoursSaid(
            passage=passage,
            sentence=passage.span,
            clause=(min(cell[0], passage.span[0]), passage.span[1]),
            number=(cell[0] + found.start(), cell[0] + found.end()),
            unit="credits" if "学分" in "".join(passage.header) else "hours",
            comparator=_cell_bound(view, cell) or _bound(passage.header, above),
            kind="requirement",
            subject=full,
            qualifier="",
            period="year",
            scope=None,
            per=None,
            name=_row_name(view, passage, subjects),
        )


def _row_name(view: View, passage: Passage, subjects: list[str]) -> tuple[Span, ...]:
    """The persons or trades of a row of requirements: its words before the first column of hours."""
    before = subjects.index(next(s for s in subjects if s))
    named = [trim(view.text, c) for c in passage.cells[:before] if c[1] > c[0]]
    return tuple(c for c in named if not view.text[slice(*c)].isdigit())


def _full_subject(column: str, base: str) -> str:
    """Subject of a column (必修, 合计, 公需) under a table whose subject is `base`; "" if it cannot be told."""
    if column in ("required", "elective"):
        return f"{base}_{column}" if base in ("public", "professional") else ""
    return base if column == "total" and base in ("public", "professional") else column


def _bound(header: tuple[str, ...], above: Passage | None) -> str:
    """>= where the head of the table, or the line above it, says that its numbers are the least."""
    text = "".join(header) + (above.text[-40:] if above else "")
    return ">=" if re.search(r"不少于|不低于|最低|至少|≥", text) else ""


def _cell_bound(view: View, cell: Span) -> str:
    """What the cell itself says before or behind its number: 至少30学时, 60学时以上, ≤12."""
    bounds = [a.label for a in view.atoms_in(cell, "comparator") if a.label in (">=", "<=")]
    return bounds[0] if bounds else ""


def _head_subject(head: str) -> str:
    """The subject that the head of a column names, 合计 included; "" if none."""
    if re.fullmatch(r"\s*(?:年度)?(?:合计|总计|总学时|学时合计|总学分)\s*|.*[）)时]合计", head):
        return "total"
    if len(head) > _MAX_HEAD:
        return ""
    subject, qualifier = (
        next((label for label, p in labelled("hours", section) if p.search(head)), "")
        for section in ("subject", "qualifier")
    )
    if re.search(r"(?:^|[）)])专业$", head.strip()):
        subject = "professional"
    return f"{subject}_{qualifier}" if qualifier and subject in ("public", "professional") else subject or qualifier


def _above_table(view: View, passage: Passage) -> Passage | None:
    """The paragraph above the table that a row belongs to."""
    return next((p for p in reversed(view.passages[: passage.index]) if not p.is_row), None)


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
        short = {"公需": "public", "专业": "professional"}.get(view.text[slice(*cell)].strip())
        if short:
            return short
    return ""


def _row_requirement(view: View, passage: Passage, cell: Span) -> str:
    qualifier = nearest_label(view, "qualifier", cell)
    named = named_subject(view, cell)
    base = named if named in ("public", "professional") else heading_subject(passage) if qualifier else "total"
    return f"{base}_{qualifier}" if qualifier and base else base


def _cell_said(view: View, passage: Passage, cell: Span, head: str, *, counts: bool) -> list[HoursSaid]:
    """What a cell says. The head of the column decides between cap and grant where the cell does not."""
    said = [*_cell_sentences(view, passage, cell), *_bare_number(view, passage, cell, head)]
    if counts:
        spoken = [s.clause if s.kind == "rate" else s.number for s in said]
        plain = _plain_amounts(view, passage, cell, head)
        said.extend(s for s in plain if not any(a <= s.number[0] < b for a, b in spoken))
    if _CAP_HEAD.search(head):
        said = [_capped(s, head) if s.kind == "credit" else s for s in said]
    return said


def _capped(said: HoursSaid, head: str) -> HoursSaid:
    """An amount below 单次上限 or 年度上限: its own time (8学时/天) counts before that of the head."""
    period = "day" if said.period == "day" else _cap_period(head)
    return replace(said, kind="cap", comparator="<=", period=period)


def _cap_period(head: str) -> str:
    return next((label for label, pattern in _CAP_PERIODS if pattern.search(head)), "year")


def _plain_amounts(view: View, passage: Passage, cell: Span, head: str) -> Iterator[HoursSaid]:
    """Amounts with a unit and no verb: 国家级奖 | 60学时. A condition (不足1学时) is none."""
    for atom in view.atoms_in(cell, "amount"):
        number, per = atom.part("number"), atom.part("per")
        before = view.text[max(cell[0], atom.span[0] - 2) : atom.span[0]]
        if number is None or atom.label not in ("hours", "credits") or re.search(r"[不未][足满]$", before):
            continue
        if "/" in view.text[slice(*number.span)]:
            continue
        amount = _column_amount(passage, number.span, head)
        yearly = per is not None and per.label == "year" and amount.kind == "credit"
        yield replace(amount, unit=atom.label, period="year" if yearly else amount.period)


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
    for number in re.finditer(r"[0-9]{1,3}(?:\.[05])?", view.text[slice(*span)]):  # 40、30、20 for three awards
        yield _column_amount(passage, (span[0] + number.start(), span[0] + number.end()), head)


def _column_amount(passage: Passage, number: Span, head: str) -> HoursSaid:
    cap = _CAP_HEAD.search(head) is not None
    period = _cap_period(head) if cap else "item"
    return HoursSaid(
        passage=passage,
        sentence=passage.span,
        clause=passage.span,
        number=number,
        unit="credits" if "学分" in head else "hours",
        comparator="<=" if cap else "=",
        kind="cap" if cap else "credit",
        subject="",
        qualifier="",
        period=period,
        scope=None,
        per=None,
    )
