"""Random people for comparing engines: every field in every state that a list can leave it in, seeded."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from normalize.record import Subject
from rulesgen.interpret.records import Item, Known, Number, Person

CLASSES = (
    "", "?", "training", "training", "training_online", "study", "study", "qualification", "achievement_paper",
    "achievement", "activity", "contest_provincial", "posting", "lecturer", "points", "exam_work", "special", "degree",
)  # fmt: skip
SUBJECTS: tuple[Subject | None, ...] = (
    None, "public", "public", "professional", "professional", "public_required", "public_elective",
    "professional_required", "professional_elective", "other",
)  # fmt: skip
KNOWN: tuple[Known, ...] = ("date", "approval", "evidence")


def people(count: int, seed: int, year: int) -> Iterator[tuple[Person, frozenset[Known]]]:
    """People with up to eight records each, and the columns that their list has."""
    rng = random.Random(seed)
    for number in range(count):
        items = tuple(_item(rng, year, f"第{i}行") for i in range(rng.randint(0, 8)))
        doubts = ("名单中重复出现",) if rng.random() < 0.03 else ()
        person = Person(f"第{number}行", f"{number:018d}", f"人员{number}", items=items, doubts=doubts)
        yield person, frozenset(k for k in KNOWN if rng.random() < 0.5)


def _item(rng: random.Random, year: int, place: str) -> Item:
    first = dt.date(year, 1, 1) + dt.timedelta(rng.randint(-20, 384))
    start = first if rng.random() < 0.9 else None
    end = first + dt.timedelta(rng.choice((0, 0, 0, 1, 2, 4, 30, 200))) if rng.random() < 0.8 else None
    return Item(
        place,
        rng.choice(CLASSES),
        rng.choice(SUBJECTS),
        start,
        end,
        _hours(rng),
        rng.choice((None, None, None, 1, 2, 3, 5)),
        rng.choice((None, None, 1, 2, 3, 4, 1999, 2000, Decimal("1.5"))),
        rng.choice((None, None, 0, 5, 7, 11, 12, 14, Decimal("6.5"))),
        rng.choice((None, True, True, False)),
        rng.choice((None, True, True, False)),
        base=rng.random() < 0.1,
        doubt="日期不能识别" if rng.random() < 0.05 else "",
    )


def _hours(rng: random.Random) -> Number | None:
    if rng.random() < 0.1:
        return None
    return rng.choice((rng.randint(0, 60), rng.randint(1, 16), Decimal(rng.randint(1, 400)) / 10))
