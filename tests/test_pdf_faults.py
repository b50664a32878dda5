"""Damaged, locked and hostile PDFs: a Reading or a typed error in Chinese, never anything else, never a hang."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableFileError
from ingest.pdf import read_pdf
from ingest.pdf.source import MAX_PAGES
from ingest.reading import Reading
from tests.pdf_maker import NOWHERE, Sheet, assemble, lines_are_sound, pdf, stream
from tests.texts import SHARED

GOOD = pdf(
    [
        Sheet()
        .text(60, 60, "关于做好继续教育工作的通知")
        .table([50, 150, 300], [100, 130, 160], [["序号", "名称"], ["12", "公需"]]),
        Sheet().text(60, 60, "第二页正文"),
    ]
)
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def sound(error: UnreadableFileError) -> UnreadableFileError:
    """The error, if it says in Chinese what is wrong with which file and what to do."""
    assert error.code.startswith("ING_")
    assert any("一" <= char <= "鿿" for char in error.reason)
    assert error.advice
    assert error.path == NOWHERE
    return error


def outcome(data: bytes) -> Reading | UnreadableFileError:
    """What becomes of these bytes; anything but a Reading or the typed error fails the test."""
    try:
        reading = read_pdf(data, NOWHERE)
    except UnreadableFileError as error:
        return sound(error)
    lines_are_sound(reading)
    if reading.locator is not None:
        reading.locator((0, len(reading.raw)))
    return reading


def code(data: bytes) -> str:
    """The code of the error that these bytes raise."""
    error = outcome(data)
    assert isinstance(error, UnreadableFileError)
    return error.code


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"%PDF-1.7\n", b"hello", b"\x00" * 5000, GOOD[: len(GOOD) // 5]])
def test_what_is_no_pdf_is_truncated(data: bytes) -> None:
    assert code(data) == "ING_TRUNCATED"


@given(st.integers(0, len(GOOD)))
@settings(max_examples=80, deadline=None)
def test_any_prefix_gives_a_reading_or_a_typed_error(length: int) -> None:
    read = outcome(GOOD[:length])
    if isinstance(read, Reading) and length < len(GOOD) - 10:
        assert any(notice.code == "ING_TRUNCATED" for notice in read.notices), "a broken-off file passes for whole"


@given(st.binary(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_bytes_give_a_reading_or_a_typed_error(data: bytes) -> None:
    outcome(data)
    outcome(b"%PDF-1.4\n" + data)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_damage_gives_a_reading_or_a_typed_error(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    outcome(bytes(data))


def test_bytes_before_the_header_do_not_matter() -> None:
    read = outcome(b"\r\nContent-Type: application/pdf\r\n" * 80 + GOOD)
    assert isinstance(read, Reading)
    assert read.raw == read_pdf(GOOD, NOWHERE).raw


def test_a_password_is_named() -> None:
    lock = f"/Encrypt <</Filter/Standard/V 1/R 2/P -44/O <{'5a' * 32}>/U <{'a5' * 32}>>>/ID[<{'00' * 16}><{'00' * 16}>]"
    assert code(pdf([Sheet().text(60, 60, "年度")], trailer=lock)) == "ING_ENCRYPTED"


def test_a_handler_that_nobody_knows_is_named() -> None:
    lock = f"/Encrypt <</Filter/Nobody/V 9/R 9>>/ID[<{'00' * 16}><{'00' * 16}>]"
    assert code(pdf([Sheet().text(60, 60, "年度")], trailer=lock)) == "ING_ENCRYPTED"


def test_no_pages() -> None:
    assert code(assemble([CATALOGUE, b"<</Type/Pages/Count 0/Kids[]>>"])) == "ING_TRUNCATED"


@pytest.mark.parametrize("kids", ["2 0 R 2 0 R", "3 0 R 2 0 R"])
def test_a_page_tree_in_a_circle(kids: str) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    data = assemble([CATALOGUE, f"<</Type/Pages/Count 3/Kids[{kids}]>>".encode(), page])
    assert code(data) == "ING_TRUNCATED"


def test_a_page_that_is_missing_is_said() -> None:
    data = pdf([Sheet().text(60, 60, "第一页正文"), Sheet().text(60, 60, "第二页正文")])
    read = outcome(data.replace(b"/Count 2/Kids[9 0 R 11 0 R]", b"/Count 2/Kids[9 0 R 99 0 R]"))
    assert isinstance(read, Reading)
    assert read.raw == "第一页正文"
    assert [(notice.code, "2" in notice.detail) for notice in read.notices] == [("ING_TRUNCATED", True)]


def test_too_many_pages() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    kids = "3 0 R " * (MAX_PAGES + 1)
    assert (
        code(assemble([CATALOGUE, f"<</Type/Pages/Count {MAX_PAGES + 1}/Kids[{kids}]>>".encode(), page])) == "ING_LIMIT"
    )


@pytest.mark.parametrize("side", [20_000, 10**9])
def test_an_absurd_page(side: int) -> None:
    assert code(pdf([Sheet(side, side).text(60, 60, "年度")])) == "ING_LIMIT"


@pytest.mark.parametrize("box", ["[0 0 0 0]", "[600 800 0 0]", "[0 0 1 1]", "[a b c d]", "[]", "null"])
def test_odd_page_boxes(box: str) -> None:
    outcome(
        pdf([Sheet().text(60, 60, "年度累计").grid([50, 150, 300], [50, 100, 150])]).replace(
            b"[0 0 595 842]", box.encode()
        )
    )


def test_a_form_that_draws_itself() -> None:
    sheet = Sheet().text(60, 60, "正文")
    sheet.operators.append("/Fm Do")
    form = stream(b"/Fm Do", "/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources 8 0 R")
    read = outcome(pdf([sheet], extra=[form]))
    assert isinstance(read, Reading)
    assert read.raw == "正文"


def test_forms_nested_deeper_than_any_document_has_them() -> None:
    depth, first = 60, 11
    forms = []
    for i in range(depth):
        inner = f"/XObject<</Fm {first + i + 1} 0 R>>" if i < depth - 1 else ""
        forms.append(
            stream(b"/Fm Do 0 0 m 90 0 l S", f"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<<{inner}>>")
        )
    sheet = Sheet().text(60, 60, "正文内容")
    sheet.operators.append("/Fm Do")
    read = outcome(pdf([sheet], extra=forms))
    assert isinstance(read, Reading)
    assert read.raw == "正文内容"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_real_files_broken_off(share: float) -> None:
    paths = sorted(SHARED.glob("inputs/*.pdf"))
    if not paths:
        pytest.skip("../shared/inputs is not at hand")
    for path in paths:
        data = path.read_bytes()
        read = outcome(data[: int(len(data) * share)])
        if isinstance(read, Reading):
            assert any(notice.code == "ING_TRUNCATED" for notice in read.notices)


def test_a_path_is_only_a_name(tmp_path: Path) -> None:
    """Bytes may come from anywhere; the path is for messages and for looking up places."""
    assert read_pdf(GOOD, tmp_path / "nowhere.pdf").raw == read_pdf(GOOD, NOWHERE).raw
