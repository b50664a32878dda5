"""Outcomes → the result workbook, row by row: summary with chart, verdicts, a sheet a reason, the trace, the rules.

Nothing is kept but counts, so that a list of 100,000 people needs no more memory than the list itself. Text of the
list is written as text and never becomes a formula; identity numbers stand as they were given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jxjy.people.reading import PeopleList
from jxjy.sheets import BODY, FORMULA_STARTS, HEAD, cell_text, row_height, styles
from rulesgen.activities import class_name
from rulesgen.decisions import Decision
from rulesgen.export.packing import timeless
from rulesgen.interpret.program import Cited, Program
from rulesgen.interpret.records import UNKNOWN, Floor, Item, Line, Number, Outcome, Person, State, Step
from rulesgen.interpret.trace import notes_told, number_told, shortfall, step_told
from rulesgen.interpret.words import told
from rulesgen.pieces import subject as subject_name

Value = str | int | float | None
Columns = tuple[tuple[str, int], ...]

STATES: tuple[State, ...] = ("met", "short", "unsure")
SHORTFALLS = ("TOTAL_SHORT", "PUBLIC_SHORT", "PRO_SHORT")
REASONS = (
    *SHORTFALLS, "CONFIRM", "OUT_OF_WINDOW", "NO_APPROVAL", "EVIDENCE_MISSING", "BELOW_THRESHOLD", "DAY_CAPPED",
    "STUDY_CAPPED", "YEAR_CAPPED", "LEAD_TOO_SHORT", "AWARDED",
)  # fmt: skip
_STYLED = 5_000
"""Rows up to which text is wrapped; a style for every cell would double the time of a long list."""
MAX_ROWS = 1_048_000
"""Rows of a sheet; Excel holds 1,048,576. A trace that is longer goes on in the next sheet."""

_PERSON: Columns = (("姓名", 12), ("证件号码", 22), ("单位", 26))
_RULE: Columns = (("规则编号", 19), ("规则", 36), ("原文", 50), ("出处", 44), ("提示", 24))
_ITEM: Columns = (
    *_PERSON, ("位置", 20), ("类别", 16), ("科目", 14), ("开始", 12), ("结束", 12), ("填报学时", 10), ("原认定", 10),
    ("现认定", 10), ("说明", 40), *_RULE,
)  # fmt: skip
_SHORT: Columns = (*_PERSON, ("应完成", 10), ("已认定", 10), ("核实后最多", 12), ("差", 8), ("结论", 10), *_RULE)
_TRACE: Columns = (
    *_PERSON[:2], ("位置", 20), ("类别", 16), ("科目", 14), ("开始", 12), ("结束", 12), ("填报学时", 10),
    ("认定学时", 10), ("核实后最多", 12), ("依据", 90),
)  # fmt: skip
_RULES: Columns = (
    ("规则编号", 19),
    ("执行情况", 12),
    ("规则", 40),
    ("数值", 18),
    ("原文", 60),
    ("出处", 44),
    ("说明", 40),
)
_REMARKS: Columns = (("位置", 24), ("问题", 70))
_SUMMARY: Columns = (("项目", 30), ("数值", 16), ("说明", 90))


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked: the list and by which rules; `source` is the list's name, `decisions` what was decided."""

    source: str
    people: PeopleList
    program: Program
    decisions: tuple[Decision, ...]


class ResultBook:
    """The workbook while outcomes come in."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._program = checked.program
        self._book = Workbook(write_only=True)
        for style in styles():
            self._book.add_named_style(style)
        self.states: Counter[State] = Counter()
        self.reasons: Counter[str] = Counter()
        self._summary = _Table(self._book, "汇总", _SUMMARY)
        self._verdicts = _Table(self._book, "结果", self._verdict_columns())
        self._by_reason = {
            reason: _Table(self._book, told("reasons", reason), _SHORT if reason in SHORTFALLS else _ITEM)
            for reason in REASONS
        }
        self._traces = [_Table(self._book, "过程", _TRACE)]

    def add(self, outcome: Outcome) -> None:
        """Write down one outcome."""
        self.states[outcome.state] += 1
        reasons: set[str] = set()
        for floor in outcome.floors:
            if floor.state != "met":
                reason = shortfall(self._program, floor) if floor.state == "short" else "CONFIRM"
                reasons.add(reason)
                self._floor(reason, outcome, floor)
        for line, step in outcome.steps():
            if step.reason != "AWARDED" or step.before != step.after:
                reasons.add(step.reason)
                self._step(outcome.person, line, step)
        for doubt in outcome.person.doubts:
            reasons.add("CONFIRM")
            self._doubt(outcome.person, doubt)
        self.reasons.update(reasons)
        self._verdicts.append(self._verdict(outcome))
        for line in outcome.lines:
            self._trace(outcome.person, line)

    def save(self, path: Path) -> None:
        """Finish the summary and write the workbook. Raises OSError."""
        for reason, table in self._by_reason.items():
            if not self.reasons[reason]:
                self._book.remove(table.sheet)
        self._rules()
        remarks = _Table(self._book, "名单问题", _REMARKS)
        for remark in self._checked.people.remarks:
            remarks.append((remark.place, remark.message))
        self._summarise()
        self._book.save(path)
        path.write_bytes(timeless(path.read_bytes()))

    # ------------------------------------------------------------ rows

    def _verdict_columns(self) -> Columns:
        floors = [
            (f"{subject_name(f.subject)}{part}", 12) for f in self._program.floors for part in ("要求", "认定", "差")
        ]
        return (*_PERSON, ("结论", 10), *floors, ("原因", 60), ("位置", 20))

    def _verdict(self, outcome: Outcome) -> Iterator[Value]:
        yield from _named(outcome.person)
        yield told("states", outcome.state)
        for floor in outcome.floors:
            yield from (_number(floor.needed), _number(floor.low), _number(floor.short))
        yield _why(outcome)
        yield outcome.person.place

    def _floor(self, reason: str, outcome: Outcome, floor: Floor) -> None:
        rule = self._program.rules[floor.rule]
        if reason == "CONFIRM":
            detail = f"{rule.text}，已认定{number_told(floor.low)}学时，待核实后最多{number_told(floor.high)}学时"
            row = (*_named(outcome.person), outcome.person.place, "", subject_name(floor.subject), *[None] * 5, detail)
            self._by_reason[reason].append((*row, *_cited(rule)))
            return
        numbers = (floor.needed, floor.low, floor.high, floor.short)
        named, state = _named(outcome.person), told("states", floor.state)
        self._by_reason[reason].append((*named, *map(_number, numbers), state, *_cited(rule)))

    def _step(self, person: Person, line: Line | None, step: Step) -> None:
        item = line.item if line else Item(person.place)
        subject = line.subject if line else None
        hours = (_number(item.hours), _number(step.before), _number(step.after))
        row = (
            *_named(person),
            *_what(item),
            subject_name(subject) if subject else "",
            *_days(item),
            *hours,
            step.detail,
        )
        self._by_reason[step.reason].append((*row, *_cited(self._program.rules.get(step.rule))))

    def _doubt(self, person: Person, doubt: str) -> None:
        row = (*_named(person), person.place, *[None] * 7, doubt)
        self._by_reason["CONFIRM"].append((*row, *_cited(None)))

    def _trace(self, person: Person, line: Line) -> None:
        if self._traces[-1].rows >= MAX_ROWS:
            self._traces.append(_Table(self._book, f"过程{len(self._traces) + 1}", _TRACE))
        item = line.item
        why = "\n".join(step_told(self._program, step) for step in line.steps) or "按填报学时认定"
        subject = subject_name(line.subject) if line.subject else ""
        hours = (_number(item.hours), _number(line.low), _number(line.high))
        self._traces[-1].append((person.name, person.id, *_what(item), subject, *_days(item), *hours, why))

    def _rules(self) -> None:
        table = _Table(self._book, "规则", _RULES)
        for rule in self._program.runs():
            table.append((rule.id, "已执行", rule.text, rule.value, *_words(rule), notes_told(rule)))
        for idle in self._program.idle:
            table.append((idle.rule.id, "未执行", idle.rule.text, idle.rule.value, *_words(idle.rule), idle.reason))
        for decision in self._checked.decisions:
            table.append((decision.id, "决定", decision.answer, "", "", decision.question, decision.told))

    # ------------------------------------------------------------ summary

    def _summarise(self) -> None:
        table, checked = self._summary, self._checked
        table.append(("地区和年度", "", f"{self._program.name}{self._program.year}年度"))
        table.append(("名单", sum(self.states.values()), checked.source))
        first = table.rows + 1
        for state in STATES:
            table.append((told("states", state), self.states[state], _STATE_TOLD[state]))
        last = table.rows
        found = [r for r in REASONS if self.reasons[r]]
        for reason in found:
            table.append((told("reasons", reason), self.reasons[reason], "涉及人数，明细见同名工作表"))
        for note in self._program.notes:
            table.append(("规则提示", "", note))
        for gap in unchecked(checked):
            table.append(("未核对事项", "", gap))
        if checked.people.remarks:
            table.append(("名单问题", len(checked.people.remarks), "明细见“名单问题”工作表"))
        idle = len(self._program.idle)
        table.append(("未执行的规则", idle, "须由人工掌握，理由见“规则”工作表"))
        pie = PieChart()
        pie.title = "核对结论"
        pie.add_data(Reference(table.sheet, min_col=2, min_row=first, max_row=last))
        pie.set_categories(Reference(table.sheet, min_col=1, min_row=first, max_row=last))
        pie.series[0].data_points = [_slice(i, _COLOURS[state]) for i, state in enumerate(STATES)]
        pie.dataLabels = DataLabelList(showVal=True, showPercent=True, showCatName=False, showSerName=False)
        pie.height, pie.width = 8, 13
        table.sheet.add_chart(pie, f"A{table.rows + 3}")
        if found:
            bars = BarChart()
            bars.type, bars.title, bars.legend = "bar", "原因（人数）", None
            bars.add_data(Reference(table.sheet, min_col=2, min_row=last + 1, max_row=last + len(found)))
            bars.set_categories(Reference(table.sheet, min_col=1, min_row=last + 1, max_row=last + len(found)))
            bars.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False)
            bars.x_axis.delete = bars.y_axis.delete = False
            bars.height, bars.width = 8, 17
            table.sheet.add_chart(bars, f"C{table.rows + 3}")


_COLOURS: dict[State, str] = {"met": "4E9A5B", "short": "C0504D", "unsure": "E0A030"}


def _slice(index: int, colour: str) -> DataPoint:
    point = DataPoint(idx=index)
    point.graphicalProperties.solidFill = colour
    return point


_STATE_TOLD: dict[State, str] = {
    "met": "各项学时均已达到要求",
    "short": "至少一项学时达不到要求，差额见“结果”",
    "unsure": "名单或规则中有待确认之处，确认前不能下结论",
}


def unchecked(checked: Checked) -> Iterator[str]:
    """What could not be checked because the list has no column for it."""
    columns, program = checked.people.columns, checked.program
    if program.windows and "date" not in checked.people.known:
        yield "名单没有学习日期，学习起止时间未核对"
    for idle in program.idle:
        if idle.rule.kind in ("min_sum", "channel_required") and idle.rule.code:
            yield f"规则{idle.rule.id}“{idle.rule.text}”未核对：{idle.reason}"
    if any(cap for cap in program.caps) and "class" not in columns:
        yield "名单没有学习类别，各类别的学时上限和认定标准未核对"
    if any(c.needs == "approval" for c in program.conditions) and "approval" not in columns:
        yield "名单没有备案情况，培训是否经备案未核对"
    if any(c.needs == "evidence" for c in program.conditions) and "evidence" not in columns:
        yield "名单没有证明材料情况，是否有证明未核对"


# ---------------------------------------------------------------- cells


class _Table:
    """A sheet that is written row by row; its heading appears with the first row or at once."""

    def __init__(self, book: Workbook, title: str, columns: Columns) -> None:
        # a write-only sheet has these parts of a worksheet too, which the type stubs do not say
        self.sheet = cast(Worksheet, book.create_sheet(title))
        self.rows = 0
        self._columns = columns
        for number, (_, width) in enumerate(columns, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        self.sheet.freeze_panes = "A2"
        self.sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0  # as many pages as it takes, one page wide
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def append(self, row: Iterator[Value] | Sequence[Value]) -> None:
        """Write a row."""
        if not self.rows:
            self.sheet.append([self._styled(name, HEAD) for name, _ in self._columns])
            self.rows = 1
        values = tuple(row)
        self.rows += 1
        if self.rows <= _STYLED:
            shown = tuple(None if isinstance(value, float) else value for value in values)
            self.sheet.row_dimensions[self.rows].height = row_height(shown, self._columns)
        self.sheet.append([self._cell(value) for value in values])

    def _cell(self, value: Value) -> Cell | Value:
        """Text as text whatever it begins with; in a long sheet only what needs a style has one."""
        if not isinstance(value, str):
            return self._styled(value, BODY) if value is not None and self.rows <= _STYLED else value
        if not value:
            return None
        if value.startswith(FORMULA_STARTS):
            cell = self._styled(cell_text(value), BODY)
            cell.data_type, cell.quotePrefix = "s", True
            return cell
        return self._styled(cell_text(value), BODY) if self.rows <= _STYLED else cell_text(value)

    def _styled(self, value: Value, style: str) -> Cell:
        cell = WriteOnlyCell(self.sheet, value)
        cell.style = style
        return cell


def _named(person: Person) -> tuple[str, str, str]:
    return person.name, person.id, person.unit


def _what(item: Item) -> tuple[str, str]:
    return item.place, "（未识别）" if item.class_ == UNKNOWN else class_name(item.class_)


def _days(item: Item) -> tuple[str, str]:
    span = item.span
    return (span[0].isoformat(), span[1].isoformat()) if span else ("", "")


def _number(number: Number | None) -> Value:
    """A number as a cell holds it."""
    return number if number is None or isinstance(number, int) else float(number)


def _cited(rule: Cited | None) -> tuple[str, ...]:
    if rule is None:
        return ("", "", "", "", "")
    return (rule.id, rule.text, *_words(rule), "；".join(rule.notes))


def _words(rule: Cited) -> tuple[str, str]:
    return "……".join(" ".join(q.split()) for q in rule.quotes), rule.source


def _why(outcome: Outcome) -> str:
    """Why a verdict is what it is, in one line."""
    short = [f"{subject_name(f.subject)}差{number_told(f.short)}学时" for f in outcome.floors if f.state == "short"] + [
        f"{subject_name(f.subject)}待核实" for f in outcome.floors if f.state == "unsure"
    ]
    counts = Counter(
        told("reasons", s.reason) for _, s in outcome.steps() if s.before != s.after or s.reason == "CONFIRM"
    )
    return "；".join([*short, *(f"{title}{n}项" for title, n in counts.items()), *outcome.person.doubts])
