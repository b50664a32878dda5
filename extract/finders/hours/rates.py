"""Two amounts of which one is what the other is worth: 1学分=3学时, 每3学时授予1学分, 30学分（折合90学时）."""

from __future__ import annotations

import re

from extract.atoms import Atom
from extract.finders.hours.bounds import comparator_of
from extract.finders.hours.said import HoursSaid, number_of
from extract.grammar import labelled
from extract.view import Passage, View
from ingest.document import Span

_AHEAD = 4  # characters before an amount that tell whether it is the one that is worth something
_EACH = re.compile(r"(?:每[一-鿿]{0,4}|讲授?|授课?)$")
_COUNTS_AS = re.compile(r"\s?(?:可?按|折算|折合|计|记|登记|认定)(?:为|成|作)?\s?")


def is_rate(view: View, one: Atom, other: Atom) -> bool:
    """1学分折算为3学时, 每6学时计2学分: what one is worth in the other."""
    count = one.part("number")
    if count is None:
        return False
    ahead = view.text[max(0, count.span[0] - _AHEAD) : count.span[0]]
    single = view.text[slice(*count.span)] in ("1", "一") or ahead.rstrip().endswith("每")
    between = view.text[one.span[1] : other.span[0]]
    if one.label == other.label:  # 每讲授1学时按3学时计算
        opens = _EACH.search(ahead) or ahead.rstrip().endswith(("：", ":", "，", ","))
        return single and bool(opens and _COUNTS_AS.fullmatch(between))
    each = ahead.rstrip().endswith("每") and not between.strip() and one.label != other.label  # 每3学时1学分
    return single and (each or any(p.fullmatch(between) for _, p in labelled("hours", "rate")))


def worth(view: View, hours: Atom, points: Atom) -> str:
    """The number of credits of 10学时计1学分, where hours without a bound are said to be worth them; else ""."""
    between = view.text[hours.span[1] : points.span[0]]
    if (hours.label, points.label) != ("hours", "credits") or hours.part("per") is not None:
        return ""
    bound = comparator_of(view, (max(0, hours.span[0] - _AHEAD), hours.span[0]), (hours.span[1], hours.span[1]))
    counts = any(p.fullmatch(between) for _, p in labelled("hours", "rate")) and bool(between.strip())
    return view.text[slice(*number_of(points))] if counts and bound not in (">=", "<=") else ""


def is_restated(view: View, one: Atom, other: Atom) -> bool:
    """90学时（30学分）, 90学时折合30学分: the credits say the hours again."""
    between = view.text[one.span[1] : other.span[0]]
    if (one.label, other.label) != ("hours", "credits") or not between:
        return False
    return any(p.fullmatch(between) for section in ("equivalent", "rate") for _, p in labelled("hours", section))


def unit_rate(view: View, sentence: Span, atom: Atom) -> Span | None:
    """每个学分按3学时折算: the word 学分 before the number is the unit it counts for."""
    for _, pattern in labelled("hours", "unit_rate"):
        match = pattern.search(view.text, sentence[0], atom.span[0]) if atom.label == "hours" else None
        if match is not None:
            at = view.text.index("学分", match.start())
            return at, at + 2
    return None


def rate(view: View, passage: Passage, sentence: Span, one: Atom, other: Atom) -> HoursSaid:
    single = view.text[slice(*number_of(one))] in ("1", "一")  # 每10课时: ten of them are what it counts for
    return HoursSaid(
        passage=passage,
        sentence=sentence,
        clause=(one.span[0], other.span[1]),
        number=number_of(other),
        unit=other.label,
        comparator="=",
        kind="rate",
        subject="",
        qualifier="",
        period="item",
        scope=None,
        per=(number_of(one)[int(single)], one.span[1]),
    )


def is_equivalent(view: View, one: Atom, other: Atom) -> bool:
    """30学分（折合90学时）: the second amount says the first again in hours."""
    between = view.text[one.span[1] : other.span[0]]
    return (
        one.label == "credits"
        and other.label == "hours"
        and bool(between)
        and any(p.fullmatch(between) for _, p in labelled("hours", "equivalent"))
    )
