"""FormSpec → a blank Word form to fill in: every field a content control whose tag is the field's key.

Typed controls (date pickers, drop-downs, tick boxes, rows that repeat) leave little to mistype, and the tags tell the
reader which entry is which. Fields that share a label stand in one cell, as on paper forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from forms import wml
from forms.blank_controls import SIZE, choices, control, repeating, tick_box
from forms.spec import FieldSpec, FormSpec, RowGroup

BLANK_ROWS = 6
"""Rows of a repeating group; Word adds more with the + sign at their end."""

SHORT = frozenset(
    ("date", "number", "count", "headcount", "phone", "email", "yes_no", "choice", "money_wan", "uscc", "person")
)
SHORT_TEXT = 4
"""Characters of a label whose entry is a name or a word."""

LONG_ENTRIES = ("内容", "计划", "简介", "理由", "要求", "描述", "事项", "地点", "对象", "师资", "地址", "单位", "时间")
"""Ends of short labels whose entry is long all the same."""

WRITING = ("内容", "计划", "简介", "理由", "要求", "描述", "事项", "范围", "师资")
"""Ends of labels whose entry is a piece of writing, and its cell tall."""

BEFORE = {"range_end": " 至 ", "range_days": "，共 ", "person": "联系人：", "phones": "　电话：", "email": "　邮箱："}
"""What is printed before a field that shares its cell with others."""

READ_FROM_TEXT = frozenset(
    (
        "headcount",
        "urls",
        "hours_professional",
        "hours_required",
        "hours_elective",
        "range_start",
        "range_end",
        "range_days",
    )
)
"""Read from the text of another field in the same cell, and without a control of its own where there is one."""

_LABEL = wml.face(SIZE, "黑体")
_TEXT = wml.face(SIZE)
_PAIRS = (1900, 2613, 1900, 2613)
"""Widths of label, entry, label, entry."""


def blank(spec: FormSpec, jurisdiction: str, year: int) -> bytes:
    """A blank form of a kind for a jurisdiction (聊城市; "" for none) and year, the same bytes every time."""
    return wml.zipped(wml.parts(_Pen(spec).body(jurisdiction, year)))


def grouped(fields: Sequence[FieldSpec]) -> list[list[FieldSpec]]:
    """Fields that stand in one cell: those with the same first label. What is in no record is on no form."""
    groups: dict[str, list[FieldSpec]] = {}
    for field in fields:
        if not field.recorded:
            continue
        groups.setdefault(field.labels[0] if field.labels else field.key, []).append(field)
    return list(groups.values())


class _Pen:
    """Writes one blank form; `numbers` gives every control an id of its own."""

    def __init__(self, spec: FormSpec) -> None:
        self.spec = spec
        self.numbers = count(1001)

    def body(self, jurisdiction: str, year: int) -> str:
        """The whole form."""
        made = [self._title(jurisdiction, year), self._fields()]
        if self.spec.rows:  # a kind with several groups has them as alternatives (a person's log, a roster)
            made += [wml.paragraph("", wml.spacing()), self._rows(self.spec.rows[0])]
        return "".join(made) + self._foot()

    def _title(self, jurisdiction: str, year: int) -> str:
        """The title; the year is a control where the form has a field for it."""
        name = self.spec.zh.removeprefix("年度")
        field = next((f for f in self.spec.fields if f.type == "year"), None)
        dated = self.spec.zh != name or any(check.check == "year" for check in self.spec.checks)
        if field is not None:
            runs = wml.run(jurisdiction) + control(field, next(self.numbers), str(year)) + wml.run(f"年度{name}")
        else:
            runs = wml.run(f"{jurisdiction}{year}年度{name}" if dated else f"{jurisdiction}{name}")
        return wml.paragraph(runs, '<w:pStyle w:val="FormTitle"/>')

    def _fields(self) -> str:
        """The table of labels and entries: two pairs in a row where they are short."""
        rows: list[str] = []
        pending: list[list[FieldSpec]] = []
        for group in grouped(self.spec.fields):
            if all(field.type in ("year", "stamp") for field in group):
                continue  # in the title, and below the table
            if not _is_short(group):
                rows += [self._row(pending)] if pending else []
                rows.append(self._row([group]))
                pending = []
            else:
                pending.append(group)
                if len(pending) == 2:
                    rows.append(self._row(pending))
                    pending = []
        rows += [self._row(pending)] if pending else []
        return wml.table(rows, _PAIRS)

    def _row(self, groups: Sequence[Sequence[FieldSpec]]) -> str:
        if len(groups) == 2:
            pairs = [(self._label(g[0]), self._entry(g)) for g in groups]
            return wml.row(wml.cell(part, width) for part, width in zip(sum(pairs, ()), _PAIRS, strict=True))
        entry = self._entry(groups[0])
        tall = groups[0][0].type == "text" and groups[0][0].zh.endswith(WRITING)
        height = '<w:trHeight w:val="1100"/>' if tall else ""
        return wml.row([wml.cell(self._label(groups[0][0]), _PAIRS[0]), wml.cell(entry, sum(_PAIRS[1:]), 3)], height)

    def _rows(self, group: RowGroup) -> str:
        """A repeating group: its name, a header of columns, rows of controls."""
        columns = grouped(group.columns)
        widths = _widths(columns)
        name = wml.paragraph(wml.run(group.zh, _LABEL), wml.CENTER)
        head = wml.row((wml.cell(self._label(c[0]), w) for c, w in zip(columns, widths, strict=True)), "<w:tblHeader/>")
        rows = [
            wml.row(wml.cell(self._entry(c), w) for c, w in zip(columns, widths, strict=True))
            for _ in range(BLANK_ROWS)
        ]
        items = [next(self.numbers) for _ in rows]
        section = repeating(rows, group.zh, next(self.numbers), items)
        return wml.table([wml.row([wml.cell(name, sum(widths), len(widths))]), head, section], widths)

    def _foot(self) -> str:
        """The line for the seal, where no entry of the table has it."""
        stamp = next((f for f in self.spec.fields if f.type == "stamp"), None)
        if stamp is None or any(f is not stamp and f.labels[:1] == stamp.labels[:1] for f in self.spec.fields):
            return wml.paragraph("")
        label = next((label for label in stamp.labels if label.startswith("单位")), "单位（盖章）")
        return wml.paragraph(wml.run(f"{label}：", _TEXT), wml.spacing(240))

    def _label(self, field: FieldSpec) -> str:
        return wml.paragraph(wml.run(field.labels[0] if field.labels else field.zh, _LABEL), wml.CENTER)

    def _entry(self, group: Sequence[FieldSpec]) -> str:
        """The paragraphs of one cell."""
        if group[0].type == "opinion":
            return self._opinion(group)
        runs = "".join(self._control(field, group) for field in _entered(group))
        return wml.paragraph(runs)

    def _control(self, field: FieldSpec, group: Sequence[FieldSpec]) -> str:
        if field.type == "choices":
            return self._boxes(field, next((f for f in group if f.type == "choice_other"), None))
        before = wml.run(BEFORE.get(field.type, ""), _TEXT) if len(group) > 1 else ""
        after = wml.run(" 天", _TEXT) if field.type == "range_days" and len(group) > 1 else ""
        return before + control(field, next(self.numbers)) + after

    def _boxes(self, field: FieldSpec, other: FieldSpec | None) -> str:
        boxes = "　".join(f"\0{choice}" for choice in field.choices).split("\0")[1:]
        made = "".join(
            tick_box(choice, next(self.numbers)) + wml.run(shown, _TEXT)
            for choice, shown in zip(field.choices, boxes, strict=True)
        )
        if other is not None:
            made += wml.run("：", _TEXT) + control(other, next(self.numbers))
        return choices(field, made, next(self.numbers))

    def _opinion(self, group: Sequence[FieldSpec]) -> str:
        """An opinion, the seal and the date below it."""
        made = wml.paragraph(control(group[0], next(self.numbers)), wml.spacing(60, 480))
        for field in sorted(group[1:], key=lambda f: f.type == "date"):
            if field.type == "stamp":
                made += wml.paragraph(wml.run("单位盖章", _TEXT), wml.RIGHT)
            else:
                made += wml.paragraph(control(field, next(self.numbers)), wml.RIGHT)
        return made


def _entered(group: Sequence[FieldSpec]) -> Iterator[FieldSpec]:
    """The fields of a cell that have a control of their own."""
    has_text = any(field.type == "text" for field in group)
    for field in group:
        if field.type not in ("stamp", "choice_other") and not (has_text and field.type in READ_FROM_TEXT):
            yield field


def _is_short(group: Sequence[FieldSpec]) -> bool:
    field = group[0]
    words = field.type == "text" and len(field.zh) <= SHORT_TEXT and not field.zh.endswith(LONG_ENTRIES)
    return len(group) == 1 and (words or field.type in SHORT)


def _widths(columns: Sequence[Sequence[FieldSpec]]) -> list[int]:
    """Columns as wide as their entries need: figures take half of what words take, ranges of days twice that."""
    shares = [2 if len(c) > 1 else 1 if c[0].type in ("number", "count") or c[0].zh == "序号" else 2 for c in columns]
    return [wml.TEXT_WIDTH * share // sum(shares) for share in shares]
