"""Printed amounts of money in, exact values in whole units of the currency out (元, not 万元).

Money is a distractor among the facts of a notice, but a form asks for it (注册资金, 支持金额).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from normalize.values.numbers import RANGE, fold_number, parse_number, parse_range, shared_scale

_CURRENCIES = {
    "人民币": "元", "港币": "港元", "新台币": "新台币", "港元": "港元", "美元": "美元", "日元": "日元", "欧元": "欧元",
    "元": "元", "块钱": "元", "块": "元",
}  # fmt: skip
_UNIT = "|".join(sorted(_CURRENCIES, key=len, reverse=True))
_FIGURE = r"[\d.,〇零一二两三四五六七八九十百千万亿]+?"
_MONEY = re.compile(
    rf"(?:约|近|共计?)?(?P<before>人民币|港币|新台币)?(?P<number>{_FIGURE})余?(?P<unit>{_UNIT})?(?:(?P<jiao>[\d一二三四五六七八九])[角毛])?"
    r"(?:(?P<fen>[\d一二三四五六七八九])分)?(?:人民币)?整?(?:\(含\))?"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency, 元 if none is named."""

    amount: Decimal
    currency: str = "元"


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """From `low` to `high`, both included; None where that side is open."""

    low: Decimal | None
    high: Decimal | None
    currency: str = "元"


def parse_money(text: str) -> Money | None:
    """601,293.11元, 1.2万元, 六十四万零一百四十三元一角七分, 港币两千元; None if it is no amount of money."""
    match = _MONEY.fullmatch(fold_number(text))
    if match is None:
        return None
    number = parse_number(match["number"])
    jiao, fen = (parse_number(match[name]) if match[name] else Decimal(0) for name in ("jiao", "fen"))
    if number is None or jiao is None or fen is None:
        return None
    return Money(number + jiao / 10 + fen / 100, _CURRENCIES[match["before"] or match["unit"] or "元"])


def parse_money_range(text: str) -> MoneyRange | None:
    """1万-5万元, 两到三万港元, 50万元（含）以上, 数十万元; None if it is no range of money."""
    folded = fold_number(text)
    if match := re.fullmatch(r"(.+?)(以上|以下|以内)", folded):
        money = parse_money(match[1])
        if money is None:
            return None
        low, high = (money.amount, None) if match[2] == "以上" else (None, money.amount)
        return MoneyRange(low, high, money.currency)
    if match := re.fullmatch(rf"(?:人民币)?(?P<number>[数几][十百千万亿]+)(?P<unit>{_UNIT})(?:人民币)?", folded):
        about = parse_range(match["number"])
        return MoneyRange(about.low, about.high, _CURRENCIES[match["unit"]]) if about else None
    sides_printed = RANGE.fullmatch(folded)
    if sides_printed is None:
        return None
    first, second = parse_money(sides_printed["low"]), parse_money(sides_printed["high"])
    if first is None or second is None:
        return None
    figure = _MONEY.fullmatch(sides_printed["high"])
    shared = first.amount * shared_scale(sides_printed["low"], figure["number"] if figure else "")
    return MoneyRange(shared if shared <= second.amount else first.amount, second.amount, second.currency)
