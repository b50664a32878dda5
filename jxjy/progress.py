"""How a batch goes on, told on stderr: a bar on a terminal, one plain line per file elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from jxjy.batch import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


def for_terminal() -> Progress:
    """The kind that suits stderr."""
    return BarProgress() if sys.stderr.isatty() else LineProgress()


class LineProgress:
    """[3/12] 聊城.pdf：聊城市 2026年度，错误 1，警告 5."""

    def __init__(self) -> None:
        self._done = self._total = 0

    def begin(self, total: int, reused: int) -> None:
        self._done, self._total = reused, total
        click.echo(f"共 {total} 个文件，其中 {reused} 个没有变化", err=True)

    def advance(self, name: str, outcome: str) -> None:
        self._done += 1
        click.echo(f"[{self._done}/{self._total}] {name}：{outcome}", err=True)

    def fail(self, name: str, reason: str) -> None:
        self.advance(name, reason)

    def end(self) -> None:
        pass


class BarProgress:
    """A bar with the file last finished; files that could not be read stay on the screen."""

    def __init__(self) -> None:
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def begin(self, total: int, reused: int) -> None:
        from rich.console import Console  # noqa: PLC0415 (costs an import; not for --help)
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        self._task = self._bar.add_task("正在准备", total=total, completed=reused)

    def advance(self, name: str, outcome: str) -> None:
        from rich.markup import escape  # noqa: PLC0415 (as above)

        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, description=escape(f"{name}：{outcome}"))

    def fail(self, name: str, reason: str) -> None:
        self.advance(name, reason)
        if self._bar is not None:
            self._bar.console.print(f"{name}：{reason}", markup=False, highlight=False)

    def end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
