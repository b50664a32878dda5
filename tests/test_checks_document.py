"""DOC_*: number, date of issue, signature, title and addressees of a notice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from normalize.checks import document, run_checks
from tests.checks_cases import CITY, TITLE, Facts, case_of, findings

HEAD = f"{CITY}文件\n\n临人社字〔2025〕8号\n\n{TITLE}\n\n各县（区）人力资源和社会保障局，市直各单位：\n\n"
BODY = "一、学习任务\n\n专业技术人员应当按规定完成本年度学习任务。\n\n"
FOOT = f"{CITY}\n\n2025年4月10日\n\n（此件主动公开）\n"


def test_a_sound_notice_raises_nothing() -> None:
    text = HEAD + BODY + FOOT
    checks = (
        document.number_missing,
        document.issue_date_missing,
        document.signature,
        document.title_variant,
        document.number_year,
        document.addressees,
    )
    assert [f.code for check in checks for f in findings(check, text)] == []


def test_what_is_no_notice_is_told_so_and_nothing_else() -> None:
    nothing = Facts(issuer=None, title=None, number=None, issued=None, year=None)
    case = case_of("读我\n\n本文件夹存放各单位交来的材料，请勿改名。联系电话：5550101\n", nothing)
    assert [f.code for f in run_checks(case)] == ["DOC_NOT_NOTICE"]
    assert "DOC_NOT_NOTICE" not in {f.code for f in run_checks(case_of(HEAD + BODY + FOOT))}


def test_number_missing_points_at_the_head() -> None:
    text = f"{TITLE}\n\n各单位：\n\n" + BODY + FOOT
    [found] = findings(document.number_missing, text, Facts(number=None))
    assert (found.code, found.severity) == ("DOC_NUMBER_MISSING", "warning")
    assert TITLE in found.evidence[0].quote


def test_number_in_the_head_that_was_not_understood_is_not_missing() -> None:
    text = f"临人保专〔2025〕11号{TITLE}各单位：\n\n" + BODY + FOOT
    assert findings(document.number_missing, text, Facts(number=None)) == []


def test_number_of_a_cited_document_is_not_the_own_one() -> None:
    text = f"{TITLE}\n\n各单位：\n\n根据《培训办法》（江人社发〔2024〕3号），现通知如下：\n\n" + BODY + FOOT
    assert len(findings(document.number_missing, text, Facts(number=None))) == 1


@pytest.mark.parametrize(
    "foot",
    [
        f"{CITY}\n\n2025年4月10日\n",
        "临川市人社局\n2025年4月10日\n",
        "临川市人力资源社会保障局        临川市财政局\n2025年4月10日\n",
        f"{CITY}（章）\n",
        f"{CITY}2025年4月10日\n",
        "联系人：陈工，电话：0799-6660101\n\n附件：1.培训登记表\n\n临川市人力资源和社会保障局办公室\n2025年4月10日\n",
    ],
)
def test_signature_in_many_forms(foot: str) -> None:
    assert findings(document.signature, HEAD + BODY + foot, Facts(annexes=("培训登记表",) * ("附件" in foot))) == []


def test_signature_above_a_scheme_without_a_label() -> None:
    scheme = "\n临川市继续教育实施方案\n\n一、目标任务\n\n按年度完成学习任务，做到应学尽学。\n"
    assert findings(document.signature, HEAD + BODY + FOOT + scheme) == []


@pytest.mark.parametrize("foot", ["", "（二）咨询电话：0799-6660101\n", "附件：1.培训登记表\n"])
def test_signature_missing(foot: str) -> None:
    facts = Facts(issued=None, annexes=("培训登记表",) * ("附件" in foot))
    [found] = findings(document.signature, HEAD + BODY + foot, facts)
    assert found.code == "DOC_SIGNATURE_MISSING"


@pytest.mark.parametrize(
    ("printed", "lost"),
    [("临川 保障局", "市人力资源和社会"), ("临川市人力资源 保障局", "和社会"), ("临川市 会保障局", "人力资源和社")],
)
def test_signature_damaged_by_a_seal(printed: str, lost: str) -> None:
    [found] = findings(document.signature, f"{HEAD}{BODY}{printed}\n\n(此件主动公开)\n", Facts(issued=None))
    assert found.code == "DOC_SIGNATURE_DAMAGED"
    assert found.params["lost"] == lost
    assert found.evidence[0].quote == printed


@pytest.mark.parametrize("printed", ["市人力资源社会保障局", "临川市人力资源社会保障局", "临川市人社局"])
def test_a_usual_short_form_is_no_damage(printed: str) -> None:
    assert findings(document.signature, f"{HEAD}{BODY}{printed}\n2025年4月10日\n") == []


def test_issue_date_missing() -> None:
    [found] = findings(document.issue_date_missing, f"{HEAD}{BODY}{CITY}\n", Facts(issued=None))
    assert found.code == "DOC_ISSUE_DATE_MISSING"
    assert found.evidence[0].quote == CITY


@pytest.mark.parametrize(
    ("line", "raised"),
    [
        ("关于做好2025年临川市专业技术人员继续教育有关工作的通知 附件1-3.docx", True),
        ("关于做好2025年度专业技术人员继续教育工作的通知.pdf", False),
        ("关于开展全市安全生产大检查的通知.docx", False),
        ("附件1-3.zip", False),
    ],
)
def test_title_variant_in_a_file_name(line: str, raised: bool) -> None:
    found = findings(document.title_variant, HEAD + BODY + FOOT + f"\n{line}\n")
    assert [f.code for f in found] == ["DOC_TITLE_VARIANT"] * raised


@pytest.mark.parametrize(
    ("number", "issued", "raised"),
    [
        ("临人社字〔2024〕8号", dt.date(2025, 4, 10), True),
        ("临人社字〔2025〕8号", dt.date(2025, 4, 10), False),
        ("临人社字〔2024〕8号", None, False),
    ],
)
def test_number_and_issue_of_two_years(number: str, issued: dt.date | None, raised: bool) -> None:
    text = (HEAD + BODY + FOOT).replace("〔2025〕", "〔2024〕" if "2024" in number else "〔2025〕")
    found = findings(document.number_year, text, replace(Facts(), number=number, issued=issued))
    assert [f.code for f in found] == ["DOC_NUMBER_YEAR_MISMATCH"] * raised


@pytest.mark.parametrize(
    ("addressed", "office", "raised"),
    [
        ("各县区人力资源和社会保障局，高新区人才中心：", "经开区", True),
        ("各县区人力资源和社会保障局，高新区人才中心：", "高新区", False),
        ("各县区人力资源和社会保障局，高新区人才中心：", "青山县", False),
        ("各县区人力资源和社会保障局，各开发区组织人事部：", "经开区", False),
        ("各县区人力资源和社会保障局，市直各单位：", "经开区", False),
        ("各县区人力资源和社会保障局，临川经济开发区党群部：", "经济开发区", False),
    ],
)
def test_addressees_and_contacts(addressed: str, office: str, raised: bool) -> None:
    text = f"{TITLE}\n\n{addressed}\n\n{BODY}二、联系方式\n\n{office}：6660101\n\n{FOOT}"
    found = findings(document.addressees, text, Facts(number=None, offices=(office,)))
    assert [(f.code, f.certainty) for f in found] == [("DOC_ADDRESSEE_MISMATCH", "judgment")] * raised
