"""Numbers of the register: registration 371500-2026-备案-0001, return 371500-2026-退回-0001.

Made of the code of the jurisdiction (GB/T 2260, 000000 where it is not known), the filing year, the class of the form
and a sequence that starts anew with each of them.
"""

from __future__ import annotations

import re

RETURN_CLASS = "退回"
"""The class of returns; all kinds of form share it."""

UNKNOWN_PLACE = "000000"

NUMBER = re.compile(r"(?<!\d)\d{6}-\d{4}-[\u4e00-\u9fff]{2}-\d{4,}(?!\d)")
"""A number of the register, as it stands in comments and receipts."""


def number(code: str, year: int, kind_class: str, sequence: int) -> str:
    """A registration or return number; `sequence` counts from 1."""
    return f"{code}-{year:04d}-{kind_class}-{sequence:04d}"


def number_in(text: str) -> str | None:
    """The last number that a text holds, or None."""
    found = NUMBER.findall(text)
    return found[-1] if found else None
