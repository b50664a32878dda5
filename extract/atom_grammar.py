"""Compiles grammar/atoms.yaml: rows of patterns in, the rows that can begin with each character out.

Kept apart from the scan so that the grammar stays data: this module knows how a row is written, not what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

import yaml

from ingest.yaml_loader import YamlLoader

DIGITS = "0123456789"
CHINESE_DIGITS = "〇零一二两三四五六七八九十百千万半廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Keys of Grammar.by_head for digits: how many stand in a row, and a mark if a sign of a date comes next.
_LENGTHS = ("1-2", "3", "4", "5+")
_DATED = " dated"
_RUNS = (*_LENGTHS, *(f"{length}{_DATED}" for length in _LENGTHS))
_RUN = re.compile(r"([0-9]+)(?:[ \t]{0,6}([年月日号季起至到~./、,和及-]))?")
_HEAD_CLASSES: dict[str, tuple[str, ...]] = {
    "digit": _RUNS,
    "digits3": tuple(run for run in _RUNS if not run.startswith("1-2")),
    "digits5": tuple(run for run in _RUNS if run.startswith("5+")),
    "numeral": (*_RUNS, *CHINESE_DIGITS),
    "count": (*(run for run in _RUNS if run.startswith(("1-2", "3"))), *CHINESE_DIGITS),
    "date": (*(run for run in _RUNS if run.endswith(_DATED)), *CHINESE_DIGITS),
    "date_year": (f"4{_DATED}", *CHINESE_DIGITS),
    "letter": tuple(LETTERS),
}


def head_key(folded: str, start: int) -> str:
    """The key in Grammar.by_head of the place: its character, or what row of digits begins there."""
    run = _RUN.match(folded, start)
    if run is None:
        return folded[start]
    length = run.end(1) - start
    key = _LENGTHS[0] if length < 3 else _LENGTHS[min(length, 5) - 2]
    return key + _DATED if run[2] else key


_FOLDS = {
    " ": "\u3000\u00a0\u2002\u2003\u2009\u202f",
    "-": "—–－―‐‑‒─﹣−",
    "~": "～〜∼﹏",
    ":": "：∶﹕",
    "(": "（﹙",
    ")": "）﹚",
    "[": "〔【［〖﹝",
    "]": "〕】］〗﹞",
    ",": "，",
    ";": "；",
    "/": "／",
    ".": "．",
    "%": "％",
    "@": "＠",
    "+": "＋",
    "=": "＝",
    "〇": "○◯",
} | {chr(c - 0xFEE0): chr(c) for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def fold(text: str) -> str:
    """The text with one sign for each idea (full-width digits, dashes, brackets …); every offset stays what it was."""
    for plain, variants in _FOLDS.items():
        for variant in variants:
            text = text.replace(variant, plain)  # a chain of replaces is four times as fast as one pattern or table
    return text


class RowSource(TypedDict, total=False):
    """A row as it stands in the YAML file."""

    name: str
    kind: str
    label: str
    head: str | list[str]
    pattern: str
    check: str
    why: str
    examples: list[str]
    context_examples: list[str]


class GrammarSource(TypedDict):
    """The YAML file."""

    words: dict[str, dict[str, list[str]] | list[list[str]]]
    pieces: dict[str, str]
    rows: list[RowSource]
    context: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A compiled row. `roles` are (group number, role); `atom_group` is the group that is the atom, 0 for all of it."""

    name: str
    kind: str
    label: str
    check: str
    regex: re.Pattern[str]
    roles: tuple[tuple[int, str], ...]
    atom_group: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar.

    `heads` finds where a row may begin; `by_head` has the rows that can begin there (head_key), in the file's order.
    `labels` leads from a role and the printed words to the grammar's label for them, `words` has the plain word lists.
    """

    heads: re.Pattern[str]
    by_head: dict[str, tuple[Row, ...]]
    labels: dict[str, dict[str, str]]
    words: dict[str, tuple[str, ...]]
    rows: tuple[Row, ...]


def source() -> GrammarSource:
    """The grammar file as data, for the compiler and for the tests that prove its examples."""
    text = files("extract.grammar").joinpath("atoms.yaml").read_text(encoding="utf-8")
    data: GrammarSource = yaml.load(text, Loader=YamlLoader)
    return data


@cache
def grammar() -> Grammar:
    """The compiled grammar, built at first use."""
    data = source()
    labels, words = _word_lists(data)
    inserts = {name: _alternatives(entries) for name, entries in words.items()}
    inserts |= data["pieces"]
    rows = tuple(_compile(row, inserts) for row in data["rows"])
    heads = [_heads(row["head"], words) for row in data["rows"]]
    keys = {_key(head) for of_row in heads for head in of_row}
    by_head = {
        key: tuple(row for row, of_row in zip(rows, heads, strict=True) if key in map(_key, of_row)) for key in keys
    }
    plain = {name: tuple(literal(e) for e in entries) for name, entries in words.items()}
    return Grammar(_head_pattern({head for of_row in heads for head in of_row}), by_head, labels, plain, rows)


def _head_pattern(heads: Iterable[str]) -> re.Pattern[str]:
    """One character class, so that the scan runs at the speed of C; where no row begins with one character alone,
    the next character must be the second of some head (学 is everywhere, 学满 is not)."""
    single = {head for head in heads if len(head) == 1} | set(DIGITS)
    longer = {head[:2] for head in heads if head not in _RUNS and head[0] not in single}
    first = _char_class(single | {pair[0] for pair in longer})
    return re.compile(f"{first}(?:(?<={_char_class(single)})|(?={_char_class({pair[1] for pair in longer})}))")


def _key(head: str) -> str:
    return head if head in _RUNS else head[0]


def _char_class(chars: Iterable[str]) -> str:
    return "[" + re.escape("".join(sorted(chars))) + "]"


def literal(entry: str) -> str:
    """The printed word of a word-list entry, its look-arounds taken off."""
    out: list[str] = []
    depth = 0
    for i, char in enumerate(entry):
        if char == "(" and (depth or entry.startswith(("(?!", "(?=", "(?<"), i)):
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif not depth:
            out.append(char)
    return "".join(out)


def _word_lists(data: GrammarSource) -> tuple[dict[str, dict[str, str]], dict[str, list[str]]]:
    """Labels by role and printed word, and the entries of every list. List role_x serves the role as well."""
    labels: dict[str, dict[str, str]] = {}
    words: dict[str, list[str]] = {name: list(entries) for name, entries in data["context"].items()}
    for name, groups in data["words"].items():
        if isinstance(groups, list):
            words[name] = [entry for entries in groups for entry in entries]
            continue
        words[name] = [entry for entries in groups.values() for entry in entries]
        role = name.split("_")[0]
        for label, entries in groups.items():
            labels.setdefault(role, {}).update({literal(entry): label for entry in entries})
    return labels, words


def _compile(row: RowSource, inserts: dict[str, str]) -> Row:
    pattern = _expand(row["pattern"], inserts)
    roles: list[str] = []

    def number(match: re.Match[str]) -> str:
        roles.append(match[1])
        return f"(?P<{match[1]}_{len(roles)}>"

    regex = re.compile(re.sub(r"\(\?P<([a-z]+)>", number, pattern))  # one role may stand at several places
    groups = [(regex.groupindex[f"{role}_{i}"], role) for i, role in enumerate(roles, 1)]
    atom = next((group for group, role in groups if role == "atom"), 0)
    named = tuple((group, role) for group, role in groups if role != "atom")
    return Row(row["name"], row["kind"], row["label"], row.get("check", ""), regex, named, atom)


def _alternatives(entries: list[str]) -> str:
    return "(?:" + "|".join(sorted(entries, key=lambda entry: -len(literal(entry)))) + ")"


def _expand(pattern: str, inserts: dict[str, str]) -> str:
    while True:
        expanded = re.sub(r"\{([a-z_]+)\}", lambda m: inserts[m[1]], pattern)
        if expanded == pattern:
            return pattern
        pattern = expanded


def _heads(head: str | list[str], words: dict[str, list[str]]) -> set[str]:
    heads: set[str] = set()
    for item in [head] if isinstance(head, str) else head:
        if item in _HEAD_CLASSES:
            heads.update(_HEAD_CLASSES[item])
        elif item.startswith("{"):
            heads.update(literal(entry) for entry in words[item.strip("{}")])
        else:
            heads.add(item)
    return heads
