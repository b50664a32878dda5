"""Tables in plain text: rows of cells parted by tabs or by upright strokes, as copied from Word or written by hand.

Lines in, the same lines and the tables out; a row's line becomes one line for each cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Span
from ingest.reading import Line, RawCell, RawTable

_RULE = re.compile(r"[|｜+\s:=-]+")  # |---|---| between the head and the rows of a Markdown table
_STROKE = re.compile(r"[|｜]")
_MIN_ROWS = 2
_MIN_FILLED = 0.6


def find_tables(raw: str, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[RawTable, ...]]:
    """Runs of at least two rows with the same separator, as tables; all other lines as they are."""
    placed: list[Line] = []
    tables: list[RawTable] = []
    for run in _runs(raw, lines):
        rows = [cells for line in run if (cells := _cells(raw, line))]
        if len(rows) < _MIN_ROWS or max(len(cells) for cells in rows) < 2 or not _is_grid(rows):
            placed.extend(replace(line, complete=True) if "\t" in raw[slice(*line.span)] else line for line in run)
            continue
        index = len(tables)
        tables.append(_table(raw, run, rows))
        for line in run:
            placed.extend(
                replace(line, span=span, complete=True, table=index) for span in _cells(raw, line) if span[1] > span[0]
            )
    return tuple(placed), tuple(tables)


def _runs(raw: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Adjacent lines of the same kind (rows of one separator, or other text), in order."""
    run: list[Line] = []
    kind = ""
    for line in lines:
        here = _separator(raw, line)
        apart = bool(run) and raw.count("\n", run[-1].span[1], line.span[0]) > 1
        if run and (here != kind or (here and apart)):
            yield run
            run = []
        run.append(line)
        kind = here
    if run:
        yield run


def _separator(raw: str, line: Line) -> str:
    text = raw[slice(*line.span)]
    if "\t" in text.strip():
        return "\t"
    return "|" if text[:1] in "|｜" and len(_STROKE.findall(text)) > 1 else ""


def _is_grid(rows: Sequence[Sequence[Span]]) -> bool:
    """Most rows are of one width, and most cells hold something: the lines of a blank form make no grid."""
    width = max(len(cells) for cells in rows)
    even = sum(1 for cells in rows if width - len(cells) <= 1)
    spans = [span for cells in rows for span in cells]
    filled = sum(1 for span in spans if span[1] > span[0])
    return even >= len(rows) * 0.6 and filled >= len(spans) * _MIN_FILLED


def _cells(raw: str, line: Line) -> list[Span]:
    """The spans of a row's cells, blanks taken off; a rule between rows has none."""
    start, end = line.span
    text = raw[start:end]
    mark = _separator(raw, line)
    if not mark or (mark == "|" and _RULE.fullmatch(text)):
        return []
    if mark == "|":
        edges = [start + m.start() for m in _STROKE.finditer(text)]
        stops = edges if edges[-1] >= end - 1 else [*edges, end]
        pairs = list(zip([e + 1 for e in stops[:-1]], stops[1:], strict=True))
    else:
        edges = [start + m.start() for m in re.finditer(r"\t", text)]
        pairs = list(zip([start, *(e + 1 for e in edges)], [*edges, end], strict=True))
    return [_trim(raw, pair) for pair in pairs]


def _trim(raw: str, span: Span) -> Span:
    a, b = span
    while a < b and raw[a].isspace():
        a += 1
    while b > a and raw[b - 1].isspace():
        b -= 1
    return a, b


def _table(raw: str, run: Sequence[Line], rows: Sequence[Sequence[Span]]) -> RawTable:
    placed = [line for line in run if _cells(raw, line)]
    cells = tuple(
        RawCell(row, col, 1, 1, span, line.place)
        for row, (line, spans) in enumerate(zip(placed, rows, strict=True))
        for col, span in enumerate(spans)
    )
    return RawTable((run[0].span[0], run[-1].span[1]), len(rows), max(map(len, rows)), cells)
