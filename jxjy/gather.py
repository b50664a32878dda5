"""Paths of the command line → the list of input files, each with a name that is unique in the batch.

Folders are searched recursively; what editors, browsers and systems leave lying about is passed over.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

IGNORED_PREFIXES = (".", "~$", ".~")
"""Hidden files; `~$` is the lock file that Word and WPS leave beside an open document."""

IGNORED_SUFFIXES = (".tmp", ".temp", ".crdownload", ".part", ".partial", ".download")
"""Files still being written: by editors (.tmp) and by browsers (the others)."""

IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""Leavings of Windows Explorer and of archives packed on a Mac."""

MAX_STEM_BYTES = 150
"""File systems allow 255 bytes a name; the rest is room for numbers, suffixes and the temporary file's name."""


@dataclass(frozen=True, slots=True)
class Source:
    """An input file and its names: `name` for people, `stem` for the files made from it."""

    path: Path
    name: str
    stem: str


def find(paths: Iterable[Path], output: Path | None = None) -> tuple[Source, ...]:
    """Every input file once, in the order of the arguments, folders by name; nothing from the output folder."""
    skip = output.resolve() if output is not None else None
    found: dict[Path, str] = {}
    for path in paths:
        for file, name in _files(path, skip):
            found.setdefault(file.resolve(), name)
    names = distinct([readable(name) for name in found.values()])
    stems = distinct_stems(names)
    return tuple(Source(path, name, stem) for path, name, stem in zip(found, names, stems, strict=True))


def _files(path: Path, skip: Path | None) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, path.name  # named by the user himself: taken whatever it is called
        return
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if not ignored(f) and (here / f).resolve() != skip)
        for file in sorted(files):
            if not ignored(file) and (here / file).is_file():
                yield here / file, (here / file).relative_to(path).as_posix()


def ignored(name: str) -> bool:
    """Whether a file or folder found while searching is passed over because of its name."""
    low = name.lower()
    return low.startswith(IGNORED_PREFIXES) or low.endswith(IGNORED_SUFFIXES) or low in IGNORED_NAMES


def readable(name: str) -> str:
    """A name that can be printed in a line, whatever characters it holds."""
    return "".join("_" if _unsafe(character) else character for character in decoded(name))


def decoded(name: str) -> str:
    """A name as text. Old archives carry names in GBK, which Linux hands over as lone surrogates."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _unsafe(character: str) -> bool:
    """Control and direction marks, lone surrogates, and code points that mean nothing."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")


def distinct(names: list[str]) -> list[str]:
    """The same names, repeated ones numbered: 通知.pdf, 通知 (2).pdf. Letter case makes no difference."""
    taken = {_fold(name) for name in names}
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        seen[_fold(name)] += 1
        unique, number = name, seen[_fold(name)]
        while number > 1 and _fold(unique) in taken:
            path = PurePosixPath(name)
            unique = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
            number += 1
        taken.add(_fold(unique))
        result.append(unique)
    return result


def distinct_stems(names: list[str]) -> list[str]:
    """File-name stems for outputs: the bare stem where it is unique, else with its suffix, else with its folders."""
    forms: list[list[str]] = []
    for name in names:
        path = PurePosixPath(name)
        forms.append([safe(path.stem), safe(path.name), safe(name)])
    counts = Counter(_fold(form) for row in forms for form in dict.fromkeys(row))
    chosen = [next((form for form in row if counts[_fold(form)] == 1), row[-1]) for row in forms]
    return distinct(chosen)


def safe(name: str) -> str:
    """A name without characters that some file system refuses, short enough for all of them."""
    clean = "".join("_" if _unsafe(character) else character for character in name)
    clean = re.sub(r'[\\/:*?"<>|#%]', "_", clean).strip(" .")  # and # %, which would cut a link in the report
    while len(clean.encode()) > MAX_STEM_BYTES:
        clean = clean[:-1]
    return clean or "_"


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
