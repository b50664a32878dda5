"""A sentence → its statements of hours: every amount of 学时 or 学分 with comparator, subject, period and kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.atoms import Atom
from extract.finders.hour_subjects import (
    class_label,
    granted_subject,
    last_comma,
    mode,
    named_subject,
    nearest_label,
    persons,
    required_subject,
    subject_of,
    years,
)
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

_EDGE = "，,；;。：:！？!?\t\n"
_BEFORE_GAP = 4  # characters that may stand between a comparator and its number (为, 在, 应)
_BEHIND = 24  # characters behind an amount that tell whether it is an offer
_ELLIPSIS = 16  # a clause without a verb of its own is at most so long


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


def _hours(view: View, span: Span) -> list[Atom]:
    """Amounts of hours or credits. Fractions (1/3学分, 三分之二) are left to the reader."""
    found = (a for a in view.atoms_in(span, "amount") if a.label in ("hours", "credits"))
    return [a for a in found if (n := a.part("number")) and not re.search(r"[/／之]", view.text[slice(*n.span)])]


def sentence_statements(view: View, passage: Passage, sentence: Span) -> Iterator[HoursSaid]:
    atoms = _hours(view, sentence)
    last: HoursSaid | None = None
    for i, atom in enumerate(atoms):
        if i + 1 < len(atoms) and (_is_rate(view, atom, atoms[i + 1]) or _is_equivalent(view, atom, atoms[i + 1])):
            continue
        if i and _is_rate(view, atoms[i - 1], atom):
            yield _rate(passage, sentence, (atoms[i - 1].span[0], atom.span[1]), atoms[i - 1], atom)
            continue
        if i and _is_equivalent(view, atoms[i - 1], atom):
            said = _equivalent(view, passage, sentence, atoms[i - 1], atom)
            if said is not None:
                yield said
            continue
        clause = _clause(view.text, atom.span, sentence)
        before = (max(clause[0], atoms[i - 1].span[1]) if i else clause[0], atom.span[0])
        after = (atom.span[1], min(clause[1], atoms[i + 1].span[0]) if i + 1 < len(atoms) else clause[1])
        said = _statement(view, passage, sentence, clause, atom, before, after)
        if said is None or (said.kind == "requirement" and not said.comparator and not named_subject(view, before)):
            said = _as_before(view, said, last, clause, atom)
        if said is not None:
            last = said
            yield said


def _as_before(
    view: View, said: HoursSaid | None, last: HoursSaid | None, clause: Span, atom: Atom
) -> HoursSaid | None:
    """国家级奖项折算90学时，省部级60学时: what follows a credit without a word of its own is one too."""
    number = atom.part("number")
    if last is None or last.kind != "credit" or number is None or clause[1] - clause[0] > _ELLIPSIS:
        return said
    return replace(last, clause=clause, number=number.span, unit=atom.label, scope=last.scope)


def _is_rate(view: View, one: Atom, other: Atom) -> bool:
    """1学分折算为3学时, 每6学时计2学分: what one is worth in the other."""
    count = one.part("number")
    if one.label == other.label or count is None:
        return False
    single = view.text[slice(*count.span)] in ("1", "一") or view.text[: count.span[0]].rstrip().endswith("每")
    between = view.text[one.span[1] : other.span[0]]
    return single and any(p.fullmatch(between) for _, p in labelled("hours", "rate"))


def _is_equivalent(view: View, one: Atom, other: Atom) -> bool:
    """30学分（折合90学时）: the second amount says the first again in hours."""
    between = view.text[one.span[1] : other.span[0]]
    return (
        one.label == "credits"
        and other.label == "hours"
        and bool(between)
        and any(p.fullmatch(between) for _, p in labelled("hours", "equivalent"))
    )


def _equivalent(view: View, passage: Passage, sentence: Span, one: Atom, other: Atom) -> HoursSaid | None:
    """The statement that the credits make, with the number of hours printed beside them."""
    clause = _clause(view.text, one.span, sentence)
    said = _statement(view, passage, sentence, clause, one, (clause[0], one.span[0]), (one.span[1], one.span[1]))
    number = other.part("number")
    if said is None or number is None:
        return said
    return replace(said, clause=(clause[0], max(clause[1], other.span[1])), number=number.span, unit=other.label)


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
    if re.search(r"[》”][（(]?$", lead):  # 《人工智能概论》12学时: the length of a course
        return None
    if comparator in ("", "=") and any(
        pattern.search(lead if label == "before" else behind) for label, pattern in labelled("hours", "offer")
    ):
        return None
    subject = subject_of(view, sentence, before)
    qualifier = nearest_label(view, "qualifier", clause if passage.is_heading else (clause[0], atom.span[0]))
    kind = _kind(view, passage, sentence, before, rest, comparator, subject)
    per = atom.part("per")
    if kind != "cap" and not comparator and per is not None and per.label not in ("year", "person"):
        size = any(p.match(view.text, *per.span) for _, p in labelled("hours", "course_size"))
        kind = None if size else "credit"  # 每篇10学时
    if kind is None:
        return None
    if kind == "requirement":
        subject = required_subject(view, passage, sentence, clause, subject, qualifier)
        if not subject:
            return None
        scope = years(view, before) or persons(view, sentence, atom.span[0]) or mode(view, before)
    else:
        subject = granted_subject(view, passage, sentence, before)
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
    other = max((a.span[1] for a in view.atoms_in(before, "amount")), default=before[0])
    near = [a.label for a in view.atoms_in((other, before[1]), "comparator") if before[1] - a.span[1] <= _BEFORE_GAP]
    bounds = [label for label in near if label in (">=", "<=")]  # 最多计8学时: the bound says more than 计
    return bounds[-1] if bounds else "=" if "=" in near else ""


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
    named = subject or nearest_label(view, "qualifier", before)
    if named and (obliged or passage.is_heading or _starts_with_subject(view, before)):
        return "requirement"
    return None


def _starts_with_subject(view: View, before: Span) -> bool:
    """必修课20个学时, 专业科目：60学时: the clause is nothing but the subject and its number."""
    if before[0] == before[1] and view.text[before[0] - 1 : before[0]] in "：:":
        start = last_comma(view.text, max(0, before[0] - 16), before[0] - 1)
        before = (max(start, before[0] - 16, 0), before[0] - 1)
    return before[1] - before[0] <= 12 and bool(
        nearest_label(view, "subject", before) or nearest_label(view, "qualifier", before)
    )


def _period(view: View, atom: Atom, clause: Span, kind: str) -> str:
    per = atom.part("per")
    texts = [view.text[slice(*per.span)]] if per else []
    texts.append(view.text[slice(*clause)])
    for text in texts:
        for label, pattern in labelled("hours", "period"):
            if pattern.search(text):
                return label
    return "item" if kind == "credit" else "year"
