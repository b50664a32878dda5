"""An enumeration → its topics: where it ends, how it is parted, and what of it is no topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.grammar import labelled, load_grammar
from extract.mentions import Mention, Part
from extract.view import Passage, View, trim
from extract.words import joints
from ingest.document import Span

_INLINE_MARK = re.compile(
    r"[（(]\s?[0-9一二三四五六七八九十]{1,2}\s?[)）]|[0-9]{1,2}[.．、](?![0-9])|(?<![A-Za-z])[A-H][.．、](?![A-Za-z0-9])|[①-⑳]|(?<=[：:；;])[一二三四五六七八九十]{1,2}、"
)
_SAYS_MORE = re.compile(
    "突出|侧重|围绕|聚焦|开设|开展|包括|主要|重点|加强|学习|选[修学]|必[修学]|系列|行业|领域|[一二三四五]是"
)
_NO_NAME = re.compile(r"[、，,：:；;]|^[一二三四五六七八九十]是")
_SHORTEST_NAME, _LONGEST_PART = 4, 16  # characters of a topic that shares its number with another
MAX_ITEM = 40  # characters of a topic
_OPENERS, _CLOSERS = "“《（(「", "”》）)」"
QUOTED = re.compile(r"“([^“”]{2,80})”|《([^《》]{2,80})》")
HOURS = re.compile(r"[（(]?\s?(?:(?:必修|选修|必学|选学)[，,、]?\s?)?(?:共|计)?([0-9]{1,3}(?:\.5)?)\s?个?学时\s?[)）]?")
_NOTE = re.compile(r"(?:[（(][^（）()]{0,20}(?:必修|选修|学时)[^（）()]{0,12}[)）]|(?:共|计)?[0-9]{1,3}个?学时)$")
_BRACKETED_NOTE = re.compile(
    r"[（(][^（）()]{0,12}(?:学时|必修|选修|任选|选[一二两三四五0-9其]|必学|选学)[^（）()]{0,14}[)）]"
)
_PART = re.compile(
    r"(?:[一1]\s?门?|系列|专题|公需|等)*(?:课程?|讲座?|专题|模块|课程)|(?:专题|模块|课程|单元)[一二三四五六七八九十0-9]{1,2}|第[一二三四五六七八九十0-9]{1,2}(?:专题|模块|讲|课|单元|门)|各"
)
_FORCE_BEHIND = re.compile(  # 《A》（必修）, 《A》必修12学时, 《B》《C》（任选其一）
    r"[”》](?:[、和及]?[“《][^“”《》]{2,40}[”》])*\s?(?:[（(][^（）()]{0,8}?)?(必[修学]|选[修学]|任选|自选|[一二两三][选])"
)
_FORCE_NOTE = re.compile(r"\s?[（(][^（）()]{0,8}?(必[修学]|选[修学])")  # 人工智能（必修）、民族团结（选修）
_COUNTED = re.compile(r"(?:等)?\s?[0-9一二两三四五六七八九十]{1,2}\s?(?:个|门|项|类|本)[^、“《]{0,8}$")
_LEAD = re.compile(
    r"^(?:但不限于|[^、，。“”《》]{0,16}(?:应当?|需要?|必须)(?:掌握|具备|了解|熟悉|知晓)的|本(?:行业|领域|专业|岗位|系列|学科)(?:的|发展|相关|最新)*(?=新)|[一-鿿]{2,10}(?:领域|方面|有关|相关)的(?=新)|(?:本?岗位|本?行业|工作|履职)*所?(?:需要?|必需|必备)的|以及|及其|和|及|与|或|包括|其中|即|了|在|对|学习(?!贯彻))"
)
_TAIL = re.compile(
    r"(?:等(?:方面|内容|课程|知识)?|(?<=[一-鿿]{2})(?:开展|进行|展开)|(?:等)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:个|门|项|类|讲)|(?<=[一-鿿]{3})(?<!集|高|初|其|之|大|当|适|折|居|命|空|水|途|期)中|的?(?:学习|课程|内容|专题)?(?:为主|为重点))$"
)


def stretch_behind(view: View, span: Span) -> tuple[Span, str]:
    """The enumeration behind a trigger, up to the nearest closer, and the closer's label."""
    nearest, label = span[1], "end"
    for name, pattern in labelled("topics", "closers"):
        for match in view.finditer(pattern, (span[0], min(nearest + 1, span[1]))):
            if match.start() < nearest and _depth(view.text, span[0], match.start()) == 0:
                nearest, label = match.start(), name
                break
    return trim(view.text, (span[0], nearest), " ：:，,。；;"), label


def _depth(text: str, start: int, end: int) -> int:
    depth = 0
    for char in text[start:end]:
        depth += (char in _OPENERS) - (char in _CLOSERS)
    return depth


def topic_spans(view: View, stretch: Span) -> Iterator[Span]:
    """The topics of an enumeration: parted by 、 or by quotation marks, outside brackets."""
    for whole in _split(view.text, stretch):
        span = _without_hours(view, whole)
        quoted = list(QUOTED.finditer(view.text, *span))
        if len(quoted) > 1 and _BRACKETED_NOTE.search(view.text, *span):
            yield from (m.span(m.lastindex or 1) for m in quoted)  # 《A》（必修）和《B》《C》（任选其一）
            continue
        rest = QUOTED.sub("", view.text[slice(*span)]).strip(" 、，,和及与以")
        if quoted and (not rest or _COUNTED.fullmatch(rest) or _PART.fullmatch(rest)):
            yield from (m.span(m.lastindex or 1) for m in quoted)
            continue
        item = _trimmed(view, span)
        yield from (_halves(view, item) if item[1] > item[0] else ())


def _without_hours(view: View, span: Span) -> Span:
    """《数字经济》6学时, “人工智能”（10学时）, 公文写作（任选两门）: hours and force are no part of the name."""
    text = view.text[slice(*span)].rstrip()
    hours = re.search(_BRACKETED_NOTE.pattern + "$", text) or re.search(f"(?:必修|选修)?{HOURS.pattern}$", text)
    return trim(view.text, (span[0], span[0] + hours.start())) if hours and hours.start() > 1 else span


def _split(text: str, span: Span) -> Iterator[Span]:
    start, depth = span[0], 0
    for i in range(*span):
        char = text[i]
        depth = max(0, depth + (char in _OPENERS) - (char in _CLOSERS))
        if (char in "、｜|" or _is_slash(text, i)) and depth == 0:
            yield trim(text, (start, i))
            start = i + 1
    yield trim(text, (start, span[1]))


def _is_slash(text: str, at: int) -> bool:
    """A / between Chinese words parts topics: 数字政府/乡村振兴."""
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return text[at] in "/／" and len(around) == 2 and all("\u4e00" <= char <= "\u9fff" for char in around)


def _trimmed(view: View, span: Span) -> Span:
    a, b = trim(view.text, span, " 　、，,：:")
    if view.text[a : a + 1] == "“" and view.text[b - 1 : b] == "”":
        a, b = a + 1, b - 1
    if match := _LEAD.match(view.text[a:b]):
        a += match.end()
    if match := _TAIL.search(view.text[a:b]):
        b = a + match.start()
    if (opened := max(view.text.rfind(c, a, b) for c in "（(")) > a and not re.search("[）)]", view.text[opened:b]):
        b = opened  # 应用能力提升（由学校自主选择两项）: the verdict stands inside the bracket
    return trim(view.text, (a, b), " 　、，,：:")


def _halves(view: View, item: Span) -> Iterator[Span]:
    """A和B is one topic unless both are topics by themselves; 以及 always parts two."""
    text = view.text[slice(*item)]
    if "和" in text or "及" in text:
        for a, b in joints(text):
            if text[a:b] == "以及" or (_is_known(text[:a]) and _is_known(text[b:])):
                yield item[0], item[0] + a
                yield from _halves(view, _trimmed(view, (item[0] + b, item[1])))
                return
    yield item


@cache
def _known() -> frozenset[str]:
    return frozenset(row["topic"] for row in load_grammar("topics")["known"])


def _is_known(text: str) -> bool:
    return any(text.startswith(topic) or text.endswith(topic) for topic in _known())


def with_hours_behind(view: View, item: Span) -> bool:
    """Whether hours in brackets follow: 党的创新理论（6学时）."""
    return re.compile(r"[”》]?\s?[（(]\s?[0-9]{1,3}\s?个?学时").match(view.text, item[1]) is not None


def is_enumeration(view: View, stretch: Span, items: list[Span], *, alone: bool = False) -> bool:
    """At least two items that look like topics, or one in quotation marks; any one where `alone` is enough."""
    if not items or any(view.text[slice(*i)] == "" for i in items):
        return False
    for a, b in items:
        text = view.text[a:b]
        if any(p.match(view.text, b) for _, p in labelled("topics", "mode_behind")):
            return False
        if len(text) > MAX_ITEM or len(text) < 2 or not re.search(r"[一-鿿A-Za-z]", text):
            return False
        if is_excluded(view, (a, b)):
            return False
    return len(items) > 1 or alone or view.text[stretch[0]] in "“《"


def is_excluded(view: View, item: Span) -> bool:
    """A clause, a generic word, a paper or a platform is no topic; in quotation marks only the last two count."""
    quoted = item[0] > 0 and view.text[item[0] - 1] in "“《"
    text = view.text[slice(*item)]
    rows = labelled("topics", "not_items")
    return any(pattern.search(text) for label, pattern in rows if label in ("paper", "platform") or not quoted)


def inline_items(view: View, passage: Passage, start: int) -> Iterator[tuple[Span, str]]:
    """（1）A；（2）B（必修，8学时） or 1.《A》；2.《B》 behind a colon, up to the full stop, with their force."""
    stop = view.text.find("。", start, passage.span[1])
    while stop >= 0 and _INLINE_MARK.match(view.text, stop + 1, passage.span[1]):  # （1）A。（2）B。
        stop = view.text.find("。", stop + 1, passage.span[1])
    end = stop if stop >= 0 else passage.span[1]
    marks = list(_INLINE_MARK.finditer(view.text, start, end))
    if len(marks) < 2 or view.text[start : marks[0].start()].strip():
        return
    edges = [m.start() for m in marks[1:]] + [end]
    for mark, edge in zip(marks, edges, strict=True):
        span = trim(view.text, (mark.end(), edge), " 　；;，,、。")
        note = _NOTE.search(view.text[slice(*span)])
        force = ""
        if note is not None:
            force = "required" if "必" in note.group() else "elective" if "选" in note.group() else ""
            span = trim(view.text, (span[0], span[0] + note.start()), " 　；;，,、")
        for item in _parted(view, span):
            if not 2 <= item[1] - item[0] <= MAX_ITEM:
                return
            yield item, force


def _parted(view: View, span: Span) -> list[Span]:
    """《A》 without its marks; A、B of one number apart, where both are names."""
    quoted = QUOTED.fullmatch(view.text, *span)
    if quoted is not None:
        return [quoted.span(quoted.lastindex or 1)]
    pieces = list(topic_spans(view, span)) if "、" in view.text[slice(*span)] else []
    short = all(_SHORTEST_NAME <= b - a <= _LONGEST_PART for a, b in pieces)
    return pieces if len(pieces) > 1 and short and "等" not in view.text[slice(*span)] else [span]


def topic(view: View, span: Span, requirement: str, category: str) -> Mention:
    """A topic, with its hours where they stand behind it: 《数字经济》（12学时）."""
    parts = [Part("title", span), Part("category", span, category)]
    if force := _FORCE_BEHIND.match(view.text, span[1]) or _FORCE_NOTE.match(view.text, span[1]):
        requirement = "required" if "必" in force.group(1) else "elective"
    behind = re.compile(r"[”》）)]{0,2}\s?").match(view.text, span[1])
    hours = HOURS.match(view.text, behind.end() if behind else span[1])
    if hours is not None:
        parts.append(Part("hours", hours.span(1)))
    return Mention("training_item", span, requirement, tuple(parts))


def semicolon_items(view: View, passage: Passage, start: int) -> list[Span]:
    """讲三个专题：A；B；C。: short names between semicolons up to the full stop; none where any of them is a clause."""
    stop = view.text.find("。", start, passage.span[1])
    found: list[Span] = []
    groups = 0
    at, end = start, stop if stop >= 0 else passage.span[1]
    while at < end:
        marks = [i for i in (view.text.find(mark, at, end) for mark in "；;") if i >= 0]
        edge = min(marks, default=end)
        span = _without_hours(view, trim(view.text, (at, edge)))
        quoted = QUOTED.fullmatch(view.text, *span)
        listed = "、" in view.text[slice(*span)] and not quoted
        name = quoted.span(quoted.lastindex or 1) if quoted else span
        found.extend(topic_spans(view, span) if listed else [name])
        if listed and _SAYS_MORE.search(view.text, *span):
            return []  # 工程系列突出A、B；卫生系列突出C、D: lists of their own
        at, groups = edge + 1, groups + 1
    plain = all(2 <= b - a <= MAX_ITEM and not _NO_NAME.search(view.text[a:b]) for a, b in found)
    return found if groups > 1 and plain and not any(is_excluded(view, item) for item in found) else []
