"""Cells of a people list → ids, days, hours, answers. What cannot be read gives None, never a guess."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from jxjy.people.sheets import Cell
from normalize.record import Subject
from normalize.values.dates import resolve_range
from normalize.values.identifiers import checked_id_number
from normalize.values.numbers import parse_number
from rulesgen.interpret.records import Number

_PLACES = 6
_SERIAL = range(36526, 73051)  # days of Excel's calendar: 2000 to 2099
_EPOCH = dt.date(1899, 12, 30)
_MOST_DIGITS = 15  # of a number in Excel; an identity number of 18 digits typed as a number has lost its last three
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?1[5-9]", re.I)
_UNIT = re.compile(r"(?:个)?(?:学时|课时|小时|学分|天|个?月|篇|项|次|本|证|分|节)$")


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        files(__package__).joinpath("columns.yaml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def patterns(section: str) -> Mapping[str, re.Pattern[str]]:
    """A section of columns.yaml, compiled."""
    return {key: re.compile(words, re.I) for key, words in _texts()[section].items()}


def said(section: str, key: str, **fields: object) -> str:
    """A sentence of columns.yaml, filled in."""
    return _texts()[section][key].format(**fields)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A single pattern of columns.yaml."""
    return re.compile(str(_texts()[name]))


@cache
def item_fields() -> frozenset[str]:
    """The fields that make a sheet one of learning records."""
    return frozenset(_texts()["of_items"])


# ---------------------------------------------------------------- text


def text(cell: Cell) -> str:
    """A cell as text in half width, on one line; whole numbers without .0, days as ISO 8601."""
    match cell:
        case None:
            return ""
        case str():
            return _folded(cell)
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case dt.datetime():
            return cell.date().isoformat()
        case _:
            return str(cell)


@lru_cache(maxsize=65536)
def _folded(raw: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", raw).split())


# ---------------------------------------------------------------- ids


@dataclass(frozen=True, slots=True)
class Id:
    """An identity number as filed. `lost`: typed as a number, its last digits are gone; `valid`: by its check sign."""

    text: str
    lost: bool = False
    valid: bool = True


def identity(cell: Cell) -> Id | None:
    """The identity number of a cell, None if blank."""
    if isinstance(cell, float) or (isinstance(cell, int) and not isinstance(cell, bool)):
        digits = format(Decimal(cell), "f").partition(".")[0]
        return Id(digits, lost=len(digits) > _MOST_DIGITS, valid=len(digits) <= _MOST_DIGITS and _old(digits))
    shown = re.sub(r"[\s'‘’`\"=\-]", "", text(cell)).upper()
    if not shown:
        return None
    if _SCIENTIFIC.fullmatch(re.sub(r"[\s'\"=]", "", text(cell))):
        return Id(text(cell), lost=True, valid=False)
    return Id(shown, valid=checked_id_number(shown) is not None or _old(shown))


def _old(digits: str) -> bool:
    """An identity number of 15 digits, as issued before 1999; it has no check sign."""
    return bool(re.fullmatch(r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}", digits))


def masked(identity_number: str) -> str:
    """An id as logs and terminals may show it: 3704**********1234; a short one keeps its last two signs."""
    if len(identity_number) < 8:
        return "*" * max(len(identity_number) - 2, 0) + identity_number[-2:]
    return f"{identity_number[:4]}{'*' * (len(identity_number) - 8)}{identity_number[-4:]}"


# ---------------------------------------------------------------- numbers


def number(cell: Cell) -> Number | None:
    """A number that is not negative: 16, 16.0, "16学时", "十六"; None if it is none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int):
        return cell if cell >= 0 else None
    if isinstance(cell, float):
        return _exact(repr(round(cell, _PLACES)))
    return _number(text(cell)) if isinstance(cell, str) else None


@lru_cache(maxsize=4096)
def _number(shown: str) -> Number | None:
    bare = _UNIT.sub("", shown.replace(" ", ""))
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return _exact(bare)
    value = parse_number(bare)
    return _exact(str(value)) if value is not None else None


def _exact(shown: str) -> Number | None:
    try:
        value = Decimal(shown)
    except InvalidOperation:
        return None
    if not value.is_finite() or value < 0:
        return None
    return int(value) if value == value.to_integral_value() else value


# ---------------------------------------------------------------- days


def days_of(cell: Cell, year: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of a date or range; a date without a year is of `year`. None if it is none."""
    match cell:
        case None | bool() | dt.time():
            return None
        case dt.datetime():
            return cell.date(), cell.date()
        case dt.date():
            return cell, cell
        case int() | float():
            return _of_number(int(cell))
        case str():
            return _of_text(text(cell), year)


@lru_cache(maxsize=65536)
def _of_text(shown: str, year: int) -> tuple[dt.date, dt.date] | None:
    if re.fullmatch(r"\d{5}|\d{8}", shown):
        return _of_number(int(shown))
    compact = re.fullmatch(r"(\d{8})\s*(?:-|至|到|~|—)+\s*(\d{8})", shown)
    if compact:
        first, last = _of_number(int(compact[1])), _of_number(int(compact[2]))
        return (first[0], last[0]) if first and last and first <= last else None
    found = resolve_range(shown, year=year)
    if found is None or found.start is None or found.end is None:
        return None
    return found.start, found.end


def _of_number(value: int) -> tuple[dt.date, dt.date] | None:
    """20260501, or a day as Excel counts it."""
    try:
        if value in _SERIAL:
            day = _EPOCH + dt.timedelta(value)
        else:
            day = dt.date(value // 10000, value // 100 % 100, value % 100)
    except (ValueError, OverflowError):
        return None
    return (day, day) if 1950 <= day.year <= 2100 else None


# ---------------------------------------------------------------- answers and subjects


@lru_cache(maxsize=4096)
def answer(shown: str) -> bool | None:
    """A text of a yes-or-no column; None for blank, exempt or neither. A document number is a yes."""
    bare = shown.replace(" ", "")
    for key in ("exempt", "no", "yes"):
        if patterns("answers")[key].fullmatch(bare):
            return {"exempt": None, "no": False, "yes": True}[key]
    return None


_SUBJECTS: tuple[Subject, ...] = (
    "public_required", "public_elective", "professional_required", "professional_elective", "public", "professional",
)  # fmt: skip


@lru_cache(maxsize=4096)
def subject(shown: str) -> Subject | None:
    """The subject that a text names; None where it names none or both."""
    if "公需" in shown and "专业" in shown:
        return None
    return next((name for name in _SUBJECTS if patterns("subjects")[name].search(shown)), None)
