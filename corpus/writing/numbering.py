"""Automatic numbers: the blocks of a notice come in, each goes out with the number that a word processor would print.

Word keeps such numbers outside the text; plain text and web pages have them typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.writing.markup import Block

LEVELS = {"auto1": 0, "auto2": 1, "auto3": 2}
_DIGITS = "零一二三四五六七八九十"


def chinese(number: int) -> str:
    """1 to 19 in Chinese numerals."""
    return _DIGITS[number] if number <= 10 else "十" + _DIGITS[number - 10]


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with its automatic number, "" for blocks that have none. Numbers start afresh in each attachment."""
    counts = [0, 0, 0]
    for block in blocks:
        if block.role == "attach":
            counts = [0, 0, 0]
        level = LEVELS.get(block.role)
        if level is None:
            yield "", block
            continue
        counts = [*counts[:level], counts[level] + 1, *(0 for _ in counts[level + 1 :])]
        count = counts[level]
        yield (f"{chinese(count)}、", f"（{chinese(count)}）", f"{count}.")[level], block
