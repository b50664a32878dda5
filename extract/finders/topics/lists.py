"""Topics that their form alone tells: names with hours in brackets, and a single name behind a colon.

The sentence may part them by ；, so the whole paragraph is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.topics.items import MAX_ITEM, QUOTED, is_excluded
from extract.finders.topics.scope import category_of, requirement_of
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import Passage, View, trim
from ingest.document import Span

_NAME = (
    r"(?:(?:“[^“”]{2,40}”|《[^《》]{2,40}》)[^，,。；;：:、（()）“”《》]{0,16}|[^，,。；;：:、（()）“”《》\n]{2,40})"
)
_MARK = r"(?:[（(][0-9一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}[.．、]|[①-⑳])?"
_WITH_HOURS = re.compile(
    rf"{_MARK}\s?(?P<name>{_NAME})\s?[（(][^（）()]{{0,10}}?(?P<hours>[0-9]{{1,3}})\s?个?学时[^（）()]{{0,10}}[)）]"
)
_JOINT = re.compile(r"\s?(?:[；;、，,]|和|及|以及)?\s?")
_FEWEST = 2
_LEAD = 40  # characters before a list that may say what it lists
_SINGLE = re.compile(
    r"(?:公需|专业|公共)(?:科目|课程?)(?:学习|培训)?(?:的)?(?:主题|专题|题目|内容|课题|主线|课目)(?:为|是|确定为|定为)?[：:]\s?(?P<name>[^，,。；;：:、（()）“”《》\n]{6,36})[。]?$"
)


def with_hours(view: View, passage: Passage) -> Iterator[Mention]:
    """专业科目：A（10学时）；B（10学时）: at least two, behind words that speak of courses."""
    run: list[re.Match[str]] = []
    for match in view.finditer(_WITH_HOURS, passage.span):
        if run and not _JOINT.fullmatch(view.text, run[-1].end(), match.start()):
            yield from _run(view, passage, run)
            run = []
        run.append(match)
    yield from _run(view, passage, run)


def _run(view: View, passage: Passage, run: list[re.Match[str]]) -> Iterator[Mention]:
    if len(run) < _FEWEST:
        return
    start = run[0].start()
    lead = view.text[max(passage.span[0], start - _LEAD) : start].rstrip()
    lead = lead[lead.rfind("。") + 1 :]
    if not _says("courses", lead) or _says("counts_for", lead):
        return
    names = [_bare(view, match.span("name")) for match in run]
    if any(is_excluded(view, name) for name in names):
        return
    sentence = (start - len(lead), run[-1].end())
    category = category_of(view, passage, sentence, start)
    force = requirement_of(view, passage, sentence, start, start)
    for name, match in zip(names, run, strict=True):
        own = "required" if "必" in match.group()[-12:] else "elective" if "选" in match.group()[-12:] else force
        parts = (Part("title", name), Part("category", name, category), Part("hours", match.span("hours")))
        yield Mention("training_item", name, own, parts)


def single(view: View, passage: Passage) -> Iterator[Mention]:
    """公需课学习主题：人工智能赋能高质量发展: one name that ends its line."""
    match = _SINGLE.search(view.text, *passage.span)
    if match is None or passage.is_row:
        return
    name = trim(view.text, match.span("name"))
    if name[1] - name[0] > MAX_ITEM or is_excluded(view, name) or _says("no_single", match["name"]):
        return
    category = category_of(view, passage, (match.start(), match.end()), name[0])
    yield Mention("training_item", name, "", (Part("title", name), Part("category", name, category)))


def _bare(view: View, span: Span) -> Span:
    """Without the quotation marks where they hold the whole name."""
    quoted = QUOTED.fullmatch(view.text, *trim(view.text, span))
    return quoted.span(quoted.lastindex or 1) if quoted else trim(view.text, span)


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("topics", section))
