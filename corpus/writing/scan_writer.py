"""Pictures of pages → a scanned PDF or a TIFF, with the invisible text of a recognition over it or without.

The layer is set in a font that is not embedded (STSong-Light, UniGB-UCS2-H), each line where it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import yaml
from PIL import Image, TiffImagePlugin
from pydantic import BaseModel, ConfigDict

from corpus.writing.scanning import INCH, Scan, scanned_pages

_RATES = {"none": 0.0, "fair": 1 / 300, "damaged": 1 / 25}
_STRIP_START, _STRIP_LENGTH, _PHOTOMETRIC = 273, 279, 262  # tags of TIFF 6.0
_OFTEN = 6  # as often as others a character is misread that looks like another


class Scans(BaseModel):
    """The table of scans, and what a bad recognition makes of single characters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scans: tuple[Scan, ...]
    misread: Mapping[str, str]


def read_scans(path: Path) -> Scans:
    """The table in a file."""
    return Scans.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def scan_bytes(scan: Scan, notices: Path, misread: Mapping[str, str]) -> bytes:
    """The file of one scan of a PDF in `notices`."""
    printed = (notices / scan.made_from).read_bytes()
    pages = list(scanned_pages(printed, scan))
    if scan.name.endswith(".tif"):
        return _tiff(pages, scan)
    layers = ["\n".join(lines) for lines in _layers(printed, scan, misread)]
    return _pdf(pages, layers, scan)


def _tiff(pages: Sequence[Image.Image], scan: Scan) -> bytes:
    out = BytesIO()
    first, *rest = pages
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="jpeg", quality=scan.quality)
    return out.getvalue()


def _layers(printed: bytes, scan: Scan, misread: Mapping[str, str]) -> Iterator[list[str]]:
    """For every page the operators of its invisible text, a printed line each."""
    chance = np.random.default_rng(scan.seed)
    document = pdfium.PdfDocument(printed)
    try:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_rect(i) for i in range(text.count_rects() if scan.layer != "none" else 0)]
            told = (_misread(text.get_text_bounded(*box), _RATES[scan.layer], misread, chance) for box in boxes)
            yield [
                f"BT 3 Tr /F {top - bottom:.1f} Tf {left:.1f} {bottom:.1f} Td <{words.encode('utf-16-be').hex()}> Tj ET"
                for (left, bottom, _, top), words in zip(boxes, told, strict=True)
                if words.strip()
            ]
    finally:
        document.close()


def _misread(text: str, rate: float, misread: Mapping[str, str], chance: np.random.Generator) -> str:
    """Characters exchanged for what looks like them, others lost."""
    told: list[str] = []
    for char in text:
        drawn = chance.random()
        if char in misread and drawn < rate * _OFTEN:
            told.append(misread[char])
        elif drawn > rate / 4 or char.isdigit():
            told.append(char)
    return "".join(told)


def _pdf(pages: Sequence[Image.Image], layers: Sequence[str], scan: Scan) -> bytes:
    """One image over each page, the layer above it."""
    width_of = "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
    descriptor = f"{width_of}/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"
    descendant = (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        f"/Supplement 2>>/DW 1000/FontDescriptor {descriptor}>>"
    )
    font = f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[{descendant}]>>"
    kids = " ".join(f"{4 + 3 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        font.encode(),
    ]
    for i, (picture, layer) in enumerate(zip(pages, layers, strict=True)):
        width, height = (side / scan.dpi * INCH for side in picture.size)
        number = 4 + 3 * i
        content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /I Do Q\n{layer}".encode()
        resources = f"<</Font<</F 3 0 R>>/XObject<</I {number + 2} 0 R>>>>"
        box = f"[0 0 {width:.2f} {height:.2f}]"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Resources{resources}/Contents {number + 1} 0 R>>"
        objects += [page.encode(), _stream(content, ""), _image(picture, scan)]
    return _file(objects)


def _image(picture: Image.Image, scan: Scan) -> bytes:
    out = BytesIO()
    entries = f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
    if picture.mode == "1":
        picture.save(out, "TIFF", compression="group4", strip_size=picture.width * picture.height)
        out.seek(0)
        stored = TiffImagePlugin.TiffImageFile(out)
        start, length = (stored.tag_v2[tag][0] for tag in (_STRIP_START, _STRIP_LENGTH))
        black = "true" if stored.tag_v2[_PHOTOMETRIC] else "false"
        fax = f"/Columns {picture.width}/Rows {picture.height}/BlackIs1 {black}"
        entries += f"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1{fax}>>"
        return _stream(out.getvalue()[start : start + length], entries)
    picture.save(out, "JPEG", quality=scan.quality, optimize=True)
    space = "DeviceGray" if picture.mode == "L" else "DeviceRGB"
    return _stream(out.getvalue(), f"{entries}/ColorSpace/{space}/BitsPerComponent 8/Filter/DCTDecode")


def _stream(data: bytes, entries: str) -> bytes:
    return f"<</Length {len(data)}{entries}>>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    """A PDF file of numbered objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
