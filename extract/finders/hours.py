"""What a notice says in hours: every amount of 学时 or 学分 with its comparator, subject, period and kind.

Quotas and conversion rules are both made of these statements; this module reads the sentence once for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.atoms import Atom
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

_EDGE = "，,；;。！？!?\t\n"
_BEFORE_GAP = 4  # characters that may stand between a comparator and its number (为, 在, 应)
_BEHIND = 24  # characters behind an amount that tell whether it is an offer
_NUMBER_CELL = re.compile(r"[0-9]{1,3}(?:\.[05])?")


@dataclass(frozen=True, slots=True)
class HoursSaid:
    """One statement of hours. Labels are the grammar's; "" where the text does not say.

    `clause` is the quoted stretch; `kind` requirement, cap, credit or rate (1学分=3学时); `scope` the class or the persons it is for.
    """

    passage: Passage
    sentence: Span
    clause: Span
    number: Span
    unit: str
    comparator: str
    kind: str
    subject: str
    qualifier: str
    period: str
    scope: Span | None
    per: Span | None


@lru_cache(maxsize=4)
def statements(view: View) -> tuple[HoursSaid, ...]:
    """All statements of hours of a document, in reading order."""
    found: list[HoursSaid] = []
    for passage in view.passages:
        if passage.is_row:
            found.extend(_row_statements(view, passage))
            continue
        for sentence in view.sentences(passage):
            found.extend(_sentence_statements(view, passage, sentence))
    return tuple(found)


def _hours(view: View, span: Span) -> list[Atom]:
    return [a for a in view.atoms_in(span, "amount") if a.label in ("hours", "credits") and a.part("number")]


def _sentence_statements(view: View, passage: Passage, sentence: Span) -> Iterator[HoursSaid]:
    atoms = _hours(view, sentence)
    for i, atom in enumerate(atoms):
        clause = _clause(view.text, atom.span, sentence)
        before = (max(clause[0], atoms[i - 1].span[1]) if i else clause[0], atom.span[0])
        after = (atom.span[1], min(clause[1], atoms[i + 1].span[0]) if i + 1 < len(atoms) else clause[1])
        if i and _is_rate(view, atoms[i - 1], atom):
            yield _rate(passage, sentence, (atoms[i - 1].span[0], atom.span[1]), atoms[i - 1], atom)
            continue
        said = _statement(view, passage, sentence, clause, atom, before, after)
        if said is not None:
            yield said


def _is_rate(view: View, one: Atom, other: Atom) -> bool:
    """1学分折算为3学时: what a credit is worth in hours."""
    between = view.text[one.span[1] : other.span[0]]
    return one.label != other.label and any(p.fullmatch(between) for _, p in labelled("hours", "rate"))


def _rate(passage: Passage, sentence: Span, clause: Span, one: Atom, other: Atom) -> HoursSaid:
    number, count = other.part("number"), one.part("number")
    assert number is not None  # _hours asks for both
    assert count is not None
    per = (count.span[1], one.span[1])
    return HoursSaid(passage, sentence, clause, number.span, other.label, "=", "rate", "", "", "item", None, per)


def _clause(text: str, span: Span, sentence: Span) -> Span:
    """The stretch between commas or brackets around an amount."""
    start, depth = span[0], 0
    while start > sentence[0]:
        char = text[start - 1]
        depth += (char in "）)") - (char in "（(")
        if depth < 0 or (depth == 0 and char in _EDGE):
            break
        start -= 1
    end, depth = span[1], 0
    while end < sentence[1]:
        char = text[end]
        depth += (char in "（(") - (char in "）)")
        if depth < 0 or (depth == 0 and char in _EDGE):
            break
        end += 1
    return trim(text, (start, end), " \t\n　，,；;。")


def _statement(
    view: View, passage: Passage, sentence: Span, clause: Span, atom: Atom, before: Span, after: Span
) -> HoursSaid | None:
    number = atom.part("number")
    assert number is not None  # _hours asks for it
    lead, rest = view.text[slice(*before)], view.text[slice(*after)]
    behind = view.text[after[0] : min(after[0] + _BEHIND, sentence[1])]
    comparator = _comparator(view, before, after)
    if comparator in ("", "=") and any(
        pattern.search(lead if label == "before" else behind) for label, pattern in labelled("hours", "offer")
    ):
        return None
    subject = _subject(view, sentence, before)
    qualifier = _nearest(view, "qualifier", (max(sentence[0], clause[0]), atom.span[0]))
    kind = _kind(view, passage, sentence, before, rest, comparator, subject)
    per = atom.part("per")
    if kind != "cap" and not comparator and per is not None and per.label not in ("year", "person"):
        kind = "credit"  # 每篇10学时
    if kind is None:
        return None
    if kind == "requirement":
        subject = _required_subject(view, passage, sentence, clause, subject, qualifier)
        if not subject:
            return None
        scope = _persons(view, sentence, atom.span[0]) or _mode(view, before)
    else:
        subject = _subject(view, before, before) if subject != "total" else ""
        scope = class_label(view, passage)
    return HoursSaid(
        passage=passage,
        sentence=sentence,
        clause=clause,
        number=number.span,
        unit=atom.label,
        comparator=comparator,
        kind=kind,
        subject=subject,
        qualifier=qualifier,
        period=_period(view, atom, clause, kind),
        scope=scope,
        per=per.span if per else None,
    )


def _comparator(view: View, before: Span, after: Span) -> str:
    """Label of the comparator right before or right behind the amount."""
    for atom in view.atoms_in(after, "comparator"):
        if atom.span[0] - after[0] <= 1 and atom.label in (">=", "<="):
            return atom.label
    near = [a.label for a in view.atoms_in(before, "comparator") if before[1] - a.span[1] <= _BEFORE_GAP]
    bounds = [label for label in near if label in (">=", "<=")]  # 最多计8学时: the bound says more than 计
    return bounds[-1] if bounds else "=" if "=" in near else ""


def _subject(view: View, sentence: Span, before: Span) -> str:
    """Subject of a number: named in its own clause (two together are the total), else the nearest in the sentence."""
    end = before[1]
    while end > sentence[0]:
        start = max(before[0] if end == before[1] else sentence[0], _last_comma(view.text, sentence[0], end))
        named = _named(view, (start, end))
        if named:
            return named
        end = start - 1 if start > sentence[0] else sentence[0]
    return ""


def _last_comma(text: str, start: int, end: int) -> int:
    return max(text.rfind(mark, start, end) for mark in "，,：:；;（(") + 1


def _named(view: View, span: Span) -> str:
    """The subject that a clause names: public, professional, or total (also where it names both)."""
    named = {
        label for label, pattern in labelled("hours", "subject") for _ in view.finditer(pattern, span)
    }
    both = named & {"public", "professional"}
    return both.pop() if len(both) == 1 else "total" if named else ""


def _nearest(view: View, section: str, span: Span) -> str:
    """Label of the row whose match ends last inside the span; "" if none."""
    best = (-1, "")
    for label, pattern in labelled("hours", section):
        for match in view.finditer(pattern, span):
            if match.end() > best[0]:
                best = (match.end(), label)
    return best[1]


def _kind(
    view: View, passage: Passage, sentence: Span, before: Span, rest: str, comparator: str, subject: str
) -> str | None:
    lead = view.text[slice(*before)]
    if comparator == "<=":
        return "cap"
    if comparator == ">=":
        return "requirement"
    credit = any(
        pattern.search(lead if label == "before" else rest) for label, pattern in labelled("hours", "credit_verb")
    )
    if credit:
        return "credit"
    obliged = any(pattern.search(view.text, *sentence) for _, pattern in labelled("hours", "duty"))
    named = subject or _nearest(view, "qualifier", before)
    if named and (obliged or passage.is_heading or _starts_with_subject(view, before)):
        return "requirement"
    return None


def _starts_with_subject(view: View, before: Span) -> bool:
    """必修课20个学时: the clause is nothing but the subject and its number."""
    return before[1] - before[0] <= 12 and bool(
        _nearest(view, "subject", before) or _nearest(view, "qualifier", before)
    )


def _required_subject(
    view: View, passage: Passage, sentence: Span, clause: Span, subject: str, qualifier: str
) -> str:
    """The subject of a requirement: named in the sentence, else by the headings, else in the paragraph, else the total."""
    base = subject if subject in ("public", "professional") else ""
    if not base and (qualifier or subject != "total"):
        base = _heading_subject(passage) or _paragraph_subject(view, passage, sentence)
    if not base and not qualifier:
        return "total" if subject == "total" or _is_overall(view, sentence) else ""
    if qualifier and _is_third(view, sentence, clause):
        return "other"
    if qualifier:
        return f"{base}_{qualifier}" if base else ""
    return base


def _is_third(view: View, sentence: Span, clause: Span) -> bool:
    """公需科目30学时、专业科目42学时、个人选修18学时: the electives are a class of their own beside both subjects."""
    named = {
        label
        for label, pattern in labelled("hours", "subject")
        for match in view.finditer(pattern, sentence)
        if any(True for _ in view.atoms_in((match.end(), min(match.end() + 10, sentence[1])), "amount"))
    }
    return {"public", "professional"} <= named and clause[0] >= sentence[0]


def _heading_subject(passage: Passage) -> str:
    for heading in reversed(passage.headings):
        named = {label for label, pattern in labelled("hours", "heading_subject") if pattern.search(heading)}
        if len(named) == 1:
            return named.pop()
        if named:
            return ""
    return ""


def _paragraph_subject(view: View, passage: Passage, sentence: Span) -> str:
    named = _nearest(view, "subject", (passage.span[0], sentence[0]))
    return named if named in ("public", "professional") else ""


def _is_overall(view: View, sentence: Span) -> bool:
    return re.search(r"每年|年度|全年|累计|总", view.text[slice(*sentence)]) is not None


def _period(view: View, atom: Atom, clause: Span, kind: str) -> str:
    per = atom.part("per")
    texts = [view.text[slice(*per.span)]] if per else []
    texts.append(view.text[slice(*clause)])
    for text in texts:
        for label, pattern in labelled("hours", "period"):
            if pattern.search(text):
                return label
    return "item" if kind == "credit" else "year"


def _persons(view: View, sentence: Span, at: int) -> Span | None:
    """Persons that the requirement is limited to (中级职称人员…); None where it is for everybody."""
    lead = view.text[sentence[0] : at]
    last: Span | None = None
    for _, pattern in labelled("hours", "persons"):
        for match in pattern.finditer(lead):
            if not any(p.search(match.group(1)) for _, p in labelled("hours", "everybody")):
                last = (sentence[0] + match.start(1), sentence[0] + match.end(1))
    return last


def _mode(view: View, before: Span) -> Span | None:
    """A way of learning that a part of the hours must come from (其中面授不少于…)."""
    if "其中" not in view.text[slice(*before)] or _named(view, before) in ("public", "professional"):
        return None
    return next((m.span() for _, p in labelled("hours", "mode") for m in view.finditer(p, before)), None)


def class_label(view: View, passage: Passage) -> Span | None:
    """The class of activity that a numbered item begins with, 学习类： or 参加学术会议。"""
    for _, pattern in labelled("hours", "class_label"):
        match = pattern.match(view.text[slice(*passage.span)])
        if match is not None:
            return passage.span[0] + match.start(1), passage.span[0] + match.end(1)
    return None


def _row_statements(view: View, passage: Passage) -> Iterator[HoursSaid]:
    """A table row that states the requirement of a subject: 公需科目 | 30学时, or | 30 under a head 学时."""
    subject = ""
    qualifier = ""
    for i, cell in enumerate(passage.cells):
        head = passage.header[i] if i < len(passage.header) else ""
        if not subject:
            subject = _nearest(view, "subject", cell) or (
                "total" if view.text[slice(*cell)] in ("合计", "总计") else ""
            )
            qualifier = _nearest(view, "qualifier", cell)
        for number, unit in _cell_hours(view, cell, head):
            if not subject and not qualifier:
                continue
            base = subject or _heading_subject(passage)
            full = f"{base}_{qualifier}" if qualifier and base in ("public", "professional") else base
            comparator = _comparator(view, (cell[0], number[0]), (number[1], cell[1]))
            if full and comparator != "<=":
                yield HoursSaid(
                    passage, passage.span, passage.span, number, unit, comparator, "requirement", full, qualifier,
                    "year", None, None,
                )  # fmt: skip


def _cell_hours(view: View, cell: Span, head: str) -> Iterator[tuple[Span, str]]:
    text = view.text[slice(*cell)].strip()
    for atom in _hours(view, cell):
        number = atom.part("number")
        if number:
            yield number.span, atom.label
    if _NUMBER_CELL.fullmatch(text) and re.search(r"学时|学分", head):
        yield trim(view.text, cell), "credits" if "学分" in head else "hours"
