"""read_pdf on pages of text: lines with their edges, order, places, and what the text layer may hide."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import PagePlace
from ingest.errors import UnreadableFileError
from ingest.pdf import read_pdf
from ingest.reading import Reading
from tests.pdf_maker import NOWHERE, Sheet, pdf, read

HANZI = "学时公需专业科目累计不少于培训办公室年度通知局市县"
WORDS = st.text(alphabet=HANZI + "0123456789（），。", min_size=2, max_size=30)


def texts(reading: Reading) -> list[str]:
    """The lines' texts."""
    return [reading.raw[slice(*line.span)] for line in reading.lines]


def boxes(reading: Reading, span: tuple[int, int]) -> list[tuple[float, float, float, float]]:
    """The exact boxes of a span, rounded to points."""
    assert reading.locator is not None
    places = reading.locator(span)
    assert all(isinstance(place, PagePlace) for place in places)
    return [
        (round(p.box[0]), round(p.box[1]), round(p.box[2]), round(p.box[3])) for p in places if isinstance(p, PagePlace)
    ]


def test_lines_carry_page_edges_and_size() -> None:
    reading = read(
        Sheet().text(100, 90, "关于做好某年度工作的通知", 22).text(90, 150, "各有关单位："),
        Sheet().text(90, 100, "第二页正文"),
    )
    assert reading.raw == "关于做好某年度工作的通知\n各有关单位：\f第二页正文"
    assert [line.page for line in reading.lines] == [1, 1, 2]
    title = reading.lines[0]
    assert (title.left, title.right, title.size) == (100, 100 + 12 * 22, 22)
    assert title.place == PagePlace(1, (100, 90, 364, 112))
    assert (reading.pages, reading.ocr, reading.confidence, reading.notices) == (2, "not_needed", (1.0, 1.0), ())


@given(st.lists(WORDS, min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_every_line_comes_back(words: list[str]) -> None:
    sheet = Sheet()
    for i, word in enumerate(words):
        sheet.text(60, 60 + 28 * i, word)
    reading = read(sheet)
    assert texts(reading) == words
    for line in reading.lines:
        (place,) = reading.locator(line.span) if reading.locator else ()
        # the line's own place is made of two characters, of which one may be flat
        assert isinstance(place, PagePlace)
        assert isinstance(line.place, PagePlace)
        assert place.box == pytest.approx(line.place.box, abs=3)
        assert place.box[0::2] == line.place.box[0::2]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_span_inside_a_line_has_its_own_box(data: st.DataObject) -> None:
    word = data.draw(WORDS)
    start = data.draw(st.integers(0, len(word) - 1))
    end = data.draw(st.integers(start + 1, len(word)))
    reading = read(Sheet().text(60, 60, "前一行").text(60, 100, word))
    offset = reading.lines[1].span[0]
    ((x0, top, x1, bottom),) = boxes(reading, (offset + start, offset + end))
    assert (x0, x1) == (60 + 16 * start, 60 + 16 * end)
    assert 95 <= top < bottom <= 120


def test_a_span_over_two_lines_and_pages_has_a_box_each() -> None:
    reading = read(Sheet().text(60, 60, "甲乙丙"), Sheet().text(60, 90, "丁戊己"))
    assert reading.locator is not None
    assert reading.locator((2, 6)) == (PagePlace(1, (92, 60, 108, 76)), PagePlace(2, (60, 90, 92, 106)))


def test_a_span_of_white_space_or_outside_has_no_place() -> None:
    reading = read(Sheet().text(60, 60, "甲乙"), Sheet().text(60, 60, "丙"))
    assert reading.locator is not None
    assert reading.locator((2, 3)) == ()
    assert reading.locator((900, 950)) == ()


def test_places_survive_pickling() -> None:
    reading = read(Sheet().text(60, 60, "年度累计"))
    again = pickle.loads(pickle.dumps(reading))
    assert again.locator((0, 2)) == (PagePlace(1, (60, 60, 92, 76)),)


def test_places_do_not_need_the_file_any_more(tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(pdf([Sheet().text(60, 60, "年度累计")]))
    locator = read_pdf(path.read_bytes(), path).locator
    path.unlink()
    assert locator is not None
    assert locator((0, 4)) == (PagePlace(1, (60, 60, 124, 76)),)


def test_a_hyphen_at_a_line_end_stays_and_ends_the_line() -> None:
    reading = read(Sheet().latin(60, 60, "http://example.org/conti-").latin(60, 80, "nued.html"))
    assert reading.raw == "http://example.org/conti-\nnued.html"


def test_characters_beyond_the_basic_plane() -> None:
    cmap = {1: "𠀋", 2: "年", 3: "度"}
    sheet = Sheet().text(60, 60, "\x02\x01\x03", font="F3").latin(60, 90, "conti-").latin(60, 110, "nued")
    reading = read_pdf(pdf([sheet], cmap=cmap), NOWHERE)
    assert reading.raw == "年𠀋度\nconti-\nnued"
    assert boxes(reading, (2, 3)) == [(92, 60, 108, 76)]


def test_radicals_of_chromium_are_left_to_the_repairs() -> None:
    cmap = {1: "⽅", 2: "⾯", 3: "工"}
    reading = read_pdf(pdf([Sheet().text(60, 60, "\x01\x02\x03", font="F3")], cmap=cmap), NOWHERE)
    assert reading.raw == "⽅⾯工"


def test_a_control_character_never_breaks_the_raw_text() -> None:
    cmap = {1: "年", 2: "\t", 3: "\u2028", 4: "度"}
    reading = read_pdf(pdf([Sheet().text(60, 60, "\x01\x02\x03\x04", font="F3")], cmap=cmap), NOWHERE)
    assert reading.raw == "年  度"
    assert len(reading.lines) == 1


def _turned(sheet: Sheet, rotation: int) -> Sheet:
    """The same page stored turned, with /Rotate to show it upright."""
    w, h = sheet.width, sheet.height
    size, matrix = {
        90: ((h, w), f"0 1 -1 0 {h:g} 0 cm"),
        180: ((w, h), f"-1 0 0 -1 {w:g} {h:g} cm"),
        270: ((h, w), f"0 -1 1 0 0 {w:g} cm"),
    }[rotation]
    return Sheet(*size, f"/Rotate {rotation}", [matrix, *sheet.operators])


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(rotation: int) -> None:
    sheet = Sheet(842, 595).text(50, 50, "表前说明")
    sheet.table([50, 150, 300], [100, 130, 160], [["序号", "名称"], ["12", "公需"]]).text(50, 200, "表后说明")
    upright, turned = read(sheet), read(_turned(sheet, rotation))
    assert turned.raw == upright.raw
    assert [boxes(turned, line.span) for line in turned.lines] == [boxes(upright, line.span) for line in upright.lines]
    for ours, theirs in zip(turned.tables[0].cells, upright.tables[0].cells, strict=True):
        assert (ours.row, ours.col, ours.span) == (theirs.row, theirs.col, theirs.span)
        assert isinstance(ours.place, PagePlace)
        assert isinstance(theirs.place, PagePlace)
        assert ours.place.box == pytest.approx(theirs.place.box, abs=0.01)


def test_places_count_from_the_corner_of_the_cropped_page() -> None:
    reading = read(Sheet(attributes="/CropBox[20 30 500 800]").text(60, 60, "年度"))
    assert reading.lines[0].place == PagePlace(1, (40, 18, 72, 34))


def test_pieces_side_by_side_are_one_line() -> None:
    sheet = Sheet().text(60, 60, "联系人", 10).text(91, 60, "张三", 10).text(300, 90, "电话", 10)
    assert texts(read(sheet)) == ["联系人张三", "电话"]


def test_a_sparse_page_that_pdfium_takes_for_vertical_writing() -> None:
    """Three narrow columns over the whole height make PDFium end a line after every character."""
    sheet = Sheet()
    for i in range(24):
        for x, text in ((40, f"{i + 10}"), (170, f"张三{i}"), (350, f"第{i + 10}单位")):
            for k, char in enumerate(text):
                sheet.text(x + 12 * k, 40 + 25 * i, char, 12)
    found = texts(read(sheet))
    assert "".join(found).replace(" ", "") == "".join(f"{i + 10}张三{i}第{i + 10}单位" for i in range(24))
    assert all(len(text) > 1 for text in found)


def test_vertical_writing_stays_together() -> None:
    sheet = Sheet().text(60, 40, "正文第一行")
    for i, char in enumerate("项目负责人"):
        sheet.text(500, 200 + 17 * i, char)
    assert "项目负责人" in "".join(texts(read(sheet)))


def test_a_watermark_askew_is_marked_floating() -> None:
    sheet = Sheet().text(60, 60, "年度累计不少于学时")
    code = "内部资料仅供测试".encode("utf-16-be").hex()
    sheet.operators.append(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{code}> Tj ET")
    floating = [line for line in read(sheet).lines if line.furniture == "floating"]
    assert [line.size for line in floating] == [pytest.approx(40 * 0.99, abs=0.1)]


def test_a_lone_digit_in_a_font_that_is_not_embedded_is_not_lost() -> None:
    """PDFium drops it where the substitute font lacks the glyph; the page is then read through pdfplumber."""
    sheet = Sheet().text(60, 60, "提前").text(92, 60, "5").text(108, 60, "个工作日").text(60, 100, "第二行")
    reading = read(sheet)
    assert reading.raw == "提前5个工作日\n第二行"
    assert boxes(reading, (2, 3)) == [(92, 60, 108, 76)]
    assert reading.notices == ()


def test_a_lone_digit_that_can_not_be_recovered_is_warned_of() -> None:
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>\nstream\n\nendstream"
    sheet = Sheet().text(60, 60, "提前").text(92, 60, "5").text(108, 60, "个工作日")
    sheet.operators.append("/Fm Do")
    reading = read_pdf(pdf([sheet], extra=[form]), NOWHERE)
    if "5" in reading.raw:
        pytest.skip("the substitute font of this machine has the glyph")
    assert [notice.code for notice in reading.notices] == ["ING_NEEDS_OCR"]
    assert reading.confidence == (0.5,)


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda sheet: sheet.text(60, -300, "隐藏的规定"), id="above the page"),
        pytest.param(lambda sheet: sheet.text(900, 300, "隐藏的规定"), id="right of the page"),
        pytest.param(lambda sheet: sheet.text(60, 300, "隐藏的规定", mode=3), id="not painted"),
    ],
)
def test_what_nobody_sees_is_not_read_and_said(hide: Callable[[Sheet], Sheet]) -> None:
    reading = read(hide(Sheet().text(60, 60, "年度累计不少于学时")).text(60, 400, "正文第二行"))
    assert reading.raw == "年度累计不少于学时\n正文第二行"
    assert [(notice.code, "5" in notice.detail) for notice in reading.notices] == [("HIDDEN_TEXT", True)]


def test_a_page_of_unpainted_text_only_is_a_layer_for_searching() -> None:
    assert read(Sheet().text(60, 60, "年度累计不少于学时", mode=3)).raw == "年度累计不少于学时"


def test_a_file_whose_text_is_all_off_the_page_is_empty() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(Sheet().text(60, -300, "隐藏的规定"))
    assert caught.value.code == "ING_EMPTY"


def test_long_documents_are_opened_anew_without_a_seam() -> None:
    reading = read(*(Sheet().text(60, 60, f"第{i:04d}页") for i in range(1, 231)))
    assert texts(reading) == [f"第{i:04d}页" for i in range(1, 231)]
    assert boxes(reading, reading.lines[200].span) == [(60, 60, 156, 76)]


def test_reading_is_deterministic() -> None:
    data = pdf([Sheet().text(60, 60, "年度").table([50, 150, 300], [100, 130, 160], [["甲乙", "丙丁"], ["12", "34"]])])
    first, second = read_pdf(data, NOWHERE), read_pdf(data, NOWHERE)
    assert (first.raw, first.lines, first.tables) == (second.raw, second.lines, second.tables)
