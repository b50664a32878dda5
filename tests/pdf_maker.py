"""Small PDFs written by hand for the tests: a sheet collects drawing operators, `pdf` wraps sheets into a file.

Chinese text is set in a font that is not embedded (STSong-Light, UniGB-UCS2-H): every code is its own Unicode value
and every character is as wide as the font size, so positions are known without a font file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.pdf import read_pdf
from ingest.reading import Reading

WIDTH, HEIGHT = 595.0, 842.0
NOWHERE = Path("notice.pdf")
"""A path for messages; there is no such file."""


@dataclass
class Sheet:
    """One page; coordinates are points from the top left."""

    width: float = WIDTH
    height: float = HEIGHT
    attributes: str = ""
    operators: list[str] = field(default_factory=list)

    def text(self, x: float, top: float, text: str, size: float = 16, *, font: str = "F1", mode: int = 0) -> Sheet:
        """Text whose first character's cell begins at (x, top)."""
        code = text.encode("utf-16-be", "surrogatepass").hex()
        y = self.height - top - 0.88 * size
        self.operators.append(f"BT {mode} Tr /{font} {size:g} Tf {x:g} {y:g} Td <{code}> Tj ET")
        return self

    def latin(self, x: float, top: float, text: str, size: float = 16) -> Sheet:
        """Text in Helvetica."""
        y = self.height - top - 0.88 * size
        self.operators.append(f"BT 0 Tr /F2 {size:g} Tf {x:g} {y:g} Td ({text}) Tj ET")
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        """A painted line."""
        self.operators.append(f"{x0:g} {self.height - top:g} m {x1:g} {self.height - bottom:g} l S")
        return self

    def bar(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        """A filled rectangle."""
        self.operators.append(f"{x0:g} {self.height - bottom:g} {x1 - x0:g} {bottom - top:g} re f")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """All rulings of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> Sheet:
        """A table with one line of text in every cell."""
        self.grid(xs, ys)
        for top, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                if text:
                    self.text(x + 3, top + 4, text, size)
        return self

    def image(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        """A grey picture."""
        self.operators.append(f"q {x1 - x0:g} 0 0 {bottom - top:g} {x0:g} {self.height - bottom:g} cm /Im Do Q")
        return self

    def page_image(self) -> Sheet:
        """A picture over the whole page, as scanners make it."""
        return self.image(0, 0, self.width, self.height)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<</Length {len(data)}{entries}>>\nstream\n".encode() + data + b"\nendstream"


def assemble(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of numbered objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe4\xbd\xa0\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def to_unicode(pairs: dict[int, str]) -> bytes:
    """A character map for font F3, whose codes mean nothing without it."""
    rows = "\n".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs.items())
    return stream(
        f"begincmap /CMapName /T def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{rows}\nendbfchar endcmap".encode()
    )


_FIXED = 8  # objects before the pages


def pdf(
    sheets: Sequence[Sheet], *, cmap: dict[int, str] | None = None, trailer: str = "", extra: Sequence[bytes] = ()
) -> bytes:
    """A file of these pages. `cmap` maps the codes of font F3; `extra` objects follow the pages."""
    kids = " ".join(f"{_FIXED + 1 + 2 * i} 0 R" for i in range(len(sheets)))
    descriptor = (
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        "/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"
    )
    descendant = (
        "<</Type/Font/Subtype/CIDFontType{kind}/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering({order})"
    )
    descendant += "/Supplement 2>>/DW 1000/FontDescriptor {descriptor}>>"
    gb1 = descendant.format(kind=0, name="STSong-Light", order="GB1", descriptor=descriptor)
    identity = descendant.format(kind=2, name="Nameless", order="Identity", descriptor=descriptor)
    mapped = "/ToUnicode 7 0 R" if cmap else ""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>".encode(),
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[{gb1}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<</Type/Font/Subtype/Type0/BaseFont/Nameless/Encoding/Identity-H/DescendantFonts[{identity}]{mapped}>>".encode(),
        stream(b"\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
        to_unicode(cmap or {1: "一"}),
        b"<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>/XObject<</Im 6 0 R/Fm %d 0 R>>>>" % (_FIXED + 1 + 2 * len(sheets)),
    ]
    for i, sheet in enumerate(sheets):
        number = _FIXED + 1 + 2 * i
        box = f"[0 0 {sheet.width:.12g} {sheet.height:.12g}]"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Resources 8 0 R/Contents {number + 1} 0 R{sheet.attributes}>>"
        objects += [page.encode(), stream("\n".join(sheet.operators).encode())]
    return assemble([*objects, *extra], trailer)


def read(*sheets: Sheet) -> Reading:
    """The Reading of a file with these pages."""
    return read_pdf(pdf(sheets), NOWHERE)


def lines_are_sound(reading: Reading) -> None:
    """The contract of Reading: lines ascend, do not overlap, begin and end with ink; white space is between them."""
    at = 0
    for line in reading.lines:
        start, end = line.span
        assert at <= start < end
        assert not reading.raw[at:start].strip()
        assert reading.raw[start:end] == reading.raw[start:end].strip()
        at = end
    assert not reading.raw[at:].strip()
