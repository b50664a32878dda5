"""Requirements, caps and credits of hours in many wordings: text → (kind, comparator, number, subject, period)."""

from __future__ import annotations

import pytest

from extract.finders.quotas import find_quotas
from tests.texts import view

R, C, G = "requirement", "cap", "credit"
Row = tuple[str, str, str, str, str]


def quotas(text: str) -> list[Row]:
    seen = view(text)
    rows: list[Row] = []
    for mention in find_quotas(seen):
        label = {p.role: p.label for p in mention.parts}
        number = mention.part("number")
        assert number is not None
        rows.append(
            (mention.label, label["comparator"], seen.text[slice(*number.span)], label["subject"], label["period"])
        )
    return rows


CASES: list[tuple[str, list[Row]]] = [
    (
        "专业技术人员每年参加继续教育的时间累计应不少于90学时，其中，专业科目一般不少于60学时。",
        [(R, ">=", "90", "total", "year"), (R, ">=", "60", "professional", "year")],
    ),
    (
        "年度继续教育总学时不得低于72学时（公需科目24学时，专业科目48学时）。",
        [(R, ">=", "72", "total", "year"), (R, "", "24", "public", "year"), (R, "", "48", "professional", "year")],
    ),
    (
        "全省专业技术人员每年完成继续教育90学时以上，其中公需科目30学时以上、专业科目60学时以上。",
        [
            (R, ">=", "90", "total", "year"),
            (R, ">=", "30", "public", "year"),
            (R, ">=", "60", "professional", "year"),
        ],
    ),
    ("公需科目学习时间不少于三十学时。", [(R, ">=", "三十", "public", "year")]),
    ("二、公需科目\n本年度须学满24个学时。", [(R, ">=", "24", "public", "year")]),
    ("三、专业课\n每人每年至少完成42学时的学习任务。", [(R, ">=", "42", "professional", "year")]),
    ("卫生技术人员每年所获学分不低于25学分。", [(R, ">=", "25", "total", "year")]),
    (
        "公需科目分为必修课和选修课，其中必修课18学时，选修课12学时。",
        [(R, "", "18", "public_required", "year"), (R, "", "12", "public_elective", "year")],
    ),
    (
        "一、公需科目\n必修课程不少于20学时，选修课程不少于10学时。",
        [(R, ">=", "20", "public_required", "year"), (R, ">=", "10", "public_elective", "year")],
    ),
    ("（一）公需科目（30学时）\n由市人社局统一组织。", [(R, "", "30", "public", "year")]),
    ("参加培训的，每天按不超过8学时计算。", [(C, "<=", "8", "", "day")]),
    ("线下培训按实际学时登记，单日最多计8学时。", [(C, "<=", "8", "", "day")]),
    ("发表论文每篇计10学时，全年最多不超过30学时。", [(G, "=", "10", "", "item"), (C, "<=", "30", "", "year")]),
    ("取得职业资格证书的，可认定为当年专业科目60学时。", [(G, "", "60", "professional", "item")]),
    ("公派出国进修满一个月的，折算40学时。", [(G, "=", "40", "", "item")]),
    (
        "县以下基层单位人员每年学习不少于72学时，其余人员不少于90学时。",
        [(R, ">=", "72", "total", "year"), (R, ">=", "90", "total", "year")],
    ),
    (
        "每人全年公需课满30学时、专业课满60学时即为合格。",
        [(R, ">=", "30", "public", "year"), (R, ">=", "60", "professional", "year")],
    ),
    ("年度继续教育时间累计不得少于12天或90学时。", [(R, ">=", "90", "total", "year")]),
    ("全年网络学习最多认定40学时。", [(C, "<=", "40", "", "year")]),
    ("同一课程只计一次，年度累计认定上限为20学时。", [(C, "<=", "20", "", "year")]),
    ("听一场学术报告记2学时，全年封顶16学时。", [(G, "=", "2", "", "item"), (C, "<=", "16", "", "year")]),
    # what held before, and a sum said again
    ("2025年起，公需科目由每年24学时调整为30学时。", [(R, "=", "30", "public", "year")]),
    ("专业科目学时一般不低于全年总学时的三分之二。", []),
    ("未达到90学时的，不得申报高一级职称。", []),
    # what is on offer, how long a lesson is, how much a credit is worth: no requirement
    ("平台提供公需科目课程120学时，供学员自行选择。", []),
    ("每学时按45分钟计算。", []),
    ("1学分折算为3学时。", []),
    ("培训班为期5天，共40学时的面授课程。", []),
    ("从事专业技术工作满3年的，可申报中级职称。", []),
    ("逾期未完成学习的，责任自负。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:24] for c in CASES])
def test_hours(text: str, expected: list[Row]) -> None:
    assert quotas(text) == expected


def test_a_group_of_persons_is_the_scope() -> None:
    seen = view("中级职称人员每年不少于72学时，初级职称人员每年不少于42学时。")
    scopes = [seen.text[slice(*p.span)] for m in find_quotas(seen) if (p := m.part("scope"))]
    assert scopes == ["中级职称人员", "初级职称人员"]


def test_a_damaged_number_is_still_a_requirement() -> None:
    assert quotas("二、专业科目\n年度累计应不少于ω 学时。") == [(R, ">=", "60", "professional", "year")]
