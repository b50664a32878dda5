"""Characters → whether they are what Chinese official documents are printed with, or codes of a font in disguise.

Pure functions over text without white space; the thresholds say what they were measured on.
"""

from __future__ import annotations

import re

_ENOUGH = 20  # characters from which on shares mean something
_RARE_HANZI = 0.5  # prose has 0.00 to 0.05, a list of names 0.15, random codes 0.75
_ASCII_NOISE = 0.3
_SYMBOL_NOISE = 0.35

_HANZI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# What Chinese official documents are printed with: Latin, Greek, Cyrillic letters in formulas and names, marks,
# arrows, numbers in circles, boxes, CJK with radicals (Chromium) and compatibility forms, full-width forms, and of
# private use only what the symbol fonts of Windows have (ticks, bullets).
_UNEXPECTED = re.compile(
    r"[^\t\r\n -~\u00a0-\u017f\u01cd-\u01dc\u02c7-\u02d9\u0391-\u03c9\u0410-\u0451\u2000-\u206f\u20ac\u2100-\u22ff"
    r"\u2312\u2460-\u266f\u2700-\u27bf\u2e80-\u2fdf\u3000-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf020-\uf0ff\uf900-\ufaff"
    r"\ufe10-\ufe4f\uff00-\uffef\ufffe\U00020000-\U000323af]|\ufffd"
)
_CID = re.compile(r"\(cid:\d+\)")
_ASCII_MARKS = re.compile(r"[!-&*;<=>?@\[-`{-~]")  # without ' ( ) + , - . / : which dates, sums and URLs have
_FOREIGN = re.compile(r"[\u00a1-\u017f\u0391-\u03c9\u0410-\u0451]")
_ODD_SYMBOLS = re.compile(
    r"[\u2190-\u22ff\u2580-\u259f\u2600-\u2610\u2614-\u266f\u2700-\u2712\u2715-\u27bf\uf020-\uf0ff]"
)
_LEVEL_ONE = bytes(range(0xB0, 0xD8))  # first bytes of the 3,755 common characters of GB 2312
_BIG5_COMMON = bytes(range(0xA4, 0xC7))  # first bytes of the 5,401 common characters of Big5


def bad_count(text: str) -> int:
    """Characters that stand for nothing: unreadable, private use, control, `(cid:NN)`, scripts of other languages."""
    return len(_UNEXPECTED.findall(text)) + sum(map(len, _CID.findall(text)))


def is_noise(text: str) -> bool:
    """Whether characters that are all possible make a text that is not: codes of a font taken for characters.

    Three shapes of it: rare Chinese characters in mass, symbols in mass, marks and accented letters without Chinese.
    Never true of less than 20 characters.
    """
    if len(text) < _ENOUGH:
        return False
    hanzi = "".join(_HANZI.findall(text))
    if len(hanzi) >= _ENOUGH and rare_share(hanzi) > _RARE_HANZI:
        return True
    if len(_ODD_SYMBOLS.findall(text)) > _SYMBOL_NOISE * len(text):
        return True
    if len(hanzi) > 0.1 * len(text):
        return False
    return len(_ASCII_MARKS.findall(text)) + len(_FOREIGN.findall(text)) > _ASCII_NOISE * len(text)


def rare_share(hanzi: str) -> float:
    """Share of Chinese characters that are rare: in simplified script by GB 2312, in traditional by Big5."""
    simplified = _outside(hanzi, "gb2312", _LEVEL_ONE)
    return simplified if simplified <= _RARE_HANZI else min(simplified, _outside(hanzi, "big5", _BIG5_COMMON))


def _outside(hanzi: str, encoding: str, first_bytes: bytes) -> float:
    """Share of characters whose first byte in a double-byte encoding is not among these."""
    found = hanzi.encode(encoding, "ignore")[::2]
    common = len(found) - len(found.translate(None, first_bytes))
    return 1 - common / len(hanzi)


def reads_as_chinese(codes: str) -> bool:
    """Whether bare codes of a font without a map to Unicode are Unicode all the same, as in the layers of Tesseract.

    Eight common Chinese characters don't come about by chance: not even one random code in ten is one.
    """
    hanzi = "".join(_HANZI.findall(codes))
    return len(hanzi) >= 8 and len(hanzi) >= 0.5 * len(codes) and rare_share(hanzi) <= 0.2
