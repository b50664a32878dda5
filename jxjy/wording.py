"""Facts → plain Chinese phrases, the same in the report, the workbook, the calendar and the terminal."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from ingest.yaml_loader import YamlLoader
from normalize.record import DateFact, Evidence, NoticeRecord, PlaceRecord, Quota, Relative

UNREADABLE = "无法辨认"
INFERRED = "推断"
TEXT_FAMILIES = ("TXT_", "STR_")
"""Findings on the text itself; reports fold them away unless they are errors."""

SEVERITIES = ("error", "warning", "info")


@cache
def _labels() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.load(
        files("jxjy").joinpath("data/labels.yaml").read_bytes(), Loader=YamlLoader
    )
    return loaded


def label(group: str, key: str | None) -> str:
    """The Chinese word for a value of a closed set; an open one (a media type not listed) is shown as it is."""
    return "" if key is None else _labels()[group].get(key, key)


def number(value: Decimal | None) -> str:
    """A figure without trailing zeros: 30, 0.5."""
    if value is None:
        return ""
    return str(int(value)) if value == value.to_integral_value() else str(value.normalize())


def day(value: dt.date) -> str:
    """2026年6月5日."""
    return f"{value.year}年{value.month}月{value.day}日"


def quota(fact: Quota) -> str:
    """每年不少于 30 学时."""
    if fact.amount is None:
        return UNREADABLE
    verb = label("comparator", fact.comparator) or ("计" if fact.kind == "credit" else "")
    period = "" if fact.kind == "credit" and fact.period == "item" else label("period", fact.period)
    return f"{period}{verb} {number(fact.amount)} {fact.unit}".strip()


def date(fact: DateFact) -> str:
    """A window, a deadline or a lead time."""
    if fact.relative is not None:
        return relative(fact.relative)
    if fact.start is not None and fact.end is not None:
        return day(fact.start) if fact.start == fact.end else f"{day(fact.start)}至{day(fact.end)}"
    if fact.end is not None:
        return f"截至{day(fact.end)}"
    return f"自{day(fact.start)}起" if fact.start is not None else "未写明日期"


def relative(value: Relative) -> str:
    """开展培训活动前 5 个工作日."""
    length = f" {value.amount} {label('relative_unit', value.unit)}" if value.amount is not None else "（未写明时长）"
    return f"{value.anchor}{label('direction', value.direction)}{length}"


def clause(path: tuple[str, ...]) -> str:
    """二（一）1; 附件1·2."""
    joined = ""
    for step in path:
        between = "·" if joined[-1:].isalnum() and step[:1].isalnum() else ""
        joined += between + step
    return joined


def place(evidence: Evidence) -> str:
    """Where a passage stands, in words: 第3页; 第3—4页; 表1第3行第2格; 第12行."""
    pages = [p.page for p in evidence.places if p.page is not None]
    if pages:
        first, last = min(pages), max(pages)
        return f"第{first}页" if first == last else f"第{first}—{last}页"
    return _part_place(evidence.places[0]) if evidence.places else ""


def spot(place: PlaceRecord) -> str:
    """Where one place is, in words."""
    return f"第{place.page}页" if place.page is not None else _part_place(place)


_PART_NAMES = (
    ("header", "页眉"),
    ("footer", "页脚"),
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("comments", "批注"),
)
_TABLE_PATH = re.compile(r"tbl\[(\d+)\]/tr\[(\d+)\]/tc\[(\d+)\]")
_PARAGRAPH_PATH = re.compile(r"p\[(\d+)\]")


def _part_place(spot: PlaceRecord) -> str:
    if spot.line is not None:
        return f"第{spot.line}行"
    path, part = spot.path or "", spot.part or ""
    if path.startswith("/") and not part:
        return "网页正文"
    where = next((chinese for name, chinese in _PART_NAMES if name in part), "")
    if cell := _TABLE_PATH.search(path):
        table, row, column = (int(n) + 1 for n in cell.groups())
        return f"{where}表{table}第{row}行第{column}格"
    if paragraph := _PARAGRAPH_PATH.search(path):
        return f"{where}第{int(paragraph[1]) + 1}段"
    return where


def notice(record: NoticeRecord) -> str:
    """The short name of a notice: 聊城市 2026年度; its file's name where neither can be told."""
    if record.jurisdiction is None:
        return record.source.file
    return f"{record.jurisdiction.name} {record.year}年度" if record.year is not None else record.jurisdiction.name


def visible(text: str) -> str:
    """Text in which nothing is hidden: control and direction marks, which can disguise a line, become �."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if _hidden(character) else character for character in text)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\n\t\u200b\ufeff\u00ad"
