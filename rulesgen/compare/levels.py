"""A rule set and the rule sets at hand → its comparison with the levels above, one verdict a value.

The nearest level that states a value is the one to compare with; one further up gets a row only where the notice
falls below it. A yearly rule set of an earlier year stands in where none of the year is held, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Span
from normalize.checks.names import fold
from rulesgen.chain import InForce, Source, in_force
from rulesgen.compare.judging import Judged, is_day, judge
from rulesgen.compare.verdict import ORDER, Said, Verdict, VerdictKind
from rulesgen.compare.words import pattern, said
from rulesgen.model import Amount, Citation, DatedValue, Parameter, RuleSet, Value
from rulesgen.passages import overlap
from rulesgen.pieces import subject
from rulesgen.place import LEVELS

_GROUP = re.compile(r"^hours\.group_\d+\.(?P<subject>\w+)\.min$")
_TOTAL, _PARTS = "hours.total.min", ("hours.public.min", "hours.professional.min")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A rule set beside the levels above it. `rows` list what must be acted on first.

    `sources` are the rule sets compared with, nearest first; `mismatch` is the nearest yearly one where it is of
    another year than the rule set, else None. `notes` are Chinese.
    """

    ruleset: RuleSet
    rows: tuple[Verdict, ...]
    sources: tuple[Source, ...]
    mismatch: RuleSet | None
    notes: tuple[str, ...] = ()

    def count(self, kind: VerdictKind) -> int:
        """How many rows have a verdict."""
        return sum(row.kind is kind for row in self.rows)


def verdicts(ruleset: RuleSet, baselines: Sequence[RuleSet], disputed: Sequence[Span] = ()) -> Comparison:
    """The comparison of a rule set with those of the levels above it, as far as `baselines` hold them.

    `disputed` – places of the notice whose numbers its own findings call in question: nothing is concluded from them.
    Superseded sets and sets of later years do not count. Raises nothing.
    """
    above = ruleset.jurisdiction.parent
    if above is None:
        return Comparison(ruleset, (), (), None)
    shelf = [b for b in baselines if b.status != "superseded"]
    effective = in_force(shelf, above, ruleset.year)
    theirs = _by_key(_flat(effective.values), effective.sources)
    own = [_doubted(said_by(ruleset, name), disputed) for name in ruleset.parameters]
    rows = [row for value in own for row in _rows(value, theirs)]
    rows += _implied(own, theirs)
    stated = {key_of(value) for value in own}
    stated |= {row.name for row in rows}
    for key, values in theirs.items():
        if key not in stated and _passes_on(values[0]):
            rows.append(Verdict(values[0].parameter.name, VerdictKind.INHERITED, None, values[0]))
    yearly = next((s.ruleset for s in effective.sources if not _is_standing(s.ruleset)), None)
    mismatch = yearly if yearly is not None and yearly.year != ruleset.year and not _is_standing(ruleset) else None
    return Comparison(ruleset, tuple(sorted(rows, key=_rank)), effective.sources, mismatch, effective.notes)


def _rank(row: Verdict) -> int:
    return ORDER.index(row.kind)


def _is_standing(ruleset: RuleSet) -> bool:
    """Whether it holds until it is replaced (a regulation), and so has no year of its own."""
    return bool(ruleset.parameters) and all(p.persistence == "standing" for p in ruleset.parameters.values())


def _passes_on(value: Said) -> bool:
    """Whether a value holds below where nothing is said: terms for papers bind the level below alone, and topics are
    set anew each year."""
    return not value.name.startswith("filing.") and not (value.fallback and ".topics." in value.name)


# ---------------------------------------------------------------- values of both sides


def said_by(ruleset: RuleSet, name: str, *, fallback: bool = False) -> Said:
    """A parameter of a rule set as one side of a comparison."""
    parameter = ruleset.parameters[name]
    return _said(ruleset, name, parameter, parameter.values[max(parameter.values)], fallback=fallback)


def _said(ruleset: RuleSet, name: str, parameter: Parameter, dated: DatedValue, *, fallback: bool) -> Said:
    return Said(
        ruleset=ruleset,
        name=name,
        parameter=parameter,
        value=dated.value,
        status=dated.status,
        shown=_shown(parameter, dated),
        citations=tuple(_cited(ruleset, dated)),
        fallback=fallback,
        rivals=bool(dated.candidates),
    )


def _cited(ruleset: RuleSet, dated: DatedValue) -> Iterator[Citation]:
    names = [*dated.cite, *(c for reading in dated.candidates for c in reading.cite)]
    for name in dict.fromkeys(names):
        yield ruleset.citations[name]


def _shown(parameter: Parameter, dated: DatedValue) -> str:
    if dated.candidates:
        values = "、".join(value_shown(c.value, parameter.unit) for c in dated.candidates)
        return said("compare", "candidates", values=values)
    if dated.value is None:
        guess = dated.inferred
        if guess is None:
            return said("compare", "unreadable")
        return said("compare", "unreadable_inferred", value=value_shown(guess, parameter.unit))
    shown = value_shown(dated.value, parameter.unit)
    return said("compare", "inferred", value=shown) if dated.status == "inferred" else shown


def value_shown(value: Value, unit: str | None) -> str:
    """A value with its unit, in Chinese: 30学时/年, 2026-05-26至2026-12-31, 公需科目30、专业科目60学时/年."""
    match value:
        case (start, end) if unit is None and any(map(is_day, (start, end))):
            unstated = said("compare", "open")
            return said("compare", "window", start=start or unstated, end=end or unstated)
        case tuple():
            return "、".join(v for v in value if v)
        case dict():
            return "、".join(f"{subject(s)}{a}" for s, a in value.items()) + (unit or "")
        case _:
            return f"{value}{unit or ''}"


def _doubted(value: Said, disputed: Sequence[Span]) -> Said:
    touched = any(overlap(c.span, place) for c in value.citations for place in disputed)
    return replace(value, disputed=True) if touched else value


def _flat(values: Mapping[str, InForce]) -> Iterator[InForce]:
    """The values of all levels; of several readings at one level, all under one contradiction."""
    for value in values.values():
        yield value
        yield from value.overruled


def _by_key(values: Iterator[InForce], sources: Sequence[Source]) -> dict[str, list[Said]]:
    """The superiors' values by what they are about, nearest level first."""
    order = [s.ruleset.id for s in sources]
    found: dict[str, list[Said]] = {}
    for value in values:
        base = _in_force(value)
        found.setdefault(key_of(base), []).append(base)
    return {key: sorted(bases, key=lambda b: _nearness(b, order)) for key, bases in found.items()}


def _in_force(value: InForce) -> Said:
    """A superior's value; where the notices of one level contradict each other, that is what is shown."""
    base = _said(value.source.ruleset, value.name, value.parameter, value.dated, fallback=value.fallback)
    if not value.rivals:
        return base
    shown = "、".join(dict.fromkeys(_shown(r.parameter, r.dated) for r in value.rivals))
    citations = tuple(dict.fromkeys(c for r in value.rivals for c in r.citations)) if base.rivals else base.citations
    return replace(base, shown=said("compare", "candidates", values=shown), citations=citations, rivals=True)


def _nearness(base: Said, order: Sequence[str]) -> tuple[int, int]:
    place = order.index(base.ruleset.id) if base.ruleset.id in order else len(order)
    return LEVELS.index(base.ruleset.jurisdiction.level), place


def key_of(value: Said) -> str:
    """What a value is about, whatever unit it is given in.

    Numbers that a notice gives to its own things (class.training_2, other_1) say nothing beside another notice's:
    there the label decides, whatever amount is named in it (脱产培训每天不超过8学时).
    """
    name = re.sub(r"^credits\.", "hours.", value.name)
    name = re.sub(r"_credits$|_(?:workdays|days|months|years)$", "", name)
    if name.endswith(".multiplier") and _of_chosen_course(value):
        return f"{name}|chosen"
    bare = pattern("own_number").sub("", name)
    return name if bare == name else f"{bare}|{re.sub('[0-9.]+', '', fold(value.parameter.name))}"


def _of_chosen_course(value: Said) -> bool:
    rules = (rule.text for rule in value.ruleset.rules if rule.param == value.name)
    quotes = (c.prefix + c.exact for c in value.citations)
    return any(pattern("chosen_course").search(text) for text in (*rules, *quotes))


# ---------------------------------------------------------------- rows


def _rows(own: Said, theirs: Mapping[str, list[Said]]) -> Iterator[Verdict]:
    group = _GROUP.match(own.name)
    if group is not None:
        yield _group_row(own, theirs.get(f"hours.{group['subject']}.min", []))
        return
    bases = theirs.get(key_of(own), [])
    if not bases:
        kind = VerdictKind.CONTRADICTION if own.rivals else VerdictKind.ADDITIONAL
        reason = said("reasons", "own_rivals", values=own.shown) if own.rivals else ""
        yield _row(own, None, Judged(kind, reason))
        return
    nearest = judge(own, bases[0])
    yield _row(own, bases[0], nearest)
    if nearest.kind is VerdictKind.LOOSER:
        return  # what is below the nearest level need not be told again of the next
    for base in bases[1:]:
        judged = judge(own, base)
        if judged.kind is VerdictKind.LOOSER:
            yield _row(own, base, judged)


def _row(own: Said, base: Said | None, judged: Judged) -> Verdict:
    severity = judged.severity or judged.kind.severity
    return Verdict(own.parameter.name, judged.kind, own, base, judged.reason, judged.certainty, severity)


def _group_row(own: Said, bases: Sequence[Said]) -> Verdict:
    """Fewer hours for some people than the superior asks of all: open to argument, but to be looked at."""
    rule = next((r for r in own.ruleset.rules if r.param == own.name), None)
    reason = said("reasons", "persons", persons=(rule.applies.persons if rule else "") or "")
    for base in bases:
        judged = judge(own, base)
        if judged.kind is VerdictKind.LOOSER:
            return _row(own, base, Judged(judged.kind, reason, "judgment"))
    return _row(own, None, Judged(VerdictKind.ADDITIONAL, reason))


def _implied(own: Sequence[Said], theirs: Mapping[str, list[Said]]) -> Iterator[Verdict]:
    """A total that is not stated, as the sum of its two parts."""
    by_name = {value.name: value for value in own}
    parts = [by_name[name] for name in _PARTS if name in by_name]
    bases = theirs.get(_TOTAL)
    if _TOTAL in by_name or not bases or len(parts) != len(_PARTS):
        return
    numbers = [Decimal(p.value) for p in parts if isinstance(p.value, int | str) and p.status in ("read", "confirmed")]
    if len(numbers) != len(parts) or len({p.parameter.unit for p in parts}) > 1:
        return
    total = _sum_of(parts, sum(numbers, Decimal(0)))
    judged = judge(total, bases[0])
    certainty = "judgment" if judged.kind is VerdictKind.LOOSER else judged.certainty
    yield _row(total, bases[0], Judged(judged.kind, said("reasons", "implied"), certainty, judged.severity))


def _sum_of(parts: Sequence[Said], number: Decimal) -> Said:
    amount: Amount = int(number) if number == number.to_integral_value() else f"{number.normalize():f}"
    first = parts[0]
    parameter = first.parameter.model_copy(update={"name": said("compare", "total")})
    citations = tuple(c for part in parts for c in part.citations)
    shown = value_shown(amount, parameter.unit)
    return Said(first.ruleset, _TOTAL, parameter, amount, "read", shown, citations)
