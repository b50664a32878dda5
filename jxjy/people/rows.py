"""Rows of a sheet → who they are about and what they file: typed entries, not yet put together to people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jxjy.people.sheets import Cell, Cells
from jxjy.people.values import Id, answer, days_of, identity, number, pattern, patterns, said, subject, text
from normalize.record import Subject
from rulesgen.activities import record_class
from rulesgen.interpret.records import UNKNOWN, Item, Number

_MOST_HOURS = 1000


def remark(code: str, **fields: object) -> str:
    """A remark of columns.yaml, filled in."""
    return said("remarks", code, **fields)


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its fields."""

    place: str
    columns: Mapping[str, int]
    cells: Cells

    def cell(self, field: str) -> Cell:
        """The cell of a field, None where the sheet has no such column."""
        at = self.columns.get(field)
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def text(self, field: str) -> str:
        """The same as text."""
        return text(self.cell(field))


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a row is about, as far as it says."""

    id: Id | None
    staff_id: str
    name: str
    unit: str

    @property
    def nobody(self) -> bool:
        """Whether it names nobody: a continuation of the row above, or a note."""
        return self.id is None and not self.staff_id and not self.name


def who(row: Row) -> Who:
    """The person of a row."""
    name = row.text("name").replace(" ", "")
    return Who(identity(row.cell("id")), row.text("staff_id"), name, row.text("unit"))


def is_total(row: Row) -> bool:
    """Whether a row is a sum or a note below the list (合计、填表人…)."""
    first = next((shown for cell in row.cells if (shown := text(cell))), "")
    return bool(pattern("totals").fullmatch(first.replace(" ", "")) or pattern("totals").fullmatch(row.text("name")))


# ---------------------------------------------------------------- hours of a year

DECLARED: dict[str, Subject] = {
    "public_required_hours": "public_required",
    "public_elective_hours": "public_elective",
    "professional_required_hours": "professional_required",
    "professional_elective_hours": "professional_elective",
    "public_hours": "public",
    "professional_hours": "professional",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """Hours of a year as a list of people gives them, by subject, and in total; what cannot be read is a doubt."""

    hours: Mapping[Subject, Number]
    total: Number | None
    doubts: tuple[str, ...]


def declared(row: Row) -> Declared:
    """The hours of a person's row. A part (必修) with its whole (公需) beside it gives way to the whole's rest."""
    hours: dict[Subject, Number] = {}
    doubts: list[str] = []
    for field, of in DECLARED.items():
        value = _hours(row, field, doubts)
        if value is not None:
            hours[of] = value
    for whole, parts in _PARTS.items():
        if whole in hours and (inner := [hours[p] for p in parts if p in hours]):
            rest = hours[whole] - sum(inner)
            if rest < 0:
                doubts.append(remark("SUM", total=hours[whole], sum=sum(inner)))
            hours[whole] = max(rest, 0)
    total = _hours(row, "total_hours", doubts)
    if total is None and not hours:
        total = _hours(row, "hours", doubts)
    if total is not None and hours and total != sum(hours.values()):
        doubts.append(remark("SUM", total=total, sum=sum(hours.values())))
    return Declared(hours, total, tuple(doubts))


_PARTS: dict[Subject, tuple[Subject, ...]] = {
    "public": ("public_required", "public_elective"),
    "professional": ("professional_required", "professional_elective"),
}


def _hours(row: Row, field: str, doubts: list[str]) -> Number | None:
    cell = row.cell(field)
    value = number(cell)
    if value is None and text(cell).strip("-—/"):
        doubts.append(remark("HOURS", value=text(cell)))
    if value is not None and value > _MOST_HOURS:
        doubts.append(remark("HOURS_TOO_MANY", value=value))
        return None
    return value


# ---------------------------------------------------------------- learning records


def item(row: Row, year: int) -> Item:
    """The learning record of a row; `year` is that of dates without one."""
    doubts: list[str] = []
    class_, of = _class_and_subject(row.text("class"), row.text("subject"), row.text("content"))
    if of is None and (shown := row.text("subject")) and not shown.startswith("其"):
        doubts.append(remark("SUBJECT", value=shown))
    start, end = _span(row, year, doubts)
    proof = row.text("evidence")
    approval = row.text("approval")
    approved = answer(approval)
    if approval and approved is None and not patterns("answers")["exempt"].fullmatch(approval):
        doubts.append(remark("APPROVAL", value=approval))
    filed = days_of(row.cell("filed"), year)
    days = number(row.cell("days"))
    return Item(
        place=row.place,
        class_=class_,
        subject=of,
        start=start,
        end=end,
        hours=_hours(row, "hours", doubts),
        days=int(days) if days else None,
        count=number(row.cell("count")),
        months=number(row.cell("months")),
        approved=approved,
        evidence=_proof(proof),
        filed=filed[0] if filed else None,
        base=bool(pattern("base").search(row.text("organizer"))),
        content=row.text("content"),
        doubt="；".join(doubts),
    )


@lru_cache(maxsize=4096)
def _proof(shown: str) -> bool | None:
    """Whether there is proof: any text that is not a no names it."""
    if not shown or patterns("answers")["exempt"].fullmatch(shown):
        return None
    return answer(shown) is not False


@lru_cache(maxsize=65536)
def _class_and_subject(class_: str, of: str, content: str) -> tuple[str, Subject | None]:
    """Class and subject of a record; lists write either into a column 类别."""
    found = subject(of) or subject(class_)
    slug = record_class(class_) if class_ else ""
    if class_ and not slug and subject(class_) is None:
        slug = record_class(content) if class_.startswith("其") else UNKNOWN
    elif slug and "_" not in slug and content:
        finer = record_class(content)  # 代表性成果类 with the content 论文《…》
        slug = finer if finer.startswith(f"{slug}_") else slug
    return slug or ("" if not class_ or subject(class_) else UNKNOWN), found


def _span(row: Row, year: int, doubts: list[str]) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a record."""
    first, last = _day(row, "start", year, doubts), _day(row, "end", year, doubts)
    whole = _day(row, "date", year, doubts) if first is None and last is None else None
    if whole is not None:
        return whole
    start, end = (first[0] if first else None), (last[1] if last else None)
    if start and end and end < start:
        doubts.append(remark("DATE_ORDER", start=start, end=end))
        return None, None
    return start, end


def _day(row: Row, field: str, year: int, doubts: list[str]) -> tuple[dt.date, dt.date] | None:
    cell = row.cell(field)
    found = days_of(cell, year)
    if found is None and text(cell).strip("-—/"):
        doubts.append(remark("DATE", value=text(cell)))
    return found
