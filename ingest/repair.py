"""Joined text → edits that give back what was printed: widths, spaces, misread characters.

Each stage only proposes; `assemble` applies and composes them, so every repair stays reversible and says whether it
is certain, inferred or unreadable. The rules are data (data/repairs.yaml).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from ingest.data import load_yaml
from ingest.document import Level
from ingest.edits import Edit
from ingest.figures import figures

Stage = Callable[[str], list[Edit]]

_CJK = "一-鿿㐀-䶿〇"
# Radicals and compatibility ideographs that PDF makers write for the ordinary character; full-width digits, letters.
_COMPATIBLE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]+|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u00ad\ufff9-\ufffb]+")
_BLANK = r"[ \u00a0\u2000-\u200a\u202f\u205f]"
_SPACED = re.compile(rf"{_BLANK}+|\u3000+")
_OPEN, _CLOSE = "（〔《“‘【「", "，。；：、？！）〕》”’】」"
_SPACED_DIGITS = re.compile(
    rf"(?<![0-9.-])(?<![0-9]{_BLANK})[0-9](?:{_BLANK}[0-9]){{1,7}}(?={_BLANK}?(?:年|月|日|号|个|学|天|倍|%))"
    rf"|(?<![0-9.-])(?:19|1{_BLANK}9|20|2{_BLANK}0){_BLANK}?[0-9]{_BLANK}?[0-9](?={_BLANK}?年)"
    rf"|(?<=[一-鿿])[0-9]{{2}}{_BLANK}0(?={_BLANK}?个?学时)"
    rf"|(?<![0-9.-])0{_BLANK}?[0-9]{_BLANK}?[0-9]{{1,2}}(?=-[0-9]{{7,8}}(?![0-9]))"
)
_NUMBER = re.compile(r"[（(]?\+?\d[\d\-—－]{4,}")
_YEARS = re.compile(r"[（(]?(?:19|20)\d\d\s?[-—－–~～]\s?(?:19|20)\d\d(?!\d)|(?:19|20)\d\d-\d\d?-\d\d?(?!\d)")


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    needs: frozenset[str]
    find: re.Pattern[str]
    fix: str
    level: Level


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(row["name"], frozenset(row["needs"]), re.compile(row["find"]), row.get("fix", ""), Level(row["level"]))
        for row in load_yaml("repairs.yaml")["patterns"]
    )


@cache
def _misread_terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of every fixed term with one character misread, and the term for each."""
    data = load_yaml("repairs.yaml")
    confusions = {row["char"]: row["misread"] for row in data["confusions"]}
    right: dict[str, str] = {}
    for row in data["terms"]:
        term = row["term"]
        for i, char in enumerate(term):
            for wrong in confusions.get(char, ""):
                right[term[:i] + wrong + term[i + 1 :]] = term
    longest_first = sorted(right, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), right


@cache
def _joined_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_yaml("repairs.yaml")["joined_words"])


def widths(text: str) -> list[Edit]:
    """Radicals, compatibility ideographs, full-width digits and letters → ordinary characters; controls → nothing."""
    edits = [
        Edit(*m.span(), unicodedata.normalize("NFKC", m.group()), "width")
        for m in _COMPATIBLE.finditer(text)
        if unicodedata.normalize("NFKC", m.group()) != m.group()
    ]
    edits.extend(Edit(*m.span(), "", "control") for m in _CONTROL.finditer(text))
    return sorted(edits, key=lambda e: e.start)


def spaces(text: str) -> list[Edit]:
    """Spaces that print shows but the sentence does not have.

    Gone: between digits of one number, beside full-width punctuation, between a Chinese character and a digit or
    letter, and between Chinese characters in running text. Kept: in lists of names or labels,
    before a telephone number.
    """
    edits: list[Edit] = []
    for line in re.finditer(r"[^\n\t]+", text):
        edits.extend(_line_spaces(text, *line.span()))
    return edits


def _line_spaces(text: str, start: int, end: int) -> Iterator[Edit]:
    line = text[start:end]
    runs = list(_SPACED.finditer(line))
    if not runs:
        return
    prose = _is_prose(line, len(runs))
    digit_runs = [m.span() for m in _SPACED_DIGITS.finditer(line)]
    for run in runs:
        a, b = run.span()
        if a == 0 or b == len(line):
            yield Edit(start + a, start + b, "", "edge_space")
            continue
        if any(s < a and b < e for s, e in digit_runs):
            yield Edit(start + a, start + b, "", "digit_space")
        elif (reason := _space_reason(line, a, b, prose)) is not None:
            yield Edit(start + a, start + b, "", reason)


def _is_prose(line: str, blanks: int) -> bool:
    """Running text: long, few spaces, and punctuated or ending like a title."""
    if len(line) < 12 or blanks > max(2, len(line) // 8):
        return False
    return any(c in line for c in "，。；,") or line.endswith(("通知", "通告", "公告", "意见", "办法", "方案"))


def _space_reason(line: str, a: int, b: int, prose: bool) -> str | None:
    before, after = line[a - 1], line[b]
    if before in _OPEN + _CLOSE or after in _CLOSE + _OPEN:
        return None if _is_number_ahead(line, b) and before not in _CLOSE + _OPEN else "punct_space"
    if (before in "([<" and after not in "([") or (after in ")],;:." and _is_cjk(before)):
        return "punct_space"
    if before in ")],;:." and _is_cjk(after) and b - a == 1:
        return "punct_space"
    if _is_cjk(before) and _is_cjk(after):
        if (
            b - a == 1
            and line[a] != "\u3000"
            and (prose or _joins_word(line, a, b) or (before in "年月日号" and line[max(0, a - 2)] in "0123456789〕"))
        ):
            return "cjk_space"
        return None
    if _is_cjk(before) != _is_cjk(after) and b - a == 1:
        return None if _is_number_ahead(line, b) else "latin_space"
    return None


def _is_number_ahead(line: str, at: int) -> bool:
    """A telephone-like number follows: its space keeps it apart from the name before it."""
    match = _NUMBER.match(line, at)
    return match is not None and not _YEARS.match(line, at)


def _joins_word(line: str, a: int, b: int) -> bool:
    words = _joined_words()
    return any(
        line[max(0, a - k) : a] + line[b : b + n - k] in words for n in (2, 4) for k in range(1, n) if a - k >= 0
    )


def _is_cjk(char: str) -> bool:
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char == "〇"


def glyphs(text: str) -> list[Edit]:
    """Misread characters: the rows of repairs.yaml and fixed terms with one character misread."""
    present = frozenset(text)
    edits: list[Edit] = []
    for row in _rows():
        if row.needs.isdisjoint(present):
            continue
        for match in row.find.finditer(text):
            fixed = match.group() if row.level is Level.UNREADABLE else match.expand(row.fix)
            if row.level is Level.UNREADABLE or fixed != match.group():
                edits.append(Edit(*match.span(), fixed, row.name, row.level))
    pattern, right = _misread_terms()
    edits.extend(_term_edit(match, right[match.group()]) for match in pattern.finditer(text))
    return edits


def _term_edit(match: re.Match[str], term: str) -> Edit:
    i = next(i for i, (a, b) in enumerate(zip(match.group(), term, strict=True)) if a != b)
    return Edit(match.start() + i, match.start() + i + 1, term[i], "char_term")


STAGES: tuple[Stage, ...] = (widths, spaces, glyphs, figures)
