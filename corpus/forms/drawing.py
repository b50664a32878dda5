"""A case and its layout → the body of a Word file: what the clerk typed at its places, as the case asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from corpus.forms import markup
from corpus.forms.cases import Boxes, Case, Manner
from corpus.forms.package import SEAL, Extras, docx
from forms import wml

_SLOT = re.compile(r"\{(\w+)\}")
_SPAN = re.compile(r"\|(\d+)$")

_TYPED_BOXES: Mapping[Boxes, tuple[str, str]] = {
    "plain": (markup.CHECKED, markup.UNCHECKED),
    "solid": ("■", "□"),
    "tick": ("√", "□"),
    "both": ("□√", "□"),
    "bracket": ("（√）", "（　）"),
}
_DRAWN_BOXES: Mapping[Boxes, Callable[[str], str]] = {
    "symbol": markup.symbol,
    "control": markup.box_control,
    "field": markup.box_field,
}

Row = Sequence[str]
Table = Mapping[str, Sequence[int | Mapping[str, Row] | Row]]


@cache
def layouts() -> Mapping[str, Sequence[str | Mapping[str, str] | Table]]:
    """The layouts by name."""
    text = files(__package__).joinpath("layouts.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Sequence[str | Mapping[str, str] | Table]] = yaml.safe_load(text)
    return loaded


def form_bytes(case: Case) -> bytes:
    """The Word file of a case, the same bytes every time."""
    pens = [_Pen(form.manner, form.typed, form.typed_rows) for form in case.forms]
    bodies = [pen.body(layouts()[form.layout]) for pen, form in zip(pens, case.forms, strict=True)]
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    manner = case.forms[0].manner
    extras = Extras(
        comments=[text for pen in pens for text in pen.comments],
        seal=any(form.manner.seal for form in case.forms),
        strict=manner.strict,
        application=manner.application,
    )
    return docx(page.join(bodies), extras)


@dataclass
class _Pen:
    """Writes one form. `comments` gathers the clerk's comments on the way."""

    manner: Manner
    typed: Mapping[str, str]
    rows: Sequence[Mapping[str, str]]
    comments: list[str] = field(default_factory=list)

    def body(self, blocks: Sequence[str | Mapping[str, str] | Table]) -> str:
        return "".join(part for block in blocks for part in self._block(block))

    def _block(self, block: str | Mapping[str, str] | Table) -> Iterator[str]:
        if isinstance(block, str):
            title = block.startswith("# ")
            for line in block.removeprefix("# ").split("\n"):
                style = '<w:pStyle w:val="FormTitle"/>' if title else ""
                yield from self._paragraphs(line, self.typed, style)
        elif "widths" in block:
            yield self._table(block)
        elif "head" in block:
            yield from self._block(str(block["head"]))
        else:
            for row in self._typed_rows():
                yield from self._paragraphs(str(block["each"]), row, "")

    def _table(self, block: Mapping[str, Sequence[int | Mapping[str, Row] | Row]]) -> str:
        widths = [int(w) for w in block["widths"] if isinstance(w, int)]
        rows: list[tuple[Row, Mapping[str, str]]] = []
        head: Row = ()
        for row in block["rows"]:
            if isinstance(row, Mapping) and "head" in row:
                head = row["head"]
                rows.append((head, self.typed))
            elif isinstance(row, Mapping):
                for number, entries in enumerate(self._typed_rows()):
                    if number and self.manner.repeat_header and number % self.manner.repeat_header == 0:
                        rows.append((head, self.typed))
                    rows.append((row["each"], entries))
            elif not isinstance(row, int) and not self._left_out(row):
                rows.append((row, self.typed))
        below = [*(row for row, _ in rows[1:]), ()]
        drawn = [self._row(row, entries, under, widths) for (row, entries), under in zip(rows, below, strict=True)]
        return wml.table(drawn, widths)

    def _left_out(self, row: Row) -> bool:
        return _SPAN.sub("", row[0]).replace("\n", "") in self.manner.without

    def _typed_rows(self) -> Iterator[Mapping[str, str]]:
        yield from self.rows
        yield from ({} for _ in range(self.manner.blank_rows))

    def _row(self, row: Row, entries: Mapping[str, str], below: Row, widths: Sequence[int]) -> str:
        cells = []
        column = 0
        for number, text in enumerate(row):
            span = int(found[1]) if (found := _SPAN.search(text)) else 1
            width = sum(widths[column : column + span])
            merge = "continue" if text == "^" else "restart" if number < len(below) and below[number] == "^" else ""
            content = "" if text == "^" else _SPAN.sub("", text)
            paragraphs = "".join(p for line in content.split("\n") for p in self._paragraphs(line, entries, ""))
            cells.append(wml.cell(paragraphs, width, span, merge))
            column += span
        return wml.row(cells)

    # -- paragraphs

    def _paragraphs(self, template: str, entries: Mapping[str, str], properties: str) -> Iterator[str]:
        """One template line as a paragraph; more where what is typed has several lines."""
        alone = _SLOT.fullmatch(template)
        if alone and alone[1] in self.manner.nested:
            inner = wml.cell(wml.paragraph(self._slot(alone[1], entries)), 3000)
            yield wml.table([wml.row([inner])], [3000]) + wml.paragraph("")
            return
        if alone and "\n" in entries.get(alone[1], "") and alone[1] not in self.manner.tracked:
            for line in entries[alone[1]].split("\n"):
                yield wml.paragraph(self._text(line), properties)
            return
        parts = re.split(r"(\{\w+\})", template)
        runs = "".join(
            self._slot(part[1:-1], entries) if _SLOT.fullmatch(part) else self._label(part) for part in parts if part
        )
        yield wml.paragraph(runs, properties)

    def _label(self, text: str) -> str:
        for old, new in self.manner.rename.items():
            text = text.replace(old, new)
        return (
            markup.split_runs(text)
            if self.manner.split
            else wml.run(markup.spaced(text) if self.manner.spaced else text)
        )

    def _slot(self, key: str, entries: Mapping[str, str]) -> str:
        if key == "seal" and self.manner.seal:
            return wml.run(entries.get("seal", "")) + markup.picture(SEAL)
        manner = self.manner
        typed = entries.get(key, "")
        runs = markup.tracked(typed, manner.tracked[key]) if key in manner.tracked else self._text(typed)
        if key in manner.hidden:
            runs += markup.hidden(manner.hidden[key])
        if key in manner.links:
            runs = markup.linked(typed)
        if key in manner.text_boxes:
            runs = markup.text_box(typed.split("\n"))
        if key in manner.comments:
            runs = markup.commented(runs, len(self.comments))
            self.comments.append(manner.comments[key])
        if manner.controls and key not in ("seal",) and not set(markup.CHECKED + markup.UNCHECKED) & set(typed):
            runs = markup.control(key, runs)
        return runs

    def _text(self, typed: str) -> str:
        """Typed text, its boxes drawn in the manner of the case."""
        draw = _DRAWN_BOXES.get(self.manner.boxes)
        if draw is None:
            ticked, empty = _TYPED_BOXES[self.manner.boxes]
            typed = typed.replace(markup.UNCHECKED, "\0").replace(markup.CHECKED, ticked).replace("\0", empty)
            return markup.split_runs(typed) if self.manner.split else wml.run(typed)
        marks = (markup.CHECKED, markup.UNCHECKED)
        return "".join(draw(piece) if piece in marks else wml.run(piece) for piece in markup.boxed(typed))
