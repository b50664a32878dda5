"""Paths of elements in a page, as XPath: /html/body/div[3]/p[2].

lxml's own `getpath` counts the siblings again for every element, which costs hours on a page of a hundred thousand
lines; here the children of a parent are counted once.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree


class Paths:
    """The paths of one page's elements; remembers those of siblings."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def of(self, element: etree._Element) -> str:
        """The path of an element from the root of its page."""
        if (path := self._known.get(element)) is not None:
            return path
        unknown = [element]  # the element and its ancestors below the nearest known one
        while (parent := unknown[-1].getparent()) is not None and parent not in self._known:
            unknown.append(parent)
        for step in reversed(unknown):
            self._name(step)
        return self._known[element]

    def _name(self, element: etree._Element) -> None:
        """Name an element and all its siblings; its parent has its path already."""
        parent = element.getparent()
        if parent is None:
            self._known[element] = f"/{element.tag}"
            return
        base = self._known[parent]
        several = Counter(child.tag for child in parent)
        seen: Counter[str] = Counter()
        for child in parent:
            tag = child.tag
            seen[tag] += 1
            self._known[child] = f"{base}/{tag}[{seen[tag]}]" if several[tag] > 1 else f"{base}/{tag}"
