"""Where a word begins and ends, on a short stretch whose edge is in doubt.

Patterns decide everything else; jieba answers one question they cannot: whether 和 or 及 in a stretch is a word that
joins two things, or a part of one (碳中和, 普及, 和谐, 及时). Its dictionary is loaded when the first such stretch
comes, built in memory (jieba's own cache is a marshal file in a shared temporary folder, which anybody could replace).
"""

from __future__ import annotations

from functools import cache

import jieba

from extract.grammar import load_grammar
from ingest.document import Span

JOINTS = ("以及", "和", "及", "与", "或")


@cache
def _tokenizer() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as words:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(words)
    tokenizer.initialized = True
    for row in load_grammar("topics")["known"]:
        tokenizer.add_word(row["topic"])
    return tokenizer


def joints(text: str) -> list[Span]:
    """Spans of the conjunctions in `text` that stand as words of their own and have something on either side."""
    if not any(joint in text for joint in JOINTS):
        return []
    words = _tokenizer().tokenize(text, HMM=False)
    return [(a, b) for word, a, b in words if word in JOINTS and a > 0 and b < len(text)]
