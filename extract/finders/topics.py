"""Training items: the topics that a notice enumerates, and the programmes that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extract.finders.header import find_header
from extract.grammar import labelled, load_grammar
from extract.mentions import Mention, Part
from extract.view import Passage, View, trim
from ingest.document import Span

_ORDINAL = re.compile(r"[一二三四五六七八九十]是")
_OPENERS, _CLOSERS = "“《（(「", "”》）)」"
_QUOTED = re.compile(r"“([^“”]{2,80})”|《([^《》]{2,80})》")
_INLINE_MARK = re.compile(r"[（(]\s?[0-9一二三四五六七八九十]{1,2}\s?[)）]|[0-9]{1,2}[.．、](?![0-9])|[①-⑳]")
_HOURS = re.compile(r"[（(]?\s?(?:共|计)?([0-9]{1,3}(?:\.5)?)\s?个?学时\s?[)）]?")
_PREFIX = re.compile(r"[0-9]{4}年度?[：:]|第[一二三四五六]年[：:]")
_NOTE = re.compile(r"(?:[（(][^（）()]{0,20}(?:必修|选修|学时)[^（）()]{0,12}[)）]|(?:共|计)?[0-9]{1,3}个?学时)$")
_PART = re.compile(r"(?:专题|模块|课程|单元)[一二三四五六七八九十0-9]{1,2}|第[一二三四五六七八九十0-9]{1,2}(?:专题|模块|讲|课|单元|门)|各")
_COUNTED = re.compile(r"(?:等)?\s?[0-9一二两三四五六七八九十]{1,2}\s?(?:个|门|项|类|本)[^、“《]{0,8}$")
_FROM = re.compile(r"^[^、“《：:]{0,24}?(?:从|在)(?=[^、“《]{0,16}[、“《])")
_LEAD = re.compile(
    r"^(?:[一-鿿]{2,10}(?:领域|方面|有关|相关)的(?=新)|(?:本?岗位|本?行业|工作|履职)*所?(?:需要?|必需|必备)的|以及|及其|和|及|与|或|包括|其中|即|了|在|对|学习(?!贯彻))"
)
_TAIL = re.compile(r"(?:等(?:方面|内容|课程|知识)?|的?(?:学习|课程|内容|专题)?(?:为主|为重点))$")
_VERB = re.compile(r"(?:决定|组织|继续)*(?:开展|举办|实施|推进|参加)")
_PERSONNEL = re.compile(r"人力资源|人社|人事|职称|公务员")  # offices in charge of all subjects
_MAX_ITEM = 40
_MAX_ORDINAL = 120


def find_topics(view: View) -> Iterator[Mention]:
    """Mentions of kind training_item: label is the requirement; part title the topic, part category its subject."""
    for passage in view.passages:
        if is_form(passage):
            continue
        if passage.is_heading:
            continue
        if passage.is_row:
            yield from _rows(view, passage)
            continue
        yield from _offers(view, passage)
        for sentence in view.sentences(passage):
            yield from _in_sentence(view, passage, sentence)
            yield from _before_verdict(view, passage, sentence)
        yield from _ordinals(view, passage)
        yield from _noted(view, passage)
        yield from _listed(view, passage)
    yield from _programmes(view)


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
        inline = list(_inline_items(view, passage, end)) if view.text[end - 1] in "：:。" else []
        if inline and not any(_is_excluded(view, item) for item, _ in inline):
            used = inline[-1][0][1]
            category = _category(view, passage, sentence, end)
            requirement = label or _requirement(view, passage, sentence, start, end)
            yield from (_item(view, span, force or requirement, category) for span, force in inline)
            continue
        stretch, closer = _stretch(view, (end, sentence[1]))
        items = list(_items(view, stretch))
        if closer == "other" or (closer != "field" and weak) or not _is_enumeration(view, stretch, items):
            continue
        if any(end < other < items[0][1] for other, *_ in triggers):
            continue  # 围绕某主题设置A、B等课程: the later verb introduces the list
        category = _category(view, passage, sentence, end)
        aimed = view.text[start:end].endswith(("围绕", "聚焦"))
        if category == "other" and closer != "field" and aimed:
            continue  # 围绕中心工作、重点任务开展培训
        used = stretch[1]
        requirement = label or _requirement(view, passage, sentence, start, stretch[1])
        forces = _forces(view, (stretch[1], sentence[1]), len(items)) or [requirement] * len(items)
        yield from (_item(view, item, force, category) for item, force in zip(items, forces, strict=True))


def _forces(view: View, behind: Span, count: int) -> list[str]:
    """前两个专题必须学，后两个任选一个: the force of each of `count` topics, or nothing."""
    forces = [""] * count
    for label, pattern in labelled("topics", "parts"):
        match = view.search(pattern, behind)
        number = "零一二三四五六七八九".find(match.group(1).replace("两", "二")) if match else 0
        number = int(match.group(1)) if match and match.group(1).isdigit() else number
        for i in range(min(number, count)):
            forces[i if label == "required" else count - 1 - i] = label
    return forces if any(forces) else []


def _noted(view: View, passage: Passage) -> Iterator[Mention]:
    """“科研诚信”专题（必修，10学时）: quoted topics with their force in brackets."""
    for label, pattern in labelled("topics", "noted"):
        for match in view.finditer(pattern, passage.span):
            quoted = list(_QUOTED.finditer(view.text, *match.span()))
            category = _category(view, passage, match.span(), match.start())
            for topic in quoted:
                span = topic.span(topic.lastindex or 1)
                parts = [Part("title", span), Part("category", span, category)]
                hours = re.search(r"([0-9]{1,3})\s?学时", match.group()) if len(quoted) == 1 else None
                if hours is not None:
                    at = match.start() + hours.start(1)
                    parts.append(Part("hours", (at, at + len(hours.group(1)))))
                yield Mention("training_item", span, label, tuple(parts))


def _item(view: View, span: Span, requirement: str, category: str) -> Mention:
    """A topic, with its hours where they stand behind it: 《数字经济》（12学时）."""
    parts = [Part("title", span), Part("category", span, category)]
    behind = re.compile(r"[”》）)]{0,2}\s?").match(view.text, span[1])
    hours = _HOURS.match(view.text, behind.end() if behind else span[1])
    if hours is not None:
        parts.append(Part("hours", hours.span(1)))
    return Mention("training_item", span, requirement, tuple(parts))


def _inline_items(view: View, passage: Passage, start: int) -> Iterator[tuple[Span, str]]:
    """（1）A；（2）B（必修，8学时） or 1.《A》（6学时）；2.《B》 behind a colon, up to the full stop, with their force."""
    stop = view.text.find("。", start, passage.span[1])
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
        quoted = _QUOTED.fullmatch(view.text, *span)
        if quoted is not None:
            span = quoted.span(quoted.lastindex or 1)
        if not 2 <= span[1] - span[0] <= _MAX_ITEM:
            return
        yield span, force


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
    if not 2 <= title[1] - title[0] <= _MAX_ITEM:
        return
    parts = [Part("title", title), Part("category", title, _category(view, passage, passage.span, title[0]))]
    number = re.search(r"[0-9]{1,3}(?:\.5)?", view.text[slice(*passage.cells[columns.get("hours", 0)])])
    if "hours" in columns and number is not None:
        start = passage.cells[columns["hours"]][0]
        parts.append(Part("hours", (start + number.start(), start + number.end())))
    force = view.text[slice(*passage.cells[columns["force"]])] if "force" in columns else ""
    label = "required" if re.search("必修|必学|全员", force) else "elective" if re.search("选", force) else ""
    yield Mention("training_item", title, label, tuple(parts))


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
        stretch, closer = _stretch(view, (start, sentence[1]))
        items = list(_items(view, stretch))
        few = len(items) < (2 if prefix else 3)
        if closer == "other" or few or stretch[0] != start or not _is_enumeration(view, stretch, items):
            continue
        category = _category(view, passage, sentence, start)
        requirement = _requirement(view, passage, sentence, start, stretch[1])
        yield from (_item(view, item, requirement, category) for item in items)


def _before_verdict(view: View, passage: Passage, sentence: Span) -> Iterator[Mention]:
    """An enumeration whose force is said behind it: A、B、C由个人自选."""
    rows = labelled("topics", "verdicts")
    for label, match in ((label, m) for label, pattern in rows for m in view.finditer(pattern, sentence)):
        start = max(view.text.rfind(mark, sentence[0], match.start()) + 1 for mark in "，,：:；;")
        start = max(start, sentence[0])
        if lead := _FROM.match(view.text[start : match.start()]):  # 从A、B、C三个方向中任选
            start += lead.end()
        stretch = trim(view.text, (start, match.start()))
        items = list(_items(view, stretch))
        quoted = len(items) == 1 and view.text[items[0][0] - 1] in "“《"
        if (len(items) > 1 or quoted) and _is_enumeration(view, stretch, items):
            category = _category(view, passage, sentence, stretch[0])
            yield from (_item(view, item, label, category) for item in items)


@cache
def _trigger_rows() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    rows = load_grammar("topics")["triggers"]
    return tuple((row["label"], "weak" in row, re.compile(row["find"])) for row in rows)


def _triggers(view: View, sentence: Span) -> list[tuple[int, int, str, bool]]:
    """Start, end, label and weakness of every trigger, in reading order; at one start the earlier row first."""
    found = [
        (match.start(), rank, match.end(), label, weak)
        for rank, (label, weak, pattern) in enumerate(_trigger_rows())
        for match in view.finditer(pattern, sentence)
    ]
    return [(start, end, label, weak) for start, _, end, label, weak in sorted(found)]


def _stretch(view: View, span: Span) -> tuple[Span, str]:
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


def _items(view: View, stretch: Span) -> Iterator[Span]:
    """The topics of an enumeration: parted by 、 or by quotation marks, outside brackets."""
    for whole in _split(view.text, stretch):
        span = _without_hours(view, whole)
        quoted = list(_QUOTED.finditer(view.text, *span))
        rest = _QUOTED.sub("", view.text[slice(*span)]).strip(" 、，,和及与以")
        if quoted and (not rest or _COUNTED.fullmatch(rest) or _PART.fullmatch(rest)):
            yield from (m.span(m.lastindex or 1) for m in quoted)
            continue
        item = _trimmed(view, span)
        yield from (_halves(view, item) if item[1] > item[0] else ())


def _without_hours(view: View, span: Span) -> Span:
    """《数字经济》6学时, “人工智能”（10学时）: the hours are no part of the name."""
    hours = re.search(_HOURS.pattern + "$", view.text[slice(*span)].rstrip())
    return trim(view.text, (span[0], span[0] + hours.start())) if hours and hours.start() > 1 else span


def _split(text: str, span: Span) -> Iterator[Span]:
    start, depth = span[0], 0
    for i in range(*span):
        char = text[i]
        depth = max(0, depth + (char in _OPENERS) - (char in _CLOSERS))
        if char in "、｜|" and depth == 0:
            yield trim(text, (start, i))
            start = i + 1
    yield trim(text, (start, span[1]))


def _trimmed(view: View, span: Span) -> Span:
    a, b = trim(view.text, span, " 　、，,：:")
    if view.text[a : a + 1] == "“" and view.text[b - 1 : b] == "”":
        a, b = a + 1, b - 1
    if match := _LEAD.match(view.text[a:b]):
        a += match.end()
    if match := _TAIL.search(view.text[a:b]):
        b = a + match.start()
    return trim(view.text, (a, b), " 　、，,：:")


def _halves(view: View, item: Span) -> Iterator[Span]:
    """A和B is one topic unless both are topics by themselves; 以及 always parts two."""
    text = view.text[slice(*item)]
    for joint in ("以及", "和", "及"):
        at = text.find(joint, 2)
        if at < 0:
            continue
        before, after = (item[0], item[0] + at), (item[0] + at + len(joint), item[1])
        if joint == "以及" or (_is_known(text[:at]) and _is_known(text[at + len(joint) :])):
            yield before
            yield _trimmed(view, after)
            return
    yield item


@cache
def _known() -> frozenset[str]:
    return frozenset(row["topic"] for row in load_grammar("topics")["known"])


def _is_known(text: str) -> bool:
    return any(text.startswith(topic) or text.endswith(topic) for topic in _known())


def _is_enumeration(view: View, stretch: Span, items: list[Span]) -> bool:
    """At least two items that look like topics, or one in quotation marks."""
    if not items or any(view.text[slice(*i)] == "" for i in items):
        return False
    for a, b in items:
        text = view.text[a:b]
        if len(text) > _MAX_ITEM or len(text) < 2 or not re.search(r"[一-鿿A-Za-z]", text):
            return False
        if _is_excluded(view, (a, b)):
            return False
    return len(items) > 1 or view.text[stretch[0]] in "“《"


def _is_excluded(view: View, item: Span) -> bool:
    """A clause, a generic word, a paper or a platform is no topic; in quotation marks only the last two count."""
    quoted = item[0] > 0 and view.text[item[0] - 1] in "“《"
    text = view.text[slice(*item)]
    rows = labelled("topics", "not_items")
    return any(pattern.search(text) for label, pattern in rows if label in ("paper", "platform") or not quoted)


def _category(view: View, passage: Passage, sentence: Span, at: int) -> str:
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
    if above is not None and (passage.is_row or above.text.endswith(("：", ":", "？", "?"))):
        if label := _nearest_label(view, subjects, above.span):
            return label
    return _usual_category(view)


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


def _requirement(view: View, passage: Passage, sentence: Span, at: int, end: int) -> str:
    """A trigger without a force of its own takes that of the closer (等选修课程), the sentence or the heading."""
    before, behind = view.text[sentence[0] : at], view.text[end : end + 18]
    for text in (behind, before, *reversed(passage.headings)):
        if "必修" in text or "必学" in text:
            return "required"
        if "选修" in text or "自选" in text or "任选" in text or "选学" in text or "自愿" in text:
            return "elective"
    return ""


def _ordinals(view: View, passage: Passage) -> Iterator[Mention]:
    """一是…二是…三是… behind a sentence that announces contents."""
    marks = list(view.finditer(_ORDINAL, passage.span))
    if len(marks) < 2:
        return
    lead = view.text[passage.span[0] : marks[0].start()]
    if not re.search(
        r"(?:围绕|包括|如下|以下|内容)[^。]{0,12}(?:内容|专题|学习|方面|培训)?[^。]{0,12}[：:]$", lead.rstrip()
    ):
        return
    category = _category(view, passage, passage.span, marks[0].start())
    label = (
        "suggested"
        if re.search(r"围绕|重点|主要", lead)
        else _requirement(view, passage, passage.span, marks[0].start(), marks[0].start())
    )
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else passage.span[1]
        stop = re.search(r"[。；;]", view.text[mark.end() : end])
        span = trim(view.text, (mark.end(), mark.end() + stop.start() if stop else end), " 。；;，,")
        if 2 <= span[1] - span[0] <= _MAX_ORDINAL:
            yield Mention("training_item", span, label, (Part("title", span), Part("category", mark.span(), category)))


def _programmes(view: View) -> Iterator[Mention]:
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


def _offers(view: View, passage: Passage) -> Iterator[Mention]:
    for _, pattern in labelled("topics", "offers"):
        for match in view.finditer(pattern, passage.span):
            span = match.span(1)
            category = _category(view, passage, passage.span, span[0])
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
