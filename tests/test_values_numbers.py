"""Numerals, ratios, ranges, money and lengths of time, as notices print them; exact, and None where none is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.values.durations import (
    Component,
    Duration,
    parse_duration,
    parse_duration_range,
    resolve_shift,
    shift,
)
from normalize.values.money import parse_money, parse_money_range
from normalize.values.numbers import (
    parse_int,
    parse_number,
    parse_ordinal,
    parse_range,
    parse_ratio,
    parse_ratio_range,
)
from normalize.values.workdays import CalendarUnknown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90", "90"),
        ("９０", "90"),
        ("7.5", "7.5"),
        ("0.10", "0.10"),
        ("3,240", "3240"),
        ("1，200", "1200"),
        ("三十", "30"),
        ("十", "10"),
        ("十二", "12"),
        ("九十", "90"),
        ("一百二十", "120"),
        ("二百零五", "205"),
        ("一千零一十二", "1012"),
        ("两千", "2000"),
        ("廿五", "25"),
        ("卅", "30"),
        ("卅一", "31"),
        ("半", "0.5"),
        ("两", "2"),
        ("叁拾", "30"),
        ("三点五", "3.5"),
        ("零点二五", "0.25"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("二〇二六", "2026"),
        ("二○二六", "2026"),
        ("1万2千", "12000"),
        ("一百零四万", "1040000"),
    ],
)
def test_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "学时",
        "百",
        "万",
        "九十学时",
        "十百",
        "1.2.3",
        "三点",
        "1,20",
        "ω",
        "-5",
        "约90",
        "12-13",
        "⒛",
        "二十亿一",
        "五六",
        "十二三",
        "二百万三",
        "一百零",
    ],
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(1, 99_999_999))
def test_every_chinese_numeral_is_read_back(number: int) -> None:
    assert parse_int(cn2an.an2cn(number, "low")) == number
    assert parse_int(cn2an.an2cn(number, "up")) == number
    assert parse_int(f"{number:,}") == number


@given(st.text(alphabet="0123456789.,〇零一二三十百千万亿半两廿点%/分之 ", max_size=12))
def test_nothing_raises(text: str) -> None:
    for parse in (parse_number, parse_int, parse_ratio, parse_range, parse_ratio_range, parse_money, parse_duration):
        parse(text)


@pytest.mark.parametrize(("text", "value"), [("第二十五条", 25), ("第7批", 7), ("第三", 3), ("二十五", None)])
def test_ordinal(text: str, value: int | None) -> None:
    assert parse_ordinal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三分之二", Fraction(2, 3)),
        ("3分之1", Fraction(1, 3)),
        ("2/3", Fraction(2, 3)),
        ("40%", Fraction(2, 5)),
        ("４０％", Fraction(2, 5)),
        ("12.5%", Fraction(1, 8)),
        ("百分之六点三", Fraction(63, 1000)),
        ("百分之百", Fraction(1)),
        ("一半", Fraction(1, 2)),
        ("2倍", Fraction(2)),
        ("一点五倍", Fraction(3, 2)),
        ("10个百分点", Fraction(1, 10)),
        ("零分之一", None),
        ("分之一", None),
        ("三成", None),
    ],
)
def test_ratio(text: str, value: Fraction | None) -> None:
    assert parse_ratio(text) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20-30", 20, 30),
        ("五至十", 5, 10),
        ("20～30", 20, 30),
        ("2到3万", 20000, 30000),
        ("8500到3万", 8500, 30000),
        ("数十", 10, 100),
    ],
)
def test_range(text: str, low: int, high: int) -> None:
    found = parse_range(text)
    assert found is not None
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


def test_ratio_range() -> None:
    assert parse_ratio_range("百分之二十至三十") == (Fraction(1, 5), Fraction(3, 10))
    assert parse_ratio_range("20-30%") == (Fraction(1, 5), Fraction(3, 10))
    assert parse_ratio_range("20-30") is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("100元", "100"),
        ("1.2万元", "12000"),
        ("共计270元", "270"),
        ("人民币叁仟元整", "3000"),
        ("12元5角", "12.5"),
        ("1，200元", "1200"),
        ("三学时", None),
    ],
)
def test_money(text: str, amount: str | None) -> None:
    found = parse_money(text)
    assert (found.amount if found else None) == (Decimal(amount) if amount else None)


def test_money_range() -> None:
    found = parse_money_range("2-5万元")
    assert found is not None
    assert (found.low, found.high) == (Decimal(20000), Decimal(50000))
    limit = parse_money_range("50万元（含）以上")
    assert limit is not None
    assert (limit.low, limit.high) == (Decimal(500000), None)


# ---------------------------------------------------------------- lengths of time


@pytest.mark.parametrize(
    ("text", "components"),
    [
        ("5个工作日", [("5", "working_day")]),
        ("十五个工作日", [("15", "working_day")]),
        ("7天", [("7", "day")]),
        ("10日", [("10", "day")]),
        ("一周", [("7", "day")]),
        ("两个星期", [("14", "day")]),
        ("1个月", [("1", "month")]),
        ("半个月", [("0.5", "month")]),
        ("两个半月", [("2.5", "month")]),
        ("半年", [("0.5", "year")]),
        ("一年半", [("1.5", "year")]),
        ("3年6个月", [("3", "year"), ("6", "month")]),
        ("一个季度", [("3", "month")]),
        ("24小时", [("24", "hour")]),
        ("1.5天", [("1.5", "day")]),
    ],
)
def test_duration(text: str, components: list[tuple[str, str]]) -> None:
    found = parse_duration(text)
    assert found is not None
    assert [(c.amount, c.unit) for c in found.components] == [(Decimal(amount), unit) for amount, unit in components]


@pytest.mark.parametrize("text", ["", "5", "工作日", "5学时", "若干天", "5个"])
def test_no_duration(text: str) -> None:
    assert parse_duration(text) is None


def test_duration_range() -> None:
    three, five = (Duration((Component(Decimal(n), "working_day"),)) for n in (3, 5))
    found = parse_duration_range("3至5个工作日")
    assert found is not None
    assert (found.low, found.high) == (three, five)
    assert parse_duration_range("3") is None


@pytest.mark.parametrize(
    ("text", "reference", "day"),
    [
        ("10日内", "2026-06-01", "2026-06-11"),
        ("5个工作日内", "2026-09-28", "2026-10-10"),  # 1 to 7 October are free, the 10th is worked in exchange
        ("30天后", "2026-01-31", "2026-03-02"),
        ("一个月内", "2026-01-31", "2026-02-28"),
        ("半个月内", "2026-06-01", "2026-06-16"),
        ("15天前", "2026-06-16", "2026-06-01"),
        ("近三个月", "2026-06-16", "2026-03-16"),
        ("1.5天后", "2026-06-16", None),
        ("99999年后", "2026-06-16", None),
        ("99999999999天后", "2026-06-16", None),
        ("5个工作日", "2026-06-16", None),
    ],
)
def test_shift(text: str, reference: str, day: str | None) -> None:
    found = resolve_shift(text, dt.date.fromisoformat(reference))
    assert found == (dt.date.fromisoformat(day) if day else None)


def test_shift_into_a_year_without_a_calendar() -> None:
    length = Duration((Component(Decimal(5), "working_day"),))
    assert shift(dt.date(2099, 1, 1), length, "before") == CalendarUnknown(2098)
