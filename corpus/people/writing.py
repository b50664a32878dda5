"""Scenarios → a people list (xlsx) and the expected results (csv). The same count and seed give the same bytes."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from corpus.people.scenarios import SCENARIOS, Filed
from rulesgen.export.packing import timeless

SEED = 20260301
_AREA = "99"  # no area of China: an id that begins so is nobody's
_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
_PEOPLE = ("序号", "姓名", "身份证号", "工作单位")
_RECORDS = (
    "身份证号", "姓名", "学习类别", "科目", "开始日期", "结束日期", "学时", "数量", "月数", "是否备案", "证明材料",
)  # fmt: skip
RESULTS = ("证件号码", "结论", "总学时", "公需科目", "专业科目")


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person with what they file."""

    id: str
    name: str
    unit: str
    filed: Filed


def somebodies(count: int, seed: int = SEED) -> Iterator[Somebody]:
    """So many people, the scenarios in turn."""
    rng = random.Random(seed)
    for number in range(count):
        scenario = SCENARIOS[number % len(SCENARIOS)]
        yield Somebody(_id(number), f"人员{number + 1:06d}", f"示例单位{number % 40 + 1}", scenario(rng))


def _id(number: int) -> str:
    """An identity number with the right check sign (GB 11643) and an area that does not exist."""
    body = f"{_AREA}{number // 1000:04d}19900101{number % 1000:03d}"
    total = sum(int(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def write(count: int, folder: Path) -> tuple[Path, Path]:
    """Write list and results as <count>.xlsx and <count>.csv into a folder; gives both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook(write_only=True)
    people, records = book.create_sheet("人员名单"), book.create_sheet("学习记录")
    people.append(["示例市2026年度继续教育人员名单"])
    people.append(_PEOPLE)
    records.append(_RECORDS)
    results = io.StringIO()
    table = csv.writer(results, lineterminator="\n")
    table.writerow(RESULTS)
    for number, somebody in enumerate(somebodies(count), 1):
        filed = somebody.filed
        people.append([number, somebody.name, somebody.id, somebody.unit])
        for row in _rows(somebody):
            records.append(row)
        table.writerow([somebody.id, filed.state, filed.total, filed.public, filed.professional])
    listed, expected = folder / f"{count}.xlsx", folder / f"{count}.csv"
    book.save(listed)
    listed.write_bytes(timeless(listed.read_bytes()))
    expected.write_text(results.getvalue(), encoding="utf-8")
    return listed, expected


def _rows(somebody: Somebody) -> Iterator[list[object]]:
    for r in somebody.filed.records:
        hours = float(r.hours) if r.hours is not None else None
        what = [r.kind, r.subject, r.start.isoformat(), r.end, hours, r.count, r.months, r.filed, r.proof]
        yield [somebody.id, somebody.name, *what]
