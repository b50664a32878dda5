"""The options by which forms are judged, the same for every command that reads forms: year, day of receipt, rules."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeVar

import click

from jxjy.console import ExistingPath, WholeNumber

_Function = TypeVar("_Function", bound=Callable[..., int])


class Day(click.ParamType[dt.date]):
    """A day of the calendar, YYYY-MM-DD."""

    name = "日期"

    def convert(self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            year, month, day = map(int, re.split(r"[-./年月]", value.rstrip("日")))
            return dt.date(year, month, day)
        except ValueError:
            self.fail(f"“{value}”不是日期，应写成 2026-06-01", param, ctx)


def filing_options(command: _Function) -> _Function:
    """--year, --received and --rules."""
    for option in (
        click.option(
            "--rules", metavar="文件夹", type=ExistingPath(), help="填报表按哪里的规则文件核对，默认按自带规则"
        ),
        click.option(
            "--received", metavar="日期", type=Day(), help="收到填报表的日期，提前量由此算起；不写则按表上的填表日期"
        ),
        click.option("--year", metavar="年度", type=WholeNumber(2000, 2100), help="填报表的申报年度，默认为今年"),
    ):
        command = option(command)
    return command
