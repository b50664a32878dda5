"""Reading → Document: joins lines, repairs characters, marks furniture, finds the clause paths.

The one place where structure is made, whatever the format; readers only say what stands where.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.clauses import ANNEX_LIST, DATE_LINE, ClausePath, Mark, annex_entry, annex_label, is_sheet, read_mark
from ingest.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Furniture,
    Origin,
    Source,
    Span,
    Table,
)
from ingest.edits import Edit, apply, compose, in_order, to_repairs
from ingest.furniture import mark_furniture
from ingest.joining import join_lines
from ingest.reading import Line, Reading
from ingest.repair import STAGES

_HEADING_LENGTH = 40  # a clause heading is short and has no full stop
_SENTENCE_END = "。；;！!：:，"
_ADDRESS_OPEN = re.compile(r"(?:https?://|www\.|@)[\x21-\x7e]*$", re.IGNORECASE)
_ADDRESS_ENDS = re.compile(r"[A-Za-z0-9._+-]{0,40}@[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph, table line or furniture line, as a stretch of raw."""

    span: Span
    lines: tuple[Line, ...]


def assemble(reading: Reading, *, file: str, sha256: str) -> Document:
    """The Document of a reading. Deterministic: the same reading gives the same Document."""
    lines = mark_furniture(reading)
    rows = _rows(reading.raw, lines)
    edits = _layout_edits(reading, rows)
    text = apply(reading.raw, edits)
    for stage in STAGES:
        proposed = in_order(stage(text))
        edits = compose(edits, text, proposed)
        text = apply(reading.raw, edits)
    repairs = to_repairs(reading.raw, edits)
    bare = Document(text, reading.raw, repairs, (), (), (), _source(reading, file, sha256), ())
    tables = tuple(_table(bare, reading, i) for i in range(len(reading.tables)))
    return Document(
        text=text,
        raw=reading.raw,
        repairs=repairs,
        blocks=tuple(_blocks(bare, rows, tables)),
        tables=tables,
        furniture=tuple(_furniture(reading, lines)),
        source=bare.source,
        origins=tuple(_origins(lines)),
        locator=reading.locator,
        asides=tuple(replace(aside, span=bare.text_span(aside.span)) for aside in reading.asides),
    )


def _source(reading: Reading, file: str, sha256: str) -> Source:
    return Source(
        file=file,
        sha256=sha256,
        media_type=reading.media_type,
        reader=reading.reader,
        pages=reading.pages,
        ocr=reading.ocr,
        confidence=reading.confidence,
        notices=reading.notices,
    )


def _rows(raw: str, lines: Sequence[Line]) -> list[_Row]:
    """Paragraphs, table lines and furniture in reading order.

    A page number between two halves of a sentence lies inside the paragraph: it leaves `text` and stays in `raw`.
    """
    rows: list[_Row] = []
    open_end = -1
    for group in join_lines(raw, lines):
        span = (group[0].span[0], group[-1].span[1])
        if span[0] >= open_end:
            rows.append(_Row(span, group))
            open_end = span[1]
    return rows


def _layout_edits(reading: Reading, rows: Sequence[_Row]) -> list[Edit]:
    """Line ends inside a paragraph go, between paragraphs one is kept; marks that are not the notice's words go."""
    raw = reading.raw
    cells = sorted(cell.span for table in reading.tables for cell in table.cells)
    edits: list[Edit] = []
    at = 0
    for i, row in enumerate(rows):
        gap = raw[at : row.span[0]]
        if i == 0:
            edits.append(Edit(0, row.span[0], "", "edge_space"))
        elif not _same_table(rows[i - 1], row) or gap.strip("\t\n"):
            edits.append(Edit(at, row.span[0], "\n", "line_end"))
        elif gap == "\n" and _goes_on_in_cell(reading, rows[i - 1], row, cells):
            edits.append(Edit(at, row.span[0], "", "line_join"))
        edits.extend(_joins(raw, row.lines))
        at = row.span[1]
    edits.append(Edit(at, len(raw), "", "edge_space"))
    changed = [e for e in edits if raw[e.start : e.end] != e.fixed]
    marks = [Edit(*inline.raw_span, "", inline.role) for inline in reading.inlines]
    return in_order([*changed, *marks, *reading.doubts])


def _same_table(a: _Row, b: _Row) -> bool:
    return a.lines[0].table is not None and b.lines[0].table is not None


def _goes_on_in_cell(reading: Reading, before: _Row, row: _Row, cells: Sequence[Span]) -> bool:
    """Two printed lines of one cell make one text, unless the first is finished or the second begins an item."""
    if before.lines[-1].complete or not before.lines[-1].page:
        return False  # only on pages does a cell's text wrap; in Word and HTML a line end is one
    i = bisect_right(cells, (before.span[0], len(reading.raw))) - 1
    inside = i >= 0 and cells[i][0] <= before.span[0] and row.span[1] <= cells[i][1]
    return (
        inside
        and reading.raw[before.span[1] - 1] not in "。；;：:"
        and read_mark(reading.raw[slice(*row.span)]) is None
    )


def _joins(raw: str, lines: Sequence[Line]) -> Iterator[Edit]:
    for before, after in pairwise(lines):
        start, end = before.span[1], after.span[0]
        words = raw[start - 1].isascii() and raw[start - 1].isalpha() and raw[end].isascii() and raw[end].isalpha()
        words = words and not _in_address(raw, start, end)
        reason = "line_join" if before.page == after.page and not raw[start:end].strip() else "page_join"
        yield Edit(start, end, " " if words else "", reason)


def _in_address(raw: str, start: int, end: int) -> bool:
    """Whether a line ends inside an address of the net: https://jxjy.exam|ple.cn, zjjs|rjc@163.com."""
    behind = _ADDRESS_ENDS.match(raw, end)
    return _ADDRESS_OPEN.search(raw, max(0, start - 80), start) is not None or behind is not None


def _table(document: Document, reading: Reading, index: int) -> Table:
    raw_table = reading.tables[index]
    cells = tuple(
        Cell(c.row, c.col, c.row_span, c.col_span, document.text_span(c.span), c.place) for c in raw_table.cells
    )
    return Table(document.text_span(raw_table.span), raw_table.rows, raw_table.cols, cells, raw_table.parent)


def _furniture(reading: Reading, lines: Sequence[Line]) -> Iterator[Furniture]:
    marked = [Furniture(line.span, line.furniture, line.page) for line in lines if line.furniture]
    marked.extend(Furniture(i.raw_span, i.role) for i in reading.inlines if i.role != "markup")
    return iter(sorted(marked, key=lambda f: f.raw_span))


def _origins(lines: Sequence[Line]) -> Iterator[Origin]:
    for line in lines:
        yield Origin(line.span[0], line.place)


class _Outline:
    """Walks the paragraphs and tells each one's clause path, heading level and annex."""

    def __init__(self) -> None:
        self.path = ClausePath()
        self.in_list = False
        self.signed = False
        self.sheets = False
        self.listed: set[str] = set()

    def _opens_sheet(self) -> bool:
        """附表1 heads an annex behind the date where none but such sheets came before; inside 附件1 it is a table's."""
        return self.signed and (self.sheets or not self.path.in_annex)

    def read(self, line: str) -> Mark | None:
        """Take in the next paragraph; returns its number, if it is a clause."""
        mark = read_mark(line)
        if annex := self._annex(line):
            self.path.open_annex(annex)
            return None
        if ANNEX_LIST.match(line):
            self.path.leave()
            self.in_list = True
            return None
        if self.in_list and mark is not None and mark.level == 3:
            return None
        self.in_list = self.in_list and annex_entry(line) is not None
        if DATE_LINE.fullmatch(line):
            self.signed = True
            self.path.leave()
        if mark is not None:
            self.path.enter(mark)
        return mark

    def _annex(self, line: str) -> str | None:
        """The annex that this line opens. 附件1 with a title on its line opens one only when it was listed before."""
        if (label := annex_label(line)) and (not is_sheet(line) or self._opens_sheet()):
            self.sheets = is_sheet(line)
            return label
        entry = annex_entry(line)
        if entry is None:
            return None
        if self.signed or entry in self.listed:
            return entry
        self.listed.add(entry)
        self.in_list = True
        return None


def _blocks(document: Document, rows: Sequence[_Row], tables: Sequence[Table]) -> Iterator[Block]:
    outline = _Outline()
    seen_tables: set[int] = set()
    for row in rows:
        first = row.lines[0]
        if first.table is not None:
            top = _top_table(tables, first.table)
            if top not in seen_tables:
                seen_tables.add(top)
                yield Block(BlockKind.TABLE, tables[top].span, outline.path.path, page=first.page)
            continue
        span = document.text_span(row.span)
        line = document.text[span[0] : span[1]]
        if not line.strip():
            continue
        if first.furniture:
            yield Block(BlockKind.FURNITURE, span, page=first.page, role=first.furniture)
            continue
        mark = outline.read(line)
        heading = (mark is not None or first.markup_level > 0) and _is_heading(line)
        yield Block(
            BlockKind.HEADING if heading else BlockKind.PARAGRAPH,
            span,
            outline.path.path,
            level=(mark.level if mark else outline.path.depth + 1) if heading else 0,
            markup_level=first.markup_level,
            page=first.page,
        )


def _top_table(tables: Sequence[Table], index: int) -> int:
    while (parent := tables[index].parent) is not None:
        index = parent
    return index


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING_LENGTH and not any(c in line for c in _SENTENCE_END)
