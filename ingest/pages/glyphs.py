"""The characters of a page as a reader of its format found them → what lines and cells ask of them.

A character index is the format's own: PDFium's in a PDF, a running number elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.pages.boxes import CharBoxes

REPLACEMENT = "\ufffd"
HYPHEN_BREAK = "\ufffe"  # PDFium puts this for a hyphen at a line's end and drops the line end


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in content order; `chars[i]` is the character index of code point i of `text`."""

    text: str
    chars: Sequence[int]


class PrintedPage(Protocol):
    """What lines and cells ask of a page."""

    @property
    def height(self) -> float:
        """In points, as shown."""

    @property
    def boxes(self) -> CharBoxes:
        """The boxes of all characters."""

    def size(self, char: int) -> float:
        """Font size of a character in points, as shown."""

    def is_slanted(self, char: int) -> bool:
        """Whether a character stands askew by more than a crooked scan would."""
