"""Paths of paragraphs and cells inside a Word part: what a PartPlace holds, and back from it to the element.

A step counts the elements of its name from 0 among the children of a container, seen through content controls and
tracked changes: `tbl[0]/tr[2]/tc[1]/p[0]`, `p[3]/txbx[0]/p[1]`, `footnote[0]/p[0]`.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from ingest.word import tags
from ingest.word.tags import chosen, flattened

_STEP = re.compile(r"(\w+)\[(\d+)\]")
_NAMES = {"p": tags.P, "tbl": tags.TBL, "tr": tags.TR, "tc": tags.TC}


def element_at(root: etree._Element, path: str) -> etree._Element | None:
    """The element that a PartPlace of this part points at; None when the path does not lead anywhere."""
    body = root.find(tags.BODY)
    at: etree._Element | None = root if body is None else body
    for name, index in _STEP.findall(path):
        if at is None:
            return None
        if name in _NAMES:
            steps = flattened(at, _NAMES[name])
        elif name == "txbx":
            steps = iter(text_boxes(at))
        else:
            steps = iter([child for child in at if etree.QName(child).localname == name])
        at = next(islice(steps, int(index), None), None)
    return at


def text_boxes(element: etree._Element) -> list[etree._Element]:
    """Text boxes anchored in an element, each once, though Word writes them twice (as DrawingML and as VML)."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag == tags.TXBX_CONTENT:
            found.append(child)
        elif child.tag == tags.ALTERNATE:
            found.extend(text_boxes(chosen(child)))
        else:
            found.extend(text_boxes(child))
    return found
