"""Lines of a course plan written out as text → rows: 第一期（7月6日至10日）：设施蔬菜生产技术，40学时。

A line without hours and without time is prose and makes no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from forms.entries import Entry
from forms.layout import Slot

_ORDINAL = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]+[期班批次讲节门]|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d))\s*[、:：]?\s*"
)
_HOURS = re.compile(r"[（(]?\s*(?:共|计)?\s*(\d+(?:\.\d+)?)\s*(?:个)?(?:学时|课时)\s*[)）]?")
_DAY = r"(?:\d{4}\s*[年./-]\s*)?\d{1,2}\s*[月./]\s*\d{1,2}\s*日?"
_TIME = re.compile(rf"{_DAY}(?:\s*(?:至|到|[-—–~～－]+)\s*(?:{_DAY}|\d{{1,2}}\s*日?))?")
_LECTURER = re.compile(r"(?:主讲|主讲人|授课|授课教师|授课人|讲师|教师|师资)[:：]\s*([^，,；;。（()）\s]{2,20})")
_LECTURES = re.compile(r"[（(]\s*([\u4e00-\u9fff]{2,4})\s*(?:老师|教授)?\s*(?:主讲|授课|讲授)\s*[)）]")
_NEXT = re.compile(r"(?<=[；;])|(?<=。)(?=\s*(?:第[一二三四五六七八九十\d]+[期班批次讲节]|\d{1,2}[.、．]))")
_EDGE = " \t\u3000，,；;。、:：（）()"


def course_rows(entry: Entry) -> Iterator[Mapping[str, Slot]]:
    """The rows that the lines of an entry make, by column: topic, hours, lecturer, time."""
    start = 0
    for line in entry.text.split("\n"):
        for piece in _NEXT.split(line):
            cells = dict(_cells(piece, entry, start))
            if "topic" in cells and len(cells) > 1:
                yield cells
            start += len(piece)
        start += 1


def _cells(line: str, entry: Entry, start: int) -> Iterator[tuple[str, Slot]]:
    ordinal = _ORDINAL.match(line)
    rest = line[ordinal.end() :] if ordinal else line
    told: set[str] = set()
    for key, pattern, group in (
        ("hours", _HOURS, 1),
        ("time", _TIME, 0),
        ("lecturer", _LECTURER, 1),
        ("lecturer", _LECTURES, 1),
    ):
        found = pattern.search(rest) if key not in told else None
        if found is not None:
            told.add(key)
            yield key, _slot(found[group], entry, start, line)
            rest = f"{rest[: found.start()]}，{rest[found.end() :]}"
    topic = next((piece for piece in re.split(r"[，,；;。（()）：:]", rest) if piece.strip(_EDGE)), "").strip(_EDGE)
    if topic:
        yield "topic", _slot(topic, entry, start, line)


def _slot(text: str, entry: Entry, start: int, line: str) -> Slot:
    """A piece of a line with its own span, where the entry's text stands in the document as it is."""
    at = line.find(text)
    first = entry.span[0] + start + max(at, 0)
    return Slot(text, (first, min(first + len(text), entry.span[1])), entry.place)
