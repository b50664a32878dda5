"""The words for an activity → its class (data/classes.yaml), its item within the class, and what people call it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict

from ingest.yaml_loader import YamlLoader
from rulesgen.data import text_of


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Row(_Data):
    """A row of classes.yaml."""

    slug: str
    name: str
    first: bool = False
    joint: bool = False
    heads: re.Pattern[str] | None = None
    words: re.Pattern[str]
    whole: re.Pattern[str] | None = None
    items: dict[str, re.Pattern[str]] = {}


class _ClassFile(_Data):
    classes: tuple[_Row, ...]
    grades: dict[str, re.Pattern[str]]
    general_order: tuple[str, ...]
    column: dict[str, re.Pattern[str]]


@cache
def _classes() -> _ClassFile:
    return _ClassFile.model_validate(yaml.load(text_of("classes.yaml"), Loader=YamlLoader))


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity: class, item of the class and grade ("" if none), and whether it is the class as a whole.

    `name` is what people call it, `detail` its words without the heading it stands under.
    """

    slug: str
    name: str
    detail: str
    item: str = ""
    grade: str = ""
    whole: bool = False

    @property
    def known(self) -> bool:
        """Whether a class knows it."""
        return self.slug != _OTHER


def class_name(slug: str) -> str:
    """What people call the class of a slug (achievement_paper → 成果类); the slug itself where no class has it."""
    fits = (r for r in _classes().classes if slug == r.slug or slug.startswith(f"{r.slug}_"))
    row = max(fits, key=lambda r: len(r.slug), default=None)
    return row.name if row else slug


def record_class(text: str) -> str:
    """The class that a learning record belongs to by the words of its class column; "" if no class knows them.

    Like the slugs of rules: the class, its item (achievement_paper) or its grade (contest_provincial). A general word
    alone (培训, 讲座) is enough here: in a column of classes it names one.
    """
    found = activity(text)
    if found.known:
        return f"{found.slug}_{found.item or found.grade}".rstrip("_")
    return next((slug for slug, words in _classes().column.items() if words.search(text)), "")


_OTHER = "other"
_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]+[、是])\s*"
)
_HEADING = re.compile(r"([^：:（(，。；]{1,10}类)\s*[：:（(]?")
_NAME_LENGTH = 40


def activity(text: str) -> Activity:
    """What an activity is, by how it is named or described.

    Special activities first, then the heading of the standard, then general words. A text under several headings
    at once belongs to none of them.
    """
    heading, detail = _heading(_NUMBER.sub("", text))
    headed = [r for r in _classes().classes if r.heads and r.heads.search(text)]
    special = next((r for r in _classes().classes if r.first and r.words.search(text)), None)
    if special is not None:
        name = detail if 0 < len(detail) <= _NAME_LENGTH else special.name
        return _activity(special, name, detail, whole=not special.joint)
    if len(headed) == 1:
        return _activity(headed[0], heading or headed[0].name, detail, whole=True)
    general = _by_general_words(text)
    if headed or general is None:
        return Activity(_OTHER, _short(detail), detail)
    if general.whole and general.whole.fullmatch(detail):
        return _activity(general, general.name, detail, whole=True)
    return _activity(general, _short(detail), detail, whole=False)


def _activity(row: _Row, name: str, detail: str, *, whole: bool) -> Activity:
    item = _only(row.items, detail)
    return Activity(row.slug, _short(detail) if item else name, detail, item, _only(_classes().grades, detail), whole)


def _heading(text: str) -> tuple[str, str]:
    """The heading of a standard that a text begins with ("" if none), and the rest: 3.成果类：论文 → 成果类, 论文."""
    found = _HEADING.match(text)
    if found is None or not any(r.heads and r.heads.fullmatch(found[1]) for r in _classes().classes):
        return "", text
    return found[1], text[found.end() :].rstrip("）)")


def _by_general_words(text: str) -> _Row | None:
    by_slug = {r.slug: r for r in _classes().classes}
    return next((by_slug[s] for s in _classes().general_order if by_slug[s].words.search(text)), None)


def _only(table: dict[str, re.Pattern[str]], text: str) -> str:
    """The one entry whose words a text holds; "" where it holds several or none."""
    found = [slug for slug, words in table.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


def _short(text: str) -> str:
    """The first words of a text as a name."""
    words = " ".join(text.split())
    return words if len(words) <= _NAME_LENGTH else f"{words[:_NAME_LENGTH]}…"
