"""Zip containers that lie: sizes, names, places, passwords."""

from __future__ import annotations

import struct
import warnings
import zipfile
from io import BytesIO

from tests.word_package import p, pack, package

TEXT = "每年不少于90学时"
WORD = package(p(TEXT))
_CENTRAL = b"PK\x01\x02"


def member(name: str, content: str | bytes = "x") -> bytes:
    """A readable Word file with one further member of this name."""
    return package(p(TEXT), members={name: content})


def rewritten(name: str, at: int, value: bytes, data: bytes = WORD) -> bytes:
    """The file with bytes changed in the directory record of a member (APPNOTE 4.3.12)."""
    out = bytearray(data)
    record = out.index(_CENTRAL)
    while out[record + 46 :][: len(name)] != name.encode():
        record = out.index(_CENTRAL, record + 4)
    out[record + at : record + at + len(value)] = value
    return bytes(out)


def claimed_size(size: int) -> bytes:
    """The main part unpacks to so many bytes, its directory record says."""
    return rewritten("word/document.xml", 24, struct.pack("<I", size))


def bomb(size: int) -> bytes:
    """A main part of blanks."""
    return member("word/document.xml", b"<a>" + b" " * size + b"</a>")


def duplicate(first: str, second: str) -> bytes:
    """A Word file with two members that are called the same, or nearly so."""
    buffer = BytesIO(WORD)
    with zipfile.ZipFile(buffer, "a") as archive:
        for name in (first, second):
            with warnings.catch_warnings(action="ignore"):  # zipfile warns of just this
                archive.writestr(name, "<a/>")
    return buffer.getvalue()


def nul_in_name() -> bytes:
    """A member whose name goes on behind a zero byte."""
    return member("word/media/a.bin?png").replace(b"a.bin?png", b"a.bin\x00png")


def overlapping() -> bytes:
    """Two members of the directory that unpack the same bytes."""
    data = pack({"[Content_Types].xml": "<a/>", "aaaa": b"x" * 999, "bbbb": b"x" * 999})
    out = bytearray(data)
    first = out.index(b"aaaa", out.index(_CENTRAL)) - 46
    second = out.index(b"bbbb", out.index(_CENTRAL)) - 46
    out[second + 42 : second + 46] = out[first + 42 : first + 46]
    return bytes(out)


def nested() -> bytes:
    """A Word file that carries a bomb as an embedded file; nobody has asked for it to be unpacked."""
    inner = pack({f"{i}.bin": b"\x00" * 5_000_000 for i in range(10)})
    return member("word/embeddings/a.zip", inner)


def with_password() -> bytes:
    """All members are marked as encrypted."""
    out = bytearray(WORD)
    at = out.find(_CENTRAL)
    while at >= 0:
        out[at + 8] |= 1
        at = out.find(_CENTRAL, at + 4)
    return bytes(out)


def relation(kind: str, target: str, part: str = "settings") -> bytes:
    """A Word file in which a part refers to something outside."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = f'<Relationship Id="x" Type="{office}/{kind}" Target="{target}" TargetMode="External"/>'
    root = "http://schemas.openxmlformats.org/package/2006/relationships"
    return member(f"word/_rels/{part}.xml.rels", f'<Relationships xmlns="{root}">{rows}</Relationships>')
