"""A row of a table whose columns are subjects (人员类别 | 合计 | 公需科目 | 专业科目) → its requirements.

Also what the head of a column says, for all readers of tables of hours: its words in the text, and the unit of the
numbers below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.hours.said import HoursSaid
from extract.finders.hours.subjects import heading_subject, named_subject
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

CAP_HEAD = re.compile(r"上限|最[高多]|封顶|不超过|累计|限额")
_MIN_SUBJECTS = 2  # columns that name subjects make a table of requirements
_MAX_HEAD = 20  # characters of the head of such a column
_PLAIN = re.compile(r"(?:年度|最低|总)?学[时分](?:要求|数|标准)?")
_UNIT = re.compile(r"学[时分]")
_UNIT_NOTE = re.compile(r"\s?(?:[（(][^（）()]*(?:学[时分]|单位)[^（）()]*[)）]|(?:折算|认定|登记|计)?学[时分]数?)\s?$")


def head_of(passage: Passage, column: int) -> str:
    """The words over a column."""
    return passage.header[column] if column < len(passage.header) else ""


def head_span(view: View, passage: Passage, column: int) -> Span | None:
    """Where the lowest head of a column stands, without its unit: 第一作者 of 第一作者（学时）."""
    head = head_of(passage, column)
    for above in reversed(view.passages[: passage.index]):
        if above.block is not passage.block:
            return None
        if above.header or column >= len(above.cells):
            continue
        span = trim(view.text, above.cells[column])
        words = view.text[slice(*span)].replace("\n", "")
        if words and head.endswith(words):
            note = _UNIT_NOTE.search(view.text, *span)
            return trim(view.text, (span[0], note.start() if note else span[1]), " 　\t\n：:")
    return None


def counts_hours(view: View, passage: Passage, head: str) -> bool:
    """Whether bare numbers below a head are hours: it says so, or it is a column of grants or caps in such a table."""
    if _UNIT.search(head):
        return True
    if any(p.search(head) for _, p in labelled("hours", "no_hours_head")):
        return False
    spoken = _UNIT.search("".join(passage.header)) or (
        passage.header
        and any(p.search(text) for _, p in labelled("hours", "hours_table") for text in _above(view, passage))
    )
    return bool(spoken) and (
        CAP_HEAD.search(head) is not None or any(p.search(head) for _, p in labelled("hours", "grant_head"))
    )


def _above(view: View, passage: Passage) -> Iterator[str]:
    yield from passage.headings[-2:]
    above = above_table(view, passage)
    if above is not None:
        yield above.text[-40:]


def unit_of(passage: Passage, head: str) -> str:
    """hours or credits: what the head says, else what the heads of the table say."""
    words = head if _UNIT.search(head) else "".join(passage.header)
    return "credits" if "学分" in words and "学时" not in words else "hours"


def column_requirements(view: View, passage: Passage) -> Iterator[HoursSaid]:
    """人员类别 | 合计 | 公需科目 | 专业科目: each column is a subject, the row's first cell the persons or trades.

    In 科目 | 必修 | 选修 | 小计 the row names the subject that its columns are parts of.
    """
    subjects = [_head_subject(head) for head in passage.header]
    if sum(1 for s in subjects if s) < _MIN_SUBJECTS or not passage.cells:
        return
    above = above_table(view, passage)
    row = named_subject(view, passage.cells[0])
    own = row in ("public", "professional") and not subjects[0]
    if own:  # 科目 | 学时 | 其中必修: the plain column is the whole of the row's subject
        subjects = [
            s or ("total" if _PLAIN.fullmatch(h.strip()) else "") for s, h in zip(subjects, passage.header, strict=True)
        ]
    base = row if own else heading_subject(passage) or (named_subject(view, above.span) if above else "")
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
            comparator=_cell_bound(view, cell) or bound(passage.header, above),
            kind="requirement",
            subject=full,
            qualifier="",
            period="year",
            scope=None,
            per=None,
            name=() if own else _row_name(view, passage, subjects),
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


def bound(header: tuple[str, ...], above: Passage | None) -> str:
    """>= where the head of the table, or the line above it, says that its numbers are the least."""
    text = "".join(header) + (above.text[-40:] if above else "")
    return ">=" if re.search(r"不少于|不低于|最低|至少|≥", text) else ""


def _cell_bound(view: View, cell: Span) -> str:
    """What the cell itself says before or behind its number: 至少30学时, 60学时以上, ≤12."""
    bounds = [a.label for a in view.atoms_in(cell, "comparator") if a.label in (">=", "<=")]
    return bounds[0] if bounds else ""


def _head_subject(head: str) -> str:
    """The subject that the head of a column names, 合计 included; "" if none."""
    if re.fullmatch(
        r"\s*(?:年度)?(?:合计|总计|小计|总学时|学时合计|总学分|总量)(?:[（(]?学[时分][)）]?)?\s*|.*[）)时]合计", head
    ):
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


def above_table(view: View, passage: Passage) -> Passage | None:
    """The paragraph above the table that a row belongs to."""
    return next((p for p in reversed(view.passages[: passage.index]) if not p.is_row), None)
