"""The commands `jxjy watch` and `jxjy ledger`: from parsed arguments to Chinese lines and an exit code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from forms.record import Status
from ingest.errors import JxjyError, UsageError
from jxjy.batch import default_workers
from jxjy.console import ExitCode
from jxjy.intake import service
from jxjy.intake.inbox import Inbox
from jxjy.intake.ledger import Arrival, Decision, Ledger, now, sqlite_url
from jxjy.intake.machine import MachineFaultError
from jxjy.intake.masking import masked
from jxjy.intake.verify import problems
from jxjy.intake.watcher import Options, Tally, Watcher

Mode = Callable[[Watcher, Options], Tally]
STATES = {
    "stored": "等待处理",
    "working": "正在处理",
    "answering": "正在答复",
    "answered": "已答复",
    "duplicate": "重复件",
    "quarantined": "未能处理",
}
EVENTS = {
    "arrived": "收到",
    "duplicate_of": "与已收到的文件内容相同",
    "working": "开始处理",
    "answered": "已答复",
    "duplicate": "已按重复件答复",
    "quarantined": "未能处理，已留存并退回",
    "crash": "处理进程意外终止，重试",
    "timeout": "处理超时，重试",
    "memory": "内存超限，重试",
    "reopened": "重新处理",
    "restored": "台账恢复后补登",
    "decided": "人工决定",
}


# ---------------------------------------------------------------- watch


def watch(inbox: Inbox, options: Options, count: int | None, mode: Mode) -> ExitCode:
    """Watch an inbox in one of the modes below."""
    try:
        with service.opened(inbox, options, service.Crew(count or default_workers()), click.echo) as watcher:
            _told(mode(watcher, options))
    except UsageError as error:
        click.echo(error.message, err=True)
        return ExitCode.USAGE
    except MachineFaultError as error:
        click.echo(error.message, err=True)
        return ExitCode.UNREAD
    return ExitCode.DONE


def once(watcher: Watcher, options: Options) -> Tally:
    """Answer what is there, then end."""
    return service.run_once(watcher, options)


def until_stopped(watcher: Watcher, options: Options) -> Tally:
    """Go on until SIGTERM or Ctrl-C."""
    click.echo(f"正在值守 {watcher.inbox.drop}，按 Ctrl-C 停止（静止 {options.settle:g} 秒后取走）")
    with service.stopping() as stop:
        tally = service.run_until(watcher, stop, click.echo)
    click.echo("已停止")
    return tally


def _told(tally: Tally) -> None:
    if not tally.by_folder:
        click.echo("没有新文件")
        return
    parts = "，".join(f"{folder} {count}" for folder, count in sorted(tally.by_folder.items()))
    failed = f"（其中未能处理 {tally.failed}，原件留存在 var/quarantine）" if tally.failed else ""
    click.echo(f"答复 {sum(tally.by_folder.values())} 件：{parts}{failed}")


# ---------------------------------------------------------------- ledger


@contextmanager
def _opened(inbox: Inbox) -> Iterator[Ledger]:
    if not inbox.ledger.exists():
        raise click.UsageError(f"“{inbox.root}”里没有台账（{inbox.ledger}），请用 --inbox 指定收件文件夹")
    ledger = Ledger(sqlite_url(inbox.ledger))
    try:
        yield ledger
    except JxjyError as error:
        raise click.UsageError(error.message) from error
    finally:
        ledger.close()


def list_arrivals(inbox: Inbox, last: int | None) -> ExitCode:
    """One line for each arrival, the newest last."""
    with _opened(inbox) as ledger:
        rows = ledger.arrivals()
        for row in rows[-last:] if last is not None else rows:
            click.echo(f"{row.id}  {local(row.received_at)}  {STATES[row.state]}  {masked(row.name)}{_reason(row)}")
        click.echo(f"共 {len(rows)} 件" + (f"，只列最近 {last} 件" if last is not None and len(rows) > last else ""))
    return ExitCode.DONE


def show_arrival(inbox: Inbox, number: str) -> ExitCode:
    """Everything the ledger holds on one arrival."""
    with _opened(inbox) as ledger:
        row = ledger.arrival(number)
        click.echo(f"编号    {row.id}\n文件    {masked(row.name)}（{row.size} 字节）\n收到    {local(row.received_at)}")
        click.echo(f"状态    {STATES[row.state]}{_reason(row)}\n摘要    {row.sha256}")
        if row.duplicate_of:
            click.echo(f"首件    {row.duplicate_of}")
        if row.supersedes:
            click.echo(f"替换    {row.supersedes}（同一备案的上一版）")
        for answer in ledger.answers(row.id):
            click.echo(f"答复    {answer.folder}/{masked(answer.name)}")
        for decision in ledger.decisions(row.sha256):
            verdict = "受理" if decision.status == "accepted" else "退回"
            click.echo(
                f"决定    第{decision.form_index}张表{verdict}，{decision.decided_by}，{local(decision.at)}，"
                f"依据：{decision.basis}"
            )
        for event in ledger.events(row.id):
            detail = "，".join(str(value) for value in event.detail.values() if not isinstance(value, list))
            click.echo(f"经过    {local(event.at)}  {EVENTS.get(event.kind, event.kind)}  {masked(detail)}")
    return ExitCode.DONE


def retry(inbox: Inbox, number: str) -> ExitCode:
    """Reopen an arrival."""
    with _opened(inbox) as ledger:
        row = ledger.arrival(number)
        if row.duplicate_of is not None:
            raise click.UsageError(f"“{row.name}”是重复件，请对首件 {row.duplicate_of} 使用 retry")
        ledger.reopen(row.id, "retry")
        click.echo(f"已安排重新处理：{masked(row.name)}")
    return ExitCode.DONE


def decide(inbox: Inbox, number: str, index: int, status: Status, why: tuple[str, str]) -> ExitCode:
    """Keep a person's verdict on a form and work on the arrival again; `why` – who decided, and on what basis."""
    with _opened(inbox) as ledger:
        row = ledger.arrival(number)
        ledger.decide(Decision(row.sha256, index, status, basis=why[1], decided_by=why[0], at=now()))
        first = ledger.arrival(row.duplicate_of) if row.duplicate_of is not None else row
        ledger.reopen(first.id, "decided")
        click.echo(f"已记下决定，下次值守时按此答复：{masked(first.name)}")
    return ExitCode.DONE


def verify(inbox: Inbox) -> ExitCode:
    """List what is not as it should be."""
    with _opened(inbox) as ledger:
        found = list(problems(inbox, ledger))
        for line in found:
            click.echo(line)
        rows = len(ledger.arrivals())
    click.echo(f"核对 {rows} 件，发现 {len(found)} 处不一致" if found else f"核对 {rows} 件，全部一致")
    return ExitCode.ERRORS_FOUND if found else ExitCode.DONE


def local(stamp: str) -> str:
    """A time of the ledger in local time."""
    return f"{dt.datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M:%S}"


def _reason(row: Arrival) -> str:
    return f"（{row.reason}）" if row.reason else ""
