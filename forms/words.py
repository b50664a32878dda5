"""Printed words of a form → what they are: a label of the spec, an empty blank, a prompt, a sample, or an entry.

Labels are compared with width folded and white space gone (`培 训 总学时`), without numbers before and colons behind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, TypedDict

import yaml

from forms.joined_labels import JOINED, parts_of_label
from forms.spec import FieldSpec, FormSpec, RowGroup
from ingest.yaml_loader import YamlLoader

_SPACE = re.compile(r"\s+")
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十]{1,3}\)、?|\d{1,2}[、.．)](?!\d)|\(\d{1,2}\))"
_LEAD = re.compile(rf"^(?:{_NUMBER}|[*※★●])+")
_HINT = re.compile(r"\([^()]*\)$")
_SEAL_HINT = re.compile(r"章\)?$")
_PART = re.compile(r"^其中:?")
_SEALED = re.compile(r"(?<=单位|机构|基地|名称)\((?:盖章|公章|签章|章)\)$")
_MAX_LABEL = 30
_SURE_LENGTH = 4  # characters: a label so long is one even without a blank before it
_RUN_TOGETHER = 5  # labels in one line without a sign between label and entry
_MIN_STEM = 3  # characters: a label without its bracket must still say something


class _Blanks(TypedDict):
    template_signs: str
    none_words: list[str]
    pending: list[str]
    elsewhere: list[str]
    repeated: str
    prompts: list[str]
    samples: list[str]


@cache
def _blanks() -> _Blanks:
    loaded: _Blanks = yaml.load(
        files(__package__).joinpath("blanks.yaml").read_text(encoding="utf-8"), Loader=YamlLoader
    )
    return loaded


@cache
def _patterns(name: Literal["samples", "prompts", "pending", "elsewhere"]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row) for row in _blanks()[name])


@cache
def _template() -> re.Pattern[str]:
    return re.compile(f"(?:{_blanks()['template_signs']})*")


def squeezed(text: str) -> str:
    """Width folded, white space gone: 培　训 总学时（节） → 培训总学时(节)."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


_WRITTEN_ALIKE = str.maketrans("像帐", "象账")  # 培训对像, 管理帐号: slips that people and offices make in labels


def is_blank(text: str) -> bool:
    """Whether nothing was entered: no text, lines to write on, 年 月 日, a prompt."""
    bare = squeezed(text)
    return _template().fullmatch(bare) is not None or any(p.fullmatch(bare) for p in _patterns("prompts"))


def is_none(text: str) -> bool:
    """Whether an entry says that there is nothing: 无, /."""
    return squeezed(text).rstrip("。.") in _blanks()["none_words"]


def is_pending(text: str) -> bool:
    """Whether an entry states nothing: 待定, 同上."""
    bare = squeezed(text).strip("。.()")
    return any(p.fullmatch(bare) for p in _patterns("pending"))


def is_elsewhere(text: str) -> bool:
    """Whether an entry only points at another paper: 见附件."""
    bare = squeezed(text).strip("。.()")
    return any(p.fullmatch(bare) for p in _patterns("elsewhere"))


def is_repeated(text: str) -> bool:
    """Whether a cell says that it holds what the one above does: 同上."""
    return re.fullmatch(_blanks()["repeated"], squeezed(text)) is not None


def sample_in(text: str, spec: FormSpec) -> str | None:
    """The sample text of the blank form that an entry still holds (a whole line of it), or None."""
    for line in text.splitlines():
        bare = squeezed(line)
        own = any(pattern.search(bare) for pattern in spec.sample_patterns) or _names_field(bare, spec)
        if bare and (own or any(pattern.search(bare) for pattern in _patterns("samples"))):
            return line.strip()
    return None


def _names_field(bare: str, spec: FormSpec) -> bool:
    """Whether a line only says, in brackets, what should stand there: （项目名称）."""
    return re.fullmatch(r"[(【<\[].{2,}[)】>\]]", bare) is not None and _seal_less(bare[1:-1]) in book(spec).fields


def _seal_less(name: str) -> str:
    return "" if _SEAL_HINT.search(name) else key_of(name)


def without_samples(text: str, spec: FormSpec) -> str:
    """The entry without the lines that are sample text."""
    return "\n".join(line for line in text.splitlines() if sample_in(line, spec) is None)


def key_of(label: str) -> str:
    """The form in which labels are compared."""
    bare = squeezed(label)
    return _LEAD.sub("", bare).rstrip(":：*;；").translate(_WRITTEN_ALIKE)


def is_numbered(line: str) -> bool:
    """Whether a line begins with the number of a section: 一、（一）1."""
    return _LEAD.match(squeezed(line)) is not None


def stem_of(key: str) -> str:
    """A label without the hint in brackets at its end: 联系电话(必填) → 联系电话; the seal's bracket stays."""
    hint = _HINT.search(key)
    if hint is None or _SEAL_HINT.search(hint.group()):
        return key
    return key[: hint.start()]


@dataclass(frozen=True)
class LabelBook:
    """The labels of a spec by compared form: of its fields, the headings of its row groups, their columns (by the
    group's key); `known` holds all but the columns.
    """

    spec: FormSpec
    fields: dict[str, tuple[FieldSpec, ...]] = field(default_factory=dict)
    headings: dict[str, RowGroup] = field(default_factory=dict)
    columns: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    inline: re.Pattern[str] = re.compile("(?!)")
    bare: re.Pattern[str] = re.compile("(?!)")

    def label(self, text: str) -> str | None:
        """The compared form of the label that a text is as a whole, or None."""
        return _exact(text, self.known, self.compound)

    def column(self, text: str, group: RowGroup) -> tuple[str, ...]:
        """The keys of the columns that a text is the head of."""
        columns = self.columns[group.key]
        found = _exact(text, columns.keys(), _no_compound)
        return columns[found] if found else ()

    def compound(self, key: str) -> str | None:
        """The compared form of a label that joins several of different fields, or None."""
        parts = parts_of_label(key, self.fields.keys())
        apart = len({tuple(one.key for one in self.fields[part]) for part in parts}) == len(parts)
        return JOINED.join(parts) if parts and apart else None

    def run_together(self, text: str) -> tuple[re.Match[str], ...]:
        """The labels of a text in which a table was lost, so that labels and entries follow without a sign."""
        found = tuple(self.bare.finditer(text))
        return found if len(found) >= _RUN_TOGETHER and found[0].start() == 0 else ()

    def leading(self, text: str) -> re.Match[str] | None:
        """A long label at the head of a line, without a colon: 单位名称某某学院."""
        found = self.bare.match(text)
        return found if found is not None and len(squeezed(found.group())) >= _SURE_LENGTH else None

    def within(self, text: str) -> Iterator[re.Match[str]]:
        """Labels with their colon inside a text, in order."""
        return self.inline.finditer(text)


def _exact(text: str, known: Iterable[str], compound: Callable[[str], str | None]) -> str | None:
    if not text or len(text) > 4 * _MAX_LABEL:
        return None
    key = key_of(text)
    if not key or len(key) > _MAX_LABEL:
        return None
    if key in known:
        return key
    if (joined := compound(key)) is not None:
        return joined
    stems = (stem_of(key), _PART.sub("", key), _SEALED.sub("", key))
    return next((stem for stem in stems if len(stem) >= 2 and stem in known), None)


def _no_compound(_: str) -> str | None:
    return None


def _columns(group: RowGroup) -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    for column in group.columns:
        for label in (column.zh, *column.labels):
            for form in _forms(label):
                if column.key not in keys.get(form, ()):
                    keys[form] = (*keys.get(form, ()), column.key)
    return keys


def _forms(label: str) -> tuple[str, ...]:
    key = key_of(label)
    stem = stem_of(key)
    return (key, stem) if len(stem) >= _MIN_STEM else (key,)


@cache
def book(spec: FormSpec) -> LabelBook:
    """The label book of a spec."""
    fields: dict[str, tuple[FieldSpec, ...]] = {}
    for one in spec.fields:
        for label in one.labels:
            for form in _forms(label):
                if one not in fields.get(form, ()):
                    fields[form] = (*fields.get(form, ()), one)
    headings = {form: group for group in spec.rows for h in group.headings for form in _forms(h)}
    other = {form for label in spec.other_labels for form in _forms(label)}
    known = frozenset({*fields, *headings, *other})
    columns = {group.key: _columns(group) for group in spec.rows}
    sure = sorted((label for label in known if len(label) > 1), key=len, reverse=True)
    bare = re.compile(f"(?P<label>{_either(sure)})") if sure else re.compile("(?!)")
    return LabelBook(spec, fields, headings, columns, known, _inline(known), bare)


def _inline(known: Iterable[str]) -> re.Pattern[str]:
    """A label in running text with a colon behind it: at an edge, or anywhere if it is long enough to be no chance."""
    words = sorted(known, key=len, reverse=True)
    edge = r"(?:^|(?<=[\s；;，,。、）)：:∶]))"
    chinese = "[一二三四五六七八九十]{1,3}"
    number = rf"(?P<number>{chinese}[、.．]|[（(](?:{chinese}|\d{{1,2}})[)）]|\d{{1,2}}[、.．](?!\d))?\s*"
    hint = r"(?:\s*[（(](?P<hint>[^（）()\n]{0,16})[）)])?"
    anywhere = _either(word for word in words if len(word) >= _SURE_LENGTH)
    return re.compile(
        rf"(?:{edge}{number}|(?<=\w))(?P<label>(?:(?<!\w)|(?={anywhere})){_either(words)}){hint}\s*[：:∶]", re.M
    )


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(r"\s*".join(map(_width, word)) for word in words) + ")"


def _width(char: str) -> str:
    """A character in either width, and as it is often miswritten."""
    if char in "象账":
        return "[象像]" if char == "象" else "[账帐]"
    wide = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else ""
    return f"[{re.escape(char)}{wide}]" if wide else re.escape(char)
