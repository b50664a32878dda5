"""Tables in plain text: what parts the cells, and where a row belongs that lost the cells merged with those above."""

from __future__ import annotations

import pytest

from tests.texts import document

Row = tuple[int, int, int, str]


def cells(text: str) -> list[Row]:
    made = document(text)
    return [(c.row, c.col, c.row_span, made.quote(c.span)) for table in made.tables for c in table.cells]


def test_rows_parted_by_blanks_below_a_head() -> None:
    text = "性质  课程  学时\n必修课  水旱灾害防御  12\n水利工程质量管理  10\n选修课  数字孪生流域  10\n"
    assert cells(text)[3:] == [
        (1, 0, 2, "必修课"),
        (1, 1, 1, "水旱灾害防御"),
        (1, 2, 1, "12"),
        (2, 1, 1, "水利工程质量管理"),
        (2, 2, 1, "10"),
        (3, 0, 1, "选修课"),
        (3, 1, 1, "数字孪生流域"),
        (3, 2, 1, "10"),
    ]


def test_a_row_without_its_first_and_last_cell_finds_its_columns() -> None:
    text = (
        "类别\t项目\t标准\t年度上限\t证明\n"
        "学术会议\t全国性会议\t每天折8学时\t24学时\t通知\n"
        "市级会议\t每天折6学时\t12学时\n"
        "成果\t发明专利\t每项折25学时\t不设限\t证书\n"
    )
    assert [(row, col, content) for row, col, _, content in cells(text) if row == 2] == [
        (2, 1, "市级会议"),
        (2, 2, "每天折6学时"),
        (2, 3, "12学时"),
    ]
    assert (1, 0, 2, "学术会议") in cells(text)


def test_an_empty_first_cell_keeps_its_place() -> None:
    text = "类别\t项目\t标准\n培训\t内部\t每天3学时\n\t外部\t每天2学时\n"
    assert (2, 1, 1, "外部") in cells(text)


@pytest.mark.parametrize(
    "text",
    [
        "永平县  6555558  云龙县  5555559\n洱源县  5555560  剑川县  4555561\n鹤庆县  4555562  弥渡县  4444444\n",
        "甲市人社局  乙市财政局  丙市教育局\n2026年3月1日\n",
        "单位：  姓名：  电话：\n职称：  学历：  专业：\n备注：  日期：  签字：\n",
    ],
)
def test_other_lines_with_blanks_are_no_table(text: str) -> None:
    assert cells(text) == []
