"""A cell of opinion → its parts: the words of opinion, the unit that signs, the date, and whether there is a seal.

同意申报。 / 某某单位 / 单位盖章 / 2026年5月12日 stand in one cell, in any order, on lines of their own or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.words import is_blank, squeezed

_SEAL = re.compile(
    r"[（(]?(?:申报|工作|所在|用人|主管)?(?:单位|部门|机关)?[（(]?(?:加?盖章|公章|签章|印章|章)[)）]?[:：]?"
)
_SIGNED = re.compile(
    r"(?:单位)?(?:负责人|领导|主管领导|经办人|审核人)?(?:[（(]?(?:签字|签名|签章)[）)]?)[:：].*|(?:单位)?(?:负责人|经办人|审核人)[:：].*"
)
_FIGURE = "[\\d〇零○一二三四五六七八九十]"
_DATE = re.compile(
    rf"(?:日期[:：]?)?({_FIGURE}{{2,4}}\s*[年./-]\s*{_FIGURE}{{1,3}}\s*[月./-]\s*{_FIGURE}{{1,3}}\s*日?"
    rf"|{_FIGURE}{{1,2}}\s*月\s*{_FIGURE}{{1,3}}\s*日)\s*$"
)
_BLANK_DATE = re.compile(r"(?:日期[:：]?)?[_\s]*年[_\s]*月[_\s]*日\s*$")
_KINDS = "[局厅院校所站会部处馆社厂队园场台室科办段行店系委]|中心|公司|集团|大学|基地"
_UNIT = re.compile(rf"[^\s，。；、：:,;!?？！]{{2,38}}(?:{_KINDS})(?:[（(][^（()）]{{1,10}}[)）])?")


def is_unit_name(text: str) -> bool:
    """Whether a text could be the name of a unit and nothing else."""
    return _UNIT.fullmatch(squeezed(text)) is not None


@dataclass(frozen=True, slots=True)
class Opinion:
    """The parts of a cell of opinion; "" where a part is not there. `unit` is what stands as the seal in words."""

    words: str
    unit: str
    date: str


def parts_of(text: str, unit: str | None) -> Opinion:
    """The parts of a cell; `unit` is the unit that the form names elsewhere."""
    words: list[str] = []
    signed = date = ""
    for line in _lines(text):
        undated, found = _date_off(line)
        date = found or date
        for bare, sealed in _about_seal(undated):
            if is_blank(bare) or _SIGNED.fullmatch(bare):
                continue
            if _is_unit(bare, unit, sealed=sealed, after=bool(words)):
                signed = bare
            else:
                words.append(bare)
    return Opinion("\n".join(words), signed, date)


def _lines(text: str) -> list[str]:
    return [piece for line in text.split("\n") for piece in re.split(r"[ \u3000\t]{3,}", line) if piece.strip()]


def _date_off(line: str) -> tuple[str, str]:
    blank = _BLANK_DATE.search(line)
    if blank is not None:
        return line[: blank.start()], ""
    found = _DATE.search(line)
    return (line[: found.start()], found[1]) if found else (line, "")


def _about_seal(line: str) -> tuple[tuple[str, bool], ...]:
    """What stands before and behind the words for a seal; whether a piece stands beside such words."""
    found = _SEAL.search(line)
    if found is None:
        return ((line.strip(), False),)
    edges = " \u3000:：()（）"
    return (line[: found.start()].strip(edges), True), (line[found.end() :].strip(edges), True)


def _is_unit(line: str, unit: str | None, *, sealed: bool, after: bool) -> bool:
    """Whether a line names who signs, rather than what is thought."""
    bare = squeezed(line)
    if unit is not None and bare == squeezed(unit):
        return True
    return (sealed or after) and is_unit_name(bare) and not bare.startswith(("同意", "拟", "建议", "请"))
