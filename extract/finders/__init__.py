"""The finders, by name: each reads a View and yields the mentions of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extract.finders.conversions import find_conversions
from extract.finders.dates import find_dates
from extract.finders.filings import find_filings
from extract.finders.header import find_header
from extract.finders.quotas import find_quotas
from extract.finders.topics import find_topics
from extract.mentions import Mention
from extract.view import View

FINDERS: dict[str, Callable[[View], Iterable[Mention]]] = {
    "header": find_header,
    "quotas": find_quotas,
    "dates": find_dates,
    "topics": find_topics,
    "conversions": find_conversions,
    "filings": find_filings,
}
"""Order matters only for reading; finders do not see each other's mentions."""
