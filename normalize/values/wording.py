"""Printed words → the words of a record: one width, no blanks inside Chinese. Nothing is added or put right."""

from __future__ import annotations

import re

_FULL = str.maketrans({"(": "（", ")": "）", ";": "；", "!": "！", "?": "？", "<": "〈", ">": "〉"})
_COMMA = re.compile(r",(?!\d)|(?<!\d),")
_COLON = re.compile(r"(?<!\d):(?!//)|:(?![\d/])")
_BLANKS = re.compile(r"[ \t\n\r\u3000\u00a0]+")
_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z]) (?=[A-Za-z])")
_CJK = re.compile(r"[一-鿿]")
_DASHES = re.compile(r"[—–－―‐-]+")
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉]")


def canonical(text: str) -> str:
    """A title, label or name as a record gives it: brackets, commas, colons full width, blanks between words only."""
    if not _CJK.search(text):
        return _BLANKS.sub(" ", text).strip()
    kept = _BETWEEN_LATIN.sub("\x00", _BLANKS.sub(" ", text).strip())
    plain = kept.replace(" ", "").replace("\x00", " ")
    return _COLON.sub("：", _COMMA.sub("，", plain.translate(_FULL)))


def squeezed(text: str) -> str:
    """The key of a title or name said twice: no blanks or quotation marks, one dash, one width, small letters."""
    return _DASHES.sub("-", _MARKS.sub("", canonical(text))).lower()
