"""Program → GoRules JDM: the same rules as decision tables, run by the zen engine without any of this code.

Tables hold one row a rule (validity, gaps, awards, floors); the caps, which need a running total, are a small script
over a table of caps. Input is what `interpret.plain.decision_input` prepares; docs: the bundle's semantics page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise

from normalize.record import Subject
from rulesgen.interpret.plain import Plain
from rulesgen.interpret.program import Award, Cap, Condition, Program, WindowRule
from rulesgen.interpret.records import WITHIN, Number

_PARTS: Mapping[Subject, tuple[Subject, ...]] = {
    whole: tuple(p for p, w in WITHIN.items() if w == whole) for whole in dict.fromkeys(WITHIN.values())
}


def jdm(program: Program) -> dict[str, Plain]:
    """The decision of a program as JDM, ready for json.dumps."""
    nodes = [
        _node("input", "inputNode", {}),
        _table("validity", "items", (("code", "原因"), ("rule", "规则")), _validity(program)),
        _table("gap", "items", (("gap", "缺项"),), _gaps(program)),
        _table("award", "items", (("worth", "认定"), ("by", "规则")), _awards(program)),
        _node("caps", "functionNode", {"source": _script(program)}),
        _node("totals", "expressionNode", {"expressions": _totals(program), "passThrough": True}),
        _table("floors", "floors", (("state", "结论"),), _FLOORS),
        _node("verdict", "expressionNode", {"expressions": _verdict(program), "passThrough": True}),
        _node("output", "outputNode", {}),
    ]
    names = [str(node["id"]) for node in nodes]
    edges: list[Plain] = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in pairwise(names)]
    placed: list[Plain] = [{**node, "position": {"x": 240 * i, "y": 120}} for i, node in enumerate(nodes)]
    return {"contentType": "application/vnd.gorules.decision", "nodes": placed, "edges": edges}


# ---------------------------------------------------------------- nodes


def _node(name: str, kind: str, content: dict[str, Plain]) -> dict[str, Plain]:
    return {"id": name, "type": kind, "name": name, **({"content": content} if content else {})}


_Row = tuple[str, tuple[str, ...], str]
"""A row of a table: condition, outputs, and the words of the rule for whoever opens the table."""


def _table(over: str, items: str, outputs: Sequence[tuple[str, str]], rows: Iterable[_Row]) -> dict[str, Plain]:
    """A decision table that goes over a list, the first row that fits deciding."""
    rules: list[Plain] = [
        {
            "_id": f"{over}-{i}",
            "_description": words,
            "condition": condition,
            **{field: value for (field, _), value in zip(outputs, values, strict=True)},
        }
        for i, (condition, values, words) in enumerate(rows, 1)
    ]
    fields: list[Plain] = [{"id": field, "name": label, "field": field} for field, label in outputs]
    return _node(
        over,
        "decisionTableNode",
        {
            "hitPolicy": "first",
            "inputs": [{"id": "condition", "name": "条件"}],
            "outputs": fields,
            "rules": rules,
            "executionMode": "loop",
            "inputField": items,
            "outputPath": items,
            "passThrough": True,
        },
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _class(name: str | None) -> str:
    """Whether an item is of a class: achievement covers achievement_paper."""
    return "true" if name is None else f"(class == {_text(name)} or startsWith(class, {_text(f'{name}_')}))"


def _covered(whole: Subject | None, part: str = "subject") -> str:
    """Whether a subject counts for another."""
    if whole in (None, "total"):
        return "true"
    names = (whole, *_PARTS.get(whole, ())) if whole else ()
    return f"{part} in [{', '.join(_text(n) for n in names)}]"


# ---------------------------------------------------------------- validity and gaps


def _validity(program: Program) -> Iterator[_Row]:
    def row(condition: str, code: str, rule: str) -> _Row:
        return condition, (_text(code), _text(rule)), program.rules[rule].text if rule else ""

    for window in program.windows:
        of = _covered(window.subject)
        if window.start is not None:
            yield row(f"start != null and {of} and start < {window.start.toordinal()}", "OUT_OF_WINDOW", window.rule)
        if window.end is not None:
            yield row(f"end != null and {of} and end > {window.end.toordinal()}", "OUT_OF_WINDOW", window.rule)
    year = program.floors[0].rule if program.floors else ""
    starts, ends = _ended(program.windows, "start"), _ended(program.windows, "end")
    yield row(f"start != null and not({starts}) and start_year < {program.year}", "OUT_OF_WINDOW", year)
    yield row(f"end != null and not({ends}) and end_year > {program.year}", "OUT_OF_WINDOW", year)
    for condition in program.conditions:
        code = "NO_APPROVAL" if condition.needs == "approval" else "EVIDENCE_MISSING"
        yield row(_failed(condition), code, condition.rule)
    for threshold in program.thresholds:
        below = f"{_class(threshold.class_)} and count != null and count < {threshold.least}"
        yield row(below, "BELOW_THRESHOLD", threshold.rule)
    yield "true", ("''", "''"), "有效"


def _ended(windows: Sequence[WindowRule], side: str) -> str:
    """Whether any window for the item's subject says where it starts or ends."""
    sided = [w for w in windows if (w.start if side == "start" else w.end) is not None]
    return " or ".join(f"({_covered(w.subject)})" for w in sided) or "false"


def _failed(condition: Condition) -> str:
    field = "approved" if condition.needs == "approval" else "evidence"
    base = " and base" if condition.base else ""
    return f"{_class(condition.class_)}{base} and {field} == false"


def _gaps(program: Program) -> Iterator[_Row]:
    yield "doubt", ("true",), "名单有疑问"
    yield 'class == "?"', ("true",), "类别未识别"
    for unsettled in program.unsettled:
        yield _class(unsettled.class_), ("true",), program.rules[unsettled.rule].text
    if program.windows:
        yield "start == null and dates_known", ("true",), "未填日期"
    if any(c.needs == "approval" and not c.base and c.class_ in (None, "training") for c in program.conditions):
        public = _covered("public")
        blank = f'class == "training" and not({public}) and approved == null and approvals_known'
        yield blank, ("true",), "未填备案情况"
    yield "true", ("false",), "无"


# ---------------------------------------------------------------- awards


def _awards(program: Program) -> Iterator[_Row]:
    for award in _nearest_first(program.awards):
        fits = " or ".join(f"({_covered(s)})" for s in award.hours)
        yield f"{_class(award.class_)} and ({fits})", (_worth(award), _text(award.rule)), program.rules[award.rule].text
        first = next(a for a in program.awards if a.class_ == award.class_)
        if award is [a for a in program.awards if a.class_ == award.class_][-1]:
            yield _class(award.class_), (_worth(first), _text(first.rule)), program.rules[first.rule].text
    for multiplier in program.multipliers:
        subject = _subject(multiplier.subject)
        hours, times = "(hours == null ? 0 : hours)", _number(multiplier.times)
        low = f"(count != null ? count * {times} : {hours})"
        high = f"(count != null ? count * {times} : {hours} * {times})"
        words = program.rules[multiplier.rule].text
        yield _class(multiplier.class_), (_lines([(subject, low, high)]), _text(multiplier.rule)), words
    filed = "(hours == null ? 0 : hours)"
    yield "true", (_lines([("subject", filed, filed)]), "''"), "按填报学时"


def _nearest_first(awards: Sequence[Award]) -> list[Award]:
    """Awards of narrower classes before those of wider ones, else in their order."""
    return sorted(awards, key=lambda a: -len(a.class_))


def _worth(award: Award) -> str:
    if award.ceiling:
        subject, hours = next(iter(award.hours.items()))
        most = f"{_number(hours)} * (count == null ? 1 : count)"
        given = f"(hours == null ? 0 : min([hours, {most}]))"
        return _lines([(_subject(subject), given, given)])
    return _lines([(_subject(s), *_given(award, _number(h))) for s, h in award.hours.items()])


def _given(award: Award, hours: str) -> tuple[str, str]:
    """Sure and possible hours of an award, as expressions."""
    if award.per == "year":
        return _of_year(award, hours)
    filed = "(hours == null ? 0 : floor(hours * 100) / 100)"
    fewest, most = _counts(award.per)
    low, high = (f"floor({hours} * {count} * 100) / 100" for count in (fewest, most))
    if award.per == "unsaid":
        high = f"(count == null ? max([{filed}, {high}]) : {high})"
    return f"({fewest} == null ? 0 : {low})", f"({fewest} == null ? {filed} : {high})"


def _counts(per: str) -> tuple[str, str]:
    """How many there are, at least and at most, as expressions."""
    match per:
        case "day":
            length = "(start == null ? null : end - start + 1)"
            days = f"((days == null or days == 0) ? {length} : days)"
            return days, days
        case "month":
            return "months_low", "months_high"
        case "quantity":
            return "count", "count"
        case _:
            return "(count == null ? 1 : count)", "(count == null ? 1 : count)"


def _of_year(award: Award, hours: str) -> tuple[str, str]:
    unknown = "months_low == null" if award.months else "(months_low == null or months_low < 12)"
    low, high = f"{hours} * months_low / 12", f"min([{hours} * months_high / 12, {hours}])"
    match award.rounding:
        case "down":
            part = f"floor({low})", f"floor({high})"
        case "up":
            part = f"ceil({low})", f"ceil({high})"
        case "half_up":
            part = f"floor({low} + 0.5)", f"floor({high} + 0.5)"
        case "exact":
            part = f"floor({low} * 100) / 100", f"floor({high} * 100) / 100"
        case None:
            part = f"floor({low})", f"ceil({high})"
    full = f"months_low >= 12 ? {hours}"
    return f"({unknown} ? 0 : {full} : {part[0]})", f"({unknown} ? {hours} : {full} : {part[1]})"


def _subject(ruled: Subject | None) -> str:
    """The subject of a line: the rule's, unless the item names a part of it."""
    if ruled is None:
        return "subject"
    return f'((subject != "" and {_covered(ruled)}) ? subject : {_text(ruled)})'


def _lines(lines: Iterable[tuple[str, str, str]]) -> str:
    return "[" + ", ".join(f"{{subject: {s}, low: {low}, high: {high}}}" for s, low, high in lines) + "]"


def _number(number: Number) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


# ---------------------------------------------------------------- caps, totals, verdict


def _script(program: Program) -> str:
    """The script of the caps with its table: days first, then years."""
    caps = [_cap(c) for per in ("day", "year") for c in program.caps if c.per == per]
    subjects = {c: s for c, (s, _) in program.subjects.items()}
    source = files(__package__).joinpath("caps.js").read_text(encoding="utf-8")
    tables = {"/*CAPS*/": caps, "/*SUBJECTS*/": subjects, "/*WITHIN*/": dict(WITHIN)}
    for mark, table in tables.items():
        source = source.replace(mark, json.dumps(table, ensure_ascii=False, sort_keys=True))
    return source


def _cap(cap: Cap) -> dict[str, Plain]:
    counted: list[Plain] = [*sorted(cap.counted)]
    still_open: list[Plain] = [*sorted(cap.open)]
    return {
        "per": cap.per,
        "rule": cap.rule,
        "class": cap.class_,
        "subject": cap.subject,
        "hours": float(cap.hours),
        "counted": counted,
        "open": still_open,
    }


def _totals(program: Program) -> list[Plain]:
    floors: list[str] = [
        f"{{rule: {_text(f.rule)}, needed: {_number(f.hours)}, firm: {str(f.firm).lower()}, "
        f"low: {_sum(_counted(f.subject), 'low')}, high: {_sum(_possible(f.subject), 'high')}}}"
        for f in program.floors
    ]
    return [{"id": "floors", "key": "floors", "value": f"[{', '.join(floors)}]"}]


def _sum(condition: str, field: str) -> str:
    """The hours of the lines that fit. The 0 keeps the sum of no lines a number."""
    return f"sum(flatten([[0], map(filter(lines, {condition}), #.{field})]))"


def _counted(subject: Subject) -> str:
    return _covered(subject, "#.subject")


def _possible(subject: Subject) -> str:
    """Lines that count for a subject or may turn out to: without a subject, or of the whole that it is a part of."""
    if subject == "total":
        return "true"
    names = (subject, *_PARTS.get(subject, ()), "", *([WITHIN[subject]] if subject in WITHIN else []))
    return f"#.subject in [{', '.join(_text(n) for n in names)}]"


_FLOORS: tuple[_Row, ...] = (
    ("low >= needed", ("'met'",), "已达到"),
    ("high < needed and firm", ("'short'",), "达不到"),
    ("true", ("'unsure'",), "待核实"),
)


def _verdict(program: Program) -> list[Plain]:
    """The verdict on the person; never a sure yes while a floor's number is not known."""
    unresolved = str(bool(program.unresolved)).lower()
    value = (
        "some(floors, #.state == 'short') ? 'short' : "
        f"({unresolved} or len(floors) == 0 or doubted or some(floors, #.state == 'unsure')) ? 'unsure' : 'met'"
    )
    return [{"id": "state", "key": "state", "value": value}]
