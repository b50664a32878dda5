"""Tables in plain text: rows of cells parted by tabs, by upright strokes, or below a head by two blanks and more.

Lines in, the same lines and the tables out; a row's line becomes one line for each cell. A row that lost the cells
merged with those above it, as copies from a browser do, is set below the columns that hold cells like its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Span
from ingest.reading import Line, RawCell, RawTable

_RULE = re.compile(r"[|｜+\s:=-]+")  # |---|---| between the head and the rows of a Markdown table
_STROKE = re.compile(r"[|｜]")
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
_HEAD_CELL = re.compile(r"[^\d，。；：:、]{1,10}")
_HEAD_WORD = re.compile(
    r"学时|学分|课程|序号|单位|电话|时间|项目|标准|内容|名称|类别|类型|性质|形式|方式|人数|备注|上限|地点|姓名"
    r"|分值|得分|评分|要点|对象|级别"
)
_GAPPED_HEAD = 3  # cells, at least, of a head whose rows are parted by blanks
_GAPPED_ROWS = 3
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?\s?(?:个|余)?(?:学时|学分|课时|天|次|人|元|分)(?:以内|以上)?|不设?限|不设上限|[—－/-]+"
)
_MIN_ROWS = 2
_MIN_FILLED = 0.6


def find_tables(raw: str, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[RawTable, ...]]:
    """Runs of at least two rows with the same separator, as tables; all other lines as they are."""
    placed: list[Line] = []
    tables: list[RawTable] = []
    for run in _runs(raw, lines):
        rows = [cells for line in run if (cells := _cells(raw, line))]
        if not _is_table(raw, _separator(raw, run[0]), rows):
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
    if _GAP.search(text):
        return " "
    return "|" if text[:1] in "|｜" and len(_STROKE.findall(text)) > 1 else ""


def _is_table(raw: str, mark: str, rows: Sequence[Sequence[Span]]) -> bool:
    if len(rows) < _MIN_ROWS or max(len(cells) for cells in rows) < 2:
        return False
    return _is_headed(raw, rows) if mark == " " else _is_grid(rows)


def _is_headed(raw: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Rows parted by blanks are a table only below a head of short names that no other row is wider than."""
    head = [raw[slice(*span)] for span in rows[0]]
    return (
        len(rows) >= _GAPPED_ROWS
        and len(head) >= _GAPPED_HEAD
        and all(map(_HEAD_CELL.fullmatch, head))
        and sum(_HEAD_WORD.search(cell) is not None for cell in head) * 2 >= len(head)
        and all(len(cells) <= len(head) for cells in rows)
    )


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
    if mark == " ":
        gaps = [m.span() for m in _GAP.finditer(raw, start, end)]
        return list(zip([start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end], strict=True))
    if mark == "|":
        edges = [start + m.start() for m in _STROKE.finditer(text)]
        stops = edges if edges[-1] >= end - 1 else [*edges, end]
        pairs = list(zip([e + 1 for e in stops[:-1]], stops[1:], strict=True))
    else:
        before = raw[raw.rfind("\n", 0, start) + 1 : start]
        start -= len(before) if "\t" in before else 0  # the empty cells that a row begins with
        edges = [m.start() for m in re.compile("\t").finditer(raw, start, end)]
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
    cells: dict[Span, RawCell] = {}
    last: dict[int, Span] = {}  # the cell that stands lowest in a column so far, by its place
    for row, (line, spans, first) in enumerate(zip(placed, rows, _first_columns(raw, rows), strict=True)):
        for col in range(first):
            if (above := last.get(col)) is not None:
                cells[above] = replace(cells[above], row_span=row - above[0] + 1)
        for col, span in enumerate(spans, first):
            cells[row, col] = RawCell(row, col, 1, 1, span, line.place)
            last[col] = (row, col)
    return RawTable((run[0].span[0], run[-1].span[1]), len(rows), max(map(len, rows)), tuple(cells.values()))


def _first_columns(raw: str, rows: Sequence[Sequence[Span]]) -> Iterator[int]:
    """The column of each row's first cell: 0, or for a row that lacks cells the one below which its cells fit best."""
    width = max(map(len, rows))
    kinds = [[_kind(raw[slice(*span)]) for span in row] for row in rows]
    whole = [row for row in kinds[1:] if len(row) == width]
    for row, spans in zip(kinds, rows, strict=True):
        at = spans[-1][1]
        stop = raw.find("\n", at)
        behind = raw.count("\t", at, len(raw) if stop < 0 else stop)  # cells left empty at the end
        missing = width - len(row) - behind
        if missing < 1 or width < _GAPPED_HEAD or not whole:
            yield 0
            continue
        fits = [sum(row[i] == other[i + at] for other in whole for i in range(len(row))) for at in range(missing + 1)]
        yield max(range(missing + 1), key=lambda at: (fits[at], at))  # the cells merged with others stand in front


def _kind(cell: str) -> str:
    """What sort of entry a cell holds: a number, an amount, words with an amount in them, other words."""
    if _NUMBER.fullmatch(cell):
        return "number"
    if _AMOUNT.fullmatch(cell):
        return "amount"
    return "rate" if re.search(r"\d\s?个?(?:学时|学分)", cell) else "text" if cell else ""
