"""The amounts of a sentence in their places: what stands around each, and what is said of it in the end.

Shared by the readers of hours; nothing is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.atoms import Atom
from extract.finders.hours.bare import bare_hours
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

_EDGE = "，,；;。：:！？!?\t\n"
_ORDINAL = re.compile(r"(?:附[件表]|[图表第])\s?$")  # 附件2 学时折算表 counts annexes


@dataclass(frozen=True, slots=True)
class HoursSaid:
    """One statement of hours. Labels are the grammar's; "" where the text does not say.

    `clause` is the quoted stretch; `kind` requirement, cap, credit or rate (1学分=3学时); `scope` the class of
    activity, the persons or the years that it is for; `per` the words 每篇, 每天. Where 分别 shares out
    several amounts they are `paired`; `name` are the pieces of the name of the kind, and not `known` is an amount
    whose kind is not told.
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
    name: tuple[Span, ...] = ()
    known: bool = True
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """An amount in its place: its sentence, the clause between commas around it, and what stands right before and
    behind it in that clause, up to the next amount on either side.
    """

    view: View
    passage: Passage
    sentence: Span
    clause: Span
    atom: Atom
    before: Span
    after: Span

    @property
    def lead(self) -> str:
        """The words before the amount."""
        return self.view.text[slice(*self.before)]

    @property
    def rest(self) -> str:
        """The words behind the amount."""
        return self.view.text[slice(*self.after)]


def hours_in(view: View, span: Span, head: str = "") -> list[Atom]:
    """Amounts of hours or credits. Fractions (1/3学分, 三分之二) are left to the reader.

    `head` are the heads of the table that a cell stands in; where they or the stretch speak of 学分, so does 分.
    """
    found = [a for a in view.atoms_in(span, "amount") if a.label in ("hours", "credits", "points")]
    credited = "学分" in view.text[slice(*span)] + head  # 年度学分不低于25分
    found = [a for a in found if a.label != "points" or (credited and not _is_score(view, a, span))]
    wanted = [replace(a, label="credits") if a.label == "points" else a for a in found]
    wanted = [a for a in wanted if (n := a.part("number")) and not re.search(r"[/／之]", view.text[slice(*n.span)])]
    wanted = [a for a in wanted if not _ORDINAL.search(view.text, max(0, a.span[0] - 4), a.span[0])]
    return sorted([*wanted, *bare_hours(view, span, wanted)], key=lambda a: a.span)


def _is_score(view: View, atom: Atom, sentence: Span) -> bool:
    """考试60分以上合格, 成绩60分: points of an examination."""
    clause = clause_of(view.text, atom.span, sentence)
    return any(p.search(view.text[slice(*clause)]) for _, p in labelled("hours", "score"))


def slot_of(  # noqa: PLR0917 (the neighbours are named at every call)
    view: View, passage: Passage, sentence: Span, atom: Atom, before: Atom | None = None, behind: Atom | None = None
) -> Slot:
    clause = clause_of(view.text, atom.span, sentence)
    start = max(clause[0], before.span[1]) if before else clause[0]
    start = _behind_bracket(view.text, clause, (start, atom.span[0]))
    end = min(clause[1], behind.span[0]) if behind else clause[1]
    return Slot(view, passage, sentence, clause, atom, (start, atom.span[0]), (atom.span[1], max(end, atom.span[1])))


def _behind_bracket(text: str, clause: Span, span: Span) -> int:
    """12天（每天按8学时计）或96学时: what stands in a closed bracket is not what stands before the amount."""
    stretch = text[slice(*span)]
    if stretch.count("）") + stretch.count(")") <= stretch.count("（") + stretch.count("("):
        return span[0]
    opened = max(text.rfind("（", *clause), text.rfind("(", *clause))
    return clause[0] if clause[0] <= opened < span[0] else span[0]


def clause_of(text: str, span: Span, sentence: Span) -> Span:
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


def number_of(atom: Atom) -> Span:
    part = atom.part("number")
    return part.span if part else atom.span
