"""Outputs of a run → the output folder: all of them or none, and nothing a person wrote is lost.

Every file is first written and synced in a staging folder, then renamed into place. A manifest remembers what the
program wrote, so that outputs of removed inputs disappear, unchanged ones are left alone, and a rule file that a
person has edited (status, answers) is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from types import FrameType

CACHE = ".cache"
MANIFEST = f"{CACHE}/manifest.json"
STAGING = "staging-"
ABANDONED = 86400.0
"""Seconds after which a staging folder is one that a killed run left; a younger one may be in use."""

RULES = "rules/"
"""The outputs that people edit and sign; the new version of an edited one is put beside it as ….new.yaml."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the last run wrote: `request` – digest of all it depended on; `files` – SHA-256 by relative path."""

    request: str = ""
    files: dict[str, str] = field(default_factory=dict)
    summary: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Published:
    """What changed in the output folder; `kept` are rule files edited by a person and left as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def load_manifest(out: Path) -> Manifest:
    """The manifest of the last run, empty if there is none or it is damaged (then everything is written anew)."""
    try:
        stored = json.loads((out / MANIFEST).read_bytes())
        return Manifest(str(stored["request"]), dict(stored["files"]), dict(stored["summary"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest()


def intact(out: Path, manifest: Manifest) -> bool:
    """Whether every output of the last run still stands as written; a rule file may have been edited."""
    return all(
        (out / name).is_file() if name.startswith(RULES) else _digest_on_disk(out / name) == digest
        for name, digest in manifest.files.items()
    )


def publish(
    out: Path, files: Mapping[str, bytes], old: Manifest, *, request: str, summary: dict[str, int]
) -> Published:
    """Bring the output folder to hold exactly `files` (and what others put there). Raises OSError before any change."""
    fresh = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    targets, kept = _targets(out, fresh, old)
    manifest = _manifest_bytes(Manifest(request, fresh, summary))
    with _staging(out) as staging:
        moves = [(_stage(staging, target, files[name]), _inside(out, target)) for name, target in targets.items()]
        moves.append((_stage(staging, MANIFEST, manifest), out / MANIFEST))
        with _undisturbed():
            for staged, place in moves:
                place.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(place)
            stale = sorted(set(old.files) - set(fresh))
            removed = tuple(name for name in stale if _remove(out, name, old.files[name]))
    return Published(tuple(targets.values()), removed, kept)


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """A folder beside the outputs, on the same disk, gone at the end; those of killed runs are cleared away."""
    (out / CACHE).mkdir(parents=True, exist_ok=True)
    for left in (out / CACHE).glob(f"{STAGING}*"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=out / CACHE))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _targets(out: Path, fresh: Mapping[str, str], old: Manifest) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which files to write and where (relative paths), and which edited rule files to leave alone."""
    on_disk = {name: _digest_on_disk(_inside(out, name)) for name in fresh}
    changed = [name for name, digest in fresh.items() if on_disk[name] != digest]
    kept = tuple(n for n in changed if n.startswith(RULES) and on_disk[n] not in (None, old.files.get(n)))
    untouched = {n for n in kept if fresh[n] == old.files.get(n)}  # only the person has changed these
    return {name: _beside(name, kept) for name in changed if name not in untouched}, kept


def _beside(name: str, kept: Iterable[str]) -> str:
    """Where to put a file that may belong to an edited rule file: ruleset.d1.txt → ruleset.new.d1.txt."""
    for edited in kept:
        stem = edited.removesuffix(".yaml")
        if name.startswith(f"{stem}."):
            return f"{stem}.new{name.removeprefix(stem)}"
    return name


def _remove(out: Path, name: str, digest: str) -> bool:
    """Delete an output of an input that is gone, unless a person has edited it; and its folder when empty."""
    path = _inside(out, name)
    if _digest_on_disk(path) != digest:
        return False
    path.unlink()
    for folder in path.parents:
        if folder == out or any(folder.iterdir()):
            break
        folder.rmdir()
    return True


def _stage(staging: Path, name: str, content: bytes) -> Path:
    path = _inside(staging, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return path


def _inside(out: Path, name: str) -> Path:
    """The path of an output; names come from documents in part, so one that leads out of the folder is a defect."""
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts or "\\" in name:
        raise ValueError(f"output path leaves the folder: {name!r}")
    return out / relative


def _manifest_bytes(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()


def _digest_on_disk(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back Ctrl-C and SIGTERM for the milliseconds of renaming; they take effect afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        held.append(number)

    before = {number: signal.signal(number, hold) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)
    for number in held:
        signal.raise_signal(number)
