"""Boxes that an office program writes behind the other words of their line stand where they are printed."""

from __future__ import annotations

import pytest

from tests.pdf_maker import Sheet, lines_are_sound, read

SIZE = 16


def _line(words: list[tuple[int, str]], top: float = 100) -> Sheet:
    sheet = Sheet()
    for column, text in words:
        sheet.text(100 + SIZE * column, top, text, SIZE)
    return sheet


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([(1, "是"), (4, "否"), (0, "■"), (3, "□")], "■是□否"),
        ([(0, "是"), (4, "否"), (1, "√"), (5, "□")], "是√否□"),
        ([(0, "■"), (1, "课件"), (5, "网站"), (9, "其他"), (4, "□"), (8, "□")], "■课件□网站□其他"),
        ([(0, "■"), (1, "是"), (3, "□"), (4, "否")], "■是□否"),
    ],
)
def test_boxes(words: list[tuple[int, str]], said: str) -> None:
    reading = read(_line(words))
    assert "".join(reading.raw.split()) == said
    lines_are_sound(reading)


def test_boxes_in_cells() -> None:
    sheet = Sheet().grid((90, 200, 400), (90, 130, 170))
    for column, top, text in ((0, 100, "是否收费"), (8, 100, "是"), (11, 100, "否"), (7, 100, "■"), (10, 100, "□")):
        sheet.text(100 + SIZE * column, top, text, SIZE)
    sheet.text(100, 140, "其他", SIZE)
    reading = read(sheet)
    assert "■是□否" in "".join(reading.raw.split())
    lines_are_sound(reading)
