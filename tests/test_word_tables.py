"""Tables of Word files: grid, merges, nesting, places, and the way back from a place to its element."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree

from ingest.document import PartPlace
from ingest.reading import RawTable, Reading
from ingest.word import element_at, read_docx
from tests.word_package import document, p, reading, said, tbl, tc, tr


def _cells(read: Reading, table: RawTable) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, read.raw[c.span[0] : c.span[1]]) for c in table.cells]


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_rows_and_cells_in_raw() -> None:
    read = reading(p("前") + tbl(tr(tc("项目"), tc(p("总") + p("学时"))), tr(tc(""), tc("32"))) + p("后"))
    assert read.raw == "前\n项目\t总\n学时\n\t32\n后"
    table = read.tables[0]
    assert (table.rows, table.cols) == (2, 2)
    assert _cells(read, table) == [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "总\n学时"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "32")]
    assert [line.table for line in read.lines] == [None, 0, 0, 0, 0, None]


def test_merged_cells() -> None:
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    read = reading(
        tbl(
            tr(tc("类别", restart), tc("学时", _span(2))),
            tr(tc("", go_on), tc("公需"), tc("专业")),
            tr(tc("企业"), tc("30", restart), tc("60", restart)),
            tr(tc("事业"), tc("", go_on), tc("", go_on)),
        )
    )
    assert _cells(read, read.tables[0]) == [
        (0, 0, 2, 1, "类别"),
        (0, 1, 1, 2, "学时"),
        (1, 1, 1, 1, "公需"),
        (1, 2, 1, 1, "专业"),
        (2, 0, 1, 1, "企业"),
        (2, 1, 2, 1, "30"),
        (2, 2, 2, 1, "60"),
        (3, 0, 1, 1, "事业"),
    ]


def test_older_and_odd_merges() -> None:
    read = reading(
        tbl(
            tr(tc("横", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("三")),
            tr(tc("上面没有开头", "<w:vMerge/>"), tc("乙"), tc("丙")),
            tr(tc("后移"), properties='<w:gridBefore w:val="2"/>'),
        )
    )
    assert _cells(read, read.tables[0]) == [
        (0, 0, 1, 2, "横"),
        (0, 2, 1, 1, "三"),
        (1, 0, 1, 1, "上面没有开头"),
        (1, 1, 1, 1, "乙"),
        (1, 2, 1, 1, "丙"),
        (2, 2, 1, 1, "后移"),
    ]


def test_text_under_a_merge_is_told_not_shown() -> None:
    read = reading(tbl(tr(tc("上", '<w:vMerge w:val="restart"/>')), tr(tc("压住的字", "<w:vMerge/>"))))
    assert "压住" not in read.raw
    assert [notice.code for notice in read.notices] == ["HIDDEN_TEXT"]


def test_nested_tables_know_their_parent() -> None:
    inner = tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁")))
    read = reading(tbl(tr(tc("外"), tc(p("说明") + inner + p("完")))))
    outer, nested = read.tables
    assert (outer.parent, nested.parent) == (None, 0)
    assert _cells(read, outer)[1][4] == "说明\n甲\t乙\n丙\t丁\n完"
    assert [(said(read, line), line.table) for line in read.lines] == [
        ("外", 0), ("说明", 0), ("甲", 1), ("乙", 1), ("丙", 1), ("丁", 1), ("完", 0),
    ]  # fmt: skip
    assert nested.cells[3].place == PartPlace("word/document.xml", "tbl[0]/tr[0]/tc[1]/tbl[0]/tr[1]/tc[1]")


def test_deleted_and_hidden_rows_are_left_out_but_counted_in_places() -> None:
    read = reading(
        tbl(
            tr(tc("留")),
            tr(tc("删"), properties="<w:del w:id='1'/>"),
            tr(tc("藏"), properties="<w:hidden/>"),
            tr(tc("删格", "<w:cellDel w:id='2'/>"), tc("尾"), properties="<w:ins w:id='3'/>"),
        )
    )
    assert [said(read, line) for line in read.lines] == ["留", "尾"]
    assert read.tables[0].cells[-1].place == PartPlace("word/document.xml", "tbl[0]/tr[3]/tc[1]")
    assert {notice.code for notice in read.notices} == {"WORD_TRACKED_CHANGES", "HIDDEN_TEXT"}


def test_a_table_without_cells_is_none() -> None:
    read = reading(p("正文") + tbl() + tbl(tr()))
    assert read.tables == ()


def test_places_lead_back_to_their_elements() -> None:
    control = f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></w:r></w:p>"
    body = p("甲") + control + box + tbl(tr(tc("乙"), tc(p("丙") + tbl(tr(tc("丁")))))) + p("戊")
    read = reading(body)
    root = etree.fromstring(document(body).encode())
    for line in read.lines:
        assert isinstance(line.place, PartPlace)
        element = element_at(root, line.place.path)
        assert element is not None
        assert "".join(map(str, element.itertext())) == said(read, line)


@pytest.mark.parametrize("path", ["p[9]", "tbl[0]/tr[0]", "p[0]/txbx[0]/p[0]", "无[0]"])
def test_a_place_of_another_file_leads_nowhere(path: str) -> None:
    assert element_at(etree.fromstring(document(p("甲")).encode()), path) is None


def test_a_file_made_by_python_docx() -> None:
    made = docx.Document()
    made.add_heading("关于继续教育的通知", 1)
    made.add_paragraph("公需科目", style="List Number")
    made.add_paragraph("专业科目", style="List Number")
    grid = made.add_table(3, 3)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "合并"
    grid.cell(2, 2).text = "尾"
    buffer = BytesIO()
    made.save(buffer)
    read = read_docx(buffer.getvalue(), Path("a.docx"))
    assert [said(read, line) for line in read.lines] == ["关于继续教育的通知", "1.公需科目", "2.专业科目", "合并", "尾"]
    assert read.lines[0].markup_level == 1
    assert _cells(read, read.tables[0])[0] == (0, 0, 2, 2, "合并")
