"""Document → the forms in it, by their content: kind, title and the stretch of text that each takes up.

A notice with forms among its annexes is a notice: those forms are known as blank, and not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.spec import FormSpec, specs
from forms.words import squeezed
from ingest import Document
from ingest.document import BlockKind, Span

_FRONT = 8  # blocks in which the title of a notice must stand
_LINES_OF_TITLE = 3  # a text broken at a narrow edge prints its title on so many lines
_NOTICE = re.compile(r"关于.{2,80}的?(?:通知|通告|公告|意见)(?:\([^()]*\))?$")
_LETTER = re.compile(r"关于.{2,80}(?:通知|通告|公告|意见|函|请示|报告|说明|批复)$|情况说明$")
_SENTENCE = re.compile(r"[。；;《》]|^\d{1,2}[.、]|^附件\d{0,2}[:：]|^注[:：]|[:：]$")
_TITLE_LENGTH = 45
_LABEL_SHARE = 0.6  # of a kind's labels that must stand in a file without a telling title
_TITLED_LABELS = 2  # labels that must stand below a title
_ROWS_OF_TITLE = 3  # rows of a table in which a title may stand


@dataclass(frozen=True, slots=True)
class RecognisedForm:
    """A form found in a file: its kind, its title (the kind's name where none is printed), and its stretch."""

    spec: FormSpec
    title: str
    span: Span
    title_span: Span | None = None

    @property
    def kind(self) -> str:
        """The kind's name."""
        return self.spec.kind


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at [start, end); a form whose title it is begins at `opens`: there, or with the table that holds it."""

    text: str
    start: int
    end: int
    opens: int


@dataclass(frozen=True, slots=True)
class _Titled:
    spec: FormSpec
    title: str
    span: Span
    opens: int


def recognise(document: Document) -> RecognisedForm | None:
    """The first form in a file, or None. A notice with forms among its annexes is a notice."""
    return next(iter(find_forms(document)), None)


def find_forms(document: Document) -> tuple[RecognisedForm, ...]:
    """The forms in a file, in order; none in a notice."""
    if is_notice(document):
        return ()
    titles = list(_titles(document))
    ends = [*(titled.opens for titled in titles[1:]), len(document.text)]
    found: list[RecognisedForm] = []
    for titled, until in zip(titles, ends, strict=False):
        if _labels_in(document.text[titled.opens : until], titled.spec) >= _TITLED_LABELS:
            found.append(RecognisedForm(titled.spec, titled.title, (titled.opens if found else 0, until), titled.span))
    return tuple(found) or tuple(_by_labels(document))


def is_notice(document: Document) -> bool:
    """Whether the title of a notice stands at the front of a file, on one line or broken over several."""
    front = [squeezed(document.quote(b.span)) for b in document.body[:_FRONT] if b.kind is not BlockKind.TABLE]
    joined = ("".join(front[i : i + n]) for n in range(1, _LINES_OF_TITLE + 1) for i in range(len(front)))
    return any(_NOTICE.search(line) for line in joined)


def _titles(document: Document) -> Iterator[_Titled]:
    lines = sorted(_lines(document), key=lambda line: line.start)
    skip = -1
    for number, line in enumerate(lines):
        if number <= skip:
            continue
        joined = _joined(lines, number)
        for text, used in ((squeezed(line.text), 0), (joined, 1)):
            spec = _spec_titled(text)
            if spec is not None:
                skip = number + used
                yield _Titled(spec, text, (line.start, line.end), line.opens)
                break


def _joined(lines: Sequence[_Line], number: int) -> str:
    """A title over two lines."""
    if number + 1 >= len(lines):
        return ""
    first, second = squeezed(lines[number].text), squeezed(lines[number + 1].text)
    if _spec_titled(second) is not None or _SENTENCE.search(first):
        return ""
    return first + second


def _spec_titled(line: str) -> FormSpec | None:
    if not line or len(line) > _TITLE_LENGTH or _SENTENCE.search(line) or _LETTER.search(line):
        return None
    bare = re.sub(r"\([^()]*\)$", "", line)
    return next((s for s in specs() for p in s.title_patterns if p.search(line) or p.search(bare)), None)


def _lines(document: Document) -> Iterator[_Line]:
    """Lines outside tables, and cells at the head of a table that take up its whole width."""
    for block in document.body:
        if block.kind is BlockKind.TABLE or block.span[1] - block.span[0] > 4 * _TITLE_LENGTH:
            continue
        start = block.span[0]
        for line in document.quote(block.span).split("\n"):
            if line.strip():
                yield _Line(line, start, start + len(line), start)
            start += len(line) + 1
    for table in document.tables:
        for cell in table.cells[: _ROWS_OF_TITLE * 2]:
            whole = cell.col_span >= table.cols
            if whole and cell.row < _ROWS_OF_TITLE and cell.span[1] - cell.span[0] <= 2 * _TITLE_LENGTH:
                yield _Line(document.quote(cell.span), cell.span[0], cell.span[1], table.span[0])


def _labels_in(text: str, spec: FormSpec) -> int:
    """How many of a kind's fields and columns have a label in a text."""
    bare = squeezed(text)
    fields = (*spec.fields, *(column for group in spec.rows for column in group.columns))
    labels = {tuple(map(squeezed, field.labels)) for field in fields if field.labels}
    return sum(any(label in bare for label in names if len(label) > 2 or f"{label}:" in bare) for names in labels)


def _by_labels(document: Document) -> Iterator[RecognisedForm]:
    """The form of a file without a telling title: the kind most of whose labels stand in it."""
    bare = squeezed(document.text)
    if len(bare) > 60_000:
        return
    best: tuple[float, FormSpec] | None = None
    for spec in specs():
        fields = (*spec.fields, *(column for group in spec.rows for column in group.columns))
        own = {squeezed(field.labels[0]) for field in fields if field.labels}
        share = sum(label in bare for label in own) / len(own)
        if share >= _LABEL_SHARE and (best is None or share > best[0]):
            best = (share, spec)
    if best is not None and (document.tables or best[0] == 1):
        yield RecognisedForm(best[1], best[1].zh, (0, len(document.text)))
