"""What stands beside a candidate: the event that a time hangs on, what an amount counts, the agency before a number.

A row of the grammar may name one of these checks; it holds or fails, and adds the parts that it found. Those of the
phones are in atom_phones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extract.atom_grammar import grammar
from extract.mentions import Part
from ingest.document import Span

_CLAUSE_END = re.compile(r"[,。;:、!?！？()\[\]“”‘’《》<>\n\t\"']")
_ANCHOR_REACH = 24  # code points: no event of this genre has a longer name
_PER_REACH = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of folded text that a row fits, and the atom claimed before it."""

    text: str
    start: int
    end: int
    parts: tuple[Part, ...]
    last_kind: str
    last_end: int

    def part(self, role: str) -> Part | None:
        """The first part with this role."""
        return next((p for p in self.parts if p.role == role), None)

    def quote(self, span: Span) -> str:
        """The folded text of a span."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Fit:
    """The check holds. `start` is where the atom begins, `label` its label if the check decides it."""

    start: int
    parts: tuple[Part, ...] = ()
    label: str | None = None


Check = Callable[[Candidate], Fit | None]


@cache
def any_of(*lists: str) -> re.Pattern[str]:
    """A pattern of all words of some word lists of the grammar, the longer before the shorter."""
    words = sorted({w for name in lists for w in grammar().words[name]}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


# ---------------------------------------------------------------- relative times and their anchor

_LEAD_IN = re.compile(
    r"(?:应|须|需|请|可|并|均|务必|要|至少|最迟)?(?:于|在(?!线|职|岗|校|编|册|读))|自(?!主|学|行|愿|动|我|由|身)|从(?!业|事)"
)
_MODAL_TAIL = re.compile(r"(?:应当|必须|一般|至少|最少|最迟|原则上|应|须|需|要|均|可|(?<![申提])请|并|的|[ ])+$")
_NO_EVENT = re.compile(
    r"(?:[目此当眼先今然最背前名第每排年月份周]|季度|学期|(?<![0-9一二三四五六七八九十止理办首名班试评之])日)$"
)  # 目前3天, 每月前5个工作日


def _clause_start(text: str, end: int) -> int:
    floor = max(0, end - _ANCHOR_REACH)
    ends = [m.end() for m in _CLAUSE_END.finditer(text, floor, end)]
    return ends[-1] if ends else floor


def _anchor(text: str, end: int) -> Span | None:
    """The event before `end`: back to the clause's beginning or the last 于/在/自, without 应, 须, 至少 at its end."""
    start = _clause_start(text, end)
    for lead in _LEAD_IN.finditer(text, start, end):
        start = lead.end()  # 部门在10日内: behind 在 there is nothing to hang on
    tail = _MODAL_TAIL.search(text, start, end)
    stop = tail.start() if tail else end
    while start < stop and text[start] == " ":
        start += 1
    return (start, stop) if stop - start >= 2 else None


def anchored(c: Candidate) -> Fit | None:
    """…前5个工作日, …后10日内: what precedes is the anchor; without one this is 目前3天 or 前3名."""
    if _NO_EVENT.search(c.text, max(0, c.start - 3), c.start):
        return None
    span = _anchor(c.text, c.start)
    return Fit(c.start, (Part("anchor", span),)) if span else None


def ahead_anchor(c: Candidate) -> Fit | None:
    """提前N日: the event stands in the clause of 提前 or in the one before; a mere subject (各单位) is none."""
    events = any_of("event")
    span = _anchor(c.text, c.start)
    if span is None and c.start and c.text[_clause_start(c.text, c.start) - 1] == ",":
        span = _anchor(c.text, _clause_start(c.text, c.start) - 1)
    if span is None or not events.search(c.text, *span):
        return Fit(c.start)
    span = _with_joined(c.text, span)
    if c.text[span[1] - 1] == "前":  # 开班前，提前5个工作日
        span = (span[0], span[1] - (2 if c.text[span[1] - 2] in "之以" else 1))
    return Fit(c.start, (Part("anchor", span),))


_JOINED_EVENT = re.compile(r"(?:组织|举办|开展|举行|开设|承办)[^,。;:!?\n]{1,20}、$")


def _with_joined(text: str, span: Span) -> Span:
    """举办专业课、选修课培训班: the event begins with the verb that its enumeration hangs on."""
    if text[span[0] - 1 : span[0]] != "、":
        return span
    found = _JOINED_EVENT.search(text, max(0, span[0] - _ANCHOR_REACH), span[0])
    return (found.start(), span[1]) if found else span


def open_anchor(c: Candidate) -> Fit | None:
    """应于申报时间截止前: an order without a length, which only 于 or 在 before the event makes a time of."""
    span = _anchor(c.text, c.start)
    return Fit(c.start, (Part("anchor", span),)) if span and c.text[span[0] - 1 : span[0]] in ("于", "在") else None


def within_anchor(c: Candidate) -> Fit | None:
    """培训结业30日内: after the event if one is named directly before, else from a day that is not said."""
    span = _anchor(c.text, c.start)
    if (
        span is None
        or not any_of("event").search(c.text, *span)
        or _NO_EVENT.search(c.text, max(0, c.start - 3), c.start)
    ):
        return Fit(c.start)
    return Fit(c.start, (Part("anchor", span),), "after")


def counted_anchor(c: Candidate) -> Fit | None:
    """开班15日前 is a lead time; a mere 15日前 is a date, so 日 needs its event."""
    span = _anchor(c.text, c.start)
    unit = c.part("unit")
    named = span is not None and any(c.quote(span).endswith(w) for w in grammar().words["event"])
    if span is not None and named:
        return Fit(c.start, (Part("anchor", span),))
    return None if unit is not None and c.quote(unit.span) == "日" else Fit(c.start)


# ---------------------------------------------------------------- amounts and comparators


_PER_GAP = re.compile(r"(?:\([^()\n]{0,12}\))?[^,。;:、\n0-9()]{0,16}")


def per_before(c: Candidate) -> Fit | None:
    """每天不超过8学时, 每项（篇、本）计10学时: per what the amount counts, where it is printed before it."""
    here = Fit(c.start)
    measure = c.part("measure")
    if measure is None or measure.label == "count" or c.part("per") is not None:
        return here
    words = list(_per_words().finditer(c.text, max(0, c.start - _PER_REACH), c.start))
    found = next((m for m in reversed(words) if _PER_GAP.fullmatch(c.text, m.end(), c.start)), None)
    if found is None or (measure.label == "time" and found.group()[0] != "每"):
        return here  # 不满一天的按半天计算: half a day is not per day
    return Fit(c.start, (Part("per", found.span(), grammar().labels["per"][found.group()]),))


@cache
def _per_words() -> re.Pattern[str]:
    words = [w for w in grammar().words["per"] if not w.startswith("/")]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def after_amount(c: Candidate) -> Fit | None:
    """以上, 以内: comparators only directly behind an amount; （含） may stand between."""
    if c.last_kind != "amount" or c.start - c.last_end > 6:
        return None
    return Fit(c.start) if re.fullmatch(r"[ ]*(?:\(含[^)]{0,3}\))?[ ]*", c.text[c.last_end : c.start]) else None


# ---------------------------------------------------------------- numbers of documents

_AGENCY_RUN = re.compile(r"[\u4e00-\u9fff]{2,14}(?=[ ]{0,2}$)")
_WORDS_BEFORE = (
    "根据|依据|按照|依照|遵照|参照|执行|贯彻|落实|转发|印发|关于|文件|以及|通知|意见|规定|办法|精神|文号|字号|原文|附件"
)
_CODE_CUT = re.compile(f".*(?:{_WORDS_BEFORE}|[和与及或按见由的是为即如含以])")
_ORGAN_CUT = re.compile(f".*(?:{_WORDS_BEFORE})")  # an organ may have 和 in its name
_AGENCY_END = re.compile(r"[发字办函通规公告令电报呈复议建纪党综研培职专]$")
_ORGAN_RUN = re.compile(r"[\u4e00-\u9fff]{0,22}(?:部|厅|委|局|政府|院|会|署|办|主席)(?=[ ]{0,2}$)")


def _agency(c: Candidate, run: re.Pattern[str], cuts: re.Pattern[str]) -> Span | None:
    window = c.text[max(0, c.start - 26) : c.start]
    found = run.search(window)
    if found is None:
        return None
    cut = cuts.match(found.group())
    start = found.start() + (cut.end() if cut else 0)
    offset = c.start - len(window)
    return (offset + start, offset + found.end()) if found.end() > start else None


def agency(c: Candidate) -> Fit | None:
    """〔2022〕26号 with the agency's code before it; without a code only square brackets make a document number."""
    span = _agency(c, _AGENCY_RUN, _CODE_CUT)
    if span is None or span[1] - span[0] < 2:
        return Fit(c.start, (), "no_agency") if c.text[c.start] == "[" else None
    return Fit(span[0], (Part("agency", span),))


def agency_strict(c: Candidate) -> Fit | None:
    """An incomplete number (no 号, no figure) is one only behind a code that ends like a code: 鲁人社发."""
    span = _agency(c, _AGENCY_RUN, _CODE_CUT)
    if span is None or not _AGENCY_END.search(c.quote(span)) or span[1] - span[0] < 3:
        return None
    return Fit(span[0], (Part("agency", span),))


def organ(c: Candidate) -> Fit | None:
    """令第25号 needs the organ that ordered it, and so does 公告第3号."""
    span = _agency(c, _ORGAN_RUN, _ORGAN_CUT)
    return Fit(span[0], (Part("agency", span),)) if span else None


def organ_optional(c: Candidate) -> Fit | None:
    """第25号令 stands alone as well."""
    return organ(c) or Fit(c.start)


CHECKS: dict[str, Check] = {
    "anchored": anchored,
    "ahead_anchor": ahead_anchor,
    "open_anchor": open_anchor,
    "within_anchor": within_anchor,
    "counted_anchor": counted_anchor,
    "per_before": per_before,
    "after_amount": after_amount,
    "agency": agency,
    "agency_strict": agency_strict,
    "organ": organ,
    "organ_optional": organ_optional,
}
