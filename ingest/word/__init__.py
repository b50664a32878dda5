"""Word files → Reading, and from the place of a paragraph or cell back to its element."""

from ingest.word.places import element_at
from ingest.word.reader import read_docx, read_package

__all__ = ["element_at", "read_docx", "read_package"]
