"""Names as people write them → forms that can be compared: titles, offices, platforms, blind to width and spacing."""

from __future__ import annotations

import re
from functools import cache

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys(map(ord, "—–―－─～~﹣‐"), "-")
_BRACKETS = {
    ord("〔"): "(",
    ord("〕"): ")",
    ord("【"): "(",
    ord("】"): ")",
    ord("［"): "(",
    ord("］"): ")",
    ord("["): "(",
    ord("]"): ")",
}
_FOLD: dict[int, int | str] = {**_WIDTH, **_DASHES, **_BRACKETS}
_BLANK = re.compile(r"[\s\u3000]+")
_MARKS = re.compile(r"[《》“”\"'‘’<>]")
_RUNS = re.compile(r"-{2,}")
YEAR = re.compile(
    r"(?:(?:19|20)?[\dX×xx*＿_]{2}[\dX×xx*＿_]{2}|(?:19|20)[\dX×x]{1,2}|[X×x]{1,4}|⒛[⒛\d]{1,2}|_+)\s?(?:年度?|学年)"
)
"""A year in a title, filled in (2026年度), blank (XX年度, 202X年) or unreadable (⒛⒛年度)."""
_PARENTHESIS = re.compile(r"\([^()]*\)")
_ISSUER = re.compile(r"^[^《》，。；()]{2,30}?(?:厅|局|委员会|委|部|办公室|政府|中心|协会|学会)(?=关于)")


@cache
def fold(text: str) -> str:
    """Text in half width, one kind of dash and bracket, without blanks, quotation marks and book-title marks."""
    bare = _MARKS.sub("", _BLANK.sub("", text.translate(_FOLD)))
    return _RUNS.sub("-", bare).strip(".,;:、。；：，")


def title_core(title: str) -> str:
    """A title without the office in front of 关于: 山东省…厅关于… and 关于… are one title."""
    return _ISSUER.sub("", fold(title))


def without_years(text: str) -> str:
    """A folded title without its year."""
    return YEAR.sub("", text)


def without_parentheses(text: str) -> str:
    """A folded title without what stands in brackets."""
    return _PARENTHESIS.sub("", text)


def office_core(name: str) -> str:
    """An office in one spelling: 人社局 is 人力资源社会保障局, 人力资源和社会保障厅 is 人力资源社会保障厅."""
    return fold(name).replace("人力资源和社会保障", "人力资源社会保障").replace("人社", "人力资源社会保障")


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in this order."""
    rest = iter(long)
    return all(char in rest for char in short)


def missing_from(short: str, long: str) -> str:
    """The characters of `long` that `short`, a subsequence of it, lacks. The longest common beginning is kept first."""
    lost: list[str] = []
    i = 0
    for k, char in enumerate(long):
        if i < len(short) and char == short[i] and len(long) - k >= len(short) - i:
            i += 1
        else:
            lost.append(char)
    return "".join(lost)
