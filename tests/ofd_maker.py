"""Small OFD packages written by hand for the tests: XML of page objects comes in, the bytes of an OFD go out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ingest.ofd import read_ofd
from ingest.package import open_package
from ingest.reading import Reading
from tests.word_package import pack

NAMESPACE = "http://www.ofdspec.org/2016"
NOWHERE = Path("notice.ofd")
SIZE = 5.6  # millimetres: size 3 (三号) of Chinese print


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = SIZE,
    deltas: str | None = None,
    attributes: str = "",
    more: str = "",
) -> str:
    """A text object whose first character begins at (x, y), the top, in millimetres. Full-width steps by default."""
    steps = f"g {len(words) - 1} {size}" if deltas is None else deltas
    delta = f' DeltaX="{steps}"' if len(words) > 1 and steps else ""
    boundary = f"{x} {y} {len(words) * size} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{boundary}" Font="1" Size="{size}" {attributes}>{more}'
        f'<ofd:TextCode X="0" Y="{0.88 * size:.3f}"{delta}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def path(x: float, y: float, data: str, attributes: str = "") -> str:
    """A path object at (x, y)."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{x} {y} 200 200" LineWidth="0.3" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """All rulings of a table."""
    rows = "".join(path(xs[0], y, f"M 0 0 L {xs[-1] - xs[0]} 0") for y in ys)
    return rows + "".join(path(x, ys[0], f"M 0 0 L 0 {ys[-1] - ys[0]}") for x in xs)


def page(content: str, head: str = "") -> str:
    """A page part with one layer."""
    return (
        f'<ofd:Page xmlns:ofd="{NAMESPACE}">{head}'
        f'<ofd:Content><ofd:Layer ID="9" Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def document(count: int, common: str = "", more: str = "") -> str:
    """A document part with this many pages."""
    pages = "".join(f'<ofd:Page ID="{i + 100}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(count))
    return (
        f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{more}</ofd:Document>"
    )


def entry(bodies: str = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>") -> str:
    """OFD.xml."""
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="{NAMESPACE}" Version="1.0">{bodies}</ofd:OFD>'


def ofd(
    *contents: str,
    common: str = "",
    more: str = "",
    head: str = "",
    bodies: str | None = None,
    members: dict[str, str | bytes] | None = None,
) -> bytes:
    """A package of one document with these pages; `head` stands before the content of every page."""
    entries: dict[str, str | bytes] = {
        "OFD.xml": entry() if bodies is None else entry(bodies),
        "Doc_0/Document.xml": document(len(contents), common, more),
        **{f"Doc_0/Pages/Page_{i}/Content.xml": page(content, head) for i, content in enumerate(contents)},
        **(members or {}),
    }
    return pack(entries)


def read(data: bytes) -> Reading:
    """The Reading of a package."""
    return read_ofd(open_package(data, NOWHERE))


def said(reading: Reading) -> list[str]:
    """The texts of all lines."""
    return [reading.raw[slice(*line.span)] for line in reading.lines]
