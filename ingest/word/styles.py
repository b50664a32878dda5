"""Styles: what a paragraph's or a run's style says about numbering, outline level and hidden text.

Most notices name no style at all, and styles.xml is the largest part of the file: it is parsed only when one is asked.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from ingest.package import Package
from ingest.word import tags
from ingest.word.tags import VAL, is_on, number_of

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_BODY_LEVEL = 9  # w:outlineLvl 9 is body text
_DEEPEST = 32  # styles that inherit further than this go in a circle


@dataclass(frozen=True, slots=True)
class Style:
    """What reading needs of one style, with what it inherits.

    `outline` is a heading level from 1 (0 = body text); `num_id` and `level` its list numbering ("" = none);
    `hidden` its w:vanish.
    """

    outline: int = 0
    num_id: str = ""
    level: int | None = None
    hidden: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class _Own:
    """What a style itself says; None = not said."""

    base: str
    outline: int | None
    num_id: str | None
    level: int | None
    hidden: bool | None


StyleTable = Mapping[str, _Own]
"""The styles of a package by their ids, each with what it says itself."""

NO_STYLES: StyleTable = {}


class Styles:
    """The styles of a package; `load` is called when a paragraph or run first names one."""

    def __init__(self, load: Callable[[], StyleTable]) -> None:
        self._load = load
        self._resolved: dict[str, Style] = {}

    @cached_property
    def _own(self) -> StyleTable:
        return self._load()

    @property
    def num_ids(self) -> dict[str, str]:
        """The w:num of every style that numbers."""
        return {name: own.num_id for name, own in self._own.items() if own.num_id}

    def get(self, style_id: str) -> Style:
        """A style by its id; a plain one where it is unknown."""
        if not style_id:
            return PLAIN
        style = self._resolved.get(style_id)
        if style is None:
            style = self._resolved[style_id] = self._resolve(style_id)
        return style

    def _resolve(self, style_id: str) -> Style:
        chain: list[_Own] = []
        while style_id in self._own and len(chain) < _DEEPEST:
            chain.append(self._own[style_id])
            style_id = chain[-1].base
        level = next((own.level for own in chain if own.num_id is not None), None)
        return Style(
            outline=next((own.outline for own in chain if own.outline is not None), 0),
            num_id=next((own.num_id for own in chain if own.num_id is not None), ""),
            level=level,
            hidden=next((own.hidden for own in chain if own.hidden is not None), False),
        )


_kept: OrderedDict[bytes, StyleTable] = OrderedDict()
_KEEP = 8
_KEEP_SIZE = 1024 * 1024  # bytes; more is no template of an office


def load_styles(package: Package, part: str) -> StyleTable:
    """The style table of a part.

    The last few are kept, by the bytes they were read from: the forms and notices of an office share one template,
    and its styles cost more to parse than the text.
    """
    data = package.read(part)
    table = _kept.get(data)
    if table is None:
        root = package.parse(part, data)
        table = {style.get(tags.STYLE_ID, ""): _read_style(style) for style in root.iterchildren(tags.STYLE)}
        if len(data) <= _KEEP_SIZE:
            _kept[data] = table
        while len(_kept) > _KEEP:
            _kept.popitem(last=False)
    return table


def _read_style(style: etree._Element) -> _Own:
    base, ppr, rpr = style.find(tags.BASED_ON), style.find(tags.PPR), style.find(tags.RPR)
    outline = num_id = level = None
    if ppr is not None:
        outline = outline_of(ppr)
        numbering = ppr.find(tags.NUM_PR)
        if numbering is not None:
            num_id, level = numbering_of(numbering)
    if outline is None:
        outline = _outline_of_name(style)
    vanish = rpr.find(tags.VANISH) if rpr is not None else None
    return _Own(
        base.get(VAL, "") if base is not None else "",
        outline,
        num_id,
        level,
        is_on(vanish) if vanish is not None else None,
    )


def outline_of(properties: etree._Element) -> int | None:
    """The heading level from 1 that paragraph properties state; 0 for body text, None where they are silent."""
    outline = properties.find(tags.OUTLINE_LVL)
    if outline is None:
        return None
    level = number_of(outline, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0


def numbering_of(numbering: etree._Element) -> tuple[str | None, int | None]:
    """The w:num and the level that w:numPr names, None where it is silent; numId 0 takes numbering away: ""."""
    num, level = numbering.find(tags.NUM_ID), numbering.find(tags.ILVL)
    num_id = num.get(VAL, "") if num is not None else None
    return "" if num_id == "0" else num_id, number_of(level) if level is not None else None


def _outline_of_name(style: etree._Element) -> int | None:
    name = style.find(tags.NAME)
    match = _HEADING_NAME.fullmatch(name.get(VAL, "")) if name is not None else None
    return int(match[1]) if match else None
