"""Requirements of one paragraph → which is the rule, which a part of it, which another office's rule.

Two amounts for one subject in a paragraph are seldom two rules: 其中省级项目不少于20学时 is a part, and in
国家规定90学时，我市执行100学时 the first is not this notice's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.finders.hour_said import HoursSaid
from extract.finders.hour_subjects import named_subject, nearest_label
from extract.grammar import labelled
from extract.view import View, trim
from ingest.document import Span

_FEWEST = 2  # characters of the words that name a part


def scoped(view: View, said: Sequence[HoursSaid]) -> list[HoursSaid]:
    """The statements of a paragraph, with the words of a part, or of whose rule it is, as scope."""
    found: list[HoursSaid] = []
    given: dict[str, int] = {}  # subject: index of its rule
    for one in said:
        index = given.get(one.subject)
        if one.kind == "requirement" and one.scope is None and index is not None:
            rule = found[index]
            if _own_rule(view, one) and _others_rule(view, rule):
                found[index] = replace(rule, scope=_lead(view, rule))
                given[one.subject] = len(found)
                found.append(one)
                continue
            found.append(_as_part(view, rule, one))
            continue
        if one.kind == "requirement" and one.scope is None:
            given[one.subject] = len(found)
        found.append(one)
    return found


def _lead(view: View, said: HoursSaid) -> Span:
    """The words of the clause before its number, without the comparator."""
    end = said.number[0]
    for atom in view.atoms_in((said.clause[0], said.number[0]), "comparator"):
        end = min(end, atom.span[0])
    return trim(view.text, (said.clause[0], max(end, said.clause[0])))


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("hours", section))


def _own_rule(view: View, said: HoursSaid) -> bool:
    return _says("own_rule", view.text[said.clause[0] : said.number[0]])


def _others_rule(view: View, said: HoursSaid) -> bool:
    return _says("others_rule", view.text[said.clause[0] : said.number[0]])


def _as_part(view: View, rule: HoursSaid, said: HoursSaid) -> HoursSaid:
    """A later amount for the same subject whose clause names something else than the subject."""
    if view.text[slice(*rule.number)] == view.text[slice(*said.number)] or said.passage.is_row:
        return said
    lead = _lead(view, said)
    words = view.text[slice(*lead)]
    for _, pattern in labelled("hours", "plain_lead"):
        words = pattern.sub("", words)
    own = named_subject(view, lead) or nearest_label(view, "qualifier", lead)
    if own or not (len(words) >= _FEWEST or "其中" in view.text[slice(*lead)]):
        return said
    behind = trim(view.text, (said.number[1], said.clause[1]))
    return replace(said, scope=lead if len(words) >= _FEWEST else behind if behind[1] > behind[0] else said.scope)
