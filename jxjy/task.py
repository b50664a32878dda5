"""A file to be read, and what is known of its filing. Kept apart from the outcomes, which cost an import."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Filing:
    """How forms are judged: the year that they are filed for, the day of receipt, the folder of the rules in force,
    the folder of the office's own specs.
    """

    year: int | None = None
    received: dt.date | None = None
    rules: Path | None = None
    specs: Path | None = None


AS_SHIPPED = Filing()
"""By the shipped rules, in this year."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to process. `name` is how outputs call it: relative, with forward slashes, unique in the batch."""

    path: Path
    name: str
    filing: Filing = AS_SHIPPED
