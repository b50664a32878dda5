"""100,000 people through the rules in one pass, and the interpreter against the zen engine in one run.

CPU is user + system; runs alternate and the median of the rounds counts. Memory is that of the process beyond the list.
Run: python bench/people.py [COUNT]   (zen-engine comes with the dev extra)
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import zen

import rulesgen
from corpus.people.writing import write
from extract.frame import find
from ingest import read
from jxjy.people.reading import read_people
from normalize.notice import notice
from rulesgen.chain import effective
from rulesgen.export.jdm import jdm
from rulesgen.interpret import Outcome, Program, compile_rules, judge, run
from rulesgen.interpret.plain import decision_input
from rulesgen.interpret.records import Known
from tests.people_records import people

COUNT = 100_000
ALIKE = 10_000
SAMPLE = 2_000
ROUNDS = 5
GOAL = 15.0
ROOT = Path(__file__).resolve().parents[1]


def program() -> Program:
    """The rules of the corpus' made-up notice, with what stands above it."""
    document = read(ROOT / "corpus" / "people" / "notice.txt")
    ruleset = rulesgen.build(notice(find(document)), document)
    return compile_rules(effective([ruleset], ruleset.jurisdiction.code, ruleset.year))


def spent(work: Callable[[], object]) -> float:
    """Seconds of CPU that a call takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def peak() -> int:
    """The most memory that the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one_pass(rules: Program, count: int) -> None:
    """The whole list in one pass: time apart from reading, memory beyond the list."""
    with tempfile.TemporaryDirectory() as folder:
        path, _ = write(count, Path(folder))
        start = time.process_time()
        listed = read_people(path, rules.year)
        reading = time.process_time() - start
    records = sum(len(p.items) for p in listed.people)
    before = peak()
    seconds = spent(lambda: sum(1 for _ in run(rules, listed.people, listed.known)))
    print(f"名单{count}人、{records}条记录，读取{reading:.1f}秒，内存{before} MB")
    print(f"核对{seconds:.1f}秒CPU，目标 ≤ {GOAL:g}秒，{'达到' if seconds <= GOAL else '未达到'}")
    print(f"核对中内存增加{peak() - before} MB")


def against_zen(rules: Program) -> None:
    """Equal on random people; and how much longer the engine takes."""
    decision = zen.ZenEngine().create_decision(json.dumps(jdm(rules)))
    random_people = list(people(ALIKE, 5, rules.year))
    differ = 0
    for person, known in random_people:
        theirs = decision.evaluate(decision_input(person, known))["result"]
        differ += _plain(judge(rules, person, known)) != (theirs["state"], [float(f["low"]) for f in theirs["floors"]])
    print(f"与 zen 引擎逐人比对{ALIKE}人，结论不同{differ}人")
    sample = random.Random(1).sample(random_people, SAMPLE)
    inputs = [decision_input(person, known) for person, known in sample]
    known: frozenset[Known] = frozenset({"date", "approval"})

    def ours() -> object:
        return [o.state for o in run(rules, (p for p, _ in sample), known)]

    def theirs() -> object:
        return [decision.evaluate(i) for i in inputs]

    ours(), theirs()
    pairs = [(spent(ours), spent(theirs)) for _ in range(ROUNDS)]
    mine, others = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{SAMPLE}人：解释器{mine:.2f}秒，zen 引擎{others:.2f}秒，{others / mine:.0f}倍")


def _plain(outcome: Outcome) -> tuple[str, list[float]]:
    return outcome.state, [float(f.low) for f in outcome.floors]


def main() -> None:
    """Print the figures."""
    rules = program()
    one_pass(rules, int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
    against_zen(rules)


if __name__ == "__main__":
    main()
