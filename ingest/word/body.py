"""Blocks of a Word part, written in reading order: paragraphs with their numbers, tables, text boxes.

Comes in: the container of a part (body, header, footnote). Goes out: lines, tables and cells in a Draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.document import AsideKind, PartPlace
from ingest.draft import Beside, Draft
from ingest.word import tags
from ingest.word.numbering import Numbering, NumberRef
from ingest.word.places import text_boxes
from ingest.word.runs import HARD_BREAK, SOFT_BREAK, Content, Floating, RunReader, text_length
from ingest.word.styles import PLAIN, Style, numbering_of, outline_of
from ingest.word.tables import Grid, GridCell, read_grid
from ingest.word.tags import VAL, flattened, is_on, properties_of

_JOINING = frozenset({tags.DEL, tags.MOVE_FROM, tags.SPEC_VANISH})  # marks of a paragraph that runs into the next
_BREAK = re.compile(f"[{SOFT_BREAK}{HARD_BREAK}]")
# Behind a line break: nothing more, a second break, or the indent of a new paragraph typed by hand.
_NEW_PARAGRAPH = re.compile(r"[ \t]*(?:[\n\f]|$)|[\u3000\t]|[ \u00a0]{2}")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the properties of a paragraph decide: its style, heading level, number, and whether its mark is gone."""

    style: Style = PLAIN
    outline: int = 0
    number: NumberRef | None = None
    hidden_mark: bool = False
    joins_next: bool = False


_BARE = _Shape()


class PartWriter:
    """Writes one part of the package into the draft. `role` marks all its lines as furniture ("header", "footer")."""

    def __init__(self, part: str, runs: RunReader, numbering: Numbering, draft: Draft, role: str = "") -> None:
        self.part = part
        self.runs = runs
        self.numbering = numbering
        self.draft = draft
        self.role = role
        self._carried: tuple[Content, str] | None = None  # text whose paragraph mark was deleted, and its path

    def blocks(self, container: etree._Element, path: str = "") -> None:
        """Write the paragraphs and tables of a container; `path` ends in "/" or is empty."""
        paragraphs = tables = 0
        for block in flattened(container, tags.P, tags.TBL, tags.ALT_CHUNK):
            if block.tag == tags.P:
                self._paragraph(block, f"{path}p[{paragraphs}]")
                paragraphs += 1
            elif block.tag == tags.TBL:
                self._flush()
                self._table(block, f"{path}tbl[{tables}]")
                tables += 1
            else:
                self.runs.seen.foreign += 1
        self._flush()

    # -- paragraphs

    def _paragraph(self, element: etree._Element, path: str) -> None:
        properties = properties_of(element, tags.PPR)
        shape = _BARE if properties is None else self._shape(properties)
        if shape is _BARE and self._carried is None and len(element) == (properties is not None):
            self.draft.new_line()  # nothing in it: half the paragraphs of a form
            return
        content = self.runs.read(element, hidden=shape.style.hidden)
        if self._carried is not None:
            before, path = self._carried
            content, self._carried = before.joined(content), None
        if shape.joins_next:
            self._carried = (content, path)
            return
        number = ""
        if shape.number is not None and (content.text or not shape.hidden_mark):
            number = self.numbering.next(shape.number)
        boxes = text_boxes(element) if content.before or content.after else []
        self._floats(content.before, boxes, path)
        self._lines(content, number, path, shape.outline)
        self._floats(content.after, boxes, path)

    def _flush(self) -> None:
        """The last paragraph of a container keeps its text even where its mark was deleted."""
        if self._carried is not None:
            content, path = self._carried
            self._carried = None
            self._floats([*content.before, *content.after], [], path)
            self._lines(content, "", path, 0)

    def _lines(self, content: Content, number: str, path: str, outline: int) -> None:
        """A paragraph as lines: one, or more where breaks part it."""
        text, marks = content.text, content.marks
        place = PartPlace(self.part, path)
        beside = [] if self.role else content.beside
        if not text and not number:
            self.draft.line("", place, beside=beside)
            return
        if number:
            bare = text.lstrip()
            prefix = number + _between(number, bare)
            shift = len(prefix) - (len(text) - len(bare))
            marks = [mark.moved(shift) for mark in marks]
            beside = [item.moved(shift) for item in beside]
            text = prefix + bare
        role = "page_number" if self.role and content.page_number else self.role
        start = 0
        while start <= len(text):
            found = _BREAK.search(text, start)
            end = found.start() if found else len(text)
            piece = text[start:end]
            soft = found is not None and found.group() == SOFT_BREAK and _NEW_PARAGRAPH.match(text, end + 1) is None
            first = start + len(piece) - len(piece.lstrip())
            self.draft.line(
                piece.strip(),
                place,
                complete=not soft,
                markup_level=outline,
                furniture=role,
                marks=[mark.moved(-first) for mark in marks],
                beside=[item.moved(-first) for item in beside if _touches(item, start, end)],
            )
            start = end + 1

    def _floats(self, floats: list[Floating], boxes: list[etree._Element], path: str) -> None:
        for item in floats:
            if isinstance(item, str):
                self.draft.line(item, PartPlace(self.part, path), furniture=self.role)
            else:
                index = boxes.index(item) if item in boxes else 0
                self.blocks(item, f"{path}/txbx[{index}]/")

    def _shape(self, properties: etree._Element) -> _Shape:
        """Read w:pPr in one pass; most paragraphs of a notice have neither style nor number."""
        style_id = ""
        numbering = outline = mark = None
        for prop in properties:
            tag = prop.tag
            if tag == tags.P_STYLE:
                style_id = prop.get(VAL, "")
            elif tag == tags.NUM_PR:
                numbering = prop
            elif tag == tags.OUTLINE_LVL:
                outline = outline_of(properties)
            elif tag == tags.RPR:
                mark = prop
        if not style_id and numbering is None and outline is None and mark is None:
            return _BARE
        style = self.runs.styles.get(style_id)
        hidden = joins = False
        if mark is not None:
            marks = {prop.tag: prop for prop in mark}
            hidden = is_on(marks.get(tags.VANISH))
            joins = not marks.keys().isdisjoint(_JOINING)
        return _Shape(
            style,
            style.outline if outline is None else outline,
            self._number(numbering, style, style_id),
            hidden,
            joins,
        )

    def _number(self, own: etree._Element | None, style: Style, style_id: str) -> NumberRef | None:
        num_id, level = numbering_of(own) if own is not None else (None, None)
        if num_id is None:
            num_id = style.num_id
            if level is None:
                level = style.level
            if level is None and num_id:
                level = self.numbering.level_of_style(num_id, style_id)
        return NumberRef(num_id, level or 0) if num_id else None

    # -- tables

    def _table(self, table: etree._Element, path: str) -> None:
        grid = read_grid(table)
        self.runs.seen.deletions += grid.deleted
        self.runs.seen.insertions += grid.inserted
        self.runs.seen.hidden += grid.hidden
        if not any(row.cells for row in grid.rows):
            return
        self.draft.open_table()
        self._changed_rows(grid, path)
        for number, row in enumerate(grid.rows):
            self.draft.open_row()
            for i, cell in enumerate(row.cells):
                start = self.draft.open_cell(first=i == 0)
                if cell.covered:
                    self.runs.seen.hidden += text_length(cell.element)
                else:
                    self._cell(cell, start, number, f"{path}/tr[{row.index}]/tc[{cell.index}]")
        self.draft.close_table()

    def _changed_rows(self, grid: Grid, path: str) -> None:
        """Rows put in, taken out or hidden are told at the head of their table."""
        found = (
            (AsideKind.INSERTION, grid.inserted),
            (AsideKind.DELETION, grid.deleted),
            (AsideKind.HIDDEN, grid.hidden),
        )
        for kind, count in found:
            if count and not self.role:
                self.draft.asides.append(Beside(0, 0, kind).at(self.draft.length, self.draft.length, self._place(path)))

    def _place(self, path: str) -> PartPlace:
        return PartPlace(self.part, path)

    def _cell(self, cell: GridCell, start: int, row: int, path: str) -> None:
        self.blocks(cell.element, path + "/")
        if (control := self.runs.control_of(cell.element)) and not self.role:
            self.draft.asides.append(control.over(0, 0).at(start, self.draft.length, self._place(path)))
        self.draft.close_cell(
            start,
            row,
            cell.col,
            PartPlace(self.part, path),
            row_span=cell.row_span,
            col_span=cell.col_span,
        )


def _touches(item: Beside, start: int, end: int) -> bool:
    """Whether something beside the text stands at the piece [start, end]; at a break it belongs to the piece before."""
    if item.start == item.end:
        return start <= item.start <= end
    return item.start <= end and item.end > start


def _between(number: str, text: str) -> str:
    """What stands between a list number and its text, where Word has a tab.

    Nothing, as in typed notices (一、学习内容), except where figures would run together (1.2026年 is no date).
    """
    if not text:
        return ""
    runs_on = number[-1].isalnum() or (number[-1] == "." and text[0].isdigit())
    return " " if runs_on else ""
