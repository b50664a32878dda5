"""Two printings of one name → one key, so that a name said again is known again."""

from __future__ import annotations

import re

from normalize.values.identifiers import canonical_title

_DASHES = re.compile(r"[—–－―‐-]+")
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉]")


def squeezed(text: str) -> str:
    """The key of a title or name: no blanks or quotation marks, one dash, one width, small letters."""
    return _DASHES.sub("-", _MARKS.sub("", canonical_title(text))).lower()
