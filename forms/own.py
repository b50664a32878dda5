"""Document and the specs that an office keeps beside the shipped ones → the form in it, if its title is one of theirs.

A file of such a form holds one form; files of several are read by the shipped specs alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.layout import Grid, items
from forms.read import Intake, _Desk, _record
from forms.recognise import RecognisedForm, is_notice
from forms.record import FilingRecord
from forms.rulebook import RuleBook
from forms.spec import FormSpec
from forms.words import squeezed
from ingest.document import Document

FRONT = 8
"""Lines, or cells that take a row of their own, in which a title must stand."""

MOST_CELLS = 20_000


def read_own(document: Document, own: Sequence[FormSpec], intake: Intake) -> tuple[FilingRecord, ...]:
    """The record of a form that one of these specs describes; none for any other file."""
    if not own or is_notice(document) or sum(len(table.cells) for table in document.tables) > MOST_CELLS:
        return ()
    for title in _front(document):
        spec = next((s for s in own for pattern in s.title_patterns if pattern.search(title)), None)
        if spec is not None:
            form = RecognisedForm(spec, title, (0, len(document.text)))
            return (_record(_Desk(document, intake, RuleBook(tuple(intake.rulesets)), 1), form, 0),)
    return ()


def _front(document: Document) -> Iterator[str]:
    for item in items(document, (0, len(document.text)))[:FRONT]:
        if isinstance(item, Grid):
            yield from (squeezed(s.text) for s in item.row(0) if s.col_span >= item.cols)
            return
        yield squeezed(item.text)
