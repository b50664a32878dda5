"""Training items: the topics that a notice enumerates, and the programmes that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.finders.programmes import offers, programmes
from extract.finders.topics.items import (
    MAX_ITEM,
    QUOTED,
    inline_items,
    is_enumeration,
    is_excluded,
    semicolon_items,
    stretch_behind,
    topic,
    topic_spans,
    with_hours_behind,
)
from extract.finders.topics.lines import announced, force_of, numbered
from extract.finders.topics.lists import single, with_hours
from extract.finders.topics.scope import category_of, forces_of, requirement_of
from extract.grammar import labelled, load_grammar
from extract.mentions import Mention, Part
from extract.view import Passage, View, trim
from ingest.document import Span

_BEHIND = 40  # characters behind an enumeration that may say how binding its parts are
_MAX_ORDINAL = 120  # characters of a content behind 一是
_ORDINAL = re.compile(
    r"[一二三四五六七八九十]是|(?:专题|课程|模块|主题|内容|必修课?|选修课?)[一二三四五六七八九十0-9]{1,2}(?:为|是|[：:])"
)
_PREFIX = re.compile(r"答[：:]|[0-9]{4}年度?[：:]|第[一二三四五六]年[：:]")
_FROM = re.compile(
    r"^[^、“《：:]{0,24}?(?:(?:从|在|将|把)(?=[^、“《]{0,24}[、“《])|由(?=[“《])"
    r"|(?:统一)?(?:学习|讲授|完成)(?=[“《])|(?:公需|专业)(?:科目|课程?)(?=[“《]))"
)


def find_topics(view: View) -> Iterator[Mention]:
    """Mentions of kind training_item: label is the requirement; part title the topic, part category its subject."""
    for passage in view.passages:
        if is_form(passage):
            continue
        if passage.is_heading and "。" not in passage.text.rstrip("。"):
            yield from announced(view, passage)
            continue
        if passage.is_row:
            yield from _rows(view, passage)
            continue
        yield from offers(view, passage)
        for sentence in view.sentences(passage):
            yield from _in_sentence(view, passage, sentence)
            yield from _before_verdict(view, passage, sentence)
        yield from with_hours(view, passage)
        yield from single(view, passage)
        yield from _ordinals(view, passage)
        yield from _noted(view, passage)
        yield from announced(view, passage)
        yield from numbered(view, passage)
        yield from _listed(view, passage)
    yield from programmes(view)


def is_form(passage: Passage) -> bool:
    """A line of a blank form in an annex: labels, no statements."""
    return bool(passage.annex) and (passage.is_row or any("表" in h for h in passage.headings))


def _in_sentence(view: View, passage: Passage, sentence: Span) -> Iterator[Mention]:
    """Every enumeration of a sentence, from the triggers in order; a stretch is used once."""
    used = sentence[0]
    triggers = _triggers(view, sentence)
    for start, end, label, weak in triggers:
        if start < used:
            continue
        inline = list(inline_items(view, passage, end)) if view.text[end - 1] in "：:。" else []
        if inline and not any(is_excluded(view, item) for item, _ in inline):
            used = inline[-1][0][1]
            category = category_of(view, passage, sentence, end)
            requirement = label or requirement_of(view, passage, sentence, start, end)
            behind = (used, min(used + _BEHIND, passage.span[1]))
            parts = forces_of(view, behind, len(inline)) or [""] * len(inline)
            rest = "" if any(parts) or any(force for _, force in inline) else requirement
            for (span, force), part in zip(inline, parts, strict=True):
                yield topic(view, span, force or part or rest, category)
            continue
        opened = end + (view.text[end : end + 1] in ("：", ":"))
        parted = semicolon_items(view, passage, opened) if view.text[opened - 1] in "：:" else []
        if parted and not weak:
            used = parted[-1][1]
            category = category_of(view, passage, sentence, end)
            force = label or requirement_of(view, passage, sentence, start, end)
            yield from (topic(view, span, force, category) for span in parted)
            continue
        stretch, closer = stretch_behind(view, (end, sentence[1]))
        items = list(topic_spans(view, stretch))
        alone = len(items) == 1 and label != "" and view.text[end - 1] in "：:" and with_hours_behind(view, items[0])
        opening = weak == "opening" and category_of(view, passage, sentence, end) in ("public", "professional")
        if closer == "other" or (closer != "field" and weak and not opening):
            continue
        if not is_enumeration(view, stretch, items, alone=alone):
            continue
        if any(end < other < items[0][1] for other, *_ in triggers):
            continue  # 围绕某主题设置A、B等课程: the later verb introduces the list
        category = category_of(view, passage, sentence, end)
        aimed = view.text[start:end].endswith(("围绕", "聚焦"))
        if category == "other" and closer != "field" and aimed:
            continue  # 围绕中心工作、重点任务开展培训
        used = stretch[1]
        requirement = label or requirement_of(view, passage, sentence, start, stretch[1])
        forces = forces_of(view, (stretch[1], sentence[1]), len(items)) or [requirement] * len(items)
        yield from (topic(view, item, force, category) for item, force in zip(items, forces, strict=True))


def _noted(view: View, passage: Passage) -> Iterator[Mention]:
    """“科研诚信”专题（必修，10学时）: quoted topics with their force in brackets."""
    for label, pattern in labelled("topics", "noted"):
        for match in view.finditer(pattern, passage.span):
            quoted = list(QUOTED.finditer(view.text, *match.span()))
            category = category_of(view, passage, match.span(), match.start())
            for name in quoted:
                span = name.span(name.lastindex or 1)
                parts = [Part("title", span), Part("category", span, category)]
                hours = re.search(r"([0-9]{1,3})\s?学时", match.group()) if len(quoted) == 1 else None
                if hours is not None:
                    at = match.start() + hours.start(1)
                    parts.append(Part("hours", (at, at + len(hours.group(1)))))
                yield Mention("training_item", span, label, tuple(parts))


def _rows(view: View, passage: Passage) -> Iterator[Mention]:
    """A row of a table of courses: its name, its hours and whether it is required."""
    columns: dict[str, int] = {}
    for i, head in enumerate(passage.header):
        for label, pattern in labelled("topics", "columns"):
            if pattern.search(head):
                columns.setdefault(label, i)
                break
    if not {"title"} < set(columns) or max(columns.values()) >= len(passage.cells):
        return
    title = trim(view.text, passage.cells[columns["title"]], " \n《》“”")
    if not 2 <= title[1] - title[0] <= MAX_ITEM or is_excluded(view, title):
        return
    parts = [Part("title", title), Part("category", title, category_of(view, passage, passage.span, title[0]))]
    number = re.search(r"[0-9]{1,3}(?:\.5)?", view.text[slice(*passage.cells[columns.get("hours", 0)])])
    if "hours" in columns and number is not None:
        start = passage.cells[columns["hours"]][0]
        parts.append(Part("hours", (start + number.start(), start + number.end())))
    force = view.text[slice(*passage.cells[columns["force"]])] if "force" in columns else ""
    yield Mention("training_item", title, force_of(force) or force_of(_caption(view, passage)), tuple(parts))


def _caption(view: View, row: Passage) -> str:
    """The line that announces a table: 公需科目必修课："""
    index = row.index
    while index and view.passages[index].block is row.block:
        index -= 1
    above = view.passages[index].text
    return above if above.endswith(("：", ":")) else ""


def _listed(view: View, passage: Passage) -> Iterator[Mention]:
    """An enumeration that opens the paragraph under a heading of topics: （一）行业必修课 / A、B、C三门，…"""
    heading = passage.headings[-1] if passage.headings else ""
    if passage.is_row or not any(p.search(heading) for _, p in labelled("topics", "listing")):
        return
    for sentence in view.sentences(passage):
        start = sentence[0]
        if prefix := _PREFIX.match(view.text, *sentence):  # 2026年：A、B；
            start = prefix.end()
        opens = sentence[0] == passage.span[0] or prefix is not None
        if not opens or any(trigger == start for trigger, *_ in _triggers(view, sentence)):
            continue
        stretch, closer = stretch_behind(view, (start, sentence[1]))
        items = list(topic_spans(view, stretch))
        few = len(items) < (2 if prefix else 3)
        if closer == "other" or few or stretch[0] != start or not is_enumeration(view, stretch, items):
            continue
        category = category_of(view, passage, sentence, start)
        requirement = requirement_of(view, passage, sentence, start, stretch[1])
        yield from (topic(view, item, requirement, category) for item in items)


def _before_verdict(view: View, passage: Passage, sentence: Span) -> Iterator[Mention]:
    """An enumeration whose force is said behind it: A、B、C由个人自选."""
    rows = labelled("topics", "verdicts")
    said = [(label, m) for label, pattern in rows for m in view.finditer(pattern, sentence)]
    for label, match in said:
        if any(m.start() < match.start() < m.end() for _, m in said):
            continue  # 供选修: the words of one verdict
        start = max(view.text.rfind(mark, sentence[0], match.start()) + 1 for mark in "，,：:；;")
        start = max([start, sentence[0], *(m.end() for _, m in said if m.end() <= match.start())])
        if lead := _FROM.match(view.text[start : match.start()]):  # 从A、B、C三个方向中任选
            start += lead.end()
        stretch = trim(view.text, (start, match.start()))
        items = list(topic_spans(view, stretch))
        quoted = len(items) == 1 and view.text[items[0][0] - 1] in "“《"
        if (len(items) > 1 or quoted) and is_enumeration(view, stretch, items):
            category = category_of(view, passage, sentence, stretch[0])
            yield from (topic(view, item, label, category) for item in items)


@cache
def _trigger_rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = load_grammar("topics")["triggers"]
    return tuple((row["label"], row.get("weak", ""), re.compile(row["find"])) for row in rows)


def _triggers(view: View, sentence: Span) -> list[tuple[int, int, str, str]]:
    """Start, end, label and weakness of every trigger, in reading order; at one start the earlier row first."""
    found = [
        (match.start(), rank, match.end(), label, weak)
        for rank, (label, weak, pattern) in enumerate(_trigger_rows())
        for match in view.finditer(pattern, sentence)
    ]
    return [(start, end, label, weak) for start, _, end, label, weak in sorted(found)]


def _ordinals(view: View, passage: Passage) -> Iterator[Mention]:
    """一是…二是…三是… behind a sentence that announces contents."""
    marks = list(view.finditer(_ORDINAL, passage.span))
    if len(marks) < 2:
        return
    lead = view.text[passage.span[0] : marks[0].start()]
    quoted = all(view.text[m.end() : m.end() + 1] in ("《", "“") for m in marks)
    numbered = marks[0].group()[-1:] != "是" or len(marks[0].group()) > 2
    if (
        not numbered
        and not (quoted and re.search(r"(?:为|是|有|包括|设置|开设|安排)[：:]$", lead.rstrip()))
        and not re.search(
            r"(?:围绕|包括|如下|以下|内容)[^。]{0,12}(?:内容|专题|学习|方面|培训)?[^。]{0,12}[：:]$", lead.rstrip()
        )
    ):
        return
    category = category_of(view, passage, passage.span, marks[0].start())
    label = (
        "suggested"
        if re.search(r"围绕|重点|主要", lead)
        else requirement_of(view, passage, passage.span, marks[0].start(), marks[0].start())
    )
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else passage.span[1]
        stop = re.search(r"[。；;]", view.text[mark.end() : end])
        span = trim(view.text, (mark.end(), mark.end() + stop.start() if stop else end), " 。；;，,")
        if quoted and (name := QUOTED.match(view.text, *span)) is not None:
            yield topic(view, name.span(name.lastindex or 1), label, category)
            continue
        if 2 <= span[1] - span[0] <= _MAX_ORDINAL:
            yield Mention("training_item", span, label, (Part("title", span), Part("category", mark.span(), category)))
