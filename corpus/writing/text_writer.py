"""A source comes in, the bytes of a plain text file go out, wrapped and encoded as its output asks.

A wrapped file looks like the text of a scan: hard lines, page numbers in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from corpus.writing.markup import Block, Output, Source, plain
from corpus.writing.numbering import numbered

WIDTH = 36
"""Characters a line that titles are centred in and dates moved to the right of, where the output is not wrapped."""

TOKEN = re.compile(r"[0-9A-Za-z@:/._-]+|.", re.DOTALL)
CLOSING = frozenset("，。、；：）》〕”,.;:)")

CENTRED = frozenset({"letterhead", "number", "title", "formtitle"})
TO_THE_RIGHT = frozenset({"sign", "date"})
WITHOUT_INDENT = frozenset({"addressee", "attach", "line", "box", "copy", "imprint"})


def text_bytes(source: Source, output: Output) -> bytes:
    """The encoded file. Line ends are those of the system that writes such files: CRLF except for UTF-8."""
    lines = [line for block in numbered(source.blocks) for line in _lines(*block, output)]
    if output.page_lines:
        lines = list(_paged(lines, output.page_lines))
    end = "\n" if output.encoding == "utf-8" else "\r\n"
    return (end.join(lines) + end).encode(output.encoding)


def _lines(number: str, block: Block, output: Output) -> Iterator[str]:
    width = output.wrap or WIDTH
    if block.role == "page":
        yield ""
    elif block.role == "table":
        yield from (row.words.replace("\t", "  ") if output.wrap else row.words for row in block.rows)
    elif block.role in CENTRED:
        yield from (" " * max(0, width - len(part)) + part for part in cut(plain(block.text), output.wrap))
    elif block.role in TO_THE_RIGHT:
        yield " " * max(0, 2 * (width - len(block.text)) - 4) + block.text
    else:
        indent = "" if block.role in WITHOUT_INDENT else "　　"
        yield from cut(indent + number + plain(block.text), output.wrap)


def cut(text: str, width: int) -> list[str]:
    """Lines of at most `width` wide characters as a printer sets them: figures and words whole, no line that starts
    with a closing sign."""
    if not width:
        return [text]
    lines, filled = [""], 0
    for token in TOKEN.findall(text):
        size = sum(2 if east_asian_width(c) in "WFA" else 1 for c in token)
        if filled + size > 2 * width and token[0] not in CLOSING:
            lines.append("")
            filled = 0
        lines[-1] += token
        filled += size
    return lines


def _paged(lines: list[str], size: int) -> Iterator[str]:
    for page, start in enumerate(range(0, len(lines), size), 1):
        yield from lines[start : start + size]
        yield from ("", f"- {page} -", "")
