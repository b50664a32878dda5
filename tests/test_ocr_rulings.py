"""Rulings of a table on a scan, told from strokes of characters that touch them and from the ring of a seal."""

from __future__ import annotations

import numpy as np

from tests.scans import needs_ocr

pytestmark = needs_ocr

FONT = 20.0
ROWS, COLUMNS = (100, 126, 152, 178), (60, 200, 440)


def table() -> np.ndarray:
    """A grid of rows hardly higher than their print."""
    image = np.full((600, 500), 255, np.uint8)
    for y in ROWS:
        image[y - 1 : y + 1, COLUMNS[0] : COLUMNS[-1]] = 0
    for x in COLUMNS:
        image[ROWS[0] : ROWS[-1], x - 1 : x + 1] = 0
    return image


def found(image: np.ndarray, *lines: tuple[float, float, float, float]) -> tuple[list[float], list[float]]:
    """The places of the level and the upright rulings."""
    from ingest.ocr.rulings import find_strokes, rulings  # noqa: PLC0415

    strokes = rulings(find_strokes(image, np.eye(3), (500, 600), FONT), lines, FONT)
    level = sorted({round(y0) for _, y0, _, y1 in strokes if y0 == y1})
    return level, sorted({round(x0) for x0, _, x1, _ in strokes if x0 == x1})


def test_strokes_that_touch_a_ruling_do_not_move_it() -> None:
    image = table()
    for y in range(104, 125, 5):  # 書 standing on a ruling, twice
        image[y : y + 2, 210:250] = 0
        image[y : y + 2, 254:294] = 0
    image[104:126, 229:232] = image[104:126, 272:275] = 0
    assert found(image, (208, 102, 296, 125)) == (list(ROWS), list(COLUMNS))


def test_the_rulings_of_one_low_row_are_found() -> None:
    image = table()
    image[126:152, 319:321] = 0
    assert found(image) == (list(ROWS), [60, 200, 320, 440])


def test_an_upright_stroke_that_ends_in_the_open_rules_nothing() -> None:
    image = table()
    image[113:165, 320:322] = 0
    assert found(image)[1] == list(COLUMNS)


def test_a_letter_where_rulings_meet_is_their_corner() -> None:
    from ingest.ocr.rulings import is_corner  # noqa: PLC0415

    strokes = [(60.0, 178.0, 440.0, 178.0), (60.0, 100.0, 60.0, 178.0)]
    assert is_corner("L", (52, 165, 68, 190), strokes)
    assert not is_corner("L", (80, 155, 96, 175), strokes)
    assert not is_corner("8", (52, 165, 68, 190), strokes)
