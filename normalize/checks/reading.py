"""A Case → what several families of checks read in it: facts with their mentions, sentences, lines of the body."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from extract.mentions import Mention
from ingest.document import Block, BlockKind, Span
from normalize.checks.case import Case
from normalize.record import Fact

F = TypeVar("F", bound=Fact)

_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
_STOPS = "。；;！!？?\n"
_LIST_MARK = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百]+[章节条款]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳])\s*"
)


def stated(facts: Sequence[F], mentions: Iterable[Mention]) -> Iterator[tuple[F, Mention]]:
    """Each fact with the mention it was read from; both stand in reading order and quote the same stretch.

    A fact without a mention (a list that merges what is said twice) is left out.
    """
    waiting: dict[Span, deque[Mention]] = defaultdict(deque)
    for mention in mentions:
        waiting[mention.span].append(mention)
    for fact in facts:
        queue = waiting[fact.evidence.span]
        if queue:
            yield fact, queue.popleft()


def sentence(case: Case, span: Span) -> Span:
    """The sentence (or table row) around a span."""
    start, end = span
    while start > 0 and case.text[start - 1] not in _STOPS:
        start -= 1
    while end < len(case.text) and case.text[end] not in _STOPS:
        end += 1
    return start, end


def sentences(case: Case, blocks: Iterable[Block]) -> Iterator[Span]:
    """The sentences of some blocks, in order; a table gives its rows."""
    for block in blocks:
        for match in _SENTENCE.finditer(case.text, *block.span):
            yield match.span()


def paragraphs(case: Case) -> Iterator[Block]:
    """Headings and paragraphs of the whole notice, annexes included: no tables, no furniture."""
    return (block for block in case.blocks if block.kind is not BlockKind.TABLE)


def headings(case: Case) -> tuple[Block, ...]:
    """The headings of the body."""
    return tuple(block for block in case.body if block.kind is BlockKind.HEADING)


def without_mark(text: str) -> str:
    """A line without the list number that it opens with."""
    return _LIST_MARK.sub("", text)
