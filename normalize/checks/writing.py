"""Checks of the words of a notice (TXT_*): lost words, misspellings, labels and tick boxes of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.clauses import Mark, read_mark
from ingest.document import Block, BlockKind, Span
from normalize.checks.case import RUNNING, Case
from normalize.checks.words import broken_terms, single_words, typos
from normalize.record import Finding, Severity

_CJK = "一-鿿"
_REPEATED_ITEM = re.compile(rf"([{_CJK}]{{2,6}})、\1(?=[、，,。；;]|等)")
_SINGLE = re.compile(rf"(?<=[，,；;])([{_CJK}])(?=[，,；;。])")
_END_MARKS = "。！？；：…!?;:.”’）)》】〕"
_LABELLED = re.compile(r"联系|电话|邮箱|地址|网址|传真|附件|抄送|主送")
_TOLD = 40  # a text with more gaps than that is no text, and nobody reads the list
_UNENDED_AT_MOST = 0.3  # of the paragraphs: above that the notice does without full stops

_DOUBLE_LABEL = re.compile(rf"(?:(?<=[\t\n])|^)[{_CJK}（）()]{{0,8}}?([{_CJK}]{{2,4}})[ \u3000]*\1(?=[\t\n：:（(]|$)")
_OPTIONS = re.compile(rf"[{_CJK}]{{2,8}}(?:[ \u3000]+[{_CJK}]{{2,8}}){{1,7}}")
_OPTION_LABEL = re.compile(r"(?:类型|类别|种类|性质|方式|形式|级别)\s*$")
_BOXES = re.compile("[□■☐☑☒√○●◻▢]")


def truncated(case: Case) -> Iterator[Finding]:
    """TXT_TRUNCATED: a fixed term broken off, an item named twice, a clause of one character, a missing end."""
    lost = sorted((*_broken_terms(case), *_repeated_items(case), *_single_characters(case), *_unended(case)))
    told, end = 0, -2
    for span, what in lost:
        if span[0] > end + 1 and told < _TOLD:  # one gap makes its neighbours suspicious too: told once
            told += 1
            place = case.around(span)
            severity: Severity = "warning" if case.touches_fact(span) else "info"
            words = case.document.quote(place)
            yield case.finding("TXT_TRUNCATED", [place], severity=severity, what=f"“{words}”{what}")
        end = max(end, span[1])


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
            if case.is_running(match.start()) and not _hidden_by_float(case, match.end()):
                yield match.span(), f"中“{term.term}”不完整"


def _repeated_items(case: Case) -> _Lost:
    for match in _REPEATED_ITEM.finditer(case.text, 0, case.body_end):
        yield match.span(), f"中“{match.group(1)}”重复，疑有缺字"


def _single_characters(case: Case) -> _Lost:
    for match in _SINGLE.finditer(case.text, 0, case.body_end):
        if match.group() not in single_words() and case.is_running(match.start()):
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
    own = read_mark(f"{block.clause[-1]}、") if block.clause else None  # a label of the path without its separator
    return mark.level <= own.level if own else mark.value > 1


def _is_prose(case: Case, block: Block) -> bool:
    line = case.quote(block)
    in_list = case.list_span[0] <= block.span[0] < case.list_span[1]
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(line) >= RUNNING
        and re.search("[，。；,;]", line) is not None
        and not in_list
        and not _LABELLED.search(line[-30:])
    )


def _is_own(block: Block) -> bool:
    return block.kind is not BlockKind.FURNITURE
