"""What lies in the drop folder, and which of it stands still.

Polling is the truth: a file counts as arrived when two looks, far enough apart, found the same size and time.
Lock files, temporary files and downloads under way are passed over by their names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jxjy.gather import ignored

EMPTY_PATIENCE = 10.0
"""Seconds that an empty file is waited for: programs create a file first and fill it later."""


@dataclass(frozen=True, slots=True)
class Look:
    """One sight of a file: size in bytes, time of change in nanoseconds, and the file's own number."""

    size: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Drop:
    """A file that stands still; `name` is its path below the drop folder, with forward slashes."""

    path: Path
    name: str
    look: Look


class DropFolder:
    """Remembers what earlier looks saw. `settle` – seconds for which a file must stand still."""

    def __init__(self, folder: Path, settle: float) -> None:
        self.folder = folder
        self.settle = settle
        self._since: dict[Path, tuple[Look, float]] = {}

    def still(self, now: float) -> list[Drop]:
        """The files that have stood still long enough at `now` (seconds of a clock that never goes back).

        Raises OSError when the folder itself cannot be read: a share that is away is not an empty one.
        """
        seen = dict(_walk(self.folder))
        self._since = {
            path: self._since[path] if path in self._since and self._since[path][0] == look else (look, now)
            for path, look in seen.items()
        }
        return [
            Drop(path, path.relative_to(self.folder).as_posix(), look)
            for path, (look, since) in self._since.items()
            if now - since >= (self.settle if look.size else max(self.settle, EMPTY_PATIENCE))
        ]

    @property
    def moving(self) -> int:
        """How many files were seen at the last look, whether still or not."""
        return len(self._since)

    def forget(self, path: Path) -> None:
        """A file that could not be taken starts to wait anew."""
        self._since.pop(path, None)

    def sweep(self, older_than: float) -> None:
        """Remove empty folders that were moved in with their files; a younger one may still be filled."""
        for folder, folders, files in os.walk(self.folder, topdown=False):
            here = Path(folder)
            if here != self.folder and not files and not folders and here.stat().st_mtime < older_than:
                try:
                    here.rmdir()
                except OSError:
                    continue  # somebody was quicker, or it is no longer empty


def _walk(folder: Path) -> Iterator[tuple[Path, Look]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if ignored(entry.name):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                state = entry.stat(follow_symlinks=False)
                yield Path(entry.path), Look(state.st_size, state.st_mtime_ns, state.st_ino)
        except (FileNotFoundError, NotADirectoryError):
            continue  # vanished between two looks: not our business
