"""The watcher as a service: looks again and again, is woken by file events where the system has them, stops when told.

Polling is the truth: events only shorten the wait, and on a network share that sends none nothing is lost.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchfiles import watch

from ingest.errors import UsageError
from jxjy import workers
from jxjy.intake.inbox import Inbox
from jxjy.intake.journal import journal
from jxjy.intake.ledger import Ledger, sqlite_url
from jxjy.intake.locks import only_one
from jxjy.intake.machine import MachineFaultError
from jxjy.intake.watcher import Options, Tally, Tell, Watcher

POLL = 1.0
"""Seconds between two looks into the drop folder while nothing happens."""
SETTLING = 0.2
"""Seconds between two looks while files are seen that may still be moving."""
WORKING = 0.1
"""Seconds to wait for running children before the drop folder is looked at again."""
FAULT_WAIT = 5.0
"""Seconds after which a round is tried again when the machine failed."""


LIMITS = workers.Limits(seconds=300.0, memory=4 << 30, cpu=300.0)


@dataclass(frozen=True, slots=True)
class Crew:
    """The children: how many, what they may cost, and the function they run (module:function)."""

    count: int
    limits: workers.Limits = LIMITS
    work: str = "jxjy.intake.work:work"


@contextmanager
def opened(inbox: Inbox, options: Options, crew: Crew, show: Tell) -> Iterator[Watcher]:
    """A watcher on an inbox that is made ready, with what an earlier run left taken up again.

    Raises UsageError where another watcher is at work, or where the folders cannot be made.
    """
    try:
        inbox.prepare()
    except OSError as error:
        where = Path(error.filename or inbox.root)
        reason = f"不能建立文件夹（{error.strerror}）"
        raise UsageError("WATCH_FOLDER", reason, "请检查路径和写入权限", where) from error
    with only_one(inbox.lock), only_one(inbox.claimed / ".lock"):
        ledger = Ledger(sqlite_url(inbox.ledger))
        pool = workers.Pool(crew.work, crew.count, crew.limits)
        watcher = Watcher(inbox, ledger, pool, options, journal(inbox.logs, show))
        try:
            watcher.recover()
            yield watcher
        finally:
            watcher.stop()
            ledger.close()


def run_once(watcher: Watcher, options: Options) -> Tally:
    """Take and answer what is there and stands still, then end. Raises MachineFaultError: nothing is tried again."""
    until = time.monotonic() + options.settle
    while True:
        busy = watcher.round(time.monotonic(), WORKING)
        if not busy and watcher.idle and time.monotonic() > until + POLL:
            return watcher.tally
        if watcher.idle:
            time.sleep(min(options.settle, 0.2))


def run_until(watcher: Watcher, stop: threading.Event, tell: Tell) -> Tally:
    """Go on until told to stop. A fault of the machine is told once and waited out."""
    told = ""
    pause = _Pause(watcher.inbox.drop, stop)
    watcher.warm()
    while not stop.is_set():
        try:
            watcher.round(time.monotonic(), WORKING)
        except MachineFaultError as error:
            if error.message != told:
                tell(error.message)
                told = error.message
            stop.wait(FAULT_WAIT)
            continue
        if told:
            tell("已恢复，继续处理")
            told = ""
        if not watcher.idle:
            continue  # the round itself has waited for the children
        if watcher.waiting:
            stop.wait(SETTLING)
        else:
            pause.wait()
    return watcher.tally


class _Pause:
    """Waits for a change in a folder, for POLL seconds at most, or until told to stop."""

    def __init__(self, folder: Path, stop: threading.Event) -> None:
        self._folder, self._stop = folder, stop
        self._events = self._begin()

    def wait(self) -> None:
        try:
            next(self._events)
        except (OSError, RuntimeError, StopIteration):  # the folder went away, or no events here: look and try again
            self._stop.wait(POLL)
            self._events = self._begin()

    def _begin(self) -> Iterator[object]:
        return watch(
            self._folder,
            stop_event=self._stop,
            rust_timeout=int(POLL * 1000),
            yield_on_timeout=True,
            debounce=50,
            step=25,
            raise_interrupt=False,
            watch_filter=None,
        )


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set, so that the watcher ends between two steps."""
    stop = threading.Event()

    def told(_: int, __: object) -> None:
        stop.set()

    before = {number: signal.signal(number, told) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
