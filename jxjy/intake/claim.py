"""Taking a file out of the drop folder: one rename, which only one watcher can win.

A taken file lies alone in 处理中/<arrival id>/ under its own name until its answer is there. If the program dies in
between, the folder's name tells which arrival it is.
"""

from __future__ import annotations

import errno
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jxjy.gather import decoded
from jxjy.intake.arrivals import Drop
from jxjy.intake.inbox import Inbox

_ORIGIN = ".origin"
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY, errno.EACCES, errno.EPERM, errno.EAGAIN})


@dataclass(frozen=True, slots=True)
class Claim:
    """A taken file. `name` is what it was called below the drop folder."""

    id: str
    path: Path
    name: str


class BusyError(Exception):
    """Somebody still holds the file open, or the share says so: try again later."""


def new_id() -> str:
    """An arrival id: the time in milliseconds and chance, in hexadecimal, so that ids sort by time."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(4)}"


def claim(inbox: Inbox, drop: Drop) -> Claim | None:
    """Take a file; None when it has vanished or another watcher was quicker. Raises BusyError, OSError."""
    identity = new_id()
    home = inbox.claimed / identity
    home.mkdir()
    name = decoded(drop.name)
    (home / _ORIGIN).write_text(name, encoding="utf-8", newline="")
    target = home / drop.path.name
    try:
        drop.path.rename(target)
    except OSError as error:
        discard(home)
        if isinstance(error, FileNotFoundError):
            if not inbox.drop.is_dir():
                raise
            return None
        if error.errno in _BUSY and _writable(drop.path.parent):
            raise BusyError(drop.name) from error
        raise
    return Claim(identity, target, name)


def left_claims(inbox: Inbox) -> Iterator[Claim]:
    """Files that were taken by a run that ended before their answer; folders without a file are removed."""
    for home in sorted(path for path in inbox.claimed.iterdir() if path.is_dir()):
        files = [path for path in home.iterdir() if path.name != _ORIGIN]
        if not files:
            discard(home)
            continue
        try:
            name = (home / _ORIGIN).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            name = ""
        yield Claim(home.name, files[0], name or decoded(files[0].name))


def discard(home: Path) -> None:
    """Remove the folder of a claim with all in it."""
    for path in home.iterdir():
        path.unlink()
    home.rmdir()


def _writable(folder: Path) -> bool:
    """Whether files can be made here: else the folder is at fault and not the file."""
    probe = folder / f".{secrets.token_hex(6)}.tmp"
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError:
        return False
    return True
