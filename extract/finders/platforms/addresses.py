"""Addresses of platforms apart from a name: those that no name stands with, and those given for several names at once.

In: the View and the names found. Out: addresses. A page of a bureau and a place to fetch papers from are no platforms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.atoms import Atom
from extract.finders.platforms.names import Name
from extract.grammar import labelled
from extract.view import Passage, View
from ingest.document import Span

_BETWEEN_NAMES = re.compile(r"[”\"]?\s?(?:[、和及与]|以及)\s?[“\"]?")
_BETWEEN_URLS = re.compile(r"[\s）)>]*(?:[、，,；;和及与]|以及)?[\s（(<]*")
_REACH = 12  # the words that say what an address is for stand right before it
_CLAUSE_EDGE = re.compile(r"[，,。；;：:！!\n]")


def shared_out(view: View, names: Sequence[Name]) -> dict[Span, Atom]:
    """Addresses by the names they belong to, where a sentence gives them in a row: A和B，网址分别为…、…."""
    found: dict[Span, Atom] = {}
    for i in range(len(names)):
        group = [names[i]]
        for following in names[i + 1 :]:
            if not _BETWEEN_NAMES.fullmatch(view.text, group[-1].outer[1], following.outer[0]):
                break
            group.append(following)
        if len(group) < 2 or group[0].span in found:
            continue
        addresses = _in_a_row(view, group[-1])
        if len(addresses) == len(group):
            found.update({name.span: address for name, address in zip(group, addresses, strict=True)})
    return found


def _in_a_row(view: View, last: Name) -> list[Atom]:
    """The addresses behind 网址分别为, up to the first that other words part from the one before."""
    passage = view.passage_at(last.span[0])
    if passage is None:
        return []
    respective = next(
        (
            m
            for _, p in labelled("platforms", "respective")
            if (m := p.search(view.text, last.outer[1], passage.span[1]))
            and "。" not in view.text[last.outer[1] : m.end()]
        ),
        None,
    )
    row: list[Atom] = []
    for atom in view.atoms_in((respective.end(), passage.span[1]), "url") if respective else ():
        if row and not _BETWEEN_URLS.fullmatch(view.text, row[-1].span[1], atom.span[0]):
            break
        row.append(atom)
    return row


def unnamed(view: View, used: set[Span]) -> Iterator[Atom]:
    """Addresses that the reader is sent to for learning or registration, and that no platform's name stands with."""
    for passage in view.passages:
        if passage.is_row:
            continue
        for atom in view.atoms_in(passage.span, "url"):
            if atom.span not in used and _is_platforms(view, passage, atom):
                yield atom


def _is_platforms(view: View, passage: Passage, atom: Atom) -> bool:
    """Whether the words before an address call it that of a platform, and nothing around says that it is a page."""
    before = view.text[max(passage.span[0], atom.span[0] - _REACH * 2) : atom.span[0]]
    if not before.strip() and passage.index:  # 二、学习网址 on the line above
        before = view.passages[passage.index - 1].text[-_REACH * 2 :]
    sentence = next((s for s in view.sentences(passage) if s[0] <= atom.span[0] < s[1]), passage.span)
    clause = view.text[_clause_start(view.text, sentence[0], atom.span[0]) : atom.span[0]]
    behind = _CLAUSE_EDGE.split(view.text[atom.span[1] : sentence[1]], maxsplit=1)[0]
    if any(p.search(clause + behind) for _, p in labelled("platforms", "no_platform")):
        return False
    if any(p.search(before) for _, p in labelled("platforms", "address_label")):
        return True
    about = clause + view.text[atom.span[1] : sentence[1]] + "".join(passage.headings[-1:])
    plain = any(p.search(before) for _, p in labelled("platforms", "plain_label"))
    return plain and any(p.search(about) for _, p in labelled("platforms", "learning_words"))


def _clause_start(text: str, floor: int, at: int) -> int:
    """Where the clause before an address begins; the colon right before the address is no edge."""
    head = text[floor:at].rstrip(" ：:（(")
    edges = [m.end() for m in _CLAUSE_EDGE.finditer(head)]
    return floor + (edges[-1] if edges else 0)
