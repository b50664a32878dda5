"""Findings that only show between notices: citations, baselines, hours, topics, cities. All notices are invented."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import permutations

import pytest

from normalize.record import Finding, NoticeRecord
from rulesgen import across
from tests.checks_notice import record_of

PROJECT = "《江东省知识更新工程（2023-2030年）实施方案》"


def letter(
    office: str,
    *,
    year: int = 2026,
    cited: str = "",
    hours: str = "公需科目每年不少于30学时。专业科目每年不少于60学时。",
    body: str = "",
    number: str = "",
    issued: str = "2026年3月2日",
    title: str = "",
) -> str:
    """A yearly notice of an office."""
    name = title or f"关于做好{year}年度专业技术人员继续教育工作的通知"
    grounds = f"根据{cited}，" if cited else ""
    return (
        f"{office}\n\n{number}\n\n{name}\n\n各有关单位：\n\n{grounds}现就做好{year}年度继续教育工作通知如下：\n\n"
        f"一、学时要求\n\n{hours}\n\n二、其他事项\n\n{body}\n\n{office}\n\n{issued}\n"
    )


# real offices, so that codes are known; what they say here is invented
PROVINCE = "江苏省人力资源和社会保障厅"
NANJING = "南京市人力资源和社会保障局"
SUZHOU = "苏州市人力资源和社会保障局"
WUXI = "无锡市人力资源和社会保障局"


@cache
def read(text: str, file: str) -> NoticeRecord:
    """The record of a text; read once."""
    return record_of(text, file)


def run(*texts: str) -> list[list[Finding]]:
    """The findings of a run of notices."""
    return across([read(text, f"{i}.txt") for i, text in enumerate(texts)])


def of(findings: Sequence[Finding], prefix: str) -> list[str]:
    """Codes with a prefix."""
    return [f.code for f in findings if f.code.startswith(prefix)]


def test_one_list_for_each_record_in_their_order() -> None:
    texts = [letter(NANJING), letter(SUZHOU), letter(PROVINCE, year=2025)]
    found = run(*texts)
    assert len(found) == len(texts)
    assert of(found[0], "CFL_BASELINE") == of(found[1], "CFL_BASELINE") == ["CFL_BASELINE_YEAR_MISMATCH"]
    assert across([]) == []


def test_sound_notices_of_one_year_raise_nothing() -> None:
    assert run(letter(PROVINCE), letter(NANJING), letter(SUZHOU)) == [[], [], []]


def test_the_same_notice_in_two_files_is_one() -> None:
    text = letter(NANJING, cited=f"{PROJECT}（苏人社发〔2023〕26号）")
    other = text.replace("26号", "62号")
    assert run(text, text) == [[], []]
    assert run(text, other) == [[], []]  # one notice in two readings is no contradiction between notices


def test_order_of_the_files_changes_nothing() -> None:
    texts = [
        letter(PROVINCE, year=2025, cited=f"{PROJECT}（苏人社发〔2023〕26号）", issued="2025年3月1日"),
        letter(NANJING, cited=f"{PROJECT}（苏人社发〔2023〕62号）", body="自由职业者的学时由所在社区负责审核。"),
        letter(SUZHOU, cited=f"{PROJECT}（苏人社发〔2023〕26号）", body="自由职业者的学时由人才中心负责审核。"),
    ]
    records = [read(text, f"{i}.txt") for i, text in enumerate(texts)]
    usual = [sorted(f.code for f in findings) for findings in across(records)]
    assert [len(codes) for codes in usual] == [0, 3, 2]
    for order in permutations(range(len(records))):
        found = across([records[i] for i in order])
        assert [sorted(f.code for f in found[order.index(i)]) for i in range(len(records))] == usual


# ---------------------------------------------------------------- citations


@pytest.mark.parametrize(
    ("others", "flagged"),
    [
        ([(PROVINCE, 26), (NANJING, 62)], [1]),
        ([(NANJING, 62), (PROVINCE, 26), (WUXI, 26)], [0]),
        ([(NANJING, 26), (SUZHOU, 62), (WUXI, 26)], [1]),
        ([(NANJING, 62), (SUZHOU, 62), (PROVINCE, 26)], [0, 1]),
        ([(NANJING, 26), (SUZHOU, 62)], [0, 1]),
        ([(NANJING, 26), (SUZHOU, 26)], []),
    ],
)
def test_one_document_under_two_numbers(others: list[tuple[str, int]], flagged: list[int]) -> None:
    """The one that differs from the issuer's level, else from most, is wrong; where nothing decides, both are shown."""
    found = run(*(letter(office, cited=f"{PROJECT}（苏人社发〔2023〕{number}号）") for office, number in others))
    assert [i for i, findings in enumerate(found) if of(findings, "CIT_NUMBER_CONTRADICTORY")] == flagged
    assert all(f.severity == "error" and f.related for findings in found for f in findings)


def test_papers_of_one_title_from_two_offices_are_two() -> None:
    first = letter(NANJING, cited="《关于加强专业技术人员继续教育工作的通知》（宁人社字〔2020〕56号）")
    second = letter(SUZHOU, cited="《关于加强专业技术人员继续教育工作的通知》（苏州人社字〔2020〕84号）")
    assert [of(f, "CIT_NUMBER") + of(f, "CIT_TITLE") for f in run(first, second)] == [[], []]


def test_own_number_of_a_notice_at_hand_is_right() -> None:
    province = letter(PROVINCE, number="苏人社发〔2026〕9号")
    city = letter(NANJING, cited=f"《{PROVINCE}关于做好2026年度专业技术人员继续教育工作的通知》（苏人社发〔2026〕6号）")
    found = run(province, city)
    assert (of(found[0], "CIT_"), of(found[1], "CIT_NUMBER")) == ([], ["CIT_NUMBER_CONTRADICTORY"])


def test_one_number_with_two_titles() -> None:
    first = letter(NANJING, cited="《关于江东省人才公共服务平台上线的通知》（苏人社字〔2021〕167号）")
    second = letter(SUZHOU, cited="《关于江东省人才继续教育公共服务平台上线的通知》（苏人社字〔2021〕167号）")
    found = run(first, second)
    assert [of(f, "CIT_TITLE") for f in found] == [["CIT_TITLE_CONTRADICTORY"]] * 2


def test_office_of_an_order_in_two_spellings() -> None:
    rule = "《专业技术人员继续教育规定》（{}部令第25号）"
    texts = [
        letter(NANJING, cited=rule.format("人力资源和社会保障")),
        letter(SUZHOU, cited=rule.format("人力资源社会保障")),
        letter(WUXI, cited=rule.format("人力资源社会保障")),
    ]
    assert [of(f, "CIT_") for f in run(*texts)] == [["CIT_ISSUER_VARIANT"], [], []]


def test_office_of_a_notice_at_hand_in_two_spellings() -> None:
    city = letter(NANJING, cited="《江苏省人力资源社会保障厅关于做好2026年度专业技术人员继续教育工作的通知》")
    found = run(letter(PROVINCE), city)
    assert of(found[1], "CIT_") == ["CIT_TITLE_VARIANT"]
    assert found[1][0].related[0].file == "0.txt"


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (f"《{PROVINCE}关于做好2026年度专业技术人员继续教育工作的通知》", ["CIT_PARENT_NOT_HELD"]),
        ("《关于组织2026年度公需科目学习的通知》（苏人社函〔2026〕7号）", ["CIT_PARENT_NOT_HELD"]),
        (f"《{PROVINCE}关于做好2024年度专业技术人员继续教育工作的通知》", []),
        (f"《{NANJING}关于公布2026年度继续教育基地名单的通知》", []),
        ("《专业技术人员继续教育规定》（人力资源社会保障部令第25号）", []),
    ],
)
def test_superior_notice_that_is_not_at_hand(cited: str, expected: list[str]) -> None:
    [found] = run(letter(NANJING, cited=cited))
    assert of(found, "CIT_PARENT_NOT_HELD") == expected


def test_superior_notice_that_is_at_hand() -> None:
    cited = f"《{PROVINCE}关于做好2026年度专业技术人员继续教育工作的通知》"
    assert run(letter(PROVINCE), letter(NANJING, cited=cited)) == [[], []]


def test_sister_cities_cite_what_one_does_not() -> None:
    cited = f"《{PROVINCE}关于做好2026年度专业技术人员继续教育工作的通知》"
    first = letter(NANJING, cited=cited)
    second = letter(SUZHOU, cited="《专业技术人员继续教育规定》（人力资源社会保障部令第25号）", year=2026)
    found = run(first, second)
    alone = [f.code for f in read(second, "1.txt").findings if f.code == "CIT_PARENT_MISSING"]
    assert alone + of(found[1], "CIT_PARENT_MISSING") == ["CIT_PARENT_MISSING"]


# ---------------------------------------------------------------- levels


@pytest.mark.parametrize(
    ("city", "province", "expected"),
    [
        ("公需科目每年不少于24学时。专业科目每年不少于60学时。", None, [("CFL_LOOSER", "error", "公需科目学时")]),
        ("公需科目每年不少于30学时。专业科目每年不少于72学时。", None, [("CFL_STRICTER", "info", "专业科目学时")]),
        ("每年不少于72学时。", "每年不少于90学时。", [("CFL_LOOSER", "error", "年度总学时")]),
        ("公需科目每年不少于30学时。专业科目每年不少于60学时。", None, []),
        ("公需科目每年不少于30学时。专业科目每年不少于60学时，其中面授不少于24学时。", None, []),
        ("公需科目30学时。专业科目60学时。发表论文每篇计10学时，每年不超过20学时。", None, []),
        (
            "公需科目每年不少于30学时。专业科目每年不少于60学时。乡镇人员可以减半完成专业科目，即30学时。",
            None,
            [("CFL_LOOSER", "error", "专业科目学时")],
        ),
    ],
)
def test_hours_against_the_province(city: str, province: str | None, expected: list[tuple[str, str, str]]) -> None:
    above = letter(PROVINCE, hours=province) if province else letter(PROVINCE)
    found = run(above, letter(NANJING, hours=city))
    assert [(f.code, f.severity, f.params["item"]) for f in found[1]] == expected
    assert all(f.related[0].file == "0.txt" for f in found[1])
    assert found[0] == []


def test_two_thirds_of_the_nation_are_a_general_rule() -> None:
    order = (
        "人力资源社会保障部令\n\n人力资源社会保障部令第25号\n\n专业技术人员继续教育规定\n\n"
        "第一条 专业技术人员每年参加继续教育累计不少于90学时，专业科目一般不少于60学时。\n\n"
        "人力资源社会保障部\n\n2015年8月13日\n"
    )
    found = run(order, letter(NANJING, hours="公需科目每年不少于30学时。专业科目每年不少于42学时。"))
    looser = [f for f in found[1] if f.code == "CFL_LOOSER"]
    assert [(f.severity, f.certainty) for f in looser] == [("error", "judgment")]
    assert of(found[1], "CFL_BASELINE") == []  # a standing rule is of no year


def test_unreadable_baseline_is_told_and_not_compared() -> None:
    province = letter(PROVINCE, hours="公需科目每年不少于30学时。专业科目每年不少于ω学时。")
    found = run(province, letter(NANJING, hours="公需科目每年不少于30学时。专业科目每年不少于40学时。"))
    assert of(found[0], "CFL_") == ["CFL_BASELINE_UNREADABLE"]
    assert of(found[1], "CFL_") == []
    assert of(run(province)[0], "CFL_") == []  # nothing rests on it


@pytest.mark.parametrize(
    ("issued", "year", "expected"),
    [
        ("2026年5月20日", 2026, ["CFL_LATE_VS_PARENT"]),
        ("2026年4月20日", 2026, []),
        ("2026年5月20日", 2025, ["CFL_LATE_VS_PARENT"]),
    ],
)
def test_notice_after_the_day_that_the_province_set(issued: str, year: int, expected: list[str]) -> None:
    body = f"各市人力资源社会保障局制定的年度通知，请于{year}年4月30日前报送我厅。"
    province = letter(PROVINCE, year=year, body=body, issued=f"{year}年3月1日")
    found = run(province, letter(NANJING, issued=issued))
    assert of(found[1], "CFL_LATE") == expected


# ---------------------------------------------------------------- topics

TOPICS = (
    "公需科目重点围绕“长江流域生态保护和高质量发展”“职业道德建设专题教育”“数字经济基础知识”等专题开展学习；"
    "自主选择团队合作建设、网络安全等方面课程开展学习。"
)


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        (TOPICS, []),
        (TOPICS.replace("高质量", "高品质"), ["CFL_TOPIC_NAME_MISMATCH"]),
        (TOPICS.replace("“数字经济基础知识”", "“吴文化传承与发展”"), ["CFL_TOPIC_CHANGED"]),
    ],
)
def test_topics_against_the_province(city: str, expected: list[str]) -> None:
    found = run(letter(PROVINCE, body=TOPICS), letter(NANJING, body=city))
    assert of(found[1], "CFL_TOPIC") == expected


def test_topics_of_another_year_are_other_topics() -> None:
    province = letter(PROVINCE, year=2025, body=TOPICS, issued="2025年3月1日")
    found = run(province, letter(NANJING, body=TOPICS.replace("高质量", "高品质")))
    assert of(found[1], "CFL_TOPIC") == []


def test_topic_that_the_city_makes_less_binding() -> None:
    city = (
        "公需科目必修课包括职业道德建设专题教育、数字经济基础知识、团队合作建设等课程；"
        "选修课包括长江流域生态保护和高质量发展、网络安全等课程。"
    )
    found = run(letter(PROVINCE, body=TOPICS), letter(NANJING, body=city))
    changed = [f for f in found[1] if f.code == "CFL_TOPIC_CHANGED"]
    assert [(f.severity, f.certainty) for f in changed] == [("warning", "judgment"), ("info", "judgment")]
    assert "长江流域" in changed[0].message
    assert "团队合作建设" in changed[1].message


# ---------------------------------------------------------------- cities


@pytest.mark.parametrize(
    ("first", "second", "item"),
    [
        (
            "申报职称的人员，应于申报材料前5个工作日完成学习。",
            "申报职称的人员，应于申报材料前10个工作日完成学习。",
            "参评人员完成学习的期限",
        ),
        (
            "继续教育基地经市人社局同意后，开展培训。",
            "继续教育基地经管理单位同意后，开展培训。",
            "继续教育基地开展培训的同意主体",
        ),
        (
            "自由职业者的继续教育学时由人才服务机构负责审核。",
            "自由职业者的继续教育学时由所在社区负责审核。",
            "自由职业者学时审核主体",
        ),
        (
            "学时登记工作全部在“市继续教育平台”上完成。",
            "学时登记工作全部在“省继续教育平台”上完成。",
            "学时登记入口",
        ),
    ],
)
def test_cities_that_differ(first: str, second: str, item: str) -> None:
    found = run(letter(NANJING, body=first), letter(SUZHOU, body=second))
    for findings in found:
        [difference] = [f for f in findings if f.code == "CFL_CITY_DIFFERENCE"]
        assert difference.params["item"] == item
        assert difference.related
    alike = run(letter(NANJING, body=first), letter(SUZHOU, body=first))
    assert [of(f, "CFL_CITY") for f in alike] == [[], []]


def test_cities_of_two_years_or_provinces_are_not_compared() -> None:
    first = letter(NANJING, body="申报职称的人员，应于申报材料前5个工作日完成学习。")
    body = "申报职称的人员，应于申报材料前10个工作日完成学习。"
    older = letter(SUZHOU, year=2025, body=body, issued="2025年3月3日")
    elsewhere = letter("杭州市人力资源和社会保障局", body=body)
    assert [of(f, "CFL_CITY") for f in run(first, older, elsewhere)] == [[], [], []]


def test_recognition_that_one_side_states() -> None:
    first = letter(NANJING, body="我市与苏州、无锡等两市实现继续教育学时互认。")
    second = letter(WUXI, body="我市与南京、苏州等两市实现继续教育学时互认。")
    found = run(first, letter(SUZHOU), second)
    assert [of(f, "CFL_ONE") for f in found] == [["CFL_ONE_SIDED"], [], ["CFL_ONE_SIDED"]]
    assert "无锡市（" not in found[0][0].message


def test_places_of_other_notices_are_named_by_file() -> None:
    found = run(letter(PROVINCE, year=2025, issued="2025年3月1日"), letter(NANJING))
    [mismatch] = found[1]
    assert (mismatch.params["baseline"], mismatch.params["own"]) == (2025, 2026)
    assert [r.file for r in mismatch.related] == ["0.txt"]


def test_sister_notices_of_one_title_are_told_apart_by_number() -> None:
    cited = "省人社厅《关于做好2026年度专业技术人员继续教育工作的通知》（苏人社函〔2026〕45号）"
    sister = letter(NANJING, number="宁人社〔2026〕8号", cited=cited)
    found = run(letter(SUZHOU, number="苏人保〔2026〕9号", cited=cited), sister)
    assert [of(f, "CIT_PARENT") for f in found] == [["CIT_PARENT_NOT_HELD"], ["CIT_PARENT_NOT_HELD"]]


def test_a_superiors_notice_cited_by_number_alone_is_cited() -> None:
    cited = f"《{PROVINCE}关于做好2026年度专业技术人员继续教育工作的通知》（苏人社函〔2026〕45号）"
    by_number = letter(NANJING, number="宁人社〔2026〕8号", cited="苏人社函〔2026〕45号文件")
    found = run(letter(SUZHOU, number="苏人保〔2026〕9号", cited=cited), by_number)
    assert of(found[1], "CIT_PARENT") == []
