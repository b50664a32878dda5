"""The text of a recognised line → the same with each mark in the width that its neighbours have.

A network that reads lines can't see whether a bracket is the wide or the narrow one, nor a dash from the character 一.
"""

from __future__ import annotations

import re

_WIDE = dict(zip("(),:;?!", "（），：；？！", strict=True))
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_OPEN, _CLOSE = "(", ")"
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]")
_PAGE_NUMBER = re.compile(r"(?=.*\D)[一—–-]?\s*\d{1,4}\s*[一—–-]?")
_ADDRESS = re.compile(r"(?:https?|ftp)[：:]//?|[A-Za-z0-9]：(?=\d{2,5}(?:/|$))")


def settled(text: str) -> str:
    """The text, as long as it was."""
    if _PAGE_NUMBER.fullmatch(text):
        return text.replace("一", "—")
    chars = list(text)
    open_marks: list[str] = []
    for i, char in enumerate(text):
        narrow = _NARROW.get(char, char)
        if narrow not in _WIDE:
            continue
        if narrow == _CLOSE and open_marks:
            chars[i] = _WIDE[_CLOSE] if open_marks.pop() in _NARROW else _CLOSE
            continue
        before, after = "".join(chars[:i]).rstrip()[-1:], text[i + 1 :].lstrip()[:1]
        chars[i] = _fitting(char, narrow, before, after)
        if narrow == _OPEN:
            open_marks.append(chars[i])
    return _ADDRESS.sub(lambda m: m.group().replace("：", ":"), "".join(chars))


def _fitting(char: str, narrow: str, before: str, after: str) -> str:
    """The width of a mark between two neighbours ("" at the ends of the line)."""
    near = (before, after) if narrow in (_OPEN, _CLOSE) else (before,)
    if any(_CHINESE.fullmatch(c) for c in near if c):
        return _WIDE[narrow]
    return char
