"""Every content that ever arrived, once, under its SHA-256, with a sidecar that tells what became of it.

The ledger is the truth; the sidecars let yesterday's ledger be brought up to date when it has to be restored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jxjy.intake import durable


@dataclass(frozen=True, slots=True)
class Stored:
    """A content in the store: its digest, its size in bytes and whether it was there before."""

    sha256: str
    size: int
    known: bool


class Store:
    """A content-addressed folder: ab/abcdef….bin and its sidecar ab/abcdef….json."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where a content lies."""
        return self.folder / sha256[:2] / f"{sha256}.bin"

    def add(self, source: Path) -> Stored:
        """Take a copy of a file. Raises OSError; an unfinished copy leaves nothing behind."""
        with durable.copied(source, self.folder) as (copy, sha256):
            target = self.path(sha256)
            known = self.intact(sha256)
            if not known:
                target.parent.mkdir(exist_ok=True)
                copy.replace(target)
                durable.sync_folder(target.parent)
        return Stored(sha256, target.stat().st_size, known)

    def note(self, sha256: str, facts: dict[str, object]) -> None:
        """Write the sidecar of a content: what arrived, when, and how it was answered."""
        path = self.path(sha256).with_suffix(".json")
        durable.write(path, json.dumps(facts, sort_keys=True).encode() + b"\n")

    def facts(self, sha256: str) -> dict[str, object]:
        """The sidecar of a content, empty where there is none or it is damaged."""
        try:
            read = json.loads(self.path(sha256).with_suffix(".json").read_bytes())
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def contents(self) -> Iterator[str]:
        """The digests of all contents, by name of file."""
        yield from sorted(path.stem for path in self.folder.glob("??/*.bin"))

    def intact(self, sha256: str) -> bool:
        """Whether a content is there and still has its digest."""
        path = self.path(sha256)
        return path.exists() and digest_of(path) == sha256


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
