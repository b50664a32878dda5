"""CIT_*: what a notice cites, under which title and number, and whether the rules it points to are at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.checks import citations
from normalize.checks.case import Check
from tests.checks_cases import CITY, TITLE, Facts, findings

RULES = "专业技术人员继续教育规定"
PARENT = "江州省人力资源和社会保障厅关于做好2025年度专业技术人员继续教育工作的通知"
CLAUSES = "一、学习任务\n\n按时完成本年度学习任务。\n\n"


def opening(*cited: str, tail: str = "，现就有关事项通知如下：") -> str:
    return f"{TITLE}\n\n各单位：\n\n为做好继续教育工作，根据{'、'.join(cited)}{tail}\n\n{CLAUSES}"


def said(check: Check, text: str, cited: tuple[tuple[str, str | None], ...], **changed: object) -> list[str]:
    facts = replace(Facts(cited=cited), **changed)  # type: ignore[arg-type]
    return [f.code for f in findings(check, text, facts)]


@pytest.mark.parametrize(
    ("title", "number", "raised"),
    [
        (PARENT, None, True),
        (PARENT, "江人社字〔2025〕31号", False),
        ("关于加强培训质量管理的意见（试行）", None, True),
        ("江州省专业技术人员继续教育学时登记暂行办法", None, True),
        ("中华人民共和国职业教育法", None, False),
        ("江州省专业技术人员继续教育条例", None, False),
        (RULES, None, False),
        ("国家职业技能标准", None, False),
        ("专业技术人员继续教育证书", None, False),
    ],
)
def test_number_missing(title: str, number: str | None, raised: bool) -> None:
    text = opening(f"《{title}》" + (f"（{number}）" if number else ""))
    assert said(citations.number_missing, text, ((title, number),)) == ["CIT_NUMBER_MISSING"] * raised


def test_a_document_numbered_elsewhere_is_told_once() -> None:
    text = opening(f"《{PARENT}》（江人社字〔2025〕31号）") + f"二、其他\n\n按照《{PARENT}》执行。\n"
    assert said(citations.number_missing, text, ((PARENT, "江人社字〔2025〕31号"), (PARENT, None))) == []


@pytest.mark.parametrize(
    ("cited", "level", "expected"),
    [
        ((RULES,), "city", ["certain"]),
        ((RULES, PARENT), "city", []),
        ((RULES, "江州省人力资源和社会保障厅关于做好2024年度专业技术人员继续教育工作的通知"), "city", ["certain"]),
        ((RULES, "关于组织2025年度公需科目学习的通知"), "city", []),
        ((RULES, "关于临川市2025年度专业技术人员继续教育基地名单的通知"), "city", ["certain"]),
        ((RULES,), "county", ["certain"]),
        ((RULES,), "province", []),
    ],
)
def test_parent_missing(cited: tuple[str, ...], level: str, expected: list[str]) -> None:
    facts = replace(Facts(cited=tuple((title, None) for title in cited)), level=level)  # type: ignore[arg-type]
    found = findings(citations.parent_missing, opening(*(f"《{title}》" for title in cited)), facts)
    assert [f.certainty for f in found] == expected


def test_parent_named_vaguely_is_open_to_argument() -> None:
    text = f"{TITLE}\n\n各单位：\n\n根据省人力资源社会保障厅有关通知精神，现就有关事项通知如下：\n\n{CLAUSES}"
    [found] = findings(citations.parent_missing, text)
    assert found.certainty == "judgment"


def test_a_notice_that_is_not_annual_has_no_parent() -> None:
    title = "关于印发临川市专业技术人员继续教育学时管理办法的通知"
    text = f"{title}\n\n各单位：\n\n根据《{RULES}》，制定本办法。\n"
    assert said(citations.parent_missing, text, ((RULES, None),), title=title) == []


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("人才方案", "江人社发〔2023〕10号"), ("人才方案", "江人社发〔2023〕26号"), "CIT_NUMBER_CONTRADICTORY"),
        (("人才方案", "江人社发〔2022〕10号"), ("人才方案", "江人社发〔2023〕26号"), ""),
        (("人才方案", "江人社发〔2023〕10号"), ("人才方案", "江人社发[2023]10 号"), ""),
        (
            ("关于推行电子证书的通知", "江人社字〔2021〕7号"),
            ("关于推行继续教育电子证书的通知", "江人社字〔2021〕7号"),
            "CIT_TITLE_CONTRADICTORY",
        ),
        ((RULES, "人力资源社会保障部令第25号"), (RULES, "人力资源和社会保障部令第25号"), "CIT_ISSUER_VARIANT"),
        (
            ("关于做好2025年度专业技术人员继续教育工作的通知", None),
            ("关于做好2025年度专业技术人员继续教育有关工作的通知", None),
            "CIT_TITLE_VARIANT",
        ),
        (
            ("关于做好2024年度专业技术人员继续教育工作的通知", None),
            ("关于做好2025年度专业技术人员继续教育工作的通知", None),
            "",
        ),
        (("江州省职称评审管理办法", None), ("江州省继续教育条例", None), ""),
    ],
)  # fmt: skip
def test_contradictions(a: tuple[str, str | None], b: tuple[str, str | None], expected: str) -> None:
    words = [f"《{title}》" + (f"（{number}）" if number else "") for title, number in (a, b)]
    found = said(citations.contradictions, opening(words[0]) + f"二、其他\n\n执行{words[1]}的规定。\n", (a, b))
    assert found == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("title", "where", "raised"),
    [
        ("江州省专业技术人员继续教育条例", "clause", True),
        ("江州省专业技术人员继续教育条例", "both", False),
        ("中华人民共和国安全生产法", "clause", False),
        ("国家职业技能标准", "clause", False),
    ],
)
def test_basis_late(title: str, where: str, raised: bool) -> None:
    grounds = [f"《{RULES}》"] + ([f"《{title}》"] if where == "both" else [])
    cited = tuple((t, None) for t in ([RULES, title, title] if where == "both" else [RULES, title]))
    text = opening(*grounds) + f"二、其他\n\n《{title}》规定的权利和义务应当落实。\n"
    assert said(citations.basis_late, text, cited) == ["CIT_BASIS_LATE"] * raised


@pytest.mark.parametrize(
    ("number", "after", "raised"),
    [
        ("江人社字〔2026〕3号", "", True),
        ("江人社字〔2025〕3号", "", False),
        ("江人社字〔2025〕3号", "，2025年9月2日印发", True),
        ("江人社字〔2025〕3号", "，2025年1月2日印发", False),
        ("江人社字〔2025〕3号", "，2025年2月31日印发", False),
        (None, "", False),
    ],
)
def test_cited_document_later_than_the_notice(number: str | None, after: str, raised: bool) -> None:
    title = "临川市学时登记办法"
    text = opening(f"《{title}》（{number or '试行'}{after}）")
    assert said(citations.later_than_document, text, ((title, number),)) == ["CIT_LATER_THAN_DOC"] * raised


FOOT = f"附件：1.学时折算标准\n\n{CITY}\n\n2025年4月10日\n\n"
HELD = "附件1\n\n学时折算标准\n\n1.论文每篇计8学时。\n"


@pytest.mark.parametrize(
    ("clause", "annex", "raised"),
    [
        ("自学取得学时的，按照学时折算标准（附件1）折算。", "", True),
        ("自学取得学时的，按照学时折算标准（附件1）折算。", HELD, False),
        ("自学取得学时的，具体标准见《学时折算标准》（附件1）。", "", True),
        ("成果学时按《江州省学时认定办法》附表折算。", "", True),
        ("成果学时按照《专业技术人员继续教育规定》折算。", "", False),
        ("成果学时参照《学时折算标准》（附件1）执行。", HELD, False),
        ("折算学时的，填写《学时折算登记表》（附件1）报所在单位。", "", False),
        ("学时折算按照“谁审核、谁负责”的原则办理。", "", False),
        ("学习人员按照《培训手册》（附件1）参加培训。", "", False),
    ],
)
def test_source_of_a_rule(clause: str, annex: str, raised: bool) -> None:
    text = f"{TITLE}\n\n各单位：\n\n一、学习方式\n\n{clause}\n\n{FOOT}{annex}"
    found = findings(citations.rule_source, text, Facts(annexes=("学时折算标准",)))
    assert [(f.code, f.severity) for f in found] == [("CIT_RULE_SOURCE_NOT_HELD", "error")] * raised


def test_source_of_a_rule_under_a_heading() -> None:
    text = (
        f"{TITLE}\n\n各单位：\n\n一、学时折算\n\n按照《关于规范学时管理的通知》（临人社字〔2019〕5号）执行。\n\n{FOOT}"
    )
    assert [f.code for f in findings(citations.rule_source, text)] == ["CIT_RULE_SOURCE_NOT_HELD"]
