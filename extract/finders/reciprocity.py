"""Reciprocity – 学时互认: the places whose continuing education a notice recognises, and that recognise its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.places import place
from extract.view import View
from ingest.document import Span


def find_reciprocity(view: View) -> Iterator[Mention]:
    """Mentions of kind reciprocity, one for each sentence: part place for every place, in reading order.

    The word 互认 may stand in the sentence, or in the heading or sentence before it; then two places are needed.
    """
    for passage in view.passages:
        announced = any(_says("triggers", text) for text in (passage.text, *passage.headings))
        if not announced and not _says("valid", passage.text):
            continue
        for sentence in view.sentences(passage):
            text = view.text[slice(*sentence)]
            sure = _says("triggers", text)
            if sure or _says("valid", text) or (announced and _says("agreement", text)):
                places = list(_places(view.text, sentence))
                if len(places) > 1 or (places and sure):
                    yield Mention("reciprocity", sentence, parts=tuple(Part("place", span) for span in places))


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("reciprocity", section))


def _places(text: str, sentence: Span) -> Iterator[Span]:
    """The places of every list of at least two, and single ones behind 与."""
    run: list[Span] = []
    for span in _names(text, sentence):
        if run and run[-1][1] == span[0] and span[1] - span[0] > 1:
            run[-1] = span  # 江苏省徐州市: the province only says where the city is
            continue
        joint = _match("separator", text, run[-1][1]) if run else None
        adjoins = bool(run) and run[-1][1] == span[0]  # 京|津|冀
        if not adjoins and (joint is None or joint.end() != span[0]):
            yield from _closed(text, sentence[0], run)
            run = []
        run.append(span)
    yield from _closed(text, sentence[0], run)


def _names(text: str, sentence: Span) -> list[Span]:
    """Names of places in order: provinces and prefectures wherever they stand, counties behind them or in a list."""
    found: list[Span] = []
    for match in place().finditer(text, *sentence):
        joint = _match("separator", text, match.end())
        listed = joint is not None and place().match(text, joint.end())  # 天津市|和|雄安新区, but 天津市|和平区
        county = None if listed else _match("county", text, match.end())
        if county is not None and county.end() - county.start() == 1:
            found.append((match.start(), county.end()))  # 长沙|县
        elif county is not None:
            found += [match.span(), county.span()]  # 上海市|青浦区
        elif match.group()[-1] in "省市区州盟" or _match("not_behind", text, match.end()) is None:
            found.append(match.span())
    for _, pattern in labelled("reciprocity", "listed"):
        for match in pattern.finditer(text, *sentence):
            if not any(a < match.end() and match.start() < b for a, b in found):
                found.append(match.span())
    for _, pattern in labelled("reciprocity", "letters"):
        for match in pattern.finditer(text, *sentence):
            if not any(a < match.end() and match.start() < b for a, b in found):
                found += [(at, at + 1) for at in range(*match.span())]
    return sorted(found)


def _closed(text: str, floor: int, run: list[Span]) -> list[Span]:
    if len(run) == 1 and not any(p.search(text[floor : run[0][0]]) for _, p in labelled("reciprocity", "with")):
        if _match("with_us", text, run[0][1]) is not None:
            return run
        earned = text[run[0][0] - 1 : run[0][0]] == "在" and _match("earned", text, run[0][1]) is not None
        return run if earned else []
    return run


def _match(section: str, text: str, at: int) -> re.Match[str] | None:
    return next((m for _, p in labelled("reciprocity", section) if (m := p.match(text, at))), None)
