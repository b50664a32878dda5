"""The text of an entry with boxes → what was ticked. ☑ ■ √ tick, □ ○ wait; the box stands before or behind its word.

Without boxes the words typed are the choice. A cross ticks where it is the only mark; beside ticks it may say no, so a
cross in the open says no, and one inside a box decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms.values import NOTHING, Read
from forms.words import squeezed

_TICKS = "☑■√✓✔✅●◉▣🗹"
_CROSSED = "☒⊠"
_SURE = _TICKS + _CROSSED
_CROSSES = "×✗✕✘╳"
_BOX = "□☐○◯▢◻⬜◇口"
_IN_BRACKETS = _SURE + "✗✕xX×vV"
_MARK = re.compile(
    rf"[\[(【〔](?P<bracket>[{_IN_BRACKETS}]?)[\])】〕]|(?P<pair>[{_BOX}][√✓✔×xXvV])|(?P<sure>[{_SURE}])|(?P<box>[{_BOX}])"
)
_WITH_CROSSES = re.compile(rf"{_MARK.pattern}|(?P<cross>(?<![\d人期])[{_CROSSES}](?!\d))")
_CROSSED_BOX = re.compile(rf"[{_CROSSED}]|[{_BOX}][{_CROSSES}xX]|[\[(【〔][{_CROSSES}xX][\])】〕]")
_TICKED = re.compile(f"[{_TICKS}]")
_CROSS = re.compile(rf"(?<![\d人期])[{_CROSSES}](?!\d)")  # 40人×2期 is none
_YES_NO = (
    (("是",), ("否", "不是")),
    (("允许", "可以"), ("不允许", "不可以")),
    (("有",), ("无", "没有")),
    (("需要", "同意", "可"), ("不需要", "不同意", "不可")),
)
_YES = re.compile(r"^(?:是|有|允许|可以|可|同意|需要|拟?申请|Y|YES|yes|Yes)(?:[,，。;；(].*)?$")
_NO = re.compile(r"^(?:否|无|没有|不允许|不可以|不可|不是|不|非|不需要|不申请|N|NO|no|No)(?:[,，。;；(].*)?$")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A box at [start, end), ticked or not; `boxed`: a plain empty box, not a tick or brackets."""

    start: int
    end: int
    ticked: bool
    boxed: bool


def _signs(bare: str) -> list[_Sign]:
    pattern = _WITH_CROSSES if _TICKED.search(bare) else _MARK  # ×是 √否: the cross says no
    return [
        _Sign(
            *m.span(),
            bool(m["bracket"]) if m["bracket"] is not None else bool(m["pair"] or m["sure"]),
            boxed=bool(m["box"]),
        )
        for m in pattern.finditer(bare)
    ]


def _undecided(bare: str) -> bool:
    """Whether ticks and crosses in boxes stand side by side, so that a cross may say yes or no; or crosses alone."""
    if _TICKED.search(bare):
        return _CROSSED_BOX.search(bare) is not None
    return _CROSS.search(_CROSSED_BOX.sub("", bare)) is not None


def has_boxes(text: str) -> bool:
    """Whether an entry has boxes to tick."""
    return _MARK.search(squeezed(text)) is not None


def _ticked(text: str, words: Sequence[str]) -> list[str] | None:
    """Those of some words whose box is ticked; None where the entry has no boxes or none of the words."""
    bare = squeezed(text)
    signs = _signs(bare)
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    found = list(pattern.finditer(bare))
    if _undecided(bare) and found:
        return []
    if not signs or not found:
        return None
    before, behind = {sign.end: sign for sign in signs}, {sign.start: sign for sign in signs}
    sides = [(m.group(), before.get(m.start()), behind.get(m.end())) for m in found]
    if signs[0].start > found[0].start():
        sides = [(word, right, left) for word, left, right in sides]
    claimed = {own for _, own, _ in sides}
    stray = [sign for sign in signs if sign not in claimed]
    boxed = any(sign.boxed for sign in signs)
    if stray and boxed and any(own is None for _, own, _ in sides):
        return []  # a box too many here and one too few there: their order was lost on the way
    # □是√ □否: a tick on the other side counts where it is no other word's box
    return [
        word
        for word, own, other in sides
        if (own is not None and own.ticked) or (other is not None and other.ticked and other not in claimed)
    ]


def yes_no(text: str) -> Read:
    """是 or 否, ticked or typed; None where neither or both are."""
    for yes, no in _YES_NO:
        ticked = _ticked(text, (*yes, *no))
        if ticked is not None:
            said = {word in yes for word in ticked}
            return Read(said.pop()) if len(said) == 1 else NOTHING
    bare = squeezed(text).strip("。.;；/、,()")
    if bare and all(char in _TICKS for char in bare):
        return Read(True)  # a tick alone, in a cell without options
    yes_said, no_said = _YES.match(bare) is not None, _NO.match(bare) is not None
    return Read(yes_said) if yes_said != no_said else NOTHING


def chosen(text: str, choices: Sequence[str]) -> Read:
    """The choices that were ticked; where the entry has no boxes, those that it names."""
    ticked = _ticked(text, choices)
    if ticked is not None:
        kept = tuple(choice for choice in choices if choice in ticked)
        return Read(kept) if kept else NOTHING
    pieces = [piece for piece in re.split(r"[,，、;；/和\n\s]+", text) if piece]
    named = tuple(choice for choice in choices if any(_is(squeezed(piece), choice) for piece in pieces))
    if len(named) == len(choices) > 1:
        return NOTHING  # the options as printed, none marked
    return Read(named) if named else NOTHING


def single(text: str, choices: Sequence[str]) -> Read:
    """The one choice that was made; None where several or none were."""
    value = chosen(text, choices).value
    return Read(value[0]) if isinstance(value, tuple) and len(value) == 1 else NOTHING


def _is(words: str, choice: str) -> bool:
    return words == choice or words.startswith((f"{choice}:", f"{choice}(", f"{choice}_", f"{choice}-"))


_BOX_BEHIND = re.compile(rf"\s*(?:[（(]\s*[{_SURE}]?\s*[）)]|[{_SURE}{_BOX}])")
_SAID = re.compile(r"\s*[（(]?\s*(?:请(?:注明|说明|填写))?\s*[:：_＿]*\s*(?P<said>[^）)\n□☐○☑☒■√_＿]*)")


def other_of(text: str) -> Read:
    """What is written behind 其他."""
    _, found, rest = text.rpartition("其他")
    if not found:
        return NOTHING
    said = _SAID.match(_BOX_BEHIND.sub("", rest, count=1) if _BOX_BEHIND.match(rest) else rest)
    words = said["said"].strip(" \t\u3000：:，,。；;") if said else ""
    return Read(words) if words else NOTHING
