"""The first rows of a sheet → which column is which field, below whatever titles stand above.

Headings come in any order, in one row or in two (公需科目 over 必修 and 选修), with blanks, stars and line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jxjy.people.sheets import Cells
from jxjy.people.values import item_fields, patterns, text

LOOKED_AT = 30
"""Rows in which the heading is looked for; above it stand titles, units and dates of filling."""

HOURS_OF_YEAR = (
    "public_hours", "professional_hours", "total_hours", "public_required_hours", "public_elective_hours",
    "professional_required_hours", "professional_elective_hours",
)  # fmt: skip
_PERSON = ("id", "staff_id", "name")
_NOISE = re.compile(r"[\s*＊★:：]|[（(][^（()）]*[)）]")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the fields stand. `body` – number of the first row below; `year` – of the titles above, if they say one."""

    columns: Mapping[str, int]
    body: int
    year: int | None

    @property
    def of_items(self) -> bool:
        """Whether a row is a learning record, not a person."""
        if any(field in self.columns for field in HOURS_OF_YEAR[:2] + HOURS_OF_YEAR[3:]):
            return False
        return len(item_fields() & self.columns.keys()) > ("hours" in self.columns)


def find_header(rows: Sequence[tuple[int, Cells]]) -> Header | None:
    """The heading among the first rows of a sheet; None where no row names a person and anything else."""
    best: Header | None = None
    for at, (number, row) in enumerate(rows):
        one = _fields([text(cell) for cell in row])
        below = rows[at + 1] if at + 1 < len(rows) else None
        two = _fields(_joined(row, below[1])) if below else {}
        for columns, last in ((one, number), (two, below[0] if below else number)):
            if _good(columns) and (best is None or len(columns) > len(best.columns)):
                best = Header(columns, last + 1, _year(rows[:at]))
    return best


def _good(columns: Mapping[str, int]) -> bool:
    """Whether a heading names persons, and what they did or who they are."""
    named = [f for f in _PERSON if f in columns]
    return bool(named) and (says_hours(columns) or len(named) > 1 or "unit" in columns)


def says_hours(columns: Mapping[str, int]) -> bool:
    """Whether there is anything to count in a sheet; a bare list of people needs another one beside it."""
    return bool(({*HOURS_OF_YEAR, *item_fields()} - {"organizer"}) & columns.keys())


def _joined(upper: Cells, lower: Cells) -> list[str]:
    """Headings of two rows as one: the upper one runs on over the cells below it until the next."""
    joined: list[str] = []
    over = ""
    for i in range(max(len(upper), len(lower))):
        top = text(upper[i]) if i < len(upper) else ""
        under = text(lower[i]) if i < len(lower) else ""
        over = top or (over if under else "")
        if under and len(under) > _LONGEST:
            return []  # a row of values, not of headings
        joined.append(f"{over}{under}")
    return joined


_LONGEST = 14


def _fields(headings: Sequence[str]) -> dict[str, int]:
    """The columns of the headings that are known; of two for one field the first."""
    columns: dict[str, int] = {}
    for i, heading in enumerate(headings):
        field = _field(heading)
        if field:
            columns.setdefault(field, i)
    return columns


@lru_cache(maxsize=4096)
def _field(heading: str) -> str:
    bare = _NOISE.sub("", heading)
    if not bare:
        return ""
    return next((field for field, words in patterns("fields").items() if words.fullmatch(bare)), "")


def _year(above: Sequence[tuple[int, Cells]]) -> int | None:
    years = {int(m[1]) for _, row in above for cell in row for m in _YEAR.finditer(text(cell))}
    return years.pop() if len(years) == 1 else None
