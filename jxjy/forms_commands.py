"""`jxjy forms …`: filled forms are taken in, kinds listed, blank forms written, specs of other offices drafted.

What the commands do is in modules of their own, imported when they run: `jxjy --help` must answer at once.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from jxjy.console import (
    Command,
    ExistingFile,
    ExistingFolder,
    ExitCode,
    Group,
    NewFile,
    NewFolder,
    Option,
    WholeNumber,
)
from jxjy.filing_options import filing_options

_YEARS = WholeNumber(2000, 2100)


@click.group("forms", cls=Group, subcommand_metavar="命令 …", short_help="核对填报表，登记或退回更正")
def forms() -> None:
    """核对填报表：合格的登记，有问题的加批注退回；另可列出表种、制作空白表、学习外地表样。

    各命令的用法：jxjy forms 命令 --help
    """


@forms.command("check", cls=Command, short_help="核对填报表，登记或退回")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=ExistingFile())
@click.option(
    "-o", "--output", cls=Option, metavar="文件夹", required=True, type=NewFolder(), help="结果放在哪里（必填）"
)
@filing_options
@click.option("--specs", metavar="文件夹", type=ExistingFolder(), help="另用的表样说明（jxjy forms learn 所得）")
@click.option("--resubmit", metavar="编号", help="更正件所属的登记号或退回编号；批注还在的更正件自动识别")
@click.option("--contact", metavar="文字", default="", help="回执上的联系方式，如“专技科，0635-1234567”")
def check(
    files: tuple[Path, ...],
    output: Path,
    *,
    year: int | None,
    received: dt.date | None,
    rules: Path | None,
    specs: Path | None,
    resubmit: str | None,
    contact: str,
) -> int:
    """核对填报表：受理的存入“已受理”并登记，须更正的加批注存入“需更正”，各附一页回执或通知。

    原文件不改动，已有的文件不覆盖。同一文件再次核对不重复登记。提前量从收到之日算起；不写 --received
    时以表上的填表日期为准，填表日期是否属实不作核对。

    退出码：0 全部受理（含待核）；1 有表格退回；2 用法不对；3 有文件未能读取
    """
    from ingest.errors import JxjyError  # noqa: PLC0415 (see the head of this file)
    from jxjy import filing, judging  # noqa: PLC0415

    if resubmit is not None and len(files) > 1:
        raise click.UsageError("--resubmit 一次只能用于一个文件")
    day = received or dt.datetime.now().astimezone().date()
    worst = ExitCode.DONE
    try:
        own = judging.own_specs(specs) if specs is not None else ()
        judge = judging.Judge(rules, year, received, own)
        for answer in filing.file_all(files, filing.Desk(output, judge, day, contact, resubmit)):
            for line in answer.lines:
                click.echo(line, err=answer.code is ExitCode.UNREAD)
            worst = max(worst, answer.code)
    except JxjyError as error:
        raise click.UsageError(error.message) from error
    except OSError as error:
        raise click.UsageError(f"不能写入“{error.filename or output}”：{error.strerror or error}") from error
    return worst


@forms.command("list", cls=Command, short_help="列出能核对的表种")
def kinds() -> int:
    """列出能核对的表种：代号、表名、主要栏目。"""
    from forms.spec import specs  # noqa: PLC0415 (see the head of this file)
    from jxjy.width import columns  # noqa: PLC0415

    rows = [(spec.kind, spec.zh, f"{len(spec.fields)}项" + ("，含明细" if spec.rows else "")) for spec in specs()]
    widths = [max(columns(row[i]) for row in rows) for i in range(2)]
    for kind, name, size in rows:
        click.echo(f"{kind}{' ' * (widths[0] - columns(kind))}  {name}{' ' * (widths[1] - columns(name))}  {size}")
    return ExitCode.DONE


@forms.command("blank", cls=Command, short_help="制作可填写的空白表")
@click.argument("kind", metavar="表种")
@click.option(
    "-o", "--output", cls=Option, metavar="文件", required=True, type=NewFile(".docx"), help="存为哪个文件（必填）"
)
@click.option("--jurisdiction", metavar="地区", default="", help="表题中的地区，如“聊城市”")
@click.option("--year", metavar="年度", type=_YEARS, help="表题中的年度，默认为今年")
@click.option("--specs", metavar="文件夹", type=ExistingFolder(), help="另用的表样说明（jxjy forms learn 所得）")
def blank(kind: str, output: Path, jurisdiction: str, year: int | None, specs: Path | None) -> int:
    """制作可填写的空白表（Word）：日期可选、选项可勾、明细可加行。表种用代号或表名，见 jxjy forms list。"""
    from ingest.errors import JxjyError  # noqa: PLC0415 (see the head of this file)
    from jxjy import form_files  # noqa: PLC0415

    try:
        path = form_files.write_blank(kind, jurisdiction, year, specs, output)
    except JxjyError as error:
        raise click.UsageError(error.message) from error
    except OSError as error:
        raise click.UsageError(f"不能写入“{error.filename or output}”：{error.strerror or error}") from error
    click.echo(f"已存为 {path}")
    return ExitCode.DONE


@forms.command("learn", cls=Command, short_help="由外地空白表起草表样说明")
@click.argument("file", metavar="空白表", type=ExistingFile())
@click.option(
    "-o", "--output", cls=Option, metavar="文件", required=True, type=NewFile(".yaml"), help="存为哪个文件（必填）"
)
def learn(file: Path, output: Path) -> int:
    """由外地空白表起草表样说明（YAML）：表名、栏目、类型、明细。人工核对后，用 --specs 交给 jxjy forms check。

    退出码：0 完成；2 用法不对；3 文件未能读取，或看不出表名和栏目
    """
    from ingest.errors import UnreadableFileError  # noqa: PLC0415 (see the head of this file)
    from jxjy import form_files  # noqa: PLC0415

    try:
        drafted = form_files.write_draft(file, output)
    except UnreadableFileError as error:
        click.echo(error.message, err=True)
        return ExitCode.UNREAD
    except OSError as error:
        raise click.UsageError(f"不能写入“{error.filename or output}”：{error.strerror or error}") from error
    click.echo(f"已存为 {drafted.path}：{drafted.name}，{drafted.fields}项")
    if drafted.guessed:
        click.echo(f"请重点核对（类型为推测）：{'、'.join(drafted.guessed)}")
    return ExitCode.DONE
