"""The gate: which pages have a text layer that is what is printed, and what is said of the others."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableFileError
from ingest.pages.recognised import page_list
from ingest.pages.script import bad_count, is_noise, reads_as_chinese
from ingest.pdf import read_pdf
from tests.pdf_maker import NOWHERE, Sheet, pdf, read
from tests.texts import SHARED

PROSE = (
    "各单位应当组织专业技术人员按照规定参加公需科目和专业科目学习，年度累计不少于九十学时，其中公需科目不少于三十学时。"
)


def refusal(*sheets: Sheet, cmap: dict[int, str] | None = None) -> UnreadableFileError:
    """The error that a file with these pages raises."""
    with pytest.raises(UnreadableFileError) as caught:
        read_pdf(pdf(sheets, cmap=cmap), NOWHERE)
    return caught.value


def prose(mode: int = 0, font: str = "F1") -> Sheet:
    """A page of four lines of Chinese prose."""
    sheet = Sheet()
    for i in range(4):
        sheet.text(60, 80 + 28 * i, PROSE[14 * i : 14 * i + 14], font=font, mode=mode)
    return sheet


# ---------------------------------------------------------------- images


def test_a_scan_without_text_needs_ocr() -> None:
    error = refusal(Sheet().page_image(), Sheet().page_image())
    assert error.code == "ING_NEEDS_OCR"
    assert "识别" in error.message


def test_a_layer_over_a_page_image_is_kept_and_marked() -> None:
    sheet = prose(mode=3)
    sheet.page_image()
    reading = read(sheet)
    assert reading.raw.replace("\n", "") == PROSE[:56]
    assert reading.ocr == "text_layer_over_image"
    assert reading.confidence == (0.6,)
    assert [notice.code for notice in reading.notices] == ["LAYER_ONLY"]


def test_a_short_layer_over_the_last_page_is_kept() -> None:
    last = (
        Sheet()
        .page_image()
        .text(300, 300, "某某市人力资源和社会保障局", mode=3)
        .text(320, 330, "二〇二五年三月十二日", mode=3)
    )
    assert len(read(last).lines) == 2


def test_the_mark_of_a_scanning_program_is_no_layer() -> None:
    scanned = Sheet().page_image().text(200, 800, "扫描全能王创建", 10).text(280, 780, "第12页共34页", 10)
    assert refusal(scanned).code == "ING_NEEDS_OCR"


def test_strips_that_make_up_a_page_image_are_one() -> None:
    sheet = Sheet()
    for i in range(8):
        sheet.image(0, i * 842 / 8, 595, (i + 1) * 842 / 8)
    assert refusal(sheet).code == "ING_NEEDS_OCR"


def test_a_logo_above_text_does_not_matter() -> None:
    assert read(prose().image(50, 20, 150, 70)).confidence == (1.0,)


def test_outlined_characters_need_ocr() -> None:
    sheet = Sheet()
    for i in range(400):
        x, y = 60 + i % 40 * 12, 700 - i // 40 * 20
        sheet.operators.append(f"{x} {y} m {x} {y + 5} {x + 5} {y + 5} {x + 5} {y} c f")
    assert refusal(sheet).code == "ING_NEEDS_OCR"


def test_some_pages_without_text_are_named_and_the_others_read() -> None:
    reading = read(prose(), Sheet().page_image(), Sheet().page_image(), prose(), Sheet().page_image())
    assert [line.page for line in reading.lines] == [1] * 4 + [4] * 4
    assert reading.confidence == (1.0, 0.0, 0.0, 1.0, 0.0)
    assert reading.ocr == "needed"
    (notice,) = reading.notices
    assert notice.code == "ING_NEEDS_OCR"
    assert "第 2—3、5 页" in notice.detail


def test_a_blank_page_is_no_fault_but_a_blank_file_is_empty() -> None:
    reading = read(prose(), Sheet())
    assert (reading.pages, reading.confidence, reading.notices) == (2, (1.0, 1.0), ())
    assert refusal(Sheet(), Sheet()).code == "ING_EMPTY"


# ---------------------------------------------------------------- characters


def test_codes_without_a_map_to_unicode_are_not_text() -> None:
    """Glyph numbers of a subset, which PDFium gives as characters of those numbers."""
    sheet = Sheet().text(60, 60, "".join(chr(c) for c in range(0x300, 0x340)), font="F3")
    assert refusal(sheet).code == "ING_NEEDS_OCR"


def test_a_few_codes_without_a_map_are_marked_unreadable() -> None:
    sheet = prose().text(60, 300, "累计").text(92, 300, "EN", font="F3").text(124, 300, "学时")
    reading = read(sheet)
    assert "累计\ufffd\ufffd学时" in reading.raw
    assert reading.confidence[0] < 1


def test_a_layer_whose_codes_are_unicode_is_text() -> None:
    """Tesseract's layers map codes to themselves in one range, which PDFium does not follow."""
    assert read(prose(mode=3, font="F3").page_image()).raw.replace("\n", "") == PROSE[:56]


def test_private_use_instead_of_characters_is_not_text() -> None:
    cmap = {i: chr(0xE100 + i) for i in range(1, 60)}
    sheet = (
        Sheet()
        .text(60, 60, "".join(map(chr, range(1, 40))), 10, font="F3")
        .text(60, 80, "".join(map(chr, range(20, 60))), 10, font="F3")
    )
    assert refusal(sheet, cmap=cmap).code == "ING_NEEDS_OCR"


def test_a_garbled_page_does_not_spoil_the_others() -> None:
    garbled = Sheet().text(60, 60, "".join(chr(c) for c in range(0x300, 0x340)), font="F3")
    reading = read(prose(), garbled)
    assert reading.confidence == (1.0, 0.0)
    assert ["编码" in notice.detail for notice in reading.notices] == [True]


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "附件1",
        "1.培训时间：2025年3月1日—4月30日；2.网址：https://www.example.org/a?b=1&c=2，邮箱：abc_123@example.org",
        "□公需科目 ☑专业科目 ■其他 √ × ①②③④⑤ ⑴⑵ ㈠㈡ Ⅰ Ⅱ Ⅲ ℃ № § ± ≥90 ≤30 → α β μ 〔2025〕",
        "繼續教育學時登記辦法規定專業技術人員應當參加學習並接受單位的考核與監督管理",
        "序号姓名张翀李珺王喆赵昱孙婧周颀吴晔郑翊冯骞陈璟褚珩卫赟蒋姝沈旸韩翎杨烨",
        "\uf0fc已阅\uf0a8未阅\uf06c其他事项说明",
        "10 20 30 40 50 60 70 80 90 100 110 120 2025-01-01 2025/12/31 (1) 98.5% 3.14",
        "Notice on Continuing Education of Professional and Technical Personnel (2025)",
        "一二三四五六七八九十百千万",
        "⽅⾯⼯作⽂件⽤⼒⼀⼆三⾼山⻓⻔",
    ],
)
def test_what_documents_are_printed_with_is_text(text: str) -> None:
    printed = "".join(text.split())
    assert not is_noise(printed)
    assert bad_count(printed) <= 0.1 * len(printed)


@pytest.mark.parametrize(
    "text",
    [
        "ÖйúÈËÁ¦×ÊÔ´ºÍÉç»á±£Õϲ¿¹ØÓÚ×öºÃ¼ÌÐø½ÌÓý¹¤×÷",
        '!"#$%&\'()*+,-./0123!"#$&*;<=>?@[]^_`{|}~!#$%&*',
        "∵∴∷♂♀⊙⌒∠∥∽≌∈∏∑∮∞∝∶∵∴∷♂♀⊙⌒∠",
        "(cid:123)(cid:45)(cid:678)(cid:90)(cid:123)(cid:45)",
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพ",
        "".join(chr(0xE000 + i) for i in range(40)),
        "\ufffd" * 30,
    ],
)
def test_codes_in_disguise_are_not_text(text: str) -> None:
    assert is_noise(text) or bad_count(text) > 0.1 * len(text)


@given(st.integers(0, 2**32 - 1))
def test_random_hanzi_are_noise(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(chr(draw.randrange(0x4E00, 0x9FA6)) for _ in range(60))
    assert is_noise(text)
    assert not reads_as_chinese(text)


@given(st.text(max_size=19))
def test_a_short_text_is_never_noise(text: str) -> None:
    assert not is_noise("".join(text.split()))


@pytest.mark.parametrize(
    ("pages", "text"), [([1], "1"), ([1, 2], "1—2"), ([1, 3, 4, 5, 9], "1、3—5、9"), ([2, 4], "2、4")]
)
def test_page_list(pages: list[int], text: str) -> None:
    assert page_list(pages) == text


# ---------------------------------------------------------------- real scans


def _scans(suffix: str) -> list[Path]:
    return sorted(SHARED.glob(f"inputs/*{suffix}"))


def test_real_scans_need_ocr() -> None:
    paths = _scans("-scan.pdf")
    if not paths:
        pytest.skip("../shared/inputs is not at hand")
    for path in paths:
        with pytest.raises(UnreadableFileError) as caught:
            read_pdf(path.read_bytes(), path)
        assert (caught.value.code, caught.value.path) == ("ING_NEEDS_OCR", path)


def test_real_layers_over_images_are_kept_and_marked() -> None:
    paths = _scans("-scan-textlayer.pdf")
    if not paths:
        pytest.skip("../shared/inputs is not at hand")
    for path in paths:
        reading = read_pdf(path.read_bytes(), path)
        assert reading.ocr == "text_layer_over_image"
        assert set(reading.confidence) == {0.6}
        assert "\ufffd" not in reading.raw
        assert "继续教育" in reading.raw
