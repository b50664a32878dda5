"""A file to be read. Kept apart from the outcomes, which cost an import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Task:
    """One file to process. `name` is how outputs call it: relative, with forward slashes, unique in the batch."""

    path: Path
    name: str
