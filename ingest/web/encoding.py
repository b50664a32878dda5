"""The encoding of a web page: bytes in, text out.

Pages of Chinese offices are UTF-8 or GBK, and what they declare is often wrong or missing, so the bytes decide first.
"""

from __future__ import annotations

import codecs
import re

from ingest.errors import UnreadableFileError
from ingest.txt import decode

_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.I
)
_HEAD = 4096  # HTML: a declaration stands in the first 1024 bytes; CMS pages put more before it
_GB = frozenset(
    {"gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "csgb2312"}
)  # all are read as GB18030, their superset
_TOLERATED = 50  # one damaged character among so many non-ASCII ones does not make the encoding another


def decode_page(data: bytes) -> tuple[str, int]:
    """The text of a page and the number of characters that were damaged.

    Raises UnreadableFileError (ING_TRUNCATED) when no encoding gives text.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:_HEAD]:
        return decode(data), 0
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost * _TOLERATED <= len(text) - len(text.encode("ascii", "ignore")):
        return text, lost
    return _decode_declared(data)


def _decode_declared(data: bytes) -> tuple[str, int]:
    match = _DECLARED.search(data[:_HEAD])
    name = (match[1] or match[2]).decode("ascii").lower() if match else ""
    if name in _GB or not name:
        name = "gb18030"
    try:
        return data.decode(name), 0
    except (UnicodeDecodeError, LookupError):
        pass
    text = data.decode("gb18030", "replace")
    lost = text.count("\ufffd")
    if lost * _TOLERATED <= len(text) - len(text.encode("ascii", "ignore")):
        return text, lost
    try:
        return decode(data), 0
    except UnreadableFileError:
        if not text.strip():
            raise
        return text, lost
