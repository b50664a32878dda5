"""Which lines belong to the page or the web site: page numbers, running heads, navigation, footers.

Furniture is a layer: the line stays in the raw text, and the Document says what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from ingest.clauses import annex_label
from ingest.data import load_yaml
from ingest.reading import Line, Reading

_BARE_NUMBER = re.compile(r"\d{1,4}")
_MARKUP = re.compile(r"</?[a-z][^<>]*>|\*\*|\[|\]\([^()]*\)")
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2  # a running head or foot is within so many lines of the page's edge


@cache
def _patterns(section: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["find"]), row["role"]) for row in load_yaml("furniture.yaml")[section])


def mark_furniture(reading: Reading) -> tuple[Line, ...]:
    """The lines of a reading, with the role filled in where a line is furniture and the reader did not say so."""
    texts = [_MARKUP.sub("", reading.raw[line.span[0] : line.span[1]]).strip() for line in reading.lines]
    edges = _page_edges(reading.lines)
    running = _running_heads(reading.lines, texts, edges)
    marked: list[Line] = []
    foot = _foot_of_page(reading.lines, texts)
    for i, (line, text) in enumerate(zip(reading.lines, texts, strict=True)):
        if line.furniture or line.table is not None:
            marked.append(line)
            continue
        role = "footer" if i >= foot else _role(text)
        if not role and i in edges and _BARE_NUMBER.fullmatch(text) and reading.pages > 1:
            role = "page_number"
        if not role and i in running:
            role = "header"
        marked.append(replace(line, furniture=role) if role else line)
    return tuple(marked)


def _role(text: str) -> str:
    if len(text) > 200:
        return ""
    return next((role for pattern, role in _patterns("lines") if pattern.fullmatch(text)), "")


def _foot_of_page(lines: tuple[Line, ...], texts: list[str]) -> int:
    """Index of the first line of a web page's foot. Only in the last half and only where lines carry no page."""
    if any(line.page for line in lines):
        return len(lines)
    for i in range(len(lines) // 2, len(lines)):
        if any(pattern.fullmatch(texts[i]) for pattern, _ in _patterns("after")):
            return i
    return len(lines)


def _page_edges(lines: tuple[Line, ...]) -> frozenset[int]:
    """Indices of the first and last lines of every page."""
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.page:
            by_page.setdefault(line.page, []).append(i)
    return frozenset(i for page in by_page.values() for i in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:]))


def _running_heads(lines: tuple[Line, ...], texts: list[str], edges: frozenset[int]) -> frozenset[int]:
    """Edge lines whose words, digits apart, stand on at least three pages and half of all pages."""
    pages = len({line.page for line in lines if line.page})
    if pages < 3:
        return frozenset()
    shapes = {i: _DIGITS.sub("#", texts[i]) for i in edges if not annex_label(texts[i])}
    counts = Counter(shapes.values())
    return frozenset(i for i, shape in shapes.items() if shape and counts[shape] >= max(3, (pages + 1) // 2))
