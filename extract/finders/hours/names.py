"""国家级、省级、市级分别计40、30、20学时 → the words that name each of the kinds, as many as there are numbers.

Read apart from the numbers: what stands before 分别 is one enumeration whose first and last words carry what all share.
"""

from __future__ import annotations

import re

from extract.view import trim
from ingest.document import Span

Name = tuple[Span, ...]
"""The pieces of a name: what all kinds begin with, its own word, what all end with."""

_TAIL = re.compile(
    r"(?:获奖)?(?:者|的)?[，,：:]?\s?(?:每(?:一|1)?个?[一-鿿]{1,2}|应当?|须|需|参加|接受|完成|继续教育|学习|培训|(?:累计|总|年度)*(?:学时|时间)|每年|年度|各|可|均|依次|分别|按|(?:公需|专业)(?:科目|课))*\s?$"
)
_JOINT = re.compile(r"\s?(?:、|[，,](?=[^，,]{1,8}$)|以及|及(?!以)|(?<![参总共])和|或者?|(?<!参)与)\s?")
_LEVEL = re.compile(r"(?:国家|国际|世界|全国|省部|市厅|厅局|地市|县区|[省市县区校院州])级$")
_STOPS = "。；;，,：:（()）\n"
_ITEM = re.compile(
    r"第[一二三四五六七八九十百0-9]{1,4}[条款]\s?|[0-9]{1,2}[.．、]\s?|[一二三四五六七八九十]{1,3}、(?=[一-鿿]{2})(?![一二三四])"
)
_LONGEST = 20  # characters of a kind


def kinds_before(text: str, floor: int, end: int, count: int) -> tuple[Name, ...]:
    """The names of `count` kinds enumerated right before `end`; () where the words are not as many."""
    tail = _TAIL.search(text, floor, end)
    end = tail.start() if tail else end
    start = max(floor, max(text.rfind(mark, floor, end) for mark in _STOPS) + 1)
    if mark := _ITEM.match(text, start, end):
        start = mark.end()
    pieces = _pieces(text, (start, end))
    if len(pieces) != count or count < 2 or any(not 0 < b - a <= _LONGEST for a, b in pieces[1:]):
        return ()
    shared_start, first = _split_first(text, pieces[0], pieces[1])
    last, shared_end = _split_last(text, pieces[-1], pieces[1] if count > 2 else first)
    own = [first, *pieces[1:-1], last]
    return tuple(tuple(s for s in (shared_start, span, shared_end) if s[1] > s[0]) for span in own)


def _pieces(text: str, span: Span) -> list[Span]:
    found: list[Span] = []
    at = span[0]
    for match in _JOINT.finditer(text, *span):
        found.append(trim(text, (at, match.start())))
        at = match.end()
    return [*found, trim(text, (at, span[1]))]


def _split_first(text: str, first: Span, second: Span) -> tuple[Span, Span]:
    """起草并获批准的|国家标准, 获|国家级, 国家级|一: what all kinds begin with, and the first kind."""
    width = second[1] - second[0]
    if level := _LEVEL.search(text, *first):
        return (first[0], level.start()), (level.start(), first[1])
    at = first[0] + text[slice(*first)].rfind("的") + 1
    if at == first[0] and first[1] - first[0] > width and (width == 1 or text[first[1] - 1] == text[second[1] - 1]):
        at = first[1] - width
    return (first[0], at), (at, first[1])


def _split_last(text: str, last: Span, other: Span) -> tuple[Span, Span]:
    """三|等奖, 市厅级|科技奖励: the last kind, and what all kinds end with."""
    width = other[1] - other[0]
    at = last[0] + width
    if at < last[1] and (width == 1 or text[at - 1] == text[other[1] - 1]):
        return (last[0], at), (at, last[1])
    return last, (last[1], last[1])
