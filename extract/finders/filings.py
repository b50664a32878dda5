"""Duties to file something (报备要求) as mentions of kind filing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.finders.topics.finder import is_form
from extract.grammar import labelled, load_grammar
from extract.mentions import Mention, Part
from extract.view import View, clause_around, trim
from ingest.document import Span

_LEAD = re.compile(
    r"(?:【[^【】]{1,12}】|第[一二三四五六七八九十]{1,3}条)?\s*"
    r"(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.．、])?\s?(?:请?(?:将|把)|以及|和|及|与|并(?!列))?"
)
_SHORTEST = 3  # 成绩册, but not 材料
_YEAR_ONLY = re.compile(r"(?:今|本|当|去|次|每)?年度?|[0-9]{4}年度?")
_LABELS = {"clause": "material", "joined": "register"}  # how far a row reaches back is no label of the duty
_CLAUSE_REACH = 30
_CLAUSE_EDGES = "，,；;：:。！？!?\n\t《"
_LOOK_BACK = 12  # characters before a duty that may turn it into something else
_OPENED = re.compile(r"[各有相关]*(?:省|市|县|区|旗|盟|州|乡|镇)[（(](?:省|市|县|区|旗|盟|州|乡|镇|街道|、){1,6}$")
_CLOSED = re.compile(r"[^（）()]{0,6}[)）]")
_NAMED = ("office", "paper", "time", "hand_in")  # sections of the grammar that other rows name in braces
_BRACES = re.compile(r"\{([a-z_]+)\}")
_POINT = re.compile(r"(?<=[。；;])\s?(?:[（(]?[0-9]{1,2}[)）.．、]|[（(][一二三四五六七八九十]{1,3}[)）]|[a-z][)）])")
_OPEN_LIST = re.compile(r"[^，,。；;：:]{0,10}[带备][^，,。；;：:]{0,8}[：:][^。]*[；;]$")
_ANNEX_REF = re.compile(r"附件\s?([0-9]{1,2}|[一二三四五六七八九十])")


def find_filings(view: View) -> Iterator[Mention]:
    """Mentions of kind filing; parts: what, annex, to, deadline, consequence."""
    for passage in view.passages:
        if passage.is_heading or passage.is_row or is_form(passage) or passage.text.startswith("注"):
            continue
        found = [
            duty
            for sentence in view.sentences(passage)
            for duty in sorted(_duties(view, sentence), key=lambda d: d.span)
        ]
        forms = [duty.sentence for duty in found if duty.label == "form"]
        for duty in found:
            if not (forms and _is_manner(view, duty, forms)):
                yield from _mentions(view, duty, passage.span, _consequence(view, duty, passage.span))


@dataclass(frozen=True, slots=True)
class _Duty:
    """A clause that asks for something, in its sentence; nothing before `floor` belongs to it."""

    label: str
    span: Span
    sentence: Span
    floor: int


def _is_manner(view: View, duty: _Duty, forms: Sequence[Span]) -> bool:
    """How and by whom the form of the same paragraph is handed in and approved: no duty of its own.

    `forms` are the paragraph's sentences that ask for one.
    """
    if duty.label in ("approval", "register"):
        return True
    if duty.label == "publish":
        return False
    words = view.text[slice(*duty.span)]
    if duty.label == "material":
        return duty.sentence in forms and not _objects(view, duty) and not _says("paper", words)
    return duty.label == "proof" and "表" in words


def _duties(view: View, sentence: Span) -> Iterator[_Duty]:
    found: list[_Duty] = []
    taken: list[Span] = []
    for label, pattern in _patterns("duties"):
        for match in view.finditer(pattern, sentence):
            span = trim(view.text, match.span(), " 　，,")
            if label == "clause":
                span = (_clause_start(view.text, span[0], sentence), span[1])
            elif label == "joined" and view.text[span[0] - 1 : span[0]] in _CLAUSE_EDGES:
                span = (_clause_start(view.text, max(span[0] - 1, sentence[0]), sentence), span[1])
            around = span if label in ("form", "approval") else clause_around(view.text, span, sentence)
            clause = view.text[slice(*span)]
            if any(a < around[1] and around[0] < b for a, b in taken):
                continue
            before = view.text[max(sentence[0], span[0] - _LOOK_BACK) : span[0]]
            rows = labelled("filings", "not_duties")
            if any(p.search(before if where == "before" else clause) for where, p in rows):
                continue
            if label == "publish" and not _is_published(view, span, sentence):
                continue
            taken.append(span)
            found.append(_Duty(_LABELS.get(label, label), span, sentence, sentence[0]))
    for duty in found:  # what another duty asks for is not handed in twice
        yield replace(duty, floor=max([sentence[0], *(b for _, b in taken if b <= duty.span[0])]))


def _is_published(view: View, span: Span, sentence: Span) -> bool:
    """Whether the words before say that somebody else than the issuer makes a plan or guide known."""
    told = view.text[sentence[0] : clause_around(view.text, span, sentence)[1]]  # 在平台公布日程和收费标准
    return _says("published", told) and not _says("not_published", told)


def _clause_start(text: str, at: int, sentence: Span) -> int:
    """Where the clause of an offset begins, at most so many characters before it and not before a name in 《》."""
    start = at
    while start > max(sentence[0], at - _CLAUSE_REACH) and text[start - 1] not in _CLAUSE_EDGES:
        start -= 1
    return trim(text, (start, at), " 　")[0]


def _mentions(view: View, duty: _Duty, passage: Span, consequence: Span | None) -> Iterator[Mention]:
    label, span, sentence = duty.label, duty.span, duty.sentence
    common: list[Part] = []
    if match := _recipient(view, (span[0], sentence[1])):
        common.append(Part("to", match))
    deadline = _deadline(view, duty)
    if deadline is not None and label in ("form", "material"):
        common.append(Part("deadline", deadline))
    if consequence is not None and label in ("form", "approval", "material"):
        common.append(Part("consequence", consequence))
    words = view.text[slice(*span)]
    if label == "proof" and _OPEN_LIST.match(words) and (point := view.text.find("。", span[1], passage[1])) >= 0:
        span = (span[0], point)  # 请带：介绍信；花名册；证书原件
    found = _objects(view, duty) if label == "material" else [span]
    objects = [] if found and _says_behind(words) else found
    if label == "material" and not (objects or any(_says(s, words) for s in ("paper", "whole", "recipient"))):
        return
    for what in objects or [_bare(view, span)]:
        annex = _ANNEX_REF.search(view.text, what[0], min(what[1] + 12, sentence[1]))
        parts = [Part("what", what), *common]
        if annex is not None:
            parts.append(Part("annex", annex.span(1)))
        yield Mention("filing", (what[0], max(what[1], span[1])), label, tuple(parts))


def _objects(view: View, duty: _Duty) -> list[Span]:
    """What stands before 请于…报送: one duty for each thing of the enumeration."""
    found = [
        trim(view.text, (_opened(view.text, m.span(), duty.floor), m.end()), " 　、，,")
        for _, pattern in _patterns("objects")
        for m in view.finditer(pattern, (duty.floor, duty.span[0]))
    ]
    bare = [span for span in (_bare(view, s) for s in found) if span[1] - span[0] >= _SHORTEST]
    return [span for span in bare if not _says("basis", view.text[slice(*span)])]


def _opened(text: str, span: Span, floor: int) -> int:
    """Where a stretch begins, with the bracket that it stands in: 各县（市、|区）形成年度工作总结."""
    bracket = _OPENED.search(text, max(floor, span[0] - _LOOK_BACK), span[0])
    return bracket.start() if bracket is not None and _CLOSED.match(text, *span) else span[0]


def _says_behind(words: str) -> bool:
    """上报学习进度: what is handed in stands behind the verb, not in the clauses before it."""
    verbs = [m for _, p in _patterns("hand_in") for m in p.finditer(words)]
    return bool(verbs) and _says("paper", words[verbs[-1].end() :])


def _says(section: str, words: str) -> bool:
    return any(pattern.search(words) for _, pattern in _patterns(section))


@cache
def _patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rows of a section, with the names of other sections in braces filled in."""
    grammar = load_grammar("filings")
    words = {name: "|".join(row["find"] for row in grammar[name]) for name in _NAMED}
    return tuple(
        (row["label"], re.compile(_BRACES.sub(lambda m: f"(?:{words[m[1]]})", row["find"]))) for row in grammar[section]
    )


def _bare(view: View, span: Span) -> Span:
    """Without the number of the clause and the joining word in front."""
    match = _LEAD.match(view.text, *span)
    return (match.end(), span[1]) if match else span


def _deadline(view: View, duty: _Duty) -> Span | None:
    """The clause that says by when: the duty's own, else the first of the sentence that names a day."""
    own = clause_around(view.text, duty.span, duty.sentence)
    if any(_dated(view, own)) or any(view.search(p, own) for _, p in _patterns("time")):
        return _bare(view, own)
    for atom in _dated(view, (duty.floor, duty.sentence[1])):
        return _bare(view, clause_around(view.text, atom, duty.sentence))
    return None


def _dated(view: View, span: Span) -> Iterator[Span]:
    """Dates and times of a stretch; 今年 and 2026年 alone set no day."""
    for atom in view.atoms_in(span, "date", "relative", "date_range"):
        if not _YEAR_ONLY.fullmatch(view.text, *atom.span):
            yield atom.span


def _recipient(view: View, span: Span) -> Span | None:
    for _, pattern in _patterns("recipient"):
        match = view.search(pattern, span)
        if match is not None:
            return match.span(1)
    return None


def _consequence(view: View, duty: _Duty, passage: Span) -> Span | None:
    """What follows where it is not done: said behind the duty in its sentence, or by a later one of the paragraph.

    A later sentence counts only where no list point stands between them: it may speak of another duty.
    """
    point = _POINT.search(view.text, duty.sentence[1], passage[1])
    reach = point.start() if point else passage[1]
    for _, pattern in labelled("filings", "consequence"):
        match = view.search(pattern, (duty.span[0], reach))
        if match is not None:
            return trim(view.text, match.span(), " 　，,")
    return None
