"""NUM_*: sums, counts, conversions and contradictions, each beside a sentence that is quite in order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.checks import arithmetic, counts, table_sums
from normalize.checks.case import Check
from tests.checks_notice import raised, text_of

ALL: tuple[Check, ...] = (
    arithmetic.sum_mismatch,
    arithmetic.listed_sums,
    table_sums.table_sums,
    counts.count_mismatch,
    arithmetic.conversion,
    arithmetic.contradictory,
    arithmetic.total_not_stated,
)


def hours(sentence: str) -> str:
    """A notice whose clause on hours is this."""
    return text_of(hours=f"二、学时要求\n\n{sentence}\n\n")


def test_a_sound_notice_raises_nothing() -> None:
    assert [f.code for check in ALL for f in raised(check, text_of())] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("每人每年不少于90学时，其中公需科目不少于30学时，专业科目不少于50学时。", [("30＋50", "80", "90")]),
        ("每人每年不少于90学时，其中公需科目不少于40学时，专业科目不少于60学时。", [("40＋60", "100", "90")]),
        ("全年不少于72学时：公需科目24学时，专业科目42学时。", [("24＋42", "66", "72")]),
        ("每年不少于90学时。公需科目30学时，专业科目42学时，个人选修20学时。", [("30＋42＋20", "92", "90")]),
        ("公需科目30学时，其中必修20学时、选修15学时。专业科目60学时。全年不少于90学时。", [("20＋15", "35", "30")]),
        ("每人每年不少于九十学时，其中公需科目不少于三十学时，专业科目不少于五十学时。", [("30＋50", "80", "90")]),
        ("每人每年不少于90学时，其中公需科目至少30学时、专业科目至少60学时。", []),
        ("每年不少于90学时。公需科目30学时，专业科目42学时，个人选修18学时。", []),
        ("每人每年不少于90学时，其中专业科目不少于60学时。", []),
        ("每年不少于90学时，其中公需科目不少于18学时，专业科目不少于60学时，其余学时由本人自主选择。", []),
        ("每年不少于90学时，其中公需科目至少30学时、专业科目至少60学时，专业科目中面授不少于24学时。", []),
        ("高级职称人员每年不少于90学时，初级职称人员每年不少于72学时，公需科目均不少于24学时。", []),
        ("每年不少于90学时，其中一般公需科目不少于18学时，行业公需科目不少于12学时，专业科目不少于60学时。", []),
        (
            "每年不少于90学时，其中一般公需科目不少于18学时，行业公需科目不少于10学时，专业科目不少于60学时。",
            [("28＋60", "88", "90")],
        ),
        ("公需科目必修课2门，各12学时，共24学时，选修6学时。公需科目30学时，专业科目60学时，全年不少于90学时。", []),
    ],
)
def test_parts_and_total(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = raised(arithmetic.sum_mismatch, hours(sentence))
    assert [(f.params["parts"], f.params["sum"], f.params["total"]) for f in found] == expected
    assert {f.severity for f in found} <= {"error"}


def test_minima_below_the_total_are_open_to_argument() -> None:
    [below] = raised(
        arithmetic.sum_mismatch, hours("每年不少于90学时，其中公需科目不少于30学时，专业科目不少于50学时。")
    )
    [above] = raised(
        arithmetic.sum_mismatch, hours("每年不少于90学时，其中公需科目不少于40学时，专业科目不少于60学时。")
    )
    assert (below.certainty, above.certainty) == ("judgment", "certain")


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("每期培训班共40学时，其中理论24学时、实践10学时。", "warning"),
        ("每期培训班共40学时，其中理论30学时、实践16学时。", "error"),
        ("开设5门课程，每门6学时，共36学时。", "warning"),
        ("开设5门课程，每门8学时，合计36学时。", "error"),
        ("每期培训班共40学时，其中理论24学时、实践16学时。", None),
        ("开设5门课程，每门6学时，共30学时。", None),
        ("每期培训班共40学时，其中理论24学时、实践10学时，其余为考核。", None),
        ("每期培训班共40学时，其中实践不少于16学时。", None),
    ],
)
def test_sums_inside_a_sentence(sentence: str, severity: str | None) -> None:
    found = raised(arithmetic.listed_sums, text_of(f"四、培训班\n\n{sentence}"))
    assert [f.severity for f in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("sentence", "listed", "stated"),
    [
        ("面向教育、卫生、农业、工程、经济、会计、统计等6个系列开放。", 7, 6),
        ("今年设置四个专题：人工智能、数字经济、职业道德。", 3, 4),
        ("可在甲学堂、乙课堂、丙平台4个平台学习。", 3, 4),
        ("必修课程为《劳动法》《社会保险法》《安全生产法》四门课程。", 3, 4),
        ("抓好三项工作：一是宣传，二是组织，三是考核，四是总结。", 4, 3),
        ("以下两个平台任选其一：①甲学堂；②乙课堂；③丙平台。", 3, 2),
        ("在“学时申报”“学时审核”“证书打印”两个栏目办理。", 3, 2),
        ("工作分三个阶段：\n\n1.动员。\n\n2.学习。\n\n3.考核。\n\n4.总结。", 4, 3),
    ],
)
def test_enumerations_that_do_not_count_up(sentence: str, listed: int, stated: int) -> None:
    [found] = raised(counts.count_mismatch, text_of(f"四、其他事项\n\n{sentence}"))
    assert (found.params["listed"], found.params["stated"]) == (listed, stated)
    assert (found.code, found.severity) == ("NUM_COUNT_MISMATCH", "warning")


@pytest.mark.parametrize(
    "sentence",
    [
        "面向教育、卫生、农业、工程、经济、会计等6个系列开放。",
        "面向教育、卫生、农业等6个系列开放。",
        "各县、市、区人员在甲学堂、乙课堂、丙平台三个平台中任选一个学习。",
        "从人工智能、数字经济、职业道德、知识产权中任选2个专题。",
        "对获一、二、三等奖的5个单位给予表扬。",
        "开设人工智能与大数据、数字经济和实体经济融合、职业道德3个专题。",
        "今年设置三个专题：人工智能、数字经济、职业道德和知识产权。",
        "学习内容分为两类，第一类包括：①人工智能；②数字经济；③职业道德。",
        "论文、专利、著作每项计10学时，三类合计每年不超过30学时。",
        "在市、县（区）两级12个考点同时进行。",
        "同时具备以下两个条件：一是在岗，二是完成学时。",
        "用人单位应当在3个工作日内，将名单、照片、证书报送。",
        "工作分三个阶段：\n\n1.动员。\n\n2.学习。\n\n3.考核。",
        "近三年内完成论文、专利各2个项目。",
    ],
)
def test_enumerations_in_order_stay_silent(sentence: str) -> None:
    assert raised(counts.count_mismatch, text_of(f"四、其他事项\n\n{sentence}")) == []


NAMES = ("教育", "卫生", "农业", "工程", "经济", "会计", "统计", "档案", "文博", "体育")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=2, unique=True), st.integers(2, 12))
def test_any_enumeration_counts_up_or_is_told(names: list[str], stated: int) -> None:
    text = text_of(f"四、其他事项\n\n今年设置{stated}个专题：{'、'.join(names)}。")
    found = raised(counts.count_mismatch, text)
    assert [f.params["listed"] for f in found] == ([len(names)] if len(names) != stated else [])


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("1学分折合3学时，每年不少于30学分（90学时），其中公需科目10学分（25学时）。", 2),
        ("每3学时计1学分，全年须修满30学分，折合80学时。", 2),
        ("每年不少于30学分（90学时），其中公需科目10学分（30学时）、专业科目20学分（50学时）。", 3),
        ("1学分折合3学时，每年不少于30学分（90学时），其中公需科目10学分（30学时）。", 0),
        ("每6学时计2学分，全年须修满30学分，折合90学时。", 0),
        ("网络课程每学时计1/3学分，全年不超过12学分。", 0),
        ("脱产培训每3学时计1学分，学术会议每4学时计1学分，全年30学分（90学时）。", 0),
    ],
)
def test_conversions(sentence: str, places: int) -> None:
    found = raised(arithmetic.conversion, hours(sentence))
    assert [len(f.evidence) for f in found] == ([places] if places else [])


@pytest.mark.parametrize(
    ("sentence", "raised_there"),
    [
        ("各单位要确保人员完成公需科目24学时、专业科目60学时的学习任务。", True),
        ("公需科目20学时未学完的人员，应抓紧补齐。", True),
        ("专业科目每年不少于72学时。", True),
        ("公需科目学满24学时后方可参加考试。", False),
        ("已完成公需科目10学时的人员，可以继续学习。", False),
        ("新入职人员当年不少于40学时。", False),
        ("乡镇一线人员专业科目减半，即30学时。", False),
        ("近三年累计不少于270学时。", False),
        ("公需科目必修课2门，各12学时，共24学时。", False),
        ("发表论文的，可以抵扣专业科目20学时。", False),
        ("单位内部培训每年不超过40学时。", False),
        ("各单位要确保人员完成公需科目30学时的学习任务。", False),
    ],
)
def test_one_requirement_with_two_values(sentence: str, raised_there: bool) -> None:
    found = raised(arithmetic.contradictory, text_of(f"四、其他事项\n\n{sentence}"))
    assert [f.code for f in found] == ["NUM_CONTRADICTORY"] * raised_there


def test_a_total_in_credits_that_is_none_in_hours() -> None:
    text = text_of("四、其他事项\n\n高校实行学分管理的，每1学分折算4学时，全年须修满20学分（合80学时）。")
    [found] = raised(arithmetic.contradictory, text)
    assert (found.severity, found.certainty) == ("error", "judgment")


def test_total_that_is_nowhere_stated() -> None:
    [found] = raised(arithmetic.total_not_stated, hours("公需科目每年不少于30学时。专业科目每年不少于60学时。"))
    assert (found.params["parts"], found.params["total"], found.severity) == ("30＋60", "90", "info")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("课程\t学时", "人工智能\t8", "数字经济\t8", "合计\t20"), [("8＋8", "20", "error")]),
        (("单位\t人数", "东城区\t12", "西城区\t15", "合计\t28"), [("12＋15", "28", "warning")]),
        (("对象\t公需科目\t专业科目\t合计", "全体人员\t30\t60\t80"), [("30＋60", "80", "error")]),
        (("课程\t学时", "人工智能\t8", "数字经济\t12", "合计\t20"), []),
        (("课程\t学时", "人工智能\t8", "数字经济\t按实际", "合计\t20"), []),
        (("课程\t学时", "必修一\t8", "小计\t8", "选修一\t4", "合计\t20"), []),
        (("序号\t课程", "1\t人工智能", "2\t数字经济", "合计\t2门"), []),
        (("年度\t学时", "2024\t90", "2025\t90", "合计\t180"), []),
        (("对象\t公需科目\t专业科目\t合计", "全体人员\t30\t60\t90"), []),
    ],
)
def test_tables_add_up(rows: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    found = raised(table_sums.table_sums, text_of("四、安排\n\n" + "\n".join(rows)))
    assert [(f.params["parts"], f.params["total"], f.severity) for f in found] == expected
