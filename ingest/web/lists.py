"""Numbers of ordered lists on web pages: a browser prints them, the text does not hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_TYPED = re.compile(
    r"[（(]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\s*[)）.．、]|[①-⑳]|第[一二三四五六七八九十\d]{1,3}[条章节款、，,：:]"
)
_NONE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*none", re.I)
_CHINESE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*(?:cjk-ideographic|chinese|japanese)", re.I)
_DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class Counter:
    """The running number of an ol; `style` is decimal, chinese, a, A, i, I or none."""

    style: str
    value: int
    step: int = 1

    @classmethod
    def of(cls, element: etree._Element) -> Counter:
        """The counter that an ol starts with (its start, type and reversed)."""
        css = element.get("style", "")
        style = element.get("type", "decimal")
        if _NONE.search(css):
            style = "none"
        elif _CHINESE.search(css):
            style = "chinese"
        count = sum(1 for _ in element.iterchildren("li"))
        backwards = element.get("reversed") is not None
        return cls(style, _integer(element.get("start"), count if backwards else 1), -1 if backwards else 1)

    def next(self, item: etree._Element) -> str:
        """The mark of the next li, such as `1.` or `一、`."""
        value = _integer(item.get("value"), self.value)
        self.value = value + self.step
        if self.style == "none" or _NONE.search(item.get("style", "")):
            return ""
        if self.style == "chinese":
            return f"{_chinese(value)}、"
        if self.style in ("a", "A") and 0 < value <= 26:
            return f"{chr(ord(self.style) + value - 1)}."
        return f"{value}."


def marker_fits(marker: str, text: str) -> bool:
    """Whether a printed number may go before this text: not where the author typed one, nor where digits would meet."""
    return not _TYPED.match(text) and not (text[0].isascii() and text[0].isdigit() and marker.endswith("."))


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _chinese(value: int) -> str:
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
