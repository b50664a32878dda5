"""Results of earlier runs in OUT/.cache/results: one JSON file per outcome, found by content and program."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from jxjy import fingerprint
from jxjy.outcome import OUTCOME, Outcome, UnreadOutcome
from jxjy.publish import CACHE

NOT_KEPT = frozenset({"ING_CRASH", "ING_TIMEOUT", "ING_MEMORY"})
"""Endings that may be the machine's fault and not the file's: tried again at every run."""


class ResultCache:
    """Outcomes by key. A damaged entry counts as absent; entries that a run did not use are dropped by `keep_only`."""

    def __init__(self, out: Path, program: str) -> None:
        self.folder = out / CACHE / "results"
        self.program = program

    def key(self, sha256: str, name: str) -> str:
        """The key of a file: its content, the name it goes by in the outputs, and the program."""
        return fingerprint.of_text(sha256, name, self.program)

    def get(self, key: str) -> Outcome | None:
        """The outcome stored under a key."""
        try:
            return OUTCOME.validate_json((self.folder / f"{key}.json").read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, key: str, outcome: Outcome) -> None:
        """Store an outcome, whole or not at all."""
        if isinstance(outcome, UnreadOutcome) and outcome.code in NOT_KEPT:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = self.folder / f"{key}.tmp"
        temporary.write_bytes(OUTCOME.dump_json(outcome, by_alias=True))
        temporary.replace(self.folder / f"{key}.json")

    def keep_only(self, keys: set[str]) -> None:
        """Drop every other entry, so that the cache never outgrows its batch."""
        for path in self.folder.glob("*"):
            if path.stem not in keys:
                path.unlink(missing_ok=True)
