"""ATT_*: the annexes as the text calls them, as the list names them, and as they stand in the file."""

from __future__ import annotations

import pytest

from normalize.checks import attachments
from tests.checks_cases import CITY, TITLE, Facts, findings

HEAD = f"{TITLE}\n\n各单位：\n\n一、要求\n\n"
FORM = "培训项目申报表"
PLAN = "年度培训计划"


def notice(clause: str, titles: tuple[str, ...], annexes: tuple[str, ...] = (), tail: str = "") -> str:
    entries = "\n".join(f"{'附件：' if i == 1 else ''}{i}.{title}" for i, title in enumerate(titles, 1))
    held = "".join(f"\n附件{i}\n\n{text}\n\n填报单位：\n" for i, text in enumerate(annexes, 1) if text)
    return f"{HEAD}{clause}\n\n{entries}\n\n{CITY}\n\n2025年4月10日\n\n{tail}\n{held}"


@pytest.mark.parametrize(
    ("clause", "listed", "heading", "expected"),
    [
        ("填写《培训项目申报表》（附件1）。", FORM, FORM, []),
        ("填写《培训项目申请表》（附件1）。", FORM, FORM, ["warning certain"]),
        ("填写《培训项目申报表》(见附件 1)。", FORM, FORM, []),
        ("填写附件1《培训项目备案表》。", FORM, FORM, ["warning certain"]),
        ("填写《XX单位202X年度培训方案》（附件1）。", "XX单位2025年度培训方案", "", []),
        ("填写《XX年度培训方案》（附件1）。", "XX单位2025年度培训方案", "", ["warning certain"]),
        ("填写《2024年度培训方案》（附件1）。", "2025年度培训方案", "2025年度培训方案", ["warning certain"]),
        ("见附件1。", FORM, "培训项目申报表（2025年度）", ["info certain"]),
        ("见附件1。", "学习方案（参考格式）", "江州省某厅\n\n关于2025年度学习方案\n\n（参考格式）", ["info judgment"]),
        ("见附件1。", FORM, "培训项目备案登记表", ["warning certain"]),
        ("见附件1。", FORM, "序号\t名称\t学时", []),
        ("按照《学时管理办法》（见附件1）认定。", "学时管理办法", "学时管理办法", []),
    ],
)
def test_name_mismatch(clause: str, listed: str, heading: str, expected: list[str]) -> None:
    found = findings(attachments.name_mismatch, notice(clause, (listed,), (heading,)), Facts(annexes=(listed,)))
    assert [f"{f.severity} {f.certainty}" for f in found] == expected


@pytest.mark.parametrize(
    ("clause", "numbers"),
    [
        ("填写《培训项目申报表》（附件1），并报送《年度培训计划》（附件2）。", []),
        ("填写申报表（见附件1）。", [2]),
        ("填写有关表格（附件1-2）。", []),
        ("填写有关表格（附件1、2）。", []),
        ("填写有关表格（附件1和附件2）。", []),
        ("填写有关表格（见附件）。", []),
        ("填写培训项目申报表和年度培训计划。", []),
        ("按时报送材料。", [1, 2]),
        ("执行《关于规范培训的通知》附件1，并填写附件2。", [1]),
    ],
)
def test_unreferenced(clause: str, numbers: list[int]) -> None:
    text = notice(clause, (FORM, PLAN), (FORM, PLAN))
    found = findings(attachments.unreferenced, text, Facts(annexes=(FORM, PLAN)))
    assert [f.params["no"] for f in found] == numbers


@pytest.mark.parametrize(
    ("annexes", "tail", "numbers"),
    [
        ((FORM, PLAN), "", ""),
        ((FORM, ""), "", "2"),
        (("", ""), "", "1、2"),
        (("", ""), "附件1-2.docx", "1、2"),
        (("", ""), "培训项目申报表\n\n填报单位：\n\n年度培训计划\n\n编制单位：", ""),
    ],
)
def test_content_missing(annexes: tuple[str, ...], tail: str, numbers: str) -> None:
    text = notice("填写附件1、附件2。", (FORM, PLAN), annexes, tail)
    found = findings(attachments.content_missing, text, Facts(annexes=(FORM, PLAN)))
    assert [f.params["numbers"] for f in found] == [numbers] * bool(numbers)


@pytest.mark.parametrize(
    ("clause", "tail", "raised"),
    [
        ("填写附件1、附件2。", "", False),
        ("填写附件1、附件2。", "附件1-2.zip", False),
        ("填写附件1、附件2。", "附件1-3.zip", True),
        ("填写附件1、附件2（共3份附件）。", "", True),
        ("填写附件1、附件2（共2份附件）。", "", False),
    ],
)
def test_count_mismatch(clause: str, tail: str, raised: bool) -> None:
    text = notice(clause, (FORM, PLAN), (FORM, PLAN), tail)
    found = findings(attachments.count_mismatch, text, Facts(annexes=(FORM, PLAN)))
    assert [f.code for f in found] == ["ATT_COUNT_MISMATCH"] * raised


@pytest.mark.parametrize(
    ("clause", "annexes", "expected"),
    [
        ("填写附件1。", (FORM,), []),
        ("填写附件1和《人员名单》（附件2）。", (FORM,), ["正文"]),
        ("填写附件1。", (FORM, "人员名单"), ["附后"]),
        ("执行省厅通知附件3，填写附件1。", (FORM,), []),
        ("填写附件1，附件2份数由各单位自定。", (FORM,), []),
    ],
)
def test_not_listed(clause: str, annexes: tuple[str, ...], expected: list[str]) -> None:
    found = findings(attachments.not_listed, notice(clause, (FORM,), annexes), Facts(annexes=(FORM,)))
    assert [f.params["where"] for f in found] == expected


def test_nothing_is_said_of_a_notice_without_annexes() -> None:
    text = HEAD + f"按时完成学习任务。\n\n{CITY}\n\n2025年4月10日\n"
    checks = (
        attachments.name_mismatch,
        attachments.unreferenced,
        attachments.content_missing,
        attachments.count_mismatch,
        attachments.not_listed,
    )
    assert [f for check in checks for f in findings(check, text)] == []
