"""Checks of punctuation (TXT_*): missing and doubled marks, half and full width, brackets without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Span
from normalize.checks.case import RUNNING, Case, annex_of, listed
from normalize.record import Finding

_CJK = "一-鿿"
_BOOK_AFTER_NOTE = re.compile(r"》\s?[（(][^（）()\n]{2,40}[)）]《")
_DOUBLED = re.compile(r"[，,、；;：。]{2,}")
_DOTS = re.compile("。{3,}")  # an ellipsis of full stops is a habit, no slip
_QUOTE_ALONE = re.compile(r"\n[ \t\u3000]*[“”][ \t\u3000]*(?=\n)")

_HALF = re.compile(
    rf"(?<=[{_CJK}”》）)])[,;?!](?=\s?[{_CJK}“《（(]|\s*$)|(?<=[{_CJK}”》）)]):(?=\s?[{_CJK}“《（(])", re.M
)
_FULL = re.compile(r"[，；：？！]")
_HALF_BRACKET = re.compile(rf"(?<=[{_CJK}”》])[ ]?\((?=\s?[{_CJK}])")
_FULL_BRACKET = re.compile("（")
_LEVEL_TWO = re.compile(r"([（(])\s?[一二三四五六七八九十]{1,3}\s?[)）]")
_MOSTLY = 0.6
_FEW = 8  # marks needed before a text can be said to be written in one width

_PAIRS = {"（": "(", "(": "(", "《": "《", "“": "“", "〔": "〔", "【": "【", "「": "「", "<": "<"}
_CLOSERS = {"）": "(", ")": "(", "》": "《", "”": "“", "〕": "〔", "】": "【", "」": "「", ">": "<"}
_BRACKETS = re.compile("[（()）《》“”〔〕【】「」<>]")
_ITEM_NUMBER = re.compile(r"(?:^|[\s；;。，,：:、])[0-9A-Za-z一二三四五六七八九十①-⑳]{1,3}$")
_IN_NUMBER = re.compile(r"[\d”][”“]+\d|\d[”“]")  # a digit that was read as a quotation mark
_OPENS_TAG = re.compile(r"<(?=[A-Za-z/])")


def punctuation(case: Case) -> Iterator[Finding]:
    """TXT_PUNCT: no 、 between titles with a note between them, doubled marks, a quotation mark torn off its word."""
    missing = [m.span() for m in _BOOK_AFTER_NOTE.finditer(case.text, 0, case.body_end)]
    if missing:  # GB/T 15834-2011, 4.5.3.5: 、 is wanted where something stands between two titles in book-title marks
        yield case.finding(
            "TXT_PUNCT",
            [(e - 10, min(e + 6, len(case.text))) for _, e in missing],
            what="并列的书名号之间有括注，缺顿号",
        )
    marks = _DOUBLED.finditer(case.text, 0, case.body_end)
    doubled = [m for m in marks if case.is_running(m.start()) and not _DOTS.fullmatch(m.group())]
    if doubled:
        what = f"{listed([m.group() for m in doubled])}重复或误用"
        yield case.finding("TXT_PUNCT", [case.around(m.span()) for m in doubled], what=what)
    alone = [m.span() for m in _QUOTE_ALONE.finditer(case.document.raw)]
    if alone and not case.document.source.pages:
        places = [case.as_read(case.document.text_span(s), s) for s in alone]
        yield case.finding("TXT_PUNCT", places, what=f"引号与所引词语被拆到不同行，共{len(alone)}处")


def width_mixed(case: Case) -> Iterator[Finding]:
    """TXT_WIDTH_MIXED: one finding for the notice – half width throughout, or half width among full width."""
    half = [s for b in _running_blocks(case) for s in _spans(_HALF, case, b)]
    full = sum(len(_FULL.findall(case.quote(b))) for b in _running_blocks(case))
    if len(half) >= _FEW and len(half) > _MOSTLY * (len(half) + full):
        what = f"通篇中文使用半角标点，共{len(half)}处"
        yield case.finding("TXT_WIDTH_MIXED", [case.around(s) for s in half[:3]], what=what)
        return
    facets: list[tuple[str, Sequence[Span]]] = []
    numbers = _mixed_numbers(case)
    if numbers:
        facets.append(("同级编号的括号全角、半角不一", numbers))
    if half:
        facets.append((f"正文夹用半角标点{len(half)}处", [case.around(s) for s in half]))
    brackets = [s for b in _running_blocks(case) for s in _spans(_HALF_BRACKET, case, b)]
    if brackets and sum(len(_FULL_BRACKET.findall(case.quote(b))) for b in _running_blocks(case)) > len(brackets):
        facets.append((f"正文夹用半角括号{len(brackets)}处", [case.around(s) for s in brackets]))
    if facets:
        yield case.finding(
            "TXT_WIDTH_MIXED", [s for _, spans in facets for s in spans[:5]], what="；".join(f for f, _ in facets)
        )


def unbalanced(case: Case) -> Iterator[Finding]:
    """TXT_UNBALANCED: a bracket or quotation mark that has no partner in its paragraph, nor in the next one."""
    pending: list[tuple[Block, list[_Bracket]]] = []
    for block in case.blocks:
        if block.kind is BlockKind.TABLE:
            continue
        left = _unmatched(case, block)
        if pending:
            _settle(pending[-1][1], left)
        pending.append((block, left))
    for block, left in pending:
        if left:
            marks = listed([case.text[b.at] for b in left])
            places = sorted({case.around((b.at, b.at + 1)) for b in left})
            yield case.finding("TXT_UNBALANCED", [(max(block.span[0], a), b) for a, b in places], marks=marks)


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A bracket or quotation mark: its kind (the opening sign in half width), whether it opens, and where it stands."""

    kind: str
    opens: bool
    at: int


def _unmatched(case: Case, block: Block) -> list[_Bracket]:
    """The brackets of a paragraph without a partner, in order."""
    stack: list[_Bracket] = []
    lost: list[_Bracket] = []
    for match in _BRACKETS.finditer(case.text, *block.span):
        char, at = match.group(), match.start()
        if char in _PAIRS:
            if char != "<" or _OPENS_TAG.match(case.text, at):
                stack.append(_Bracket(_PAIRS[char], True, at))
            continue
        closing = _Bracket(_CLOSERS[char], False, at)
        partner = next((i for i in reversed(range(len(stack))) if stack[i].kind == closing.kind), None)
        if partner is not None:
            lost.extend(stack[partner + 1 :])
            del stack[partner:]
        elif not _stands_alone(case.text[block.span[0] : at + 2], closing, at - block.span[0]):
            lost.append(closing)
    return sorted([*lost, *stack], key=lambda bracket: bracket.at)


def _stands_alone(line: str, closing: _Bracket, at: int) -> bool:
    """Closing signs that need no partner: 1) of a list, > of a comparison, a digit misread as a quotation mark."""
    if closing.kind == "<" or _IN_NUMBER.match(line, max(0, at - 1)):
        return True
    return closing.kind == "(" and _ITEM_NUMBER.search(line[:at]) is not None


def _settle(before: list[_Bracket], after: list[_Bracket]) -> None:
    """Take out brackets opened at the end of a paragraph and closed in the next: it was cut in two, nothing is lost."""
    for opening in [b for b in before if b.opens]:
        partner = next((b for b in after if not b.opens and b.kind == opening.kind), None)
        if partner is not None:
            before.remove(opening)
            after.remove(partner)


def _mixed_numbers(case: Case) -> list[Span]:
    """The first numbered paragraph with each kind of bracket, where （一） and (一) both occur."""
    first: dict[str, Span] = {}
    for block in case.body:
        match = _LEVEL_TWO.match(case.quote(block))
        if match:
            start = block.span[0]
            first.setdefault(match.group(1), (start, min(block.span[1], start + match.end() + 6)))
    return sorted(first.values()) if len(first) > 1 else []


def _running_blocks(case: Case) -> list[Block]:
    """Running text of the body, and annexes that are prose and not a form."""
    return [
        b for b in case.blocks if b.kind is not BlockKind.TABLE and (not annex_of(b) or len(case.quote(b)) >= RUNNING)
    ]


def _spans(pattern: re.Pattern[str], case: Case, block: Block) -> Iterator[Span]:
    return (m.span() for m in pattern.finditer(case.text, *block.span))
