"""Checks of the structure of a notice (STR_*): numbering, levels, enumerations, paragraphs cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.clauses import Mark, chinese_ordinal
from ingest.document import Block, BlockKind, Document, Span
from normalize.checks.case import Case, annex_of
from normalize.record import Finding

_CN = "一二三四五六七八九十"
_FULL_BRACKETS = str.maketrans("()．", "（）.")
_LEVEL_NAMES = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_ARTICLE = re.compile(rf"第[{_CN}百]{{1,4}}(章|部分|条|节)")
_SEPARATOR = re.compile(r"(\d{1,2})\s?([.．、])(?!\d)")
_ENUMERATIONS: tuple[tuple[str, str, re.Pattern[str]], ...] = (  # form, its first member, pattern of a member
    ("{}是", "一是", re.compile(rf"(?:^|(?<=[。；：，、;:,\s”）)]))([{_CN}]{{1,2}})是(?![非否])", re.M)),
    ("第{}，", "第一", re.compile(rf"(?:^|(?<=[。；：;:\s]))第([{_CN}]{{1,2}})[，、,]", re.M)),
    ("（{}）", "（1）", re.compile(r"(?<=[^\n])（(\d{1,2})）(?=[一-鿿])")),
    ("({})", "(1)", re.compile(r"(?<=[^\n])\((\d{1,2})\)(?=[一-鿿])")),
    ("{}", "①", re.compile(r"([①-⑳])")),
)
_JOINED_AT_MOST = 0.3  # of the paragraphs: above that the lines of the file are wrapped and joins mean nothing
_PROSE = 30  # a paragraph that can be cut in two is longer than that


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A numbered block, its mark, and the unit of a mark such as 第三条."""

    block: Block
    mark: Mark
    unit: str


def section_gap(case: Case) -> Iterator[Finding]:
    """STR_SECTION_GAP: 四、 is followed by 六、; likewise inside one clause for （一） and 1."""
    for region in _regions(case):
        for a, b in _siblings(_numbered(case, region)):
            missing = list(range(a.mark.value + 1, b.mark.value))
            if not missing or _stands_between(case, a, b, missing):
                continue
            yield case.finding(
                "STR_SECTION_GAP",
                [_line(case, a.block), _line(case, b.block)],
                before=_label(a, a.mark.value),
                after=_label(b, b.mark.value),
                missing="、".join(_label(a, value) for value in missing),
            )


def section_restart(case: Case) -> Iterator[Finding]:
    """STR_SECTION_RESTART: （一） again under the same 四、: its heading was lost, or a number is printed twice."""
    for region in _regions(case):
        for a, b in _siblings(_numbered(case, region)):
            new_part = a.mark.level == 1 and b.mark.value == 1  # a scheme printed behind its notice begins with 一、
            if a.mark.level > 2 or b.mark.value > a.mark.value or new_part:
                continue
            yield case.finding(
                "STR_SECTION_RESTART",
                [_line(case, a.block), _line(case, b.block)],
                before=_label(a, a.mark.value),
                after=_label(b, b.mark.value),
            )
            break


def level_inconsistent(case: Case) -> Iterator[Finding]:
    """STR_LEVEL_INCONSISTENT: headings of one numbering level bear different levels in the markup of the source."""
    found: dict[int, dict[int, Block]] = {}
    for item in _numbered(case, case.body):
        if item.block.markup_level:
            found.setdefault(item.mark.level, {}).setdefault(item.block.markup_level, item.block)
    mixed = {level: by for level, by in found.items() if len(by) > 1}
    if mixed:
        blocks = sorted((b for by in mixed.values() for b in by.values()), key=lambda b: b.span)
        levels = "；".join(
            f"“{_LEVEL_NAMES.get(level, '①')}”级标题分属{'、'.join(str(m) for m in sorted(by))}级"
            for level, by in sorted(mixed.items())
        )
        yield case.finding("STR_LEVEL_INCONSISTENT", [b.span for b in blocks], levels=levels)


def numbering_style(case: Case) -> Iterator[Finding]:
    """STR_NUMBERING_STYLE: （一） is followed by （2）, or 1. in one list and 1、 in another."""
    yield from _mixed_kinds(case)
    yield from _mixed_separators(case)


def enumeration_gap(case: Case) -> Iterator[Finding]:
    """STR_ENUM_GAP: 一是…二是…三是…五是 in one paragraph; also 第一，…, （1）… and ①…"""
    for block in case.prose:
        for form, first, pattern in _ENUMERATIONS:
            if case.text.find(first, *block.span) < 0:
                continue
            marks = [(m, _value(m.group(1))) for m in pattern.finditer(case.text, *block.span)]
            steps = (step for run in _runs(marks) for step in pairwise(run))
            for (a, before), (b, after) in steps:
                if after <= before + 1:
                    continue
                missing = "、".join(_form(form, value) for value in range(before + 1, after))
                yield case.finding(
                    "STR_ENUM_GAP",
                    [case.around((a.start(), b.end()), reach=2)],
                    before=_form(form, before),
                    after=_form(form, after),
                    missing=missing,
                )


def page_break_split(case: Case) -> Iterator[Finding]:
    """STR_PAGE_BREAK_SPLIT: a sentence is torn in two by an empty line, in a file whose lines are not wrapped.

    In wrapped text and on pages every paragraph is put together from lines; there a break says nothing.
    """
    document = case.document
    if document.source.pages:
        return
    joins = [r for r in document.repairs if r.reason in ("line_join", "page_join")]
    torn = [r for r in joins if r.raw.count("\n") > 1 and case.in_body(r.span) and _in_prose(document, r.span)]
    paragraphs = sum(1 for b in case.prose if b.span[1] - b.span[0] > _PROSE)
    if not torn or len(joins) > max(2, paragraphs * _JOINED_AT_MOST):
        return
    for repair in torn:
        start, end = case.around(repair.span, reach=10)
        at = repair.span[0]
        yield case.finding(
            "STR_PAGE_BREAK_SPLIT",
            [case.repaired(repair, reach=10)],
            before=case.text[start:at],
            after=case.text[at:end],
        )


# ---------------------------------------------------------------- numbering


def _regions(case: Case) -> Iterator[tuple[Block, ...]]:
    """The body without the list of annexes, and each annex: numbering starts afresh in each."""
    start, end = case.list_span
    yield tuple(b for b in case.body if not (start <= b.span[0] < end or b.span[0] <= start < b.span[1]))
    for _, blocks in groupby(case.blocks[len(case.body) :], key=annex_of):
        yield tuple(blocks)


def _numbered(case: Case, blocks: Sequence[Block]) -> list[_Numbered]:
    """The numbered paragraphs among blocks."""
    marked = ((b, case.marks.get(b.span)) for b in blocks if b.clause)
    return [_Numbered(block, mark, _unit(case.quote(block))) for block, mark in marked if mark is not None]


def _unit(line: str) -> str:
    match = _ARTICLE.match(line)
    return match.group(1) if match else ""


def _siblings(numbered: Sequence[_Numbered]) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Neighbours of one level under the same clause, in reading order; 第X条 counts through all 第X章."""
    last: dict[tuple[int, str], _Numbered] = {}
    for item in numbered:
        for deeper in [key for key in last if key[0] > item.mark.level]:
            del last[deeper]
        key = (item.mark.level, item.unit)
        before = last.get(key)
        if before is not None and not (item.mark.level > 2 and item.mark.value == 1):
            yield before, item
        last[key] = item


def _stands_between(case: Case, a: _Numbered, b: _Numbered, missing: Sequence[int]) -> bool:
    """Whether the missing number is printed inside the text between: its line was joined, it is not lost."""
    between = case.text[a.block.span[0] + 1 : b.block.span[0]].translate(_FULL_BRACKETS)
    forms = (_label(a, value) for value in missing)
    return any(form in between or form.replace(".", "、") in between for form in forms)


def _label(item: _Numbered, value: int) -> str:
    """A number in the form of the item's own."""
    if item.unit:
        return f"第{_chinese(value)}{item.unit}"
    forms = {1: f"{_chinese(value)}、", 2: f"（{_chinese(value)}）", 3: f"{value}.", 4: f"（{value}）"}
    return forms.get(item.mark.level, chr(ord("①") + value - 1))


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CN[tens - 1]}十"
    return head + (_CN[ones - 1] if ones else "")


def _line(case: Case, block: Block) -> Span:
    """A heading, or the beginning of a numbered paragraph."""
    start, end = block.span
    stop = re.search(r"[。；：:;]", case.text[start:end])
    return start, min(end, start + (stop.start() if stop else end - start), start + 40)


def _mixed_kinds(case: Case) -> Iterator[Finding]:
    """（2） directly after （一）, with no （1） between."""
    bracketed = [item for item in _numbered(case, case.body) if item.mark.level in (2, 4)]
    for before, item in pairwise(bracketed):
        levels = (before.mark.level, item.mark.level)
        if levels == (2, 4) and item.mark.value == before.mark.value + 1:
            yield case.finding(
                "STR_NUMBERING_STYLE",
                [_line(case, before.block), _line(case, item.block)],
                first=_label(before, before.mark.value),
                second=_label(item, item.mark.value),
            )


def _mixed_separators(case: Case) -> Iterator[Finding]:
    seen: dict[str, Block] = {}
    for item in _numbered(case, case.body):
        if item.mark.level != 3:
            continue
        match = _SEPARATOR.match(_printed(case.document, item.block))
        if match is not None:
            seen.setdefault("." if match.group(2) == "．" else match.group(2), item.block)
    if len(seen) > 1:
        places = sorted(_line(case, b) for b in seen.values())
        yield case.finding("STR_NUMBERING_STYLE", places, first="1.", second="1、")


def _printed(document: Document, block: Block) -> str:
    """The block's beginning as read: a repaired separator is a fault of reading, not of style."""
    return document.raw_quote((block.span[0], min(block.span[1], block.span[0] + 4)))


# ---------------------------------------------------------------- enumerations and joins


def _value(label: str) -> int:
    if label.isdecimal():
        return int(label)
    return ord(label) - ord("①") + 1 if "①" <= label <= "⑳" else chinese_ordinal(label)


def _runs(marks: Sequence[tuple[re.Match[str], int]]) -> Iterator[list[tuple[re.Match[str], int]]]:
    """The enumerations among the marks: each begins with one and rises; marks outside of one are left alone."""
    run: list[tuple[re.Match[str], int]] = []
    for mark in marks:
        if mark[1] == 1 or (run and mark[1] <= run[-1][1]):
            yield run
            run = []
        if run or mark[1] == 1:
            run.append(mark)
    yield run


def _form(form: str, value: int) -> str:
    if form == "{}":
        return chr(ord("①") + value - 1)
    return form.format(_chinese(value) if "是" in form or "第" in form else value)


def _in_prose(document: Document, span: Span) -> bool:
    block = document.block_at(span[0])
    return block is not None and block.kind is BlockKind.PARAGRAPH and block.span[1] - block.span[0] > _PROSE
