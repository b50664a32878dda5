"""What stands beside a candidate: the event a time hangs on, the agency before a number, the word 电话 before digits.

A row of the grammar may name one of these checks; it holds or fails, and adds the parts that it found.
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
_LABEL_REACH = 60


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
def _any_of(*lists: str) -> re.Pattern[str]:
    words = sorted({w for name in lists for w in grammar().words[name]}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


# ---------------------------------------------------------------- relative times and their anchor

_LEAD_IN = re.compile(
    r"(?:应|须|需|请|可|并|均|务必|要|至少|最迟)?(?:于|在(?!线|职|岗|校|编|册|读))|自(?!主|学|行|愿|动|我|由|身)|从(?!业|事)"
)
_MODAL_TAIL = re.compile(r"(?:应当|必须|一般|至少|最少|最迟|原则上|应|须|需|要|均|可|请|并|的|[ ])+$")
_NO_EVENT = re.compile(
    r"(?:[目此当眼先今然最背前名第每排年月份周]|季度|学期|(?<![0-9一二三四五六七八九十])日)$"
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
    events = _any_of("event")
    span = _anchor(c.text, c.start)
    if span is None and c.start and c.text[_clause_start(c.text, c.start) - 1] == ",":
        span = _anchor(c.text, _clause_start(c.text, c.start) - 1)
    if span is None or not events.search(c.text, *span):
        return Fit(c.start)
    if c.text[span[1] - 1] == "前":  # 开班前，提前5个工作日
        span = (span[0], span[1] - (2 if c.text[span[1] - 2] in "之以" else 1))
    return Fit(c.start, (Part("anchor", span),))


def open_anchor(c: Candidate) -> Fit | None:
    """应于申报时间截止前: an order without a length, which only 于 or 在 before the event makes a time of."""
    span = _anchor(c.text, c.start)
    return Fit(c.start, (Part("anchor", span),)) if span and c.text[span[0] - 1 : span[0]] in ("于", "在") else None


def within_anchor(c: Candidate) -> Fit | None:
    """培训结业30日内: after the event if one is named directly before, else from a day that is not said."""
    span = _anchor(c.text, c.start)
    if (
        span is None
        or not _any_of("event").search(c.text, *span)
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


def per_before(c: Candidate) -> Fit | None:
    """每天不超过8学时, 每项（篇、本）计10学时: per what the amount counts, where it is printed before it."""
    if any(p.role == "per" for p in c.parts):
        return Fit(c.start)
    floor = max(0, c.start - _PER_REACH)
    pattern = _per_pattern()
    found = None
    for match in pattern.finditer(c.text, floor, c.start):
        if re.fullmatch(r"(?:\([^()\n]{0,12}\))?[^,。;:、\n0-9()]{0,16}", c.text[match.end() : c.start]):
            found = match
    measure = c.part("measure")
    if found is None or (measure and measure.label == "time" and not found.group().startswith("每")):
        return Fit(c.start)  # 不满一天的按半天计算: half a day is not per day
    return Fit(c.start, (Part("per", found.span(), grammar().labels["per"][found.group()]),))


@cache
def _per_pattern() -> re.Pattern[str]:
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


# ---------------------------------------------------------------- phones

_FAX_BEHIND = re.compile(r"[ ]?\((?P<both>电话[/、]|兼)?[ ]?(?:传真|FAX|Fax)[ ]?\)")
_FAX_NOTE = re.compile(r"(?<=[0-9])[ ]?\((?:电话[/、]|兼)?[ ]?(?:传真|FAX|Fax)[ ]?\)")
_CHAIN = re.compile(r"[ \t]*(?:\([^()\n]{1,6}\))?[ \t]*(?:[、/,;]|或者?|和|及)?[ \t]*")
_TEL_AND_FAX = re.compile(r"(?:电话|手机)[ ]?[(/、和及兼]{1,2}[ ]?(?:传真|FAX|Fax)")
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff)](?:[ ]?:[ \t]{0,4}|[ \t]{1,24})$|[区县市局科办处室部厅院校会站所心]$")
_CELL_AFTER = re.compile(r"[ ]*(?:[\n\t,、;。/()]|$|[\u4e00-\u9fff]{2,12}[:(])")
_COMPACT_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """The label that rules a number: phone, fax, tel_fax, other, or "" for none; `gap` is the text after it."""

    label: str
    gap: str


def _label_before(c: Candidate) -> _Labelled:
    floor = max(0, c.start - _LABEL_REACH)
    line = c.text[max(floor, c.text.rfind("\n", floor, c.start) + 1) : c.start]
    line = _FAX_NOTE.sub(lambda m: " " * len(m.group()), line)  # （传真） behind a number is that number's
    found = list(_any_of("phone_label", "fax_label", "other_label").finditer(line))
    match = found[-1] if found else None
    if match is None or "。" in line[match.end() :]:
        return _Labelled("", "")
    words = grammar().words
    gap = line[match.end() :]
    if match.group() in words["other_label"]:
        return _Labelled("other", gap)
    if match.group() in words["fax_label"]:
        both = any(m.end() == match.end() for m in _TEL_AND_FAX.finditer(line))
        return _Labelled("tel_fax" if both else "fax", gap)
    return _Labelled("phone", gap)


def _chained(c: Candidate) -> bool:
    if c.last_kind not in ("phone", "damaged_phone") or c.start - c.last_end > 14:
        return False
    gap = c.text[c.last_end : c.start]
    return bool(gap) and _CHAIN.fullmatch(gap) is not None


def _phone_fit(c: Candidate, before: _Labelled) -> Fit:
    """The atom's label: fax or tel_fax where marked, else the row's; the row's form stays in the part `number`."""
    behind = _FAX_BEHIND.match(c.text, c.end)
    if behind:
        return Fit(c.start, (), "tel_fax" if behind["both"] else "fax")
    return Fit(c.start, (), before.label if before.label in ("fax", "tel_fax") else None)


def _clean_edge(c: Candidate) -> bool:
    return c.start == 0 or not re.match(r"[0-9A-Za-z_]", c.text[c.start - 1])


def phone_any(c: Candidate) -> Fit | None:
    """A form that is a phone by itself (mobile, 400, area code and hyphen), whatever stands beside it."""
    return _phone_fit(c, _label_before(c)) if _clean_edge(c) else None


def phone(c: Candidate) -> Fit | None:
    """Bare digits: behind a phone label, in a row of numbers, or alone behind a name (市人社局专技办：8288071)."""
    if not _clean_edge(c):
        return None
    before = _label_before(c)
    if _chained(c) or before.label in ("phone", "fax", "tel_fax"):
        return _phone_fit(c, before)
    if before.label == "other" or _COMPACT_DATE.match(c.quote((c.start, c.end))):
        return None
    listed = _NAME_BEFORE.search(c.text, max(0, c.start - 26), c.start) and _CELL_AFTER.match(c.text, c.end)
    return _phone_fit(c, before) if listed else None


def phone_labelled(c: Candidate) -> Fit | None:
    """Short or broken digits: only behind a phone label or in a row of numbers."""
    before = _label_before(c)
    if not _clean_edge(c) or not (_chained(c) or before.label in ("phone", "fax", "tel_fax")):
        return None
    return _phone_fit(c, before)


def phone_broken(c: Candidate) -> Fit | None:
    """Broken digits behind a phone label, with the letters and digits that run up to them (o816-555o126)."""
    before = _label_before(c)
    if not (_chained(c) or before.label in ("phone", "fax", "tel_fax")):
        return None
    run = re.search(r"[0-9A-Za-z*-]{0,8}$", c.text[max(c.last_end, c.start - 8) : c.start])
    fit = _phone_fit(c, before)
    return Fit(c.start - len(run.group()) if run else c.start, fit.parts, fit.label)


def phone_after_label(c: Candidate) -> Fit | None:
    """Digits of an odd length: only where the label and a colon are directly before them."""
    before = _label_before(c)
    if before.label not in ("phone", "fax", "tel_fax") or not re.fullmatch(
        r"[ ]?(?:\([^()]{0,6}\))?[ ]?:[ \t]*", before.gap
    ):
        return None
    return _phone_fit(c, before)


def phone_tail(c: Candidate) -> Fit | None:
    """The abbreviated second number of 84208114/8115."""
    return Fit(c.start) if c.last_kind == "phone" and c.quote((c.last_end, c.start)) in ("/", "-") else None


def after_qq(c: Candidate) -> Fit | None:
    """A further number behind a QQ number."""
    if c.last_kind != "qq":
        return None
    return (
        Fit(c.start)
        if re.fullmatch(r"[ ]*(?:\([^()\n]{1,8}\))?[ ]*[、/,;][ ]*", c.text[c.last_end : c.start])
        else None
    )


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
    "phone_any": phone_any,
    "phone": phone,
    "phone_labelled": phone_labelled,
    "phone_broken": phone_broken,
    "phone_after_label": phone_after_label,
    "phone_tail": phone_tail,
    "after_qq": after_qq,
}
