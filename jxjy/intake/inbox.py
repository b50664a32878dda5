"""The folders of an inbox: what people see, what the machine keeps, and where each thing lies.

People see 待处理 (drop here), 已受理, 需更正, 重复件 and 台账. The machine's own folder `var` may lie elsewhere: the
ledger wants a local disk, while the inbox is often a network share.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

DROP = "待处理"
ACCEPTED: Final = "已受理"
RETURNED: Final = "需更正"
DUPLICATES: Final = "重复件"
REGISTER = "台账"
CLAIMED = ".处理中"
"""Taken files wait here, on the same file system as the drop folder, so that taking one is a single rename."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """An inbox and its machine folder."""

    root: Path
    var: Path

    @property
    def drop(self) -> Path:
        return self.root / DROP

    @property
    def claimed(self) -> Path:
        return self.root / CLAIMED

    @property
    def register(self) -> Path:
        return self.root / REGISTER

    @property
    def store(self) -> Path:
        return self.var / "store"

    @property
    def quarantine(self) -> Path:
        return self.var / "quarantine"

    @property
    def work(self) -> Path:
        return self.var / "work"

    @property
    def rules(self) -> Path:
        return self.var / "rules"

    @property
    def records(self) -> Path:
        return self.var / "records"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def ledger(self) -> Path:
        return self.var / "ledger.sqlite3"

    @property
    def lock(self) -> Path:
        return self.var / "watch.lock"

    def folder(self, name: str) -> Path:
        """A folder that people see, by its name."""
        return self.root / name

    def prepare(self) -> None:
        """Make what is missing. Raises OSError where a folder cannot be made."""
        for name in (DROP, ACCEPTED, RETURNED, DUPLICATES, REGISTER, CLAIMED):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        for folder in (self.store, self.quarantine, self.work, self.rules, self.records, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


def inbox_at(root: Path, var: Path | None = None) -> Inbox:
    """The inbox at a folder; the machine's folder is `var` inside it unless named."""
    root = root.absolute()
    return Inbox(root, var.absolute() if var is not None else root / "var")
