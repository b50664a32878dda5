"""Requirements, caps and credits of hours (学时要求) as mentions of kind quota."""

from __future__ import annotations

from collections.abc import Iterator

from extract.finders.hour_said import HoursSaid
from extract.finders.hours import statements
from extract.mentions import Mention, Part
from extract.view import View


def find_quotas(view: View) -> Iterator[Mention]:
    """One mention per statement of hours; label requirement, cap or credit (rates are conversions)."""
    for said in statements(view):
        if said.kind == "rate":
            continue
        yield Mention("quota", said.clause, said.kind, tuple(_parts(said)))


def _parts(said: HoursSaid) -> Iterator[Part]:
    yield Part("number", said.number, said.unit)
    yield Part("comparator", said.clause, said.comparator)
    yield Part("subject", said.clause, said.subject)
    yield Part("period", said.clause, said.period)
    if said.scope is not None:
        yield Part("scope", said.scope)
