"""`jxjy check`: a people list and rule files in, who has met the year's requirement out – by which rule, quoted."""

from __future__ import annotations

from pathlib import Path

import click

from jxjy.console import Command, ExistingFile, ExistingPath, ExitCode, Option, WholeNumber


@click.command(cls=Command, short_help="核对人员名单是否完成学时要求")
@click.argument("people", metavar="名单", type=ExistingFile())
@click.option("--rules", cls=Option, metavar="文件夹", required=True, type=ExistingPath(), help="规则文件夹（必填）")
@click.option(
    "-o", "--output", cls=Option, metavar="文件", required=True, type=click.Path(path_type=Path),
    help="结果工作簿，如 结果.xlsx（必填）",
)  # fmt: skip
@click.option("--place", metavar="代码", help="行政区划代码或名称，文件夹中有几个地区时须指定")
@click.option("--year", metavar="年度", type=WholeNumber(1949, 2100), help="按哪一年度核对，默认为规则文件的年度")
@click.option("--decisions", metavar="文件", type=ExistingFile(), help="待确认事项的答复，默认为规则文件夹中的答复")
@click.option("--approved-only", "approved", is_flag=True, help="只用已批准的规则文件，不用草稿")
def check(
    people: Path,
    rules: Path,
    output: Path,
    *,
    place: str | None,
    year: int | None,
    decisions: Path | None,
    approved: bool,
) -> int:
    """逐人核对名单是否完成年度学时要求：差多少，哪些学时未认定，依据哪条规则和原文。

    名单（如 人员.xlsx、人员.csv）的列次序不限；可以一人一行填各科目学时，也可以一行一条学习记录。

    退出码：0 全部达标；1 有人未达标或待核实；2 用法不对；3 名单或规则文件不能读取
    """
    from ingest.errors import JxjyError, UsageError  # noqa: PLC0415 (see jxjy/cli.py)
    from jxjy import selection  # noqa: PLC0415
    from jxjy.people import checking  # noqa: PLC0415

    wanted = selection.Wanted(rules, place, year, decisions)
    try:
        chosen = selection.chosen_approved(wanted) if approved else selection.chosen(wanted)
        result = checking.check(people, chosen, output)
    except UsageError as error:
        raise click.UsageError(error.message) from error
    except JxjyError as error:
        click.echo(error.message, err=True)
        return ExitCode.UNREAD
    except OSError as error:
        raise click.UsageError(f"不能写入“{error.filename or output}”：{error.strerror or error}") from error
    for line in result.told:
        click.echo(line)
    return ExitCode.DONE if result.all_met else ExitCode.ERRORS_FOUND
