"""The foot and the head of a form of headings → the unit that signs and the date, which no label announces.

某某省某某厅 / 2026年5月6日 close a scheme; its head is 某某省某某厅 / 关于2026年度…学习方案.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms.entries import Entry, Rank
from forms.layout import Item, Para
from forms.opinion import is_unit_name
from forms.words import LabelBook, squeezed

SIGNED, DATED, HEADED = "落款", "成文日期", "题头单位"
"""Labels of the entries that have none printed."""

_DATE = re.compile(
    r"(?:(?:19|20)\d{2}|[二〇零○一九]{1,2}[〇零○一二三四五六七八九]{2,3})[年./-][\d〇一二三四五六七八九十]{1,3}[月./-][\d〇一二三四五六七八九十]{1,3}日?"
)
_BLANK_DATE = re.compile(r"[Xx×\d_]*年[Xx×\d_]*月[Xx×\d_]*日")
_SEAL = re.compile(r"\((?:盖章|公章|印章|章|签章)\)$|^\((?:盖章|公章|印章|章|签章)\)")
_ANNEX = re.compile(r"^附件\d{0,2}[:：]?$")
_TITLE_HEAD = re.compile(r"^(?P<unit>[^\d]{4,30}?)(?:关于|(?:19|20)\d{2}年|[二〇]{2}[〇一二三四五六七八九]{2}年)")


@dataclass(frozen=True, slots=True)
class Foot:
    """The parts of a form without its foot, and the entries that the foot makes."""

    parts: tuple[Item, ...]
    entries: tuple[Entry, ...]


def foot_of(parts: Sequence[Item], book: LabelBook) -> Foot:
    """Take the signature off the end of a form."""
    rest, found = list(parts), []
    if rest and (date := _last_line(rest)) is not None and _DATE.fullmatch(squeezed(date.text)):
        found.append(_entry(DATED, date))
        rest.pop()
    elif rest and (date := _last_line(rest)) is not None and _BLANK_DATE.fullmatch(squeezed(date.text)):
        rest.pop()
    unit = _last_line(rest)
    before = rest[-2] if len(rest) > 1 else None
    labelled = isinstance(before, Para) and book.label(before.text) is not None
    if unit is not None and not labelled and _signs(unit, found):
        found.append(_entry(SIGNED, unit))
        rest.pop()
    return Foot(tuple(rest), tuple(found))


def _last_line(parts: Sequence[Item]) -> Para | None:
    last = parts[-1] if parts else None
    return last if isinstance(last, Para) else None


def _signs(line: Para, found: Sequence[Entry]) -> bool:
    bare = squeezed(line.text)
    sealed = _SEAL.search(bare) is not None
    return is_unit_name(_SEAL.sub("", bare)) and (bool(found) or sealed)


def _entry(label: str, line: Para) -> Entry:
    return Entry(label, label, line.text.strip(), line.span, line.place, Rank.INLINE)


def head_of(parts: Sequence[Item], title: str) -> Entry | None:
    """The unit in the title of a form, or on the line above it."""
    lines = [part for part in parts[:6] if isinstance(part, Para)]
    for number, line in enumerate(lines):
        bare = squeezed(line.text)
        if bare and title.startswith(bare):
            named = _TITLE_HEAD.match(bare)
            if named is not None and is_unit_name(named["unit"]):
                return Entry(HEADED, HEADED, named["unit"], line.span, line.place, Rank.DEEP)
            above = lines[number - 1] if number else None
            if above is not None and _ANNEX.match(squeezed(above.text)) is None and _could_sign(above.text):
                return Entry(HEADED, HEADED, above.text.strip(), above.span, above.place, Rank.DEEP)
    return None


def _could_sign(line: str) -> bool:
    bare = squeezed(line)
    return is_unit_name(bare) or re.fullmatch(r"[Xx×某]{2,}(?:省|市|厅|局|委|单位)+", bare) is not None
