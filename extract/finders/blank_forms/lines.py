"""Lines of a form without ruled table → its fields: labels with colons, cells parted by tabs or blanks, heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.finders.blank_forms.tables import Field, colon_fields, has_box, is_template, options, signs, trimmed
from extract.grammar import labelled
from extract.grid import GridCell, typed_grid
from extract.view import Passage
from ingest.clauses import read_mark
from ingest.document import Span

_LONGEST_LABEL = 24
_CHOICE_LINES = 3  # choices whose boxes are lost stand on the next lines, up to 其他
_WORD = re.compile(r"[^ \u3000]+")
_HINT = re.compile(r"\s?[（(][^（）()]*[、，][^（）()]*[)）]$")  # 联系人（姓名、手机、邮箱）: what to write there
_HEAD_END = re.compile(r"[：:。，；]")


def line_fields(text: str, lines: Sequence[Passage]) -> list[Field]:
    """The fields of a form that lost its ruling: every line is a row, its cells parted by tabs or blanks.

    Blank cells at the end of a line are not there any more, so a row of three labels and more without a gap heads
    repeated rows; two such rows one below the other are filled in already, and then there are no fields.
    """
    found: list[Field] = []
    heads = [_heads_rows(line, [c for c in _cells(line) if c.text]) for line in lines]
    if any(a and (b or _is_filled(line)) for (a, b), line in zip(pairwise(heads), lines[1:], strict=True)):
        return []
    i = 0
    while i < len(lines):
        line = lines[i]
        if says("note", line.text):
            break
        if taken := _choices(text, lines, i, found):
            i += taken
            continue
        cells = [c for c in _cells(line) if c.text]
        if heads[i]:
            group = _lone_label(text, lines, i, found)
            found.extend(Field((c.span,), repeating=True, group=group) for c in cells)
        elif labels := colon_fields(text, line.span):
            found.extend(labels)
        elif len(cells) == 1 and found and _goes_on(text, lines, i, found[-1]):
            found[-1].label = (*found[-1].label, trimmed(text, cells[0].span))
        else:
            found.extend(_row(text, cells, found))
        i += 1
    return found


def _cells(line: Passage) -> list[GridCell]:
    """The cells of a line: parted by tabs where there are any, else by blanks between whole words."""
    if "\t" in line.text:
        return list(typed_grid([line]).cells)
    words = [(m.start() + line.span[0], m.end() + line.span[0]) for m in _WORD.finditer(line.text)]
    if any(b - a == 1 for a, b in words) or is_template(line.text):
        words = [line.span]  # 学 时, 年  月  日: blanks inside a word
    return [
        GridCell(0, i, 1, 1, span, line.text[span[0] - line.span[0] : span[1] - line.span[0]])
        for i, span in enumerate(words)
    ]


def _heads_rows(line: Passage, cells: Sequence[GridCell]) -> bool:
    """At least three labels, tab by tab, none left open between them."""
    columns = line.text.split("\t")
    return len(columns) >= 3 and len(cells) == len(columns) and all(_is_label(c.text) for c in cells)


def _is_filled(line: Passage) -> bool:
    """A row with something in every cell, some of it numbers: 1 | 人工智能导论 | 8 | 必修."""
    columns = [c.strip() for c in line.text.split("\t")]
    return len(columns) >= 3 and all(columns) and any(c.isdigit() for c in columns[1:])


def _lone_label(text: str, lines: Sequence[Passage], i: int, found: list[Field]) -> Span | None:
    """The only label of the line above a row of heads names their block."""
    if i == 0 or not found or "\t" in lines[i - 1].text or found[-1].label != (lines[i - 1].span,):
        return None
    return found.pop().label[0] if not is_template(text[slice(*lines[i - 1].span)]) else None


def _row(text: str, cells: Sequence[GridCell], found: Sequence[Field]) -> list[Field]:
    fields: list[Field] = []
    for cell in cells:
        label = trimmed(text, cell.span)
        if signed := signs(text, label):
            owner = _signer(text, found)
            fields.extend(Field((place,), group=owner) for place, _ in signed)
        elif _is_label(text[slice(*label)]):
            fields.append(Field((label,)))
    return fields


def _signer(text: str, found: Sequence[Field]) -> Span | None:
    """The opinion that a stamp below it belongs to."""
    for field in reversed(found):
        if not signs(text, field.label[0]):
            return field.label[0] if text[slice(*field.label[0])].endswith("意见") else None
    return None


def _choices(text: str, lines: Sequence[Passage], i: int, found: list[Field]) -> int:
    """Choices below a label 项目类型: with boxes, or words up to 其他. Returns how many lines they take."""
    line = lines[i]
    if has_box(line.text) and "\t" in line.text:
        for cell in _cells(line):
            if has_box(cell.text) and found:
                found[-1].options.extend(options(text, cell.span))
            elif _is_label(cell.text):
                found.append(Field((cell.span,)))
        return 1
    if has_box(line.text):
        spans = list(options(text, line.span))
        colon = _HEAD_END.search(line.text)
        if colon is not None and line.text[: colon.start()].strip() and not has_box(line.text[: colon.start()]):
            found.append(Field((trimmed(text, (line.span[0], line.span[0] + colon.start())),), options=spans))
        elif found:
            found[-1].options.extend(spans)
        return 1
    label = text[slice(*found[-1].label[-1])] if found else ""
    if not says_whole("choice_label", label) or found[-1].options:
        return 0
    cells: list[GridCell] = []
    for k, below in enumerate(lines[i : i + _CHOICE_LINES]):
        cells.extend(c for c in _cells(below) if c.text)
        if cells and says_whole("choice_last", cells[-1].text):
            found[-1].options.extend(c.span for c in cells)
            return k + 1
    return 0


def _goes_on(text: str, lines: Sequence[Passage], i: int, last: Field) -> bool:
    """Whether a line ends the label that the line above broke off: 申请培训／项目名称. Its last word tells."""
    if i == 0 or "\t" in lines[i - 1].text or last.label[-1] != trimmed(text, lines[i - 1].span):
        return False
    words = "".join(text[slice(*span)] for span in last.label).replace(" ", "")
    signed = signs(text, last.label[-1]) or says("stamp_behind", words)
    return not last.options and not says_whole("label_tail", words) and not signed


def head_fields(text: str, lines: Sequence[Passage]) -> list[Field] | None:
    """The clause heads of a plan that is to be written (一、培训内容：), and its stamp; None where it is written.

    Below a head only words that tell the clerk what to write may stand.
    """
    found: list[Field] = []
    for line in lines:
        mark = read_mark(line.text)
        if mark is None:
            if says("note", line.text):
                break
            if signed := signs(text, line.span):
                found.extend(Field((place,)) for place, _ in signed)
            elif labels := colon_fields(text, line.span):
                found.extend(labels)
            elif not says("instruction", line.text) and len(line.text) > _LONGEST_LABEL:
                return None
            continue
        start = line.span[0] + mark.length
        end = _HEAD_END.search(text, start, line.span[1])
        label = trimmed(text, (start, end.start() if end else line.span[1]))
        if hint := _HINT.search(text[slice(*label)]):
            label = (label[0], label[0] + hint.start())
        rest = text[end.end() : line.span[1]].strip() if end else ""
        told = not rest or says("instruction", rest) or is_template(rest) or not re.search(r"[一-鿿]{2}", rest)
        if not told or not 1 < label[1] - label[0] <= _LONGEST_LABEL:
            return None
        found.append(Field((label,)))
    return found


def _is_label(words: str) -> bool:
    if re.search(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月", words):
        return False  # the date of the notice
    return 1 < len(words) <= _LONGEST_LABEL and bool(re.search(r"[一-鿿]", words)) and not is_template(words)


def says(section: str, words: str) -> bool:
    """Whether a row of the grammar fits somewhere in the words (a note at their beginning)."""
    return any((p.match if section == "note" else p.search)(words) for _, p in labelled("blank_forms", section))


def says_whole(section: str, words: str) -> bool:
    """Whether a row of the grammar fits the whole words."""
    return any(p.fullmatch(words) for _, p in labelled("blank_forms", section))
