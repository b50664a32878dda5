"""Filing requirements and platforms → approvals, proofs and channels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.document import Span
from normalize.record import FilingRequirement, Platform
from rulesgen.model import Applies, Executability, RuleKind, VerdictCode
from rulesgen.passages import overlap, paragraph, sentence
from rulesgen.pieces import Claim, Material, Piece, RuleDraft, shown, status
from rulesgen.wording import phrase, says, short_office, wording

_BRACKETED = re.compile(r"[（(][^）)]*[）)]")
_LISTED = re.compile("[、，,；;]")  # 和 and 与 stand inside the names of offices
_OFFICE_LENGTH = 20

_Kind = tuple[RuleKind, VerdictCode | None, Executability, str]
_APPROVAL: _Kind = ("prior_approval", "NO_APPROVAL", "needs_input", "approval")
_EVIDENCE: _Kind = ("evidence_required", "EVIDENCE_MISSING", "needs_input", "evidence")
_CHANNEL: _Kind = ("channel_required", None, "needs_input", "platform")
_FORM: _Kind = ("evidence_required", None, "text_only", "filing")


def duties(material: Material) -> Iterator[Piece]:
    """A rule for every filing requirement; what is only due by a day is told by its deadline."""
    deadlines = [d.evidence.span for d in material.record.dates if d.end and d.kind != "study_window"]
    for duty in material.record.filing_requirements:
        about = duty.what + material.sentence(duty)
        base = says("approval.base", about)
        kind = _kind(duty)
        within = sentence(material.document, duty.evidence.span)
        if kind is _FORM and any(overlap(within, deadline) for deadline in deadlines):
            continue
        if kind is _APPROVAL and (base or says("approval.training", about)):
            yield from _approval(material, duty, "base" if base and not duty.consequence else "filing")
        else:
            yield _rule(material, duty, kind)


def _kind(duty: FilingRequirement) -> _Kind:
    quote = duty.evidence.quote
    if duty.consequence and says("approval.missing", duty.consequence):
        return _APPROVAL
    if duty.consequence or says("evidence.proof", quote):
        return _EVIDENCE
    if says("approval.named", quote):
        return _APPROVAL
    if says("approval.asked", f"{quote}{duty.what}") and not says("channel.by", quote):
        return _APPROVAL
    return _CHANNEL if says("channel.by", quote) and says("channel.registration", quote) else _FORM


def _approval(material: Material, duty: FilingRequirement, whose: str) -> Iterator[Piece]:
    """An approval before training, with the offices that give it where they are named."""
    rule = replace(_rule(material, duty, _APPROVAL), applies=Applies(class_="training"))
    offices = _offices(material, duty)
    if not offices:
        yield rule
        return
    name = f"training.{whose}.approver"
    spans = (duty.evidence.span,)
    label = phrase("labels", f"{whose}_approver")
    yield Claim(name, label, None, "superset", offices, status(duty, offices), spans)
    text = phrase("texts", "base_approver", value=shown(offices)) if whose == "base" else rule.text
    yield replace(rule, text=text, param=name)


def _offices(material: Material, duty: FilingRequirement) -> tuple[str, ...]:
    """Who must agree: named before 同意 or 核准 in the duty's own words, else the office it is sent to."""
    jurisdiction = material.record.jurisdiction.name if material.record.jurisdiction else ""
    named = [m["who"] for m in wording("approval.named").finditer(duty.evidence.quote)]
    if not named:
        named = _LISTED.split(_BRACKETED.sub("", duty.to or ""))
    short = (short_office(name.strip(), jurisdiction) for name in named)
    return tuple(dict.fromkeys(n for n in short if len(n) <= _OFFICE_LENGTH and says("approval.office", n)))


def _rule(material: Material, duty: FilingRequirement, kind: _Kind) -> RuleDraft:
    name, code, executability, reason = kind
    key = "duty_refused" if duty.consequence else "duty"
    text = phrase("texts", key, what=duty.what or duty.evidence.quote, consequence=duty.consequence)
    spans = (duty.evidence.span, *_consequence(material, duty))
    return RuleDraft(name, text, spans, Applies(), None, code, executability, phrase("reasons", reason))


def _consequence(material: Material, duty: FilingRequirement) -> Iterator[Span]:
    """Where the consequence of a duty is printed: in its paragraph, else the next place behind it."""
    if duty.consequence:
        span = duty.evidence.span
        text = material.document.text
        for start, end in (paragraph(material.document, span), (span[1], len(text))):
            at = text.find(duty.consequence, start, end)
            if at >= 0:
                yield at, at + len(duty.consequence)
                return


# ---------------------------------------------------------------- platforms


def channels(material: Material) -> Iterator[Piece]:
    """Platforms by way of which learning or registration must go; those that are only offered give no rule."""
    for platform in material.record.platforms:
        if platform.role == "title_review":
            continue
        for purpose, span in _mandates(material, platform):
            name, names = f"channel.{purpose}", (platform.name,)
            label = phrase("labels", f"channel_{purpose}")
            yield Claim(name, label, None, "superset", names, status(platform, names), (span,))
            text = phrase("texts", f"channel_{purpose}", value=platform.name)
            reason = phrase("reasons", "platform")
            yield RuleDraft("channel_required", text, (span,), Applies(), name, None, "needs_input", reason)


def _mandates(material: Material, platform: Platform) -> Iterator[tuple[str, Span]]:
    """The first sentence that makes a platform the way to learn, and the first that makes it the way to register."""
    seen: set[str] = set()
    names = "|".join(re.escape(n) for n in (platform.name, platform.alias) if n)
    for found in re.finditer(names, material.document.text):
        span = sentence(material.document, found.span())
        words = material.document.quote(span)
        if not says("channel.must", words) or says("channel.free", words):
            continue
        if wording("channel.elliptic").match(words):
            continue  # it speaks of the quota before it, whose own rule tells it
        if not any(
            overlap(by.span(), found.span()) for by in wording("channel.by").finditer(material.document.text, *span)
        ):
            continue  # the sentence speaks of another platform, and only names this one
        for purpose in ("registration", "learning"):
            if purpose not in seen and says(f"channel.{purpose}", words):
                seen.add(purpose)
                yield purpose, span
                break
