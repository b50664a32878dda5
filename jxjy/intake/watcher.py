"""The watcher: what stands still is taken, stored, recorded, worked on in a child, answered, and struck off.

Every step leaves the disk and the ledger such that a run killed at that moment is finished by the next one. Faults of
the machine stop the round, never a file; the caller waits and calls again.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jxjy import fingerprint, register, register_book, workers
from jxjy.intake import answering, machine
from jxjy.intake.arrivals import DropFolder
from jxjy.intake.claim import BusyError, Claim, claim, discard, left_claims
from jxjy.intake.inbox import Inbox
from jxjy.intake.job import JOB, Job, JobResult
from jxjy.intake.ledger import Arrival, Ledger, now
from jxjy.intake.store import Store
from jxjy.task import Task

MAX_ATTEMPTS = 2
"""How often a file may kill its child, or the whole program, before it is put aside."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the watcher works. `settle` and `busy_wait` in seconds; `year` and `rules` for judging forms.

    `contact` is printed on letters: whom to ask.
    """

    settle: float = 1.0
    busy_wait: float = 5.0
    year: int | None = None
    rules: Path | None = None
    contact: str = ""


@dataclass(slots=True)
class Tally:
    """What one call of the program has done, by kind of answer."""

    taken: int = 0
    by_folder: dict[str, int] = field(default_factory=dict)
    failed: int = 0


Tell = Callable[[str], None]


class Watcher:
    """One inbox. `round` does what can be done now and returns; nothing in here sleeps but for results of children."""

    def __init__(self, inbox: Inbox, ledger: Ledger, pool: workers.Pool, options: Options, tell: Tell) -> None:
        self.inbox, self.ledger, self.options = inbox, ledger, options
        self.store = Store(inbox.store)
        self.tally = Tally()
        self._pool, self._tell = pool, tell
        self._program = fingerprint.of_program()
        self._drops = DropFolder(inbox.drop, options.settle)
        self._taken: deque[Claim] = deque()
        self._queue: deque[Arrival] = deque()
        self._running: dict[int, Arrival] = {}
        self._ended: deque[tuple[Arrival, workers.Result]] = deque()
        self._number = 0
        self._busy_until: dict[Path, float] = {}
        self._published: int | None = None
        self._unpublished = False

    # -- what is going on

    @property
    def idle(self) -> bool:
        """Nothing is taken that has not been answered."""
        return not (self._taken or self._queue or self._running or self._ended)

    @property
    def waiting(self) -> int:
        """Files seen in the drop folder at the last look."""
        return self._drops.moving

    # -- rounds

    def warm(self) -> None:
        """Get ready for the first file before it comes."""
        self._pool.warm()

    def recover(self) -> None:
        """Finish what an earlier run left: taken files, open arrivals, contents that the ledger does not know."""
        with machine.on_machine(self.inbox.root):
            for folder in (self.inbox.work, self.inbox.store):
                _clear(folder, folder == self.inbox.work)
            for left in left_claims(self.inbox):
                if not self.ledger.has(left.id):
                    self._store(left)
            answering.adopt(self.ledger, self.store)  # after the claims, whose names are better known there
            self._queue = deque(self.ledger.open_arrivals())

    def round(self, clock: float, patience: float) -> bool:
        """One round at `clock` (seconds, never going back), waiting up to `patience` seconds for running children.

        Returns whether anything was taken or answered. Raises MachineFaultError; the round can then be tried again.
        """
        before = (self.tally.taken, sum(self.tally.by_folder.values()))
        self._take(clock)
        self._give()
        self._collect(patience)
        if self.idle:
            self._publish()
        return before != (self.tally.taken, sum(self.tally.by_folder.values()))

    def stop(self) -> None:
        """Children are killed; what they held is worked on by the next run, and no attempt counts."""
        self._pool.close()
        for arrival in self._running.values():
            self.ledger.reopen(arrival.id, "stopped")

    # -- taking

    def _take(self, clock: float) -> None:
        with machine.on_machine(self.inbox.drop):
            drops = [d for d in self._drops.still(clock) if self._busy_until.get(d.path, clock) <= clock]
            if drops:
                machine.check_clock(dt.datetime.now(dt.UTC), self.ledger.last_time())
            for drop in drops:
                try:
                    taken = claim(self.inbox, drop)
                except BusyError:
                    self._busy_until[drop.path] = clock + self.options.busy_wait
                    self._tell(f"“{drop.name}”正被占用，稍后再取")
                    continue
                self._drops.forget(drop.path)
                self._busy_until.pop(drop.path, None)
                if taken is not None:
                    self._taken.append(taken)
            if drops:
                self._drops.sweep(older_than=dt.datetime.now().timestamp() - 60)
        with machine.on_machine(self.inbox.store):
            while self._taken:
                self._queue.append(self._store(self._taken[0]))
                self._taken.popleft()

    def _store(self, taken: Claim) -> Arrival:
        """Keep the content and write the arrival down; a file that is still written to is read until it is not."""
        while True:
            before = taken.path.stat()
            stored = self.store.add(taken.path)
            after = taken.path.stat()
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
                break
        received = now()
        if not stored.known:
            self.store.note(
                stored.sha256, {"arrival": taken.id, "name": taken.name, "size": stored.size, "received_at": received}
            )
        self.tally.taken += 1
        return self.ledger.record(taken.id, stored.sha256, taken.name, stored.size, received)

    # -- working

    def _give(self) -> None:
        """Hand out what can be worked on. A duplicate waits until the first arrival of its content is answered."""
        for _ in range(len(self._queue)):
            arrival = self._queue.popleft()
            if arrival.duplicate_of is not None:
                first = self.ledger.arrival(arrival.duplicate_of)
                if first.state in ("stored", "working", "answering"):
                    self._queue.append(arrival)
                else:
                    self._answer(arrival, self._duplicate(arrival, first))
            elif arrival.attempts >= MAX_ATTEMPTS:
                self._give_up(arrival, workers.Failed(0, "crash", "the program ended with it"))
            elif self._pool.free:
                self._start(arrival)
            else:
                self._queue.append(arrival)

    def _start(self, arrival: Arrival) -> None:
        with machine.on_machine(self.inbox.work):
            folder = self._folder(arrival)
            job = Job(
                content=self.store.path(arrival.sha256),
                name=arrival.name,
                received=dt.datetime.fromisoformat(arrival.received_at).astimezone().date(),
                year=self.options.year,
                inbox=self.inbox.root,
                rules=self.options.rules or self.inbox.rules,
                contact=self.options.contact,
                decided={d.form_index: d.status for d in self.ledger.decisions(arrival.sha256)},
            )
            (folder / JOB).write_text(job.model_dump_json(), encoding="utf-8")
            key = answering.work_key(arrival.sha256, self._program, job.rules)
            arrival = self.ledger.begin_work(arrival.id, key)
        self._number += 1
        self._running[self._number] = arrival
        self._pool.submit(self._number, Task(folder, arrival.name))

    def _collect(self, patience: float) -> None:
        for result in self._pool.results(patience):
            self._ended.append((self._running.pop(result.index), result))
        while self._ended:
            arrival, result = self._ended[0]  # kept until it is answered: the machine may fail in between
            if isinstance(result, workers.Done):
                self._answer(arrival, JobResult.model_validate_json(result.payload))
            elif arrival.attempts < MAX_ATTEMPTS:
                self.ledger.tell(result.how, {"detail": result.detail}, arrival.id)
                self._queue.append(arrival)
            else:
                self._give_up(arrival, result)
            self._ended.popleft()

    # -- answering

    def _publish(self) -> None:
        """Write the workbook of the register, if it has changed; where it is open in Excel, later."""
        stored = self.inbox.register / register.JSON
        changed = stored.stat().st_mtime_ns if stored.exists() else None
        if changed is None or changed == self._published:
            return
        with machine.on_machine(self.inbox.register):
            book = register.load(self.inbox.register)
        try:
            register_book.write(self.inbox.register, book)
        except OSError as error:
            if not self._unpublished:
                self._tell(f"{register.XLSX} 未能更新（{error.strerror}），关闭后自动更新")
            self._unpublished = True
            return
        self._published, self._unpublished = changed, False

    def _duplicate(self, arrival: Arrival, first: Arrival) -> JobResult:
        with machine.on_machine(self.inbox.work):
            return answering.duplicate(self._folder(arrival), self.store, arrival, first, self.ledger)

    def _give_up(self, arrival: Arrival, failed: workers.Failed) -> None:
        with machine.on_machine(self.inbox.quarantine):
            answering.put_aside(self.inbox.quarantine, self.store, arrival, failed)
            self._answer(arrival, answering.failed(self._folder(arrival), self.store, arrival, failed))
        self.tally.failed += 1

    def _answer(self, arrival: Arrival, result: JobResult) -> None:
        with machine.on_machine(self.inbox.root):
            settled = answering.answer(self.inbox, self.ledger, self.store, arrival, result)
            home = self.inbox.claimed / arrival.id
            if home.is_dir():
                discard(home)
            shutil.rmtree(self.inbox.work / arrival.id, ignore_errors=True)
        folder = answering.main_folder(result)
        self.tally.by_folder[folder] = self.tally.by_folder.get(folder, 0) + 1
        self._tell(f"{folder}  {settled.name}  {result.told}")

    def _folder(self, arrival: Arrival) -> Path:
        folder = self.inbox.work / arrival.id
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def _clear(folder: Path, everything: bool) -> None:
    """Remove what a killed run left half-written."""
    for path in folder.iterdir():
        if path.is_dir() and everything:
            shutil.rmtree(path)
        elif path.is_file() and path.suffix == ".tmp":
            path.unlink()
