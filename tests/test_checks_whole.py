"""All checks together: a sound notice is left in peace, one fault is one finding, any text is stood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.checks import CHECKS, Case, run_checks
from normalize.findings import catalogue
from tests.checks_cases import CITY, TITLE, Facts, case_of, codes

PARENT = "江州省人力资源和社会保障厅关于做好2025年度专业技术人员继续教育工作的通知"
RULES = "专业技术人员继续教育规定"

SOUND = f"""{CITY}文件

临人社字〔2025〕8号

{TITLE}

各县（区）人力资源和社会保障局，市直各部门、单位：

为做好专业技术人员继续教育工作，根据《{RULES}》（人力资源社会保障部令第25号）、《{PARENT}》（江人社字〔2025〕31号）要求，现就有关事项通知如下：

一、学习对象

本市企业、事业单位和社会组织中的专业技术人员，以及自由职业专业技术人员。

二、学习内容

（一）公需科目。必修课为习近平文化思想、数字素养两个专题；选修课由本人选择。全年不少于30学时。

（二）专业科目。按照行业主管部门发布的学习指南，采取线上、线下等形式学习，全年不少于60学时。

三、学习平台

公需科目在临川市专业技术人员继续教育网（网址：https://jxjy.example.cn，以下简称“市继教网”）学习。各单位要做到以下几点：一是明确专人；二是及时登记；三是据实审核。

四、学时认定

1.参加培训的，按实际学时登记，每天不超过8学时。

2.发表论文等成果，按照《学时折算标准》（附件1）折算。举办培训班的，填写《培训班备案表》（附件2）。

五、联系方式

市人力资源社会保障局专业技术人员管理科，电话：0799-6660101，邮箱：zjk@example.cn。

附件：1.学时折算标准

2.培训班备案表

{CITY}

2025年4月10日

（此件主动公开）

附件1

学时折算标准

1.论文每篇计8学时，每年累计不超过24学时。

2.专利每件计16学时，每年累计不超过32学时。

附件2

培训班备案表

举办单位：（盖章）

培训对象\t\t培训人数\t人
培训时间\t\t培训地点\t
"""
SOUND_FACTS = Facts(
    cited=((RULES, "人力资源社会保障部令第25号"), (PARENT, "江人社字〔2025〕31号")),
    annexes=("学时折算标准", "培训班备案表"),
    platforms=("临川市专业技术人员继续教育网",),
    offices=("市人力资源社会保障局专业技术人员管理科",),
)


def test_a_sound_notice_raises_nothing() -> None:
    assert codes(case_of(SOUND, SOUND_FACTS)) == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("五、联系方式", "六、联系方式", "STR_SECTION_GAP"),
        ("三是据实审核", "四是据实审核", "STR_ENUM_GAP"),
        ("2.发表论文", "2、发表论文", "STR_NUMBERING_STYLE"),
        ("《培训班备案表》（附件2）", "《培训班申报表》（附件2）", "ATT_NAME_MISMATCH"),
        ("《培训班备案表》（附件2）", "有关表格", "ATT_UNREFERENCED"),
        ("附件2\n\n培训班备案表", "填表说明", "ATT_CONTENT_MISSING"),
        ("（附件2）。", "（附件2）和《学员名单》（附件3）。", "ATT_NOT_LISTED"),
        ("公需科目在", "公需科目登陆平台，在", "TXT_TYPO"),
        ("全年不少于60学时", "全年不少于ω学时", "TXT_OCR_DIGIT"),
        ("（二）专业科目", "(二)专业科目", "TXT_WIDTH_MIXED"),
        ("，以下简称“市继教网”）", "）", ""),
        ("31号）要求", "31号）《临川市学时办法》要求", "TXT_PUNCT"),
        ("（此件主动公开）", "s", "TXT_STRAY_CHAR"),
        (f"{CITY}\n\n2025年4月10日", "2025年4月10日", "DOC_SIGNATURE_MISSING"),
        ("据实审核。", "据实审核，由省平台统一登记。", "TERM_ABBREV_UNDEFINED"),
    ],
)
def test_one_fault_is_one_finding(before: str, after: str, code: str) -> None:
    assert before in SOUND
    assert codes(case_of(SOUND.replace(before, after, 1), SOUND_FACTS)) == [code] * bool(code)


WORDS = st.sampled_from(
    [
        *"一二三（）()《》“”〔〕、，。：；\n\t<>*1234⒛ωO年度附件号",
        "继续教育",
        "专业技",
        "以下简称",
        "平台",
        "根据",
        "附件1",
        "第三条",
    ]
)


@given(st.lists(WORDS, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_checks_stand_any_text(text: str) -> None:
    """Any text gives findings of the catalogue whose evidence is found again, and the same ones every time."""
    case = case_of(text + "\n通知", Facts())
    found = run_checks(case)
    assert {f.code for f in found} <= catalogue().keys()
    for finding in found:
        assert all(case.document.quote(e.span) == e.quote for e in finding.evidence)
    assert found == run_checks(Case(case.document, case.mentions, case.record))


def test_every_check_has_its_place_once() -> None:
    assert len(set(CHECKS)) == len(CHECKS)
    assert all(check.__doc__ for check in CHECKS)
