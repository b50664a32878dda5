"""Checks of arithmetic (NUM_*): parts and totals, one requirement with two values, conversions that do not come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ingest.document import Span
from normalize.checks.case import Case
from normalize.checks.lists import amounts
from normalize.checks.reading import paragraphs, sentence, sentences, without_mark
from normalize.checks.requirements import Requirement, first, requirements
from normalize.record import Finding
from normalize.values.numbers import parse_number

_SUBJECTS = {"total": "合计", "public": "公需科目", "professional": "专业科目"}
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百零]+)"
_HOURS, _CREDITS = r"\s?个?学时", r"\s?个?学分"
_EQUALS = r"(?:折合|折算|折|换算|合计|共计|相当于|等于|约合|合|即|计|为|＝|=)"
_RATE = re.compile(
    rf"(?:每(?:1|一)?|(?<![\d./一二三四五六七八九十])(?:1|一)){_CREDITS}\s?(?:可?按?{_EQUALS}(?:为|成)?)\s?(?P<hours>{_NUMBER}){_HOURS}"
)
_RATE_BACK = re.compile(
    rf"(?<![\d./])(?P<hours>{_NUMBER}){_HOURS}\s?(?:可?按?{_EQUALS}(?:为|成)?)\s?(?P<credits>{_NUMBER})(?!/){_CREDITS}"
)
_PAIR = re.compile(
    rf"(?<![\d./一二三四五六七八九十])(?P<credits>{_NUMBER}){_CREDITS}\s?"
    rf"(?:[（(]\s?{_EQUALS}?(?:为|成)?|[，,]?\s?{_EQUALS}(?:为|成)?)\s?(?P<hours>{_NUMBER}){_HOURS}"
)
_WITHIN = re.compile("其中|[（(]|包括|含")
_TOTAL_WORD = re.compile("共|合计|总|部分|组成|构成")
_WHOLE = re.compile(
    rf"(?:共计?|合计|总计|总共|总学时为?)\s?(?P<total>{_NUMBER}){_HOURS}\s?[，,（(：:]?\s?(?:其中|包括|包含|含|分为|由)?[：:，,]?"
)
_IN_PARTS = re.compile(
    rf"(?P<total>{_NUMBER}){_HOURS}[^。；;：:\d]{{0,24}}?(?:由|分为?)\s?(?:以下)?[两三四五六2-6]\s?(?:个)?(?:部分|模块|类)(?:内容)?(?:组成|构成)?\s?[：:，,]\s?"
)
_ITEM = re.compile(
    rf"(?P<name>(?:[^，,。；;、：:（()）\d]|[（(][^（()）\d]{{1,6}}[)）]){{1,14}}?)(?P<hours>{_NUMBER}){_HOURS}\s?(?:[、，,]|和|及|以及)?\s?"
)
_PRODUCT = re.compile(
    rf"(?P<count>{_NUMBER})\s?(?:个|门|期|讲|次|场|节|天)[^，。；、]{{0,10}}[，,]\s?每\s?(?:个|门|期|讲|次|场|节|天)?[^，。；、\d]{{0,6}}"
    rf"(?P<each>{_NUMBER}){_HOURS}[，,]?\s?(?:共计?|合计|总计|总共)\s?(?P<total>{_NUMBER}){_HOURS}"
)


def sum_mismatch(case: Case) -> Iterator[Finding]:
    """NUM_SUM_MISMATCH of the requirements: public + professional (+ a third class) against the total, required +
    elective against their subject.

    Minima that stay below the total leave hours free; where the text does not say so, it is open to argument.
    """
    stated = _stated(case)
    total, public, professional = (first(stated, s) for s in ("total", "public", "professional"))
    if total and public and professional:
        third = [r for r in stated.get("other", []) if _is_third(case, professional, r)]
        made = (public.amount or Decimal(0)) + (professional.amount or Decimal(0))
        if made != total.amount or any(amounts().third.search(r.evidence[0].quote) for r in third):
            yield from _compare(case, total, [public, professional, *third])
    for subject in ("public", "professional"):
        whole = first(stated, subject)
        parts = [p for p in (first(stated, f"{subject}_required"), first(stated, f"{subject}_elective")) if p]
        if whole and len(parts) == 2:
            yield from _compare(case, whole, parts)


def listed_sums(case: Case) -> Iterator[Finding]:
    """NUM_SUM_MISMATCH inside a sentence: 共120学时，其中理论80学时、实践30学时; 3门，每门8学时，共20学时.

    Parts below the whole are a warning (其中 need not name all of them), parts above it an error.
    """
    for block in paragraphs(case):
        if not _TOTAL_WORD.search(case.quote(block)):
            continue
        for span in sentences(case, [block]):
            yield from _whole_and_items(case, span)
            for match in _PRODUCT.finditer(case.text, *span):
                count, each, total = (_value(match[k]) for k in ("count", "each", "total"))
                if count * each != total:
                    words = f"{_plain(count)}×{_plain(each)}"
                    yield _mismatch(case, [match.span()], words, count * each, total)


def total_not_stated(case: Case) -> Iterator[Finding]:
    """NUM_TOTAL_NOT_STATED: public and professional hours are given, and nowhere what they make together."""
    stated = _stated(case)
    public, professional = first(stated, "public"), first(stated, "professional")
    if public and professional and not any(q.subject == "total" and q.scope is None for q in case.record.quotas):
        yield case.finding(
            "NUM_TOTAL_NOT_STATED",
            [*public.evidence, *professional.evidence],
            item="年度学时",
            parts=f"{_plain(public.amount)}＋{_plain(professional.amount)}",
            total=_plain((public.amount or Decimal(0)) + (professional.amount or Decimal(0))),
        )


def contradictory(case: Case) -> Iterator[Finding]:
    """NUM_CONTRADICTORY: one requirement on everybody with two values; a total in credits that is none in hours."""
    for subject, stated in _stated(case).items():
        if subject in _SUBJECTS:
            yield from _two_values(case, _SUBJECTS[subject], stated)
    yield from _credits_and_hours(case)
    yield from _one_activity(case)


def conversion(case: Case) -> Iterator[Finding]:
    """NUM_CONVERSION_MISMATCH: 20学分（50学时） though 1学分=3学时; without a rate, pairs that give two rates."""
    if "学分" not in case.text:
        return
    rates = {rate: span for span, rate in _rates(case)}
    pairs = [p for p in _pairs(case) if p.points > 1]
    if len(rates) == 1:
        [(rate, place)] = rates.items()
        for pair in pairs:
            if pair.points * rate != pair.hours:
                right = f"按1学分＝{_plain(rate)}学时应为{_plain(pair.points * rate)}学时"
                what = f"{_plain(pair.points)}学分{right}，写作{_plain(pair.hours)}学时"
                yield case.finding("NUM_CONVERSION_MISMATCH", [pair.span, place], what=what)
    elif not rates and len({pair.hours / pair.points for pair in pairs}) > 1:
        what = "、".join(f"{_plain(p.points)}学分折合{_plain(p.hours)}学时" for p in pairs)
        yield case.finding("NUM_CONVERSION_MISMATCH", [p.span for p in pairs], what=what)


# ---------------------------------------------------------------- requirements on everybody


def _stated(case: Case) -> dict[str, list[Requirement]]:
    """The requirements on everybody, where nothing in the sentence before the amount singles out people or years."""
    found: dict[str, list[Requirement]] = {}
    for subject, stated in requirements(case.record.quotas).items():
        general = [r for r in stated if r.amount is not None and not _is_special(case, r)]
        if general:
            found[subject] = general
    return found


def _is_special(case: Case, requirement: Requirement) -> bool:
    for place in requirement.evidence:
        start, _ = sentence(case, place.span)
        if amounts().special.search(case.text, start, place.span[1]):
            return True
    return False


def _is_third(case: Case, professional: Requirement, other: Requirement) -> bool:
    """A class beside public and professional hours: named so, or told behind them in the same sentence."""
    place = other.evidence[0]
    if amounts().third.search(place.quote) or amounts().third.search(other.quotas[0].scope or ""):
        return True
    beside = sentence(case, place.span) == sentence(case, professional.evidence[0].span)
    return beside and not _WITHIN.search(case.text, professional.evidence[0].span[1], place.span[1])


def _compare(case: Case, whole: Requirement, parts: Sequence[Requirement]) -> Iterator[Finding]:
    total, values = whole.amount or Decimal(0), [p.amount or Decimal(0) for p in parts]
    made = sum(values, Decimal(0))
    if made == total:
        return
    minima = whole.minimum and all(p.minimum for p in parts)
    block = case.document.block_at(whole.evidence[0].span[0])
    if made < total and block is not None and amounts().rest.search(case.quote(block)):
        return
    yield case.finding(
        "NUM_SUM_MISMATCH",
        [*whole.evidence, *(e for p in parts for e in p.evidence)],
        certainty="judgment" if minima and made < total else None,
        parts="＋".join(_plain(v) for v in values),
        sum=_plain(made),
        total=_plain(total),
    )


def _two_values(case: Case, item: str, stated: Sequence[Requirement]) -> Iterator[Finding]:
    """Two amounts of one subject in two sentences, each pair once; the first is taken for the rule."""
    rule = stated[0]
    seen = {rule.amount}
    for other in stated[1:]:
        apart = sentence(case, other.evidence[0].span) != sentence(case, rule.evidence[0].span)
        if apart and other.amount not in seen:
            seen.add(other.amount)
            values = f"{_plain(rule.amount)}学时与{_plain(other.amount)}学时"
            yield case.finding("NUM_CONTRADICTORY", [*rule.evidence, *other.evidence], item=item, values=values)


def _credits_and_hours(case: Case) -> Iterator[Finding]:
    """全年90学时, and for those who count in credits 20学分（合80学时）: open to argument whom the second is for."""
    totals = [q for q in case.record.quotas if q.kind == "requirement" and q.subject == "total" and q.unit == "学时"]
    plain = [q for q in totals if "学分" not in q.evidence.quote]
    for quota in totals:
        if quota not in plain and plain and plain[0].amount != quota.amount:
            values = f"{_plain(plain[0].amount)}学时与学分折合的{_plain(quota.amount)}学时"
            places = [quota.evidence, plain[0].evidence]
            yield case.finding("NUM_CONTRADICTORY", places, certainty="judgment", item="年度学时", values=values)


def _one_activity(case: Case) -> Iterator[Finding]:
    """The same words for an activity in two paragraphs, and two amounts."""
    rules = [r for r in case.record.conversion_rules if r.amount is not None and len(r.activity) >= 4]
    for a, b in combinations(rules, 2):
        same = (without_mark(a.activity), a.per, a.subject, a.unit) == (
            without_mark(b.activity),
            b.per,
            b.subject,
            b.unit,
        )
        apart = case.document.block_at(a.evidence.span[0]) is not case.document.block_at(b.evidence.span[0])
        if same and apart and a.amount != b.amount:
            values = f"{_plain(a.amount)}{a.unit}与{_plain(b.amount)}{b.unit}"
            item = without_mark(a.activity)[:20]
            yield case.finding("NUM_CONTRADICTORY", [a.evidence, b.evidence], item=item, values=values)


# ---------------------------------------------------------------- sentences


def _whole_and_items(case: Case, span: Span) -> Iterator[Finding]:
    match = _IN_PARTS.search(case.text, *span) or _WHOLE.search(case.text, *span)
    if match is None:
        return
    items: list[re.Match[str]] = []
    at = match.end()
    while found := _ITEM.match(case.text, at, span[1]):
        items.append(found)
        at = found.end()
    left = case.text[at : span[1]].strip("。；;）) ")
    if len(items) < 2 or left or amounts().rest.search(case.text, *span):
        return
    made, total = sum((_value(i["hours"]) for i in items), Decimal(0)), _value(match["total"])
    if made != total:
        words = "＋".join(_plain(_value(i["hours"])) for i in items)
        yield _mismatch(case, [(match.start(), at)], words, made, total)


def _mismatch(case: Case, places: Sequence[Span], parts: str, made: Decimal, total: Decimal) -> Finding:
    """Parts above the whole are an error; below it, somebody should look."""
    return case.finding(
        "NUM_SUM_MISMATCH",
        places,
        severity="error" if made > total else "warning",
        parts=parts,
        sum=_plain(made),
        total=_plain(total),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """20学分（50学时）: one amount in credits and in hours."""

    span: Span
    points: Decimal
    hours: Decimal


def _pairs(case: Case) -> Iterator[_Pair]:
    for match in _PAIR.finditer(case.text):
        yield _Pair(match.span(), _value(match["credits"]), _value(match["hours"]))


def _rates(case: Case) -> Iterator[tuple[Span, Decimal]]:
    """Hours for one credit, wherever the notice says so."""
    for match in _RATE.finditer(case.text):
        yield match.span(), _value(match["hours"])
    for match in _RATE_BACK.finditer(case.text):
        if points := _value(match["credits"]):
            yield match.span(), _value(match["hours"]) / points


def _value(printed: str) -> Decimal:
    return parse_number(printed) or Decimal(0)


def _plain(value: Decimal | None) -> str:
    """An amount without needless decimals."""
    return f"{(value or Decimal(0)).normalize():f}"
