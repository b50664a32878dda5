"""The finders, by name: each reads a View and yields the mentions of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extract.finders.attachments import find_attachments
from extract.finders.blank_forms.finder import find_blank_forms
from extract.finders.citations import find_citations
from extract.finders.contacts.finder import find_contacts
from extract.finders.conversions.finder import find_conversions
from extract.finders.dates.finder import find_dates
from extract.finders.filings import find_filings
from extract.finders.header import find_header
from extract.finders.hours.doubts import find_hour_doubts
from extract.finders.platforms.finder import find_platforms
from extract.finders.quotas import find_quotas
from extract.finders.reciprocity import find_reciprocity
from extract.finders.topics.finder import find_topics
from extract.mentions import Mention
from extract.view import View

FINDERS: dict[str, Callable[[View], Iterable[Mention]]] = {
    "header": find_header,
    "quotas": find_quotas,
    "hour_doubts": find_hour_doubts,
    "dates": find_dates,
    "topics": find_topics,
    "conversions": find_conversions,
    "filings": find_filings,
    "contacts": find_contacts,
    "platforms": find_platforms,
    "citations": find_citations,
    "attachments": find_attachments,
    "reciprocity": find_reciprocity,
    "blank_forms": find_blank_forms,
}
"""Order matters only for reading; finders do not see each other's mentions."""
