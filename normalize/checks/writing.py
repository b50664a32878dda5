"""Checks of how a notice is written (TXT_*): lost words, punctuation, widths, brackets, misspellings, form labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.clauses import Mark, read_mark
from ingest.document import Block, BlockKind, Span
from normalize.checks.case import Case, annex_of, listed
from normalize.checks.words import broken_terms, single_words, typos
from normalize.record import Finding, Severity

_CJK = "一-鿿"
_REPEATED_ITEM = re.compile(rf"([{_CJK}]{{2,6}})、\1(?=[、，,。；;]|等)")
_SINGLE = re.compile(rf"(?<=[，,；;])([{_CJK}])(?=[，,；;。])")
_END_MARKS = "。！？；：…!?;:.”’）)》】〕"
_RUNNING = 40  # running text is longer than a heading and has commas
_LABELLED = re.compile(r"联系|电话|邮箱|地址|网址|传真|附件|抄送|主送")
_UNENDED_AT_MOST = 0.3  # of the paragraphs: above that the notice does without full stops

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

_DOUBLE_LABEL = re.compile(rf"(?:(?<=[\t\n])|^)[{_CJK}（）()]{{0,8}}?([{_CJK}]{{2,4}})[ \u3000]*\1(?=[\t\n：:（(]|$)")
_OPTIONS = re.compile(rf"[{_CJK}]{{2,8}}(?:[ \u3000]+[{_CJK}]{{2,8}}){{1,7}}")
_OPTION_LABEL = re.compile(r"(?:类型|类别|种类|性质|方式|形式|级别)\s*$")
_BOXES = re.compile("[□■☐☑☒√○●◻▢]")


def truncated(case: Case) -> Iterator[Finding]:
    """TXT_TRUNCATED: a fixed term broken off, an item named twice, a clause of one character, a missing end."""
    places: list[Span] = []
    for span, what in (*_broken_terms(case), *_repeated_items(case), *_single_characters(case), *_unended(case)):
        if all(span[0] > b + 1 or span[1] < a - 1 for a, b in places):  # a gap makes neighbours suspicious: told once
            places.append(span)
            place = case.around(span)
            severity: Severity = "warning" if case.touches_fact(span) else "info"
            words = case.document.quote(place)
            yield case.finding("TXT_TRUNCATED", [place], severity=severity, what=f"“{words}”{what}")


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
    doubled = [m for m in marks if _is_running(case, m.start()) and not _DOTS.fullmatch(m.group())]
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
    pending: list[tuple[Block, list[tuple[str, int]]]] = []
    for block in case.blocks:
        if block.kind is BlockKind.TABLE:
            continue
        left = _unmatched(case, block)
        if pending:
            _settle(pending[-1][1], left)
        pending.append((block, left))
    for block, left in pending:
        if left:
            marks = listed([case.text[i] for _, i in left])
            places = sorted({case.around((i, i + 1)) for _, i in left})
            yield case.finding("TXT_UNBALANCED", [(max(block.span[0], a), b) for a, b in places], marks=marks)


def misspelling(case: Case) -> Iterator[Finding]:
    """TXT_TYPO: spellings of the word list, one finding for each."""
    for row in typos():
        if row.needs not in case.text:
            continue
        hits = [m for m in row.wrong.finditer(case.text) if (b := case.document.block_at(m.start())) and _is_own(b)]
        if hits:
            right = hits[0].expand(row.right)
            yield case.finding("TXT_TYPO", [case.around(m.span()) for m in hits], wrong=hits[0].group(), right=right)


def form_labels(case: Case) -> Iterator[Finding]:
    """TXT_FORM_LABEL: 拟培训人数 人数 – the unit of a blank repeats the label."""
    for match in _DOUBLE_LABEL.finditer(case.text, case.body_end):
        yield case.finding("TXT_FORM_LABEL", [match.span()], label=match.group().strip())


def lost_checkboxes(case: Case) -> Iterator[Finding]:
    """TXT_CHECKBOX_LOST: options of a form stand in a row behind 类型 without a box (open to argument)."""
    places: list[Span] = []
    for blocks in case.annexes.values():
        if any(_BOXES.search(case.quote(b)) for b in blocks):
            continue
        for label, options in pairwise(blocks):
            if _OPTION_LABEL.search(case.quote(label)) and _OPTIONS.fullmatch(case.quote(options).strip()):
                places.append(options.span)
    if places:
        yield case.finding("TXT_CHECKBOX_LOST", places, options=case.document.quote(places[0]))


# ---------------------------------------------------------------- lost words


_Lost = Iterator[tuple[Span, str]]
"""Places where words were lost, and what is wrong there."""


def _broken_terms(case: Case) -> _Lost:
    for term in sorted(broken_terms(), key=lambda t: -len(t.stem)):
        for match in term.find.finditer(case.text, 0, case.body_end):
            if _is_running(case, match.start()) and not _hidden_by_float(case, match.end()):
                yield match.span(), f"中“{term.term}”不完整"


def _repeated_items(case: Case) -> _Lost:
    for match in _REPEATED_ITEM.finditer(case.text, 0, case.body_end):
        yield match.span(), f"中“{match.group(1)}”重复，疑有缺字"


def _single_characters(case: Case) -> _Lost:
    for match in _SINGLE.finditer(case.text, 0, case.body_end):
        if match.group() not in single_words() and _is_running(case, match.start()):
            yield match.span(), "不成句"


def _hidden_by_float(case: Case, offset: int) -> bool:
    """Whether a button of the web page stands there, which has its own finding."""
    at = case.document.raw_span((offset - 1, offset))[1]
    return any(f.role == "floating" and 0 <= f.raw_span[0] - at <= 8 for f in case.document.furniture)


def _unended(case: Case) -> _Lost:
    """Running text without an end mark right before the next number of its own level or above it."""
    blocks = [b for b in case.prose if _is_prose(case, b)]
    open_ended = [b for b in blocks if case.quote(b)[-1] not in _END_MARKS]
    if len(open_ended) > max(1, len(blocks) * _UNENDED_AT_MOST):
        return
    following = dict(pairwise(case.body))
    for block in open_ended:
        after = following.get(block)
        mark = case.marks.get(after.span) if after else None
        if mark is not None and _ends_clause(block, mark):
            yield (block.span[1] - 4, block.span[1]), "为段末而无结束标点，疑被截断"


def _ends_clause(block: Block, mark: Mark) -> bool:
    """The next number does not open a list that the paragraph announces."""
    own = read_mark(block.clause[-1]) if block.clause else None
    depth = own.level if own else len(block.clause)
    return mark.level <= max(depth, 1) if own or block.clause else mark.value > 1


def _is_prose(case: Case, block: Block) -> bool:
    line = case.quote(block)
    in_list = case.list_span[0] <= block.span[0] < case.list_span[1]
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(line) >= _RUNNING
        and re.search("[，。；,;]", line) is not None
        and not in_list
        and not _LABELLED.search(line[-30:])
    )


# ---------------------------------------------------------------- brackets and widths


def _unmatched(case: Case, block: Block) -> list[tuple[str, int]]:
    """Brackets of a paragraph without a partner: (kind with + for an opening one, offset)."""
    stack: list[tuple[str, int]] = []
    lost: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(case.text, *block.span):
        char, at = match.group(), match.start()
        if char in _PAIRS:
            if char != "<" or _OPENS_TAG.match(case.text, at):
                stack.append((_PAIRS[char], at))
            continue
        kind = _CLOSERS[char]
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == kind), None)
        if depth is None:
            before = case.text[block.span[0] : at]
            numbered = kind == "(" and _ITEM_NUMBER.search(before)
            if kind != "<" and not numbered and not _IN_NUMBER.match(case.text, at - 1):
                lost.append((kind, at))
            continue
        lost.extend((f"+{k}", i) for k, i in stack[depth + 1 :])
        del stack[depth:]
    return sorted([*lost, *((f"+{k}", i) for k, i in stack)], key=lambda item: item[1])


def _settle(before: list[tuple[str, int]], after: list[tuple[str, int]]) -> None:
    """Take out brackets opened at the end of a paragraph and closed in the next: it was cut in two, nothing is lost."""
    for item in [i for i in before if i[0].startswith("+")]:
        partner = next((i for i in after if i[0] == item[0][1:]), None)
        if partner is not None:
            before.remove(item)
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
        b for b in case.blocks if b.kind is not BlockKind.TABLE and (not annex_of(b) or len(case.quote(b)) >= _RUNNING)
    ]


def _spans(pattern: re.Pattern[str], case: Case, block: Block) -> Iterator[Span]:
    return (m.span() for m in pattern.finditer(case.text, *block.span))


def _is_running(case: Case, offset: int) -> bool:
    """Whether an offset lies in running text: a paragraph, not a heading, a table or furniture."""
    block = case.document.block_at(offset)
    return block is not None and block.kind is BlockKind.PARAGRAPH and block.span[1] - block.span[0] >= 20


def _is_own(block: Block) -> bool:
    return block.kind is not BlockKind.FURNITURE
