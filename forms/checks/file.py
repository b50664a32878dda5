"""What the file holds beside the entries: tracked changes, comments, hidden text, further forms."""

from __future__ import annotations

from forms.case import Case
from ingest.document import Aside, AsideKind, PartPlace, Place, Span

_CHANGED = (AsideKind.INSERTION, AsideKind.DELETION)


def check_file(case: Case, span: Span, count: int) -> None:
    """Tell what stands beside the words of a form."""
    own = [aside for aside in case.document.asides if span[0] <= aside.span[0] <= span[1]]
    changes = [aside for aside in own if aside.kind in _CHANGED]
    if changes:
        case.tell("FRM_TRACKED_CHANGES", {}, _keys(case, changes))
    comments = sum(aside.kind is AsideKind.COMMENT for aside in own)
    if comments:
        case.tell("FRM_COMMENTS", {"count": comments})
    hidden = [aside for aside in own if aside.kind is AsideKind.HIDDEN]
    if hidden:
        case.tell("FRM_HIDDEN_TEXT", {}, _keys(case, hidden))
    if count > 1:
        case.tell("FRM_MULTIPLE", {"count": count})


def _keys(case: Case, asides: list[Aside]) -> tuple[str, ...]:
    """The fields and cells that some asides touch."""
    reads = {key: read for key, read in case.fields.items() if read.spec.recorded}
    cells = {f"rows[{i}].{key}": read for i, row in enumerate(case.rows) for key, read in row.cells.items()}
    found: list[str] = []
    for key, read in {**reads, **cells}.items():
        entry = read.entry
        if entry is not None and any(_touches(aside, entry.span, entry.place) for aside in asides):
            found.append(key)
    return tuple(found)


def _touches(aside: Aside, span: Span, place: Place) -> bool:
    if aside.span[0] < aside.span[1] and span[0] < span[1]:
        return aside.span[0] < span[1] and span[0] < aside.span[1]
    if isinstance(aside.place, PartPlace) and isinstance(place, PartPlace):
        return aside.place.path == place.path or aside.place.path.startswith(f"{place.path}/")
    return aside.place == place
