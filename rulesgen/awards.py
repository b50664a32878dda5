"""Grants → awards, multipliers, caps, and conversions without a number (proportion, threshold, substitution)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Span
from normalize.record import Subject
from rulesgen.grants import Grant, What, by_actual_hours, grants
from rulesgen.model import Applies, BySubject, Direction, RuleKind, Status, Value, VerdictCode
from rulesgen.passages import following, hull, overlap, sentence
from rulesgen.pieces import Claim, Material, Piece, RuleDraft, amount, shown
from rulesgen.wording import phrase, says, wording

_CAPS: dict[What, RuleKind] = {
    What.YEAR_CAP: "year_cap",
    What.DAY_CAP: "per_day_cap",
    What.ITEM_CAP: "fixed_award",  # an award of at most so many hours an item
}


def conversions(material: Material) -> Iterator[Piece]:
    """Everything that a notice says about hours for activities, class by class."""
    found = grants(material)
    starts = [g.span[0] for g in found]
    groups: defaultdict[tuple[str, What], list[Grant]] = defaultdict(list)
    for grant in found:
        groups[grant.slug, grant.what].append(grant)
    capped = {slug for slug, what in groups if what in _CAPS}
    awarded = [g.span for g in found if g.what is What.AWARD]
    for (slug, what), group in groups.items():
        match what:
            case What.AWARD:
                yield from _awards(material, group, starts)
            case What.MULTIPLIER:
                yield from _multipliers(group)
            case What.UNSTATED if slug in capped:
                yield from (_within_cap(g) for g in group if not by_actual_hours(material.document, g))
            case What.UNSTATED:
                for grant in group:
                    if not any(overlap(grant.span, span) for span in awarded):
                        yield from _unstated(material, grant)
            case _:
                yield from _caps(group)


def _head(grant: Grant) -> str:
    return f"class.{grant.slug}" if grant.activity else f"hours.{grant.slug}"


def _applies(grant: Grant, subject: Subject | None) -> Applies:
    return Applies(class_=grant.slug if grant.activity else None, subject=subject)


def _fields(grant: Grant, value: Value | None) -> dict[str, str]:
    unit, _, per = grant.unit.partition("/")
    return {"name": grant.name, "value": shown(value), "unit": unit, "per": f"每{per}" if per else ""}


def _claim(grant: Grant, name: str, label: str, value: Value | None, spans: tuple[Span, ...]) -> Claim:
    direction: Direction = "equal" if grant.what in (What.AWARD, What.MULTIPLIER) else "max"
    return Claim(name, label, grant.unit, direction, value, _known(grant, value), spans)


def _known(grant: Grant, value: Value | None) -> Status:
    if value is None:
        return "unreadable"
    return "read" if grant.certain else "inferred"


def _name(grant: Grant, tail: str) -> str:
    """The name of a parameter of a grant's class; one in 学分 is no rival of one in hours."""
    return f"{_head(grant)}.{tail}_credits" if grant.in_credits else f"{_head(grant)}.{tail}"


def _hindered(grant: Grant, rule: RuleDraft) -> RuleDraft:
    """A rule as far as it can be run: 学分 must be converted first, and a class of its own be matched by a person."""
    if grant.in_credits:
        return rule.lowered("needs_input", phrase("reasons", "credits"))
    return rule.lowered("needs_input", phrase("reasons", "own_class")) if grant.of_own_class else rule


# ---------------------------------------------------------------- caps and multipliers


def _caps(group: Sequence[Grant]) -> Iterator[Piece]:
    for grant in group:
        value = amount(grant.amount)
        fields = _fields(grant, value)
        name = _name(grant, grant.what)
        spans = (grant.span,)
        yield _claim(grant, name, phrase("labels", grant.what, **fields), value, spans)
        text = phrase("texts", grant.what, **fields)
        rule = RuleDraft(_CAPS[grant.what], text, spans, _applies(grant, grant.subject), name, _cap_code(grant))
        if grant.what is What.ITEM_CAP:
            rule = rule.lowered("needs_input", phrase("reasons", "item"))
        yield _hindered(grant, rule)


def _cap_code(grant: Grant) -> VerdictCode | None:
    """The verdict of a cap. The catalogue has one for the day and one for 学习类, none for other classes."""
    if grant.what is What.DAY_CAP:
        return "DAY_CAPPED"
    return "STUDY_CAPPED" if grant.what is What.YEAR_CAP and grant.slug == "study" else None


def _multipliers(group: Sequence[Grant]) -> Iterator[Piece]:
    for grant in group:
        value = amount(grant.amount)
        fields = _fields(grant, value)
        lecturer = grant.slug == "lecturer"
        name = "hours.lecturer.multiplier" if lecturer else f"{_head(grant)}.multiplier"
        label = phrase("labels", "lecturer" if lecturer else "multiplier", **fields)
        yield _claim(grant, name, label, value, (grant.span,))
        text, applies = phrase("texts", "multiplier", **fields), _applies(grant, grant.subject)
        reason = phrase("reasons", "conditions")
        yield RuleDraft("multiplier", text, (grant.span,), applies, name, None, "needs_input", reason)


# ---------------------------------------------------------------- awards


@dataclass(frozen=True, slots=True)
class _Award:
    """An award: one grant, or those that one sentence gives to several subjects (公需30学时、专业60学时)."""

    grants: tuple[Grant, ...]

    @property
    def first(self) -> Grant:
        return self.grants[0]

    @property
    def span(self) -> Span:
        return hull([g.span for g in self.grants])

    @property
    def subject(self) -> Subject | None:
        return self.first.subject if len(self.grants) == 1 else None

    @property
    def value(self) -> Value | None:
        """The hours; by subject where there are several; None where one of them is unreadable."""
        if len(self.grants) == 1:
            return amount(self.first.amount)
        hours: BySubject = {}
        for grant in self.grants:
            given = amount(grant.amount)
            if given is None or grant.subject is None:
                return None
            hours[grant.subject] = given
        return hours


def _awards(material: Material, group: Sequence[Grant], starts: Sequence[int]) -> Iterator[Piece]:
    for award in _by_sentence(material, group):
        grant, value = award.first, award.value
        fields = _fields(grant, value)
        posting = grant.slug.startswith("posting") and grant.yearly
        name = f"{grant.slug}.full_year" if posting else _name(grant, "award")
        label = phrase("labels", "full_year" if posting else "award", **fields)
        yield _claim(grant, name, label, value, (award.span,))
        applies = _applies(grant, award.subject)
        rule = RuleDraft("fixed_award", phrase("texts", "award", **fields), (award.span,), applies, name)
        rule = _hindered(grant, rule)
        if award.subject is None and len(award.grants) == 1:
            rule = rule.lowered("partial_may_overreport", phrase("reasons", "no_subject"))
        yield rule
        if months := _by_months(material, award.span, starts):
            text, reason = phrase("texts", "months", **fields), phrase("reasons", "months")
            yield RuleDraft("prorata_months", text, (months,), applies, name, None, "needs_input", reason)


def _by_sentence(material: Material, group: Sequence[Grant]) -> list[_Award]:
    """The awards of a class; grants of one sentence to different subjects make one."""
    awards: list[tuple[Span, list[Grant]]] = []
    for grant in group:
        within = sentence(material.document, grant.span)
        mates = next((m for s, m in reversed(awards) if s == within), None)
        if mates and grant.subject and all(m.subject and m.subject != grant.subject for m in mates):
            mates.append(grant)
        else:
            awards.append((within, [grant]))
    return [_Award(tuple(mates)) for _, mates in awards]


def _by_months(material: Material, span: Span, starts: Sequence[int]) -> Span | None:
    """The words 不足一年的，按月份比例计算 in or behind an award, before the next statement begins."""
    _, end = following(material.document, span)
    limit = min((start for start in starts if start >= span[1]), default=end)
    found = wording("proportion.months").search(material.document.text, span[0], min(end, limit))
    return found.span() if found else None


# ---------------------------------------------------------------- conversions without a number


def _within_cap(grant: Grant) -> RuleDraft:
    """可抵扣不超过10学时: as many hours as there were, up to the cap."""
    text, reason = phrase("texts", "substitution", **_fields(grant, None)), phrase("reasons", "within_cap")
    return RuleDraft(
        "substitution", text, (grant.span,), _applies(grant, grant.subject), None, None, "needs_input", reason
    )


def _unstated(material: Material, grant: Grant) -> Iterator[Piece]:
    """Hours are granted without a number: in proportion, from a threshold on, or as somebody recognises them."""
    within = sentence(material.document, grant.span)
    own = material.document.quote(within)
    fields = _fields(grant, None)
    kind: RuleKind = "substitution"
    text, reason, param = phrase("texts", "substitution", **fields), phrase("reasons", "no_number"), None
    if says("proportion.presence", own) or says("proportion.months", own):
        kind, text, reason = "prorata_months", phrase("texts", "proportion", **fields), phrase("reasons", "proportion")
    elif threshold := wording("threshold").search(own):
        kind, param = "threshold_conversion", f"{_head(grant)}.threshold"
        value = amount(int(threshold["amount"].replace(",", "").replace("，", "")))
        fields |= {"value": shown(value), "unit": "分"}
        text = phrase("texts", "threshold", **fields)
        spans = ((within[0] + threshold.start(), within[0] + threshold.end()),)
        label = phrase("labels", "threshold", **fields)
        yield Claim(param, label, "分", "min", value, _known(grant, value), spans)
    applies = _applies(grant, grant.subject)
    question = phrase("questions", "no_number", **fields)
    yield RuleDraft(kind, text, (grant.span,), applies, param, None, "needs_input", reason, question)
