"""Verdicts on forms → the register (台账) that clerks and the bureau look things up in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jxjy.intake.job import Filing
from jxjy.intake.ledger import Arrival


@dataclass(frozen=True, slots=True)
class Entered:
    """What the register made of an arrival: numbers given, and the arrival whose filing this one replaces."""

    numbers: tuple[str, ...] = ()
    supersedes: str | None = None


def enter(folder: Path, arrival: Arrival, filings: Sequence[Filing]) -> Entered:
    """Enter the forms of an arrival; entering them again changes nothing. Raises OSError."""
    return Entered()
