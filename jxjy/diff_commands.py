"""`jxjy diff`: its arguments; the work is done in jxjy/differences.py, which is imported when it is called."""

from __future__ import annotations

from pathlib import Path

import click

from jxjy.console import Command, ExistingPath, ExitCode, Option


@click.command(cls=Command, short_help="比对两份通知或规则，或者多地与上级的规定")
@click.argument("paths", metavar="前一件 后一件", nargs=-1, required=True, type=ExistingPath())
@click.option(
    "-o",
    "--output",
    cls=Option,
    metavar="文件",
    required=True,
    type=click.Path(path_type=Path),
    help="结果文件（必填），例如 比对.html、比对.xlsx、比对.docx",
)
@click.option("--matrix", "form", flag_value="matrix", help="多地一张总表，逐项与上级规定比对，例如 总表.html")
@click.option("--baseline", metavar="文件夹", type=ExistingPath(), help="总表所用的上级规则文件，优先于自带规则")
@click.option("--approved-only", is_flag=True, help="总表只与已批准的规则比对，不采用草稿")
def diff(paths: tuple[Path, ...], output: Path, form: str | None, baseline: Path | None, approved_only: bool) -> int:
    """比对两份文件：要求变化、条文对照和逐字修订，每项附两边原文。

    两边可以是任何能读的通知，也可以是规则文件或其所在的文件夹，例如同一城市两个年度的
    370400/2025 和 370400/2026。原文受损之处标为无法比对，不作为变化。
    加 --matrix 时给出多个通知、规则文件或结果文件夹。

    退出码：0 完成；1 有要求放宽或者低于上级；2 用法不对；3 有文件未能读取
    """
    from ingest.errors import JxjyError, UnreadableFileError  # noqa: PLC0415 (see the head of this file)
    from jxjy import differences  # noqa: PLC0415

    try:
        if form is not None:
            told = differences.many(paths, output, baseline, approved_only=approved_only)
        elif len(paths) == 2:
            told = differences.two(*paths, output)
        else:
            raise click.UsageError(f"要给出两份文件，现有{len(paths)}份；多地总表请加 --matrix")
    except UnreadableFileError as error:
        click.echo(error.message, err=True)
        return ExitCode.UNREAD
    except JxjyError as error:
        raise click.UsageError(error.message) from error
    except OSError as error:
        raise click.UsageError(f"不能写入“{error.filename or output}”：{error.strerror or error}") from error
    for line in told.lines:
        click.echo(line)
    return ExitCode.ERRORS_FOUND if told.errors else ExitCode.DONE
