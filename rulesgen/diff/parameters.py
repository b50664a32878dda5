"""Two rule sets → their values side by side (the first layer): what was tightened, loosened, added, dropped.

Which change is stricter follows from the direction of the parameter. A window or a term that only moved on to the next
year is told as such, and a value that could not be read is never a change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from normalize.record import Severity
from rulesgen.chain import codes_above
from rulesgen.compare.judging import is_day, judge
from rulesgen.compare.levels import key_of, said_by
from rulesgen.compare.verdict import Said, VerdictKind
from rulesgen.compare.words import said
from rulesgen.model import RuleSet, Value


class Change(StrEnum):
    """What became of a value."""

    SAME = "same"
    ROLLED = "rolled"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    CANNOT = "cannot"


_SEVERITIES: dict[Change, Severity] = {
    Change.LOOSENED: "error",
    Change.DROPPED: "warning",
    Change.CANNOT: "warning",
    Change.CHANGED: "warning",
    Change.TIGHTENED: "info",
    Change.ADDED: "info",
}
_ORDER = tuple(_SEVERITIES)
_OF_VERDICT: dict[VerdictKind, Change] = {
    VerdictKind.SAME: Change.SAME,
    VerdictKind.STRICTER: Change.TIGHTENED,
    VerdictKind.LOOSER: Change.LOOSENED,
    VerdictKind.ADDITIONAL: Change.CHANGED,
    VerdictKind.INCOMPARABLE: Change.CANNOT,
    VerdictKind.UNREADABLE_BASELINE: Change.CANNOT,
    VerdictKind.CONTRADICTION: Change.CANNOT,
}


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One value of two rule sets. `old` is None for an added one, `new` for one that was dropped."""

    label: str
    change: Change
    old: Said | None
    new: Said | None
    reason: str = ""
    between_levels: bool = False

    @property
    def verdict(self) -> str:
        """What people read: of two editions what became of it, of a city and its province how the two stand."""
        return said("between_levels" if self.between_levels else "changes", self.change.value)

    @property
    def severity(self) -> Severity | None:
        """How much the row asks to be looked at; what one level leaves to the other needs no look."""
        quiet = self.between_levels and self.change is Change.DROPPED
        return None if quiet else _SEVERITIES.get(self.change)

    @property
    def name(self) -> str:
        """The parameter's name, the newer one's where both have one."""
        side = self.new or self.old
        return side.name if side else ""


def parameters(old: RuleSet, new: RuleSet) -> tuple[ParameterRow, ...]:
    """Every value of two rule sets, what changed first, each in the order of the newer rule file.

    Where the one is of a level above the other, the lower one is held against the higher, whichever comes first.
    """
    if _is_above(new, old):
        rows = [replace(r, old=r.new, new=r.old, between_levels=True) for r in _rows(new, old)]
    else:
        levels = _is_above(old, new)
        rows = [replace(r, between_levels=levels) for r in _rows(old, new)]
    return tuple(sorted(rows, key=_rank))


def _is_above(one: RuleSet, other: RuleSet) -> bool:
    """Whether a rule set is of a jurisdiction above the other's."""
    return one.jurisdiction.code in codes_above(other.jurisdiction.code)[1:]


def _rank(row: ParameterRow) -> int:
    return _ORDER.index(row.change) if row.change in _ORDER else len(_ORDER)


def _rows(old: RuleSet, new: RuleSet) -> Iterator[ParameterRow]:
    before: dict[str, list[Said]] = {}
    for name in old.parameters:
        value = said_by(old, name)
        before.setdefault(key_of(value), []).append(value)
    for name in new.parameters:
        value = said_by(new, name)
        mates = before.get(key_of(value))
        if mates:
            yield _pair(mates.pop(0), value)
        else:
            yield ParameterRow(value.parameter.name, Change.ADDED, None, value)
    for left in before.values():
        for value in left:
            yield ParameterRow(value.parameter.name, Change.DROPPED, value, None)


def _pair(old: Said, new: Said) -> ParameterRow:
    label = new.parameter.name
    if new.rivals and old.rivals and new.shown == old.shown:
        return ParameterRow(label, Change.SAME, old, new)
    if {old.status, new.status} & {"inferred", "unreadable"} and not _equally_read(old, new):
        return ParameterRow(label, Change.CANNOT, old, new, said("reasons", "unread"))
    years = new.ruleset.year - old.ruleset.year
    if years and old.value is not None and _shifted(old.value, years) == new.value != old.value:
        return ParameterRow(label, Change.ROLLED, old, new)
    if _equally_read(old, new):
        return ParameterRow(label, Change.SAME, old, new)
    if _dated(old.value) or _dated(new.value):
        return ParameterRow(label, Change.CHANGED, old, new)
    if new.parameter.direction in ("superset", "equal"):
        return ParameterRow(label, Change.CHANGED, old, new, _difference(old, new))
    judged = judge(new, old)
    return ParameterRow(label, _OF_VERDICT.get(judged.kind, Change.CHANGED), old, new, judged.reason)


def _equally_read(old: Said, new: Said) -> bool:
    """The same value in the same unit, known in the same way on both sides (as in two copies of one notice)."""
    same = old.value == new.value and old.parameter.unit == new.parameter.unit and old.shown == new.shown
    return same and old.status == new.status


def _difference(old: Said, new: Said) -> str:
    """What a list lost and gained."""
    if not isinstance(old.value, tuple) or not isinstance(new.value, tuple):
        return ""
    gone = [v for v in old.value if v and v not in new.value]
    came = [v for v in new.value if v and v not in old.value]
    told = [said("reasons", "gone", names="、".join(gone))] * bool(gone)
    told += [said("reasons", "came", names="、".join(came))] * bool(came)
    return "；".join(told)


def _dated(value: Value | None) -> bool:
    return any(is_day(v) for v in (value if isinstance(value, tuple) else (value,)))


def _shifted(value: Value, years: int) -> Value | None:
    """A day or a window of days, so many years on."""
    match value:
        case str() if is_day(value):
            return _moved(value, years)
        case (start, end) if _dated(value):
            return (_moved(start, years) if start else None, _moved(end, years) if end else None)
        case _:
            return None


def _moved(day: str, years: int) -> str:
    return f"{int(day[:4]) + years:04d}{day[4:]}"
