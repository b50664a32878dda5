"""Which subject topics belong to, and how binding they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.finders.header import find_header
from extract.grammar import labelled
from extract.view import Passage, View
from ingest.document import Span

_PART = re.compile(r"\s?(?:[（(]?[0-9一二三四五六七八九十①②③④]{1,2}[)）.．、]?)?\s?(?:必修|选修|必学|选学)")
_PERSONNEL = re.compile(r"人力资源|人社|人事|职称|公务员")  # offices in charge of all subjects


def category_of(view: View, passage: Passage, sentence: Span, at: int) -> str:
    """Subject of the topics: named before them in the sentence, else by a heading, the paragraph or the title."""
    subjects = [row for row in labelled("topics", "category") if row[0] in ("public", "professional")]
    if label := _nearest_label(view, subjects, (sentence[0], at)):
        return label
    for heading in reversed(passage.headings):
        for label, pattern in labelled("topics", "category"):
            if pattern.search(heading):
                return label
    if label := _nearest_label(view, subjects, (passage.span[0], at)):
        return label
    above = view.passages[passage.index - 1] if passage.index else None
    while passage.is_row and above is not None and above.is_row and above.index:
        above = view.passages[above.index - 1]
    announced = above is not None and (passage.is_row or above.text.endswith(("：", ":", "？", "?")))
    while above is not None and above.index and _is_part(passage) and _is_part(above):
        above = view.passages[above.index - 1]  # 必修部分：A； / 选修部分：B。
        announced = above.text.endswith(("：", ":"))
    named = _nearest_label(view, subjects, above.span) if above is not None and announced else ""
    return named or _usual_category(view)


def _is_part(passage: Passage) -> bool:
    return not passage.is_row and _PART.match(passage.text) is not None


@lru_cache(maxsize=4)
def _usual_category(view: View) -> str:
    """Category of topics of which nothing is said: that of the title, else professional in an industry's notice."""
    header = list(find_header(view))
    title = next((m.span for m in header if m.kind == "title"), None)
    subjects = [row for row in labelled("topics", "category") if row[0] in ("public", "professional")]
    if title is not None and (label := _nearest_label(view, subjects, title)):
        return label
    offices = [view.text[slice(*m.span)] for m in header if m.kind == "issuer"]
    return "professional" if offices and not any(_PERSONNEL.search(o) for o in offices) else "other"


def _nearest_label(view: View, rows: Sequence[tuple[str, re.Pattern[str]]], span: Span) -> str:
    found = [(match.end(), label) for label, pattern in rows for match in view.finditer(pattern, span)]
    return max(found)[1] if found else ""


def requirement_of(view: View, passage: Passage, sentence: Span, at: int, end: int) -> str:
    """A trigger without a force of its own takes that of the closer (等选修课程), the sentence or the heading."""
    before, behind = view.text[sentence[0] : at], view.text[end : end + 18]
    if re.search("必[修学]", behind) and re.search("选[修学]|自选|任选", behind):
        behind = ""  # 以“A”为主线，分必学、选学两类
    for text in (behind, before, *reversed(passage.headings)):
        if "必修" in text or "必学" in text:
            return "required"
        if "选修" in text or "自选" in text or "任选" in text or "选学" in text or "自愿" in text:
            return "elective"
    return ""


def forces_of(view: View, behind: Span, count: int) -> list[str]:
    """前两个专题必须学，后两个任选一个: the force of each of `count` topics, or nothing."""
    forces = [""] * count
    for label, pattern in labelled("topics", "parts"):
        match = view.search(pattern, behind)
        number = "零一二三四五六七八九".find(match.group(1).replace("两", "二")) if match else 0
        number = int(match.group(1)) if match and match.group(1).isdigit() else number
        for i in range(min(number, count)):
            forces[i if label == "required" else count - 1 - i] = label
    return forces if any(forces) else []
