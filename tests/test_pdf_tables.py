"""Ruled tables: cells equal pdfplumber's, text laid out cell by cell, nothing lost or doubled."""

from __future__ import annotations

import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table as steps

from ingest.document import PagePlace
from ingest.pages.boxes import Box
from ingest.pages.ruling import MAX_EDGES, Subpath, TooManyRulingsError, find_cells, find_edges
from ingest.pdf import read_pdf
from ingest.pdf.objects import subpaths
from ingest.pdf.source import each_page
from ingest.reading import RawTable, Reading
from tests.pdf_maker import NOWHERE, Sheet, lines_are_sound, pdf, read, stream
from tests.texts import SHARED

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "notices"
REAL = sorted([*SHARED.glob("inputs/*.pdf"), *CORPUS.glob("**/*.pdf")])

Cells = list[tuple[int, int, int, int, str]]


def cells(reading: Reading, table: RawTable) -> Cells:
    """Row, column, spans and text of every cell."""
    return [(c.row, c.col, c.row_span, c.col_span, reading.raw[slice(*c.span)]) for c in table.cells]


def squeeze(text: str) -> list[str]:
    """The characters of a text without white space, in a fixed order, radicals as the characters they show."""
    return sorted("".join(unicodedata.normalize("NFKC", text).split()))


def nothing_lost(data: bytes, reading: Reading) -> None:
    """Laying tables out cell by cell moves characters, and neither drops nor doubles one."""
    document = pypdfium2.PdfDocument(data)
    read_by_pdfium = "".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "-")
    assert squeeze(reading.raw) == squeeze(read_by_pdfium)


# ---------------------------------------------------------------- layout of raw


def test_cells_of_a_row_by_tabs_rows_by_line_ends() -> None:
    sheet = (
        Sheet()
        .text(50, 50, "表前")
        .table([50, 150, 300, 400], [100, 130, 160], [["序号", "名称", "学时"], ["", "公需", "30"]])
    )
    reading = read(sheet.text(50, 200, "表后"))
    assert reading.raw == "表前\n序号\t名称\t学时\n\t公需\t30\n表后"
    (table,) = reading.tables
    assert reading.raw[slice(*table.span)] == "序号\t名称\t学时\n\t公需\t30"
    assert (table.rows, table.cols, table.parent) == (2, 3, None)
    assert table.cells[4].place == PagePlace(1, (150, 130, 300, 160))
    assert [line.table for line in reading.lines] == [None, 0, 0, 0, 0, 0, None]
    lines_are_sound(reading)


def test_lines_of_one_cell_stay_together_although_the_rows_were_written_across() -> None:
    sheet = Sheet().grid([50, 150, 300], [100, 160, 200])
    for x, first, second in ((55, "计划培训", "人数"), (155, "负责人联系", "电话")):
        sheet.text(x, 105, first, 10).text(x, 125, second, 10)
    across = Sheet().grid([50, 150, 300], [100, 160, 200])
    across.text(55, 105, "计划培训", 10).text(155, 105, "负责人联系", 10).text(55, 125, "人数", 10).text(
        155, 125, "电话", 10
    )
    assert read(sheet).raw == read(across).raw == "计划培训\n人数\t负责人联系\n电话\n\t"


def test_merged_cells_have_spans() -> None:
    sheet = Sheet()
    for y in (100, 160):
        sheet.rule(50, y, 350, y)
    sheet.rule(150, 130, 350, 130)
    for x in (50, 150, 350):
        sheet.rule(x, 100, x, 160)
    sheet.rule(250, 130, 250, 160)
    sheet.text(55, 110, "合并两行", 10).text(155, 105, "合并两列", 10).text(155, 135, "左下", 10).text(
        255, 135, "右下", 10
    )
    reading = read(sheet)
    assert cells(reading, reading.tables[0]) == [
        (0, 0, 2, 1, "合并两行"),
        (0, 1, 1, 2, "合并两列"),
        (1, 1, 1, 1, "左下"),
        (1, 2, 1, 1, "右下"),
    ]


def test_one_piece_of_text_over_a_ruling_is_cut_at_it() -> None:
    data = pdf(
        [Sheet().grid([50, 150, 250], [100, 130, 160]).text(120, 105, "甲乙丙丁戊己", 10).text(55, 135, "庚辛", 10)]
    )
    reading = read_pdf(data, NOWHERE)
    assert cells(reading, reading.tables[0])[:2] == [(0, 0, 1, 1, "甲乙丙"), (0, 1, 1, 1, "丁戊己")]
    assert assert_equals_pdfplumber(data) == 4


def test_thin_rectangles_are_rulings() -> None:
    sheet = Sheet()
    for y in (100, 130, 160):
        sheet.bar(50, y, 250, y + 0.5)
    for x in (50, 150, 250):
        sheet.bar(x, 100, x + 0.5, 160)
    sheet.text(55, 105, "甲乙", 10).text(155, 105, "丙丁", 10)
    reading = read(sheet)
    assert [text for *_, text in cells(reading, reading.tables[0])] == ["甲乙", "丙丁", "", ""]


def test_rulings_inside_a_form_with_a_matrix() -> None:
    content = b"0 0 m 100 0 l S 0 20 m 100 20 l S 0 40 m 100 40 l S 0 0 m 0 40 l S 100 0 m 100 40 l S 50 0 m 50 40 l S"
    form = stream(content, "/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Matrix[2 0 0 2 10 10]")
    sheet = Sheet().text(65, 460, "序号", 10)
    sheet.operators.append("q 1 0 0 1 50 300 cm /Fm Do Q")
    data = pdf([sheet], extra=[form])
    assert read_pdf(data, NOWHERE).tables[0].cells[0].place == PagePlace(1, (60, 452, 160, 492))
    assert_equals_pdfplumber(data)


def test_a_slanted_line_rules_no_cell() -> None:
    sheet = (
        Sheet().table([50, 150, 300], [100, 130, 160], [["甲乙", "丙丁"], ["戊己", "庚辛"]]).rule(100, 100, 150, 130)
    )
    assert read(sheet).tables[0].cols == 2


def test_a_nested_table_has_its_parent_and_stands_in_its_cell() -> None:
    sheet = Sheet().grid([50, 250, 450], [100, 220, 260]).text(55, 105, "外格之首", 10)
    sheet.table([70, 130, 200], [130, 160, 190], [["内一", "内二"], ["内三", "内四"]]).text(55, 195, "外格之尾", 10)
    sheet.text(255, 105, "右格", 10)
    reading = read(sheet)
    assert reading.raw == "外格之首\n内一\t内二\n内三\t内四\n外格之尾\t右格\n\t"
    outer, inner = reading.tables
    assert (outer.parent, inner.parent) == (None, 0)
    assert reading.raw[slice(*inner.span)] == "内一\t内二\n内三\t内四"
    start, end = outer.cells[0].span
    assert start <= inner.span[0] < inner.span[1] <= end
    lines_are_sound(reading)


def test_a_frame_around_text_is_not_a_table() -> None:
    sheet = Sheet().grid([50, 550], [60, 120, 780]).text(60, 80, "发文单位").text(60, 140, "正文第一段")
    reading = read(sheet)
    assert reading.tables == ()
    assert reading.raw == "发文单位\n正文第一段"


def test_an_empty_grid_is_no_table() -> None:
    assert read(Sheet().text(50, 50, "手写签名处").grid([50, 150, 300], [100, 130, 160])).tables == ()


def test_too_many_rulings_are_read_as_text_and_said() -> None:
    sheet = Sheet().text(50, 20, "图纸说明文字")
    strokes = " ".join(f"{x} 0 m {x} 800 l" for x in range(500))
    sheet.operators.append("\n".join(f"{strokes} S" for _ in range(MAX_EDGES // 500 + 1)))
    reading = read(sheet)
    assert reading.raw == "图纸说明文字"
    assert [notice.code for notice in reading.notices] == ["ING_LIMIT"]


# ---------------------------------------------------------------- page breaks


XS = [50.0, 150.0, 300.0]


def _page(top: float, rows: list[list[str]], number: str, head: str = "", title: str = "") -> Sheet:
    sheet = Sheet()
    if head:
        sheet.text(60, 30, head, 10)
    if title:
        sheet.text(50, top - 40, title)
    sheet.table(XS, [top + 30 * i for i in range(len(rows) + 1)], rows)
    return sheet.text(280, 790, number, 12)


def test_a_table_over_a_page_break_is_one_table_and_the_page_numbers_come_after_it() -> None:
    first = _page(640, [["序号", "名称"], ["11", "甲乙"]], "— 11 —", title="人员名单")
    second = _page(60, [["12", "丙丁"], ["13", "戊己"]], "— 12 —")
    third = _page(60, [["14", "庚辛"]], "— 13 —").text(50, 200, "表后说明")
    reading = read(first, second, third)
    (table,) = reading.tables
    assert (table.rows, table.cols) == (5, 2)
    assert reading.raw[slice(*table.span)] == "序号\t名称\n11\t甲乙\n12\t丙丁\n13\t戊己\n14\t庚辛"
    assert [c.place.page for c in table.cells if isinstance(c.place, PagePlace)] == [1] * 4 + [2] * 4 + [3] * 2
    assert [line.furniture for line in reading.lines if "—" in reading.raw[slice(*line.span)]] == [
        "page_number"
    ] * 2 + [""]
    lines_are_sound(reading)


def test_running_heads_do_not_part_a_table() -> None:
    first = _page(640, [["序号", "名称"], ["11", "甲乙"]], "第11页", "某市继续教育名单", "人员名单")
    second = _page(60, [["12", "丙丁"], ["13", "戊己"]], "第12页", "某市继续教育名单")
    assert len(read(first, second).tables) == 1


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(
            _page(120, [["12", "丙丁"], ["13", "戊己"]], "— 12 —", title="附件2 另一名单"), id="title between"
        ),
        pytest.param(
            Sheet().table([50, 180, 300], [60, 90, 120], [["12", "丙丁"], ["13", "戊己"]]), id="other columns"
        ),
        pytest.param(Sheet().table([50, 150, 400], [60, 90, 120], [["12", "丙丁"], ["13", "戊己"]]), id="other width"),
        pytest.param(Sheet().text(60, 60, "只有正文的一页"), id="no table"),
    ],
)
def test_other_tables_are_not_joined(second: Sheet) -> None:
    first = _page(640, [["序号", "名称"], ["11", "甲乙"]], "— 11 —")
    reading = read(first, second)
    assert reading.tables[0].rows == 2
    assert reading.raw.startswith("序号\t名称\n11\t甲乙\n— 11 —\f")


def test_text_after_the_table_ends_it() -> None:
    first = _page(500, [["序号", "名称"], ["11", "甲乙"]], "— 11 —").text(50, 600, "以上名单予以公布")
    assert len(read(first, _page(60, [["12", "丙丁"], ["13", "戊己"]], "— 12 —")).tables) == 2


def test_columns_that_were_merged_on_one_page_keep_their_places() -> None:
    first = _page(640, [["序号", "名称"], ["11", "甲乙"]], "— 11 —")
    second = Sheet().table([50, 150, 220, 300], [60, 90, 120], [["12", "丙", "丁丁"], ["13", "戊", "己己"]])
    (table,) = read(first, second).tables
    assert (table.rows, table.cols) == (4, 3)
    assert [(c.row, c.col, c.col_span) for c in table.cells][:5] == [
        (0, 0, 1),
        (0, 1, 2),
        (1, 0, 1),
        (1, 1, 2),
        (2, 0, 1),
    ]


# ---------------------------------------------------------------- pdfplumber as oracle


def assert_equals_pdfplumber(data: bytes) -> int:
    """Groups of cells and the text in each equal pdfplumber's; returns how many cells were compared."""
    compared = 0
    with pdfplumber.open(BytesIO(data)) as oracle:
        for page in each_page(data, NOWHERE):
            assert page is not None
            theirs = oracle.pages[page.number - 1].find_tables()
            ours = find_cells(find_edges(subpaths(page.marks().paths, page.frame)))
            assert [len(group) for group in ours] == [len(table.cells) for table in theirs]
            for group, table in zip(ours, theirs, strict=True):
                for cell, other in zip(sorted(group), sorted(table.cells), strict=True):
                    assert cell == pytest.approx(other, abs=0.1)
                    compared += 1
    return compared


def _cell_texts(reading: Reading) -> dict[tuple[int, int, int, int, int], list[str]]:
    """Characters of every cell by page and place, to the nearest two points."""
    found = {}
    for table in reading.tables:
        for cell in table.cells:
            assert isinstance(cell.place, PagePlace)
            key = (cell.place.page, *_rough(cell.place.box))
            found[key] = squeeze(reading.raw[slice(*cell.span)])
    return found


def _rough(box: Box) -> tuple[int, int, int, int]:
    return round(box[0] / 2), round(box[1] / 2), round(box[2] / 2), round(box[3] / 2)


def assert_same_characters(ours: list[str], theirs: list[str]) -> None:
    """The same characters, where PDFium may give the character and pdfminer the radical of the same shape."""
    missing = Counter(theirs) - Counter(ours)
    assert len(ours) == len(theirs)
    assert all("\u2e80" <= char <= "\u2eff" for char in missing)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_equal_pdfplumber(path: Path) -> None:
    data = path.read_bytes()
    if not any(page is not None and page.marks().paths for page in each_page(data, path)):
        pytest.skip("no painted lines in this file")
    assert_equals_pdfplumber(data)
    reading = read_pdf(data, path)
    lines_are_sound(reading)
    nothing_lost(data, reading)
    ours = _cell_texts(reading)
    with pdfplumber.open(path) as oracle:
        for page in oracle.pages:
            for table in page.find_tables():
                for row, row_texts in zip(table.rows, table.extract(), strict=True):
                    for cell, text in zip(row.cells, row_texts, strict=True):
                        key = (page.page_number, *_rough(cell)) if cell else None
                        if key in ours:
                            assert_same_characters(ours[key], squeeze(text or ""))


def test_real_files_are_at_hand() -> None:
    if not REAL:
        pytest.skip("neither ../shared/inputs nor corpus/notices holds a PDF")
    assert any(path.suffix == ".pdf" for path in REAL)


EDGE = st.integers(0, 8).map(lambda i: 40.0 + 20 * i)
SEGMENTS = st.lists(st.tuples(st.booleans(), EDGE, EDGE, EDGE), max_size=40)


@given(SEGMENTS)
@settings(max_examples=150, deadline=None)
def test_cells_of_any_rulings_equal_pdfplumber(segments: list[tuple[bool, float, float, float]]) -> None:
    """The step that is not pdfplumber's own, crossings to cells, gives what pdfplumber's does."""
    paths = [
        Subpath(((at, a), (at, b)) if upright else ((a, at), (b, at)), closed=False) for upright, at, a, b in segments
    ]
    edges = find_edges(paths)
    merged = steps.merge_edges([edge.as_pdfplumber() for edge in edges], 3, 3, 3, 3)
    merged = [e for e in merged if max(float(e["width"]), float(e["height"])) >= 3]
    expected = steps.cells_to_tables(steps.intersections_to_cells(steps.edges_to_intersections(merged, 3, 3)))
    assert find_cells(edges) == expected


@given(
    st.lists(
        st.lists(st.text(alphabet="公需专业科目学时", min_size=2, max_size=4), min_size=2, max_size=4),
        min_size=2,
        max_size=5,
    )
)
@settings(max_examples=40, deadline=None)
def test_no_character_is_lost_or_doubled(rows: list[list[str]]) -> None:
    width = min(len(row) for row in rows)
    table = [row[:width] for row in rows]
    xs = [50 + 90.0 * i for i in range(width + 1)]
    ys = [100 + 24.0 * i for i in range(len(table) + 1)]
    data = pdf([Sheet().text(50, 50, "前文说明").table(xs, ys, table).text(50, 400, "后文说明")])
    reading = read_pdf(data, NOWHERE)
    nothing_lost(data, reading)
    assert reading.raw == "\n".join(["前文说明", *("\t".join(row) for row in table), "后文说明"])
    assert assert_equals_pdfplumber(data) == width * len(table)


def test_the_limit_of_rulings_is_an_error_of_its_own() -> None:
    pieces = (Subpath(((float(i % 500), 0.0), (float(i % 500), 50.0)), closed=False) for i in range(MAX_EDGES + 1))
    with pytest.raises(TooManyRulingsError):
        find_edges(pieces)
