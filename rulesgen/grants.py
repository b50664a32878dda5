"""Conversion rules, caps and credits → grants: one statement each about the hours of one activity, with its class.

A notice often says the same thing twice for the extractor (as a quota and as a conversion rule); here it is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ingest.document import Document, Span
from normalize.record import ConversionRule, Quota, Subject
from rulesgen.activities import Activity, activity
from rulesgen.hours import is_floor
from rulesgen.passages import overlap, paragraph, sentence, unreadable
from rulesgen.pieces import Material
from rulesgen.wording import phrase, says


class What(StrEnum):
    """What a grant says of an activity's hours."""

    AWARD = "award"
    MULTIPLIER = "multiplier"
    YEAR_CAP = "year_cap"
    DAY_CAP = "per_day_cap"
    ITEM_CAP = "item_cap"
    UNSTATED = "unstated"


_NUMBERED = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class Grant:
    """One statement about the hours of one activity.

    `activity` – its class, None for a cap on a subject as a whole; `label` – the activity in the notice's words;
    `slug` – its name in parameters. `yearly`: it is granted for a year (not for an item).
    """

    what: What
    activity: Activity | None
    label: str
    amount: Decimal | None
    unit: str
    yearly: bool
    subject: Subject | None
    span: Span
    certain: bool
    slug: str = ""

    @property
    def in_credits(self) -> bool:
        """Whether it is counted in 学分, not in hours."""
        return self.unit.startswith("学分")

    @property
    def of_own_class(self) -> bool:
        """Whether the activity has a class of the notice's own making, which no record of learning uses by itself."""
        return self.activity is not None and _NUMBERED.search(self.slug) is not None

    @property
    def name(self) -> str:
        """What people call the activity, or the subject."""
        return self.activity.name if self.activity else phrase("subjects", self.subject or "other")


_CAP_OF = {"year": What.YEAR_CAP, "day": What.DAY_CAP, "item": What.ITEM_CAP}


def grants(material: Material) -> tuple[Grant, ...]:
    """All grants of a notice, in reading order, each with its slug."""
    document = material.document
    found = [g for rule in material.record.conversion_rules for g in _of_conversion(document, rule)]
    said: defaultdict[object, list[Grant]] = defaultdict(list)
    for grant in found:
        said[grant.what, grant.amount].append(grant)
    for quota in material.record.quotas:
        if not is_floor(quota):
            grant = _of_quota(document, quota)
            same, home = said[grant.what, grant.amount], sentence(document, grant.span)
            if not any(_repeats(grant, home, other) for other in same):
                found.append(grant)
                same.append(grant)
    return tuple(sorted(_told_apart(_with_slugs(sorted(found, key=_place))), key=_place))


def _place(grant: Grant) -> Span:
    return grant.span


def _repeats(grant: Grant, home: Span, other: Grant) -> bool:
    """Whether a grant says what another one of its amount says: in its words, or of its class in sentence `home`."""
    if grant.subject and other.subject and grant.subject != other.subject:
        return False
    same_class = grant.activity and other.activity and grant.activity.slug == other.activity.slug
    return overlap(grant.span, other.span) or bool(same_class and overlap(home, other.span))


def _of_conversion(document: Document, rule: ConversionRule) -> Iterator[Grant]:
    span = rule.evidence.span
    base = Grant(
        what=What.AWARD,
        activity=_activity(rule),
        label=rule.activity,
        amount=rule.amount,
        unit=f"{rule.unit}/{rule.per}" if rule.per else rule.unit,
        yearly="年" in (rule.per or ""),
        subject=rule.subject,
        span=span,
        certain=rule.certain,
    )
    hours = "学时" if rule.unit == "倍" else rule.unit
    if rule.daily_cap is not None:
        yield replace(base, what=What.DAY_CAP, amount=rule.daily_cap, unit=f"{hours}/天")
    if rule.annual_cap is not None:
        yield replace(base, what=What.YEAR_CAP, amount=rule.annual_cap, unit=f"{hours}/年")
    if rule.unit == "倍":
        yield replace(base, what=What.MULTIPLIER, unit="倍")
    elif rule.amount is not None or unreadable(document, span):
        yield base
    else:
        yield replace(base, what=What.UNSTATED)


def _activity(rule: ConversionRule) -> Activity:
    """The class of a rule by the name of its activity, else by its own words (按实际在岗时间折算)."""
    named = activity(rule.activity)
    quoted = activity(rule.evidence.quote)
    return named if named.known or not quoted.whole else replace(quoted, name=named.name, detail=named.detail)


def _of_quota(document: Document, quota: Quota) -> Grant:
    label = _label(document, quota)
    return Grant(
        what=What.AWARD if quota.kind == "credit" else _CAP_OF[quota.period],
        activity=activity(label) if label else None,
        label=label,
        amount=quota.amount,
        unit=f"{quota.unit}/{phrase('periods', quota.period)}",
        yearly=quota.period == "year",
        subject=None if quota.subject == "other" else quota.subject,
        span=quota.evidence.span,
        certain=quota.certain,
    )


def _label(document: Document, quota: Quota) -> str:
    """What a cap or credit is about: its scope, else its sentence, else the paragraph up to it.

    "" for one on a subject as a whole (公需科目每天不超过8学时).
    """
    if quota.scope:
        return quota.scope
    own = document.quote(sentence(document, quota.evidence.span))
    if activity(own).known:
        return own
    if quota.subject != "other":
        return ""
    return document.text[paragraph(document, quota.evidence.span)[0] : quota.evidence.span[1]]


# ---------------------------------------------------------------- slugs


def _with_slugs(found: Sequence[Grant]) -> list[Grant]:
    """Grants with the slug of their class and item; activities without an item are numbered within their class."""
    numbers: dict[str, list[str]] = {}
    named: list[Grant] = []
    for grant in found:
        kind = grant.activity
        if kind is None:
            slug: str = grant.subject or "other"
        elif kind.item:
            slug = f"{kind.slug}_{kind.item}"
        elif kind.whole:
            slug = kind.slug
        else:
            slug = f"{kind.slug}_{kind.grade or _number(numbers.setdefault(kind.slug, []), kind.detail)}"
        named.append(replace(grant, slug=slug))
    return named


def _number(details: list[str], detail: str) -> int:
    """The number (from 1) of an activity among those met before; one that holds another's words is the same."""
    for i, known in enumerate(details):
        if known in detail or detail in known:
            return i + 1
    details.append(detail)
    return len(details)


def _told_apart(named: Sequence[Grant]) -> Iterator[Grant]:
    """Slugs of their own for activities of one slug that are described differently and valued differently.

    A heading alone, or a description that holds another one, may mean the same activity: it stays as it is, so that
    two values for it count as a contradiction. What is the same for all of them (one cap) stays with the common slug.
    """
    groups: dict[tuple[str, What, Subject | None, str], list[Grant]] = {}
    for grant in named:
        groups.setdefault((grant.slug, grant.what, grant.subject, grant.unit), []).append(grant)
    for group in groups.values():
        details: list[str] = []
        numbers = [_number(details, g.activity.detail if g.activity else "") for g in group]
        valued: dict[Decimal | None, set[int]] = {}
        for grant, number in zip(group, numbers, strict=True):
            valued.setdefault(grant.amount, set()).add(number)
        apart = len(valued) > 1 and not set.intersection(*valued.values())
        for grant, number in zip(group, numbers, strict=True):
            yield replace(grant, slug=f"{grant.slug}_{number}") if apart else grant


def by_actual_hours(document: Document, grant: Grant) -> bool:
    """按实际学时登记: where a cap is printed too, that is all there is to say."""
    return says("actual", document.quote(sentence(document, grant.span)))
