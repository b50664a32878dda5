"""Checks of enumerations (NUM_COUNT_MISMATCH): how many things a sentence names against how many it says it names.

Chinese does not mark where an enumeration begins, and 和 may stand inside a name; so every count that the words allow
is tried, and only where none fits is anything said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.clauses import read_mark
from ingest.document import Block, Span
from normalize.checks.case import Case
from normalize.checks.lists import amounts
from normalize.checks.reading import paragraphs
from normalize.record import Finding
from normalize.values.numbers import parse_int

_STOP = re.compile(r"[，,。；;：:！？!?\n（(）)]")
_JOINTS = re.compile(r"、|”“|》《|”(?=“)|》(?=《)")
_AND = re.compile(r"以及|[和与及或]")
_CIRCLED = re.compile(r"[①-⑳]")
_ORDINAL = re.compile(r"(?:^|[，,；;：:])\s?([一二三四五六七八九十])是")
_NUMERAL = re.compile(r"^[\d一二三四五六七八九十两]+$")
_AS_ABOVE = re.compile(r"(?:等|共|共计|合计|这|以上|上述)*$")
_OPENING = re.compile(r"[^，,。；;：:\n]{0,12}[：:，,]")
_CHOSEN = re.compile(  # 任学三门, 从中选两个, 至少完成四项: what is chosen from the things told, not how many they are
    r"(?:[任自选择挑]选?[学修读]?|选[取择定]|挑|抽|(?:至少|不少于|最多|不超过)(?:[学修选读完成参加报]{1,2})?|(?:其中|从中|里|中)的?(?:任意|任何)?)\s?$"
)
_MOST = 60  # more things than this are not told one by one
_LONG_PIECE = 14  # a piece as long holds more than a name


def count_mismatch(case: Case) -> Iterator[Finding]:
    """NUM_COUNT_MISMATCH: A、B、C等4家; 五个专题：A、B、C、D。; 三个平台：①…②…③…④…; 分三步：with four items below."""
    for block in paragraphs(case):
        for match in _stated().finditer(case.text, *block.span):
            stated = parse_int(match["number"])
            if stated is None or not 1 < stated <= _MOST or _CHOSEN.search(case.text, block.span[0], match.start()):
                continue
            found = _before(case, block, match, stated) or _behind(case, block, match, stated)
            if found is not None:
                listed, span = found
                what = case.document.quote(span).replace("\n", "")
                yield case.finding("NUM_COUNT_MISMATCH", [span], listed=listed, stated=stated, what=_short(what))


@cache
def _stated() -> re.Pattern[str]:
    number = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
    return re.compile(rf"(?<![\d.第〔（(\-—~～至到])(?P<number>{number})\s?(?P<noun>{amounts().counted.pattern})")


# ---------------------------------------------------------------- A、B、C等3家


def _before(case: Case, block: Block, match: re.Match[str], stated: int) -> tuple[int, Span] | None:
    """The enumeration that the number closes, where no count of it fits."""
    start = _chain_start(case.text, (block.span[0], match.start()))
    words = case.text[start : match.start()]
    chain = words[: m.start()] if (m := _AS_ABOVE.search(words)) else words
    open_end = "等" in words[len(chain) :]
    pieces = [p for p in _JOINTS.split(chain) if p.strip()]
    if len(pieces) < 2 or amounts().not_last.search(chain.rstrip("”》 ")) or not _are_names(pieces):
        return None
    counts = _counts(pieces)
    if stated in counts or (open_end and max(counts) < stated):
        return None
    return _nearest(counts, stated), (start, match.end())


def _chain_start(text: str, limits: Span) -> int:
    stops = [m.end() for m in _STOP.finditer(text, *limits)]
    return stops[-1] if stops else limits[0]


def _are_names(pieces: list[str]) -> bool:
    """Not bare numerals (一、二、三等奖) and no piece as long as a clause."""
    return not any(_NUMERAL.match(p.strip()) for p in pieces) and all(len(p) <= 40 for p in pieces[1:])


def _counts(pieces: list[str]) -> set[int]:
    """All counts that the pieces allow: the chain may begin late in the first pieces, and 和 may part two things."""
    counts: set[int] = set()
    for first in range(len(pieces) - 1):
        if first and not _may_open(pieces[first]):
            continue
        rest = pieces[first:]
        most = len(rest) + sum(len(_AND.findall(p)) for p in rest)
        counts.update(range(len(rest), most + 1))
    return counts


def _may_open(piece: str) -> bool:
    """Whether the first thing may be named late in a piece: behind a verb or preposition, or in a long stretch."""
    return len(piece) >= _LONG_PIECE or amounts().chain_start.search(piece) is not None


def _nearest(counts: set[int], stated: int) -> int:
    return min(counts, key=lambda n: (abs(n - stated), n))


# ---------------------------------------------------------------- 三个平台：…


def _behind(case: Case, block: Block, match: re.Match[str], stated: int) -> tuple[int, Span] | None:
    """The enumeration that the number announces: marked ①②③ or 一是二是, names up to the full stop, or paragraphs."""
    opening = _OPENING.match(case.text, match.end(), block.span[1])
    if opening is None:
        return None
    end = _sentence_end(case.text, (match.end(), block.span[1]))
    text = case.text[opening.end() : end]
    for pattern in (_CIRCLED, _ORDINAL):
        marks = list(pattern.finditer(text))
        if len(marks) > 1 and marks[0].start() <= 1 and _runs(marks):
            return (len(marks), (match.start(), end)) if len(marks) != stated else None
    if opening.group()[-1] in "，,":
        return None
    if opening.end() >= block.span[1]:
        return _paragraphs_below(case, block, match, stated)
    return _listed_behind(case, (opening.end(), end), match, stated)


def _listed_behind(case: Case, span: Span, match: re.Match[str], stated: int) -> tuple[int, Span] | None:
    """A、B、C。 behind a colon: nothing but names up to the full stop."""
    words = case.text[span[0] : span[1]].strip().rstrip("。；; ")
    pieces = [p for p in _JOINTS.split(words) if p.strip()]
    if len(pieces) < 2 or _STOP.search(words) or words.endswith("等") or not _are_names(pieces):
        return None
    most = len(pieces) + sum(len(_AND.findall(p)) for p in pieces)
    if len(pieces) <= stated <= most:
        return None
    return len(pieces), (match.start(), span[0] + len(case.text[span[0] : span[1]].rstrip()))


def _paragraphs_below(case: Case, block: Block, match: re.Match[str], stated: int) -> tuple[int, Span] | None:
    """The numbered paragraphs right below a line that ends in a colon, where they run from 1 without a gap."""
    blocks = list(paragraphs(case))
    below = blocks[blocks.index(block) + 1 :]
    values: list[int] = []
    level = 0
    for other in below:
        mark = read_mark(case.quote(other))
        if mark is None:
            if not values:
                return None
            continue
        level = level or mark.level
        if mark.level < level or (mark.level == level and mark.value != len(values) + 1):
            break
        if mark.level == level:
            values.append(mark.value)
    own = read_mark(case.quote(block))
    if len(values) < 2 or len(values) == stated or (own is not None and own.level >= level):
        return None
    return len(values), (match.start(), min(match.end() + 20, block.span[1]))


def _sentence_end(text: str, limits: Span) -> int:
    found = re.compile(r"[。\n]").search(text, *limits)
    return found.end() if found else limits[1]


def _runs(marks: list[re.Match[str]]) -> bool:
    """Whether marks begin at the first and leave none out."""
    signs = [m.group()[-1] if m.re is _CIRCLED else m.group(1) for m in marks]
    order = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" if marks[0].re is _CIRCLED else "一二三四五六七八九十"
    return "".join(signs) == order[: len(signs)]


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[:30]}…{words[-25:]}"
