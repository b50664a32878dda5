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
_BETWEEN_DASHES = re.compile(r"[一二—–=~_-][.·\s]*\d{1,4}[.·\s]*[一二—–=~_-]")
_YEAR = re.compile(r"〔(\d{4})[\])）]|[\[(（](\d{4})〕")  # of a document number: GB/T 9704 knows no other brackets
_ADDRESS = re.compile(r"(?:https?|ftp)[：:]//?|[A-Za-z0-9]：(?=\d{2,5}(?:/|$))")


def settled(text: str) -> str:
    """The text, as long as it was."""
    if _PAGE_NUMBER.fullmatch(text):
        return text.replace("一", "—")
    if _BETWEEN_DASHES.fullmatch(text):
        return re.sub(r"[^\d\s]", "—", re.sub(r"[.·]", " ", text))
    text = _YEAR.sub(lambda m: f"〔{m[1] or m[2]}〕", text)
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
        chars[i] = _WIDE[narrow] if _CHINESE.fullmatch(before) or _CHINESE.fullmatch(after) else char
        if narrow == _OPEN:
            open_marks.append(chars[i])
    return _ADDRESS.sub(lambda m: m.group().replace("：", ":"), "".join(chars))
