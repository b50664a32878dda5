"""`jxjy rules validate|export|explain`: rule files checked, bundled for elsewhere, and explained rule by rule."""

from __future__ import annotations

from pathlib import Path

import click

from jxjy.console import Command, ExistingFile, ExistingPath, ExitCode, Group, Option, WholeNumber


@click.group(cls=Group, subcommand_metavar="命令 …", short_help="检查、导出、解释规则文件")
def rules() -> None:
    """检查、导出、解释规则文件。

    各命令的用法：jxjy rules 命令 --help
    """


@rules.command(cls=Command, short_help="检查规则文件能否使用")
@click.argument("folders", metavar="文件夹…", nargs=-1, required=True, type=ExistingPath())
def validate(folders: tuple[Path, ...]) -> int:
    """逐个检查规则文件和答复文件：格式、数值范围、上下级关系、原句能否在通知中找到。

    不符合的逐条指出行号和原因。

    退出码：0 全部可用；1 有文件不能使用；2 用法不对
    """
    from jxjy import validation  # noqa: PLC0415 (see jxjy/cli.py)

    result = validation.validate(folders)
    for line in result.told:
        click.echo(line)
    return ExitCode.DONE if result.sound else ExitCode.ERRORS_FOUND


@rules.command(cls=Command, short_help="导出规则包")
@click.argument("folder", metavar="文件夹", type=ExistingPath())
@click.option(
    "-o", "--output", cls=Option, metavar="文件", required=True, type=click.Path(path_type=Path),
    help="规则包，如 规则包.zip（必填）",
)  # fmt: skip
@click.option("--place", metavar="代码", help="行政区划代码或名称，文件夹中有几个地区时须指定")
@click.option("--year", metavar="年度", type=WholeNumber(1949, 2100), help="年度，默认为规则文件的年度")
@click.option("--decisions", metavar="文件", type=ExistingFile(), help="待确认事项的答复，默认为规则文件夹中的答复")
def export(folder: Path, output: Path, *, place: str | None, year: int | None, decisions: Path | None) -> int:
    """导出规则包：规则文件、格式说明、符合性用例、决策表、工作簿、供签署的一页摘要、执行办法和校验清单。

    退出码：0 完成；2 用法不对；3 规则文件不能读取
    """
    from ingest.errors import JxjyError, UsageError  # noqa: PLC0415 (see jxjy/cli.py)
    from jxjy import exporting, selection  # noqa: PLC0415

    try:
        lines = exporting.export(selection.Wanted(folder, place, year, decisions), output)
    except UsageError as error:
        raise click.UsageError(error.message) from error
    except JxjyError as error:
        click.echo(error.message, err=True)
        return ExitCode.UNREAD
    except OSError as error:
        raise click.UsageError(f"不能写入“{error.filename or output}”：{error.strerror or error}") from error
    for line in lines:
        click.echo(line)
    return ExitCode.DONE


@rules.command(cls=Command, short_help="解释一条规则")
@click.argument("rule", metavar="规则编号")
@click.option(
    "--rules", "folder", cls=Option, metavar="文件夹", required=True, type=ExistingPath(), help="规则文件夹（必填）"
)
@click.option("--decisions", metavar="文件", type=ExistingFile(), help="待确认事项的答复，默认为规则文件夹中的答复")
def explain(rule: str, folder: Path, decisions: Path | None) -> int:
    """解释一条规则：内容、数值、原句和出处，是否执行，怎样执行，有哪些待确认事项，上级怎么规定。

    退出码：0 完成；2 没有这条规则；3 规则文件不能读取
    """
    from ingest.errors import JxjyError, UsageError  # noqa: PLC0415 (see jxjy/cli.py)
    from jxjy import explaining  # noqa: PLC0415

    try:
        lines = explaining.explain(rule, folder, decisions)
    except UsageError as error:
        raise click.UsageError(error.message) from error
    except JxjyError as error:
        click.echo(error.message, err=True)
        return ExitCode.UNREAD
    for line in lines:
        click.echo(line)
    return ExitCode.DONE
