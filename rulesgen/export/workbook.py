"""RuleSet → XLSX: parameters, rules, questions and citations, a sheet each, every number beside its sentence."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from rulesgen.export.packing import timeless
from rulesgen.model import Parameter, RuleSet
from rulesgen.pieces import shown, window_shown

_HEAD = PatternFill("solid", fgColor="1F4E8C")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_Sheet = tuple[str, tuple[tuple[str, int], ...], Iterator[Sequence[str | int | None]]]


def workbook(ruleset: RuleSet) -> bytes:
    """The workbook; the same rule set gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, columns, rows in _sheets(ruleset):
        sheet = book.create_sheet(title)
        for number, (name, width) in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
            head = sheet.cell(1, number, name)
            head.font, head.fill = Font(bold=True, color="FFFFFF"), _HEAD
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column)
                assert isinstance(cell, Cell)  # nothing is merged here
                _fill(cell, value)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    buffer = io.BytesIO()
    book.save(buffer)
    return timeless(buffer.getvalue())


def _sheets(ruleset: RuleSet) -> Iterator[_Sheet]:
    quote = (("原句", 60), ("条款", 16), ("页码", 8))
    yield "数值", (("名称", 30), ("数值", 40), ("单位", 14), ("状态", 10), ("参数", 34), *quote), _parameters(ruleset)
    yield (
        "规则",
        (("编号", 20), ("种类", 22), ("内容", 60), ("参数", 34), ("执行", 26), ("状态", 10), ("理由", 40), *quote),
        _rules(ruleset),
    )
    yield "待确认事项", (("编号", 8), ("事项", 70), ("所涉规则", 40), ("答复", 30)), _questions(ruleset)


def _parameters(ruleset: RuleSet) -> Iterator[Sequence[str | int | None]]:
    for name, parameter in ruleset.parameters.items():
        for dated in parameter.values.values():
            value = "前后不一" if dated.candidates else _shown(parameter, dated.value)
            yield parameter.name, value, parameter.unit, dated.status, name, *_quoted(ruleset, dated.cite)


def _shown(parameter: Parameter, value: object) -> str | int:
    if parameter.direction == "window" and isinstance(value, tuple):
        return window_shown(value)
    if isinstance(value, int):
        return value
    return shown(value) if isinstance(value, str | tuple | dict) else "不可读"


def _rules(ruleset: RuleSet) -> Iterator[Sequence[str | int | None]]:
    for rule in ruleset.rules:
        cite = rule.cite
        if rule.param:
            cite = (*(c for v in ruleset.parameters[rule.param].values.values() for c in v.cite), *cite)
        state = "执行" if rule.state == "active" else "暂停"
        yield (
            rule.id, rule.kind, rule.text, rule.param, rule.executability, state, rule.reason, *_quoted(ruleset, cite),
        )  # fmt: skip


def _questions(ruleset: RuleSet) -> Iterator[Sequence[str | int | None]]:
    for question in ruleset.questions:
        yield question.id, question.text, "、".join(question.rules), question.answer


def _quoted(ruleset: RuleSet, cite: Sequence[str]) -> tuple[str, str, str]:
    found = [ruleset.citations[c] for c in dict.fromkeys(cite)]
    pages = dict.fromkeys(str(c.page) for c in found if c.page)
    return (
        "\n".join(dict.fromkeys(" ".join(c.exact.split()) for c in found)),
        "、".join(dict.fromkeys(" ".join(c.clause) for c in found)),
        "、".join(pages),
    )


def _fill(cell: Cell, value: str | int | None) -> None:
    """Text as text, even where it begins like a formula."""
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)
    else:
        cell.value = value
