"""Joined text → edits for figures that were misread: letters for digits, and marks where a digit was lost.

Only where the sentence can hold nothing but a number: before a unit of hours or time, in a date, in the number of a
document. A figure of digits and letters that look like digits is read, as an inference; one with a foreign sign in it,
or that makes no such number, is marked as unreadable, with the whole of its date, so that nobody takes the rest for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Level
from ingest.edits import Edit

LOST, MISREAD = "digit_lost", "digit_letter"
"""Names of these repairs."""

_LOOKALIKES = {
    "0": "OoDQＯ〇",
    "1": "lIi|丨｜!",
    "2": "Zz",
    "3": "З",
    "4": "A",
    "5": "Ss",
    "6": "bG",
    "8": "B",
    "9": "gq",
}
_DIGIT_OF = {ord(letter): digit for digit, letters in _LOOKALIKES.items() for letter in letters}
_LETTERS = "".join(_LOOKALIKES.values())
_BEFORE_FIGURE = frozenset("年月第计过到算为定于少低满超")  # what comes behind these is the figure, no dot before one
_DIGITS, _CHINESE = "0123456789", "〇Ｏ丨｜"
_RULES = "|｜"
_BARS = f"{_RULES}·•"  # they also part cells and words: in front of a whole figure they are no digit
_SIGNS = "*＊?·•\ufffd"
DAMAGED_DIGITS = re.escape(_LETTERS + _SIGNS)
"""What may stand where a digit was misread, for a character class."""

_SIGN = rf"[{re.escape(_SIGNS)}]"
_FIGURE = rf"(?<![0-9A-Za-z.@/_*?·•\ufffd!|])(?:[0-9{DAMAGED_DIGITS}]|\(\)){{1,4}}"
_LONE = rf"(?<=[一-鿿]){_SIGN}{{1,2}}"

_DATE = re.compile(
    rf"(?:(?P<year>{_FIGURE})[ ]?年[ ]?)?(?P<month>{_FIGURE})[ ]?月(?!度|报|刊)"
    rf"(?:[ ]?(?P<day>{_FIGURE})[ ]?(?:日(?![程常期志])|号))?"
)
_YEAR = re.compile(rf"(?P<year>{_FIGURE})[ ]?年(?![ ]?[0-9A-Za-z*?·•]{{1,4}}[ ]?月)")
_AMOUNT = re.compile(rf"(?P<amount>{_FIGURE}|{_LONE})[ ]?(?:个)?[ ]?(?:学时|学分|课时|工作日|日内|日前|天|个月|小时|%)")
_NUMBER = re.compile(rf"(?:[〕\]】)）][ ]?第?|第)[ ]?(?P<number>{_FIGURE})[ ]?号")
_PLAUSIBLE = {
    "year": range(1949, 2100),
    "month": range(1, 13),
    "day": range(1, 32),
    "amount": range(1, 1000),
    "number": range(1, 10_000),
}
_TEMPLATE = re.compile(r"20[0-9]?\*{1,2}|\*{2,4}")  # 20**年, 202*年: a year left open


def figures(text: str) -> list[Edit]:
    """The edits of a text, in order of their kind; those that overlap an earlier one are left to the caller."""
    edits: list[Edit] = []
    for match in _DATE.finditer(text):
        edits.extend(_date(match))
    for pattern in (_YEAR, _AMOUNT, _NUMBER):
        for match in pattern.finditer(text):
            [(name, _)] = match.groupdict().items()
            edits.extend(_figure(match, name))
    return edits


def _date(match: re.Match[str]) -> Iterator[Edit]:
    """The edits of a date; one that cannot be read makes all of it unreadable."""
    edits = [edit for name in ("year", "month", "day") if match[name] for edit in _figure(match, name)]
    lost = [edit for edit in edits if edit.level is Level.UNREADABLE]
    yield from [Edit(*match.span(), match.group(), LOST, Level.UNREADABLE)] if lost else edits


def _figure(match: re.Match[str], name: str) -> Iterator[Edit]:
    printed, start = match[name], match.start(name)
    if printed.isascii() and printed.isdigit():
        return
    if name == "year" and _TEMPLATE.fullmatch(printed):
        return
    before = match.string[max(0, start - 2) : start].rstrip(" ")[-1:]
    bare = printed.lstrip(_RULES if before in _BEFORE_FIGURE else _BARS)
    if bare != printed and bare.isdigit() and int(bare) in _PLAUSIBLE[name] and bare[0] != "0":
        return
    digits = sum(char in _DIGITS for char in printed)
    if not digits and not _is_lone(name, before, printed):
        return
    read = printed.replace("()", "0").translate(_DIGIT_OF)
    whole = read.isascii() and read.isdigit() and int(read) in _PLAUSIBLE[name]
    if whole and digits:
        yield Edit(start, start + len(printed), read, MISREAD, Level.INFERRED)
    elif name != "year" or len(printed) == 4:
        yield Edit(start, start + len(printed), printed, LOST, Level.UNREADABLE)


def _is_lone(name: str, before: str, printed: str) -> bool:
    """Whether a figure without any digit can be nothing else: 4月·日, 不超过B学时; elsewhere a letter is a name."""
    if name in ("year", "number") or not "一" <= before <= "鿿":
        return False
    return (len(printed) == 1 and printed not in _CHINESE) or all(char in _SIGNS for char in printed)
