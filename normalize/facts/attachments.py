"""Mentions of attachments → Attachment: number and title; an entry without a printed number counts on."""

from __future__ import annotations

from extract.finders.attachments import ordinal
from extract.mentions import Mentions
from normalize.evidence import evidence
from normalize.record import Attachment
from normalize.values.identifiers import canonical_title


def attachments(mentions: Mentions) -> tuple[Attachment, ...]:
    """The list of attachments in order. A number that comes again (a download link below the page) is passed over."""
    document = mentions.document
    found: dict[int, Attachment] = {}
    for mention in mentions.of("attachment"):
        printed = mention.part("no")
        no = ordinal(document.quote(printed.span)) if printed else len(found) + 1
        title = canonical_title("".join(document.quote(p.span) for p in mention.all("title")))
        if no not in found:
            found[no] = Attachment(no=no, title=title, evidence=evidence(document, mention.span))
    return tuple(found[no] for no in sorted(found))
