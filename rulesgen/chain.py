"""Rule sets + a jurisdiction and a year → the rules in force: the chain city → province → nation, value by value.

The nearest jurisdiction decides, but not below the one above it: of two floors the higher holds, of two caps the lower.
A set of an earlier year stands in where none of the year is held, and that is said; dates never pass to another year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from rulesgen.loading import load
from rulesgen.model import Citation, DatedValue, Direction, Parameter, Rule, RuleSet, Status, Value
from rulesgen.place import parent
from rulesgen.shipped import shipped_baselines
from rulesgen.wording import phrase


@dataclass(frozen=True, slots=True)
class Source:
    """A rule set of the chain. `fallback`: it is of an earlier year and stands in for one that is not held."""

    ruleset: RuleSet
    fallback: bool

    @property
    def draft(self) -> bool:
        """Whether what rests on it must say 依据草稿."""
        return self.ruleset.status in ("draft", "reviewed")


@dataclass(frozen=True, slots=True)
class InForce:
    """A parameter's value in force, and where it comes from.

    `overruled` are the values of the other levels for the same parameter, nearest first. `rivals` are several values
    of one level that contradict each other: then `value` is None and nothing that rests on it runs.
    """

    name: str
    parameter: Parameter
    dated: DatedValue
    source: Source
    overruled: tuple[InForce, ...] = ()
    rivals: tuple[InForce, ...] = ()

    @property
    def value(self) -> Value | None:
        """The value; None where it is unreadable or contradictory."""
        return None if self.rivals else self.dated.value

    @property
    def status(self) -> Status:
        """How the value is known."""
        return self.dated.status

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The passages that the value rests on."""
        return tuple(self.source.ruleset.citations[c] for c in self.dated.cite)

    @property
    def fallback(self) -> bool:
        """Whether it is the value of an earlier year."""
        return self.source.fallback

    @property
    def draft(self) -> bool:
        """Whether it rests on a draft."""
        return self.source.draft


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule in force with the value that it applies; that value may come from another level than the rule's text."""

    rule: Rule
    source: Source
    value: InForce | None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The passages that the rule rests on, those of its value first."""
        own = tuple(self.source.ruleset.citations[c] for c in self.rule.cite)
        return (*(self.value.citations if self.value else ()), *own)

    @property
    def suspended(self) -> bool:
        """Whether a contradiction keeps the rule from running."""
        return self.rule.state == "suspended" or bool(self.value and self.value.rivals)


@dataclass(frozen=True, slots=True)
class Effective:
    """The rules in force for a jurisdiction and a year. `sources` run from the jurisdiction itself upwards.

    `notes` are Chinese sentences on what had to be made do with: a level not held, an earlier year, a draft.
    """

    code: str
    year: int
    sources: tuple[Source, ...]
    values: Mapping[str, InForce] = field(default_factory=dict)
    rules: tuple[RuleInForce, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether any of it rests on a draft."""
        return any(source.draft for source in self.sources)

    @property
    def name(self) -> str:
        """The name of the jurisdiction; its code where none of its own rule sets is held."""
        own = (s.ruleset.jurisdiction.name for s in self.sources if s.ruleset.jurisdiction.code == self.code)
        return next(own, self.code)


def effective(rulesets: Iterable[RuleSet], code: str, year: int) -> Effective:
    """The rules in force for a jurisdiction (GB/T 2260 code) in a year, from the rule sets at hand.

    The shipped baselines stand in where `rulesets` hold nothing of a level. Superseded sets never count.
    Raises nothing: where nothing is held, there are no rules and a note.
    """
    shelf = [r for r in rulesets if r.status != "superseded"]
    held = {r.id for r in shelf}
    shelf += [b for b in shipped_baselines() if b.id not in held]
    return in_force(shelf, code, year)


def in_force(rulesets: Sequence[RuleSet], code: str, year: int) -> Effective:
    """`effective` for exactly these rule sets, without the shipped baselines."""
    levels: list[_Level] = []
    notes: list[str] = []
    at: str | None = code
    while at is not None:
        levels.append(_level(rulesets, at, year))
        notes.extend(_notes(levels[-1], at, year))
        at = parent(at)
    values = _values(levels)
    sources = tuple(source for level in levels for source in level.sources)
    rules = tuple(_rules(levels, values))
    if any(s.draft for s in sources):
        notes.append(phrase("chain", "draft"))
    return Effective(code, year, sources, values, rules, tuple(notes))


def approved(rulesets: Iterable[RuleSet]) -> tuple[RuleSet, ...]:
    """Those of some rule sets that somebody has signed."""
    return tuple(r for r in rulesets if r.status == "approved")


def codes_above(code: str) -> tuple[str, ...]:
    """A jurisdiction and all above it, from below: 370400, 370000, 000000."""
    above = parent(code)
    return (code, *(codes_above(above) if above else ()))


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The rule files of a folder: itself one, <code>/<year>/ or <year>/ below it, or rules/ of a result folder."""
    if folder.is_file():
        return (folder,)
    patterns = ("ruleset.yaml", "*/ruleset.yaml", "*/*/ruleset.yaml", "rules/*/*/ruleset.yaml")
    return next((found for p in patterns if (found := tuple(sorted(folder.glob(p))))), ())


def held(folder: Path) -> tuple[RuleSet, ...]:
    """The rule sets of a folder (see `rule_files`). Raises RuleFileError for the first one that does not hold."""
    return tuple(load(path) for path in rule_files(folder))


# ---------------------------------------------------------------- one level


@dataclass(frozen=True, slots=True)
class _Level:
    """What one jurisdiction has: the sets of the year (or of an earlier one), and earlier ones for what stands."""

    sources: tuple[Source, ...]
    standing: tuple[Source, ...]


def _level(rulesets: Sequence[RuleSet], code: str, year: int) -> _Level:
    own = sorted((r for r in rulesets if r.jurisdiction.code == code and r.year <= year), key=_age, reverse=True)
    if not own:
        return _Level((), ())
    latest = own[0].year
    standing = all(p.persistence == "standing" for r in own if r.year == latest for p in r.parameters.values())
    fallback = latest < year and not (standing and any(r.parameters for r in own if r.year == latest))
    current = sorted((r for r in own if r.year == latest), key=lambda r: (len(r.id), r.id))
    earlier = [r for r in own if r.year < latest]
    return _Level(tuple(Source(r, fallback) for r in current), tuple(Source(r, fallback=False) for r in earlier))


def _age(ruleset: RuleSet) -> int:
    return ruleset.year


def _notes(level: _Level, code: str, year: int) -> Iterator[str]:
    if not level.sources:
        yield phrase("chain", "missing", code=code, year=year)
    for source in level.sources[:1]:
        if source.fallback:
            place = source.ruleset.jurisdiction.name
            yield phrase("chain", "fallback", place=place, year=year, earlier=source.ruleset.year)


# ---------------------------------------------------------------- values


def _values(levels: Sequence[_Level]) -> dict[str, InForce]:
    by_name: dict[str, list[InForce]] = {}
    for level in levels:
        own: dict[str, list[InForce]] = {}
        for source in level.sources:
            for value in _of_source(source):
                own.setdefault(value.name, []).append(value)
        for source in level.standing:
            for value in _of_source(source):
                if value.parameter.persistence == "standing":
                    own.setdefault(value.name, [value])
        for name, found in own.items():
            by_name.setdefault(name, []).append(_agreed(found))
    return {name: _decided(found) for name, found in by_name.items()}


def _of_source(source: Source) -> Iterator[InForce]:
    for name, parameter in source.ruleset.parameters.items():
        dated = parameter.values[max(parameter.values)]
        if source.fallback and is_dated(dated.value):
            continue  # 2023年5月1日至12月31日 says nothing about 2026
        rivals = tuple(
            InForce(name, parameter, DatedValue(value=c.value, status=c.status, cite=c.cite), source)
            for c in dated.candidates
        )
        yield InForce(name, parameter, dated, source, rivals=rivals)


def is_dated(value: Value | None) -> bool:
    """Whether a value is a day of the calendar or a window of days."""
    parts = value if isinstance(value, tuple) else (value,)
    return any(isinstance(p, str) and len(p) == 10 and p[4] == p[7] == "-" for p in parts)


def _agreed(found: Sequence[InForce]) -> InForce:
    """One value of several that the notices of one level give for a year."""
    if any(v.rivals for v in found):
        return next(v for v in found if v.rivals)
    known = sorted((v for v in found if v.value is not None), key=lambda v: _SUREST.index(v.status))
    if not known:
        return found[0]
    if len({repr(v.value) for v in known}) > 1 and known[0].parameter.direction != "superset":
        return replace(known[0], rivals=tuple(known))
    return known[0]


_SUREST: tuple[Status, ...] = ("confirmed", "read", "inferred", "unreadable")


def _decided(found: Sequence[InForce]) -> InForce:
    """The value that applies of those of several levels (nearest first): the nearest, unless one above is stricter."""
    chosen = next((v for v in found if v.value is not None or v.rivals), found[0])
    for above in found:
        if not chosen.rivals and stricter(chosen.parameter.direction, above.value, chosen.value):
            chosen = above
    return replace(chosen, overruled=tuple(v for v in found if v is not chosen))


def stricter(direction: Direction, a: Value | None, b: Value | None) -> bool:
    """Whether value `a` asks more than `b`; never where they cannot be compared."""
    if isinstance(a, dict | tuple) or isinstance(b, dict | tuple) or a is None or b is None:
        return False
    if is_dated(a) or is_dated(b):
        return False  # days are compared as days, by those who know what they are days of
    match direction:
        case "min":
            return Decimal(a) > Decimal(b)
        case "max":
            return Decimal(a) < Decimal(b)
        case _:
            return False


# ---------------------------------------------------------------- rules


def _rules(levels: Sequence[_Level], values: Mapping[str, InForce]) -> Iterator[RuleInForce]:
    """The rules of all levels, nearest first; one that a nearer set already states is left out."""
    seen: set[tuple[object, ...]] = set()
    for level in levels:
        for source in (*level.sources, *level.standing):
            new: list[tuple[object, ...]] = []
            for rule in source.ruleset.rules:
                value = values.get(rule.param) if rule.param else None
                if rule.param and value is None:
                    continue  # its dates were those of another year
                if source in level.standing and not _stands(source.ruleset, rule):
                    continue
                key = (rule.kind, rule.applies, rule.param or rule.text)
                if key not in seen:
                    new.append(key)
                    yield RuleInForce(rule, source, value)
            seen.update(new)


def _stands(ruleset: RuleSet, rule: Rule) -> bool:
    return rule.param is not None and ruleset.parameters[rule.param].persistence == "standing"
