"""What became of a filed form → a one-page receipt in Word: 受理回执 with the number, or 退回通知 with the reasons.

It goes to the unit and lies on desks, so no identity number and no private mobile number is printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from forms import wml
from forms.remarks import Remark, masked
from forms.wml import cell, face, paragraph, row, run, spacing

MOST_FORMS = 5
"""Forms of one file that are named on the page."""

MOST_TEXT = 90
"""Characters of one reason's text on the page."""

PAGE = 665.0
"""Points that the text of one page may take, with what the fonts of other machines need in reserve."""

LINE, SMALL_LINE = 19.5, 16.0
"""Points of a line of text, and of a line in the table."""

FRAME = 150.0
"""Points of title, table head, the line on what is left out, contact and date."""

NO_CONTACT = "如有疑问，请与受理单位联系。"
_WIDTHS = (700, 1900, 2900, 3526)
_TEXT, _SMALL, _HEAD = face(12), face(10.5), face(10.5, "黑体")


@dataclass(frozen=True, slots=True)
class Slip:
    """One form on a receipt: what it is, whose, its number, verdict and remarks."""

    form: str
    unit: str
    project: str
    number: str
    returned: bool
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A receipt: the file it answers, the day, how often the file was sent in, whom to ask."""

    file: str
    on: dt.date
    round: int
    slips: Sequence[Slip]
    contact: str = ""
    commented: bool = True
    """Whether the file went back with comments in it."""


def receipt(letter: Letter) -> bytes:
    """The receipt as a Word file, the same bytes every time."""
    returned = any(slip.returned for slip in letter.slips)
    body = paragraph(run("材料退回更正通知" if returned else "材料受理回执"), '<w:pStyle w:val="FormTitle"/>')
    facts = list(_of_one(letter.slips[0]) if len(letter.slips) == 1 else _of_several(letter.slips))
    facts += [("文　　件", letter.file), ("收到日期", f"{letter.on.isoformat()}（第{letter.round}次报送）")]
    told = _returned(letter) if returned else _accepted(letter)
    room = PAGE - FRAME - LINE * (sum(_lines(_fact(text), 32) for _, text in facts) + _lines(told, 37))
    body += "".join(_fact_line(name, text) for name, text in facts)
    body += paragraph(run(told, _TEXT), spacing(160, 80)) + _reasons(_notes(letter.slips), room)
    body += paragraph(run(masked(letter.contact) or NO_CONTACT, _TEXT), spacing(160))
    body += paragraph(run(f"{letter.on.year}年{letter.on.month}月{letter.on.day}日", _TEXT), spacing(240) + wml.RIGHT)
    return wml.zipped(wml.parts(body))


def _fact(text: str) -> str:
    return _short(masked(text), 60)


def _fact_line(name: str, text: str) -> str:
    return paragraph(run(f"{name}：", face(12, "黑体")) + run(_fact(text), _TEXT), spacing(20, 20))


def _of_one(slip: Slip) -> Iterator[tuple[str, str]]:
    yield "编　　号", slip.number
    yield "表　　名", slip.form
    yield "报送单位", slip.unit or "（未填写）"
    if slip.project:
        yield "项　　目", slip.project


def _of_several(slips: Sequence[Slip]) -> Iterator[tuple[str, str]]:
    """A line for each form of a file, as many as a page can take."""
    for number, slip in enumerate(slips[:MOST_FORMS], 1):
        yield f"第{number}张表", "，".join(filter(None, (slip.number, slip.form, slip.unit)))
    if len(slips) > MOST_FORMS:
        yield "其　　余", f"另有{len(slips) - MOST_FORMS}张表"


def _accepted(letter: Letter) -> str:
    if any(slip.remarks for slip in letter.slips):
        return "上列材料已予登记，登记状态为“待核”。下列事项需请核对，如有差错请更正后重新报送："
    return "上列材料经核对，符合报送要求，已予登记。"


def _returned(letter: Letter) -> str:
    """Why the file goes back. A form in it that is in order waits for the others: the file is filed as a whole."""
    sound = [slip.form for slip in letter.slips if not slip.returned]
    said = "上列材料经核对，有下列问题，现予退回，请更正后重新报送。"
    if letter.commented:
        said += "各处问题已用批注标在退回的文件中，更正后无须删除批注。"
    if sound:
        said += f"同一文件中的{_short('、'.join(sound), 80)}未发现须更正的问题，待整份文件更正后一并登记。"
    return said


def _notes(slips: Sequence[Slip]) -> list[Remark]:
    """The remarks of all forms; where there are several, each says which form it is about."""
    if len(slips) == 1:
        return list(slips[0].remarks)
    return [replace(r, where=f"第{n}张表{r.where}") for n, slip in enumerate(slips, 1) for r in slip.remarks]


def _reasons(notes: Sequence[Remark], room: float) -> str:
    """The remarks as a table, as many as there is room for (points)."""
    if not notes:
        return ""
    names = zip(("序号", "位置", "问题", "要求和依据"), _WIDTHS, strict=True)
    rows = [row((_cell(name, width, _HEAD) for name, width in names), "<w:tblHeader/>")]
    for number, note in enumerate(notes, 1):
        texts = [masked(text) for text in _reason(number, note)]
        room -= SMALL_LINE * max(_lines(text, width // 230) for text, width in zip(texts, _WIDTHS, strict=True))
        if room < 0 and len(rows) > 1:
            break
        rows.append(row(_cell(text, width, _SMALL) for text, width in zip(texts, _WIDTHS, strict=True)))
    left = len(notes) - len(rows) + 1
    more = paragraph(run(f"另有{left}处问题未一一列出，更正时请一并核对。", _SMALL), spacing(60)) if left else ""
    return wml.table(rows, _WIDTHS) + more


def _reason(number: int, note: Remark) -> tuple[str, str, str, str]:
    kind = "" if note.must else "请核对："
    expected = f"{note.expected}。" if note.expected else ""
    basis = f"依据：{_short(note.basis, MOST_TEXT)}" if note.basis else ""
    return str(number), _short(note.where, 40), kind + _short(note.said, MOST_TEXT), expected + basis


def _lines(text: str, wide: int) -> int:
    """Lines that a text takes, `wide` being Chinese characters in a line."""
    return max(1, -(-sum(2 if ord(character) > 0x2E7F else 1 for character in text) // (2 * wide)))


def _cell(text: str, width: int, style: str) -> str:
    return cell(paragraph(run(text, style)), width)


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
