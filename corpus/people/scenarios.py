"""Scenarios: what a person files, and what the notice makes of it – hours and verdict by plain arithmetic.

The notice asks for 90 hours a year, 30 of them 公需 and 60 专业, between 1 March and 30 November 2026; training at
most 8 hours a day and only if filed, 学习类 at most 40 a year, papers 10 each and 30 a year, postings 30 + 60 a year by
months.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Hours = int | Decimal
State = Literal["达标", "未达标", "待核实"]
DAY = dt.timedelta(1)
FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 11, 30)
TOTAL, PUBLIC, PROFESSIONAL = 90, 30, 60


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the sheet of learning records; None is a blank cell."""

    kind: str
    subject: str | None
    start: dt.date
    end: dt.date
    hours: Hours | None = None
    count: int | None = None
    months: int | None = None
    filed: str | None = None
    proof: str | None = "有"


@dataclass(frozen=True, slots=True)
class Filed:
    """What a person files and what must come of it: recognised hours in total, 公需, 专业, and the verdict."""

    records: tuple[Record, ...]
    total: Hours
    public: Hours
    professional: Hours
    state: State


def _verdict(total: Hours, public: Hours, professional: Hours) -> State:
    return "达标" if total >= TOTAL and public >= PUBLIC and professional >= PROFESSIONAL else "未达标"


def _filed(records: tuple[Record, ...], public: Hours, professional: Hours, other: Hours = 0) -> Filed:
    """Hours by subject, and `other` without one; the verdict follows."""
    total = public + professional + other
    return Filed(records, total, public, professional, _verdict(total, public, professional))


def _day(rng: random.Random, room: int = 20) -> dt.date:
    return FIRST + DAY * rng.randint(0, (LAST - FIRST).days - room)


def _course(rng: random.Random, hours: Hours = PUBLIC) -> Record:
    """公需 learnt in 学习类, within its cap."""
    start = _day(rng)
    return Record("学习类", "公需科目", start, start + DAY * 3, hours)


def _training(rng: random.Random, hours: Hours, days: int, filed: str | None = "是") -> Record:
    start = _day(rng)
    return Record("培训进修类", "专业科目", start, start + DAY * (days - 1), hours, filed=filed)


# ---------------------------------------------------------------- scenarios


def exact(rng: random.Random) -> Filed:
    """Just enough of everything."""
    return _filed((_course(rng), _training(rng, 60, 8)), 30, 60)


def more(rng: random.Random) -> Filed:
    """More than enough, with halves."""
    extra = Decimal(rng.randint(1, 8)) / 2
    return _filed((_course(rng, 32), _training(rng, 60 + extra, 9)), 32, 60 + extra)


def short(rng: random.Random) -> Filed:
    """Too little 专业."""
    hours = rng.randint(0, 59)
    return _filed((_course(rng), _training(rng, hours, 8)), 30, hours)


def long_day(rng: random.Random) -> Filed:
    """More hours than the days of the training hold."""
    days = rng.randint(1, 7)
    return _filed((_course(rng), _training(rng, days * 8 + rng.randint(1, 10), days)), 30, days * 8)


def same_day(rng: random.Random) -> Filed:
    """Two trainings on one day, eight hours between them."""
    day = _day(rng)
    both = tuple(Record("培训进修类", "专业科目", day, day, h, filed="是") for h in (5, 6))
    return _filed((_course(rng), *both), 30, 8)


def too_much_study(rng: random.Random) -> Filed:
    """学习类 beyond its cap of the year, all of it 公需."""
    over = rng.randint(1, 30)
    return _filed((_course(rng, 40 + over), _training(rng, 60, 8)), 40, 60)


def out_of_window(rng: random.Random) -> Filed:
    """A training that begins before the window or ends after it."""
    day = rng.choice((FIRST - DAY, LAST))
    outside = Record("培训进修类", "专业科目", day, day + DAY * 7, 60, filed="是")
    return _filed((_course(rng), outside), 30, 0)


def not_filed(rng: random.Random) -> Filed:
    """A training that was not filed."""
    return _filed((_course(rng), _training(rng, 60, 8, "否")), 30, 0)


def filing_blank(rng: random.Random) -> Filed:
    """A training about whose filing nothing is said: somebody has to ask."""
    return Filed((_course(rng), _training(rng, 60, 8, None)), 30, 30, 0, "待核实")


def no_proof(rng: random.Random) -> Filed:
    """Learning without proof."""
    start = _day(rng)
    return _filed((Record("学习类", "公需科目", start, start, 30, proof="无"), _training(rng, 60, 8)), 0, 60)


def papers(rng: random.Random) -> Filed:
    """Papers at 10 hours each, 30 a year."""
    count = rng.randint(1, 5)
    day = _day(rng)
    written = Record("代表性成果类", "专业科目", day, day, count=count)
    given = min(count * 10, 30)
    return _filed((_course(rng), written, _training(rng, 40, 5)), 30, given + 40)


def posted(rng: random.Random) -> Filed:
    """A posting of a whole year, or of half of it (even months leave no rounding open)."""
    months = rng.choice((12, 2, 4, 6, 8, 10))
    away = Record("援派", None, FIRST, LAST, months=months)
    return _filed((away,), 30 * months // 12, 60 * months // 12)


def exam(rng: random.Random) -> Filed:
    """An examination beside a full 学习类: whether its 16 hours count against the cap nobody has said yet."""
    day = LAST - DAY
    study = Record("学习类", "专业科目", FIRST, FIRST + DAY, 40)
    passed = Record("职业资格考试", "专业科目", day, day, count=1)
    public = Record("培训进修类", "公需科目", FIRST + DAY * 9, FIRST + DAY * 19, 30, filed="是")
    rest = _training(rng, 4, 1)
    return Filed((public, study, passed, rest), 74, 30, 44, "待核实")


SCENARIOS: tuple[Callable[[random.Random], Filed], ...] = (
    exact, more, short, long_day, same_day, too_much_study, out_of_window, not_filed, filing_blank, no_proof, papers,
    posted, exam,
)  # fmt: skip
