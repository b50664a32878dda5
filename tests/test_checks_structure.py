"""STR_*: numbering, levels of headings, enumerations, and paragraphs torn in two."""

from __future__ import annotations

import pytest

from normalize.checks import structure
from tests.checks_cases import CITY, TITLE, Facts, case_of, document_of, findings

HEAD = f"{TITLE}\n\n各单位：\n\n"


def lines(*rows: str) -> str:
    return HEAD + "\n\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        (["一、任务", "二、内容", "三、时间"], ""),
        (["一、任务", "二、内容", "四、时间"], "三、"),
        (["一、任务", "四、时间"], "二、、三、"),
        (["一、任务", "（一）公需科目", "（三）专业科目", "二、时间"], "（二）"),
        (["一、任务", "（一）公需科目", "二、时间", "（一）起止", "（二）登记"], ""),
        (["一、任务", "1.必修课。", "2.选修课。", "4.其他课程。"], "3."),
        (["第一章 总则", "第一条 为规范学习，制定本办法。", "第二章 登记", "第三条 学时据实登记。"], "第二条"),
        (["第一章 总则", "第一条 为规范学习，制定本办法。", "第二章 登记", "第二条 学时据实登记。"], ""),
        (["一、任务", "按要求完成。二、内容不变。", "三、时间"], ""),
        (["十、任务", "十二、时间"], "十一、"),
    ],
)
def test_section_gap(rows: list[str], missing: str) -> None:
    found = findings(structure.section_gap, lines(*rows))
    assert [f.params["missing"] for f in found] == ([missing] if missing else [])


def test_numbering_of_an_annex_starts_afresh() -> None:
    text = lines(
        "一、任务", "二、内容", "附件：1.工作计划", CITY, "2025年4月10日", "附件1", "工作计划", "一、目标", "二、安排"
    )
    facts = Facts(annexes=("工作计划",))
    assert findings(structure.section_gap, text, facts) + findings(structure.section_restart, text, facts) == []


@pytest.mark.parametrize(
    ("rows", "raised"),
    [
        (["四、内容", "（一）课程", "（二）方式", "（一）登记", "（二）认定", "六、其他"], True),
        (["三、内容", "三、登记", "四、其他"], True),
        (["四、内容", "（一）课程", "（二）方式", "五、登记", "（一）登记", "（二）认定"], False),
        (["四、内容", "1.课程。", "2.方式。", "登记要求如下：", "1.登记。", "2.认定。"], False),
        (["一、内容", "二、登记", "工作方案", "一、目标", "二、措施"], False),
    ],
)
def test_section_restart(rows: list[str], raised: bool) -> None:
    found = findings(structure.section_restart, lines(*rows))
    assert [f.code for f in found] == ["STR_SECTION_RESTART"] * raised


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("## 一、任务\n\n甲。\n\n## 二、内容\n\n乙。\n", False),
        ("### 一、任务\n\n甲。\n\n## 二、内容\n\n乙。\n", True),
        ("一、任务\n\n甲。\n\n## 二、内容\n\n乙。\n", False),
    ],
)
def test_level_inconsistent(text: str, raised: bool) -> None:
    assert [f.code for f in findings(structure.level_inconsistent, HEAD + text)] == ["STR_LEVEL_INCONSISTENT"] * raised


@pytest.mark.parametrize(
    ("rows", "raised"),
    [
        (["一、咨询", "（一）主管部门电话", "（2）平台电话"], True),
        (["一、咨询", "（一）主管部门电话", "（二）平台电话"], False),
        (["一、咨询", "（一）电话", "（1）主管部门。", "（2）平台。"], False),
        (["一、内容", "（一）公需", "1.必修课。", "2.选修课。", "（二）专业", "1、必修课。", "2、选修课。"], True),
        (["一、内容", "（一）公需", "1.必修课。", "（二）专业", "1．必修课。"], False),
    ],
)
def test_numbering_style(rows: list[str], raised: bool) -> None:
    assert [f.code for f in findings(structure.numbering_style, lines(*rows))] == ["STR_NUMBERING_STYLE"] * raised


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("重点学习：一是政策法规；二是职业道德；四是数字素养。", ["三是"]),
        ("重点学习：一是政策法规；二是职业道德；三是数字素养。", []),
        ("一是备课。二是授课。五是考核。", ["三是、四是"]),
        ("第一，提高认识。第二，落实责任。第四，加强监督。", ["第三，"]),
        ("分三步：（1）申报；（2）审核；（4）登记。", ["（3）"]),
        ("①申报；②审核；④登记。", ["③"]),
        ("一是备课。二是授课。同时做好两项工作：一是报名，二是审核。", []),
        ("三是说明，五是登记。", []),
        ("唯一是否需要登记，由单位确定；三是其他。", []),
    ],
)
def test_enumeration_gap(sentence: str, missing: list[str]) -> None:
    found = findings(structure.enumeration_gap, lines("一、内容", sentence))
    assert [f.params["missing"] for f in found] == missing


TORN = (
    "各部门要分类推进继续教育工作，引导专业技术人员更新知识结构，不断提升自\n\n主学习能力，"
    "为高质量发展提供支撑。\n\n用人单位要提供必要条件，保障参训人员的待遇。\n\n"
    "继续教育基地要规范办学，接受主管部门和社会的监督。\n"
)


def test_paragraph_torn_by_an_empty_line() -> None:
    [found] = findings(structure.page_break_split, HEAD + "一、要求\n\n" + TORN)
    assert found.code == "STR_PAGE_BREAK_SPLIT"
    assert found.evidence[0].raw is not None
    assert "自\n\n主" in found.evidence[0].raw


def test_wrapped_lines_and_pages_are_not_torn() -> None:
    wrapped = "\n\n".join(
        [
            "继续教育工作是提升专业技术人员能力素质的重要手段要切实",
            "抓好落实确保按时完成各项学习任务不断提高培训的质量和水",
        ]
        * 6
    )
    assert findings(structure.page_break_split, HEAD + wrapped + "平。\n") == []
    paged = case_of("", document=document_of(HEAD + TORN, pages=3))
    assert list(structure.page_break_split(paged)) == []
