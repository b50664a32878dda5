"""Small factories for tests: paragraphs and tables become a Document the way a web page does."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from extract.view import View
from ingest.assemble import assemble
from ingest.document import Document
from ingest.web import read_html

Cell = str | tuple[str, int, int]
"""The text of a cell, or (text, rows, columns) of a merged one."""
Rows = Sequence[Sequence[Cell]]


def page(*blocks: str | Rows) -> Document:
    """The Document of a web page with these paragraphs (str) and ruled tables (rows of cells)."""
    body = "".join(f"<p>{escape(b)}</p>" if isinstance(b, str) else _table(b) for b in blocks)
    data = f"<html><head><meta charset='utf-8'></head><body><div>{body}</div></body></html>".encode()
    return assemble(read_html(data, Path("notice.html")), file="notice.html", sha256="0" * 64)


def page_view(*blocks: str | Rows) -> View:
    """The View of such a page."""
    return View(page(*blocks))


def _table(rows: Rows) -> str:
    lines = ("".join(_cell(cell) for cell in row) for row in rows)
    return f"<table border='1'>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cell(cell: Cell) -> str:
    text, rows, columns = cell if isinstance(cell, tuple) else (cell, 1, 1)
    words = escape(text).replace("\n", "<br>")
    return f"<td rowspan='{rows}' colspan='{columns}'>{words}</td>"
