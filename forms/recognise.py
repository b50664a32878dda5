"""Document → the kind of filing form it is, by its content; None for a notice or anything else.

Reading the values of a form comes later; here a form is only told from a notice, so that a batch of mixed files does
not make rules out of a filled table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ingest import Document
from ingest.document import BlockKind

_FRONT = 8  # blocks in which the title of a form must stand
_NOTICE = re.compile(r"关于.{2,80}的?(?:通知|通告|公告|意见|函)$")
_ANNEX = re.compile(r"附件\d{0,2}[:：]?")
_TITLE_LENGTH = 45
_LABEL_SHARE = 0.6  # of a kind's labels that must stand in a file without a telling title


@dataclass(frozen=True, slots=True)
class FormKind:
    """A kind of form: its stable name, its Chinese name, what its title says and its own labels."""

    kind: str
    zh: str
    title: re.Pattern[str]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecognisedForm:
    """A form found in a file: its kind and the title printed over it (the kind's name where none is printed)."""

    kind: str
    title: str


@cache
def kinds() -> tuple[FormKind, ...]:
    """The known kinds of form, in the order of kinds.yaml."""
    rows = yaml.safe_load(files(__package__).joinpath("kinds.yaml").read_text(encoding="utf-8"))["kinds"]
    return tuple(FormKind(r["kind"], r["zh"], re.compile(r["title"]), tuple(r["labels"])) for r in rows)


def recognise(document: Document) -> RecognisedForm | None:
    """The form that a file is, or None. A notice with forms among its annexes is a notice."""
    front = [_squeezed(document.quote(b.span)) for b in document.body[:_FRONT] if b.kind is not BlockKind.TABLE]
    if any(_NOTICE.search(line) for line in front):
        return None
    for line in front:
        for kind in kinds():
            if len(line) <= _TITLE_LENGTH and kind.title.search(line) and not _ANNEX.fullmatch(line):
                return RecognisedForm(kind.kind, line)
    text = _squeezed(document.text)
    for kind in kinds():
        found = sum(1 for label in kind.labels if label in text)
        if document.tables and found >= _LABEL_SHARE * len(kind.labels):
            return RecognisedForm(kind.kind, kind.zh)
    return None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
