"""The grid of a Word table: which cell stands where, and over how many rows and columns it reaches.

Source: ISO/IEC 29500-1, 17.4 (gridSpan, vMerge, gridBefore) and the older hMerge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ingest.word import tags
from ingest.word.tags import VAL, flattened, is_on, number_of, properties_of

_MAX_SPAN = 1000  # a grid wider than this is an attack on the memory, not a table


@dataclass(slots=True)
class GridCell:
    """A w:tc at (row, col) of the grid; `index` counts the cells of its row in the XML.

    `covered`: the cell lies under one above it (vMerge) or to the left (hMerge) and shows nothing itself.
    """

    element: etree._Element
    index: int
    col: int
    col_span: int = 1
    row_span: int = 1
    covered: bool = False


@dataclass(slots=True)
class GridRow:
    """A w:tr; `index` counts the rows of the table in the XML."""

    index: int
    cells: list[GridCell] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table's rows that are shown, and how many were inserted, or left out as deleted or hidden."""

    rows: list[GridRow] = field(default_factory=list)
    inserted: int = 0
    deleted: int = 0
    hidden: int = 0


def read_grid(table: etree._Element) -> Grid:
    """The grid of a w:tbl. Rows deleted under tracked changes and hidden rows are counted and left out."""
    grid = Grid()
    above: dict[int, GridCell] = {}  # cells that a vMerge below may lengthen, by column
    for index, row in enumerate(flattened(table, tags.TR)):
        properties = row.find(tags.TR_PR)
        if properties is not None and properties.find(tags.DEL) is not None:
            grid.deleted += 1
        elif properties is not None and is_on(properties.find(tags.HIDDEN)):
            grid.hidden += 1
        else:
            grid.inserted += properties is not None and properties.find(tags.INS) is not None
            cells, above = _read_row(row, properties, above)
            grid.rows.append(GridRow(index, cells))
    return grid


def _read_row(
    row: etree._Element, properties: etree._Element | None, above: dict[int, GridCell]
) -> tuple[list[GridCell], dict[int, GridCell]]:
    col = _span(properties.find(tags.GRID_BEFORE)) if properties is not None else 0
    cells: list[GridCell] = []
    merging: dict[int, GridCell] = {}
    for index, element in enumerate(flattened(row, tags.TC)):
        cell = GridCell(element, index, col)
        tc_pr = properties_of(element, tags.TC_PR)
        if tc_pr is not None:
            marks = {prop.tag: prop for prop in tc_pr}
            if tags.CELL_DEL in marks:
                continue
            cell.col_span = max(1, _span(marks.get(tags.GRID_SPAN)))
            if tags.H_MERGE in marks and marks[tags.H_MERGE].get(VAL) != "restart" and cells:
                _widen(cells, cell)
            elif tags.V_MERGE in marks:
                holder = above.get(cell.col) if marks[tags.V_MERGE].get(VAL) != "restart" else None
                merging[cell.col] = _lengthen(holder, cell)
        cells.append(cell)
        col += cell.col_span
    return cells, merging


def _widen(row: list[GridCell], cell: GridCell) -> None:
    """The cell to the left covers this one."""
    cell.covered = True
    holder = next((left for left in reversed(row) if not left.covered), row[-1])
    holder.col_span += cell.col_span


def _lengthen(holder: GridCell | None, cell: GridCell) -> GridCell:
    """The cell above covers this one, unless none does; returns the one that the next row may go on with."""
    if holder is None:
        return cell
    cell.covered = True
    holder.row_span += 1
    return holder


def _span(element: etree._Element | None) -> int:
    return min(max(0, number_of(element)), _MAX_SPAN)
