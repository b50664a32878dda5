"""The lists of the corpus: made by the checked-in script, and every person comes out as worked out by hand."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.people.writing import write
from jxjy.people.reading import read_people
from rulesgen.chain import in_force
from rulesgen.interpret import compile_rules, run
from rulesgen.interpret.words import told
from tests.city_rules import city

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "people"


@pytest.mark.parametrize("count", [10, 1000])
def test_every_person_comes_out_as_expected(count: int) -> None:
    program = compile_rules(in_force([city()], "370900", 2026))
    listed = read_people(FOLDER / f"{count}.xlsx", 2026)
    assert not listed.remarks
    found = {o.person.id: o for o in run(program, listed.people, listed.known)}
    with (FOLDER / f"{count}.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == len(found) == count
    for row in expected:
        outcome = found[row["证件号码"]]
        hours = [Decimal(row[name]) for name in ("总学时", "公需科目", "专业科目")]
        assert [f.low for f in outcome.floors] == hours, row
        assert told("states", outcome.state) == row["结论"], row


def test_the_checked_in_lists_are_those_of_the_script(tmp_path: Path) -> None:
    for path in write(10, tmp_path):
        assert path.read_bytes() == (FOLDER / path.name).read_bytes()
