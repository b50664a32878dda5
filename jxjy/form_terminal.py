"""FilingRecords → tables on the terminal: verdict and basis, fields with their places, rows, findings."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from forms.record import FilingRecord, FormFinding
from jxjy import form_views, wording

_VERDICTS = {"accepted": "bold green", "needs_review": "bold yellow", "returned": "bold red"}
_SEVERITIES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def show(console: Console, record: FilingRecord) -> None:
    """One form."""
    for piece in _pieces(record):
        console.print(piece)


def _pieces(record: FilingRecord) -> Iterator[RenderableType]:
    yield _head(record)
    if not record.blank:
        yield _fields(record)
        rows = form_views.rows(record)
        if rows is not None:
            yield _rows(rows)
    yield Text("发现", style="bold")
    if not record.findings:
        yield Text("没有发现问题")
    for finding in sorted(record.findings, key=lambda f: wording.SEVERITIES.index(f.severity)):
        yield _finding(finding)


def _plain(text: str) -> Text:
    """Text as it is: no markup, nothing hidden."""
    return Text(wording.visible(text))


def _head(record: FilingRecord) -> Panel:
    table = Table.grid(padding=(0, 2))
    for label, value in form_views.head(record):
        style = _VERDICTS[record.status] if label == "结论" else ""
        table.add_row(Text(label, style="dim"), Text(wording.visible(value), style=style))
    title = f"{record.source.file}：{record.title}"
    return Panel(table, title=_plain(title), title_align="left", box=box.ROUNDED)


def _fields(record: FilingRecord) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    for name, ratio in (("栏目", 3), ("内容", 6), ("位置", 2)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for view in form_views.fields(record):
        table.add_row(
            _plain(view.label), Text(wording.visible(view.value), style="dim" if view.empty else ""), view.place
        )
    return table


def _rows(view: form_views.RowsView) -> Table:
    table = Table(title=view.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=True)
    for name in view.heads:
        table.add_column(name, overflow="fold")
    for row in view.rows:
        table.add_row(*map(_plain, row))
    return table


def _finding(finding: FormFinding) -> Text:
    severity = wording.label("severity", finding.severity)
    line = Text.assemble((f"{severity} ", _SEVERITIES[finding.severity]), wording.visible(finding.message))
    where = "、".join(dict.fromkeys(filter(None, (wording.place(e) for e in finding.evidence[:3]))))
    if where:
        line.append(f"  {where}", style="dim")
    return line.append(f"  {finding.code}", style="dim")
