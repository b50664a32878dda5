"""Blank forms – 附表: forms among the attachments that are there to be filled in, with the labels of their blanks.

An attachment that says something (rules, lists of names) is no form; one that only asks is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extract.finders.blank_forms.lines import head_fields, line_fields, says, says_whole
from extract.finders.blank_forms.tables import Field, colon_fields, is_blank, is_template, signs, table_fields, trimmed
from extract.grid import Grid, ruled_grids
from extract.mentions import Mention, Part
from extract.view import Passage, View
from ingest.clauses import DATE_LINE, annex_label, read_mark
from ingest.document import Span

_TITLE_LINES = 4
_LONGEST_TITLE = 50
_LONG_LINE = 40
_TYPED = "text/plain"  # its tables are lines with tabs, and lines without one may be rows as well
_LINE_FORM = re.compile(r"(?:表|书|卡|单|回执|证明|册)(?:\s?[（(].{1,16}[)）])?$")
_NUMBER = re.compile(r"附\s?[件表]\s?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:\s?[-—－]\s?[0-9]{1,2}(?![0-9]))?")
_FEWEST = 3  # labels that make a form without a table


@dataclass(frozen=True, slots=True)
class _Form:
    """A form: where it begins and ends, its number as printed, the lines of its title, its layout and fields."""

    span: Span
    no: Span | None
    title: tuple[Span, ...]
    layout: str
    fields: tuple[Field, ...]


def find_blank_forms(view: View) -> Iterator[Mention]:
    """Mentions of kind blank_form (label: layout; parts no, title) and, inside their spans, of kind form_field.

    A form_field has the parts label (its pieces in order), group and option; its own label is "repeating" or "".
    """
    for form in _forms(view):
        no = [Part("no", form.no)] if form.no else []
        yield Mention("blank_form", form.span, form.layout, (*no, *(Part("title", t) for t in form.title)))
        for field in form.fields:
            group = [Part("group", field.group)] if field.group else []
            parts = [*(Part("label", s) for s in field.label), *group, *(Part("option", s) for s in field.options)]
            span = (min(s[0] for s in field.label), max(s[1] for s in field.label))
            yield Mention("form_field", span, "repeating" if field.repeating else "", tuple(parts))


def _forms(view: View) -> Iterator[_Form]:
    for annex, passages in groupby(view.passages, key=lambda p: p.annex):
        region = list(passages)
        if annex:
            yield from _in_annex(view, region)
        else:
            yield from _in_body(view, region)


def _in_annex(view: View, region: Sequence[Passage]) -> Iterator[_Form]:
    """The forms of an attachment; where a second title stands before a second table, there are two."""
    no = _number(view.text, region[0])
    start = 1 if annex_label(region[0].text) or _NUMBER.match(region[0].text) else 0
    own = _entry_title(view.text, region[0])
    starts = [start, *(i for i in range(start + 2, len(region)) if _opens_second(region, i))]
    for a, b in pairwise([*starts, len(region)]):
        form = _form(view, region[a:b], no, own if a == start else ())
        if form is not None:
            yield form


def _in_body(view: View, region: Sequence[Passage]) -> Iterator[_Form]:
    """Forms without 附件 on a line of its own: a blank table anywhere, or lines behind the date, below a title."""
    date = next((i for i, p in enumerate(region) if DATE_LINE.fullmatch(p.text)), len(region))
    starts = [i for i, p in enumerate(region) if _is_title(p) or _entry_title(view.text, p)]
    for first, end in pairwise([*starts, len(region)]):
        table = next((i for i in range(first, min(end, first + _TITLE_LINES + 1)) if region[i].is_row), None)
        last = end if table is None else table
        while table is not None and last < end and _belongs(view, region[last]):
            last += 1
        if table is not None or first > date:
            own = _entry_title(view.text, region[first])
            marked = region[first - 1] if first and not own and _is_number(region[first - 1]) else region[first]
            form = _form(view, region[first + bool(own) : last], _number(view.text, marked), own)
            yield from [form] if form is not None else []


def _belongs(view: View, passage: Passage) -> bool:
    """A row of the table, or a line with labels below it."""
    return passage.is_row or bool(colon_fields(view.text, passage.span))


def _opens_second(region: Sequence[Passage], i: int) -> bool:
    """A title below a table, with another table behind it."""
    after_table = any(p.is_row for p in region[:i])
    before_table = any(p.is_row for p in region[i + 1 : i + 1 + _TITLE_LINES])
    return not region[i].is_row and after_table and before_table and _is_title(region[i])


def _form(view: View, region: Sequence[Passage], no: Span | None, own: tuple[Span, ...]) -> _Form | None:
    title, rest = _title(region) if not own else (own, list(region))
    if not title or not rest:
        return None
    layout, fields = _fields(view, view.text[slice(*title[-1])], rest)
    if not fields:
        return None
    return _Form((title[0][0], rest[-1].span[1]), no, title, layout, tuple(fields))


def _fields(view: View, title: str, rest: Sequence[Passage]) -> tuple[str, list[Field]]:
    """The layout and the fields; no fields where the attachment is no form."""
    text = view.text
    if any(p.is_row for p in rest) and view.document.source.media_type != _TYPED:
        return "table", _around_tables(view, rest)
    numbered = [p for p in rest if read_mark(p.text) is not None]
    if len(numbered) >= _FEWEST:
        heads = head_fields(text, rest)
        layout = "headings" if (mark := read_mark(numbered[0].text)) and mark.level <= 2 else "list"
        return layout, heads or []
    lines = _before_note(rest)
    lines = _without_statements(text, lines)
    if any(len(p.text) > _LONG_LINE or "。" in p.text for p in lines):
        return "table", []
    colons = [p for p in lines if colon_fields(text, p.span) or signs(text, p.span)]
    if len(colons) == len(lines):
        fields = line_fields(text, lines)
        return "list", fields if len(fields) >= _FEWEST else []
    fields = line_fields(text, lines) if _LINE_FORM.search(title.strip()) else []
    return "table", fields if len(fields) >= _FEWEST else []


def _without_statements(text: str, lines: list[Passage]) -> list[Passage]:
    """The lines without what a signer declares (本人承诺…属实。), where enough labels stand around it."""
    labels = [p for p in lines if colon_fields(text, p.span) or signs(text, p.span)]
    return [p for p in lines if not says("statement", p.text)] if len(labels) >= _FEWEST else lines


def _before_note(rest: Sequence[Passage]) -> list[Passage]:
    kept: list[Passage] = []
    for passage in rest:
        if says("note", passage.text):
            break
        kept.append(passage)
    return kept


def _around_tables(view: View, rest: Sequence[Passage]) -> list[Field]:
    """The fields of the blank tables of a form and of the lines around them; none where a table says something."""
    grids: dict[Span, list[Grid]] = {}
    for passage in rest:
        if passage.is_row and passage.block.span not in grids:
            grids[passage.block.span] = list(ruled_grids(view.document, passage.block.span))
    if not any(is_blank(view.text, grid) for found in grids.values() for grid in found):
        return []
    fields: list[Field] = []
    done: set[Span] = set()
    for passage in rest:
        if passage.is_row:
            if passage.block.span not in done:
                done.add(passage.block.span)
                fields.extend(f for grid in grids[passage.block.span] for f in table_fields(view.text, grid))
        elif says("note", passage.text):
            continue
        elif labels := colon_fields(view.text, passage.span):
            fields.extend(labels)
        elif signed := signs(view.text, passage.span):
            fields.extend(Field((place,)) for place, _ in signed)
    return fields


# ---------------------------------------------------------------- title and number


def _title(region: Sequence[Passage]) -> tuple[tuple[Span, ...], list[Passage]]:
    """The lines of the title and what follows them."""
    spans: list[Span] = []
    i = 0
    while i < min(_TITLE_LINES, len(region)):
        passage = region[i]
        note = bool(spans) and says_whole("title_note", passage.text.strip())
        if not (_is_title(passage) or note or (not spans and _heads_title(region, i))):
            break
        spans.append(passage.span)
        i += 1
    titled = any(_is_title(p) for p in region[:i])
    return (tuple(spans), list(region[i:])) if titled else ((), list(region))


def _is_title(passage: Passage) -> bool:
    text = passage.text.strip()
    plain = not passage.is_row and "\t" not in text and not re.search(r"[：:。；]", text) and read_mark(text) is None
    shortest = 2 if says_whole("short_title", text) else 3
    return plain and shortest <= len(text) <= _LONGEST_TITLE and says_whole("title", text) and not is_template(text)


def _heads_title(region: Sequence[Passage], i: int) -> bool:
    """XXXX厅 on the line above 关于…方案."""
    below = region[i + 1] if i + 1 < len(region) else None
    return below is not None and says_whole("title_head", region[i].text.strip()) and _is_title(below)


def _entry_title(text: str, first: Passage) -> tuple[Span, ...]:
    """The title on the line of the number itself: 附件1：××表."""
    match = _NUMBER.match(first.text)
    if match is None:
        return ()
    span = trimmed(text, (first.span[0] + match.end(), first.span[1]))
    return (span,) if says_whole("title", text[slice(*span)]) else ()


def _is_number(passage: Passage) -> bool:
    """附表1 on a line of its own, above the title."""
    return not passage.is_row and _NUMBER.fullmatch(passage.text.strip().rstrip("：:")) is not None


def _number(text: str, first: Passage) -> Span | None:
    match = _NUMBER.match(text, *first.span)
    return match.span(1) if match else None
