"""List + rules in force → result workbook and the lines for the terminal, where nobody is named."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UsageError
from jxjy.people.book import REASONS, STATES, Checked, ResultBook, unchecked
from jxjy.people.reading import read_people
from rulesgen.chain import Effective
from rulesgen.decisions import Decision
from rulesgen.interpret.compile import compile_rules
from rulesgen.interpret.run import run
from rulesgen.interpret.words import told


@dataclass(frozen=True, slots=True)
class Result:
    """What a check gave: the lines to show, and whether everybody has met the requirement."""

    told: tuple[str, ...]
    all_met: bool


def check(people: Path, chosen: tuple[Effective, tuple[Decision, ...]], output: Path) -> Result:
    """Check a list and write the workbook. Raises JxjyError for a list that cannot be read, OSError for the output."""
    effective, decisions = chosen
    if output.suffix.lower() != ".xlsx":
        raise UsageError("OUTPUT_NOT_XLSX", f"结果文件“{output}”的扩展名须为 .xlsx", "请改名后再试")
    if output.exists() and output.samefile(people):
        raise UsageError("OUTPUT_IS_INPUT", "结果文件与名单是同一个文件", "请另起一个名字")
    program = compile_rules(effective, decisions)
    listed = read_people(people, effective.year)
    checked = Checked(people.name, listed, program, decisions)
    book = ResultBook(checked)
    for outcome in run(program, listed.people, listed.known):
        book.add(outcome)
    _save(book, output)
    return Result(tuple(_lines(book, checked, output)), book.states["met"] == sum(book.states.values()))


def _save(book: ResultBook, output: Path) -> None:
    """Write beside the place and move there: a reader never sees half a workbook."""
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".jxjy-", suffix=".xlsx", dir=output.parent)
    os.close(handle)
    staged = Path(name)
    try:
        book.save(staged)
        staged.chmod(0o644)
        staged.replace(output)
    finally:
        staged.unlink(missing_ok=True)


def _lines(book: ResultBook, checked: Checked, output: Path) -> list[str]:
    program = checked.program
    total = sum(book.states.values())
    counts = "，".join(f"{told('states', state)}{book.states[state]}人" for state in STATES)
    reasons = "，".join(f"{told('reasons', r)}{book.reasons[r]}人" for r in REASONS if book.reasons[r])
    lines = [f"按{program.name}{program.year}年度规则核对{total}人：{counts}"]
    lines += [f"原因：{reasons}"] if reasons else []
    lines += [f"提示：{note}" for note in program.notes]
    lines += [f"未核对：{gap}" for gap in unchecked(checked)]
    if checked.people.remarks:
        lines.append(f"名单问题{len(checked.people.remarks)}处，见结果中的“名单问题”")
    if program.idle:
        lines.append(f"未执行的规则{len(program.idle)}条，理由见结果中的“规则”")
    return [*lines, f"结果：{output}"]
