"""Windows, deadlines and lead times (期限) as mentions of kind date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.atoms import Atom, find_atoms
from extract.finders.dates.kinds import column_head, date_kind
from extract.finders.header import find_header
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import Passage, View, clause_around, trim
from ingest.document import Span

_KINDS = ("date_range", "date", "relative", "from_issue")
_NEAR = 16  # characters between the two dates of a window that stand side by side
_FAR = 60  # and between those of one that has other clauses in between


def find_dates(view: View) -> Iterator[Mention]:
    """Mentions of kind date: label is the kind; parts are those of the atom, or anchor and direction of an event."""
    header = {m.span for m in find_header(view) if m.kind == "issue_date"}
    for passage in view.passages:
        if _is_blank_form(passage):
            continue
        for sentence in view.sentences(passage):
            recurring = list(_recurring(view, sentence))
            atoms = [
                _dated_inside(view, a)
                for a in view.atoms_in(sentence, *_KINDS)
                if a.span not in header
                and _is_dated(view, a, passage)
                and _is_term(view, a, sentence)
                and not any(r.span[0] < a.span[1] and a.span[0] < r.span[1] for r in recurring)
            ]
            atoms = sorted([*atoms, *recurring], key=lambda a: a.span)
            windows = dict(_windows(view, passage, atoms, sentence))
            for i, atom in enumerate(atoms):
                if i in windows:
                    yield _window(view, passage, (atom, atoms[windows[i]]), sentence)
                elif i not in windows.values() and atom.kind != "from_issue":
                    yield from _single(view, passage, atoms, i, sentence)
            if not atoms:
                yield from _events(view, sentence)


def _single(view: View, passage: Passage, atoms: list[Atom], i: int, sentence: Span) -> Iterator[Mention]:
    """The mention of a date that stands by itself."""
    atom = atoms[i]
    kind = date_kind(view, passage, atom, _stretch(view, atoms, i, sentence), sentence)
    mention = _mention(view, atom, kind.label, sentence)
    if (atom.kind == "recurring" and mention.label == "other") or _is_said_before(view, passage, atom):
        return
    dated = [a for a in atoms[:i] if a.kind == "date"]
    context = (Part("context", dated[-1].span),) if dated else ()
    named = tuple(_year_meant(view, atoms[:i], atom, sentence))
    settled = kind.settled and not _is_either_day(view, mention, atom, sentence)
    doubt = () if settled else (Part("kind", atom.span, "unsettled"),)
    yield replace(mention, parts=mention.parts + context + named + doubt)


def _is_either_day(view: View, mention: Mention, atom: Atom, sentence: Span) -> bool:
    """A date of study of which nothing says whether it is the first or the last day."""
    plain = atom.kind == "date" and atom.part("boundary") is None and mention.part("edge") is None
    return plain and mention.label == "study_window" and not _says("last_day", view.text[slice(*sentence)])


def _year_meant(view: View, before: list[Atom], atom: Atom, sentence: Span) -> Iterator[Part]:
    """What the sentence says of a year that the date does not print: 2026年…当年10月底, 每年1月底…、2月底前."""
    text = view.text[slice(*atom.span)]
    if atom.kind == "date" and re.match("[当该]年", text):
        found = list(re.finditer(r"(?:19|20)\d{2}(?=\s?年)", view.text[sentence[0] : atom.span[0]]))
        if found:
            yield Part("named_year", (sentence[0] + found[-1].start(), sentence[0] + found[-1].end()))
    if atom.kind == "date" and "年" not in text and any(view.text.startswith("每年", a.span[0]) for a in before):
        yield Part("every", atom.span)


def _is_said_before(view: View, passage: Passage, atom: Atom) -> bool:
    """截止时间为4月15日，请于截止日前报送: the day is that of the date before."""
    anchor = atom.part("anchor")
    if atom.kind != "relative" or atom.part("amount") is not None or anchor is None:
        return False
    earlier = view.atoms_in((passage.span[0], anchor.span[0]), "date", "date_range")
    return _says("same_day", view.text[slice(*anchor.span)]) and any(True for _ in earlier)


def _stretch(view: View, atoms: list[Atom], i: int, sentence: Span) -> Span:
    """A date's own words: from the clause of the date before it to that of the date behind it, or from date to date."""
    start, end = sentence
    if i:
        start = clause_around(view.text, atoms[i - 1].span, sentence)[1]
        if start > atoms[i].span[0]:
            start = _cut(view.text, (atoms[i - 1].span[1], atoms[i].span[0]), atoms[i - 1].span[1])
    if i + 1 < len(atoms):
        end = clause_around(view.text, atoms[i + 1].span, sentence)[0]
        if end < atoms[i].span[1]:
            end = _cut(view.text, (atoms[i].span[1], atoms[i + 1].span[0]), atoms[i + 1].span[0])
    return min(start, atoms[i].span[0]), max(end, atoms[i].span[1])


def _cut(text: str, span: Span, default: int) -> int:
    """Where the words of two dates of one clause part: 6月1日至5月31日（补学至12月31日）, 名册5月前交、总结12月前交."""
    return next((i for marks in ("（(", "、") for i in range(*span) if text[i] in marks), default)


def _recurring(view: View, sentence: Span) -> Iterator[Atom]:
    """每月25日前, 每季度末: a term without a day of its own."""
    counted = [a for a in view.atoms_in(sentence, "relative") if a.part("anchor") and _label(a, "direction") == "after"]
    for _, pattern in labelled("dates", "recurring"):
        for match in view.finditer(pattern, sentence):
            if any(a.span[0] < match.end() and match.start() < a.span[1] for a in counted):
                continue  # 每季度结束后10日内 counts from its event
            yield Atom("recurring", match.span())


def _is_term(view: View, atom: Atom, sentence: Span) -> bool:
    """Whether the sentence sets a time, not tells of one: a birth, an event, a rule in force, an example."""
    told = view.text[sentence[0] : atom.span[0]] + "{date}" + view.text[atom.span[1] : sentence[1]]
    return not any(pattern.search(told) for _, pattern in labelled("dates", "no_term"))


def _dated_inside(view: View, atom: Atom) -> Atom:
    """The date inside a relative time without a length: 2024年11月20日学习截止前 is that day."""
    anchor = atom.part("anchor")
    if atom.kind != "relative" or atom.part("amount") is not None or anchor is None:
        return atom
    for inner in find_atoms(view.text[slice(*anchor.span)]):
        if inner.kind == "date":
            shift = anchor.span[0]
            parts = tuple(Part(p.role, (p.span[0] + shift, p.span[1] + shift), p.label) for p in inner.parts)
            return Atom(inner.kind, (inner.span[0] + shift, inner.span[1] + shift), inner.label, parts)
    return atom


def _is_blank_form(passage: Passage) -> bool:
    """填表日期： 年 月 日 and the like: nothing is said."""
    return bool(passage.annex) and re.search(r"年\s+月|填[表报]日期", passage.text) is not None


def _is_dated(view: View, atom: Atom, passage: Passage) -> bool:
    """The atom says a day, or at least a part of a month or year; a year alone is no deadline. Titles are skipped."""
    before = view.text[max(0, atom.span[0] - 80) : atom.span[0]]
    if before.rfind("《") > before.rfind("》"):
        return False
    if any(p.search(before.replace("\t", "")) for _, p in labelled("dates", "paper_day")):
        return False
    sentence_end = re.compile(r"[。；;\n]").search(view.text, atom.span[1])
    behind = view.text[atom.span[1] : sentence_end.start() if sentence_end else len(view.text)]
    text = view.text[slice(*atom.span)]
    if atom.kind == "from_issue":
        return True
    if _says("old_head", column_head(passage, atom)):
        return False
    if atom.kind == "date" and _in_heading(passage, atom) and not re.search(r"\d|[一二三四五六七八九十]\s?月", text):
        return False  # 五、年底统一验证: its paragraph says when
    if atom.kind == "date" and atom.part("boundary") is None and passage.text.strip() == text:
        return bool(passage.headings) and _says("time_heading", passage.headings[-1])  # else it dates the paper
    if not view.text[atom.span[1] :].strip() and re.search(r"[局厅委院会校学地心室处]\s*$", before):
        return False  # nor does the one behind the signature set a term
    if re.search(r"每$|[A-Za-z][+＋]$", before[-2:]):  # T+3日
        return False
    if any(pattern.search(behind) for _, pattern in labelled("dates", "passed")):
        return False
    if behind.lstrip().startswith("印发"):  # the printer's line, or the date of a cited paper
        return False
    if atom.kind == "relative":
        if _label(atom, "unit") == "hour":  # 48小时内核酸检测
            return False
        around = view.text[max(0, atom.span[0] - 4) : atom.span[1]] + re.split("[，,]", behind[:8])[0]
        clause = before[max(before.rfind(mark) for mark in "，,。；;\n") + 1 :]
        return not behind.startswith("的") and not any(
            pattern.search(around) or (label == "validity" and pattern.search(clause))
            for label, pattern in labelled("dates", "not_relative")
        )
    if re.match("每(?:月|周|日|天)", text) or re.fullmatch("[下上本当次]个?月", text):
        return False  # 下月培训计划: whose plan, not when
    if any(pattern.search(text) for _, pattern in labelled("dates", "not_dates")):
        return False
    if atom.kind == "date" and re.search(r"半年|季度|学期", text) and not re.search(r"[前止末底初]", text):
        # 上半年 alone is a time of year; 于上半年完成 is a term
        return any(pattern.match(behind) for _, pattern in labelled("dates", "due_within"))
    return bool(re.search(r"[月日号旬季]|年底|年末|半年|[-/.]\d{1,2}[-/.]\d|即日|之日", text))


def _in_heading(passage: Passage, atom: Atom) -> bool:
    """Whether the date stands in a heading of its own or in one that runs into its paragraph."""
    title = passage.headings[-1] if passage.headings else ""
    start = passage.text.find(title) if title else -1
    return passage.is_heading or (0 <= start <= _NEAR and atom.span[1] - passage.span[0] <= start + len(title))


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("dates", section))


def _label(atom: Atom, role: str) -> str:
    part = atom.part(role)
    return part.label if part else ""


def _windows(view: View, passage: Passage, atoms: list[Atom], sentence: Span) -> Iterator[tuple[int, int]]:
    """Pairs of dates, by number, that make one window: 平台于3月1日开通，11月30日关闭."""
    taken = -1
    for i, first in enumerate(atoms):
        if i <= taken:
            continue
        for j in range(i + 1, min(i + 3, len(atoms))):
            near = j == i + 1 and atoms[j].span[0] - first.span[1] <= _NEAR
            if _is_window(view, first, atoms[j], sentence) and (near or _is_far_window(view, passage, first, atoms[j])):
                yield i, j
                taken = j
                break


def _is_window(view: View, first: Atom, second: Atom, sentence: Span) -> bool:
    """Whether the first date opens something and the second closes it."""
    between = view.text[first.span[1] : second.span[0]]
    before = view.text[max(sentence[0], first.span[0] - 6) : first.span[0]]
    behind = view.text[second.span[1] : min(second.span[1] + 8, sentence[1])]
    own = view.text[slice(*second.span)]
    if "\t" in between or "\n" in between:
        return False
    return (
        first.kind in ("date", "from_issue")
        and second.kind == "date"
        and _says("opens", before[before.rfind("，") + 1 :] + view.text[slice(*first.span)] + between[:_NEAR])
        and not _says("batch", view.text[max(sentence[0], first.span[0] - 6) : first.span[0]] + between)
        and (
            between.rstrip()[-1:] in "至到"
            or _says("closes", behind + own)
            or between.rstrip(" ：:）)")[-1:] == "止"
            or _says("closing", between)
        )
    )


def _is_far_window(view: View, passage: Passage, first: Atom, second: Atom) -> bool:
    """3月25日起，可登录平台选课学习，12月20日平台关闭: other clauses stand between, but all is of learning."""
    between = view.text[first.span[1] : second.span[0]]
    said = "".join(passage.headings[-1:]) + view.text[max(passage.span[0], first.span[0] - _NEAR) : second.span[0]]
    return (
        len(between) <= _FAR
        and _says("opens_at_once", view.text[slice(*first.span)] + between)
        and _says("learning", said)
    )


def _window(view: View, passage: Passage, sides: tuple[Atom, Atom], sentence: Span) -> Mention:
    first, second = sides
    span = (
        clause_around(view.text, first.span, sentence)[0],
        clause_around(view.text, second.span, sentence)[1],
    )
    ends = (Part("from", first.span, first.kind), Part("to", second.span))
    whole = Atom("date_range", (first.span[0], second.span[1]), "window", ends)
    apart = second.span[0] - first.span[1] > _NEAR
    said = clause_around(view.text, first.span, sentence) if apart else sentence
    parts = (Part("atom", whole.span, "window"), *whole.parts)
    return Mention("date", span, date_kind(view, passage, whole, said, sentence).label, parts)


def _mention(view: View, atom: Atom, kind: str, sentence: Span) -> Mention:
    span = clause_around(view.text, atom.span, sentence)
    parts = [_bare_anchor(view, p) if p.role == "anchor" else p for p in atom.parts]
    behind = view.text[atom.span[1] : atom.span[1] + 8]
    before = view.text[max(span[0], atom.span[0] - 12) : atom.span[0]]
    if atom.kind == "relative" and re.match(r"以前|之前|前", behind):  # 截止之日的10个工作日以前
        parts = [Part("direction", p.span, "before") if p.role == "direction" else p for p in parts]
    if _says("inexact", behind):
        parts.append(Part("edge", atom.span, "inexact"))
    elif _says("starts", behind):
        parts.append(Part("edge", atom.span, "from"))
        kind = "other" if kind == "study_window" and atom.kind == "date" and _says("opening", behind) else kind
    elif (edge := next((label for label, p in labelled("dates", "edges") if p.search(before)), None)) is not None:
        parts.append(Part("edge", atom.span, edge))
    elif _says("ends", behind):
        parts.append(Part("edge", atom.span, "until"))
    elif kind == "study_window" and _says("on_a_day", view.text[slice(*span)]):
        parts.append(Part("edge", atom.span, "on"))
    if atom.kind == "relative" and atom.part("anchor") is None:
        after = _label(atom, "direction") in ("after", "within")
        anchor = _condition(view, atom, span, sentence) if after else _anchor(view, atom, span)
        if anchor is not None:
            parts.append(_bare_anchor(view, Part("anchor", anchor)))
    return Mention("date", span, kind, (Part("atom", atom.span, atom.kind), *parts))


def _bare_anchor(view: View, part: Part) -> Part:
    """The event without the words of duty in front of it: 应在面授3个工作日前 → 面授."""
    for _, pattern in labelled("dates", "anchor_lead"):
        match = pattern.match(view.text[slice(*part.span)])
        if match is not None and match.end() < part.span[1] - part.span[0]:
            return Part(part.role, (part.span[0] + match.end(), part.span[1]), part.label)
    return part


_CONDITION = re.compile(r"(?P<event>[^，,。；;]{3,30}?)(?:的|后|之后|以后|之日起)[，,]\s?$")
_LEAD_VERB = re.compile(r"(?:应当?|须|需|必须|请|原则上|要)?(?:至少)?(?:提前|于|在)?$")


def _anchor(view: View, atom: Atom, clause: Span) -> Span | None:
    """What 提前5个工作日 comes before: the words in front of it (开展培训活动应提前…), else those behind."""
    lead = view.text[clause[0] : atom.span[0]]
    cut = _LEAD_VERB.search(lead)
    before = trim(view.text, (clause[0], clause[0] + (cut.start() if cut else len(lead))))
    if before[1] - before[0] >= 2:
        return before
    behind = trim(view.text, (atom.span[1], clause[1]))
    return behind if behind[1] - behind[0] >= 2 else None


def _condition(view: View, atom: Atom, clause: Span, sentence: Span) -> Span | None:
    """What 可在5个工作日内申请复核 counts from: the condition before it (对结果有异议的，), else its words."""
    lead = view.text[sentence[0] : clause[0]]
    if match := _CONDITION.search(lead):
        return trim(view.text, (sentence[0] + match.start("event"), sentence[0] + match.end("event")))
    cut = _LEAD_VERB.search(view.text[clause[0] : atom.span[0]])
    before = trim(view.text, (clause[0], clause[0] + (cut.start() if cut else atom.span[0] - clause[0])))
    if _says("doer", view.text[slice(*before)]):  # 由主管部门在5个工作日内反馈: who, not from when
        return None
    return before if before[1] - before[0] >= 2 else None


def _events(view: View, sentence: Span) -> Iterator[Mention]:
    for label, pattern in labelled("dates", "events"):
        match = view.search(pattern, sentence)
        if match is None:
            continue
        start = clause_around(view.text, match.span(), sentence)[0]
        parts = (
            Part("anchor", match.span("anchor")),
            Part("direction", match.span("direction"), "before" if "前" in match.group("direction") else "at"),
        )
        yield Mention("date", trim(view.text, (start, match.end()), " ，,"), label, parts)
        return
