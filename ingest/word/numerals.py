"""Number formats of Word lists: the value of a counter comes in, the numeral that Word prints goes out.

Formats are those of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59) that Chinese documents use; any other prints as
plain digits, which keeps the number right even where its dress is not.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def chinese(value: int) -> str:
    """一, 十, 十一, 二十, 一百零一: counting numerals up to 9999."""
    text = _positional(value, _DIGITS, _UNITS)
    return text[1:] if text.startswith("一十") else text


def _legal(value: int) -> str:
    return _positional(value, _LEGAL_DIGITS, _LEGAL_UNITS)


def _positional(value: int, digits: str, units: tuple[str, ...]) -> str:
    if not 0 < value < 10_000:
        return str(value)
    text = ""
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            text += digits[digit] + units[power]
        elif text and not text.endswith(digits[0]):
            text += digits[0]
    return text.rstrip(digits[0])


def _chinese_digits(value: int) -> str:
    """一〇: digit by digit."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


def _letters(value: int) -> str:
    """a to z, then aa, bb: Word repeats the letter."""
    if not 0 < value <= 26 * 20:
        return str(value)
    repeats, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        text += letters * count
    return text


def _circled(value: int) -> str:
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= value <= last:
            return chr(ord(start) + value - first)
    return str(value)


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value)) if value >= 0 else str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value > 0 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,  # what Chinese Word writes for 一、二、三 since version 97
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "koreanDigital2": chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseDigitalTenThousand": _chinese_digits,
    "taiwaneseDigital": _chinese_digits,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda value: f"({value})",  # ⑴, in the form that the clause grammar knows
    "decimalEnclosedFullstop": lambda value: f"{value}.",  # ⒈, likewise
    "ideographEnclosedCircle": lambda value: f"（{chinese(value)}）",  # ㈠
    "numberInDash": lambda value: f"-{value}-",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda _: "",
}


def numeral(value: int, number_format: str) -> str:
    """A counter's value in a Word number format; plain digits where the format is unknown."""
    return _FORMATS.get(number_format, str)(value)
