"""Content controls of a form that bear a field's key as their tag → entries.

A control inside a row belongs to the row and is read there; one that still shows its prompt is an empty entry.
"""

from __future__ import annotations

from collections.abc import Iterable

from forms.entries import Entry, Rank
from forms.rows import Row
from forms.spec import FormSpec
from ingest.document import Aside, AsideKind, Document, Span


def control_entries(document: Document, span: Span, spec: FormSpec, rows: Iterable[Row]) -> dict[str, Entry]:
    """The entries of the controls in a stretch of the document, by key of the field."""
    taken = [slot.span for row in rows for slot in row.cells.values()]
    groups: dict[str, list[Aside]] = {}
    for aside in document.asides:
        if aside.kind is not AsideKind.CONTROL or aside.name not in spec.by_key:
            continue
        if not span[0] <= aside.span[0] <= span[1] or any(
            s[0] <= aside.span[0] and aside.span[1] <= s[1] for s in taken
        ):
            continue
        groups.setdefault(aside.name, []).append(aside)
    return {key: _entry(document, key, asides, spec) for key, asides in groups.items()}


def _entry(document: Document, key: str, asides: list[Aside], spec: FormSpec) -> Entry:
    first = asides[0]
    same = [aside for aside in asides if aside.group == first.group]
    text = "\n".join(document.quote(aside.span) for aside in same if not aside.empty)
    span = (first.span[0], same[-1].span[1])
    return Entry(key, first.title or spec.by_key[key].zh, text, span, first.place, Rank.CONTROL)
