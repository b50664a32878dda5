"""What a reader hands to `assemble`: raw text with its lines and tables, before any repair or structure.

Every format reader produces a Reading; one shared assembler turns it into a Document, so repairs, clause paths
and furniture are the same for a text file, a Word file, a web page and a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Aside, Locator, Notice, Place, Span
from ingest.edits import Edit


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole paragraph where the format knows paragraphs.

    `span` is in raw, without the line end. `complete` says that the paragraph ends here for certain (DOCX, HTML);
    a line that is not complete may go on in the next one (PDF, TXT) and `assemble` decides. `left` and `right` are
    its edges in points where the format has geometry, and `size` its character height. `markup_level` is the
    heading level that the source states, 0 if none. `furniture` is a role (page_number, header, footer, navigation,
    floating, seal) where the reader knows it, else "". `table` is the index of the table that holds the line.
    """

    span: Span
    place: Place
    page: int = 0
    complete: bool = False
    left: float | None = None
    right: float | None = None
    size: float | None = None
    markup_level: int = 0
    furniture: str = ""
    table: int | None = None


@dataclass(frozen=True, slots=True)
class RawCell:
    """A table cell as read; `span` is in raw and holds the cell's own lines."""

    row: int
    col: int
    row_span: int
    col_span: int
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as read. In raw, cells of a row are joined by a tab, rows and paragraphs of a cell by a line end."""

    span: Span
    rows: int
    cols: int
    cells: tuple[RawCell, ...]
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch inside a line that is not the notice's own text (a floating button's word, a bookmark, a tag)."""

    raw_span: Span
    role: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read, in reading order. Lines are ascending and do not overlap; `raw` between them is white space.

    `doubts` mark passages that recognition is not sure of; they change nothing.
    The spans of `asides` are in raw here.
    """

    raw: str
    lines: tuple[Line, ...]
    media_type: str
    reader: str
    tables: tuple[RawTable, ...] = ()
    inlines: tuple[Inline, ...] = ()
    doubts: tuple[Edit, ...] = ()
    pages: int = 0
    ocr: str = "not_needed"
    confidence: tuple[float, ...] = ()
    notices: tuple[Notice, ...] = ()
    locator: Locator | None = None
    asides: tuple[Aside, ...] = ()
