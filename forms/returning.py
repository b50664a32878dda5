"""A clerk's Word file and the remarks on the forms in it → the same file with a comment at every place to correct."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from forms import comments
from forms.remarks import Remark

_NOWHERE = ""
"""Path of a remark whose place is not known: the head of the document."""


@dataclass(frozen=True, slots=True)
class Noted:
    """The remarks on one form of the file, and the number under which it goes back ("" for one in order)."""

    remarks: Sequence[Remark]
    number: str


def commented(data: bytes, forms: Sequence[Noted], on: dt.date) -> bytes:
    """The Word file with the remarks as comments; those of an earlier round are taken out first.

    Raises UnreadableFileError for bytes that are no sound Word file.
    """
    notes = [
        comments.Remark(_part(remark), _path(remark), comment_text(remark, form.number))
        for form in forms
        for remark in form.remarks
    ]
    return comments.annotate(comments.strip(data), notes, on)


def comment_text(remark: Remark, number: str) -> str:
    """The lines of one comment; the number at its end ties the corrected file to this return."""
    lines = [f"{'须更正' if remark.must else '请核对'}：{remark.said}。"]
    lines += [f"要求：{remark.expected}。"] if remark.expected else []
    lines += [f"依据：{remark.basis}"] if remark.basis else []
    return "\n".join([*lines, *([f"编号 {number}"] if number else [])])


def _part(remark: Remark) -> str:
    return (remark.place.part or _NOWHERE) if remark.place is not None else _NOWHERE


def _path(remark: Remark) -> str:
    return (remark.place.path or _NOWHERE) if remark.place is not None else _NOWHERE
