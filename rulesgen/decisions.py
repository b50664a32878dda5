"""decisions.yaml → Decisions: answers of a person to the open questions of a rule set, each cited.

A decision says who decided, when, on what basis, and what follows. It is read as strictly as a rule file: one that
names a question, rule or parameter which does not exist is refused with its line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError

from normalize.record import Model, Subject
from rulesgen.errors import Problem, RuleFileError
from rulesgen.model import Amount, ClassSlug, DateText, ParameterName, RuleId, RuleSet, RuleSetId, Text
from rulesgen.yamltree import Path as TreePath
from rulesgen.yamltree import Tree, parse

QuestionRef = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}/[0-9]{4}(-[1-9][0-9]?)?#Q[1-9][0-9]{0,5}$")]
Rounding = Literal["exact", "down", "up", "half_up"]


class ClassSubject(Model):
    """Hours of a class count for a subject (比赛类计入专业科目)."""

    kind: Literal["class_subject"]
    class_: ClassSlug = Field(validation_alias="class", serialization_alias="class")
    subject: Subject


class CapScope(Model):
    """Whether a cap counts the hours of a class too (资格考试16学时是否计入学习类上限)."""

    kind: Literal["cap_scope"]
    rule: RuleId
    class_: ClassSlug = Field(validation_alias="class", serialization_alias="class")
    counted: bool


class RoundingRule(Model):
    """How hours in proportion to months are rounded to whole hours."""

    kind: Literal["rounding"]
    rule: RuleId
    to: Rounding


class ConfirmedValue(Model):
    """The value of a parameter that the notice leaves unreadable, inferred or contradictory."""

    kind: Literal["value"]
    ruleset: RuleSetId
    param: ParameterName
    value: Amount


class AwardedHours(Model):
    """Hours an item of a class is worth where the notice gives no number."""

    kind: Literal["hours"]
    rule: RuleId
    hours: Amount
    subject: Subject | None = None


Effect = Annotated[ClassSubject | CapScope | RoundingRule | ConfirmedValue | AwardedHours, Field(discriminator="kind")]


class Decision(Model):
    """决定: the answer to a question, with who gave it, on what day, and on what basis (文号、函件、会议纪要)."""

    id: Annotated[str, StringConstraints(pattern=r"^D[1-9][0-9]{0,3}$")]
    question: QuestionRef
    answer: Text
    by: Text
    on: DateText
    basis: Text
    effect: Effect

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @property
    def told(self) -> str:
        """The decision as a trace cites it."""
        return f"决定{self.id}（{self.by}，{self.on}，{self.basis}）：{self.answer}"


class _DecisionFile(Model):
    schema_: Literal["jxjy-decisions/1"] = Field(validation_alias="schema")
    decisions: tuple[Decision, ...]


def load_decisions(path: Path, rulesets: Sequence[RuleSet]) -> tuple[Decision, ...]:
    """The decisions of a file, checked against the rule sets they are about. Raises RuleFileError with line, reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError([Problem(1, "文件无法读取，或不是 UTF-8 编码的文字文件")], path) from error
    try:
        return parse_decisions(text, rulesets)
    except RuleFileError as error:
        raise RuleFileError(error.problems, path) from error


def parse_decisions(text: str, rulesets: Sequence[RuleSet]) -> tuple[Decision, ...]:
    """The decisions of a YAML text. Raises RuleFileError."""
    tree = parse(text)
    try:
        decisions = _DecisionFile.model_validate(tree.data).decisions
    except ValidationError as error:
        raise RuleFileError(sorted({_problem(tree, e["loc"], e["type"]) for e in error.errors()})) from error
    problems = [Problem(tree.line(at), reason) for at, reason in _wrong(decisions, {r.id: r for r in rulesets})]
    if problems:
        raise RuleFileError(problems)
    return decisions


_TOLD = {"extra_forbidden": "未知字段“{key}”", "missing": "缺少字段“{key}”"}


def _problem(tree: Tree, loc: Sequence[int | str], kind: str) -> Problem:
    kinds = {"class_subject", "cap_scope", "rounding", "value", "hours"}
    path: TreePath = tuple(k for i, k in enumerate(loc) if not (k in kinds and i and loc[i - 1] == "effect"))
    key = path[-1] if path else ""
    return Problem(tree.line(path), _TOLD.get(kind, "“{key}”的取值不在允许的范围之内").format(key=key))


def _wrong(decisions: Sequence[Decision], held: dict[str, RuleSet]) -> Iterator[tuple[TreePath, str]]:
    seen: set[str] = set()
    for i, decision in enumerate(decisions):
        at: TreePath = ("decisions", i)
        if decision.id in seen:
            yield at, f"决定编号{decision.id}重复"
        seen.add(decision.id)
        try:
            dt.date.fromisoformat(decision.on)
        except ValueError:
            yield (*at, "on"), f"没有“{decision.on}”这一天"
        ruleset_id, _, question = decision.question.partition("#")
        ruleset = held.get(ruleset_id)
        if ruleset is None:
            yield (*at, "question"), f"规则文件{ruleset_id}未入库"
        elif question not in {q.id for q in ruleset.questions}:
            yield (*at, "question"), f"规则文件{ruleset_id}没有待确认事项{question}"
        else:
            yield from (((*at, "effect"), reason) for reason in _misdirected(decision.effect, held))


def _misdirected(effect: Effect, held: dict[str, RuleSet]) -> Iterator[str]:
    match effect:
        case CapScope() | RoundingRule() | AwardedHours():
            rule = next((r for s in held.values() for r in s.rules if r.id == effect.rule), None)
            if rule is None:
                yield f"规则{effect.rule}不存在"
            elif rule.kind not in _KINDS[effect.kind]:
                yield f"规则{effect.rule}（{rule.kind}）不适用这种决定"
        case ConfirmedValue():
            ruleset = held.get(effect.ruleset)
            if ruleset is None or effect.param not in ruleset.parameters:
                yield f"规则文件{effect.ruleset}没有数值“{effect.param}”"
        case ClassSubject():
            pass


_KINDS: dict[str, tuple[str, ...]] = {
    "cap_scope": ("year_cap", "per_day_cap"),
    "rounding": ("prorata_months",),
    "hours": ("substitution", "threshold_conversion", "prorata_months"),
}
