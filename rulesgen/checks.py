"""What a well-formed rule file must also be: consistent in itself, with its jurisdiction, and with its document.

Every check yields (path of the entry, Chinese reason); the loader adds the line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rulesgen.model import Citation, DatedValue, Direction, Parameter, Rule, RuleKind, RuleSet, Value
from rulesgen.place import level, parent, rule_prefix
from rulesgen.wording import limits, plausible
from rulesgen.yamltree import Path

Complaint = tuple[Path, str]


def problems_of(ruleset: RuleSet, texts: Mapping[str, str]) -> Iterator[Complaint]:
    """Everything that is wrong with a rule set; `texts` – the documents' texts by id, as far as they are at hand."""
    yield from _identity(ruleset)
    yield from _inheritance(ruleset)
    yield from _citations(ruleset, texts)
    for name, parameter in ruleset.parameters.items():
        yield from _parameter(ruleset, name, parameter)
    yield from _rules(ruleset)
    yield from _questions(ruleset)


# ---------------------------------------------------------------- header


def _identity(ruleset: RuleSet) -> Iterator[Complaint]:
    place = ruleset.jurisdiction
    if ruleset.id.partition("-")[0] != f"{place.code}/{ruleset.year}":
        yield ("id",), f"编号“{ruleset.id}”与行政区划代码{place.code}、年度{ruleset.year}不符"
    if place.level != level(place.code):
        yield ("jurisdiction",), f"代码{place.code}的级别应为{level(place.code)}"
    if place.parent != parent(place.code):
        yield ("jurisdiction",), f"代码{place.code}的上级应为{parent(place.code) or '空'}"
    for name, document in ruleset.documents.items():
        if document.issued and not _is_date(document.issued):
            yield ("documents", name, "issued"), f"没有“{document.issued}”这一天"


def _inheritance(ruleset: RuleSet) -> Iterator[Complaint]:
    above = parent(ruleset.jurisdiction.code)
    if above is None and ruleset.inherits:
        yield ("inherits",), "国家级规则没有上级"
    if above is not None and not ruleset.inherits:
        yield ("inherits",), f"未写明上级规则（应为{above}）"
    for i, inherit in enumerate(ruleset.inherits):
        at: Path = ("inherits", i)
        code, _, year = inherit.ruleset.partition("/")
        if above is not None and code != above:
            yield at, f"上级规则“{inherit.ruleset}”不属于{above}"
        if int(year[:4]) > ruleset.year:
            yield at, f"上级规则“{inherit.ruleset}”的年度晚于本规则"
        if inherit.fallback is not None and not (
            inherit.fallback.startswith(f"{code}/") and inherit.fallback < inherit.ruleset
        ):
            yield at, f"替代规则“{inherit.fallback}”须为同一上级的较早年度"


# ---------------------------------------------------------------- citations


def _citations(ruleset: RuleSet, texts: Mapping[str, str]) -> Iterator[Complaint]:
    used = set(_cited(ruleset))
    for name, document in ruleset.documents.items():
        text = texts.get(name)
        if text is not None and hashlib.sha256(text.encode()).hexdigest() != document.text_sha256:
            yield ("documents", name, "text_sha256"), "存档文本与规则文件所记的文本不是同一份"
    for name, citation in ruleset.citations.items():
        at: Path = ("citations", name)
        if name not in used:
            yield at, f"引文{name}未被任何数值或规则引用"
        if citation.doc not in ruleset.documents:
            yield at, f"引文{name}所指文件{citation.doc}不存在"
        yield from ((at, f"引文{name}{reason}") for reason in _misquoted(citation, texts.get(citation.doc)))


def _misquoted(citation: Citation, text: str | None) -> Iterator[str]:
    start, end = citation.span
    if end - start != len(citation.exact):
        yield "的原句字数与所记位置不符"
    elif text is not None:
        if text[start:end] != citation.exact:
            yield "的原句在文件中找不到"
        elif not text[:start].endswith(citation.prefix) or not text.startswith(citation.suffix, end):
            yield "的前后文与文件不符"


def _cited(ruleset: RuleSet) -> Iterator[str]:
    for parameter in ruleset.parameters.values():
        for value in parameter.values.values():
            yield from value.cite
            for candidate in value.candidates:
                yield from candidate.cite
    for rule in ruleset.rules:
        yield from rule.cite


def _missing(ruleset: RuleSet, cite: tuple[str, ...], at: Path) -> Iterator[Complaint]:
    for name in cite:
        if name not in ruleset.citations:
            yield at, f"引文{name}不存在"


# ---------------------------------------------------------------- parameters


def _parameter(ruleset: RuleSet, name: str, parameter: Parameter) -> Iterator[Complaint]:
    at: Path = ("parameters", name)
    if not any(rule.param == name for rule in ruleset.rules):
        yield at, f"没有规则使用数值“{name}”"
    for since, value in parameter.values.items():
        here: Path = (*at, "values", since)
        if not _is_date(since):
            yield here, f"没有“{since}”这一天"
        yield from ((here, reason) for reason in _value(parameter, value))
        yield from _missing(ruleset, value.cite, here)
        for candidate in value.candidates:
            yield from _missing(ruleset, candidate.cite, here)


def _value(parameter: Parameter, value: DatedValue) -> Iterator[str]:
    if value.status == "unreadable" and value.value is not None:
        yield "数值不可读的，value 须为空"
    if value.status != "unreadable" and value.value is None and len(value.candidates) < 2:
        yield "缺少数值"
    if value.candidates and value.value is not None:
        yield "数值前后不一的，value 须为空"
    if value.value is not None:
        yield from _fits(parameter, value.value)


def _fits(parameter: Parameter, value: Value) -> Iterator[str]:
    if not _shaped(parameter.direction, value):
        yield f"数值的形式与方向“{parameter.direction}”不符"
        return
    for number in _numbers(value):
        if not plausible(number, parameter.unit):
            bounds = limits(parameter.unit)
            least, most = bounds or (0, 0)
            yield f"数值{number}超出范围（{parameter.unit}：{least}至{most}）"
    dates = _dates(value)
    for text in dates:
        if not _is_date(text):
            yield f"没有“{text}”这一天"
    if parameter.direction == "window" and len(dates) == 2 and dates[0] > dates[1]:
        yield "起始日期晚于截止日期"
    if parameter.direction == "window" and not dates:
        yield "起止日期不得同时为空"


def _shaped(direction: Direction, value: Value) -> bool:
    """Whether a value is of the form that its direction compares."""
    if direction == "window":
        return isinstance(value, tuple) and len(value) == 2 and all(v is None or _looks_like_date(v) for v in value)
    if direction == "superset":
        return isinstance(value, tuple) and None not in value
    return not isinstance(value, tuple)


def _looks_like_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def _numbers(value: Value) -> Iterator[Decimal]:
    for part in value.values() if isinstance(value, dict) else [value]:
        if isinstance(part, int) or (isinstance(part, str) and not _looks_like_date(part)):
            yield Decimal(part)


def _dates(value: Value) -> list[str]:
    parts = value if isinstance(value, tuple) else (value,)
    return [p for p in parts if isinstance(p, str) and _looks_like_date(p)]


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- rules and questions

_DIRECTIONS: dict[RuleKind, tuple[Direction, ...]] = {
    "min_sum": ("min",),
    "year_cap": ("max",),
    "per_day_cap": ("max",),
    "fixed_award": ("equal", "max"),
    "multiplier": ("equal",),
    "threshold_conversion": ("min",),
    "window": ("window",),
    "deadline": ("max", "min"),
    "lead_workdays": ("min",),
    "prior_approval": ("superset",),
}
_NEED_PARAMETER: frozenset[RuleKind] = frozenset(
    {"min_sum", "year_cap", "per_day_cap", "fixed_award", "multiplier", "window", "lead_workdays"}
)


def _rules(ruleset: RuleSet) -> Iterator[Complaint]:
    seen: set[str] = set()
    for i, rule in enumerate(ruleset.rules):
        at: Path = ("rules", i)
        if rule.id in seen:
            yield at, f"规则编号{rule.id}重复"
        seen.add(rule.id)
        if not rule.id.startswith(rule_prefix(ruleset.id)):
            yield at, f"规则编号{rule.id}与文件编号{ruleset.id}不符"
        yield from ((at, f"规则{rule.id}{reason}") for reason in _rule(ruleset, rule))
        yield from _missing(ruleset, rule.cite, at)


def _rule(ruleset: RuleSet, rule: Rule) -> Iterator[str]:
    if (rule.executability == "full") != (rule.reason is None):
        yield "不能完全执行的须说明理由，能完全执行的不须说明"
    if rule.param is None:
        if not rule.cite:
            yield "没有引文"
        if rule.kind in _NEED_PARAMETER:
            yield f"（{rule.kind}）没有数值"
        return
    parameter = ruleset.parameters.get(rule.param)
    if parameter is None:
        yield f"所用数值“{rule.param}”不存在"
        return
    if parameter.direction not in _DIRECTIONS.get(rule.kind, (parameter.direction,)):
        yield f"（{rule.kind}）与数值“{rule.param}”的方向“{parameter.direction}”不符"
    if rule.state == "active" and any(v.candidates for v in parameter.values.values()):
        yield f"所用数值“{rule.param}”前后不一，须暂停执行"


def _questions(ruleset: RuleSet) -> Iterator[Complaint]:
    known = {rule.id for rule in ruleset.rules}
    seen: set[str] = set()
    for i, question in enumerate(ruleset.questions):
        at: Path = ("questions", i)
        if question.id in seen:
            yield at, f"问题编号{question.id}重复"
        seen.add(question.id)
        for rule in question.rules:
            if rule not in known:
                yield at, f"所涉规则{rule}不存在"
