"""Pictures as files: every kind, the turn that a camera noted, several pages; faults and limits; a missing extra."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from ingest import read
from ingest.errors import UnreadableFileError
from ingest.formats import Kind
from ingest.pdf import read_pdf
from ingest.picture import read_picture
from tests.pdf_maker import Sheet, pdf
from tests.scans import needs_ocr, part, recogniser, stored


def _picture() -> Image.Image:
    return part(0.02, 0.19)


SAYS = "苏人保专〔2025〕11号"


@needs_ocr
@pytest.mark.parametrize(
    ("name", "form", "media_type"),
    [
        ("a.png", "PNG", "image/png"),
        ("a.jpg", "JPEG", "image/jpeg"),
        ("a.bmp", "BMP", "image/bmp"),
        ("a.gif", "GIF", "image/gif"),
        ("a.webp", "WEBP", "image/webp"),
        ("通知.docx", "TIFF", "image/tiff"),
    ],
)
def test_every_kind_is_read(tmp_path: Path, name: str, form: str, media_type: str) -> None:
    path = tmp_path / name
    path.write_bytes(stored(_picture(), form))
    document = read(path)
    assert SAYS in document.text
    assert (document.source.media_type, document.source.reader, document.source.ocr) == (
        media_type,
        "picture",
        "recognised",
    )
    assert [n.code for n in document.source.notices] == (["ING_TYPE_MISMATCH"] if name.endswith("docx") else [])


@needs_ocr
def test_the_turn_that_a_camera_noted(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    path = tmp_path / "photo.jpg"
    path.write_bytes(stored(_picture().rotate(90, expand=True), "JPEG", exif=exif))
    assert SAYS in read(path).text


@needs_ocr
def test_the_pages_of_a_tiff(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    second = part(0.19, 0.3)
    options = {"save_all": True, "append_images": [second.convert("1")], "compression": "group4"}
    path.write_bytes(stored(_picture().convert("1"), "TIFF", **options))
    document = read(path)
    assert document.source.pages == 2
    assert len(document.source.confidence) == 2
    assert {block.page for block in document.body} == {1, 2}
    assert "苏人保专" in document.text.partition("继续教育")[0]


@needs_ocr
def test_page_images_past_the_bound_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.picture.MAX_RECOGNISED", 1)
    monkeypatch.setattr("ingest.pdf.reader.MAX_RECOGNISED", 1)
    for form in ("TIFF", "PDF"):
        path = tmp_path / f"scan.{form.lower()}"
        path.write_bytes(stored(_picture(), form, save_all=True, append_images=[part(0.19, 0.3)]))
        document = read(path)
        assert SAYS in document.text
        (notice,) = document.source.notices
        assert notice.code == "ING_LIMIT"
        assert notice.detail.startswith("第 2 页")


@needs_ocr
def test_transparent_is_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    shape = _picture().convert("L")
    ink = Image.new("RGBA", shape.size, (0, 0, 0, 0))
    ink.putalpha(shape.point(lambda v: 255 - v))
    path.write_bytes(stored(ink, "PNG"))
    assert SAYS in read(path).text


def _png_of(width: int, height: int) -> bytes:
    """A file that claims to be so large and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@needs_ocr
@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(_png_of(50_000, 50_000), "ING_LIMIT", id="bomb"),
        pytest.param(_png_of(9_000, 9_000), "ING_LIMIT", id="too many pixels"),
        pytest.param(_png_of(300, 300), "ING_TRUNCATED", id="nothing inside"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", "ING_TRUNCATED", id="half a JPEG"),
        pytest.param(b"II*\x00\x08\x00\x00\x00", "ING_TRUNCATED", id="half a TIFF"),
    ],
)
def test_faults_and_limits(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert caught.value.code == code


@needs_ocr
def test_a_blank_picture_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(stored(Image.new("L", (600, 800), 250), "PNG"))
    with pytest.raises(UnreadableFileError, match="ING_EMPTY"):
        read(path)


@needs_ocr
def test_an_empty_scan_in_a_pdf_is_empty(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="ING_EMPTY"):
        read_pdf(pdf([Sheet().page_image()]), tmp_path / "a.pdf", recogniser())


@needs_ocr
def test_a_layer_that_is_not_on_the_image_is_said(tmp_path: Path) -> None:
    sheet = Sheet().page_image()
    for i in range(5):
        sheet.text(60, 80 + 30 * i, "各单位专业技术人员每年应当参加继续教育不少于九十学时", mode=3)
    reading = read_pdf(pdf([sheet]), tmp_path / "a.pdf", recogniser())
    assert [notice.code for notice in reading.notices] == ["ING_OCR_DISAGREES"]
    assert reading.confidence == (0.3,)


def test_without_the_extra_a_picture_says_how_to_install_it() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_picture(b"", Path("a.png"), Kind.PNG, None)
    assert caught.value.code == "ING_NEEDS_OCR"
    assert 'pip install "jxjy[ocr]"' in caught.value.message
