"""Rule sets at hand → the value of a parameter by which a form is judged, and by which rule set that is.

The form's own jurisdiction and year first, then what is above it, then earlier years (rulesgen.chain); where none of
these states the parameter, the rule set that the form's spec names as home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from forms.record import RuleUse
from forms.spec import FormSpec
from rulesgen.chain import Effective, InForce, effective, in_force
from rulesgen.model import RuleSet, Value
from rulesgen.shipped import shipped_baselines


@dataclass(slots=True)
class RuleBook:
    """The rule sets in force: those given, the shipped ones where these hold nothing of a level."""

    given: Sequence[RuleSet] = ()
    _effective: dict[tuple[str, int], Effective] = field(default_factory=dict)

    def use(self, spec: FormSpec, parameter: str, code: str | None, year: int) -> RuleUse | None:
        """The value of a parameter for a form, or None where no rule set states it, or none legibly."""
        if code is not None:
            found = self._in_force(code, year).values.get(parameter)
            if found is not None and found.value is not None:
                return _use(found, _how(found, code))
        return self._home(spec, parameter)

    def _in_force(self, code: str, year: int) -> Effective:
        key = (code, year)
        if key not in self._effective:
            self._effective[key] = effective(self.given, code, year)
        return self._effective[key]

    def _home(self, spec: FormSpec, parameter: str) -> RuleUse | None:
        identity = spec.home.of(parameter)
        held = next((r for r in (*self.given, *shipped_baselines()) if r.id == identity), None)
        if held is None:
            return None
        found = in_force([held], held.jurisdiction.code, held.year).values.get(parameter)
        return _use(found, "home") if found is not None and found.value is not None else None


def _how(found: InForce, code: str) -> str:
    if found.fallback:
        return "fallback"
    return "own" if found.source.ruleset.jurisdiction.code == code else "inherited"


def _use(found: InForce, how: str) -> RuleUse:
    quote = next((c.exact for c in found.citations), "")
    return RuleUse.model_validate(
        {
            "parameter": found.name,
            "value": _plain(found.value),
            "unit": found.parameter.unit,
            "ruleset": found.source.ruleset.id,
            "status": found.source.ruleset.status,
            "how": how,
            "quote": quote,
        }
    )


def _plain(value: Value | None) -> int | str | tuple[str, ...] | None:
    """A value as a record holds it: a number, a day, a list of names or the two ends of a window."""
    if isinstance(value, dict):
        return tuple(f"{name}={amount}" for name, amount in value.items())
    if isinstance(value, tuple):
        return tuple(part or "" for part in value)
    return value
