"""Programmes and single courses that a notice names: 人工智能通识继续教育, 数字技术工程师培育, 开设数字化管理师培训."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.topics.scope import category_of
from extract.grammar import labelled, load_grammar
from extract.mentions import Mention, Part
from extract.view import Passage, View

_VERB = re.compile(r"(?:决定|组织|继续)*(?:开展|举办|实施|推进|参加)")


def programmes(view: View) -> Iterator[Mention]:
    """Programmes named in a heading (开展人工智能通识继续教育) or in running text; a name counts once, titles never."""
    seen: set[str] = set()
    for row in load_grammar("topics")["programmes"]:
        pattern = re.compile(row["find"])
        matches = [
            (passage, match)
            for passage in view.passages
            if not passage.annex and (passage.is_heading or row["where"] == "any")
            for match in view.finditer(pattern, passage.span)
            if not _is_in_title(view.text, match.start(), passage.span[0])
        ]
        matches.sort(key=lambda pair: (not pair[0].is_heading, -len(pair[1].group()) if row["label"] != "other" else 0))
        for passage, match in matches:
            key = match.group() if row["label"] == "other" else row["label"]
            if key in seen:
                continue
            seen.add(key)
            verb = _VERB.match(match.group())
            span = (match.start() + (verb.end() if verb else 0), match.end())
            requirement = "" if passage.is_heading else _invitation(passage)
            yield Mention(
                "training_item", span, requirement, (Part("title", span), Part("category", span, row["label"]))
            )


def offers(view: View, passage: Passage) -> Iterator[Mention]:
    for _, pattern in labelled("topics", "offers"):
        for match in view.finditer(pattern, passage.span):
            span = match.span(1)
            category = category_of(view, passage, passage.span, span[0])
            yield Mention(
                "training_item",
                span,
                _invitation(passage),
                (Part("title", span), Part("category", span, category)),
            )


def _is_in_title(text: str, at: int, start: int) -> bool:
    before = text[start:at]
    return before.rfind("《") > before.rfind("》")


def _invitation(passage: Passage) -> str:
    """自愿报名 makes a programme elective, 鼓励 suggests it."""
    words = passage.text + "".join(passage.headings[-1:])
    if "自愿" in words:
        return "elective"
    return "suggested" if "鼓励" in words else ""
