"""Dates and ranges as notices print them, resolved against a year and an issue date; and working days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.values.dates import Boundary, DateRange, Flag, resolve_date, resolve_range
from normalize.values.workdays import CalendarUnknown, add_workdays, is_workday, workdays_between

ISSUED = dt.date(2026, 5, 26)
IMPLICIT, RELATIVE, VAGUE = Flag.YEAR_IMPLICIT, Flag.YEAR_RELATIVE, Flag.DAY_IMPLICIT


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "value", "flags", "boundary"),
    [
        ("2026年5月26日", "2026-05-26", [], ""),
        ("2026 年 5 月 26 日", "2026-05-26", [], ""),
        ("２０２６年５月２６日", "2026-05-26", [], ""),
        ("二〇二六年六月三日", "2026-06-03", [], ""),
        ("二○二五年十二月二十五日", "2025-12-25", [], ""),
        ("二0二六年十月三十一日", "2026-10-31", [], ""),
        ("二O二六年十月卅一日", "2026-10-31", [], ""),
        ("2026-05-26", "2026-05-26", [], ""),
        ("2026.6.3", "2026-06-03", [], ""),
        ("2026/6/3", "2026-06-03", [], ""),
        ("20260603", "2026-06-03", [], ""),
        ("26年6月3日", "2026-06-03", [], ""),
        ("6月5日", "2026-06-05", [IMPLICIT], ""),
        ("6月5日前", "2026-06-05", [IMPLICIT], "before"),
        ("6月5日（含当日）前", "2026-06-05", [IMPLICIT], "before"),
        ("6月5日以前", "2026-06-05", [IMPLICIT], "before"),
        ("6月5日（星期五）17:00前", "2026-06-05", [IMPLICIT], "before"),
        ("6月5日下午5点前", "2026-06-05", [IMPLICIT], "before"),
        ("6月5日下班前", "2026-06-05", [IMPLICIT], "before"),
        ("2026年3月31日24时", "2026-03-31", [], ""),
        ("截至2026年12月31日", "2026-12-31", [], "until"),
        ("截止时间为2026年6月30日", "2026-06-30", [], "until"),
        ("2026年12月31日止", "2026-12-31", [], "until"),
        ("自2026年5月1日起", "2026-05-01", [], "from"),
        ("2026年5月1日后", "2026-05-01", [], "after"),
        ("当年度12月31日前", "2026-12-31", [RELATIVE], "before"),
        ("当年12月31日", "2026-12-31", [RELATIVE], ""),
        ("次年3月31日前", "2027-03-31", [RELATIVE], "before"),
        ("每年11月30日前", "2026-11-30", [Flag.EVERY_YEAR], "before"),
        ("6月底", "2026-06-30", [IMPLICIT, VAGUE], ""),
        ("4月底前", "2026-04-30", [IMPLICIT, VAGUE], "before"),
        ("2024年2月底", "2024-02-29", [VAGUE], ""),
        ("12月末", "2026-12-31", [IMPLICIT, VAGUE], ""),
        ("2026年年底", "2026-12-31", [VAGUE], ""),
        ("年底前", "2026-12-31", [IMPLICIT, VAGUE], "before"),
        ("本月底", "2026-05-31", [RELATIVE, VAGUE], ""),
        ("本月20日", "2026-05-20", [RELATIVE], ""),
        ("次月10日前", "2026-06-10", [RELATIVE], "before"),
        ("15日前", "2026-05-15", [IMPLICIT, Flag.MONTH_IMPLICIT], "before"),
    ],
)
def test_day(text: str, value: str, flags: list[Flag], boundary: str) -> None:
    found = resolve_date(text, year=2026, reference=ISSUED)
    assert found is not None
    assert (found.value, found.flags, found.boundary) == (day(value), frozenset(flags), Boundary(boundary))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026年12月", "2026-12-01", "2026-12-31"),
        ("5月份", "2026-05-01", "2026-05-31"),
        ("2026.11", "2026-11-01", "2026-11-30"),
        ("12月上旬", "2026-12-01", "2026-12-10"),
        ("9月中旬", "2026-09-11", "2026-09-20"),
        ("2月下旬", "2026-02-21", "2026-02-28"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("2027年下半年", "2027-07-01", "2027-12-31"),
        ("第三季度", "2026-07-01", "2026-09-30"),
        ("一季度末", "2026-03-01", "2026-03-31"),
        ("2026年度", "2026-01-01", "2026-12-31"),
        ("次年", "2027-01-01", "2027-12-31"),
        ("年初", "2026-01-01", "2026-02-28"),
        ("7月初", "2026-07-01", "2026-07-05"),
    ],
)
def test_stretch_has_no_single_day(text: str, start: str, end: str) -> None:
    found = resolve_date(text, year=2026, reference=ISSUED)
    assert found is not None
    if not text.endswith("末"):
        assert found.value is None
    assert (found.start, found.end) == (day(start), day(end))


@pytest.mark.parametrize(
    "text", ["2026年2月30日", "6月31日", "13月5日", "2026-13-01", "2025年2月29日", "二〇二六年九月三十一日"]
)
def test_a_day_that_does_not_exist(text: str) -> None:
    found = resolve_date(text, year=2026, reference=ISSUED)
    assert found is not None
    assert (found.value, found.start, found.end, found.flags) == (None, None, None, frozenset({Flag.INVALID}))


@pytest.mark.parametrize(
    "text", ["", "年 月 日", "近期", "适时", "60日", "5个工作日", "学习结束后", "2026年度继续教育", "二十一"]
)
def test_no_date(text: str) -> None:
    assert resolve_date(text, year=2026, reference=ISSUED) is None


def test_without_a_year_there_is_no_guess() -> None:
    assert resolve_date("6月5日") is None
    assert resolve_date("本月底", year=2026) is None
    printed = resolve_date("2026年6月5日")
    assert printed is not None
    assert printed.value == dt.date(2026, 6, 5)


def test_the_year_given_goes_before_the_issue_date() -> None:
    """Issued in December for the coming year."""
    found = resolve_date("1月15日前", year=2027, reference=dt.date(2026, 12, 20))
    assert found is not None
    assert found.value == dt.date(2027, 1, 15)


@pytest.mark.parametrize(
    ("text", "start", "end", "flags"),
    [
        ("2026年5月1日至12月31日", "2026-05-01", "2026-12-31", []),
        ("2026年5月1日至2027年3月31日", "2026-05-01", "2027-03-31", []),
        ("2026年5月1日—12月31日", "2026-05-01", "2026-12-31", []),
        ("2026年5月1日起至12月31日止", "2026-05-01", "2026-12-31", []),
        ("自2026年5月1日至2026年12月31日", "2026-05-01", "2026-12-31", []),
        ("2026-05-01至2026-12-31", "2026-05-01", "2026-12-31", []),
        ("2026.5.1-12.31", "2026-05-01", "2026-12-31", []),
        ("2026年3月1日0时至11月30日24时", "2026-03-01", "2026-11-30", []),
        ("自2026年5月6日起，至10月31日止", "2026-05-06", "2026-10-31", []),
        ("2026.5.6开始，到2026.10.31结束", "2026-05-06", "2026-10-31", []),
        ("5月6日—10日", "2026-05-06", "2026-05-10", [IMPLICIT]),
        ("5月6-10日", "2026-05-06", "2026-05-10", [IMPLICIT]),
        ("6月28日至7月2日", "2026-06-28", "2026-07-02", [IMPLICIT]),
        ("9月1日至次年3月31日", "2026-09-01", "2027-03-31", [IMPLICIT, RELATIVE]),
        ("2025年9月1日至次年3月31日", "2025-09-01", "2026-03-31", [RELATIVE]),
        ("2026年5月至11月", "2026-05-01", "2026-11-30", [VAGUE]),
        ("3-11月", "2026-03-01", "2026-11-30", [IMPLICIT, VAGUE]),
        ("2026.03—2026.11", "2026-03-01", "2026-11-30", [VAGUE]),
        ("5月上旬至6月中旬", "2026-05-01", "2026-06-20", [IMPLICIT, VAGUE]),
        ("2026年5月1日至12月底", "2026-05-01", "2026-12-31", [VAGUE]),
        ("第二季度至第三季度", "2026-04-01", "2026-09-30", [IMPLICIT, VAGUE]),
        ("2022—2030年", "2022-01-01", "2030-12-31", [VAGUE]),
        ("2017-2019年度", "2017-01-01", "2019-12-31", [VAGUE]),
        ("即日起至2026年12月31日", "2026-05-26", "2026-12-31", [Flag.START_IMPLICIT]),
        ("自本通知印发之日起至12月底", "2026-05-26", "2026-12-31", [Flag.START_IMPLICIT, IMPLICIT, VAGUE]),
        ("截至2026年12月31日", None, "2026-12-31", [Flag.START_MISSING]),
        ("2026年6月5日前", None, "2026-06-05", [Flag.START_MISSING]),
        ("自2026年1月1日起", "2026-01-01", None, [Flag.END_MISSING]),
        ("2026年9月1日至3月31日", "2026-09-01", None, [Flag.REVERSED, Flag.YEAR_IMPLICIT]),
        ("2026年12月31日至2026年5月1日", "2026-12-31", None, [Flag.REVERSED]),
        ("2026年2月1日至2月30日", None, None, [Flag.INVALID]),
        ("12月上旬", "2026-12-01", "2026-12-10", [IMPLICIT, VAGUE]),
    ],
)
def test_range(text: str, start: str | None, end: str | None, flags: list[Flag]) -> None:
    assert resolve_range(text, year=2026, reference=ISSUED) == DateRange(day(start), day(end), frozenset(flags))


@pytest.mark.parametrize("text", ["", "至", "5个工作日至10个工作日", "20至30学时", "甲至乙", "2025-2026学年"])
def test_no_range(text: str) -> None:
    assert resolve_range(text, year=2026, reference=ISSUED) is None


def test_issue_date_unknown_leaves_the_start_open() -> None:
    found = resolve_range("即日起至2026年12月31日")
    assert found == DateRange(None, dt.date(2026, 12, 31), frozenset({Flag.START_IMPLICIT}))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2049, 12, 31)))
def test_every_day_is_read_back(date: dt.date) -> None:
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    forms = [f"{date.year}年{date.month}月{date.day}日", date.isoformat(), f"{date.year}.{date.month}.{date.day}"]
    forms.append(f"{str(date.year).translate(digits)}年{date.month}月{date.day}号")
    assert {found.value for text in forms if (found := resolve_date(text))} == {date}


@given(st.dates(dt.date(1990, 1, 1), dt.date(2049, 12, 31)), st.integers(0, 900))
def test_every_range_is_read_back(start: dt.date, days: int) -> None:
    end = start + dt.timedelta(days=days)
    text = f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
    assert resolve_range(text) == DateRange(start, end, frozenset())


@given(st.text(alphabet="0123456789年月日号至前后起止-—~.本当次上下旬底初末季度半一二三十", max_size=16))
def test_nothing_raises(text: str) -> None:
    resolve_date(text, year=2026, reference=ISSUED)
    resolve_range(text, year=2026, reference=ISSUED)


# ---------------------------------------------------------------- working days


@pytest.mark.parametrize(
    ("date", "works"),
    [
        ("2026-05-26", True),
        ("2026-05-30", False),
        ("2026-10-01", False),
        ("2026-10-10", True),
        ("2023-04-30", False),
        ("2023-05-06", True),
    ],
)
def test_is_workday(date: str, works: bool) -> None:
    assert is_workday(dt.date.fromisoformat(date)) is works


def test_five_working_days_before_a_course() -> None:
    assert add_workdays(dt.date(2026, 6, 10), -5) == dt.date(2026, 6, 3)
    assert add_workdays(dt.date(2026, 10, 12), -5) == dt.date(2026, 9, 29)  # over the holidays, the 10th is worked
    assert workdays_between(dt.date(2026, 6, 3), dt.date(2026, 6, 10)) == 5


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    assert is_workday(dt.date(2099, 3, 2)) == CalendarUnknown(2099)
    assert add_workdays(dt.date(2099, 3, 2), 3) == CalendarUnknown(2099)
    assert workdays_between(dt.date(2099, 3, 2), dt.date(2099, 3, 9)) == CalendarUnknown(2099)
    assert workdays_between(dt.date(2099, 3, 9), dt.date(2099, 3, 2)) == CalendarUnknown(2099)


@given(st.dates(dt.date(2010, 1, 1), dt.date(2025, 6, 30)), st.integers(1, 60))
def test_counting_forth_and_back_agree(start: dt.date, count: int) -> None:
    end = add_workdays(start, count)
    assert isinstance(end, dt.date)
    assert workdays_between(start, end) == count
    assert is_workday(end) is True
    if is_workday(start):
        assert add_workdays(end, -count) == start
        assert workdays_between(end, start) == -count
