"""Document and the specs that an office keeps beside the shipped ones → the form in it, if its title is one of theirs.

A file of such a form holds one form; files of several are read by the shipped specs alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.layout import Grid, items
from forms.recognise import RecognisedForm, is_notice
from forms.spec import FormSpec
from forms.words import squeezed
from ingest.document import Document

FRONT = 8
"""Lines, or cells that take a row of their own, in which a title must stand."""


def own_form(document: Document, own: Sequence[FormSpec]) -> tuple[RecognisedForm, ...]:
    """The form that one of these specs describes; none in any other file."""
    if not own or is_notice(document):
        return ()
    for title in _front(document):
        spec = next((s for s in own for pattern in s.title_patterns if pattern.search(title)), None)
        if spec is not None:
            return (RecognisedForm(spec, title, (0, len(document.text))),)
    return ()


def _front(document: Document) -> Iterator[str]:
    for item in items(document, (0, len(document.text)))[:FRONT]:
        if isinstance(item, Grid):
            yield from (squeezed(s.text) for s in item.row(0) if s.col_span >= item.cols)
            return
        yield squeezed(item.text)
