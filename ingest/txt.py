"""Plain text → Reading. Lines as printed; marks of Markdown and HTML that came along are told apart from the text.

Text files come from copied web pages, from OCR programs and from editors of many years, so the encoding is judged
from the bytes and the line breaks mean nothing by themselves.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.data import load_yaml
from ingest.document import LinePlace, Notice, Span
from ingest.errors import UnreadableFileError
from ingest.reading import Inline, Line, Reading
from ingest.txt_tables import find_tables

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"[-*•]\s+(?=[一-鿿《“])")
_TOLERATED = 50  # one damaged character among so many non-ASCII ones does not make the encoding another
_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_PASTED = 200  # code points of a line that may be a whole notice
_FEWEST_CLAUSES = 3
_CLAUSES = re.compile(
    r"(?:\s|(?<=[。；：]))(?:[一二三四五六七八九十]{1,2}、[一-鿿]|第[一二三四五六七八九十]{1,3}条|[①-⑩◆●■]"
    r"|（[一二三四五六七八九十]{1,2}）)"
)
_GAP = re.compile(r"(?<=[一-鿿。：；！？）》”0-9])\s+(?=(?![年月日号个学])[一-鿿（《“]|(?:19|20)\d{2}\s?年)")
# Where even the blanks are gone: before a clause, around the number and the title, before and inside the signature
_OFFICE = r"(?:局|厅|委|院|会|校|大学|基地|中心|办公室)"
_DAY = (
    r"(?:(?:19|20)\d{2}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_EDGE = re.compile(
    r"(?<=[。；：])(?=[一二三四五六七八九十]{1,2}、[一-鿿]|（[一二三四五六七八九十]{1,2}）)"
    r"|(?<=[局厅委院会学件])(?=[一-鿿]{2,10}[〔\[](?:19|20)\d{2}[〕\]]第?\d{1,4}号[^。；，《》]{0,40}关于)"
    r"|(?<=[〕\]]\d号)(?=[^。；，《》]{0,40}关于)|(?<=[〕\]]\d{2}号)(?=[^。；，《》]{0,40}关于)"
    r"|(?<=[〕\]]\d{3}号)(?=[^。；，《》]{0,40}关于)"
    r"|(?<=通知|公告|通告|意见)(?=(?:各|全[省市县区校院]|院内)[^。；：]{1,160}：)"
    r"|(?<=[。；])(?=[一-鿿]{3,24}" + _OFFICE + r"\s{0,4}" + _DAY + r"\s{0,2}(?:附|抄|$))"
    r"|(?<=[局厅委院会校学地心室])(?=" + _DAY + r"(?:附|抄|$))|(?<=年\d月\d日)(?=附件)"
    r"|(?<=[。；\d表])(?=附件[：:])"
)
_LINE_END = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")


def decode(data: bytes) -> str:
    """Bytes of a text file as text; raises as `decode_counted`."""
    return decode_counted(data)[0]


def decode_counted(data: bytes) -> tuple[str, int]:
    """Bytes of a text file as text, without the byte order mark, and how many places of it were damaged.

    UTF-8, UTF-16 and UTF-32 by mark or by shape, then GB18030 (GB 18030-2022, which holds GBK and GB 2312), then
    either of the two with a damaged place here and there, then whatever charset-normalizer finds. Raises
    UnreadableFileError when no encoding gives text.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(name), 0
            except UnicodeDecodeError:
                break
    for attempt in (_utf8, _decode_wide, _gb18030):
        if (text := attempt(data)) is not None:
            return text, 0
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        lost = text.count("\ufffd")
        if lost * _TOLERATED <= len(text) - len(text.encode("ascii", "ignore")):
            return text, lost
    best = from_bytes(data).best()
    if best is None:
        raise UnreadableFileError(
            "ING_TRUNCATED", "文字编码无法识别，文件可能残缺", "请用记事本打开后另存为 UTF-8 编码再试"
        )
    return str(best), 0


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _gb18030(data: bytes) -> str | None:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _decode_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of ASCII punctuation and line ends is zero."""
    if len(data) % 2 or b"\x00" not in data[:4096]:
        return None
    odd, even = data[1:4096:2].count(0), data[0:4096:2].count(0)
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None


@cache
def _markup() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load_yaml("markup.yaml")["inline"]
    return tuple((re.compile(row["find"]), row["role"]) for row in rows)


def find_markup(raw: str) -> tuple[Inline, ...]:
    """Marks inside a text that are not the notice's own words: tags, emphasis marks, bookmarks, floating buttons.

    A row of markup.yaml marks its group "mark" where it has one (there may be two), else the whole match.
    """
    found: list[Inline] = []
    for pattern, role in _markup():  # the specific row first: what lies inside its match is no mark of its own
        for match in pattern.finditer(raw):
            groups = [g for g in range(1, pattern.groups + 1) if match.start(g) >= 0] or [0]
            spans = [match.span(g) for g in groups if match.end(g) > match.start(g)]
            if not any(a < other.raw_span[1] and other.raw_span[0] < b for a, b in spans for other in found):
                found.extend(Inline(span, role) for span in spans)
    return tuple(sorted(found, key=lambda inline: inline.raw_span))


def _run_together(raw: str, start: int, end: int) -> list[Span] | None:
    """The paragraphs of a notice pasted as one line, where blanks stand for the line ends; None for other lines."""
    if end - start < _PASTED or len(_CLAUSES.findall(raw, start, end)) < _FEWEST_CLAUSES:
        return None
    inner = {m.end() for pattern in (_GAP, _EDGE) for m in pattern.finditer(raw, start, end)}
    edges = sorted({start, *inner, end})
    return [(a, a + len(raw[a:b].rstrip())) for a, b in pairwise(edges) if raw[a:b].strip()]


def read_txt(data: bytes, path: Path) -> Reading:
    """A text file as a Reading. Raises UnreadableFileError (ING_TRUNCATED, ING_EMPTY)."""
    try:
        raw, lost = decode_counted(data)
    except UnreadableFileError as error:
        raise UnreadableFileError(error.code, error.reason, error.advice, path) from error
    if not raw.strip():
        raise UnreadableFileError("ING_EMPTY", "文件中没有文字", "请确认是否传错了文件", path)
    lines: list[Line] = []
    number, counted = 1, 0
    for match in _LINE.finditer(raw):
        number += len(_LINE_END.findall(raw, counted, match.start()))
        counted = match.start()
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        end -= len(match.group()) - len(match.group().rstrip())
        if start >= end:
            continue
        if (pieces := _run_together(raw, start, end)) is not None:
            lines.extend(Line(piece, LinePlace(number), complete=True) for piece in pieces)
            continue
        heading, bullet = _HEADING.match(raw, start, end), _BULLET.match(raw, start, end)
        mark = heading or bullet
        level = len(heading.group(1)) if heading else 0
        lines.append(Line((mark.end() if mark else start, end), LinePlace(number), markup_level=level))
    placed, tables = find_tables(raw, lines)
    notices = (Notice("ING_TRUNCATED", f"有 {lost} 处字节不成文字，文件可能残缺"),) if lost else ()
    return Reading(raw, placed, "text/plain", "txt", tables=tables, inlines=find_markup(raw), notices=notices)
