"""Web pages → Reading."""

from ingest.web.mhtml import read_mhtml
from ingest.web.reader import read_html

__all__ = ["read_html", "read_mhtml"]
