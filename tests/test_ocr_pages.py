"""Recognition of page images: seals, skew, turned pages, photographs, tables, and where every character stands."""

from __future__ import annotations

import socket
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest import read
from ingest.recognition import find_recogniser
from tests.scans import NOTICES, needs_ocr, page, part, pixels, recogniser, stored, words

pytestmark = needs_ocr

TITLE = "关于2025—2026学年度专业技术人员继续教育"


@pytest.fixture(scope="module", autouse=True)
def _no_network() -> object:
    """Nothing here may open a connection: the models are in the package."""
    with pytest.MonkeyPatch.context() as patch:

        def refuse(*_: object) -> None:
            raise AssertionError("recognition opened a connection")

        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="module")
def heading() -> Image.Image:
    """The head of a notice: letterhead, number, title, six lines."""
    return part(0.02, 0.407)


@pytest.fixture(scope="module")
def printed(heading: Image.Image) -> str:
    return words(heading)


def test_a_clean_page_is_read(printed: str) -> None:
    assert printed.startswith("苏州市人力资源和社会保障局苏人保专〔2025〕11号")
    assert TITLE in printed


def test_a_seal_goes_and_the_text_under_it_stays(heading: Image.Image, printed: str) -> None:
    from corpus.writing.scanning import Seal, sealed  # noqa: PLC0415
    from ingest.ocr.seal import find_seals, without_seals  # noqa: PLC0415

    stamped = sealed(heading, Seal(page=1, x=0.5, y=0.62), 150, np.random.default_rng(1))
    assert len(find_seals(pixels(stamped), 2.0)) == 1
    below = without_seals(pixels(stamped))[300:].astype(int)  # the letterhead above stays red
    assert not (below[:, :, 0] - below[:, :, 1] > 40).any()
    assert words(stamped) == printed


@pytest.mark.parametrize(
    ("shape", "ink", "strength"),
    [
        ("oval", (206, 32, 38), 0.6),
        ("square", (130, 20, 28), 1.0),
        ("bar", (150, 30, 120), 1.0),
        ("bar", (40, 60, 170), 1.0),
        ("round", (40, 60, 170), 1.0),
    ],
)
def test_seals_of_every_shape_and_ink_go(
    heading: Image.Image, printed: str, shape: str, ink: tuple[int, int, int], strength: float
) -> None:
    from corpus.writing.scanning import Seal, sealed  # noqa: PLC0415
    from ingest.ocr.seal import find_seals  # noqa: PLC0415

    seal = Seal.model_validate({"page": 1, "x": 0.5, "y": 0.72, "shape": shape, "ink": ink, "strength": strength})
    stamped = Image.open(BytesIO(stored(sealed(heading, seal, 150, np.random.default_rng(1)), "JPEG", quality=40)))
    assert len(find_seals(pixels(stamped), 2.0)) == 1
    assert words(stamped) == printed


def test_blue_print_is_no_seal_though_a_frame_be_around_it() -> None:
    from ingest.ocr.seal import without_seals  # noqa: PLC0415

    black = part(0.3, 0.407)
    blue = Image.composite(
        Image.new("RGB", black.size, "white"), Image.new("RGB", black.size, (40, 60, 170)), black.convert("L")
    )
    sheet = Image.new("RGB", (1240, 1754), "white")
    sheet.paste(blue.crop((200, 20, 600, 150)), (220, 320))
    ImageDraw.Draw(sheet).rectangle((200, 300, 640, 470), outline=(40, 60, 170), width=5)
    assert (without_seals(pixels(sheet)) == pixels(sheet)).all()


def test_a_red_letterhead_is_no_seal() -> None:
    from ingest.ocr.seal import without_seals  # noqa: PLC0415

    image = pixels(page("dezhou-2025.pdf", 1))
    assert without_seals(image) is image


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_turned_back(heading: Image.Image, printed: str, quarters: int) -> None:
    turned = heading.rotate(-90 * quarters, expand=True)
    found = recogniser().read(pixels(turned))
    assert "".join("".join(line.text.split()) for line in found.lines) == printed
    width, height = turned.size
    for line in found.lines:  # places are those of the picture as it was given
        for char in line.chars:
            x0, top, x1, bottom = char.place
            assert -2 <= x0 < x1 <= width + 2
            assert -2 <= top < bottom <= height + 2
    first = found.lines[0].chars[0].place
    corner = {1: first[0] > 0.6 * width, 2: first[1] > 0.6 * height, 3: first[2] < 0.4 * width}
    assert corner[quarters]


def test_small_skew_is_straightened(heading: Image.Image, printed: str) -> None:
    skewed = heading.rotate(1.3, resample=Image.Resampling.BICUBIC, fillcolor="white")
    found = recogniser().read(pixels(skewed))
    assert "".join("".join(line.text.split()) for line in found.lines) == printed
    body = [line for line in found.lines if len(line.text) > 25]
    assert max(line.box[0] for line in body[1:]) - min(line.box[0] for line in body[1:]) < 2.6 * body[0].size


def test_a_photographed_page_is_laid_flat(heading: Image.Image, printed: str) -> None:
    from corpus.writing.scanning import photographed  # noqa: PLC0415
    from ingest.ocr.paper import find_paper  # noqa: PLC0415

    photo = photographed(heading, np.random.default_rng(3))
    assert find_paper(pixels(photo)) is not None
    assert find_paper(pixels(heading)) is None
    assert words(photo) == printed


@pytest.mark.parametrize(("name", "number"), [("dezhou-2025.pdf", 7), ("taian-jt-2025.pdf", 4)])
def test_ruled_tables_of_a_scan_have_the_cells_of_the_print(tmp_path: Path, name: str, number: int) -> None:
    path = tmp_path / "form.png"
    page(name, number).save(path, dpi=(150, 150))
    scanned = read(path)
    printed = read(NOTICES / name)
    original = next(t for t in printed.tables if printed.locate(t.span)[0].page == number)  # type: ignore[union-attr]
    (table,) = scanned.tables

    def shape(document: object, cells: object) -> list[tuple[int, int, int, int, str]]:
        return [
            (c.row, c.col, c.row_span, c.col_span, "".join(document.quote(c.span).split()))  # type: ignore[attr-defined]
            for c in cells  # type: ignore[attr-defined]
        ]

    assert shape(scanned, table.cells) == shape(printed, original.cells)


def test_a_quote_is_found_again_on_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "notice.png"
    part(0.02, 0.407).save(path, dpi=(150, 150))
    document = read(path)
    at = document.text.index("苏人保专〔2025〕11号")
    (place,) = document.locate((at, at + 13))
    born = read(NOTICES / "suzhou-2025.pdf")
    start = born.text.index("苏人保专〔2025〕11号")
    (original,) = born.locate((start, start + 13))
    shift = 0.02 * 842
    for mine, theirs in zip(place.box, original.box, strict=True):  # type: ignore[union-attr]
        assert min(abs(mine - theirs), abs(mine + shift - theirs)) < 6


def test_lone_thin_characters_are_not_lost() -> None:
    """The network that finds lines passes over 一 before 、 on this page."""
    scan = page("taian-jt-2025.pdf", 6, 300).convert("1").convert("RGB")
    found = words(scan)
    assert [mark for mark in ("一、", "二、", "三、", "四、", "五、", "六、") if mark in found] == [
        "一、", "二、", "三、", "四、", "五、", "六、",
    ]  # fmt: skip


def test_without_the_extra_there_is_no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert find_recogniser() is None


def test_a_table_over_two_crooked_pages_is_one(tmp_path: Path) -> None:
    sheets = [
        page("h04.pdf", number).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white", translate=move)
        for number, angle, move in ((1, 0.7, (0, 0)), (2, -0.5, (22, 9)))
    ]
    path = tmp_path / "scan.tif"
    sheets[0].save(path, save_all=True, append_images=sheets[1:], compression="jpeg", dpi=(150, 150))
    (printed,) = (table for table in read(NOTICES / "h04.pdf").tables if table.rows == 6)
    (table,) = read(path).tables
    assert [(c.row, c.col, c.row_span, c.col_span) for c in table.cells] == [
        (c.row, c.col, c.row_span, c.col_span) for c in printed.cells
    ]
