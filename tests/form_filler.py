"""Fills a blank form made by this program as a person would in Word: into its content controls, rows repeated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from forms.record import Value
from forms.word_file import WordFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def fill(blank: bytes, fields: Mapping[str, Value], rows: Sequence[Mapping[str, Value]] = ()) -> bytes:
    """The form with these values typed, ticked and chosen; what is None stays a prompt."""
    word = WordFile(blank)
    document = word.document()
    items = [e for e in document.iter(f"{_W}sdt") if e.find(f"{_W}sdtPr/{_W15}repeatingSectionItem") is not None]
    while len(items) < len(rows):  # the + sign at the end of the rows
        items[-1].addnext(deepcopy(items[-1]))
        items.append(items[-1].getnext())
    inside = {control for item in items for control in item.iter(f"{_W}sdt")}
    for control in [c for c in document.iter(f"{_W}sdt") if c not in inside]:
        _enter(control, fields)
    for item, row in zip(items, rows, strict=False):
        for control in list(item.iter(f"{_W}sdt")):
            _enter(control, row)
    return word.save()


def _enter(control: etree._Element, values: Mapping[str, Value]) -> None:
    properties = control.find(f"{_W}sdtPr")
    tag = properties.find(f"{_W}tag") if properties is not None else None
    value = values.get(tag.get(f"{_W}val", "")) if tag is not None else None
    if properties is None or value is None:
        return
    if control.find(f".//{_W}sdtContent//{_W14}checkbox") is not None:  # around boxes: they are ticked one by one
        for inner in control.iter(f"{_W}sdt"):
            _tick(inner, value)
        return
    for prompt in properties.findall(f"{_W}showingPlcHdr"):
        properties.remove(prompt)
    _show(control, typed(value))


def _tick(control: etree._Element, value: Value) -> None:
    box = control.find(f"{_W}sdtPr/{_W14}checkbox/{_W14}checked")
    title = control.find(f"{_W}sdtPr/{_W}alias")
    if box is not None and title is not None:
        ticked = isinstance(value, tuple) and title.get(f"{_W}val") in value
        box.set(f"{_W14}val", str(int(ticked)))
        _show(control, "☑" if ticked else "☐")


def _show(control: etree._Element, text: str) -> None:
    content = control.find(f"{_W}sdtContent")
    words = next(content.iter(f"{_W}t")) if content is not None else None
    assert words is not None
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def typed(value: Value) -> str:
    """A value as the control shows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "，".join(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        day = dt.date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    return str(value)
