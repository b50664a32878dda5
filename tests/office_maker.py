"""Old Word files written by hand for the tests: compound files with a header, and Word 2003 XML."""

from __future__ import annotations

import struct

WORD_XML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>每年不少于90学时。</w:t></w:r></w:p></w:body></w:wordDocument>"
)


def ole(stream: bytes, *, name: str = "WordDocument", more: str = "", size: int | None = None) -> bytes:
    """A compound file (MS-CFB) with one stream, said to be of a `size`, and a storage of another name."""

    def entry(title: str, kind: int, start: int, size: int, *, child: int = -1, right: int = -1) -> bytes:
        label = (title + "\0").encode("utf-16-le")
        head = label.ljust(64, b"\0") + struct.pack("<HBBiii", len(label), kind, 1, -1, right, child)
        return head + bytes(36) + struct.pack("<iII", start, size, 0)

    body = stream.ljust(4096, b"\0")  # from 4,096 bytes on a stream is kept in sectors of its own
    sectors = len(body) // 512
    fat = [-3, -2, *(i + 3 for i in range(sectors - 1)), -2]
    directory = entry("Root Entry", 5, -2, 0, child=1) + entry(
        name, 2, 2, len(body) if size is None else size, right=2 if more else -1
    )
    directory += entry(more, 1, 0, 0) if more else bytes(128)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIiIiI", 0, 1, 1, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", 0, *[-1] * 108)
    return header + struct.pack("<128i", *fat, *[-1] * (128 - len(fat))) + directory.ljust(512, b"\0") + body


def fib(*, version: int = 0xC1, flags: int = 0) -> bytes:
    """The first bytes of a WordDocument stream."""
    return struct.pack("<HHHHHH", 0xA5EC, version, 0, 0, 0, flags)
