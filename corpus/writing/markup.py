"""The source text of one notice comes in, its blocks and labels go out. The markup is described in corpus/README.md.

A source is written line by line, the labels directly under the paragraph or table row they speak of, so that text
and label are read, changed and reviewed together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from normalize.record import Jurisdiction

Role = Literal[
    "letterhead", "number", "title", "addressee", "body", "h1", "h2", "h3", "auto1", "auto2", "auto3", "article",
    "attlist", "sign", "date", "note", "copy", "imprint", "attach", "formtitle", "line", "box", "page", "table",
]  # fmt: skip
"""letterhead 版头 · number 发文字号 · addressee 主送 · h1–h3 headings with their number typed · auto1–auto3 headings
numbered by the format · article 第×条 · attlist 附件说明 · sign, date 落款 · note 附注 · copy, imprint 版记 ·
attach 附件 on a new page · formtitle its title · line without indent · box text box · page a page break."""

SIGNS = re.compile(r"\*\*(.+?)\*\*")
"""Bold inside a paragraph."""


class SourceError(ValueError):
    """A source that does not follow the markup; the message names file and line."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Output(_Strict):
    """One file to build. `wrap` cuts lines of text after so many characters, `page_lines` sets page numbers between."""

    format: Literal["docx", "html", "txt", "pdf"]
    layout: str = "plain"
    encoding: str = "utf-8"
    wrap: int = 0
    page_lines: int = 0
    made_from: Literal["docx", "html"] = "docx"


class Site(_Strict):
    """The invented web site around a notice (HTML only)."""

    name: str = "人力资源和社会保障网"
    published: str = ""
    tel: str = ""
    icp: str = ""
    index_no: str = ""


class Meta(_Strict):
    """The head of a source: the scalars of the gold file and what is to be built."""

    id: str
    issuer: str
    jurisdiction: Jurisdiction
    year: int
    doc_number: str | None = None
    title: str | None = None
    issue_date: dt.date | None = None
    area: str = ""
    outputs: tuple[Output, ...] = Field(min_length=1)
    site: Site = Site()


@dataclass(frozen=True, slots=True)
class Label:
    """One `@kind key: value, …` line; all values are still text. `where` is file and line, for messages."""

    kind: str
    fields: Mapping[str, JsonValue]
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row as typed: `<` continues the cell on the left, `^` the cell above."""

    cells: tuple[str, ...]
    labels: tuple[Label, ...] = ()

    @property
    def words(self) -> str:
        """What the row prints, cells joined by a tab."""
        return "\t".join(plain(c) for c in self.cells if c not in ("<", "^"))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table with its rows. What follows `[table]` in a source is a remark for its readers."""

    role: Role
    text: str
    labels: tuple[Label, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A whole source file."""

    meta: Meta
    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[tuple[str, tuple[Label, ...]]]:
        """The printed text, a paragraph or table row at a time, with its labels."""
        for block in self.blocks:
            if block.role == "table":
                yield from ((row.words, row.labels) for row in block.rows)
            elif block.role != "page":
                yield plain(block.text), block.labels

    def text_of(self, *roles: Role) -> str:
        """The text of all blocks of these roles, joined without blanks."""
        return "".join(plain(b.text) for b in self.blocks if b.role in roles)


def plain(text: str) -> str:
    """Text without bold signs, line breaks inside a cell as blanks."""
    return SIGNS.sub(r"\1", text).replace("<br>", " ")


_LABEL = re.compile(r"@(\w+) ?(.*)")
_ROLE = re.compile(r"\[(\w+)\] ?(.*)")
_FIELDS = TypeAdapter(dict[str, JsonValue])


def read_source(path: Path) -> Source:
    """Parses one source file. Raises SourceError, naming the line."""
    text = path.read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    try:
        meta = Meta.model_validate(yaml.load(head, yaml.BaseLoader))
    except ValidationError as error:
        raise SourceError(f"{path.name}: {error}") from error
    first = text[: len(text) - len(body)].count("\n") + 1
    return Source(meta, tuple(_blocks(body, first, path)))


@dataclass(slots=True)
class _Draft:
    role: Role
    text: str
    labels: list[Label]
    rows: list[tuple[tuple[str, ...], list[Label]]]

    def done(self) -> Block:
        rows = tuple(Row(cells, tuple(labels)) for cells, labels in self.rows)
        return Block(self.role, self.text, tuple(self.labels), rows)


def _blocks(body: str, first: int, path: Path) -> Iterator[Block]:
    draft: _Draft | None = None
    for number, line in enumerate(body.splitlines(), first):
        if not line.strip() or line.startswith("#"):
            continue
        label = _LABEL.fullmatch(line.strip())
        if label is not None:
            if draft is None:
                raise SourceError(f"{path.name}:{number}: a label needs a paragraph above it")
            target = draft.rows[-1][1] if draft.rows else draft.labels
            where = f"{path.name}:{number}"
            target.append(Label(label[1], _fields(label[2], where), where))
        elif line.startswith("|"):
            if draft is None or draft.role != "table":
                if draft is not None:
                    yield draft.done()
                draft = _Draft("table", "", [], [])
            draft.rows.append((tuple(c.strip() for c in line.strip("|").split("|")), []))
        else:
            if draft is not None:
                yield draft.done()
            draft = _draft(line, f"{path.name}:{number}")
    if draft is not None:
        yield draft.done()


def _draft(line: str, where: str) -> _Draft:
    match = _ROLE.match(line)
    if match is None:
        return _Draft("body", line.strip(), [], [])
    try:
        role = TypeAdapter[Role](Role).validate_python(match[1])
    except ValidationError as error:
        raise SourceError(f"{where}: unknown role [{match[1]}]") from error
    return _Draft(role, match[2].strip(), [], [])


def _fields(text: str, where: str) -> dict[str, JsonValue]:
    try:
        return _FIELDS.validate_python(yaml.load("{" + text + "}", yaml.BaseLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise SourceError(f"{where}: {error}") from error
