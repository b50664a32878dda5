"""What a result depends on besides the file itself: this program and the packages it reads with.

A stale result is a wrong value that nobody is warned of; so any change of code, grammar, data or installed packages
makes every earlier result void. Nothing is imported for it: an unchanged second run must stay cheap.
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from ingest.office.program import find_office

PACKAGES = ("ingest", "extract", "normalize", "rulesgen", "forms", "corpus", "jxjy")


def of_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def of_program() -> str:
    """A digest of the program's files, the installed packages and the converters found on this machine."""
    digest = hashlib.sha256(sys.version.encode())
    for file in _program_files():
        digest.update(f"\0{file.name}\0".encode())
        digest.update(file.read_bytes())
    for installed in sorted(p.name for p in Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        digest.update(f"\0{installed}".encode())
    digest.update(f"\0{find_office()}".encode())  # .doc and .wps are read only where LibreOffice is
    return digest.hexdigest()


def _program_files() -> Iterator[Path]:
    for package in PACKAGES:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            files = (p for p in Path(folder).rglob("*") if p.is_file() and p.suffix != ".pyc")
            yield from sorted(files)


def of_text(*parts: str) -> str:
    """SHA-256 of some strings, kept apart."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
