"""How wide text is where characters stand in columns: on a terminal and in a sheet."""

from __future__ import annotations

from unicodedata import east_asian_width


def columns(text: str) -> int:
    """Columns that a text takes; a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
