"""Automatic numbering: the numbers that Word prints before a paragraph and that stand nowhere in its text.

A notice typed in Word often has 一、 （一） 1. only as list numbering; without them every clause path would be lost.
Source: ISO/IEC 29500-1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.word import tags
from ingest.word.numerals import numeral
from ingest.word.symbols import glyph
from ingest.word.tags import VAL, is_on, number_of

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class NumberRef:
    """A paragraph's place in a list: the w:num and the level, from 0."""

    num_id: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its number looks and when it starts again."""

    pattern: str = "%1."
    number_format: str = "decimal"
    start: int = 1
    restart: int | None = None  # restart after this level (from 1) or a higher one; 0 never; None after any higher
    legal: bool = False  # all numbers of the pattern in plain digits
    style: str = ""
    font: str = ""


@dataclass(slots=True)
class _List:
    """An abstract list with its running counters. Several w:num share it, and so its counters."""

    levels: dict[int, _Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True, slots=True)
class _Num:
    """A w:num: the list it counts in, with levels and starts of its own."""

    abstract_id: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts through a document in reading order. One object per document part sequence; `root` is numbering.xml."""

    def __init__(self, root: etree._Element | None, style_nums: dict[str, str]) -> None:
        """`style_nums` leads from a numbering style to its w:num (17.9.21: numStyleLink)."""
        self._lists: dict[str, _List] = {}
        self._nums: dict[str, _Num] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        for abstract in root.iterchildren(tags.ABSTRACT_NUM):
            identity = abstract.get(tags.ABSTRACT_NUM_ID, "")
            self._lists[identity] = _List(dict(map(_read_level, abstract.iterchildren(tags.LVL))))
            link = abstract.find(tags.NUM_STYLE_LINK)
            if link is not None:
                links[identity] = link.get(VAL, "")
        for num in root.iterchildren(tags.NUM):
            self._nums[num.get(tags.NUM_ID, "")] = _read_num(num)
        self._follow(links, style_nums)

    def _follow(self, links: dict[str, str], style_nums: dict[str, str]) -> None:
        """A list that only names a numbering style counts in the list which that style points at."""
        for identity, style in links.items():
            target = self._nums.get(style_nums.get(style, ""))
            if target is not None and target.abstract_id in self._lists and target.abstract_id != identity:
                self._lists[identity] = self._lists[target.abstract_id]

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level whose w:pStyle names this paragraph style, if the list has one."""
        num = self._nums.get(num_id)
        if num is None or num.abstract_id not in self._lists:
            return None
        levels = self._lists[num.abstract_id].levels
        return next((i for i, level in levels.items() if level.style == style), None)

    def next(self, ref: NumberRef) -> str:
        """The number of the next paragraph that stands at `ref`, and the counters move on. "" if there is none."""
        num = self._nums.get(ref.num_id)
        running = self._lists.get(num.abstract_id) if num is not None else None
        if num is None or running is None or not 0 <= ref.level < _LEVELS:
            return ""
        levels = running.levels | num.levels
        level = levels.get(ref.level)
        if level is None:
            return ""
        self._advance(ref, num, running, levels)
        if level.number_format == "bullet":
            return _bullet(level)
        return _PLACEHOLDER.sub(lambda m: _shown(int(m[1]) - 1, level, levels, running.counters), level.pattern)

    def _advance(self, ref: NumberRef, num: _Num, running: _List, levels: dict[int, _Level]) -> None:
        counters, at = running.counters, ref.level
        first_use = (ref.num_id, at) not in self._started
        self._started.add((ref.num_id, at))
        start = num.starts.get(at, levels[at].start)
        before = counters[at]
        counters[at] = start if before is None or (first_use and at in num.starts) else before + 1
        for above in range(at):  # a level that was skipped counts as begun: behind 1.1 comes 2
            if counters[above] is None and above in levels:
                counters[above] = num.starts.get(above, levels[above].start)
        for below in range(at + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or at < restart:
                counters[below] = None


def _shown(index: int, level: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
    value, shown = counters[index], levels.get(index)
    if value is None or shown is None:
        return ""
    return numeral(value, "decimal" if level.legal else shown.number_format)


def _bullet(level: _Level) -> str:
    """The sign of a bullet. Word's own bullets are private code points of symbol fonts; a tick box stays a tick box."""
    text = "".join(glyph(char, level.font) for char in level.pattern)
    return text if text and not any("\ue000" <= c <= "\uf8ff" for c in text) else _BULLET if level.pattern else ""


def _read_num(num: etree._Element) -> _Num:
    abstract = num.find(tags.ABSTRACT_NUM_ID)
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in num.iterchildren(tags.LVL_OVERRIDE):
        index = _index(override)
        own = override.find(tags.LVL)
        start = override.find(tags.START_OVERRIDE)
        if own is not None:
            levels[index] = _read_level(own)[1]
        if start is not None:
            starts[index] = number_of(start, 1)
    return _Num(abstract.get(VAL, "") if abstract is not None else "", levels, starts)


def _read_level(element: etree._Element) -> tuple[int, _Level]:
    number_format = next(element.iter(tags.NUM_FMT), None)  # a custom format wraps it in mc:AlternateContent
    text, restart, style = element.find(tags.LVL_TEXT), element.find(tags.LVL_RESTART), element.find(tags.P_STYLE)
    fonts = next(element.iter(tags.R_FONTS), None)
    return _index(element), _Level(
        pattern=text.get(VAL, "") if text is not None else "",
        number_format=number_format.get(VAL, "decimal") if number_format is not None else "decimal",
        start=number_of(element.find(tags.START), 0),
        restart=number_of(restart) if restart is not None else None,
        legal=is_on(element.find(tags.IS_LGL)),
        style=style.get(VAL, "") if style is not None else "",
        font=fonts.get(tags.ASCII, "") if fonts is not None else "",
    )


def _index(element: etree._Element) -> int:
    try:
        return int(element.get(tags.ILVL, "0"))
    except ValueError:
        return 0
