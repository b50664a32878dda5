"""Names for answers: readable, safe on every file system, short enough, and numbered where one is taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

from jxjy.gather import readable, safe

MAX_BYTES = 255
"""The longest name that common file systems take, in bytes of UTF-8."""


def answer_name(name: str, remark: str = "", suffix: str | None = None) -> str:
    """The name of an answer to a file: its own, with a remark before the suffix, or with another suffix.

    `name` may be a path below the drop folder; folders become part of the name, since answers lie in one folder.
    """
    path = PurePosixPath(readable(name))
    ending = path.suffix if suffix is None else suffix
    ending = safe(ending) if ending.strip(". ") else ""
    ending = f".{ending.lstrip('.')}" if ending else ""
    stem = safe("_".join((*path.parts[:-1], path.stem)))
    return f"{stem}{remark}{ending}"


def numbered(name: str) -> Iterator[str]:
    """A name and its variants: 备案表.docx, 备案表 (2).docx, …"""
    path = PurePosixPath(name)
    yield name
    for number in count(2):
        yield f"{path.stem} ({number}){path.suffix}"


def name_key(name: str) -> str:
    """What two names have in common where the file system cannot tell them apart."""
    return unicodedata.normalize("NFC", name).casefold()
