"""What a notice says in hours, in sentences and in tables.

Quotas and conversion rules are both made of these statements; the text is read once for both.
"""

from __future__ import annotations

from functools import lru_cache

from extract.finders.hours.pairs import said_in
from extract.finders.hours.parts import scoped
from extract.finders.hours.said import HoursSaid
from extract.finders.hours.tables import row_statements
from extract.view import View


@lru_cache(maxsize=4)
def statements(view: View) -> tuple[HoursSaid, ...]:
    """All statements of hours of a document, in reading order."""
    found: list[HoursSaid] = []
    for passage in view.passages:
        if passage.is_row:
            found.extend(row_statements(view, passage))
            continue
        found.extend(
            scoped(view, [s for sentence in view.sentences(passage) for s in said_in(view, passage, sentence)])
        )
    return tuple(found)
