"""What attributes and style sheets of a page say: which elements are not shown, which float, which frame the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from lxml import etree

from ingest.yaml_loader import YamlLoader

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.I)
_PINNED = re.compile(r"position\s*:\s*fixed", re.I)
# Only rules for one class or id: anything cleverer is for a browser.
_PINNED_RULE = re.compile(r"([.#])([\w-]+)\s*\{[^{}]*position\s*:\s*fixed", re.I)


@dataclass(frozen=True)
class Chrome:
    """chrome.yaml, compiled: roles by word and by element name, and the patterns of lines."""

    words: dict[str, str]
    tags: dict[str, str]
    publication: tuple[re.Pattern[str], ...]
    attachment: tuple[re.Pattern[str], ...]
    tail: tuple[re.Pattern[str], ...]
    foot: tuple[re.Pattern[str], ...]
    tools: tuple[re.Pattern[str], ...]


@cache
def chrome() -> Chrome:
    """The data file, read once."""
    data = yaml.load(files(__package__).joinpath("chrome.yaml").read_text(encoding="utf-8"), Loader=YamlLoader)

    def roles(section: str) -> dict[str, str]:
        return {word: row["role"] for row in data[section] for word in row["words"]}

    def patterns(section: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in data[section])

    return Chrome(
        roles("regions"),
        roles("tags"),
        patterns("publication"),
        patterns("attachment"),
        patterns("tail"),
        patterns("foot"),
        patterns("tools"),
    )


HIDDEN, FLOATING = "hidden", "floating"


class Marks:
    """Reads the marks of elements; knows the class (".x") and id ("#x") names that the page's sheets pin."""

    def __init__(self, root: etree._Element) -> None:
        self._pinned = frozenset(_pinned_names(root))
        self._tags = chrome().tags

    def shown(self, element: etree._Element) -> str:
        """HIDDEN for an element that the page does not show, FLOATING for one pinned over it, else ""."""
        style = element.get("style")
        how = _shown(style) if style else ""
        return HIDDEN if not how and element.get("hidden") is not None else how

    def hint(self, element: etree._Element, tag: str) -> str:
        """The role that an element's own class, id or name suggests, "" if none."""
        classes, identity = element.get("class", ""), element.get("id", "")
        if not classes and not identity:
            return self._tags.get(tag, "")
        if self._pinned and ("#" + identity in self._pinned or any("." + c in self._pinned for c in classes.split())):
            return FLOATING
        return _role_of(classes, identity) or self._tags.get(tag, "")


@lru_cache(maxsize=4096)
def _shown(style: str) -> str:
    if _NOT_SHOWN.search(style):
        return HIDDEN
    return FLOATING if _PINNED.search(style) else ""


def _pinned_names(root: etree._Element) -> Iterator[str]:
    for sheet in root.iter("style"):
        if sheet.text and "fixed" in sheet.text:
            yield from (match[1] + match[2] for match in _PINNED_RULE.finditer(sheet.text))


@lru_cache(maxsize=4096)
def _role_of(classes: str, identity: str) -> str:
    words = chrome().words
    return next((words[w] for w in map(str.lower, _WORD.findall(f"{classes} {identity}")) if w in words), "")
