"""Superscripts: a mark of a note is no part of the text, and the number before it must not grow by a digit.

90¹学时 with a footnote is 90 hours, not 901; m² stays what it is.
"""

from __future__ import annotations

import re

NOTE_MARK = "note_mark"
"""Role of a mark that leads to a note."""

_MARK = re.compile(r"[\[［〔(（]?\s*(?:注\s*)?\d{1,3}\s*[\]］〕)）]?|[①-⑳]|注|\*{1,3}")


def is_note_mark(words: str, before: str) -> bool:
    """Whether words set as a superscript behind `before` are the mark of a note, not an exponent of a unit (m²)."""
    return _MARK.fullmatch(words.strip()) is not None and not ("A" <= before.rstrip()[-1:].upper() <= "Z")
