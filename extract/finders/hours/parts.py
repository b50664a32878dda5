"""Requirements of one paragraph → which is the rule, which a part of it, which another office's rule.

Two amounts for one subject in a paragraph are seldom two rules: 其中省级项目不少于20学时 is a part, and in
国家规定90学时，我市执行100学时 the first is not this notice's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.finders.hours.said import HoursSaid
from extract.finders.hours.subjects import named_subject, nearest_label
from extract.grammar import labelled
from extract.view import View, trim
from ingest.document import Span

_FEWEST = 2  # characters of the words that name a part


def scoped(view: View, said: Sequence[HoursSaid]) -> list[HoursSaid]:
    """The statements of a paragraph, with the words of a part, or of whose rule it is, as scope."""
    found: list[HoursSaid] = []
    given: dict[str, int] = {}  # subject: index of its rule
    for one in _within_years(view, said):
        index = given.get(one.subject)
        if one.kind == "requirement" and one.scope is None and index is not None:
            rule = found[index]
            if _own_rule(view, one) and _others_rule(view, rule):
                found[index] = replace(rule, scope=_lead(view, rule))
                given[one.subject] = len(found)
                found.append(one)
                continue
            part = _as_part(view, rule, one)
            if part.scope is not None and _is_kind(view, part) and _is_kind(view, rule):
                found[index] = replace(rule, scope=_lead(view, rule))  # 一般公需课18学时，行业公需课12学时
            found.append(part)
            continue
        if one.kind == "requirement" and one.scope is None:
            given[one.subject] = len(found)
        same = next((f for f in found if _is_rival(view, f, one)), None)
        if same is not None and _is_kind(view, one):
            found.append(replace(one, scope=_lead(view, one)))  # 在岗护士须达20分，主管护师及以上须达25分
            continue
        found.append(one)
    return found


def _is_rival(view: View, one: HoursSaid, other: HoursSaid) -> bool:
    """Another amount for the same subject and the same persons."""
    alike = one.kind == other.kind == "requirement" and one.subject == other.subject and one.scope == other.scope
    return alike and one.scope is not None and view.text[slice(*one.number)] != view.text[slice(*other.number)]


def _within_years(view: View, said: Sequence[HoursSaid]) -> Iterator[HoursSaid]:
    """五年累计360学时，其中公需科目60学时: the parts of a whole of several years are of as many years.

    Those in a bracket right behind a whole are of its persons: 其他系列90学时（公需30学时、专业60学时）.
    """
    whole: HoursSaid | None = None
    group: HoursSaid | None = None
    for one in said:
        part = one.kind == "requirement" and one.scope is None and one.subject != "total"
        if part and group is not None and _in_bracket(view, group, one):
            yield replace(one, scope=group.scope, period=group.period)
            continue
        if one.kind == "requirement" and one.subject == "total":
            group = one if one.scope is not None else None
        if one.kind == "requirement" and one.subject == "total":
            whole = one if one.scope is not None and _says("span_of_years", view.text[slice(*one.clause)]) else None
        elif whole is not None and whole.sentence != one.sentence:
            whole = None
        limited = one.scope is not None and one.scope[0] >= one.clause[0]
        own = _says("yearly", view.text[slice(*one.clause)]) or one.kind != "requirement" or limited
        yield one if whole is None or one is whole or own else replace(one, scope=whole.scope, period=whole.period)


def _in_bracket(view: View, whole: HoursSaid, part: HoursSaid) -> bool:
    between = view.text[whole.number[1] : part.number[0]]
    return re.match(r"\s?个?学?[时分]?\s?[（(][^（）()。]*$", between) is not None


def _lead(view: View, said: HoursSaid) -> Span:
    """The words of the clause before its number, without the comparator."""
    start, end = said.clause[0], said.number[0]
    for atom in view.atoms_in((start, end), "amount"):
        start = atom.span[1]  # 公需科目30个学时、行业公需课12个学时
    for atom in view.atoms_in((start, end), "comparator"):
        end = min(end, atom.span[0])
    start, end = trim(view.text, (start, max(end, start)), " \t\n　、，,")
    return (start + 2, end) if view.text.startswith("其中", start) and end - start > 2 + _FEWEST else (start, end)


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("hours", section))


def _own_rule(view: View, said: HoursSaid) -> bool:
    return _says("own_rule", view.text[said.clause[0] : said.number[0]])


def _others_rule(view: View, said: HoursSaid) -> bool:
    return _says("others_rule", view.text[said.clause[0] : said.number[0]])


def _is_kind(view: View, said: HoursSaid) -> bool:
    """行业公需科目: the words before the amount say more than the subject that they name."""
    words = view.text[slice(*_lead(view, said))]
    for section in ("subject", "qualifier", "plain_lead"):
        for _, pattern in labelled("hours", section):
            words = pattern.sub("", words)
    return len(re.sub(r"[^\u4e00-\u9fff]|科目|课程?", "", words)) >= _FEWEST


def _as_part(view: View, rule: HoursSaid, said: HoursSaid) -> HoursSaid:
    """A later amount for the same subject whose clause names something else than the subject."""
    if view.text[slice(*rule.number)] == view.text[slice(*said.number)] or said.passage.is_row:
        return said
    lead = _lead(view, said)
    words = view.text[slice(*lead)]
    for _, pattern in labelled("hours", "plain_lead"):
        words = pattern.sub("", words)
    own = named_subject(view, lead) or nearest_label(view, "qualifier", lead)
    if own and said.sentence == rule.sentence and _is_kind(view, said):
        return replace(said, scope=lead)  # 公需科目30学时、行业公需科目12学时
    if own or not (len(words) >= _FEWEST or "其中" in view.text[slice(*lead)]):
        return said
    behind = trim(view.text, (said.number[1], said.clause[1]))
    return replace(said, scope=lead if len(words) >= _FEWEST else behind if behind[1] > behind[0] else said.scope)
