"""Topics in many wordings: text → (category, requirement, title)."""

from __future__ import annotations

import pytest

from extract.finders.topics.finder import find_topics
from tests.texts import view

Row = tuple[str, str, str]


def topics(text: str) -> list[Row]:
    seen = view(text)
    return [(m.parts[1].label, m.label, seen.text[slice(*m.parts[0].span)]) for m in find_topics(seen)]


PU, PR = "public", "professional"
CASES: list[tuple[str, list[Row]]] = [
    (
        "公需科目主要学习法律法规、职业道德、生态文明等内容。",
        [(PU, "suggested", "法律法规"), (PU, "suggested", "职业道德"), (PU, "suggested", "生态文明")],
    ),
    (
        "公需科目必修课包括《数字素养提升》《碳达峰与碳中和》两门课程。",
        [(PU, "required", "数字素养提升"), (PU, "required", "碳达峰与碳中和")],
    ),
    (
        "一、公需科目\n1.必修专题：绿色低碳发展、科研诚信；选修专题：心理健康、传统文化。",
        [
            (PU, "required", "绿色低碳发展"),
            (PU, "required", "科研诚信"),
            (PU, "elective", "心理健康"),
            (PU, "elective", "传统文化"),
        ],
    ),
    (
        "公需科目围绕“新质生产力发展”“人工智能+行动”等专题开展学习。",
        [(PU, "suggested", "新质生产力发展"), (PU, "suggested", "人工智能+行动")],
    ),
    (
        "公需科目学习内容包括：应急管理、网络安全和知识产权等方面的课程。",
        [(PU, "", "应急管理"), (PU, "", "网络安全"), (PU, "", "知识产权")],
    ),
    (
        "学员可自主选择大数据、区块链、云计算等课程，公需科目另行安排。",
        [("other", "elective", "大数据"), ("other", "elective", "区块链"), ("other", "elective", "云计算")],
    ),
    (
        "专业科目以行业新标准、新工艺、新设备为重点，由主管部门组织。",
        [(PR, "suggested", "行业新标准"), (PR, "suggested", "新工艺"), (PR, "suggested", "新设备")],
    ),
    (
        "今年公需科目设“新质生产力”“低空经济”“人工智能赋能教育”三门必修课。",
        [(PU, "required", "新质生产力"), (PU, "required", "低空经济"), (PU, "required", "人工智能赋能教育")],
    ),
    (
        "公需课必学内容为《国家安全教育》，选学内容从科学素养、生态文明中任选。",
        [(PU, "required", "国家安全教育"), (PU, "elective", "科学素养"), (PU, "elective", "生态文明")],
    ),
    (
        "公需科目涵盖政治理论、法律法规、知识产权三大板块。",
        [(PU, "", "政治理论"), (PU, "", "法律法规"), (PU, "", "知识产权")],
    ),
    (
        "继续教育内容：一、时事政策；二、专业前沿；三、创新方法。",
        [("other", "", "时事政策"), ("other", "", "专业前沿"), ("other", "", "创新方法")],
    ),
    # a topic with 与 or 和 inside is one topic
    (
        "公需科目重点围绕公共卫生与应急处置、人口和家庭发展等专题开展学习。",
        [(PU, "suggested", "公共卫生与应急处置"), (PU, "suggested", "人口和家庭发展")],
    ),
    # enumerations of other things are no topics
    ("行业主管部门可围绕课程开发、平台建设等工作发布需求。", []),
    ("各市、各部门、各单位要加强组织领导。", []),
    ("按照个人申报、单位审核、主管部门审验的流程登记。", []),
    ("可采取远程教育、面授、研修等形式开展学习。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[str(i) for i in range(len(CASES))])
def test_topics(text: str, expected: list[Row]) -> None:
    assert topics(text) == expected


def test_ordinals_after_an_announcement_are_topics() -> None:
    text = "六、人工智能通识教育\n（一）内容。人工智能通识教育重点围绕以下内容开展：一是概念；二是应用案例；三是伦理。"
    assert ("ai_literacy", "suggested", "应用案例") in topics(text)
    assert ("ai_literacy", "", "人工智能通识教育") in topics(text)
