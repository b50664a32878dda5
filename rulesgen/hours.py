"""Quotas that must be reached → floors of the year: in total, by subject, by channel, by topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Span
from normalize.record import Quota, Subject, TrainingItem
from rulesgen.model import Applies, VerdictCode
from rulesgen.passages import following, hull
from rulesgen.pieces import Claim, Material, Piece, RuleDraft, amount, shown, status, subject
from rulesgen.wording import phrase, says, wording

_YEAR = "学时/年"
SHORT: dict[Subject, VerdictCode] = {
    "total": "TOTAL_SHORT",
    "public": "PUBLIC_SHORT",
    "public_required": "PUBLIC_SHORT",
    "public_elective": "PUBLIC_SHORT",
    "professional": "PRO_SHORT",
    "professional_required": "PRO_SHORT",
    "professional_elective": "PRO_SHORT",
}
_WHOLE: dict[Subject, Subject] = {
    "public_required": "public",
    "public_elective": "public",
    "professional_required": "professional",
    "professional_elective": "professional",
}


def is_floor(quota: Quota) -> bool:
    """Whether a quota must be reached (a requirement with 不超过 is a cap)."""
    return quota.kind == "requirement" and quota.comparator != "<="


def floors(material: Material) -> Iterator[Piece]:
    """Floors from the quotas, and required topics with hours of their own."""
    quotas = [q for q in material.record.quotas if is_floor(q)]
    unscoped = {q.subject for q in quotas if not q.scope}
    scopes = list(dict.fromkeys(q.scope for q in quotas if q.scope))
    for quota in quotas:
        bound = _channel(material, quota)
        if bound:
            yield from _by_channel(quota, bound)
        if not quota.scope:
            yield from _floor(quota, quota.subject, subject(quota.subject), None)
        elif quota.subject == "other":
            yield from _floor(quota, f"other_{scopes.index(quota.scope) + 1}", quota.scope, None)
        elif not bound:
            called = f"{subject(quota.subject)}（{quota.scope}）"
            yield from _floor(quota, f"group_{scopes.index(quota.scope) + 1}.{quota.subject}", called, quota.scope)
        elif quota.subject not in unscoped:  # what a channel asks is all that this subject asks
            yield from _floor(quota, quota.subject, subject(quota.subject), None)
    required = [t for t in material.record.training_items if t.requirement == "required" and t.hours is not None]
    for number, item in enumerate(required, 1):
        yield from _topic(item, number)


def _prefix(quota: Quota) -> str:
    """What the names of floors begin with: a floor in 学分 is no rival of one in hours."""
    return "credits" if quota.unit == "学分" else "hours"


def _floor(quota: Quota, head: str, called: str, persons: str | None) -> Iterator[Piece]:
    """A floor, of everybody or of a group of persons; `called` is what it is a floor of."""
    value = amount(quota.amount)
    fields = {"subject": called, "value": shown(value), "unit": quota.unit}
    unit, tail, label, text = f"{quota.unit}/年", "min", "min", phrase("texts", "min", **fields)
    if quota.unit == "%" or "比例" in quota.unit:
        unit, tail, label, text = quota.unit, "share.min", "share", phrase("texts", "share", **fields)
    elif quota.period != "year":
        period = phrase("periods", quota.period)
        unit, tail = f"{quota.unit}/{period}", f"per_{quota.period}.min"
        words = "min_spell" if quota.period == "item" else "min_period"  # of a class, or of a spell of years
        text = phrase("texts", words, **fields, period=period)
    name = f"{_prefix(quota)}.{head}.{tail}"
    spans = (quota.evidence.span,)
    yield Claim(name, phrase("labels", label, **fields), unit, "min", value, status(quota, value), spans)
    applies = Applies(subject=quota.subject, persons=persons)
    rule = RuleDraft("min_sum", text, spans, applies, name, SHORT.get(quota.subject))
    if persons:
        rule = rule.lowered("needs_input", phrase("reasons", "persons", scope=persons))
    if label == "share":
        rule = rule.lowered("needs_input", phrase("reasons", "share"))
    if quota.period != "year":
        rule = rule.lowered("needs_input", phrase("reasons", "period"))
    if quota.subject == "other":
        rule = rule.lowered("needs_input", phrase("reasons", "other_subject"))
    if quota.unit == "学分":
        rule = rule.lowered("needs_input", phrase("reasons", "credits"))
    yield rule


@dataclass(frozen=True, slots=True)
class _Channel:
    """A way of learning that a quota is bound to: on_platform or face_to_face, and the words that bind it."""

    way: str
    span: Span


def _channel(material: Material, quota: Quota) -> _Channel | None:
    """What binds a quota to a way of learning: its own scope, or an elliptic sentence right after it."""
    span = quota.evidence.span
    for way in ("on_platform", "face_to_face"):
        if quota.scope and says(f"channel.{way}", quota.scope):
            return _Channel(way, span)
    start, end = following(material.document, span)
    bound = wording("channel.elliptic").match(material.document.text, start, end)
    return _Channel("on_platform", hull([span, bound.span()])) if bound else None


def _by_channel(quota: Quota, channel: _Channel) -> Iterator[Piece]:
    whole = _WHOLE.get(quota.subject, quota.subject)
    value = amount(quota.amount)
    fields = {"subject": subject(whole), "value": shown(value), "unit": quota.unit}
    name = f"{_prefix(quota)}.{whole}.{channel.way}.min"
    label = phrase("labels", channel.way, **fields)
    yield Claim(name, label, f"{quota.unit}/年", "min", value, status(quota, value), (channel.span,))
    text, reason = phrase("texts", channel.way, **fields), phrase("reasons", "channel")
    applies, code = Applies(subject=quota.subject), SHORT.get(quota.subject)
    yield RuleDraft("channel_required", text, (channel.span,), applies, name, code, "needs_input", reason)


def _topic(item: TrainingItem, number: int) -> Iterator[Piece]:
    value = amount(item.hours)
    name = f"hours.topic_{number}.min"
    fields = {"topic": item.title, "value": shown(value), "unit": "学时"}
    spans = (item.evidence.span,)
    yield Claim(name, phrase("labels", "topic_min", **fields), _YEAR, "min", value, status(item, value), spans)
    whole: dict[str, Subject] = {"public": "public", "professional": "professional"}
    yield RuleDraft(
        "min_sum",
        phrase("texts", "topic_min", **fields),
        spans,
        Applies(subject=whole.get(item.category)),
        name,
        None,
        "needs_input",
        phrase("reasons", "topic"),
    )
