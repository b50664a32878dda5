"""TERM_*: short names, names of platforms, and words that drift within a notice."""

from __future__ import annotations

import pytest

from normalize.checks import terms
from tests.checks_cases import TITLE, Facts, findings

HEAD = f"{TITLE}\n\n各单位：\n\n一、要求\n\n"
FULL = "江州省专业技术人员继续教育公共服务平台"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"数据与“省公共服务平台”互通。学时从“{FULL}”提取。", ["certain"]),
        (f"请登录“{FULL}”（以下简称“省公共服务平台”）。数据与“省公共服务平台”互通。", []),
        (f"请登录{FULL}（省平台）学习。学时在“省平台”登记。", []),
        (f"请登录“{FULL}”学习。学时在省平台登记。", ["judgment"]),
        ("学完后登录省继教系统登记学时。", ["certain"]),
        ("市平台课程于5月1日上线。", ["certain"]),
        (f"请登录“{FULL}”学习。", []),
        ("请在“学习强国”平台学习。全省平台建设有序推进。", []),
        ("市教育系统、省直机关的专业技术人员参照执行。", []),
    ],
)
def test_abbreviation_undefined(sentence: str, expected: list[str]) -> None:
    found = findings(terms.abbreviation_undefined, HEAD + sentence + "\n")
    assert [f.certainty for f in found] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"登录“江州省专业技术人员公共服务平台”注册，再登录“{FULL}”下载证书。", ["warning certain"]),
        ("登录“江州省专业技术人员公共服务平台”，由“江州省专业技术人员管理服务平台”提取。", ["info judgment"]),
        ("登录“临川市专业技术人员继续教育平台”或者“江州省专业技术人员继续教育平台”。", []),
        (f"登录“{FULL}”注册，再登录“{FULL}”下载证书。", []),
        ("由省职称申报系统提取，职称申报评审系统不再接收材料。", ["info judgment"]),
        ("由省职称申报评审系统提取，江州省职称申报评审系统不再接收材料。", []),
        ("登录“江州省人才服务网站”查询，课程在“江州省文化云平台”学习。", []),
    ],
)
def test_platform_variant(sentence: str, expected: list[str]) -> None:
    found = findings(terms.platform_variant, HEAD + sentence + "\n", Facts())
    assert [f"{f.severity} {f.certainty}" for f in found] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("公需科目按年度发布。公需课不少于30学时，专业课不少于60学时。", ["certain"]),
        ("公需科目不少于30学时。开展优质在线公需课评选，公需课程另行公布。", []),
        ("公需课不少于30学时，专业课不少于60学时。", []),
        ("按规定完成学习课时要求。全年不少于90学时。", ["judgment"]),
        ("按课程课时的2倍计算授课教师学时。全年不少于90学时。", []),
        ("每个课时45分钟，学习课时与学时等同。全年不少于90学时。", []),
        ("全年不少于90学时。业务骨干不少于20学分。", ["judgment"]),
        ("实行学分制管理，1学分等于3学时，全年不少于30学分，合90学时。", []),
    ],
)
def test_drift(sentence: str, expected: list[str]) -> None:
    assert [f.certainty for f in findings(terms.drift, HEAD + sentence + "\n")] == expected
