"""`jxjy watch` and `jxjy ledger`: the folder that clerks drop files into, and the book kept of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import click

from jxjy.console import Command, Group, NewFolder, Option, WholeNumber

VAR_HELP = "机器用的文件夹（台账、原件），默认为收件文件夹下的 var；收件文件夹在网络共享上时，请指定本机磁盘"


@click.command(cls=Command, short_help="值守收件文件夹：放入的文件逐个受理或退回")
@click.argument("inbox", metavar="收件文件夹", type=NewFolder())
@click.option("--once", is_flag=True, help="处理完现有文件就结束，供定时任务使用")
@click.option("--var", metavar="文件夹", type=NewFolder(), help=VAR_HELP)
@click.option("--rules", metavar="文件夹", type=NewFolder(), help="审核表格依据的规则文件，默认用收到的通知和自带的")
@click.option("--year", metavar="年度", type=WholeNumber(2000, 2100), help="申报年度，默认为收件当年")
@click.option("--contact", metavar="文字", default="", help="回执上的联系方式，如“专技科，0635-1234567”")
@click.option("--workers", metavar="个数", type=WholeNumber(1, 64), help="同时处理几个文件，默认为处理器个数")
def watch(
    inbox: Path,
    *,
    once: bool,
    var: Path | None,
    rules: Path | None,
    year: int | None,
    contact: str,
    workers: int | None,
) -> int:
    """值守收件文件夹。文件放入“待处理”，几秒后答复出现在“已受理”“需更正”或“重复件”。

    按 Ctrl-C 或收到 SIGTERM 时停止；没处理完的下次接着处理，不会丢失，也不会重复。

    退出码：0 完成；2 用法不对或另一个值守程序正在运行；3 磁盘、网络等出错，--once 未能处理完
    """
    from jxjy.intake import told  # noqa: PLC0415 (heavy)
    from jxjy.intake.inbox import inbox_at  # noqa: PLC0415
    from jxjy.intake.watcher import Options  # noqa: PLC0415

    options = Options(year=year, rules=rules, contact=contact)
    return told.watch(inbox_at(inbox, var), options, workers, told.once if once else told.until_stopped)


def _of_an_inbox(command: Callable[..., int]) -> Callable[..., int]:
    """The options that say which inbox a ledger command is about."""
    inbox = click.option(
        "--inbox",
        metavar="文件夹",
        type=NewFolder(),
        default=Path(),
        envvar="JXJY_INBOX",
        help="收件文件夹，默认为当前文件夹（也可用环境变量 JXJY_INBOX 指定）",
    )
    var = click.option("--var", metavar="文件夹", type=NewFolder(), envvar="JXJY_VAR", help="同 jxjy watch 的 --var")
    return inbox(var(command))


@click.group(cls=Group, subcommand_metavar="命令 …", short_help="查看收件台账")
def ledger() -> None:
    """查看收件台账：收到过什么，怎样答复的，原件是否完好。"""


@ledger.command("list", cls=Command, short_help="逐件列出收到的文件和结果")
@click.option("--all", "everything", is_flag=True, help="列出全部，默认只列最近 50 件")
@_of_an_inbox
def list_(inbox: Path, var: Path | None, *, everything: bool) -> int:
    """逐件列出收到的文件、时间和结果，最近的在最后。"""
    from jxjy.intake import told  # noqa: PLC0415
    from jxjy.intake.inbox import inbox_at  # noqa: PLC0415

    return told.list_arrivals(inbox_at(inbox, var), None if everything else 50)


@ledger.command(cls=Command, short_help="一件的全部经过")
@click.argument("number", metavar="编号")
@_of_an_inbox
def show(inbox: Path, var: Path | None, number: str) -> int:
    """一件的全部经过：收到、处理、答复，以及人工决定。"""
    from jxjy.intake import told  # noqa: PLC0415
    from jxjy.intake.inbox import inbox_at  # noqa: PLC0415

    return told.show_arrival(inbox_at(inbox, var), number)


@ledger.command(cls=Command, short_help="用留存的原件重新处理一件")
@click.argument("number", metavar="编号")
@_of_an_inbox
def retry(inbox: Path, var: Path | None, number: str) -> int:
    """用留存的原件重新处理一件，下次值守时进行。原来的答复由新的答复替换。"""
    from jxjy.intake import told  # noqa: PLC0415
    from jxjy.intake.inbox import inbox_at  # noqa: PLC0415

    return told.retry(inbox_at(inbox, var), number)


@ledger.command(cls=Command, short_help="记下人工决定，重新处理后仍然有效")
@click.argument("number", metavar="编号")
@click.option("--form", "index", metavar="序号", type=WholeNumber(1, 999), default=1, help="文件里的第几张表，默认为 1")
@click.option("--accept", "status", flag_value="accepted", help="予以受理")
@click.option("--return", "status", flag_value="returned", help="予以退回")
@click.option("--by", "decided_by", cls=Option, metavar="姓名", required=True, help="谁决定的（必填）")
@click.option("--basis", cls=Option, metavar="依据", required=True, help="依据什么（必填）")
@_of_an_inbox
def decide(
    inbox: Path,
    var: Path | None,
    number: str,
    *,
    index: int,
    status: Literal["accepted", "returned"] | None,
    decided_by: str,
    basis: str,
) -> int:
    """记下人工决定（予以受理或退回），写明决定人和依据；以后重新处理这份文件时照此执行。"""
    from jxjy.intake import told  # noqa: PLC0415
    from jxjy.intake.inbox import inbox_at  # noqa: PLC0415

    if status is None:
        raise click.UsageError("请用 --accept 或 --return 写明决定")
    return told.decide(inbox_at(inbox, var), number, index, status, (decided_by, basis))


@ledger.command(cls=Command, short_help="核对原件、答复和台账")
@_of_an_inbox
def verify(inbox: Path, var: Path | None) -> int:
    """核对留存的原件、发出的答复和台账是否一致、完好。

    退出码：0 一致；1 有不一致，逐条列出
    """
    from jxjy.intake import told  # noqa: PLC0415
    from jxjy.intake.inbox import inbox_at  # noqa: PLC0415

    return told.verify(inbox_at(inbox, var))
