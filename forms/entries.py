"""The parts of a form + its labels → entries: what stands beside, below or behind each label, and the rows of tables.

Nothing is parsed here: an entry is text with its place, empty where the form was left blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import zip_longest

from forms.joined_labels import JOINED
from forms.layout import Grid, Item, Para, Slot, joined
from forms.rows import Row, RowReader
from forms.shares import shares
from forms.slivers import mended
from forms.words import LabelBook, is_blank, is_numbered, key_of, squeezed
from ingest.document import Place, Span

_SEAL = r"[（(]?(?:单位)?(?:盖章|公章|签章)[)）]?"
_DAY = r"(?:(?:19|20)\d{2}\s*年?|年)\s*\d{0,2}\s*[年月./-]\s*\d{0,2}\s*[月日./-]\s*\d{0,2}日?"
_FOOT = re.compile(rf"{_SEAL}|{_DAY}")
_SIGNED_FOOT = re.compile(rf"{_SEAL}|{_DAY}$")
_SEAL_BEHIND = re.compile(r"(?<=\S)\s*[（(](?:单位)?(?:盖章|公章|签章)[)）](?=\s*\S)")  # 张三　（单位公章）某某院
_SEALED_OFF = re.compile(rf"\s*[（(](?:单位)?(?:盖章|公章|签章)[)）]\s*(?=$|(?:19|20)\d{{2}}|年)|{_DAY}\s*$")


class Rank(IntEnum):
    """How surely an entry belongs to its label; the lower wins."""

    CONTROL = 0  # a content control that bears the field's name
    CELL = 1  # a label of its own, with its own cell or section
    INLINE = 2  # label and entry in one line or cell
    DEEP = 3  # a label inside another label's entry


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered at a label. `key` is the compared form of the label, `label` the label as printed."""

    key: str
    label: str
    text: str
    span: Span
    place: Place
    rank: Rank

    @property
    def blank(self) -> bool:
        """Whether nothing was entered."""
        return is_blank(self.text)


@dataclass(slots=True)
class Entries:
    """The entries of one form in reading order, its rows, and its content controls by the key of their field."""

    found: list[Entry] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    headed: dict[str, Place] = field(default_factory=dict)
    controls: dict[str, Entry] = field(default_factory=dict)

    def best(self, keys: Iterable[str]) -> Entry | None:
        """The entry at one of several labels: the surest, then one that is not blank, then the first.

        A blank cell beside a label of its own is an answer; a label met inside another entry does not overrule it.
        """
        wanted = set(keys)
        matching = [entry for entry in self.found if entry.key in wanted]
        if not matching:
            return None
        surest = min(entry.rank for entry in matching)
        same = [entry for entry in matching if entry.rank is surest]
        return next((entry for entry in same if not entry.blank), same[0])


class Collector:
    """Walks the parts of one form in reading order."""

    def __init__(self, book: LabelBook) -> None:
        self.book = book
        self.rows = RowReader(book)
        self.entries = Entries()
        self._open: Entry | None = None  # a heading or label whose entry may go on in the lines below
        self._section = False  # whether that heading has a number

    def collect(self, parts: Sequence[Item]) -> Entries:
        """The entries of the parts."""
        for part in parts:
            if isinstance(part, Grid):
                self._close()
                self._grid(mended(part, self.book) if part.seen else part)
            else:
                self._line(part)
        self._close()
        self.entries.rows, self.entries.headed = self.rows.rows, self.rows.headed
        return self.entries

    # -- tables

    def _grid(self, grid: Grid) -> None:
        taken = self.rows.read(grid)
        values: set[Span] = set()
        for slot in grid.slots:
            if slot.row in taken:
                continue
            label = self.book.label(slot.text)
            if label is not None:
                entry = self._beside(grid, slot, label, taken)
                self._add(self._up_to_seal(entry))
                if entry.span != slot.span:
                    values.add(entry.span)
                    self._within(entry.text, entry.span, entry.place, Rank.DEEP)
            elif grid.seen and (found := self._run_on(slot)) is not None:
                self._add(found)
            elif slot.span not in values and not is_blank(slot.text):
                self._within(slot.text, slot.span, slot.place, Rank.INLINE)
                self._above(slot)

    def _up_to_seal(self, entry: Entry) -> Entry:
        """An entry without the seal's label that follows in its cell: 陈国栋　单位（公章）：某某中心."""
        ends = (m.start() for m in self.book.within(entry.text) if self._of_seal(m["label"]))
        end = next((at for at in ends if entry.text[:at].strip()), None)
        if end is None or "\n" in entry.text:
            return entry
        text = entry.text[:end].rstrip()
        return replace(entry, text=text, span=(entry.span[0], entry.span[0] + len(text)))

    def _of_seal(self, label: str) -> bool:
        fields = self.book.fields.get(self._key(label), ())
        return bool(fields) and all(one.type == "stamp" for one in fields)

    def _beside(self, grid: Grid, slot: Slot, label: str, taken: set[int]) -> Entry:
        """The entry of a label's cell: the cells to the right of it, or the one below."""
        right = grid.right_of(slot)
        pieces = self._right(grid, slot)
        if not pieces and (right is None or self._all_labels(grid, slot.row)):
            below = grid.below(slot)
            if below is not None and below.row not in taken and self.book.label(below.text) is None:
                pieces = [below]
        if not pieces:
            end = slot.span[1]
            return Entry(label, squeezed(slot.text), "", (end, end), slot.place, Rank.CELL)
        text = "\n".join(piece.text for piece in pieces if piece.text.strip())
        first = next((piece for piece in pieces if piece.text.strip()), pieces[0])
        return Entry(label, squeezed(slot.text), text, first.span, first.place, Rank.CELL)

    def _right(self, grid: Grid, slot: Slot) -> list[Slot]:
        """The cells to the right, one in each row that the label's cell covers, up to the first that is a label."""
        pieces: list[Slot] = []
        for row in range(slot.row, slot.row + slot.row_span):
            right = grid.right_of(slot, row)
            if right is None or right in pieces or (right.row != row and right.row >= slot.row):
                continue
            if self._is_label(right):
                continue
            after = grid.right_of(right)
            if is_blank(right.text) and after is not None and not is_blank(after.text) and not self._is_label(after):
                right = after  # an empty sliver between label and entry
            if grid.seen and right.row == row:
                right = self._whole(grid, right)
            pieces.append(right)
        return pieces

    def _whole(self, grid: Grid, first: Slot) -> Slot:
        """An entry with the cells behind it that are no labels: one cell that was seen as several."""
        cells = [s for s in grid.row(first.row) if s.col > first.col and s.text.strip()]
        ends = next((n for n, c in enumerate(cells) if self._is_label(c) or self._run_on(c) is not None), len(cells))
        return joined([first, *cells[:ends]])

    def _run_on(self, slot: Slot) -> Entry | None:
        """Label and entry with a blank between them, in what was seen as one cell: 性别 男."""
        head, _, rest = slot.text.partition(" ")
        label = self.book.label(head)
        if label is None or not rest.strip():
            return None
        span = (slot.span[1] - len(rest), slot.span[1])
        return Entry(label, squeezed(head), rest.strip(), span, slot.place, Rank.CELL)

    def _is_label(self, slot: Slot) -> bool:
        return self.book.label(slot.text) is not None

    def _all_labels(self, grid: Grid, row: int) -> bool:
        slots = grid.covering(row)
        return len(slots) > 1 and all(self._is_label(slot) for slot in slots)

    def _above(self, slot: Slot) -> None:
        """A cell that begins with a label on a line of its own."""
        head, _, rest = slot.text.partition("\n")
        label = self.book.label(head)
        if label is not None and rest.strip():
            start = slot.span[1] - len(rest)
            self._add(Entry(label, squeezed(head), rest, (start, slot.span[1]), slot.place, Rank.INLINE))

    def _within(self, text: str, span: Span, place: Place, rank: Rank) -> bool:
        """Labels with their colon inside a text; each entry goes on to the next label. Whether there was any."""
        found = list(self.book.within(text))
        for match, after in zip_longest(found, found[1:]):
            start, end = match.end(), after.start() if after else len(text)
            bare, foot = self._cut(match["label"], text[start:end].rstrip())
            start += len(bare) - len(bare.lstrip())
            own = Rank.CELL if match["number"] and rank is Rank.INLINE else rank
            label = squeezed(text[match.start("label") : match.end()]).rstrip(":：∶")
            key = self._key(match["label"])
            if match["hint"]:
                key = self.book.compound(key_of(label)) or key
            part = (span[0] + start, span[0] + max(start, match.end() + len(bare)))
            self._add(Entry(key, label, bare.strip(), part, place, own))
            if foot.strip() and (seal := self.book.label("盖章")) is not None:
                tail = (span[0] + end - len(foot), span[0] + end)
                self._add(Entry(seal, "盖章", foot, tail, place, own))
        return bool(found)

    def _cut(self, label: str, text: str) -> tuple[str, str]:
        """An entry, and the lines for seal and date that follow it in its cell: 负责人签字：张三 / （盖章） / date."""
        if any(one.type != "text" for one in self.book.fields.get(self._key(label), ())):
            return text, ""
        lines = text.split("\n")
        signed = "签" in label or "负责人" in label
        if signed:
            sealed = _SEAL_BEHIND.search(lines[0])
            if sealed is not None:
                lines[:1] = [lines[0][: sealed.start()].rstrip(), lines[0][sealed.start() :].strip()]
            lines[0] = _SEALED_OFF.sub("", lines[0])
        foot = _SIGNED_FOOT.match if signed else _FOOT.fullmatch
        ends = (n for n, line in enumerate(lines) if n and lines[0].strip() and foot(squeezed(line)))
        end = next(ends, len(lines))
        return "\n".join(lines[:end]).rstrip(), "\n".join(lines[end:])

    def _key(self, label: str) -> str:
        return self.book.label(label) or key_of(label)

    # -- lines

    def _line(self, para: Para) -> None:
        if para.note:
            self._close()
            return
        if self.rows.line(para):
            self._close()
            return
        label = self.book.label(para.text)
        if label is not None:
            self._close()
            end = para.span[1]
            self._section = is_numbered(para.text)
            self._open = Entry(label, squeezed(para.text), "", (end, end), para.place, Rank.CELL)
            return
        if self._pieces(para) or self._run_together(para):
            return
        if self._labelled(para):
            return
        if self._open is not None and self._goes_on(para):
            self._extend(para)
        elif (lead := self.book.leading(para.text)) is not None and lead.end() < len(para.text):
            label, rest = squeezed(lead.group()), para.text[lead.end() :].strip()
            span = (para.span[1] - len(rest), para.span[1])
            self._add(Entry(self._key(label), label, rest, span, para.place, Rank.DEEP))

    def _labelled(self, para: Para) -> bool:
        """A line with labels and colons. Below a heading a label begins anew only at the head of its line, and below
        a numbered one only with a number, or where it is that of a seal or date.
        """
        found = list(self.book.within(para.text))
        if not found:
            return False
        first = found[0]
        begins = not para.text[: first.start()].strip()
        inside = self._open is not None and self._open.rank is Rank.CELL
        anew = begins and (not self._section or first["number"] or self._closing(first["label"]))
        if inside and not anew:
            self._within(para.text, para.span, para.place, Rank.DEEP)
            return False
        self._close()
        self._section = bool(begins and first["number"])
        self._within(para.text, para.span, para.place, Rank.INLINE)
        self._open = self.entries.found.pop()
        return True

    def _closing(self, label: str) -> bool:
        fields = self.book.fields.get(self._key(label), ())
        return any(field.type in ("stamp", "date") for field in fields)

    def _goes_on(self, para: Para) -> bool:
        """Whether a line belongs to the open label: it stands below a heading, or below a label without entry."""
        return self._open is not None and (self._open.rank is Rank.CELL or self._open.blank) and not para.note

    def _extend(self, para: Para) -> None:
        entry = self._open
        if entry is None:
            return
        if entry.blank:
            self._open = replace(entry, text=para.text, span=para.span, place=para.place)
        else:
            span = (entry.span[0], para.span[1])
            self._open = replace(entry, text=f"{entry.text}\n{para.text}", span=span)

    def _close(self) -> None:
        if self._open is not None:
            self._add(self._open)
        self._open = None
        self._section = False

    def _pieces(self, para: Para) -> bool:
        """A line of labels and entries parted by tabs or blanks: 培训地点　　报告厅　　考核方式　　闭卷."""
        pieces = [piece for piece in para.pieces() if piece.text.strip()]
        if len(pieces) < 2 or not any(self._is_label(piece) for piece in pieces):
            return False
        self._close()
        open_entry: Entry | None = None
        for piece in pieces:
            label = self.book.label(piece.text)
            if label is not None:
                self._add_if(open_entry)
                end = piece.span[1]
                open_entry = Entry(label, squeezed(piece.text), "", (end, end), piece.place, Rank.CELL)
            elif self._within(piece.text, piece.span, piece.place, Rank.INLINE):
                self._add_if(open_entry)
                open_entry = None
            elif open_entry is not None and open_entry.text:
                text = f"{open_entry.text} {piece.text.strip()}"
                open_entry = replace(open_entry, text=text, span=(open_entry.span[0], piece.span[1]))
            elif open_entry is not None:
                open_entry = replace(open_entry, text=piece.text.strip(), span=piece.span)
        self._add_if(open_entry)
        return True

    def _run_together(self, para: Para) -> bool:
        """A line that was a table before some program lost it."""
        if next(self.book.within(para.text), None) is not None:
            return False
        found = self.book.run_together(para.text)
        for match, after in zip_longest(found, found[1:]):
            start, end = match.end(), after.start() if after else len(para.text)
            label = squeezed(match.group())
            span = (para.span[0] + start, para.span[0] + end)
            self._add(Entry(self._key(label), label, para.text[start:end].strip(), span, para.place, Rank.INLINE))
        return bool(found)

    def _add_if(self, entry: Entry | None) -> None:
        if entry is not None:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        labels = entry.key.split(JOINED)
        if len(labels) == 1:
            self.entries.found.append(entry)
            return
        types = [{one.type for one in self.book.fields.get(label, ())} for label in labels]
        for label, share in zip(labels, shares(entry.text, types), strict=True):
            self.entries.found.append(replace(entry, key=label, text=share))
