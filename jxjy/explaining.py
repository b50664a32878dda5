"""A rule's id → what it says, on which sentence it rests, whether and how it is run, and what is open about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.errors import UsageError
from jxjy.selection import Wanted, chosen
from rulesgen.chain import RuleInForce
from rulesgen.interpret.compile import compile_rules
from rulesgen.interpret.program import Cited, Program
from rulesgen.interpret.trace import notes_told
from rulesgen.interpret.words import told, value_shown
from rulesgen.model import Question


def explain(rule_id: str, folder: Path, decisions: Path | None = None) -> tuple[str, ...]:
    """The lines that explain a rule. Raises UsageError where there is no such rule, RuleFileError."""
    code, _, year = rule_id.partition("-")
    place = code if any(p.name == code for p in (folder, *folder.glob("*"), *folder.glob("rules/*"))) else None
    effective, decided = chosen(
        Wanted(folder, place, int(year[:4]) if place and year[:4].isdigit() else None, decisions)
    )
    found = next((rule for rule in effective.rules if rule.rule.id == rule_id), None)
    if found is None:
        known = "、".join(rule.rule.id for rule in effective.rules[:6])
        raise UsageError("RULE_NOT_FOUND", f"没有规则{rule_id}（有{known}等）", "请核对规则编号", folder)
    program = compile_rules(effective, decided)
    return tuple(_lines(found, program))


def _lines(found: RuleInForce, program: Program) -> Iterator[str]:
    cited = program.rules[found.rule.id]
    yield f"{cited.id}：{cited.text}"
    yield f"种类：{told('kinds', found.rule.kind)}（{found.rule.kind}）"
    if cited.value:
        yield f"数值：{cited.value}（{found.rule.param}）"
    for citation in found.citations:
        yield f"原句：“{' '.join(citation.exact.split())}”"
    yield f"出处：{cited.source}{notes_told(cited)}"
    yield _run(cited, program)
    for question in _questions(found):
        yield f"待确认事项{question.id}：{question.text}" + (f"答复：{question.answer}" if question.answer else "")
    if found.value is not None:
        for other in found.value.overruled:
            place = other.source.ruleset.jurisdiction.name
            yield f"{place}{other.source.ruleset.year}年度：{value_shown(other)}（未采用）"
        for rival in found.value.rivals:
            yield f"前后不一的数值：{rival.value}{rival.parameter.unit or ''}（{rival.source.ruleset.id}）"


def _run(cited: Cited, program: Program) -> str:
    idle = next((i for i in program.idle if i.rule.id == cited.id), None)
    return f"未执行：{idle.reason}" if idle else f"执行办法：{told('how', cited.kind)}"


def _questions(found: RuleInForce) -> Iterator[Question]:
    for question in found.source.ruleset.questions:
        if found.rule.id in question.rules:
            yield question
