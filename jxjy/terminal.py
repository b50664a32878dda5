"""Outcomes → tables on the terminal: one file's facts, each with clause and sentence, then its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from jxjy import form_terminal, views, wording
from jxjy.outcome import FormOutcome, NoticeOutcome
from normalize.record import Finding, NoticeRecord

STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


Sort = Callable[[Iterable[Finding], Mapping[str, str]], views.Remarks]


def show(outcome: NoticeOutcome | FormOutcome) -> None:
    """One outcome; of the notes on the text only the number is told."""
    _print(outcome, views.remarks)


def show_all(outcome: NoticeOutcome | FormOutcome) -> None:
    """One outcome with nothing folded away."""
    _print(outcome, views.remarks_unfolded)


def _print(outcome: NoticeOutcome | FormOutcome, sort: Sort) -> None:
    console = Console(highlight=False)
    match outcome:
        case NoticeOutcome(record=record):
            console.print(_head(record))
            for section in views.sections(record):
                console.print(_facts(section))
            console.print(_findings(sort(record.findings, {})))
        case FormOutcome(records=records):
            for form in records:
                form_terminal.show(console, form)


def _plain(text: str) -> Text:
    """Text as it is: no markup, nothing hidden, no escape sequence of a hostile file."""
    return Text(wording.visible(text))


def _head(record: NoticeRecord) -> Panel:
    table = Table.grid(padding=(0, 2))
    for item in views.header(record):
        table.add_row(Text(item.label, style="dim"), _plain(item.value))
    return Panel(table, title=_plain(record.source.file), title_align="left", box=box.ROUNDED)


def _facts(section: views.Section) -> Table:
    table = Table(
        title=f"{section.title}（{len(section.facts)}）", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD,
        expand=True,
    )  # fmt: skip
    for name, ratio in (("事项", 2), ("内容", 4), ("位置", 2), ("原文", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for fact in section.facts:
        table.add_row(_plain(fact.label), _value(fact), *_source(fact.quote))
    return table


def _value(fact: views.FactView) -> Text:
    value = _plain(fact.value)
    if fact.doubt and fact.doubt != fact.value:
        value.append(f" [{fact.doubt}]", style="yellow")
    for note in fact.notes:
        value.append(f"\n{wording.visible(note)}", style="dim")
    return value


def _source(quote: views.Quote | None) -> tuple[Text, Text]:
    if quote is None:
        return Text(), Text()
    return _plain("\n".join(filter(None, (quote.clause, quote.place)))), _plain(quote.text)


def _findings(findings: views.Remarks) -> RenderableType:
    lines: list[RenderableType] = [Text("发现", style="bold")]
    shown = (*findings.errors, *findings.warnings, *findings.infos)
    for item in shown:
        lines.extend(_remark(item))
    if findings.text:
        lines.append(Text(f"另有文字与编号质量 {len(findings.text)} 条，加 --all 可全部显示", style="dim"))
    if not shown and not findings.text:
        lines.append(Text("没有发现问题"))
    return Group(*lines)


def _remark(item: views.Remark) -> Iterator[Text]:
    line = Text.assemble((f"{item.severity_zh} ", STYLES[item.severity]), wording.visible(item.message))
    if item.judgment:
        line.append("（需人工判断）", style="yellow")
    yield line.append(f"  {item.code}", style="dim")
    for quote in item.quotes:
        where = " ".join(filter(None, (quote.clause, quote.place)))
        yield Text(f"     {wording.visible(' '.join(quote.text.split()))}  {where}", style="dim")
