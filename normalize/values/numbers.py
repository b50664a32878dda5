"""Printed numbers in, exact values out: Arabic, Chinese, mixed and full-width numerals, fractions, percentages.

cn2an reads the Chinese integers; decimals, halves, 卅, and figures with 万 or 亿 behind them are read here, because
cn2an refuses some of these and works the others in floating point.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

_CHINESE = "〇零一二两三四五六七八九十百千万亿"
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩○圆", "一二二三三四五六六七八九十百千万亿两〇元")
_SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALED = re.compile(rf"({_ARABIC.pattern})([十百千万亿]{{0,2}})")
_CHINESE_NUMBER = re.compile(rf"([{_CHINESE}]+)(?:点([〇零一二三四五六七八九]+))?")
_DIGITS = "〇一二三四五六七八九"
# No number: a scale alone (百分之 is a ratio), 五六 for five or six, 二百万三 (203 or 200.3 wan?), 一百零 broken off.
_DOUBTFUL = re.compile(
    r"[百千万亿].*|一二|二三|三四|四五|五六|六七|七八|八九|.*[十百千][万亿][一二三四五六七八九]|.*[十百千万亿][〇零]"
)
_DIGIT_BY_DIGIT = re.compile(r"[〇零一二三四五六七八九]{2,}")
RANGE = re.compile(r"(?:从)?(?P<low>.+?)(?:至|到|[-—–~～]{1,2})(?P<high>.+)")
_FRACTION = re.compile(r"(.+?)分之(.+)")


@dataclass(frozen=True, slots=True)
class NumberRange:
    """From `low` to `high`, both included; None where that side is open."""

    low: Decimal | None
    high: Decimal | None


def fold_number(text: str) -> str:
    """Half-width digits and signs, everyday Chinese digits, no blanks: 壹万２千 → 一万2千."""
    text = unicodedata.normalize("NFKC", text).translate(_FORMAL)
    for short, full in _SHORT_TENS.items():
        text = text.replace(short, full)
    return re.sub(r"\s+", "", text)


def parse_number(text: str) -> Decimal | None:
    """The value of a numeral that is the whole text: 90, 三十, 一百零四万, 1.2万, 两, 半, 十点五; else None."""
    text = fold_number(text)
    if text == "半":
        return Decimal("0.5")
    if match := _SCALED.fullmatch(text):
        return _scaled(match)
    if match := _CHINESE_NUMBER.fullmatch(text):
        whole = _chinese_integer(match[1])
        return None if whole is None else _with_decimals(whole, match[2])
    return _mixed(text)


def parse_int(text: str) -> int | None:
    """Like parse_number, for a count; None if the value is no whole number."""
    value = parse_number(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def parse_ordinal(text: str) -> int | None:
    """The number of 第七, 第二十五条, 第3批."""
    match = re.match(r"第(\d+|[一二三四五六七八九十百零〇]+)", fold_number(text))
    return parse_int(match[1]) if match else None


def parse_ratio(text: str) -> Fraction | None:
    """A part of a whole: 三分之二 → 2/3, 2/3, 40%, 百分之六点三, 一半; the factor of 2倍 is 2."""
    text = fold_number(text)
    if text in ("一半", "半"):
        return Fraction(1, 2)
    if text.endswith(("%", "倍", "个百分点")):
        value = parse_number(re.sub(r"(?:%|倍|个百分点)$", "", text))
        return None if value is None else Fraction(value) / (1 if text.endswith("倍") else 100)
    if match := _FRACTION.fullmatch(text):
        below = Decimal(100) if match[1] == "百" else parse_number(match[1])
        above = Decimal(100) if match[2] == "百" else parse_number(match[2])
        return _over(above, below)
    if match := re.fullmatch(r"(\d+)/(\d+)", text):
        return _over(Decimal(match[1]), Decimal(match[2]))
    return None


def parse_range(text: str) -> NumberRange | None:
    """20-30, 五至十, 一百二十到一百五十万 (the scale of the second holds for both), 数十; None if it is no range."""
    folded = fold_number(text)
    if match := re.fullmatch(r"[数几]([十百千万亿]+)", folded):
        one = parse_number(f"一{match[1]}")
        return NumberRange(one, one * 10) if one else None
    match = RANGE.fullmatch(folded)
    if match is None:
        return None
    low, high = parse_number(match["low"]), parse_number(match["high"])
    if low is None or high is None:
        return None
    shared = low * shared_scale(match["low"], match["high"])
    return NumberRange(shared if shared <= high else low, high)  # 8500到3万 does not share it


def parse_ratio_range(text: str) -> tuple[Fraction, Fraction] | None:
    """20%-30%, 百分之三十到四十一; None if it is no range of parts of a whole."""
    match = RANGE.fullmatch(fold_number(text))
    if match is None:
        return None
    above = re.match(r".+分之", match["low"])
    low, high = parse_ratio(match["low"]), parse_ratio(match["high"])
    if high is None and above:
        high = parse_ratio(above.group() + match["high"])
    if low is None and match["high"].endswith("%"):
        low = parse_ratio(f"{match['low']}%")
    return (low, high) if low is not None and high is not None else None


def shared_scale(low: str, high: str) -> int:
    """The 万 or 亿 that the second figure of a range prints for both: 10000 in 2到3万, 1 in 1万到5万."""
    if re.search(r"[万亿]", low):
        return 1
    return next((_SCALES[sign] for sign in "亿万" if high.endswith(sign)), 1)


def _over(above: Decimal | None, below: Decimal | None) -> Fraction | None:
    return Fraction(above) / Fraction(below) if above is not None and below else None


def _scaled(match: re.Match[str]) -> Decimal:
    value = Decimal(match[1].replace(",", ""))
    for sign in match[2]:
        value *= _SCALES[sign]
    return value


def _with_decimals(whole: int, decimals: str | None) -> Decimal:
    digits = "".join(str(_DIGITS.index(d)) for d in (decimals or "").replace("零", "〇"))
    return Decimal(f"{whole}.{digits}" if digits else whole)


@lru_cache(maxsize=1024)
def _chinese_integer(text: str) -> int | None:
    if _DOUBTFUL.fullmatch(text):
        return None
    if _DIGIT_BY_DIGIT.fullmatch(text):  # 二〇二六: a row of digits, not a sum
        return int("".join(str(_DIGITS.index(d)) for d in text.replace("零", "〇")))
    import cn2an  # noqa: PLC0415 – slow to load, needed only where Chinese numerals are

    try:
        return int(cn2an.cn2an(text, "smart"))
    except (ValueError, KeyError):  # a KeyError is how cn2an stumbles over 二十亿一
        return None


def _mixed(text: str) -> Decimal | None:
    """3万5千, 1万2千3百: Arabic figures with Chinese scales, each smaller than the one before."""
    if not re.fullmatch(r"(?:\d+(?:\.\d+)?[亿万千百十])+\d*", text):
        return None
    total, last = Decimal(0), Decimal("Infinity")
    for figure, sign in re.findall(r"(\d+(?:\.\d+)?)([亿万千百十]?)", text):
        value = Decimal(figure) * _SCALES.get(sign, 1)
        if value >= last:
            return None
        total, last = total + value, Decimal(_SCALES.get(sign, 1))
    return total
