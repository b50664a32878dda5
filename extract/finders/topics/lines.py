"""Topics one to a paragraph: below a sentence that announces them, below 必修课 alone on its line, or lines 专题一…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.finders.topics.items import QUOTED, is_excluded, topic
from extract.finders.topics.scope import category_of
from extract.grammar import labelled
from extract.mentions import Mention
from extract.view import Passage, View
from ingest.document import Span

_LINE_ITEM = re.compile(
    r"(?P<mark>[0-9]{1,2}[.．、]|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑳])?\s?"
    r"(?P<title>[^，,。；;：:（(]{3,40}?)(?P<note>(?:[，,（(].{0,24}(?:必修|选修|学时)|\s?[0-9]{1,3}\s?个?学时).{0,12})?[。；;]?"
)
_QUOTED_ONLY = re.compile(r"(?:“[^“”]+”|《[^《》]+》)(?:专题|课程|模块|课)?")
_GRANTS = re.compile(r"折算|折抵|抵扣|抵充|认定|视同|视为|登记为|计入")  # such a sentence lists activities
_SECTION = re.compile(r"[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]{1,2}[章节条]")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that is a topic: its name, and the force that a note behind it says."""

    span: Span
    force: str


def announced(view: View, passage: Passage) -> Iterator[Mention]:
    """Topics below a paragraph that ends with 主题为： or 必修内容：, or that is nothing but 必修课程."""
    rows = labelled("topics", "announces")
    label = next((label for label, pattern in rows if pattern.search(passage.text)), None)
    heads = [label for label, pattern in labelled("topics", "list_heads") if pattern.search(passage.text.strip())]
    if (label is None or passage.is_heading or _GRANTS.search(passage.text)) and not heads:
        return
    force = label if label is not None and not passage.is_heading else heads[0]
    if not force and re.search("任选|自选|选学|选修", passage.text):
        force = "elective"  # 从以下专题中任选三个学习：
    lines = list(_below(view, passage.index + 1))
    vague = passage.is_heading and "内容" in passage.text  # 二、学习内容 may head anything: three names at least
    if len(lines) >= _FEWEST + vague:
        category = category_of(view, passage, passage.span, passage.span[1])
        yield from (topic(view, line.span, line.force or force, category) for line in lines)


def numbered(view: View, passage: Passage) -> Iterator[Mention]:
    """专题一：A / 专题二：B, a line each, whatever stands above them."""
    above = view.passages[passage.index - 1] if passage.index else None
    if _marked(passage) is None or (above is not None and _marked(above) is not None):
        return
    lines: list[_Line] = []
    for below in view.passages[passage.index :]:
        start = _marked(below)
        line = _line(view, below, start) if start is not None else None
        if line is None:
            break
        lines.append(line)
    if len(lines) >= _FEWEST:
        category = category_of(view, passage, passage.span, passage.span[0])
        yield from (topic(view, line.span, line.force, category) for line in lines)


def force_of(words: str) -> str:
    """required or elective, as a note or cell says; "" if it says nothing."""
    return "required" if re.search("必修|必学|全员", words) else "elective" if "选" in words else ""


def _marked(passage: Passage) -> int | None:
    """Where the name begins behind 专题一：."""
    if passage.is_row:
        return None
    found = (p.match(passage.text) for _, p in labelled("topics", "line_marks"))
    return next((passage.span[0] + m.end() for m in found if m is not None), None)


def _below(view: View, index: int) -> Iterator[_Line]:
    mark: str | None = None
    count = 0
    for below in view.passages[index:]:
        item = _LINE_ITEM.fullmatch(below.text.strip())
        if item is None or below.is_row or (count and (item["mark"] is None) != (mark is None)):
            return
        mark = item["mark"]
        several = len(list(QUOTED.finditer(item["title"])))
        if several > 1:
            continue  # “A”“B”专题（选修）: noted
        line = _line(view, below, view.text.index(item["title"], *below.span))
        if line is None:
            return
        count += 1
        yield line


def _line(view: View, passage: Passage, start: int) -> _Line | None:
    item = _LINE_ITEM.fullmatch(view.text[start : passage.span[1]].strip())
    if item is None:
        return None
    at = view.text.index(item["title"], start, passage.span[1])
    span = (at, at + len(item["title"]))
    if (
        _SECTION.match(item["title"])
        or is_excluded(view, span)
        or any(p.search(passage.text.strip()) for _, p in labelled("topics", "list_heads"))
    ):
        return None
    quoted = list(QUOTED.finditer(view.text, *span))
    if len(quoted) == 1 and _QUOTED_ONLY.fullmatch(view.text, *span):
        span = quoted[0].span(quoted[0].lastindex or 1)
    return _Line(span, force_of(item["note"] or ""))
