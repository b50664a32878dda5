"""An inbox in a temporary folder with a watcher whose clock the test turns; the children are real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jxjy import workers
from jxjy.intake.inbox import Inbox, inbox_at
from jxjy.intake.ledger import Arrival, Ledger, sqlite_url
from jxjy.intake.verify import problems
from jxjy.intake.watcher import Options, Watcher
from tests.intake_crew import CREW

FOLDERS = ("已受理", "需更正", "重复件")


class Case:
    """A watcher on its own inbox. Time stands still until the test says otherwise."""

    def __init__(self, root: Path, pool: workers.Pool) -> None:
        self.inbox: Inbox = inbox_at(root)
        self.inbox.prepare()
        self.ledger = Ledger(sqlite_url(self.inbox.ledger))
        self.lines: list[str] = []
        self.clock = 100.0
        self._pool = pool
        self.watcher = self._watcher()

    def _watcher(self) -> Watcher:
        watcher = Watcher(self.inbox, self.ledger, self._pool, Options(settle=1.0), self.lines.append)
        watcher.recover()
        return watcher

    def restart(self) -> None:
        """Another run of the program on the same folders."""
        self.ledger.close()
        self.ledger = Ledger(sqlite_url(self.inbox.ledger))
        self.watcher = self._watcher()

    def drop(self, name: str, content: bytes = b"text") -> Path:
        path = self.inbox.drop / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def look(self, seconds: float = 0.0) -> None:
        """One round, so many seconds later; running children are waited for a moment."""
        self.clock += seconds
        self.watcher.round(self.clock, 0.05)

    def finish(self, seconds: float = 20.0) -> None:
        """Rounds until all that stands still is answered; the first look and the last are `seconds` apart."""
        self.look()
        self.look(seconds)
        while not self.watcher.idle:
            self.look(0.01)

    def rows(self) -> tuple[Arrival, ...]:
        return self.ledger.arrivals()

    def answers(self) -> dict[str, list[str]]:
        """The names in each folder that people see, empty folders left out."""
        seen = {name: sorted(p.name for p in self.inbox.folder(name).iterdir()) for name in FOLDERS}
        return {name: files for name, files in seen.items() if files}

    def problems(self) -> list[str]:
        return list(problems(self.inbox, self.ledger))


@contextmanager
def pool() -> Iterator[workers.Pool]:
    """Children for many cases."""
    made = workers.Pool(CREW.work, CREW.count, CREW.limits)
    try:
        yield made
    finally:
        made.close()
