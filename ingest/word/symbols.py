"""Signs of symbol fonts (Wingdings and its kin) as Unicode: a tick box must not reach anybody as the letter R."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from ingest.yaml_loader import YamlLoader

SYMBOL_FONTS = frozenset({"wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol"})
"""Fonts in which a letter is not a letter, by lower-case name."""

_PRIVATE = range(0xF020, 0xF100)  # where Word keeps the 8-bit codes of symbol fonts


@cache
def _signs() -> dict[tuple[str, int], str]:
    rows = yaml.load(files(__package__).joinpath("symbols.yaml").read_text(encoding="utf-8"), Loader=YamlLoader)[
        "signs"
    ]
    return {(row["font"], int(row["code"], 16)): row["char"] for row in rows}


def glyph(char: str, font: str) -> str:
    """What a reader sees where `char` is set in `font`; the character itself where no table says otherwise.

    A private code point without a known font is taken as Wingdings, by far the commonest.
    """
    code, font = ord(char), font.lower()
    if code in _PRIVATE:
        return _signs().get((font if font in SYMBOL_FONTS else "wingdings", code - 0xF000), char)
    return _signs().get((font, code), char) if font in SYMBOL_FONTS else char


def glyphs(text: str, font: str) -> str:
    """A stretch of text set in a symbol font, sign by sign."""
    return "".join(glyph(char, font) for char in text)


def sign(code: str, font: str) -> str:
    """The sign of a w:sym element: a hexadecimal code in a font. Unknown ones come as the code point they name."""
    try:
        value = int(code, 16)
        char = chr(value)
    except (ValueError, OverflowError):
        return ""
    if value < 0x20 or 0xD800 <= value <= 0xDFFF:
        return ""
    return glyph(char, font)
