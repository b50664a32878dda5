"""A source comes in, the bytes of a web page go out, in one of the page layouts of `layouts/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from corpus.writing.markup import SIGNS, Block, Output, Row, Source
from corpus.writing.numbering import numbered

LAYOUTS = Path(__file__).with_name("layouts")


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell with its spans and its words."""

    text: Markup
    colspan: int
    rowspan: int


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block as the templates see it: automatic number typed out, bold marked up."""

    role: str
    text: Markup
    rows: tuple[tuple[HtmlCell, ...], ...]


def html_bytes(source: Source, output: Output) -> bytes:
    """The encoded page. `output.layout` names the template without its suffix."""
    environment = Environment(
        loader=FileSystemLoader(LAYOUTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template(f"{output.layout}.html.jinja")
    page = template.render(
        meta=source.meta,
        site=source.meta.site,
        title=source.meta.title or source.text_of("title"),
        blocks=[_block(number, block) for number, block in numbered(source.blocks)],
        charset="gb2312" if output.encoding == "gb18030" else output.encoding,
    )
    return page.encode(output.encoding)


def _block(number: str, block: Block) -> HtmlBlock:
    rows = tuple(_cells(block.rows, i) for i in range(len(block.rows)))
    return HtmlBlock(block.role, escape(number) + rich(block.text), rows)


def rich(text: str) -> Markup:
    """Text with its bold signs and line breaks as elements."""
    return Markup(re.sub("&lt;br&gt;", "<br>", SIGNS.sub(r"<strong>\1</strong>", str(escape(text)))))


def _cells(rows: tuple[Row, ...], index: int) -> tuple[HtmlCell, ...]:
    cells = rows[index].cells
    return tuple(
        HtmlCell(rich(text), 1 + right_of(cells, col), 1 + below(rows, index, col))
        for col, text in enumerate(cells)
        if text not in ("<", "^")
    )


def right_of(cells: tuple[str, ...], col: int) -> int:
    """How many cells to the right a cell runs on over."""
    count = 0
    while col + count + 1 < len(cells) and cells[col + count + 1] == "<":
        count += 1
    return count


def below(rows: tuple[Row, ...], index: int, col: int) -> int:
    """How many cells below a cell runs on over."""
    count = 0
    while index + count + 1 < len(rows) and rows[index + count + 1].cells[col] == "^":
        count += 1
    return count
