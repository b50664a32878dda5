"""Fields of a Word text: which text is an instruction and never shown, and what a field shows that has no result text.

Legacy form fields (tick box, drop-down list) and EQ constructions keep what they show outside w:t.
Source: ISO/IEC 29500-1, 17.16.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from ingest.word import tags
from ingest.word.numerals import numeral
from ingest.word.symbols import sign
from ingest.word.tags import VAL, is_on, number_of

TICKED, UNTICKED = "☑", "□"

# 带圈字符: Word sets a tick into a box, or a digit into a circle, by an overstrike
_OVERSTRIKE = re.compile(r"\\o\s*(?:\\a[clr]\s*)?\(\s*([^,，;()]*?)\s*[,，;]\s*([^()]*?)\s*\)", re.I)
_BOXES = "□■◻▢☐口"
_TICKS = "√✓✔vV☑"
_SYMBOL = re.compile(r"SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s*\"?([^\"\\]+?)\"?\s*(?:\\|$))?", re.I)


@dataclass(slots=True)
class _Field:
    """An open complex field: its instruction so far, and whether its result has begun."""

    form: etree._Element | None
    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Fields:
    """Follows begin, separate and end marks through a story; fields nest and may span paragraphs.

    Where the marks of a part do not pair, no text is hidden: better an instruction too many than a sentence lost.
    """

    paired: bool
    _open: list[_Field] = field(default_factory=list)

    @property
    def in_instruction(self) -> bool:
        """Whether text at this point belongs to an instruction."""
        return self.paired and any(not open_field.in_result for open_field in self._open)

    def begin(self, mark: etree._Element) -> None:
        """w:fldChar begin."""
        self._open.append(_Field(mark.find(tags.FF_DATA)))

    def instruct(self, text: str) -> None:
        """w:instrText."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def separate(self) -> None:
        """w:fldChar separate: the result follows."""
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> tuple[str, str]:
        """w:fldChar end: the field's instruction, and what it shows without a result text."""
        if not self._open:
            return "", ""
        closed = self._open.pop()
        shown = _form_value(closed.form) if closed.form is not None else ""
        if not shown and not closed.in_result:
            shown = _drawn(closed.instruction)
        return closed.instruction, shown


def is_page_number(instruction: str) -> bool:
    """Whether a field prints the number of the page."""
    return instruction.strip().upper().partition(" ")[0] in {"PAGE", "NUMPAGES", "SECTIONPAGES"}


def _form_value(form: etree._Element) -> str:
    """The tick or the chosen entry of a legacy form field; "" for a text field, whose result is text."""
    box, choice = form.find(tags.CHECK_BOX), form.find(tags.DD_LIST)
    if box is not None:
        state = box.find(tags.CHECKED)
        return TICKED if is_on(box.find(tags.DEFAULT) if state is None else state) else UNTICKED
    if choice is not None:
        picked = choice.find(tags.RESULT)
        index = number_of(choice.find(tags.DEFAULT) if picked is None else picked)
        entry = next(islice(choice.iterchildren(tags.LIST_ENTRY), max(index, 0), None), None)
        return entry.get(VAL, "") if entry is not None else ""
    return ""


def _drawn(instruction: str) -> str:
    """What EQ and SYMBOL draw."""
    if match := _SYMBOL.match(instruction.strip()):
        code = int(match[1], 0)
        return sign(f"{code:x}", match[2] or "Symbol")
    if not instruction.strip().upper().startswith("EQ"):
        return ""
    match = _OVERSTRIKE.search(instruction)
    if match is None:
        return ""
    outer, inner = match.groups()
    if outer in _BOXES and outer:
        return TICKED if inner and inner in _TICKS else UNTICKED + inner
    return numeral(int(inner), "decimalEnclosedCircle") if inner.isascii() and inner.isdigit() else inner
