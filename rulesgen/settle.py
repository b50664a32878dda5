"""Claims and rule drafts → parameters and rules: same statements merge, contradicting ones suspend their rules.

Nothing is chosen between two values that one notice gives for the same thing: both are kept, the value is null, and
the rules that rest on it do not run until somebody has answered.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from ingest.document import Span
from rulesgen.model import Amount, Status, Value
from rulesgen.pieces import Claim, Piece, RuleDraft, shown, window_shown
from rulesgen.wording import phrase, plausible


@dataclass(frozen=True, slots=True)
class Settled:
    """A parameter before it has citations. `candidates` are the readings of a contradiction, `inferred` a guess.

    `question` is what a person has to answer (Chinese, "" if nothing), `code` the finding that fits it.
    """

    claim: Claim
    candidates: tuple[Claim, ...] = ()
    inferred: Amount | None = None
    question: str = ""
    code: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the parameter is printed, in reading order."""
        return self.claim.spans


def settle(pieces: Sequence[Piece]) -> tuple[list[Settled], list[RuleDraft]]:
    """Parameters and rules in reading order."""
    claims = sorted((p for p in pieces if isinstance(p, Claim)), key=lambda c: c.name)
    parameters = {name: _settled(list(group)) for name, group in groupby(claims, key=lambda c: c.name)}
    parameters = {name: _with_arithmetic(s, parameters) for name, s in parameters.items()}
    lists = {name for name, s in parameters.items() if s.claim.direction == "superset"}
    drafts = _merged([p for p in pieces if isinstance(p, RuleDraft)], lists)
    rules = [_as_sure_as(draft, parameters.get(draft.param or "")) for draft in drafts]
    return (
        sorted(parameters.values(), key=lambda s: (s.spans[0], s.claim.name)),
        sorted(rules, key=lambda r: (r.spans[0], r.kind, r.param or "", r.text)),
    )


# ---------------------------------------------------------------- parameters


def _settled(claims: Sequence[Claim]) -> Settled:
    """One parameter from all claims on it."""
    first = replace(min(claims, key=lambda c: c.spans), spans=_spans(claims))
    if first.direction == "superset":
        return Settled(replace(first, value=_union(claims), status=_least_sure(claims)))
    known = [c for c in map(_within_reason, sorted(claims, key=lambda c: c.spans)) if c.value is not None]
    if not known:
        question = phrase("questions", "unreadable", label=first.label)
        return Settled(replace(first, status="unreadable"), question=question, code="TXT_OCR_DIGIT")
    if len({repr(c.value) for c in known}) > 1:
        return _contradiction(first, known)
    claim = replace(min(known, key=lambda c: _SUREST.index(c.status)), spans=first.spans)
    match claim.status:
        case "unreadable":
            return _implausible(claim)
        case "inferred":
            question = phrase("questions", "inferred", label=claim.label, value=_shown(claim))
            return Settled(claim, question=question, code="TXT_OCR_DIGIT")
        case _:
            return Settled(claim)


_SUREST: tuple[Status, ...] = ("confirmed", "read", "inferred", "unreadable")


def _implausible(claim: Claim) -> Settled:
    """A number beyond reason is kept as a guess only."""
    question = phrase("questions", "implausible", label=claim.label, value=_shown(claim))
    guess = claim.value if isinstance(claim.value, int | str) else None
    return Settled(replace(claim, value=None), (), guess, question, "NUM_READING_AMBIGUOUS")


def _within_reason(claim: Claim) -> Claim:
    """A claim that cannot be counts as unreadable: a number beyond its unit, a window that ends before it starts."""
    match claim.value:
        case dict(by_subject):
            possible = all(plausible(Decimal(a), claim.unit) for a in by_subject.values())
        case (str(start), str(end)) if claim.direction == "window":
            possible = start <= end
        case int(number):
            possible = plausible(Decimal(number), claim.unit)
        case str(text) if claim.unit is not None:  # without a unit it is a date
            possible = plausible(Decimal(text), claim.unit)
        case _:
            possible = True
    return claim if possible else replace(claim, status="unreadable")


def _contradiction(first: Claim, known: Sequence[Claim]) -> Settled:
    by_value: dict[str, list[Claim]] = {}
    for claim in sorted(known, key=lambda c: c.spans):
        by_value.setdefault(repr(claim.value), []).append(claim)
    candidates = tuple(replace(group[0], spans=_spans(group)) for group in by_value.values())
    listed = "、".join(_shown(c) for c in candidates)
    question = phrase("questions", "contradiction", label=first.label, values=listed)
    code = "TIM_CONTRADICTORY" if first.unit is None else "NUM_CONTRADICTORY"
    return Settled(replace(first, value=None, status="read"), candidates, None, question, code)


def _with_arithmetic(settled: Settled, parameters: dict[str, Settled]) -> Settled:
    """An unreadable part of 合计 = 公需 + 专业 is what the two readable ones leave; a guess only."""
    claim = settled.claim
    if claim.status != "unreadable" or settled.inferred is not None or claim.name not in _SUM:
        return settled
    total, public, professional = (_number(parameters.get(name)) for name in _SUM)
    match total, public, professional:
        case None, int(a), int(b):
            guess = a + b
        case (int(whole), int(part), None) | (int(whole), None, int(part)):
            guess = whole - part
        case _:
            return settled
    if guess < 0:
        return settled
    question = phrase("questions", "unreadable_inferred", label=claim.label, value=f"{guess}学时")
    return replace(settled, inferred=guess, question=question)


_SUM = ("hours.total.min", "hours.public.min", "hours.professional.min")


def _number(settled: Settled | None) -> int | None:
    value = settled.claim.value if settled else None
    return value if isinstance(value, int) else None


def _shown(claim: Claim) -> str:
    if claim.direction == "window" and isinstance(claim.value, tuple):
        return window_shown(claim.value)
    return shown(claim.value) + (claim.unit or "").partition("/")[0]


def _union(claims: Sequence[Claim]) -> Value:
    """Lists of names add up: one notice may name topics or offices in several places."""
    names: dict[str, None] = {}
    for claim in sorted(claims, key=lambda c: c.spans):
        if isinstance(claim.value, tuple):
            names.update((name, None) for name in claim.value if name)
    return tuple(names)


def _least_sure(claims: Sequence[Claim]) -> Status:
    return "read" if all(c.status == "read" for c in claims) else "inferred"


def _spans(pieces: Sequence[Piece]) -> tuple[Span, ...]:
    return tuple(sorted({span for piece in pieces for span in piece.spans}))


# ---------------------------------------------------------------- rules


def _merged(drafts: Sequence[RuleDraft], lists: Collection[str]) -> list[RuleDraft]:
    """One rule for each kind, scope and parameter. Rules without one, or on a list of names, differ by their text."""
    groups: dict[str, list[RuleDraft]] = {}
    for draft in drafts:
        text = draft.text if draft.param is None or draft.param in lists else ""
        key = f"{draft.kind}|{draft.applies!r}|{draft.param}|{text}"
        groups.setdefault(key, []).append(draft)
    return [_merge(group) for group in groups.values()]


def _merge(group: Sequence[RuleDraft]) -> RuleDraft:
    """The first draft with the spans and texts of all, as little executable as the least of them."""
    first = min(group, key=lambda d: d.spans)
    texts = list(dict.fromkeys(d.text for d in sorted(group, key=lambda d: d.spans)))
    least = next((d for d in group if d.executability != "full"), first)
    return replace(
        first,
        text="；".join(texts),
        spans=_spans(group),
        executability=least.executability,
        reason=least.reason,
    )


def _as_sure_as(draft: RuleDraft, parameter: Settled | None) -> RuleDraft:
    """A rule is no surer than its parameter."""
    if parameter is None or parameter.candidates:
        return draft
    match parameter.claim.status:
        case "unreadable":
            return replace(draft, executability="needs_input", reason=phrase("reasons", "unreadable"))
        case "inferred":
            return draft.lowered("partial_may_overreport", phrase("reasons", "inferred"))
        case _:
            return draft
