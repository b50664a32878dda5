"""Body XML → the bytes of a sample form, with comments or a picture of a seal where asked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from forms.wml import parts, text, zipped

SEAL = "rIdSeal"
"""Relationship of the picture that stands for a seal."""

_STRICT = (
    (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"),
)


@dataclass(frozen=True, slots=True)
class Extras:
    """What a file has besides its body. `application` is written as the program that saved it."""

    comments: Sequence[str] = ()
    seal: bool = False
    strict: bool = False
    application: str = "Microsoft Office Word"


def docx(body: str, extras: Extras) -> bytes:
    """The package of a form on A4 paper."""
    pictures = {f"{SEAL}.png": seal_png()} if extras.seal else {}
    members = parts(body, _comments(extras.comments), pictures, extras.application)
    return zipped({name: _strict(part) for name, part in members.items()} if extras.strict else members)


def seal_png(side: int = 96) -> bytes:
    """A red ring on white, 96 pixels wide: no office's seal."""
    middle = side // 2
    rows = ([(x - middle) ** 2 + (y - middle) ** 2 for x in range(side)] for y in range(side))
    lines = b"".join(b"\x00" + b"".join(_pixel(squared, middle) for squared in row) for row in rows)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _pixel(squared: int, middle: int) -> bytes:
    return b"\xd0\x20\x20" if (middle - 8) ** 2 <= squared <= (middle - 3) ** 2 else b"\xff\xff\xff"


def _comments(texts: Sequence[str]) -> str:
    return "".join(
        f'<w:comment w:id="{number}" w:author="王经办" w:date="2026-03-02T09:00:00Z" w:initials="王">'
        f"<w:p><w:r><w:t>{text(said)}</w:t></w:r></w:p></w:comment>"
        for number, said in enumerate(texts)
    )


def _strict(part: bytes) -> bytes:
    """The part under the names of ISO/IEC 29500 Strict, as Word saves it on request."""
    for old, new in _STRICT:
        part = part.replace(old, new)
    return part
