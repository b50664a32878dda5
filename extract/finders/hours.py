"""What a notice says in hours: every amount of 学时 or 学分 with its comparator, subject, period and kind.

Quotas and conversion rules are both made of these statements; this module reads the sentence once for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.atoms import Atom
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

_EDGE = "，,；;。：:！？!?\t\n"
_BEFORE_GAP = 4  # characters that may stand between a comparator and its number (为, 在, 应)
_BEHIND = 24  # characters behind an amount that tell whether it is an offer
_ELLIPSIS = 16  # a clause without a verb of its own is at most so long
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
            found.extend(row_statements(view, passage))
            continue
        for sentence in view.sentences(passage):
            found.extend(_sentence_statements(view, passage, sentence))
    return tuple(found)


def row_statements(view: View, passage: Passage) -> Iterator[HoursSaid]:
    """Hours in a table row: a row headed by a subject states a requirement, any other what an activity counts."""
    named = _row_subject(view, passage)
    cells = [span for span in passage.cells if span[1] > span[0]]
    requirement = bool(cells) and _is_subject_cell(view, cells[0])
    for i, cell in enumerate(passage.cells):
        head = passage.header[i] if i < len(passage.header) else ""
        for said in (*_cell_sentences(view, passage, cell), *_bare_number(view, passage, cell, head)):
            if requirement and said.kind != "cap":
                full = _row_requirement(view, passage, cells[0])
                if full:
                    yield replace(said, kind="requirement", subject=full, period="year", sentence=passage.span)
            elif said.kind in ("cap", "credit", "rate"):
                subject = said.subject if said.subject in ("public", "professional") else named
                scope = trim(view.text, cells[0]) if cells[0] != cell else None
                yield replace(said, subject=subject, scope=scope, sentence=passage.span)


def _is_subject_cell(view: View, cell: Span) -> bool:
    text = view.text[slice(*cell)].strip()
    if text in ("合计", "总计", "总学时"):
        return True
    return len(text) <= 12 and bool(_named(view, cell) or _nearest(view, "qualifier", cell))


def _row_subject(view: View, passage: Passage) -> str:
    """The subject that a cell of the row names and nothing else."""
    for cell in passage.cells[1:]:
        named = _named(view, cell)
        if named in ("public", "professional") and cell[1] - cell[0] <= 8:
            return named
    return ""


def _row_requirement(view: View, passage: Passage, cell: Span) -> str:
    qualifier = _nearest(view, "qualifier", cell)
    named = _named(view, cell)
    base = named if named in ("public", "professional") else _heading_subject(passage) if qualifier else "total"
    return f"{base}_{qualifier}" if qualifier and base else base


def _cell_sentences(view: View, passage: Passage, cell: Span) -> Iterator[HoursSaid]:
    start = cell[0]
    for end in (*(m.end() for m in view.finditer(re.compile(r"[。；;\n]"), cell)), cell[1]):
        if end > start:
            yield from _sentence_statements(view, passage, (start, end))
        start = end


def _bare_number(view: View, passage: Passage, cell: Span, head: str) -> Iterator[HoursSaid]:
    """A cell that holds a number only; the head of its column gives the unit, and whether it is a cap."""
    span = trim(view.text, cell)
    if not _NUMBER_CELL.fullmatch(view.text[slice(*span)]) or not re.search(r"学时|学分", head):
        return
    cap = re.search(r"上限|最[高多]|封顶|不超过|累计", head) is not None
    period = "day" if cap and re.search(r"[每单][天日]|日上限", head) else "year" if cap else "item"
    yield HoursSaid(
        passage=passage,
        sentence=passage.span,
        clause=passage.span,
        number=span,
        unit="credits" if "学分" in head else "hours",
        comparator="<=" if cap else "=",
        kind="cap" if cap else "credit",
        subject="",
        qualifier="",
        period=period,
        scope=None,
        per=None,
    )


def _hours(view: View, span: Span) -> list[Atom]:
    """Amounts of hours or credits. The 3 of 1/3学分 is no amount: a fraction of a credit is left to the reader."""
    return [
        a
        for a in view.atoms_in(span, "amount")
        if a.label in ("hours", "credits")
        and a.part("number")
        and view.text[a.span[0] - 1 : a.span[0]] not in ("/", "／")
    ]


def _sentence_statements(view: View, passage: Passage, sentence: Span) -> Iterator[HoursSaid]:
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
        if said is None or (said.kind == "requirement" and not said.comparator and not _named(view, before)):
            said = _as_before(view, said, last, clause, atom)
        if said is not None:
            last = said
            yield said


def _as_before(view: View, said: HoursSaid | None, last: HoursSaid | None, clause: Span, atom: Atom) -> HoursSaid | None:
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
    subject = _subject(view, sentence, before)
    qualifier = _nearest(view, "qualifier", clause if passage.is_heading else (clause[0], atom.span[0]))
    kind = _kind(view, passage, sentence, before, rest, comparator, subject)
    per = atom.part("per")
    if kind != "cap" and not comparator and per is not None and per.label not in ("year", "person"):
        size = any(p.match(view.text, *per.span) for _, p in labelled("hours", "course_size"))
        kind = None if size else "credit"  # 每篇10学时
    if kind is None:
        return None
    if kind == "requirement":
        subject = _required_subject(view, passage, sentence, clause, subject, qualifier)
        if not subject:
            return None
        scope = _years(view, before) or _persons(view, sentence, atom.span[0]) or _mode(view, before)
    else:
        subject = _granted_subject(view, passage, sentence, before)
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


def _subject(view: View, sentence: Span, before: Span) -> str:
    """Subject of a number: named in its own clause (two together are the total), else the nearest in the sentence."""
    end, weak = before[1], False
    while end > sentence[0]:
        start = max(before[0] if end == before[1] else sentence[0], _last_comma(view.text, sentence[0], end))
        named = _named(view, (start, end))
        counted = end < before[1] and any(True for _ in view.atoms_in((start, end), "amount"))
        if named and not (weak and named != "total" and counted):
            if named != "total" or weak or not _is_sum(view, (start, end)):
                return named
            weak = True  # 总计30学时: of the subject named before it, if that has no number of its own
        elif weak:
            return "total"
        end = start - 1 if start > sentence[0] else sentence[0]
    return "total" if weak else ""


def _is_sum(view: View, span: Span) -> bool:
    """The clause says total by a word of summing only (总计, 合计), not by naming the education."""
    return re.search(r"继续教育|总学时|总学分|学时总|总量|学习时间", view.text[slice(*span)]) is None


def _last_comma(text: str, start: int, end: int) -> int:
    return max(text.rfind(mark, start, end) for mark in "，,：:；;（(") + 1


def _named(view: View, span: Span) -> str:
    """The subject that a clause names: public, professional, or total (also where it names both)."""
    named = {label for label, pattern in labelled("hours", "subject") for _ in view.finditer(pattern, span)}
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
    """必修课20个学时, 专业科目：60学时: the clause is nothing but the subject and its number."""
    if before[0] == before[1] and view.text[before[0] - 1 : before[0]] in "：:":
        start = _last_comma(view.text, max(0, before[0] - 16), before[0] - 1)
        before = (max(start, before[0] - 16, 0), before[0] - 1)
    return before[1] - before[0] <= 12 and bool(
        _nearest(view, "subject", before) or _nearest(view, "qualifier", before)
    )


def _required_subject(view: View, passage: Passage, sentence: Span, clause: Span, subject: str, qualifier: str) -> str:
    """The subject of a requirement: named in the sentence, else by the headings, else in the paragraph, else the total."""
    base = subject if subject in ("public", "professional") else ""
    if not base and (qualifier or subject != "total"):
        base = _heading_subject(passage)
        if not base and (qualifier or not _is_overall(view, sentence)):
            base = _paragraph_subject(view, passage, sentence)
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


def _granted_subject(view: View, passage: Passage, sentence: Span, before: Span) -> str:
    """Subject of a cap or credit: named in its clause or sentence, else by the words that the item opens with."""
    for span in ((before[0], before[1]), (sentence[0], before[1])):
        named = _named(view, span)
        if named in ("public", "professional"):
            return named
    for _, pattern in labelled("hours", "opening"):
        match = pattern.match(view.text, *passage.span)
        if match is not None:
            base, qualifier = _named(view, match.span()), _nearest(view, "qualifier", match.span())
            base = base if base in ("public", "professional") else _heading_subject(passage)
            return f"{base}_{qualifier}" if base and qualifier else base
    return ""


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
    return re.search(r"每学?年|年度|全年|累计|总", view.text[slice(*sentence)]) is not None


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


def _years(view: View, before: Span) -> Span | None:
    """近三年累计, 聘期内: the hours are not those of one year."""
    return next((m.span() for _, p in labelled("hours", "span_of_years") for m in view.finditer(p, before)), None)


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
