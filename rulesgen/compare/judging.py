"""Two values for one thing, that of a rule set and that of the level above → how they stand to each other.

Exact numbers only. Where the two do not measure the same (学分 and 学时, one year and three), nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalize.checks.names import fold
from normalize.findings import Certainty
from normalize.record import Severity
from rulesgen.compare.verdict import Said, VerdictKind
from rulesgen.compare.words import pattern, said
from rulesgen.model import Direction, RuleSet, Value

_CREDIT_RATE = "class.credit_point.award"
"""学时 for one 学分, where a notice states it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict before it is a row; `severity` where it is not the verdict's own."""

    kind: VerdictKind
    reason: str = ""
    certainty: Certainty = "certain"
    severity: Severity | None = None


def judge(own: Said, base: Said) -> Judged:
    """How a value stands to that of the level above. Raises nothing."""
    doubt = _in_doubt(own, base)
    if doubt is not None:
        return doubt
    judged = _by_direction(own, base, own.parameter.direction)
    if judged.kind is VerdictKind.LOOSER and base.ruleset.jurisdiction.level == "nation" and _is_general(own):
        return Judged(judged.kind, said("reasons", "general"), "judgment")
    return judged


def _is_general(own: Said) -> bool:
    """The nation's two thirds for professional subjects are a general rule (一般)."""
    return own.name.split(".")[1:2] == ["professional"]


def _in_doubt(own: Said, base: Said) -> Judged | None:
    """The verdict where one side's value is not known for certain."""
    if own.rivals:
        return Judged(VerdictKind.CONTRADICTION, said("reasons", "own_rivals", values=own.shown))
    if own.value is None:
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "own_unreadable"))
    if base.rivals:
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "base_rivals"))
    if base.value is None:
        return Judged(VerdictKind.UNREADABLE_BASELINE, said("reasons", "base_unreadable"))
    if base.status == "inferred":
        return Judged(VerdictKind.UNREADABLE_BASELINE, said("reasons", "base_inferred"))
    if own.disputed:
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "own_disputed"))
    if own.status == "inferred":
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "own_inferred"))
    return None


def _by_direction(own: Said, base: Said, direction: Direction) -> Judged:
    match direction, own.value, base.value:
        case "window", (_, _) as mine, (_, _) as theirs:
            return _windows(mine, theirs)
        case "superset", tuple() as mine, tuple() as theirs:
            return _lists(own, base, [v for v in mine if v], [v for v in theirs if v])
        case (("min" | "max"), str() as mine, str() as theirs) if is_day(mine) and is_day(theirs):
            return _days(own.name, mine, theirs)
        case _:
            return _numbers(own, base, direction)


def is_day(value: Value | None) -> bool:
    """Whether a value is one day of the calendar."""
    return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"


# ---------------------------------------------------------------- numbers


def _numbers(own: Said, base: Said, direction: Direction) -> Judged:
    mine, theirs = _by_subject(own.value), _by_subject(base.value)
    if mine is None or theirs is None:
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "shape"))
    if mine.keys() != theirs.keys():
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "subjects"))
    if several_years(own) or several_years(base):
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "several_years"))
    factor = _factor(own, base)
    if factor is None:
        units = {"own": own.parameter.unit or "—", "base": base.parameter.unit or "—"}
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "unit", **units))
    signs = {_sign(mine[s] * factor.own, theirs[s] * factor.base) for s in mine}
    if signs == {0}:
        return Judged(VerdictKind.SAME, factor.reason)
    less = direction == "min"  # of a floor less is looser; of a cap, an award or a multiple more is
    looser = (-1 if less else 1) in signs
    return Judged(VerdictKind.LOOSER if looser else VerdictKind.STRICTER, factor.reason)


def _sign(a: Decimal, b: Decimal) -> int:
    return (a > b) - (a < b)


def _by_subject(value: Value | None) -> dict[str, Decimal] | None:
    """Numbers by subject; a single number stands under "". None for what is no number."""
    match value:
        case dict():
            return {str(subject): Decimal(amount) for subject, amount in value.items()}
        case int():
            return {"": Decimal(value)}
        case str() if re.fullmatch(r"\d+(\.\d+)?", value):
            return {"": Decimal(value)}
        case _:
            return None


def several_years(value: Said) -> bool:
    """Whether a value counts over several years (三年内累计), by its own words and those right before them."""
    return any(pattern("several_years").search(c.prefix[-8:] + c.exact) for c in value.citations)


@dataclass(frozen=True, slots=True)
class _Factor:
    """What both numbers are multiplied by to be of one unit."""

    own: Decimal
    base: Decimal
    reason: str = ""


def _factor(own: Said, base: Said) -> _Factor | None:
    """None where the two units do not measure the same."""
    (mine, my_per), (theirs, their_per) = _unit(own.parameter.unit), _unit(base.parameter.unit)
    if not _same_per(my_per, their_per):
        return None
    if mine == theirs:
        return _Factor(Decimal(1), Decimal(1))
    if {mine, theirs} != {"学分", "学时"}:
        return None
    in_credits = own if mine == "学分" else base
    rate = credit_rate(in_credits.ruleset)
    if rate is None:
        return None
    reason = said("reasons", "converted", rate=f"{rate.normalize():f}")
    return _Factor(rate, Decimal(1), reason) if mine == "学分" else _Factor(Decimal(1), rate, reason)


def credit_rate(ruleset: RuleSet) -> Decimal | None:
    """学时 for one 学分 by a rule set's own statement; None where it states none."""
    parameter = ruleset.parameters.get(_CREDIT_RATE)
    value = parameter.values[max(parameter.values)].value if parameter else None
    found = _by_subject(value)
    return found.get("") if found else None


def _unit(unit: str | None) -> tuple[str, str]:
    """学时/项（篇、本） → 学时, 项（篇、本）."""
    what, _, per = (unit or "").partition("/")
    return what, per


def _same_per(a: str, b: str) -> bool:
    """每项（篇、本） and 每篇 count the same; 每年 and 每天 do not."""
    if a == b:
        return True
    if pattern("per_time").search(a + b):
        return False
    return not a or not b or bool(set(re.findall(r"\w", a)) & set(re.findall(r"\w", b)))


# ---------------------------------------------------------------- days and windows


def _days(name: str, mine: str, theirs: str) -> Judged:
    """A term later than the superior's; one for papers (filing.…) may be of other people's papers."""
    if mine == theirs:
        return Judged(VerdictKind.SAME)
    if mine < theirs:
        return Judged(VerdictKind.STRICTER)
    severity: Severity = "info" if name.startswith("filing.") else "warning"
    return Judged(VerdictKind.LOOSER, said("reasons", "later"), "judgment", severity)


def _windows(mine: Sequence[str | None], theirs: Sequence[str | None]) -> Judged:
    """A window inside the superior's is stricter; an end that is not printed is the superior's."""
    (start, end), (from_, to) = mine, theirs
    if end and to and end > to:
        return Judged(VerdictKind.LOOSER, said("reasons", "later"))
    if start and from_ and start < from_:
        return Judged(VerdictKind.LOOSER, said("reasons", "earlier_start"), "judgment", "warning")
    narrower = (start is not None and start != from_) or (end is not None and end != to)
    return Judged(VerdictKind.STRICTER if narrower else VerdictKind.SAME)


# ---------------------------------------------------------------- lists


def _lists(own: Said, base: Said, mine: Sequence[str], theirs: Sequence[str]) -> Judged:
    missing = [t for t in theirs if not any(same_title(t, m) for m in mine)]
    added = [m for m in mine if not any(same_title(t, m) for t in theirs)]
    told = [said("reasons", "missing", names="、".join(missing))] * bool(missing)
    told += [said("reasons", "added", names="、".join(added))] * bool(added)
    reason = "；".join(told)
    if not missing and not added:
        return Judged(VerdictKind.SAME)
    if base.fallback and ".topics." in own.name:
        return Judged(VerdictKind.INCOMPARABLE, said("reasons", "year"), severity="info")
    if ".topics." in own.name:
        return _topics(own.name, reason, missing)
    if not missing:
        kind = VerdictKind.STRICTER if own.name.endswith(".approver") else VerdictKind.ADDITIONAL
        return Judged(kind, reason, severity="info")
    why = "office" if own.name.endswith(".approver") else "names"
    return Judged(VerdictKind.INCOMPARABLE, said("reasons", why), "judgment", "info")


def _topics(name: str, reason: str, missing: Sequence[str]) -> Judged:
    """What the superior puts first must stay; what may be chosen is the notice's own matter."""
    if name.endswith(".required"):
        if missing:
            return Judged(VerdictKind.LOOSER, reason, "judgment", "warning")
        return Judged(VerdictKind.STRICTER, reason, severity="info")
    return Judged(VerdictKind.INCOMPARABLE if missing else VerdictKind.ADDITIONAL, reason, severity="info")


def same_title(a: str, b: str) -> bool:
    """Whether two titles name one topic: one holds the other's words."""
    short, long = sorted((_bare(a), _bare(b)), key=len)
    return bool(short) and (short == long or (len(short) >= _TELLING and short in long))


_TELLING = 4  # signs from which on a shorter title is found in a longer one (网络安全 in 网络安全与数据保护)


def _bare(title: str) -> str:
    return pattern("topic_noise").sub("", fold(title))
