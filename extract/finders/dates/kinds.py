"""What a date is for: one of the kinds of NoticeRecord.dates, by the words that stand with it.

In come a date's atom and its sentence, out goes its kind and whether words settle it; the words are rows of
grammar/date_kinds.yaml. The finder of dates says which dates are terms at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.atoms import Atom
from extract.finders.header import find_header
from extract.grammar import labelled, load_grammar
from extract.view import Passage, View, clause_around
from ingest.document import Span

_NEAR_EDGES = "，,；;。！？!?\n\t（）()"
_CLAUSE_EDGES = "，,；;。！？!?\n\t"
_BARE_DONE = re.compile(r"[^，,。；;]{0,4}\{date\}(?:全部|一律|全面|统一)?(?:完成|办结|结束|办理完毕|完毕|截止)")
_ASIDE = re.compile("[（(][^（）()]*(?:[)）]|$)")
_LEAN = 60  # characters of what stands before a sentence that does not say what is handed in
_SHORT = 25  # a sentence of fewer characters leans on its paragraph


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    form: str
    find: re.Pattern[str]
    without: re.Pattern[str] | None
    is_open: bool


@cache
def _rows(section: str) -> tuple[_Row, ...]:
    grammar = load_grammar("date_kinds")
    gap = "|".join(row["find"] for row in grammar["gap"])
    return tuple(
        _Row(
            row["label"],
            row["form"],
            re.compile(row["find"].replace("{gap}", gap)),
            re.compile(row["without"]) if "without" in row else None,
            "open" in row,
        )
        for row in grammar[section]
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a date, and whether words settle it; where none do it is other, unsettled."""

    label: str
    settled: bool = True


def date_kind(view: View, passage: Passage, atom: Atom, stretch: Span, sentence: Span) -> Kind:
    """Kind of a date by what is done by it, by its own stretch, by the heading with it, by the whole sentence."""
    forms = _forms(atom) | (frozenset() if "补学" in _title(view) else {"makeup"})
    said = _row_said(view, passage, atom) if passage.is_row else _said(view, atom, sentence)
    unnamed = _says("hands_in", said) and not _says("objects", said)  # 六、总结报送 / 各单位于12月15日前报市局
    if (said.startswith("{date}") or unnamed) and passage.headings:  # 三、面授 / 6月6日9:00，市图书馆
        said = f"{passage.headings[-1]}：{said}"
    if (row := _first("direct", forms, said)) is not None:
        return Kind(row.label, settled=not row.is_open)
    if _first("learnt", forms, said) is not None:
        told = said if passage.is_row else view.text[sentence[0] : atom.span[0]] + said[said.index("{date}") :]
        purpose = _first("learnt_for", forms, told)
        return Kind(purpose.label if purpose else "other" if "before" in forms else "study_window")
    clause = clause_around(view.text, atom.span, sentence, _NEAR_EDGES)
    near = view.text[slice(*min(clause, stretch, key=lambda span: span[1] - span[0]))]
    for text in _texts(view, passage, atom, stretch, sentence):
        if (row := _first("kinds", forms, text, near)) is not None:
            return Kind(row.label, settled=not row.is_open)
    return Kind("other", settled=False)


def _forms(atom: Atom) -> frozenset[str]:
    direction = atom.part("direction")
    form = {"date_range": "range", "date": "date", "recurring": "date"}.get(atom.kind, "relative")
    if form == "range" and atom.part("anchor") is None:
        return frozenset({"any", "range", "set_range"})
    if form != "relative":
        return frozenset({"any", form})
    after = direction is not None and direction.label in ("after", "within")
    return frozenset({"any", "relative", "after" if after else "before"})


def _first(section: str, forms: frozenset[str], text: str, near: str | None = None) -> _Row | None:
    for row in _rows(section):
        if row.form not in forms:
            continue
        against = near if near is not None and row.label == "study_window" else text
        if (row.without is None or not row.without.search(against)) and row.find.search(text):
            return row
    return None


def _said(view: View, atom: Atom, sentence: Span) -> str:
    """The clause of a date with {date} in its place; the next clause too where this one ends with the date.

    The words inside a window stand behind its {date}; for a bare {date}完成 the clause before says what is done.
    """
    start, end = clause_around(view.text, atom.span, sentence, _CLAUSE_EDGES)
    if (first := atom.part("from")) is not None and (last := atom.part("to")) is not None:
        inner = view.text[first.span[1] : last.span[0]]
        return (
            view.text[start : atom.span[0]]
            + "{date}"
            + inner
            + re.split("[，,。；;]", view.text[atom.span[1] : end])[0]
        )
    behind = _ASIDE.sub("", view.text[atom.span[1] : max(end, atom.span[1])])
    if end <= atom.span[1] < sentence[1] and view.text[atom.span[1]] in "，,":
        following = re.split("[，,；;。]", view.text[atom.span[1] + 1 : sentence[1]], maxsplit=1)[0]
        behind = "" if re.search("[月日]", following) else following
    if start - 1 > sentence[0] and _BARE_DONE.fullmatch(view.text[start : atom.span[0]] + "{date}" + behind):
        lead = clause_around(view.text, (start - 1, start - 1), sentence, _CLAUSE_EDGES)[0]
        told = _ASIDE.sub("", view.text[lead:start])
        if not re.search("[月日]", told):
            return told + view.text[start : atom.span[0]] + "{date}" + behind
    return view.text[start : atom.span[0]] + "{date}" + behind


def _row_said(view: View, passage: Passage, atom: Atom) -> str:
    """The cells of a table row that name what is done, then {date}, then the words behind it in its own cell."""
    own = next((c for c in passage.cells if c[0] <= atom.span[0] < c[1]), atom.span)
    head = column_head(passage, atom)
    named = [
        view.text[slice(*cell)]
        for cell in passage.cells
        if cell != own and not any(True for _ in view.atoms_in(cell, "date", "date_range", "relative"))
    ]
    before = view.text[own[0] : atom.span[0]]
    label = "".join(re.sub(r"\s", "", words) for words in named[:2] if not words.strip().isdigit())
    return f"{head}：{label}{before}{{date}}{view.text[atom.span[1] : max(own[1], atom.span[1])]}"


def column_head(passage: Passage, atom: Atom) -> str:
    """The head of the column that a date of a table row stands in, or ""."""
    for cell, head in zip(passage.cells, passage.header, strict=False):
        if cell[0] <= atom.span[0] < cell[1]:
            return head
    return ""


def _texts(view: View, passage: Passage, atom: Atom, stretch: Span, sentence: Span) -> list[str]:
    """What may say the kind, the nearest words first."""
    own = view.text[slice(*stretch)].strip(" ，,、；;。）)（(")
    if passage.is_row and passage.header:
        own = f"{column_head(passage, atom)}：{own}"
    heading = passage.headings[-1] if passage.headings else ""
    if passage.index and passage.text.startswith("答"):
        heading = view.passages[passage.index - 1].text  # the question
    elif _says("bare_heading", heading):
        heading = f"{''.join(passage.headings[:-1][-1:]) or _title(view)}：{heading}"
    texts = [own, f"{heading}：{own}", view.text[slice(*sentence)]]
    if _says("bare_label", own):  # 时间：11月1日至22日 is that of what the notice is on
        texts.insert(0, f"{heading or _title(view)}：{own}")
    bare = not _says("acts", own)  # 第一批请于2月29日前、第二批…: the verb comes later
    if _says("hands_in", texts[-1] if bare else own) and not _says("objects", texts[-1]):
        before = view.text[max(passage.span[0], stretch[0] - _LEAN) : stretch[0]]
        texts.insert(0, re.sub("[。；;]", "，", before) + own)
    if sentence[1] - sentence[0] < _SHORT:  # 7月31日截止: the paragraph says what
        texts.append(passage.text)
    return texts


def _title(view: View) -> str:
    return next((view.text[slice(*m.span)] for m in find_header(view) if m.kind == "title"), "")


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("date_kinds", section))
