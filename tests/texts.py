"""Small factories for tests: a text becomes a Document the way a text file does."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.view import View
from ingest.assemble import assemble
from ingest.document import Document
from ingest.txt import read_txt

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
"""Reference material beside the repository; tests that need it are skipped where it is absent."""


def document(text: str) -> Document:
    """The Document of a text file with this text."""
    data = text.encode("utf-8")
    return assemble(read_txt(data, Path("notice.txt")), file="notice.txt", sha256=hashlib.sha256(data).hexdigest())


def view(text: str) -> View:
    """The View of a text."""
    return View(document(text))
