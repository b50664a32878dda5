"""A printed telephone number → the whole of it where it was misread: digits repaired, or letters run up to it.

Facts and checks ask here, so that a number which a finding calls damaged is never given as a sound one.
"""

from __future__ import annotations

import re

from ingest.document import Document, Span

_BEFORE = re.compile(r"(?:[0-9]{0,4}[A-Za-z][A-Za-z0-9]{0,4}|[0-9]{1,2})[-—–－]$")
_BEHIND = re.compile(r"[OoIlZzSsBb|]{1,3}(?![A-Za-z])[\dOoIl]*")
_LEAD = 6  # code points before a number in which a misread area code stands


def damaged_number(document: Document, span: Span) -> Span | None:
    """The stretch of a number with the misread signs at its ends, o816-5550126; None where none touches it."""
    start, end = span
    lead = _BEFORE.search(document.text[max(0, start - _LEAD) : start])
    rest = _BEHIND.match(document.text, end)
    misread = any(r.reason.startswith("digit") for r in document.repairs_in(span))
    if not (lead or rest or misread):
        return None
    return start - (len(lead.group()) if lead else 0), rest.end() if rest else end
