"""Attachments – 附件: the entries of the list behind the text, in every layout that it is printed in.

The page mark 附件1 at the head of an attachment is no entry, nor is （附件1） in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.grammar import labelled
from extract.grid import ruled_grids
from extract.mentions import Mention, Part
from extract.printed import printed_lines
from extract.view import Passage, View, trim
from ingest.clauses import chinese_ordinal
from ingest.document import BlockKind, Span

_EDGE = " \t\n　；;，,。、"
_LONGEST = 100
_SHORT_TAIL = 20  # the rest of a broken title is at most so long
_DATE = re.compile(r"\s*\S{2,4}年\S{1,3}月\S{1,3}日\s*")
_CELL_NUMBER = re.compile(r"(?:附\s?件)?\s?(?P<no>[0-9]{1,2}|[一二三四五六七八九十]{1,3})")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as printed: its span, its number where printed, and the pieces of its title."""

    span: Span
    no: Span | None
    titles: tuple[Span, ...]


def find_attachments(view: View) -> Iterator[Mention]:
    """Mentions of kind attachment: parts no (absent where none is printed) and title (several where it is broken)."""
    seen: set[Span] = set()
    for found in (*_lists(view), *_numbered_lines(view), *_tables(view)):
        if found.span in seen:
            continue
        seen.add(found.span)
        parts = [Part("title", title) for title in found.titles]
        yield Mention("attachment", found.span, parts=tuple([Part("no", found.no), *parts] if found.no else parts))


# ---------------------------------------------------------------- 附件：1.… 2.…


def _lists(view: View) -> Iterator[_Entry]:
    passages = [p for p in view.passages if not p.is_row]
    for i, passage in enumerate(passages):
        if "附" not in passage.text:
            continue
        for line in printed_lines(view, passage.span):
            opening = _opening(view.text, line)
            if opening is None:
                continue
            label, start = opening
            found = _read_list(view, passages[i:], (trim(view.text, line)[0], start))
            if label != "bare" or (len(found) > 1 and not passage.annex):
                yield from found
            break


def _opening(text: str, line: Span) -> tuple[str, int] | None:
    """Label and offset behind 附件：, or None where the line opens no list."""
    begin = trim(text, line)[0]
    for label, pattern in labelled("attachments", "opening"):
        match = pattern.match(text, begin, line[1])
        if match is not None and not _says("sentence", text[line[0] : _before_remark(text, line)]):
            return label, match.end()
    return None


def _read_list(view: View, passages: Sequence[Passage], opening: Span) -> list[_Entry]:
    """The entries of a list behind its `opening` word; it ends with the first passage that is none of it."""
    opened, start = opening
    found: list[_Entry] = []
    for passage in passages:
        opens = passage is passages[0]
        if not opens and (passage.annex != passages[0].annex or _opens_again(view.text, passage.span)):
            break
        span = (start if opens else passage.span[0], passage.span[1])
        pieces = list(_pieces(view.text, span, len(found) + 1))
        title = _title(view.text, span)
        if not pieces and found and found[-1].no and not opens:
            pieces = list(_past_a_gap(view.text, span, len(found) + 1))
        if pieces:
            found.extend(pieces)
        elif opens:
            found.extend(_unnumbered(view, title) if title else [])
        elif title is None or passage.is_heading:
            break
        elif found and _goes_on(view.text[slice(*found[-1].span)], view.text[slice(*title)]):
            found[-1] = _Entry((found[-1].span[0], title[1]), found[-1].no, (*found[-1].titles, title))
        elif not (found and found[-1].no) and _says("complete", view.text[slice(*title)]):
            found.append(_Entry(title, None, (title,)))
        else:
            break
    if found:
        found[0] = _Entry((opened, found[0].span[1]), found[0].no, found[0].titles)
    return found


def _opens_again(text: str, span: Span) -> bool:
    """附件：… on a line below 附件：…: a list of its own, which counts on."""
    opening = _opening(text, span)
    return opening is not None and opening[0] == "list" and opening[1] < span[1]


def _unnumbered(view: View, span: Span) -> Iterator[_Entry]:
    """An entry without a number; several where lines that are titles by themselves were read as one."""
    start = span[0]
    for repair in view.document.repairs_in(span):
        at = repair.span[0]
        whole = repair.reason == "line_join" and _says("complete", view.text[start:at])
        if whole and _says("file", view.text[start:at]):
            yield _Entry((start, at), None, (_title(view.text, (start, at)) or (start, at),))
            return  # behind the name of a file comes something else, such as the signature
        if whole and start < at < span[1] and _says("complete", view.text[at : span[1]]):
            yield _Entry((start, at), None, ((start, at),))
            start = at
    yield _Entry((start, _past_mark(view.text, span[1])), None, ((start, span[1]),))


def _goes_on(before: str, text: str) -> bool:
    """Whether a short line ends the title that the line before left broken."""
    return (
        not _says("complete", before)
        and _says("complete", text)
        and len(text) <= _SHORT_TAIL
        and not _DATE.fullmatch(text)
    )


def _pieces(text: str, span: Span, expected: int) -> Iterator[_Entry]:
    """The numbered entries of a stretch. Numbers must count on from `expected`, so 2026. is never one."""
    marks: list[tuple[Span, Span]] = []
    at = span[0]
    while at < span[1]:
        mark = _next_mark(text, (at, span[1]), expected + len(marks), first=not marks)
        if mark is None:
            break
        marks.append(mark)
        at = mark[0][1]
    for i, (mark_span, no) in enumerate(marks):
        end = marks[i + 1][0][0] if i + 1 < len(marks) else span[1]
        title = _title(text, (mark_span[1], end))
        if title is not None:
            yield _Entry((mark_span[0], _past_mark(text, title[1])), no, (title,))


def _past_a_gap(text: str, span: Span, expected: int) -> Iterator[_Entry]:
    """An entry on its own line whose number skips one or comes again: 1.…, 3.…; the checks say so."""
    for value in (expected + 1, expected - 1):
        mark = _next_mark(text, span, value, first=True)
        title = _title(text, (mark[0][1], span[1])) if mark is not None else None
        if mark is not None and title is not None and _says("complete", text[slice(*title)]):
            yield _Entry((mark[0][0], _past_mark(text, title[1])), mark[1], (title,))
            return


def _past_mark(text: str, end: int) -> int:
    """The end of an entry whose title stands in 《》."""
    return end + (text[end : end + 1] == "》")


def _next_mark(text: str, span: Span, value: int, *, first: bool) -> tuple[Span, Span] | None:
    """The next mark of this value: (span of the mark, span of its number). The first must open the stretch."""
    for section in ("entry", "number"):
        for _, pattern in labelled("attachments", section):
            for match in pattern.finditer(text, *span):
                if first and text[span[0] : match.start()].strip():
                    break
                if ordinal(match["no"]) == value and _free(text, span[0], match.start()):
                    return match.span(), match.span("no")
    return None


def _free(text: str, floor: int, at: int) -> bool:
    """A mark inside a line stands behind a blank or a separator, never inside a word or a date."""
    return at == floor or text[at - 1] in _EDGE or _says("complete", text[floor:at])


def ordinal(printed: str) -> int:
    """The value of an entry's number: 1, 一, 十二, ①; 0 if it is none."""
    if printed.isdecimal():
        return int(printed)
    return ord(printed) - ord("①") + 1 if "①" <= printed <= "⑳" else chinese_ordinal(printed)


def _title(text: str, span: Span) -> Span | None:
    """The title without marks, book-title marks around the whole, and the ending of a file's name."""
    a, b = trim(text, (span[0], _before_remark(text, span)), _EDGE)
    for _, pattern in labelled("attachments", "file"):
        match = pattern.search(text[a:b])
        if match is not None:
            b = a + match.start()
    if text[a:b].startswith("《") and text[a:b].endswith("》") and text[a:b].count("《") == 1:
        a, b = a + 1, b - 1
    bare = text[a:b].strip("（）()")
    if not 2 <= b - a <= _LONGEST or any(p.fullmatch(bare) for _, p in labelled("attachments", "no_title")):
        return None
    return a, b


def _before_remark(text: str, span: Span) -> int:
    """The end of a title without （可在网站下载） behind it."""
    found = (p.search(text[slice(*span)]) for _, p in labelled("attachments", "where"))
    return next((span[0] + m.start() for m in found if m is not None), span[1])


# ---------------------------------------------------------------- 附件1：… 附件2：… on lines of their own


def _numbered_lines(view: View) -> Iterator[_Entry]:
    """Runs of lines 附件N：title. A lone one counts in the body or where it names a file; else it heads an annex."""
    run: list[tuple[Passage, _Entry]] = []
    for passage in (*view.passages, None):
        entry = _line_entry(view, passage, len(run) + 1) if passage is not None else None
        if passage is not None and entry is not None:
            run.append((passage, entry))
            continue
        if len(run) > 1 or (run and _stands_alone(run[0][0])):
            yield from (entry for _, entry in run)
        run = []


def _stands_alone(passage: Passage) -> bool:
    return _says("file", passage.text) or (not passage.annex and _says("complete", passage.text))


def _line_entry(view: View, passage: Passage, expected: int) -> _Entry | None:
    if passage.is_row or len(passage.text) > _LONGEST:
        return None
    for _, pattern in labelled("attachments", "entry"):
        match = pattern.match(view.text, *trim(view.text, passage.span))
        if match is None or ordinal(match["no"]) != expected:
            continue
        title = _title(view.text, (match.end(), passage.span[1]))
        if title is not None and "。" not in view.text[slice(*title)]:
            return _Entry((match.start(), title[1]), match.span("no"), (title,))
    return None


# ---------------------------------------------------------------- a table of attachments


def _tables(view: View) -> Iterator[_Entry]:
    for block in view.document.blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        for grid in ruled_grids(view.document, block.span):
            head = "".join(cell.text for cell in grid.starting(0))
            for row in range(grid.rows):
                cells = [c for c in grid.starting(row) if not c.empty]
                if len(cells) != 2 or not (cells[0].text.startswith("附") or "附件" in head):
                    continue
                match = _CELL_NUMBER.fullmatch(cells[0].text)
                title = _title(view.text, cells[1].span)
                if match is not None and title is not None:
                    no = (cells[0].span[0] + match.start("no"), cells[0].span[0] + match.end("no"))
                    yield _Entry((cells[0].span[0], title[1]), no, (title,))


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("attachments", section))
