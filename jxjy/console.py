"""Click in Chinese: help pages, usage errors and exit codes of every `jxjy` command.

Click speaks English of its own accord; the classes here put its fixed words into Chinese and nothing else. Nothing
heavy is imported, so that `jxjy --help` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from enum import IntEnum
from pathlib import Path

import click

from jxjy.width import columns


class ExitCode(IntEnum):
    """What `jxjy` tells the shell. Where two apply the larger one counts: a file not read weighs more than an error."""

    DONE = 0
    ERRORS_FOUND = 1
    USAGE = 2
    UNREAD = 3
    INTERRUPTED = 130


# ---------------------------------------------------------------- help pages

HEADINGS = {"Options": "选项", "Commands": "命令"}


class Formatter(click.HelpFormatter):
    """Help pages with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        widest = min(col_max, max(columns(name) for name, _ in rows))
        for name, text in rows:
            gap = " " * (widest - columns(name) + col_spacing)
            self.write(f"{'':>{self.current_indent}}{name}{gap}{text}\n")


class Context(click.Context):
    """A context whose help pages are Chinese."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose `--help` is Chinese."""

    context_class = Context

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本页后退出"
        return option


class Option(click.Option):
    """An option whose help text is all that is said of it; click would add [required] in English."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return (record[0], self.help or "") if record is not None else None


class Group(Command, click.Group):
    """The `jxjy` command itself: commands in the order of declaration, which is the order in which one needs them."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise click.UsageError(f"没有“{args[0]}”这个命令，可用：{'、'.join(self.commands)}", ctx)
        return super().resolve_command(ctx, args)


# ---------------------------------------------------------------- parameters


class WholeNumber(click.ParamType[int]):
    """A whole number between two bounds, both included."""

    name = "整数"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            self.fail(f"“{value}”不是整数", param, ctx)
        if not self.low <= number <= self.high:
            self.fail(f"{number} 不在 {self.low} 至 {self.high} 之间", param, ctx)
        return number


class NewFolder(click.ParamType[Path]):
    """A folder that is there or can be made."""

    name = "文件夹"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.exists() and not path.is_dir():
            self.fail(f"“{path}”是文件，不是文件夹", param, ctx)
        return path


class NewFile(click.ParamType[Path]):
    """A file to be written, with the suffix that goes with its content."""

    name = "文件"

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.is_dir():
            self.fail(f"“{path}”是文件夹，不是文件", param, ctx)
        if path.suffix.lower() != self.suffix:
            self.fail(f"“{path}”须以 {self.suffix} 结尾", param, ctx)
        return path


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "名称"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.words:
            self.fail(f"没有“{value}”，可用：{'、'.join(self.words)}", param, ctx)
        return value


class ExistingPath(click.ParamType[Path]):
    """A file or folder that exists."""

    name = "路径"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if not path.exists():
            self.fail(f"找不到“{path}”", param, ctx)
        return path


class ExistingFolder(ExistingPath):
    """A folder that exists."""

    name = "文件夹"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = super().convert(value, param, ctx)
        if not path.is_dir():
            self.fail(f"“{path}”是文件，不是文件夹", param, ctx)
        return path


class ExistingFile(ExistingPath):
    """A file that exists."""

    name = "文件"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = super().convert(value, param, ctx)
        if path.is_dir():
            self.fail(f"“{path}”是文件夹，成批处理请用 jxjy run", param, ctx)
        return path


# ---------------------------------------------------------------- errors


def _parameter(error: click.BadParameter) -> str:
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param_hint:
        return "、".join(error.param_hint)
    return error.param.get_error_hint(error.ctx) if error.param is not None and error.ctx is not None else ""


def _reason(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():  # before BadParameter, which it is too
            return f"缺少参数 {_parameter(error)}"
        case click.BadParameter():
            return f"参数 {_parameter(error)} 不能用：{error.message}"
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少内容，或内容不对"
        case _:
            return error.message


def explain(error: click.UsageError) -> str:
    """A usage error in Chinese, with the way to the help page."""
    where = error.ctx.command_path if error.ctx is not None else "jxjy"
    return f"{_reason(error)}\n可运行 {where} --help 查看用法"


def guarded(command: Callable[[], int | None]) -> int:
    """Run a click command (not in its standalone mode) and turn its endings into an exit code and a Chinese line."""
    try:
        return command() or ExitCode.DONE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return ExitCode.USAGE
    except click.UsageError as error:
        click.echo(explain(error), err=True)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断，原有结果没有改动", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of our output (head, less) has left: nothing more to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
