"""Numbering of clauses: 一、 （一） 1. （1） ① and 附件1, and the path that they make.

Levels follow GB/T 9704-2012, 7.3.3 (一、→（一）→ 1. →（1）); the level is taken from the mark, never from the style
of the print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.figures import DAMAGED_DIGITS

_CN = "一二三四五六七八九十百"
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第([{_CN}]{{1,4}})(?:章|部分|条)[\s、：:]?")),
    (1, re.compile(rf"([{_CN}]{{1,4}})[、．.]")),
    (2, re.compile(rf"[（(]\s?([{_CN}]{{1,4}})\s?[)）]")),
    (3, re.compile(r"(\d{1,2})(?:[．.、]|[,，](?=[一-鿿]))(?!\d)")),
    (4, re.compile(r"[（(]\s?(\d{1,2})\s?[)）]")),
    (5, re.compile(r"([①-⑳])")),
)
ANNEX = re.compile(rf"附\s?(?:件|表)?\s?(?:之)?([0-9]{{1,2}}|[{_CN}]{{1,3}})?\s?[:：]?")
"""附件 or 附件1 alone on its line: an annex begins; 附 and 附表1 too, behind the date of issue."""
ANNEX_LIST = re.compile(r"附\s{0,6}件\s?[:：]\s?(?=\S)|附\s?[:：]\s?(?=\d)")
"""附件：1.… : the list of annexes behind the text (GB/T 9704-2012, 7.3.4)."""

_ANNEX_ENTRY = re.compile(rf"附\s?件\s?([0-9]{{1,2}}|[{_CN}]{{1,3}})\s?[:：.．、\s]\s?《?[^。；;]{{2,50}}")
DATE_LINE = re.compile(
    rf"\s*(?:[0-9〇○零一二三四五六七八九{DAMAGED_DIGITS}]{{4}}|⒛[⒛0-9]{{1,2}})\s?年\s?(?:[0-9一二三四五六七八九十{DAMAGED_DIGITS}]{{1,3}}|元)\s?月"
    rf"\s?[0-9一二三四五六七八九十{DAMAGED_DIGITS}]{{1,3}}\s?日\s*"
)
"""A date alone on its line: the date of issue below the signature (GB/T 9704-2012, 7.3.5.4)."""

_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Mark:
    """The number at the start of a clause: its level (1 to 5), its value, its label in a path and its length."""

    level: int
    value: int
    label: str
    length: int


def chinese_ordinal(text: str) -> int:
    """一 to 九十九 as a number; 0 if it is none."""
    if not text or any(c not in _CN for c in text) or "百" in text:
        return 0
    if "十" not in text:
        return _DIGITS[text] if len(text) == 1 else 0
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def read_mark(line: str) -> Mark | None:
    """The clause number that a line begins with, or None."""
    for level, pattern in _MARKS:
        match = pattern.match(line)
        if match is None:
            continue
        body = match.group(1)
        if level in (1, 2):
            value = chinese_ordinal(body)
            if value == 0:
                continue
            label = body if level == 1 else f"（{body}）"
        elif level == 5:
            value, label = ord(body) - ord("①") + 1, body
        else:
            value, label = int(body), body if level == 3 else f"（{body}）"
        return Mark(level, value, label, match.end())
    return None


def annex_label(line: str) -> str | None:
    """附件1, 附件 or None: whether the line alone opens an annex. Chinese ordinals become digits."""
    match = ANNEX.fullmatch(line.strip())
    return _label(match.group(1) or "") if match else None


def is_sheet(line: str) -> bool:
    """Whether the label that opens an annex is not 附件 but 附 or 附表1, which also numbers the tables inside one."""
    return "件" not in line


def annex_entry(line: str) -> str | None:
    """附件1 of a line that holds the number and a title, as in a list of annexes or as an annex's first line."""
    match = _ANNEX_ENTRY.fullmatch(line.strip())
    return _label(match.group(1)) if match else None


def _label(body: str) -> str:
    number = body if body.isdigit() else str(chinese_ordinal(body) or "")
    return f"附件{int(number)}" if number else "附件"


class ClausePath:
    """Follows the numbering through a document and tells the clause path of each paragraph."""

    def __init__(self) -> None:
        self._annex: tuple[str, ...] = ()
        self._stack: list[tuple[int, str]] = []

    @property
    def path(self) -> tuple[str, ...]:
        """The path of the paragraph read last."""
        return self._annex + tuple(label for _, label in self._stack)

    @property
    def in_annex(self) -> bool:
        """Whether an annex has begun."""
        return bool(self._annex)

    @property
    def depth(self) -> int:
        """How many numbers the path holds."""
        return len(self._stack) + len(self._annex)

    def open_annex(self, label: str) -> None:
        """An annex begins; its own numbering starts afresh."""
        self._annex = (label,)
        self._stack = []

    def leave(self) -> None:
        """The numbered text is over (list of annexes, signature)."""
        self._stack = []

    def enter(self, mark: Mark) -> None:
        """A numbered paragraph begins: numbers of its level and below are closed."""
        while self._stack and self._stack[-1][0] >= mark.level:
            self._stack.pop()
        self._stack.append((mark.level, mark.label))
