"""The command line: `jxjy COMMAND …`. Each command parses its arguments here and hands over to a module of its own.

Those modules are imported inside the commands: `jxjy --help` must answer at once.
"""

from __future__ import annotations

import datetime as dt
import sys
from io import TextIOWrapper
from pathlib import Path

import click

from jxjy import check_commands, rules_commands
from jxjy.console import (
    Command,
    ExistingFile,
    ExistingFolder,
    ExistingPath,
    ExitCode,
    Group,
    NewFolder,
    OneOf,
    Option,
    WholeNumber,
    guarded,
)
from jxjy.diff_commands import diff
from jxjy.filing_options import filing_options
from jxjy.forms_commands import forms
from jxjy.intake_commands import ledger, watch
from jxjy.task import Filing

SETTINGS = {"help_option_names": ["-h", "--help"], "terminal_width": 100}
"""A fixed width: Chinese help texts are broken by hand, and the manual holds the pages as they are."""

MARKS = {"good": "✓", "optional": "–", "bad": "✗"}


@click.group(cls=Group, subcommand_metavar="命令 …", context_settings=SETTINGS)
@click.version_option(package_name="jxjy", prog_name="jxjy", message="%(prog)s %(version)s", help="显示版本后退出")
def cli() -> None:
    """读取继续教育通知，提取学时、期限、报备等要求并逐条注明出处，生成规则文件。

    各命令的用法：jxjy 命令 --help
    """


@cli.command(cls=Command, short_help="成批处理通知，生成报告和规则文件")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=ExistingPath())
@click.option(
    "-o", "--output", cls=Option, metavar="文件夹", required=True, type=NewFolder(), help="结果放在哪里（必填）"
)
@click.option("--workers", metavar="个数", type=WholeNumber(1, 256), help="同时处理几个文件，默认为处理器个数")
@click.option("--baseline", metavar="文件夹", type=ExistingPath(), help="上级规则文件所在的文件夹，优先于自带规则")
@click.option("--approved-only", is_flag=True, help="只与已批准的规则比对，不采用草稿")
def run(paths: tuple[Path, ...], output: Path, workers: int | None, baseline: Path | None, approved_only: bool) -> int:
    """成批处理通知，生成报告、规则文件、发现清单和期限日历。

    文件夹逐层查找；再次运行时只处理有变化的文件。

    退出码：0 完成；1 完成，通知中有错误；2 用法不对；3 有文件未能读取
    """
    from ingest.errors import JxjyError  # noqa: PLC0415 (see the head of this file)
    from jxjy import batch, progress  # noqa: PLC0415

    against = batch.Against(baseline, approved_only)
    try:
        summary = batch.run(paths, output, workers or batch.default_workers(), progress.for_terminal(), against)
    except JxjyError as error:
        raise click.UsageError(error.message) from error
    except OSError as error:
        raise click.UsageError(f"不能写入“{error.filename or output}”：{error.strerror or error}") from error
    for line in batch.told(summary, output):
        click.echo(line)
    return summary.counts.exit_code


@cli.command(cls=Command, short_help="在终端显示文件中的要求和出处")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=ExistingFile())
@click.option("--json", "form", flag_value="json", help="每个文件输出一行 JSON，供程序使用")
@click.option("--all", "form", flag_value="all", help="连同文字与编号质量的发现全部显示")
@filing_options
@click.option("--specs", metavar="文件夹", type=ExistingFolder(), help="另用的表样说明（jxjy forms learn 所得）")
@click.option("--baseline", metavar="文件夹", type=ExistingPath(), help="上级规则文件所在的文件夹，优先于自带规则")
@click.option("--approved-only", is_flag=True, help="只与已批准的规则比对，不采用草稿")
def show(
    files: tuple[Path, ...],
    *,
    form: str | None,
    year: int | None,
    received: dt.date | None,
    rules: Path | None,
    specs: Path | None,
    baseline: Path | None,
    approved_only: bool,
) -> int:
    """在终端显示通知中的要求或填报表的内容，附位置，发现的问题列在最后。

    填报表按现行规则核对，得出受理、待复核或退回更正。提前量从收到之日算起；不写 --received
    时以表上的填表日期为准，填表日期是否属实不作核对。

    退出码与 jxjy run 相同。
    """
    from ingest.errors import JxjyError  # noqa: PLC0415 (see the head of this file)
    from jxjy import batch  # noqa: PLC0415
    from jxjy import show as showing  # noqa: PLC0415

    filing, against = Filing(year, received, rules, specs), batch.Against(baseline, approved_only)
    try:
        return showing.files(files, showing.DISPLAYS[form or "tables"], filing, against)
    except JxjyError as error:
        raise click.UsageError(error.message) from error


@cli.command("eval", cls=Command, short_help="对照标注样本评测提取质量")
@click.option("--gold", metavar="文件夹", type=ExistingPath(), help="标注所在的文件夹，默认为自带样本")
@click.option("--json", "form", flag_value="json", help="输出 JSON，供程序使用")
def evaluate(gold: Path | None, form: str | None) -> int:
    """对照标注样本评测提取质量：逐类列出查准、查全和遗漏、多出的内容。"""
    from ingest.errors import UsageError  # noqa: PLC0415 (see the head of this file)
    from jxjy import evaluation  # noqa: PLC0415

    try:
        result = evaluation.score(gold)
    except UsageError as error:
        raise click.UsageError(error.message) from error
    click.echo(evaluation.FORMS[form or "table"](result), nl=False)
    return ExitCode.DONE


@cli.command(cls=Command, short_help="检查运行环境")
def doctor() -> int:
    """检查运行环境：版本、可选组件、工作日历、临时文件夹、终端编码。

    退出码：0 可以运行；1 有项目需要处理
    """
    from jxjy import doctor as doctors  # noqa: PLC0415 (see the head of this file)

    results = list(doctors.checks())
    for check in results:
        advice = f"。{check.advice}" if check.advice else ""
        click.echo(f"{MARKS[check.state]} {check.name}：{check.found}{advice}")
    return ExitCode.ERRORS_FOUND if any(check.state == "bad" for check in results) else ExitCode.DONE


@cli.command(cls=Command, short_help="输出数据格式的 JSON Schema")
@click.argument(
    "name",
    metavar="[notice|filing|ruleset|findings]",
    default="notice",
    type=OneOf("notice", "filing", "ruleset", "findings"),
)
def schema(name: str) -> int:
    """输出数据格式的 JSON Schema：notice 通知，filing 填报表，ruleset 规则文件，findings 发现清单。默认为 notice。"""
    from jxjy import schemas  # noqa: PLC0415 (see the head of this file)

    click.echo(schemas.SCHEMAS[name](), nl=False)
    return ExitCode.DONE


for command in (check_commands.check, forms, watch, ledger, rules_commands.rules, diff):
    cli.add_command(command)
cli.commands = {
    name: cli.commands[name]
    for name in ("run", "show", "diff", "forms", "check", "rules", "watch", "ledger", "eval", "doctor", "schema")
}
"""In the order in which one needs them, which is that of the help page and of the manual."""


def main() -> int:
    """Entry point: the exit code of one call of `jxjy`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK console lacks ✓; better a ? than a traceback
    return guarded(lambda: cli.main(standalone_mode=False))


if __name__ == "__main__":
    sys.exit(main())
