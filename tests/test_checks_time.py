"""TIM_*: windows, deadlines and the days themselves; what is in order, or said on purpose, stays silent."""

from __future__ import annotations

import pytest

from normalize.checks import days, time
from normalize.checks.case import Check
from tests.checks_notice import WINDOW, raised, text_of

ALL: tuple[Check, ...] = (
    time.window_missing,
    time.window_start_missing,
    time.window_and_issue,
    time.window_relative,
    time.deadline_before_issue,
    time.contradictory,
    time.year_stale,
    time.unverifiable,
    days.year_implicit,
    days.imprecise,
    days.anchor_external,
    days.boundary,
    days.non_workday,
    days.calendar_unknown,
    days.short_notice,
    days.deadline_missing,
)


def window(sentence: str, **parts: str | None) -> str:
    """A notice whose clause on the study time is this."""
    return text_of(window=f"三、学习时间\n\n{sentence}\n\n", **parts)


def other(sentence: str) -> str:
    """A notice with a sentence more."""
    return text_of(f"四、其他事项\n\n{sentence}")


def codes(check: Check, text: str) -> list[str]:
    """The codes that a check raises."""
    return [f.code for f in raised(check, text)]


def test_a_sound_notice_raises_nothing() -> None:
    assert [f.code for check in ALL for f in raised(check, text_of())] == []


# ---------------------------------------------------------------- windows


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于做好2026年度专业技术人员继续教育工作的通知", ["TIM_WINDOW_MISSING"]),
        ("关于转发《省厅关于做好2026年度继续教育工作的通知》的通知", []),
        ("云川市专业技术人员继续教育规定", []),
    ],
)
def test_window_missing(title: str, expected: list[str]) -> None:
    assert codes(time.window_missing, text_of(window="", title=title)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "学习时间为2026年3月2日至2026年11月30日。",
        "请于2026年11月30日前完成全年学习任务。",
        "学习平台自开通之日起90日内有效。",
    ],
)
def test_any_word_on_when_to_learn_is_a_window(sentence: str) -> None:
    assert codes(time.window_missing, window(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("网上学习截至2026年11月30日，逾期关闭。", ["TIM_WINDOW_START_MISSING"]),
        ("学习时间为2026年3月2日至2026年11月30日。", []),
        ("公需科目学习时间为2026年3月2日至2026年11月30日。专业科目学习应于2026年12月31日前完成。", []),
        ("2025年度学习期限顺延至2026年6月30日。学习时间为2026年3月2日至2026年11月30日。", []),
        ("学习时间为本通知印发之日起至2026年11月30日。", []),
    ],
)
def test_window_without_a_start(sentence: str, expected: list[str]) -> None:
    assert codes(time.window_start_missing, window(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("学习时间为2026年1月5日至2026年11月30日。", [("TIM_WINDOW_BEFORE_ISSUE", "certain")]),
        ("学习时间为2026年2月9日至2026年11月30日。", [("TIM_WINDOW_START_ON_ISSUE", "certain")]),
        ("学习时间为本通知印发之日起至2026年11月30日。", [("TIM_WINDOW_START_ON_ISSUE", "judgment")]),
        ("学习时间为2026年2月10日至2026年11月30日。", []),
        ("学习时间为2025年3月3日至2025年11月28日。", []),  # that is an old year
    ],
)
def test_window_against_the_issue(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = raised(time.window_and_issue, window(sentence))
    assert [(f.code, f.certainty) for f in found] == expected


def test_relative_window_is_resolved() -> None:
    [found] = raised(time.window_relative, window("学习时间为本通知印发之日起至2026年11月30日。"))
    assert found.params["start"] == "2026-02-09"
    assert raised(time.window_relative, text_of()) == []


# ---------------------------------------------------------------- deadlines


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("请于2026年1月30日前报送年度培训计划。", [("error", "certain")]),
        ("请于1月30日前报送年度培训计划。", [("error", "certain")]),
        ("请于2026年2月9日前报送年度培训计划。", []),
        ("请于6月30日前报送年度培训计划。", []),
        ("2025年12月31日前取得中级职称的人员，应当参加学习。", []),
        ("应于每年1月15日前报送年度培训计划。", []),
    ],
)
def test_deadline_before_the_issue(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = raised(time.deadline_before_issue, other(sentence))
    assert [(f.severity, f.certainty) for f in found] == expected


def test_a_day_without_a_year_far_back_may_be_next_year() -> None:
    text = text_of(
        "四、其他事项\n\n请于1月15日前报送下一年度培训计划。",
        issued="2026年11月20日",
        window="三、学习时间\n\n学习时间为2026年12月1日至2026年12月31日。\n\n",
    )
    [found] = raised(time.deadline_before_issue, text)
    assert (found.severity, found.certainty) == ("warning", "judgment")


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("学习时间为2025年3月3日至2025年11月28日。", "error"),
        ("学习时间为2026年3月2日至2026年11月30日。2025年公需科目重点围绕人工智能等专题开展学习。", "warning"),
        ("学习时间为2026年3月2日至2026年11月30日。2025年度未完成学习的，可以补学。", None),
        ("2025年度学习期限顺延至2026年6月30日。学习时间为2026年3月2日至2026年11月30日。", None),
        ("学习时间为2026年9月1日至2027年3月31日。", None),
        ("学习时间为2026年3月2日至2026年11月30日。2023年度至2025年度课程同时开放。", None),
        ("学习时间为2026年3月2日至2026年11月30日。自2022年1月1日起实行电子证书。", None),
    ],
)
def test_year_of_an_earlier_notice(sentence: str, severity: str | None) -> None:
    found = raised(time.year_stale, window(sentence))
    assert [(f.code, f.severity) for f in found] == ([("TIM_YEAR_STALE", severity)] if severity else [])


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("2025年度培训项目计划申报表", ["TIM_YEAR_STALE"]),
        ("2025年度继续教育完成情况统计表", []),
        ("2026年度培训项目计划申报表", []),
        ("培训项目计划申报表", []),
    ],
)
def test_old_year_in_the_name_of_a_form(entry: str, expected: list[str]) -> None:
    text = text_of("四、其他事项\n\n请填报附件1。", contact=f"附件：1.{entry}\n\n")
    assert codes(time.year_stale, text) == expected


def test_without_a_date_of_issue_nothing_can_be_verified() -> None:
    text = text_of("四、其他事项\n\n请于6月30日前报送年度培训计划。", issued=None)
    [found] = raised(time.unverifiable, text)
    assert len(found.evidence) == 2
    assert found.params["item"] == "学习起始日、报送期限是否早于发文日"
    assert raised(time.unverifiable, other("请于6月30日前报送年度培训计划。")) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("人员务必于2026年11月10日学习截止前学完。", [("error", "certain")]),
        ("各单位应于6月20日前报送《培训计划表》。\n\n《培训计划表》请于6月10日前报送。", [("error", "certain")]),
        ("各单位应于6月20日前报送《培训计划表》。\n\n《培训总结》请于12月10日前报送。", []),
        ("请督促人员于2026年6月30日前完成一半学习任务。", []),
        ("会计人员的学习时间为2026年3月2日至2026年10月31日。", []),
        ("第二批学习时间为2026年6月1日至2026年12月15日。", []),
        ("因故未学完的，学习时间延长至2026年12月31日。", []),
        ("学习时间截止日仍为2026年11月30日。", []),
    ],
)
def test_one_term_with_two_days(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = raised(time.contradictory, other(sentence))
    assert [(f.severity, f.certainty) for f in found] == expected


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("请于6月30日前报送年度培训计划。", [("certain", 2026)]),
        ("请于今年年底前报送年度总结。", [("certain", 2026)]),
        ("应于每年3月16日前报送年度培训计划。", [("judgment", 2026)]),
        ("请于2026年6月30日前报送年度培训计划。", []),
        ("应于当年度12月31日前完成其他培训。", []),
    ],
)
def test_year_that_is_not_printed(sentence: str, expected: list[tuple[str, int]]) -> None:
    found = raised(days.year_implicit, other(sentence))
    assert [(f.certainty, f.params["year"]) for f in found] == expected


@pytest.mark.parametrize(
    ("sentence", "resolved"),
    [
        ("请于2026年6月底前报送年度培训计划。", "2026-06-30"),
        ("请于2026年6月上旬报送年度培训计划。", "2026-06-01至2026-06-10"),
        ("请于2026年年底前报送年度总结。", "2026-12-31"),
        ("请于2026年6月30日前报送年度培训计划。", None),
    ],
)
def test_no_exact_day(sentence: str, resolved: str | None) -> None:
    found = raised(days.imprecise, other(sentence))
    assert [f.params["resolved"] for f in found] == ([resolved] if resolved else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("申报职称的人员，应于职称申报开始前10个工作日完成学习。", [("warning", "certain")]),
        ("申报职称的人员，应在个人提报评审材料时提交学习证明。", [("info", "judgment")]),
        ("具体开通时间以平台公告为准。", [("warning", "certain")]),
        ("自办培训的，应在开班前7个工作日报市人社局备案。", []),
        ("培训结束后10个工作日内，报送培训总结。", []),
        ("申报职称的人员，应于2026年8月31日前完成学习。", []),
    ],
)
def test_terms_that_hang_on_another_day(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = raised(days.anchor_external, other(sentence))
    assert [(f.severity, f.certainty) for f in found] == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("其他培训应于2026年11月30日前完成。", 1),
        ("其他培训应于2026年12月15日前完成。", 0),
        ("其他培训应于11月底前完成。", 0),
    ],
)
def test_whether_the_day_is_included(last: str, expected: int) -> None:
    text = window(f"学习时间截至2026年11月30日。{last}")
    assert len(raised(days.boundary, text)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("请于2026年5月1日前报送年度培训计划。", "劳动节假日"),
        ("请于2026年6月14日前报送年度培训计划。", "星期日"),
        ("请于2026年6月15日前报送年度培训计划。", None),
        ("请于2026年2月14日前报送年度培训计划。", None),  # a Saturday that is worked in exchange for the holiday
        ("请于2027年5月1日前报送年度总结。", "星期六"),  # no calendar yet: the weekend alone is known
    ],
)
def test_days_off(sentence: str, expected: str | None) -> None:
    found = raised(days.non_workday, other(sentence))
    assert [f.params["day"] for f in found] == ([expected] if expected else [])


def test_a_year_without_a_calendar_is_said_once() -> None:
    text = other("请于2027年3月1日前报送总结。请于2027年5月10日前报送名单。")
    [found] = raised(days.calendar_unknown, text)
    assert (found.params["year"], found.severity) == (2027, "info")


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("请于2026年2月13日前报送年度培训计划。", 4),
        ("请于2026年3月31日前报送年度培训计划。", None),
        ("请于2026年2月2日前报送年度培训计划。", None),  # over already: another finding
    ],
)
def test_short_notice(sentence: str, left: int | None) -> None:
    found = raised(days.short_notice, other(sentence))
    assert [f.params["days"] for f in found] == ([left] if left else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("学习完成后要及时办理学时登记。", 1),
        ("学习任务完成后，请尽快登录平台申报学时。", 1),
        ("学习完成后应于2026年12月15日前及时登记学时。", 0),
        ("调入人员应及时申报学时。", 0),
    ],
)
def test_something_to_be_done_without_a_day(sentence: str, expected: int) -> None:
    assert len(raised(days.deadline_missing, other(sentence))) == expected


def test_findings_point_at_the_clause() -> None:
    text = other("请于6月30日前报送年度培训计划。")
    [found] = raised(days.year_implicit, text)
    assert "6月30日前" in found.evidence[0].quote
    assert found.evidence[0].clause == ("四",)
    assert WINDOW in text
