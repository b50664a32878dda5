"""Document → the units that are aligned: paragraphs, headings and table cells, each with the text that is compared.

Compared is what is said: blind to blanks, to the width of signs, to kinds of brackets and quotation marks, and to the
number a clause begins with. Page numbers, running heads and site navigation are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.document import BlockKind, Document, Level, PagePlace, Span
from rulesgen.passages import overlap

_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SIGNS = {"。": ".", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "〝": '"', "〞": '"'}
_BRACKETS = {"〔": "(", "〕": ")", "【": "(", "】": ")", "［": "(", "］": ")", "[": "(", "]": ")"}
_DASHES = dict.fromkeys("—–―－─～~﹣‐−", "-")
_FOLD = str.maketrans({**{chr(k): v for k, v in _WIDTH.items()}, **_SIGNS, **_BRACKETS, **_DASHES})
_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]{1,4}[条章节款]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|[一二三四五六七八九十]{1,3}\s*、"
    r"|\d{1,2}\s*(?:[.．、](?!\d)|[.．、](?=\d{4}年)|[)）])|[①-⑳])\s*"
)

_PHONE = re.compile(r"(?<!\d)0\d{2,3}(-+)\d{7,8}(?!\d)")  # 0531-51788246 and 053151788246 are one number


@dataclass(frozen=True)
class Unit:
    """A paragraph, heading or table cell.

    `key` is the text that is compared, `at` the offset in the document of each of its signs. `damaged` are spans that
    could not be read for certain; `raw` is then what was read, "" else;
    `is_guessed`: a repair in it is inferred.
    """

    index: int
    span: Span
    text: str
    key: str
    at: tuple[int, ...]
    clause: tuple[str, ...]
    page: int | None
    damaged: tuple[Span, ...]
    raw: str = ""
    is_guessed: bool = False

    @cached_property
    def is_damaged(self) -> bool:
        """Whether any of it could not be read for certain."""
        return bool(self.damaged)


def units(document: Document, damaged: Sequence[Span] = ()) -> tuple[Unit, ...]:
    """The units of a document in reading order. `damaged` adds to what its own repairs mark as doubtful."""
    doubtful = sorted({*damaged, *_doubtful(document)})
    found: list[Unit] = []
    for span, clause in _spans(document):
        text = document.quote(span)
        key, at = _folded(text, span[0])
        if key:
            touched = tuple(d for d in doubtful if overlap(d, span))
            raw = _folded(document.raw_quote(span), 0)[0] if touched else ""
            guessed = any(r.level is Level.INFERRED for r in document.repairs_in(span)) if touched else False
            page = _page(document, span)
            found.append(Unit(len(found), span, text, key, at, clause, page, touched, raw, guessed))
    return tuple(found)


def _doubtful(document: Document) -> Iterator[Span]:
    for repair in document.repairs:
        if repair.level is not Level.CERTAIN:
            yield (repair.span[0], max(repair.span[1], repair.span[0] + 1))


def _spans(document: Document) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for block in document.body:
        if block.kind is not BlockKind.TABLE:
            yield block.span, block.clause
            continue
        table = document.table_at(block.span[0])
        if table is None or not table.cells:
            yield block.span, block.clause
            continue
        # each cell is a unit: how a form is drawn into rows differs from format to format
        for span in sorted({c.span for c in table.cells if c.span[0] < c.span[1]}):
            yield span, block.clause


def _folded(text: str, start: int) -> tuple[str, tuple[int, ...]]:
    """A text as it is compared, and where each of its signs stands."""
    number = _NUMBER.match(text)
    first = number.end() if number else 0
    kept = [(sign.translate(_FOLD), start + i) for i, sign in enumerate(text) if i >= first and not _blank(sign)]
    dashes = {i for m in _PHONE.finditer("".join(sign for sign, _ in kept)) for i in range(*m.span(1))}
    kept = [pair for i, pair in enumerate(kept) if i not in dashes]
    return "".join(sign for sign, _ in kept), tuple(place for _, place in kept)


def _blank(sign: str) -> bool:
    return sign.isspace() or sign in "\u200b\ufeff\u00ad□☐"  # an empty box is lost in scans, and says nothing


def _page(document: Document, span: Span) -> int | None:
    block = document.block_at(span[0])
    if block is not None and block.page:
        return block.page
    return next((p.page for p in document.locate((span[0], span[0] + 1)) if isinstance(p, PagePlace)), None)
