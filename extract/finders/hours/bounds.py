"""The comparator of an amount: at least, at most, exactly, or a condition that is no amount of hours at all."""

from __future__ import annotations

import re

from extract.view import View, trim
from ingest.document import Span

_GAP = 4  # characters that may stand between a comparator and its number (为, 在, 应)
_OR_DAYS = re.compile(
    r"[0-9一二三四五六七八九十]+\s?(?:个)?(?:工作日|天|日|小时)\s?(?:[（(][^（）()]{1,20}[)）])?\s?(?:或者?|即|[（(](?:折合|即)?)\s?$"
)  # 12天或90学时
_FRACTION = re.compile(r"(?:[二三四五]分之[一二三四]|[0-9]/[0-9]|[0-9]%)$")  # 不少于三分之一（30学时）
_AGAIN = re.compile(r"\s?(?:即|也即|亦即|也就是|相当于)\s?")
_COUNTED = re.compile(r"[满到够足]\s?[^，,]{0,3}(?:计|记|折|认定|登记|授)")  # 满一学期计6学分
_BEHIND_OTHER = re.compile(r"及?以[上下内]|之内")  # 6个月以下的计45学时: of the months
_FULL = re.compile(r"(?:计|记|认定|折算|登记|视为)(?=满$)")  # 当年计满90学时 grants
_JOINED = re.compile(r"\s?(?:、|或者?|/|／|[（(](?:即)?)\s?")
_SHARE = re.compile(r"(?:[二三四五]分之[一二三四]|[0-9]/[0-9]|[0-9]\s?[%％])\s?[，,（(]?$")
_TOGETHER = re.compile(r"\s?(?:共|共计|合计|即|折合|合计为)\s?")
_DAYS = re.compile(r"[0-9一二三四五六七八九十]+\s?(?:个)?(?:工作日|天|日)\s?$")


def comparator_of(view: View, before: Span, after: Span) -> str:
    """Label of the comparator right before or right behind the amount."""
    for atom in view.atoms_in(after, "comparator"):
        if atom.span[0] - after[0] <= 1 and atom.label in (">=", "<="):
            return atom.label
    lead = view.text[slice(*before)]
    opened = view.text[before[0] - 1 : before[0]] in ("（", "(") and _FRACTION.search(view.text, 0, before[0] - 1)
    if (_AGAIN.fullmatch(lead) or (opened and not lead.strip())) and (same := _bound_before(view, before[0])):
        return same
    if _TOGETHER.fullmatch(lead) and (same := _bound_of_days(view, before[0])):
        return same
    days = _OR_DAYS.search(view.text[slice(*before)])
    if days is not None:
        before = (before[0], before[0] + days.start())
    other = max((a.span[1] for a in view.atoms_in(before, "amount")), default=before[0])
    if _JOINED.fullmatch(view.text, other, before[1]) and other > before[0]:  # 最多登记10场、20学时: of both
        other = before[0]
        before = (before[0], min(a.span[0] for a in view.atoms_in(before, "amount")))
    close = [a for a in view.atoms_in((other, before[1]), "comparator") if before[1] - a.span[1] <= _GAP]
    close = [a for a in close if not (a.span[0] - other <= 1 and _BEHIND_OTHER.match(view.text, *a.span))]
    near = [
        "=" if _FULL.search(view.text, max(a.span[0] - 2, 0), a.span[1]) else a.label
        for a in close
        if not _COUNTED.search(view.text, a.span[0], before[1])
    ]
    if "<" in near or ">" in near:
        return "!"  # 不足1学时的舍去: a condition
    bounds = [label for label in near if label in (">=", "<=")]  # 最多计8学时: the bound says more than 计
    return bounds[-1] if bounds else "=" if "=" in near else ""


def _bound_before(view: View, at: int) -> str:
    """不少于总学时的1/3，即30学时: the bound of the clause that 即 says again."""
    start = max(view.text.rfind(mark, 0, max(at - 1, 0)) for mark in "，,；;。\n") + 1
    bounds = [a.label for a in view.atoms_in((start, at), "comparator") if a.label in (">=", "<=")]
    return bounds[-1] if bounds else ""


def _bound_of_days(view: View, at: int) -> str:
    """不少于12天（每天按8学时计，共96学时）: the bound on the days that the bracket says again in hours."""
    start = max(view.text.rfind(mark, 0, at) for mark in "。；;\n") + 1
    opened = max(view.text.rfind("（", start, at), view.text.rfind("(", start, at))
    if opened < 0 or not _DAYS.search(view.text, start, opened):
        return ""
    return _bound_before(view, opened)


def share_of(view: View, at: int) -> Span | None:
    """线下学时不低于专业科目总学时的40%，即24学时: the words before the bound of the share that is said again."""
    lead = _SHARE.search(view.text, 0, at)
    if lead is None:
        return None
    start = max(view.text.rfind(mark, 0, lead.start()) for mark in "，,；;。：:（()）\n") + 1
    bounds = [a.span[0] for a in view.atoms_in((start, lead.end()), "comparator") if a.label == ">="]
    span = trim(view.text, (start, bounds[0] if bounds else start), " 　其中")
    return span if span[1] - span[0] > 1 else None
