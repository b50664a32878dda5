"""A value that was read → the same, marked as uncertain where its characters may be others.

On scans recognition doubts characters, or takes the star of a seal for a letter; in damaged text letters stand for
digits. Such a value is shown and never accepted unseen; a figure with a lost digit is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from string import ascii_letters

from forms.entries import Entry
from forms.fields import SIGNED_PICTURE, FieldRead
from forms.words import is_none, squeezed
from ingest.document import DISAGREES, UNSURE, Document, Level, Repair
from ingest.figures import LOST, MISREAD

_MARKS = (UNSURE, DISAGREES, MISREAD, LOST)
_ALONE = ("number", "count", "money_wan")  # these have a cell of their own; the others stand in a text or with dates
_FIGURES = (
    *_ALONE,
    "headcount",
    "range_days",
    "date",
    "range_start",
    "range_end",
    "hours_professional",
    "hours_required",
    "hours_elective",
)
_LOOKALIKE = re.compile(r"\d[OoDQlIi|丨ZzSsBbGgq?�]|(?:^|[^A-Za-z])[OoDQlIi丨ZzSsBbGgq?�]\d")
_LETTERS = frozenset(ascii_letters)
_SIGN = r"[A-Za-z0-9★☆*·.,'`^~_|/\\<>+=-]"
_ASTRAY = re.compile(rf"^{_SIGN}\s*(?=[一-鿿])|[一-鿿]\s*{_SIGN}$")
_NAME = re.compile(r"[一-鿿]{2,4}|[一-鿿]+(?:·[一-鿿]+)+")
_BETWEEN = re.compile(r"[、，,;；/\n]")


def doubted(document: Document, read: FieldRead) -> FieldRead:
    """A field or cell with its value, uncertain where that must be compared with the paper."""
    entry = read.entry
    if entry is None or entry.blank or read.problems or read.spec.type in ("stamp", "opinion"):
        return read
    lost = any(mark.level is Level.UNREADABLE for mark in document.repairs_in(entry.span))
    if read.spec.type in _FIGURES and (lost or _LOOKALIKE.search(squeezed(entry.text))):
        return replace(read, value=None, problems=("uncertain",))
    if lost or is_doubtful(document, entry) or _is_odd(document, read, entry):
        return replace(read, problems=("uncertain",))
    return read


def is_doubtful(document: Document, entry: Entry) -> bool:
    """Whether an entry holds a character that recognition doubts, or a figure that was read from letters."""
    return any(
        mark.reason in _MARKS or mark.level is not Level.CERTAIN or _from_letters(mark)
        for mark in document.repairs_in(entry.span)
    )


def _from_letters(mark: Repair) -> bool:
    """Whether letters of any kind became digits; those of full width became nothing else."""
    return any(char in _LETTERS for char in mark.raw) and any(char.isdigit() for char in mark.fixed)


def _is_odd(document: Document, read: FieldRead, entry: Entry) -> bool:
    """Whether a value is not what its field holds: no figure, a unit or a name with a stray sign."""
    one = read.spec
    if one.type in _ALONE and one.required == "no":
        return read.value is None and not is_none(entry.text) and re.search(r"\w", entry.text) is not None
    if not isinstance(read.value, str) or one.type != "text":
        return False
    if one.key == "unit":
        return _ASTRAY.search(read.value) is not None
    seen = document.source.ocr == "recognised"
    return seen and one.zh.endswith("人") and read.value != SIGNED_PICTURE and not _is_names(read.value)


def _is_names(value: str) -> bool:
    return all(_NAME.fullmatch(re.sub(r"[（(].*?[)）]|\d+", "", name).strip()) for name in _BETWEEN.split(value))
