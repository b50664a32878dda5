"""Checks of completeness (RUL_*): values, formulas, rounding and scopes that a rule needs and a notice leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.document import Span
from normalize.checks.case import Case
from normalize.checks.lists import completeness
from normalize.checks.reading import headings, paragraphs, sentence, sentences, without_mark
from normalize.record import ConversionRule, Evidence, Finding

_CLASS = re.compile(r"^[^：:，。；]{2,10}类$|^[^：:，。；]{2,10}(?=[：:])")
_CLAUSE_END = re.compile(r"[，,。；;：:]")
_ITEM_LENGTH = 20
_MARK_LENGTH = 5  # （一） before the name of a class
_FEWEST_CLASSES = 2  # a single award may have its subject told by the sentence around it
_HOURS = re.compile(r"\d\s?个?学[时分]")
_DAILY_CAP = re.compile(r"每[天日][^，。；]{0,4}不(?:得)?超过")
_SUBJECT = re.compile(r"公需|专业(?:科目|课)|选修|必修")


def scope_missing(case: Case) -> Iterator[Finding]:
    """RUL_SCOPE_MISSING: an annual notice without a clause on who must learn."""
    words, title = completeness(), case.record.title or ""
    if not case.record.quotas or words.no_scope_title.search(title):
        return
    heads = [case.quote(b)[:16] for b in case.body if b.clause]
    named = any(words.scope_heading.search(without_mark(h)) for h in heads)
    said = any(words.scope_clause.search(case.quote(b)) for b in case.body[: len(case.body) // 2 + 1])
    if not named and not said:
        first = next((b.span for b in headings(case)), None) or case.record.quotas[0].evidence
        yield case.finding("RUL_SCOPE_MISSING", [first])


def fee_unstated(case: Case) -> Iterator[Finding]:
    """RUL_FEE_UNSTATED: people are to pay (缴费), and no sum is named."""
    words = completeness()
    places = [m.span() for block in case.prose for m in words.fee.finditer(case.text, *block.span)]
    if places and not words.fee_stated.search(case.text, 0, case.body_end):
        yield case.finding("RUL_FEE_UNSTATED", [case.around(p) for p in places])


def value_missing(case: Case) -> Iterator[Finding]:
    """RUL_VALUE_MISSING: hours are granted and no number is given, here or in a paper that is named.

    A warning of its own where the figure should stand in this place (a list of awards, a threshold asked of the
    learner); the others are open to argument and share one finding.
    """
    argued: list[tuple[str, Evidence]] = []
    for rule in _without_value(case):
        item = _item(rule)
        if _owes_value(case, rule):
            yield case.finding(
                "RUL_VALUE_MISSING",
                [rule.evidence],
                severity="warning",
                certainty="certain",
                item=item,
                value="学时数",
            )
        else:
            argued.append((item, rule.evidence))
    if argued:
        items = "、".join(f"“{item}”" for item in dict.fromkeys(item for item, _ in argued))
        yield case.finding("RUL_VALUE_MISSING", [e for _, e in argued], severity="info", item=items, value="学时数")
    yield from _no_standard(case)


def value_ambiguous(case: Case) -> Iterator[Finding]:
    """RUL_VALUE_AMBIGUOUS: a range, a list of numbers without as many kinds, a share of what is granted."""
    for span, doubts in groupby(case.mentions.of("hour_doubt"), key=lambda m: m.span):
        clauses = [part.span for mention in doubts if (part := mention.part("clause")) is not None]
        printed = "；".join(dict.fromkeys(case.text[slice(*c)].replace("\t", "　") for c in clauses))
        yield case.finding("RUL_VALUE_AMBIGUOUS", [span], printed=printed)


def rounding(case: Case) -> Iterator[Finding]:
    """RUL_ROUNDING_UNSPECIFIED: hours by months of a year, and nothing on fractions."""
    words = completeness()
    for block in case.blocks:
        for span in sentences(case, [block]):
            match = words.pro_rata.search(case.text, *span)
            if match and not words.rounding.search(_with_next(case, span)):
                yield case.finding("RUL_ROUNDING_UNSPECIFIED", [match.span()], item=case.document.quote(match.span()))


def formula_missing(case: Case) -> Iterator[Finding]:
    """RUL_FORMULA_MISSING: hours by time spent, and not how many hours for how much time."""
    words = completeness()
    for block in case.blocks:
        for span in sentences(case, [block]):
            found = [m for pattern in words.formula for m in pattern.finditer(case.text, *span)]
            for match in found:
                if not words.formula_given.search(case.text, match.end(), span[1]):
                    item = case.document.quote(match.span())
                    capped = _DAILY_CAP.search(case.text, *span)
                    yield case.finding(
                        "RUL_FORMULA_MISSING",
                        [match.span()],
                        severity="info" if capped else None,  # a cap a day bounds what may go wrong
                        item=f"“{item}”",
                    )


def cap_scope(case: Case) -> Iterator[Finding]:
    """RUL_CAP_SCOPE_AMBIGUOUS: an item caps its hours a year and grants a fixed amount in a later sentence."""
    rules = case.record.conversion_rules
    for i, capped in enumerate(rules):
        for award in rules[i + 1 :]:
            if (
                capped.annual_cap is not None
                and award.amount is not None
                and award.annual_cap is None
                and award.unit == "学时"
                and _same_item(case, capped, award)
            ):
                yield case.finding(
                    "RUL_CAP_SCOPE_AMBIGUOUS",
                    [capped.evidence, award.evidence],
                    item=f"{_item(award)}认定的{award.amount.normalize():f}学时",
                    cap=f"{_class(award) or ''}每年{capped.annual_cap.normalize():f}学时",
                )


def class_subject(case: Case) -> Iterator[Finding]:
    """RUL_CLASS_SUBJECT_UNSPECIFIED: awards that count, and not whether for public or professional hours.

    Only where the notice tells the two apart, and no heading or sentence settles it for all.
    """
    subjects = {q.subject for q in case.record.quotas if q.kind == "requirement"}
    if not {"public", "professional"} <= subjects or completeness().subject_settled.search(case.text):
        return
    awards = [
        r
        for r in case.record.conversion_rules
        if r.subject is None and (r.amount or r.annual_cap or r.daily_cap) and r.unit == "学时" and not _is_rate(r)
    ]
    open_ones = [r for r in awards if not _settled_by_heading(case, r)]
    items = dict.fromkeys(_class(r) or _item(r) for r in open_ones)
    if len(items) >= _FEWEST_CLASSES:
        shown = "、".join(list(items)[:6])
        places = dict.fromkeys(_place(case, r) for r in open_ones)
        yield case.finding("RUL_CLASS_SUBJECT_UNSPECIFIED", places, item=shown)


def responsibility(case: Case) -> Iterator[Finding]:
    """RUL_RESPONSIBILITY: for study not done the unit answers in one sentence and the person in another."""
    words = completeness()
    unit = _first_sentence(case, words.unit_answers)
    person = _first_sentence(case, words.person_answers)
    if unit and person and unit != person:
        yield case.finding("RUL_RESPONSIBILITY", [unit, person], item="未完成学习")


def internal_tension(case: Case) -> Iterator[Finding]:
    """RUL_INTERNAL_TENSION: pairs of clauses of the word list that stand in one notice."""
    for row in completeness().tensions:
        first = [m.span() for block in case.blocks for m in row.first.finditer(case.text, *block.span)]
        second = [m.span() for block in case.blocks for m in row.second.finditer(case.text, *block.span)]
        pairs = [(a, b) for a in first for b in second if sentence(case, a) != sentence(case, b)]
        if pairs:
            yield case.finding(
                "RUL_INTERNAL_TENSION", pairs[0], severity=row.severity, certainty=row.certainty, what=row.what
            )


# ---------------------------------------------------------------- awards


@dataclass(frozen=True, slots=True)
class _Context:
    """The words a rule stands in: its sentence, and the headings over it."""

    sentence: str
    headings: str


def _context(case: Case, rule: ConversionRule) -> _Context:
    span = rule.evidence.span
    document = case.document
    block = document.block_at(span[0])
    clause = block.clause if block else ()
    over = [
        case.quote(b)
        for b in case.blocks
        if b.clause and b.span[0] < span[0] and b.clause == clause[: len(b.clause)] and len(case.quote(b)) < 40
    ]
    return _Context(document.quote(sentence(case, span)), "\n".join(over))


def _without_value(case: Case) -> Iterator[ConversionRule]:
    """Awards without number and cap, whose hours neither another paper nor the course itself gives."""
    words = completeness()
    for rule in case.record.conversion_rules:
        context = _context(case, rule).sentence
        capped = rule.annual_cap is not None or rule.daily_cap is not None
        if rule.amount is not None or (capped and not words.by_rule.search(context)):
            continue
        if not capped and _HOURS.search(rule.evidence.quote):
            continue  # 25学分折合90学时: a number is there, though it makes no rate
        if words.elsewhere.search(rule.evidence.quote) or words.elsewhere.search(_lead(case, rule)):
            continue
        if words.needs_no_value.search(context) or words.subject_settled.search(context):
            continue
        if any(pattern.search(context) for pattern in words.formula):
            continue
        yield rule


def _lead(case: Case, rule: ConversionRule) -> str:
    """按照学时折算标准（附件4），登记相应学时: the clause before the grant names the paper."""
    start, _ = rule.evidence.span
    return case.text[max(0, start - 30) : start].rpartition("。")[2]


def _owes_value(case: Case, rule: ConversionRule) -> bool:
    """Whether the figure should stand in this place: a list of awards, or a threshold that the learner must reach."""
    context = _context(case, rule)
    words = completeness()
    listed = words.standard_heading.search(context.headings) is not None and _has_siblings(case, rule)
    capped = rule.annual_cap is not None  # a cap on hours that nothing counts
    return listed or capped or words.threshold.search(context.sentence) is not None


def _has_siblings(case: Case, rule: ConversionRule) -> bool:
    """Whether other awards of the same annex or clause have their figures."""
    top = rule.evidence.clause[:1]
    return any(r.amount is not None and r.evidence.clause[:1] == top for r in case.record.conversion_rules)


def _no_standard(case: Case) -> Iterator[Finding]:
    """Other ways of learning are to be registered, but the notice neither converts them nor says where that is done."""
    words = completeness()
    if case.record.conversion_rules or re.search("折算|换算", case.text):
        return
    for span in sentences(case, case.prose):
        match = words.other_ways.search(case.text, *span)
        if match and not words.elsewhere.search(case.text, *span):
            yield case.finding(
                "RUL_VALUE_MISSING", [match.span()], severity="warning", item="其他方式的学习", value="折算标准"
            )
            return


def _item(rule: ConversionRule) -> str:
    """An award in a few words: its class, or the beginning of its activity."""
    words = without_mark(rule.activity)
    name = _CLASS.match(words)
    if name:
        return name.group()
    first = _CLAUSE_END.split(words)[0] or words
    return first if len(first) <= _ITEM_LENGTH else f"{first[:_ITEM_LENGTH]}…"


def _class(rule: ConversionRule) -> str | None:
    name = _CLASS.match(without_mark(rule.activity))
    return name.group() if name else None


def _place(case: Case, rule: ConversionRule) -> Span:
    """Where the class of an award is named, else its sentence."""
    block = case.document.block_at(rule.evidence.span[0])
    name = _class(rule)
    start = case.text.find(name, *block.span) if block and name else -1
    if block is None or name is None or start < 0:
        return rule.evidence.span
    return block.span[0] if start - block.span[0] <= _MARK_LENGTH else start, start + len(name)


def _is_rate(rule: ConversionRule) -> bool:
    """1学分=3学时 is no award."""
    return "学分" in (rule.per or "") or "学分" in rule.evidence.quote


def _same_item(case: Case, one: ConversionRule, other: ConversionRule) -> bool:
    """Whether two rules stand in one paragraph, in different sentences, under one class."""
    a, b = one.evidence.span, other.evidence.span
    together = case.document.block_at(a[0]) is case.document.block_at(b[0])
    return (
        together and sentence(case, a) != sentence(case, b) and _class(one) is not None and _class(one) == _class(other)
    )


def _settled_by_heading(case: Case, rule: ConversionRule) -> bool:
    context = _context(case, rule)
    return _SUBJECT.search(context.headings) is not None or _SUBJECT.search(context.sentence) is not None


# ---------------------------------------------------------------- text


def _with_next(case: Case, span: Span) -> str:
    """A sentence with the one behind it, in the same line: the rounding may follow."""
    block = case.document.block_at(span[0])
    end = block.span[1] if block else span[1]
    following = re.compile(r"[^。；;\n]*[。；;]?").match(case.text, span[1], end)
    return case.text[span[0] : following.end() if following else span[1]]


def _first_sentence(case: Case, pattern: re.Pattern[str]) -> Span | None:
    for block in paragraphs(case):
        match = pattern.search(case.text, *block.span)
        if match:
            return sentence(case, match.span())
    return None
