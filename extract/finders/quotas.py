"""Requirements, caps and credits of hours (学时要求) as mentions of kind quota."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.hours.said import HoursSaid
from extract.finders.hours.statements import statements
from extract.mentions import Mention, Part
from extract.view import View

_GRANTS = re.compile(r"[授给]予")


def find_quotas(view: View) -> Iterator[Mention]:
    """One mention per statement of hours; label requirement, cap or credit (rates are conversions)."""
    for said in statements(view):
        if said.kind == "rate" and not _GRANTS.search(view.text[slice(*said.clause)]):
            continue  # 1学分=3学时 converts; 每3学时授予1学分 grants as well
        if said.kind == "rate" and said.unit == "hours":
            continue  # 3学时授予1学分: what one credit takes
        if said.passage.is_row and said.kind != "requirement" and said.number[0] < said.passage.span[0]:
            continue  # a cell merged from above: said there
        kind = "credit" if said.kind == "rate" else said.kind
        yield Mention("quota", said.clause, kind, tuple(_parts(said)))


def _parts(said: HoursSaid) -> Iterator[Part]:
    yield Part("number", said.number, said.unit)
    yield Part("comparator", said.clause, said.comparator)
    yield Part("subject", said.clause, said.subject)
    yield Part("period", said.clause, said.period)
    if said.kind == "requirement" and said.name:
        yield from (Part("scope", piece) for piece in said.name)
    elif said.scope is not None:
        yield Part("scope", said.scope)
