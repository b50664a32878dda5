"""Text in, atoms out: the dates, relative times, amounts, comparators, numbers and addresses that stand in it.

An atom says where something stands and what its parts are, never what it is worth: values are the business of
normalize. The finders of facts are built on these, so no fact finder needs a pattern for a date or a phone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract import atom_context, atom_phones
from extract.atom_context import Candidate, Check
from extract.atom_grammar import CHINESE_DIGITS, DIGITS, LETTERS, Grammar, Row, fold, grammar, head_key
from extract.mentions import Part
from ingest.document import Span

CHECKS: dict[str, Check] = atom_context.CHECKS | atom_phones.CHECKS
"""The checks of context that a row of the grammar may name."""

_FINEST = ("day", "period", "quarter", "month", "term", "year")
_RUN = re.compile(f"[{DIGITS}]+|[{CHINESE_DIGITS}]+|[{LETTERS}]+")
# The number of an item, at the start of a line or in brackets, is no atom. In 3.30学时 and 1.2026年 it is the figure
# before the dot: no figure of hours ends in 0 behind a dot, and none has three decimals; but 1.5学分 and 1.20倍 do.
_ITEM_NUMBER = re.compile(
    r"(?<![(])[1-9][0-9]?(?:、|\.(?![0-9])|\.(?=[0-9]*0(?![0-9.])|[0-9]{3,})(?![0-9]+[倍%]))"
    r"|(?:[1-9][0-9]?|[一二三四五六七八九十]{1,3})\)|[一二三四五六七八九十]{1,3}、"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One date, time, amount, number or address.

    Kinds (labels are explained in grammar/atoms.yaml): date, date_range, relative · amount, comparator, ordinal ·
    doc_number · phone, damaged_phone, qq · email, damaged_email, url, damaged_url · uscc, id_number, and code: a
    figure named as something else (邮编, 账号, ICP备).
    `parts` are in reading order. Two roles may stand outside `span`, before it: `anchor`, the event that a relative
    time hangs on, and `per`, what an amount is counted by (每天不超过8学时). Spans are code points of the text given.
    """

    kind: str
    span: Span
    label: str = ""
    parts: tuple[Part, ...] = ()

    def part(self, role: str) -> Part | None:
        """The first part with this role."""
        return next((p for p in self.parts if p.role == role), None)

    def all(self, role: str) -> tuple[Part, ...]:
        """All parts with this role, in reading order."""
        return tuple(p for p in self.parts if p.role == role)

    def quote(self, text: str) -> str:
        """The atom's own words."""
        return text[self.span[0] : self.span[1]]


def find_atoms(text: str) -> list[Atom]:
    """All atoms of a text, in reading order, none overlapping another.

    At each place the first row of the grammar that fits claims the span, so the grammar's order is the specificity
    (2026年5月1日至12月31日 is one range, not two dates). An atom that reaches back (the agency code of a document
    number) takes the place of what it covers.
    """
    rules = grammar()
    folded = fold(text)
    atoms: list[Atom] = []
    position = 0
    while head := rules.heads.search(folded, position):
        start = head.start()
        item = _ITEM_NUMBER.match(folded, start) if start == 0 or folded[start - 1] in "\n\t(" else None
        if item:
            position = item.end()
            continue
        atom, end = _claim(rules, folded, start, atoms)
        if atom is None:
            run = _RUN.match(folded, start)  # nothing begins inside a run of digits or letters
            position = run.end() if run else start + 1
            continue
        while atoms and atoms[-1].span[1] > atom.span[0]:
            atoms.pop()
        atoms.append(atom)
        position = max(end, start + 1)
    return atoms


def _claim(rules: Grammar, folded: str, start: int, before: list[Atom]) -> tuple[Atom | None, int]:
    """The atom of the first row that fits at `start` and holds its check, and where the scan goes on."""
    for row in rules.by_head[head_key(folded, start)]:
        if match := row.regex.match(folded, start):
            atom = _build(rules, row, match, before)
            if atom:
                return atom, match.end()
    return None, start


def _build(rules: Grammar, row: Row, match: re.Match[str], before: list[Atom]) -> Atom | None:
    span = match.span(row.atom_group)
    parts = tuple(_part(rules, row, match, group, role) for group, role in row.roles if match.start(group) >= 0)
    label: str | None = None
    if row.check:
        last = before[-1] if before else None
        last_kind, last_end = (last.kind, last.span[1]) if last else ("", 0)
        fit = CHECKS[row.check](Candidate(match.string, *span, parts, last_kind, last_end))
        if fit is None:
            return None
        span, label = (fit.start, span[1]), fit.label
        parts = tuple(sorted((*parts, *fit.parts), key=lambda p: p.span))
    return Atom(row.kind, span, _label(row, parts) if label is None else label, parts)


def _part(rules: Grammar, row: Row, match: re.Match[str], group: int, role: str) -> Part:
    words = rules.labels.get(role)
    label = words.get(match.group(group).replace(" ", ""), "") if words else ""
    if role == "number" and row.kind == "phone":
        label = row.label  # survives where the atom itself is labelled fax
    return Part(role, match.span(group), label)


def _label(row: Row, parts: tuple[Part, ...]) -> str:
    if row.label.startswith("@"):
        return next((p.label for p in parts if p.role == row.label[1:]), "")
    if row.label == "finest":
        found = next(p for role in _FINEST for p in parts if p.role == role)
        return found.label if found.role in ("period", "term") else found.role
    return row.label
