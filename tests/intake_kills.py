"""Kills a watcher at random moments, over and over, then counts: nothing lost, nothing twice, nothing left behind.

Used in small by tests/test_intake_kills.py and in full by bench/intake_kills.py.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from jxjy.intake.inbox import Inbox, inbox_at
from jxjy.intake.ledger import Ledger, sqlite_url
from jxjy.intake.store import Store, digest_of
from jxjy.intake.verify import problems

MARK = "JXJY_TEST_INBOX"
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Load:
    """What is dropped: so many files, of which some repeat a content and some are poison."""

    files: int
    duplicates: int
    poison: int
    kills: int


def attack(root: Path, load: Load, seed: int) -> list[str]:
    """Drop the load bit by bit while a watcher is killed again and again; what did not hold in the end."""
    chance = random.Random(seed)
    inbox = inbox_at(root)
    inbox.prepare()
    contents = _contents(load, chance)
    todo = list(enumerate(contents))
    chance.shuffle(todo)
    per_kill = max(1, len(todo) // load.kills + 1)
    for _ in range(load.kills):
        for number, content in todo[:per_kill]:
            _drop(inbox, number, content, chance)
        del todo[:per_kill]
        process = _start(root, 3600)
        time.sleep(chance.uniform(0.0, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
    for number, content in todo:
        _drop(inbox, number, content, chance)
    _until_done(root, inbox, len(contents))
    return _complaints(inbox, contents)


def _contents(load: Load, chance: random.Random) -> list[bytes]:
    kinds = (b"HANG", b"CRASH", b"BURST")
    plain = [f"通知 {n}".encode() for n in range(load.files - load.duplicates - load.poison - 1)] + [b""]
    poison = [kinds[n % 3] + str(n).encode() for n in range(load.poison)]
    return plain + poison + [chance.choice(plain + poison) for _ in range(load.duplicates)]


def _drop(inbox: Inbox, number: int, content: bytes, chance: random.Random) -> None:
    names = ("{}.txt", "通知 {} 😀.txt", "-{}.docx", "a'b\"{}.pdf", "子文件夹/{}.txt", "同名.txt", "x" * 200 + "{}.txt")
    path = inbox.drop / chance.choice(names).format(number)
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        path = path.with_name(f"{number}-{path.name}")
    path.write_bytes(content)


def _start(root: Path, seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.intake_crew", str(root), str(seconds)]
    marked = {**os.environ, MARK: str(root)}  # its children inherit the mark, whatever their command line says
    return subprocess.Popen(command, cwd=ROOT, env=marked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _until_done(root: Path, inbox: Inbox, expected: int) -> None:
    """Let a last watcher finish, at most for some minutes."""
    process = _start(root, 3600)
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        time.sleep(0.5)
        ledger = Ledger(sqlite_url(inbox.ledger))
        rows = ledger.arrivals()
        done = len(rows) >= expected and not ledger.open_arrivals()
        ledger.close()
        if done and not [p for p in inbox.drop.rglob("*") if p.is_file()]:
            break
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)


def _complaints(inbox: Inbox, contents: list[bytes]) -> list[str]:
    ledger, store = Ledger(sqlite_url(inbox.ledger)), Store(inbox.store)
    found = list(problems(inbox, ledger))
    rows = ledger.arrivals()
    if len(rows) != len(contents):
        found.append(f"{len(contents)} files dropped, {len(rows)} in the ledger")
    first = Counter(row.sha256 for row in rows if row.duplicate_of is None)
    found += [f"{sha256} was taken {n} times as new" for sha256, n in first.items() if n > 1]
    if len(first) != len(set(contents)):
        found.append(f"{len(set(contents))} contents, {len(first)} in the ledger")
    given: list[Path] = []
    for row in rows:
        files = [inbox.folder(answer.folder) / answer.name for answer in ledger.answers(row.id)]
        given += files
        found += [f"answer missing: {file}" for file in files if not file.exists()]
        if len(files) != 2:
            found.append(f"{row.name} has {len(files)} files for an answer")
        if not store.intact(row.sha256):
            found.append(f"content of {row.name} is not in the store")
        elif store.path(row.sha256).read_bytes()[:4] in (b"HANG", b"CRAS", b"BURS") and row.duplicate_of is None:
            kept = inbox.quarantine / f"{row.id}.bin"
            if row.state != "quarantined" or not kept.exists() or digest_of(kept) != row.sha256:
                found.append(f"poison {row.name} is {row.state}")
    seen = {p for name in ("已受理", "需更正", "重复件") for p in inbox.folder(name).iterdir()}
    found += [f"nobody's answer: {path}" for path in sorted(seen - set(given))]
    found += [f"left behind: {p}" for p in (*inbox.claimed.iterdir(), *inbox.work.iterdir()) if p.name != ".lock"]
    ledger.close()
    return found + [f"process left: {pid}" for pid in _left_processes(inbox.root)]


def _left_processes(root: Path) -> list[str]:
    """Processes that still carry the mark of a watcher of this inbox, a while after the last one has ended."""
    time.sleep(4.0)
    left = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={root}\0".encode() in (entry / "environ").read_bytes():
                left.append(f"{entry.name} {(entry / 'cmdline').read_bytes()!r}")
        except OSError:
            continue
    return left
