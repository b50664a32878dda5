"""A row of a table → its statements of hours: requirements by subject, grants and caps by column.

The head of a column tells what its numbers are: hours or not, a cap, whose share (第一作者), counted by what (每篇).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.finders.hours.bare import named_numbers
from extract.finders.hours.columns import (
    CAP_HEAD,
    bound,
    column_requirements,
    counts_hours,
    head_of,
    head_span,
    unit_of,
)
from extract.finders.hours.said import HoursSaid, hours_in
from extract.finders.hours.sentences import sentence_statements
from extract.finders.hours.subjects import heading_subject, named_subject, nearest_label
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

_CAP_PERIODS = (
    ("day", re.compile(r"[每单][天日]|日(?:上限|最高|限)")),
    ("item", re.compile(r"[每单一](?:次|项|篇|期|个|件|场|部|门|人次)|单项|次(?:上限|最高|限)")),
)
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[05])?")
_NUMBER_CELL = re.compile(
    r"(?:每[一-鿿]{1,3}\s?)?[0-9]{1,3}(?:\.[05])?(?:[、/／][0-9]{1,3}(?:\.[05])?){0,5}(?:\s?[/／]\s?[一-鿿]{1,3})?"
)
_PER_CELL = re.compile(
    r"(?:按|学[时分][/／]|[/／])?(?:每(?:满|一|1)?个?|单)?(?P<per>半天|[0-9]{0,4}(?:万字|千字|字|小时|课时)|人次|学期|[天日次篇项部本册件门期场章节讲届月年周份种套])"
)
_PER_HEAD = re.compile(
    r"(?:[/／]\s?|每(?:满|一|1)?个?)(?P<per>半天|[0-9]{0,4}(?:万字|千字|字|小时|课时)|人次|学期|[天日次篇项部本册件门期场章节讲届月年周份种套])"
)
_SUBJECT_NAMES = {
    f"{word}{kind}": subject
    for word, subject in (("公需", "public"), ("专业", "professional"))
    for kind in ("", "科目", "课", "课程")
}
_DAYS = ("天", "日")


def row_statements(view: View, passage: Passage) -> Iterator[HoursSaid]:
    """Hours in a table row: requirements where columns or the row's head name subjects, else grants and caps."""
    if _is_course_table(passage):
        return
    by_column = tuple(column_requirements(view, passage))
    if by_column:
        yield from by_column
        return
    cells = [span for span in passage.cells if span[1] > span[0]]
    if cells and _is_subject_cell(view, cells[0]):
        yield from _required(view, passage, cells[0])
    else:
        yield from _granted(view, passage)


def _required(view: View, passage: Passage, first: Span) -> Iterator[HoursSaid]:
    """公需科目 | 30学时 and 公需科目 | 24 below 高级 | 初级: the row's head is the subject, columns persons."""
    found: list[tuple[int, HoursSaid]] = []
    for i, cell in enumerate(passage.cells):
        for said in _cell_said(view, passage, cell, head_of(passage, i), counts=False):
            if said.kind == "cap":
                yield from _in_row(view, passage, cell, [said])
                continue
            full = _row_requirement(view, passage, first) if said.kind != "requirement" else said.subject
            least = said.comparator if said.comparator in (">=", "<=") else bound(passage.header, None)
            if full:
                scope = trim(view.text, first) if full == "other" else said.scope
                asked = replace(said, kind="requirement", subject=full, comparator=least, period="year", scope=scope)
                found.append((i, asked))
    several = len({i for i, _ in found}) > 1
    for i, said in found:
        name = head_span(view, passage, i) if several else None
        yield replace(said, sentence=passage.span, name=(name,) if name else said.name)


def _granted(view: View, passage: Passage) -> Iterator[HoursSaid]:
    capped: set[tuple[str, str]] = set()
    spoken = [
        (i, cell, list(_cell_said(view, passage, cell, head_of(passage, i), counts=True)))
        for i, cell in enumerate(passage.cells)
    ]
    several = sum(1 for *_, said in spoken if any(s.kind == "credit" for s in said)) > 1
    for i, cell, found in spoken:
        head = head_span(view, passage, i) if several else None
        shared = any(p.search(head_of(passage, i)) for _, p in labelled("hours", "share_head"))
        name = (head,) if head and shared else ()
        for said in _in_row(view, passage, cell, found):
            value = (view.text[slice(*said.number)], said.period)
            if said.kind == "cap" and value in capped:
                continue  # 每次不超过2学时 | 2学时: said in two columns
            capped.update([value] if said.kind == "cap" else [])
            if said.kind != "credit":
                yield said
            elif set(view.text[slice(*said.number)]) - set("0."):  # 0: nothing is granted
                own = tuple(span for span, at in named_numbers(view, cell) if at == said.number)  # 国家级30学时、…
                subject = _SUBJECT_NAMES.get(view.text[slice(*own[0])].strip(), "") if own else ""
                granted = replace(said, subject=subject) if subject else replace(said, name=said.name or own or name)
                yield _counted(view, passage, i, granted)


def _in_row(view: View, passage: Passage, cell: Span, found: list[HoursSaid]) -> Iterator[HoursSaid]:
    """What a cell grants or caps, for the activity that the row names first."""
    named = _row_subject(view, passage)
    cells = [span for span in passage.cells if span[1] > span[0]]
    for said in found:
        if said.kind in ("cap", "credit", "rate"):
            subject = said.subject if said.subject in ("public", "professional") else named
            names = [c for c in cells if c != cell and not view.text[slice(*c)].strip().isdigit()]
            scope = trim(view.text, names[0]) if names and names[0][0] < cell[0] else None
            yield replace(said, subject=subject, scope=scope, sentence=passage.span)


def _counted(view: View, passage: Passage, column: int, said: HoursSaid) -> HoursSaid:
    """A grant with what it counts by, where a cell (每篇, 天) or its head (学时/次) says it alone."""
    per = said.per
    if per is None:
        per = next((span for cell in passage.cells if (span := _per_alone(view, cell)) is not None), None)
    if per is None and (head := head_span(view, passage, column)) is not None:
        wide = next((c for p in view.passages[: passage.index] for c in p.cells if c[0] <= head[0] < c[1]), head)
        match = view.search(_PER_HEAD, wide)
        per = match.span("per") if match else None
    if per is None:
        return said
    day = said.per is None and view.text[slice(*per)] in _DAYS
    yearly = said.per is None and view.text[slice(*per)] == "年"
    return replace(said, per=per, period="day" if day else "year" if yearly else said.period)


def _per_alone(view: View, cell: Span) -> Span | None:
    match = _PER_CELL.fullmatch(view.text, *trim(view.text, cell))
    return match.span("per") if match else None


def _is_course_table(passage: Passage) -> bool:
    """Courses with their lengths are no grants, unless the head speaks of conversion."""
    head = "".join(passage.header)
    title = next(p for label, p in labelled("topics", "columns") if label == "title")
    if re.search(r"折|认定|标准|上限", head):
        return False
    held = [h for h in passage.header if any(p.search(h) for _, p in labelled("hours", "classes_head"))]
    return len(held) > 1 or any(title.search(h) for h in passage.header)


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
    if qualifier and not base:
        return "other" if _has_both(view, passage) else ""  # 公需科目 | 专业科目 | 选修科目: a third class
    return f"{base}_{qualifier}" if qualifier else base


def _has_both(view: View, passage: Passage) -> bool:
    """Whether rows of the same table name public and professional hours."""
    rows = [p for p in view.passages if p.block is passage.block and p.cells]
    return {"public", "professional"} <= {named_subject(view, row.cells[0]) for row in rows}


def _cell_said(view: View, passage: Passage, cell: Span, head: str, *, counts: bool) -> list[HoursSaid]:
    """What a cell says. The head of the column decides between cap and grant where the cell does not."""
    said = [*_cell_sentences(view, passage, cell), *_bare_number(view, passage, cell, head)]
    if counts:
        spoken = [s.clause if s.kind == "rate" else s.number for s in said]
        plain = _plain_amounts(view, passage, cell, head)
        said.extend(s for s in plain if not any(a <= s.number[0] < b for a, b in spoken))
    if CAP_HEAD.search(head):
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
    for atom in hours_in(view, cell, "".join(passage.header)):
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
    """A cell of numbers, alone or each behind a name; the head of its column gives the unit and tells a cap."""
    span = trim(view.text, cell)
    if span[0] == span[1] or not counts_hours(view, passage, head):
        return
    if _NUMBER_CELL.fullmatch(view.text[slice(*span)]):
        for number in _NUMBER.finditer(view.text, *span):  # 40、30、20 for three awards
            said = _column_amount(passage, number.span(), head)
            per = _PER_HEAD.search(view.text, *span)
            day = per is not None and per["per"] in _DAYS and said.kind == "credit"
            yield replace(said, per=per.span("per") if per else None, period="day" if day else said.period)
    elif not CAP_HEAD.search(head) and not re.search(r"学[时分]", view.text[slice(*span)]):
        for name, at in named_numbers(view, span):  # 国家级30、省级20
            yield replace(_column_amount(passage, at, head), name=(name,))


def _column_amount(passage: Passage, number: Span, head: str) -> HoursSaid:
    cap = CAP_HEAD.search(head) is not None
    period = _cap_period(head) if cap else "item"
    return HoursSaid(
        passage=passage,
        sentence=passage.span,
        clause=passage.span,
        number=number,
        unit=unit_of(passage, head),
        comparator="<=" if cap else "=",
        kind="cap" if cap else "credit",
        subject="",
        qualifier="",
        period=period,
        scope=None,
        per=None,
    )
