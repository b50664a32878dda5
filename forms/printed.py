"""Document of a blank form → what is printed on it: title, labels with their blanks, row groups, sample texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forms.layout import Grid, Para, Slot, items
from forms.words import is_blank, is_numbered, key_of, squeezed
from ingest.document import Document

LONGEST_LABEL = 22
LONGEST_TITLE = 45
FRONT = 8
"""Lines in which a title must stand."""

MIN_COLUMNS, MIN_ROWS = 3, 2
"""Columns and blank rows that make a row group, and not labels with their values below."""

UNIT_HEADS = frozenset(("学时", "天数", "人数", "日期"))
"""Heads of columns that consist of words which elsewhere stand behind a blank."""

_ANNEX = re.compile(r"附件?\d{0,2}[:：]?")
_INLINE = re.compile(r"([^\s：:，,。；;（）()]{2,16}(?:[（(][^（）()]{1,12}[）)])?)\s*[：:]")
_SEAL = re.compile(r"[（(]?(?:单位)?(?:盖章|公章|签章)[）)]?")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．])")
_OPTIONS = re.compile(r"[□☐○◯]")
_UNITS = re.compile(r"(?:万?元|人次?|天|学时|课时|小时|个|期|次|家|门|名|位|%)+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what is printed where its entry goes (年 月 日, □是 □否)."""

    text: str
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A row group: the line above its header, if any, and the heads of its columns."""

    title: str
    columns: tuple[Label, ...]


@dataclass
class Printed:
    """All that is printed on a blank form."""

    title: str = ""
    labels: list[Label] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)


def bare(text: str) -> str:
    """A label as printed, without white space and colon."""
    return re.sub(r"\s+", "", text).rstrip("：:")


def printed(document: Document, title_words: re.Pattern[str]) -> Printed:
    """What is printed on a blank form; `title_words` are the ends of titles of forms."""
    found = Printed()
    lines = 0
    for item in items(document, (0, len(document.text))):
        if isinstance(item, Grid):
            _read_grid(item, found, title_words)
            continue
        lines += 1
        if not found.title and lines <= FRONT and _is_title(item.text, title_words):
            found.title = item.text.strip()
        elif not item.note and _ANNEX.fullmatch(squeezed(item.text)) is None:
            _read_line(item, found)
    return found


def _is_title(text: str, title_words: re.Pattern[str]) -> bool:
    name = re.sub(r"\([^()]*\)$", "", squeezed(text))
    return len(name) <= LONGEST_TITLE and title_words.search(name) is not None and ":" not in name


# ---------------------------------------------------------------- lines


def _read_line(para: Para, found: Printed) -> None:
    text = para.text.strip()
    labels = list(_inline(text))
    if labels:
        found.labels += labels
    elif _SEAL.fullmatch(squeezed(text)):
        found.labels.append(Label(text))
    elif is_numbered(text) and len(key_of(text)) <= LONGEST_LABEL:
        found.labels.append(Label(_NUMBER.sub("", bare(text))))
    elif found.labels and len(squeezed(text)) > 4 and not is_blank(text):
        found.samples.append(text)


def _inline(text: str) -> Iterator[Label]:
    """Labels with their colons inside a text; what stands behind one up to the next is its blank."""
    hits = list(_INLINE.finditer(text))
    ends = [*(hit.start() for hit in hits[1:]), len(text)]
    for hit, end in zip(hits, ends, strict=False):  # no hits, and still an end of the text
        blank = text[hit.end() : end]
        label = _NUMBER.sub("", bare(hit[1]))
        if len(label) > LONGEST_LABEL:
            continue
        yield Label(label, blank)
        if _SEAL.fullmatch(squeezed(blank)):
            yield Label(bare(blank))


# ---------------------------------------------------------------- tables


def _read_grid(grid: Grid, found: Printed, title_words: re.Pattern[str]) -> None:
    taken: set[int] = set()
    banner = ""
    for row in range(grid.rows):
        if row in taken:
            continue
        cells = grid.row(row)
        heads = _heads(grid, row)
        if heads:
            side = next((c.text for c in cells if c not in heads), "")
            found.groups.append(Group(banner or side, tuple(Label(bare(c.text)) for c in heads)))
            taken.update(_blank_rows(grid, row, heads))
            banner = ""
            continue
        whole = len(cells) == 1 and cells[0].col_span >= grid.cols
        if whole and not found.title and _is_title(cells[0].text, title_words):
            found.title = cells[0].text.strip()
        elif whole and not list(_inline(cells[0].text)) and 0 < len(squeezed(cells[0].text)) <= LONGEST_LABEL:
            banner = cells[0].text
        else:
            found.labels += _pairs(grid, cells, taken)


def _heads(grid: Grid, row: int) -> Sequence[Slot]:
    """The heads of a row group that begins in this row, none where it does not."""
    cells = [cell for cell in grid.row(row) if cell.row_span == 1]
    named = all(_is_label(cell.text) or squeezed(cell.text) in UNIT_HEADS for cell in cells)
    if len(cells) >= MIN_COLUMNS and named and len(_blank_rows(grid, row, cells)) >= MIN_ROWS:
        return cells
    return ()


def _blank_rows(grid: Grid, row: int, heads: Sequence[Slot]) -> list[int]:
    """The rows below with the same columns and nothing in them; running numbers in the first count as nothing."""
    rows = []
    for below in range(row + 1, grid.rows):
        cells = [cell for head in heads if (cell := grid.at(below, head.col)) is not None]
        spans = [cell.col_span for cell in cells] == [head.col_span for head in heads]
        if not spans or any(not is_blank(cell.text) for cell in cells[1:]) or not _is_number(cells[0].text):
            break
        rows.append(below)
    return rows


def _is_number(text: str) -> bool:
    return is_blank(text) or re.fullmatch(r"\d{1,2}|…+|\.+", squeezed(text)) is not None


def _pairs(grid: Grid, cells: Sequence[Slot], taken: set[int]) -> Iterator[Label]:
    """Labels of a row: with the blank to the right, below, or in the same cell."""
    for cell in cells:
        if _is_entry(cell.text):
            continue
        inline = list(_inline(cell.text))
        right, below = grid.right_of(cell), grid.below(cell)
        if right is not None and _is_entry(right.text) and _is_label(cell.text):
            yield Label(bare(cell.text), right.text)
        elif inline:
            yield from inline
        elif below is not None and below.row not in taken and _is_entry(below.text) and _is_label(cell.text):
            yield Label(bare(cell.text), below.text)


def _is_label(text: str) -> bool:
    key = key_of(text)
    return 0 < len(key) <= LONGEST_LABEL and _OPTIONS.search(key) is None and not is_blank(text)


def _is_entry(text: str) -> bool:
    """Whether a cell is there to be filled in: blank, options to tick, a unit, or a place for seal and date."""
    words = squeezed(text)
    rest = re.sub(r"年月日|签[字名]|:|\(|\)", "", _SEAL.sub("", words))
    return is_blank(text) or _OPTIONS.search(words) is not None or not rest or _UNITS.fullmatch(rest) is not None
