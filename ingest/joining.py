"""Printed lines → paragraphs: which line goes on in the next one.

A PDF or a text file ends a line where the paper ends; the sentence goes on. The decision rests on the state of the
paragraph (numbered, finished, inside brackets), on the width of the column and, where the format has it, on indents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.clauses import ANNEX, ANNEX_LIST, DATE_LINE, annex_entry, read_mark
from ingest.reading import Line

_SPECKS = "∶·•∫、．\u3000 "
_TERMINAL = "。！？：；:;!?…"
_CLOSERS = "”’\"'）)】〉》」"
_PAIRS = {"《": "》", "（": "）", "(": ")", "“": "”", "〔": "〕", "<": ">"}
# a line that opens with one of these is a new entry whatever stands before it
_ENTRY = re.compile(
    r"(?:联\s?系\s?人(?:及(?:其)?(?:联系)?(?:电话|方式))?|(?:技术支持|技术咨询|政策咨询|业务咨询|平台咨询)(?:电话|QQ|热线)?|联系(?:电话|方式|地址|单位)|咨询电话|电\s?话|手\s?机|传\s?真|电子邮[箱件]|邮\s?箱|E-?mail|地\s?址|网\s?址|邮\s?编"
    r"|主送|抄送|发布时间|发布日期|来源|索引号|附\s?注|注\s?[:：]|备\s?注)\s?[:：(（]"
)
# 集体报名：刘老师 1397…: a label and its number, where the line above was not broken by the paper's edge
_LABELLED = re.compile(
    r"[一-鿿]{2,8}\s?[:：]\s?(?:[一-鿿]{2,4}\s?)?"
    r"(?:0\d{2,3}[-—－ ]|1[3-9]\d{9}|400-|[2-9]\d{6,7}(?!\d)|[\w.+-]+@|https?:|www\.)",
    re.ASCII,
)
_VALUE_FIRST = re.compile(r"[(（]?0\d{2,3}[)）—－ -]|1[3-9]\d{9}(?!\d)|400-|[\w.+-]+@|https?:|www\.", re.ASCII)
_ENUMERATED = re.compile(r"[一二三四五六七八九十]是|[-•●◆■□☑]\s?|[|｜]")
_TITLE_START = re.compile(r"(?:.{0,40}(?:厅|局|委|部|办公室|中心|协会|政府|会))?\s?关\s?于")
_TITLE_END = re.compile(
    r"(?:通\s{0,8}知|通\s{0,8}告|公\s{0,8}告|意\s{0,8}见|办\s?法|规\s?定|方\s?案|决\s?定|函|批\s?复|细\s?则|安\s?排|要\s?点|指\s?引|计\s?划)\s?(?:[（(].{1,12}[)）])?$"
)
_TITLE_REST = re.compile(
    r"的\s?(?:通\s?知|公\s?告|通\s?告|意\s?见|决\s?定|复?函|批\s?复|补充通知)(?:[（(][^（）()]{1,12}[)）])?"
)
_TITLE_LINES = 5
_DOC_NUMBER = re.compile(r"[一-鿿]{2,14}\s?[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?\d{1,4}\s?号")
_OFFICE_END = re.compile(r"(?:局|厅|委|委员会|部|处|科|股|中心|协会|学会|政府|办公室|医院|学院|大学|学校|公司|集团)$")
_ADDRESS = re.compile(r"[\w.+-]+@|https?:|www\.", re.ASCII)  # one long word, so the line before it was left short
# 传真： at the end of a line, its number on the next; a list of offices with their numbers
_LABEL_END = re.compile(r"\d[^。；]{0,20}(?:电话|传真|邮箱|手机|网址|邮编|联系人)\s?[:：]$")
_NUMBER_IN = re.compile(r"(?<!\d)[2-9]\d{6,7}(?!\d)")
_NUMBER_FIRST = re.compile(r"(?:0\d{2,3}[-—－ ]?)?[2-9]\d{6,7}(?!\d)")
_INDENT = re.compile(r"(?:^|\n)\u3000\u3000$")  # a paragraph of a text file stands in by two characters
_NUMERIC_DATE = re.compile(r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}")
_SIGNS = re.compile(
    r"[一-鿿 \u3000]{2,}(?:局|厅|委|委员会|部|处|科|股|办|中心|协会|学会|政府|办公室|医院|学院|大学"
    r"|学校|中学|小学|公司|集团|院|基地|联盟|站)(?:[（(](?:盖章|公章|章)[)）])?"
)
_LONGEST_OFFICE = 40
_LONG_PROSE = 20  # characters of a paragraph that fills more than one line of any column


@dataclass(frozen=True, slots=True)
class Column:
    """The shape of the text column: `width` in half-width characters (0 when lines are not wrapped), edges in points.

    `spaced`: printed lines stand apart by an empty line, so a single line end only parts pieces of one printed line.
    """

    width: int
    left: float | None
    right: float | None
    spaced: bool = False


def display_width(text: str) -> int:
    """Width in half-width characters; a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def find_column(raw: str, lines: Sequence[Line]) -> Column:
    """The column that the body is set in, from the lines that may be wrapped."""
    wrapped = [line for line in lines if not line.complete and line.table is None and not line.furniture]
    widths = sorted(display_width(re.sub(r"\s", "", raw[a:b])) for a, b in (line.span for line in wrapped))
    long = [w for w in widths if w >= 30]
    width = 0
    if len(long) >= 4:
        edge = long[int(len(long) * 0.9)]
        near = sum(1 for w in long if w >= edge * 0.85)
        if edge <= 160 and near >= len(long) * 0.4 and long[-1] <= edge * 1.35:
            width = edge
    lefts = sorted(line.left for line in wrapped if line.left is not None)
    rights = sorted(line.right for line in wrapped if line.right is not None)
    left = lefts[len(lefts) // 10] if lefts else None
    right = rights[int(len(rights) * 0.9)] if rights else None
    gaps = [raw[a.span[1] : b.span[0]].count("\n") for a, b in pairwise(wrapped) if not (a.page and b.page)]
    spaced = width > 0 and sum(1 for gap in gaps if gap > 1) > len(gaps) * 0.6
    return Column(width, left, right, spaced)


@dataclass(slots=True)
class Paragraph:
    """A paragraph while it grows: its text so far and its lines."""

    text: str
    lines: list[Line]

    def add(self, text: str, line: Line) -> None:
        """Take in the next line."""
        self.text += text
        self.lines.append(line)


def join_lines(raw: str, lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines grouped into paragraphs, in order. Furniture and table lines stay alone and never break a paragraph."""
    column = find_column(raw, lines)
    titles = _title_runs(raw, lines)
    signed = _signatures(raw, lines)
    groups: list[list[Line]] = []
    current: Paragraph | None = None
    in_list = False  # inside the list of annexes
    for i, line in enumerate(lines):
        if line.furniture:
            groups.append([line])
            continue
        text = raw[line.span[0] : line.span[1]]
        if line.table is not None:
            groups.append([line])
            current = None
        elif current is not None and (
            i in titles
            or (i not in signed and _goes_on(current, text, line, raw, column))
            or (in_list and i not in signed and _ends_list_entry(current, text, line, raw))
        ):
            current.add(text, line)
        else:
            in_list = _is_list_entry(text, in_list=in_list)
            current = Paragraph(text, [line])
            groups.append(current.lines)
    return [tuple(group) for group in groups]


def _signatures(raw: str, lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the lines right above a date that are an office each, and of the date: nothing goes on in them."""
    found: set[int] = set()
    texts = [raw[line.span[0] : line.span[1]].strip() for line in lines]
    for i, text in enumerate(texts):
        if i and (DATE_LINE.fullmatch(text) or _NUMERIC_DATE.fullmatch(text)):
            at = i - 1
            while at > 0 and len(texts[at]) <= _LONGEST_OFFICE and _SIGNS.fullmatch(texts[at]):
                found.update((at, i))
                at -= 1
    return frozenset(found)


def _title_runs(raw: str, lines: Sequence[Line]) -> frozenset[int]:
    """Indices of lines that go on a title 关于…的通知, which is broken by meaning (GB/T 9704-2012, 7.3.1)."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if i in found or line.furniture or line.table is not None:
            continue
        title = raw[line.span[0] : line.span[1]].strip()
        if i and _TITLE_REST.fullmatch(title):
            found.add(i)  # 关于印发…学习方案|的通知
            continue
        if not _TITLE_START.match(title) or _TITLE_END.search(title):
            continue
        for j in range(i + 1, min(i + _TITLE_LINES, len(lines))):
            after = lines[j]
            text = raw[after.span[0] : after.span[1]].strip()
            title += text
            if after.furniture or after.table is not None or len(text) > 40 or len(title) > 120:
                break
            if any(c in title for c in "。；：:;") or _starts_entry(text):
                break
            if _TITLE_END.search(title):
                found.update(range(i + 1, j + 1))
                break
    return frozenset(found)


def _goes_on(paragraph: Paragraph, text: str, line: Line, raw: str, column: Column) -> bool:
    """Whether `line` continues `paragraph`."""
    last = paragraph.lines[-1]
    if last.complete or line.markup_level:
        return False
    before = paragraph.text.rstrip()
    if _DOC_NUMBER.fullmatch(before) or _DOC_NUMBER.fullmatch(text.strip()) or _sizes_differ(last, line):
        return False
    if _TITLE_START.match(before) and _TITLE_END.search(before) and "。" not in before:
        return False
    if re.search(r"[一-鿿]\s?[:：]$", before) and _VALUE_FIRST.match(text):
        return True
    full = _is_full(paragraph.lines, raw, column)
    if _LABELLED.match(text.lstrip()) and not (full and _is_cjk_end(before)):
        return False
    if full and before[-1].isdigit() and re.match(r"\d{1,7}(?=[，,。；;、）)])", text):
        return True  # a number broken by the edge
    if full and before[-1] in "，、,：:" and _ENTRY.match(text.lstrip()) and not _ENTRY.match(before):
        return True  # …张老师，电话：|7224…，|邮箱：…
    if _starts_entry(text) and not (_is_inside_brackets(before) and read_mark(text.lstrip()) is None):
        return False
    if line.left is None and _INDENT.search(raw, max(0, line.span[0] - 3), line.span[0]):
        return False
    if text.lstrip()[:1] in "”’）)》，。、；：,;:】" or before[-1:] in "“‘（(《、，,":
        return True
    if (_is_inside_brackets(before) and before[-1] in "：:") or _is_cut_short(before, text.lstrip()):
        return True
    if _is_indented(line, column):
        return False
    if before[-1:] in "：:" and _is_flush(line, column) and _ADDRESS.match(text):
        return True
    if _is_finished(before):  # a sentence may end where the line does; then the indent of the next one decides
        return _is_flush(line, column) and before[-1] == "。" and _is_full(paragraph.lines, raw, column)
    if column.spaced and raw.count("\n", last.span[1], line.span[0]) == 1 and (text[0] in "“‘" or before[-1] in "”’"):
        return True
    if _is_inside_brackets(before) or _is_full(paragraph.lines, raw, column):
        return True
    return _is_prose(before, column) and not _ENTRY.match(before) and not DATE_LINE.fullmatch(text)


def _is_list_entry(text: str, *, in_list: bool) -> bool:
    stripped = text.strip()
    if ANNEX_LIST.match(stripped) or annex_entry(stripped):
        return True
    mark = read_mark(stripped)
    return in_list and mark is not None and mark.level == 3


def _ends_list_entry(paragraph: Paragraph, text: str, line: Line, raw: str) -> bool:
    """The rest of a broken title in the list of annexes: short, on the very next line, no number, date or office."""
    gap = raw[paragraph.lines[-1].span[1] : line.span[0]]
    stripped = text.strip()
    if gap.count("\n") > 1 or paragraph.lines[-1].complete or len(stripped) > 15 or _starts_entry(text):
        return False
    return not DATE_LINE.fullmatch(stripped) and not _OFFICE_END.search(stripped) and _is_cjk_end(paragraph.text)


def _is_cjk_end(text: str) -> bool:
    return "一" <= text.rstrip()[-1:] <= "鿿"


def _starts_entry(text: str) -> bool:
    stripped = text.lstrip().lstrip(_SPECKS)
    if text[:1] == "\u3000" and text[1:2] == "\u3000":
        return True
    return (
        read_mark(stripped) is not None
        or ANNEX.fullmatch(stripped.rstrip()) is not None
        or ANNEX_LIST.match(stripped) is not None
        or annex_entry(stripped) is not None
        or _ENTRY.match(stripped) is not None
        or _ENUMERATED.match(stripped) is not None
    )


def _is_finished(text: str) -> bool:
    bare = text.rstrip(_CLOSERS + " ")
    return bool(bare) and (bare[-1] in _TERMINAL)


def _sizes_differ(a: Line, b: Line) -> bool:
    """Two sizes of print are two paragraphs (title, number, text)."""
    return a.size is not None and b.size is not None and abs(a.size - b.size) > 0.15 * max(a.size, b.size)


def _is_cut_short(before: str, after: str) -> bool:
    """The line ends inside a phrase: 至 2023年 | 12月, 和 | …; no heading ends so."""
    if re.search(r"[0-9⒛]\s?[年月]$", before):
        return after[:1].isdigit()
    if _LABEL_END.search(before) or (_NUMBER_IN.search(before) and _is_cjk_end(before) and _NUMBER_FIRST.match(after)):
        return True
    return before[-1:] in "至和与及或为于按将"


def _is_indented(line: Line, column: Column) -> bool:
    """The first line of a paragraph stands in by two characters (GB/T 9704-2012, 7.3.3)."""
    if line.left is None or column.left is None or line.size is None:
        return False
    return line.left - column.left > 1.2 * line.size


def _is_flush(line: Line, column: Column) -> bool:
    """The line starts at the left edge of the column, in a format that has geometry."""
    if line.left is None or column.left is None or line.size is None:
        return False
    return abs(line.left - column.left) < 0.6 * line.size


def _is_inside_brackets(text: str) -> bool:
    tail = text[-120:]
    return any(tail.rfind(a) > tail.rfind(b) and len(tail) - tail.rfind(a) < 90 for a, b in _PAIRS.items())


def _is_full(lines: Sequence[Line], raw: str, column: Column) -> bool:
    """The last printed line reaches the right edge of the column, give or take three characters."""
    last = lines[-1]
    if last.right is not None and column.right is not None and last.size is not None:
        return last.right > column.right - 3 * last.size
    if not column.width:
        return False
    start = last.span[0]
    if column.spaced:  # the pieces of one printed line stand on lines of their own
        for before, after in pairwise(reversed(lines)):
            if raw.count("\n", after.span[1], before.span[0]) != 1:
                break
            start = after.span[0]
    return display_width(re.sub(r"\s", "", raw[start : last.span[1]])) >= column.width - 6


def _is_prose(text: str, column: Column) -> bool:
    """Unfinished running text. Where lines are wrapped a heading or a label is short and has no comma or full stop."""
    if column.width or column.right is not None:
        return any(c in text for c in "，。；,;") or len(text) > _LONG_PROSE * 2
    return len(text) >= _LONG_PROSE and any(c in text for c in "，。；")
