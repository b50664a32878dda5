"""Mentions → NoticeRecord: values first, then the findings that this notice alone can show."""

from __future__ import annotations

from extract import Mentions
from ingest.document import Document
from normalize.checks import Case, run_checks
from normalize.facts.attachments import attachments
from normalize.facts.blank_forms import blank_forms
from normalize.facts.citations import citations
from normalize.facts.contacts import contacts
from normalize.facts.conversions import conversion_rules
from normalize.facts.dates import dates
from normalize.facts.doubts import with_doubts, with_hour_doubts
from normalize.facts.filings import filing_requirements
from normalize.facts.header import read_header
from normalize.facts.platforms import platforms
from normalize.facts.provisions import provisions
from normalize.facts.quotas import quotas
from normalize.facts.reciprocity import reciprocity
from normalize.facts.topics import training_items
from normalize.record import NoticeRecord, SourceRecord


def notice(mentions: Mentions) -> NoticeRecord:
    """The record of a notice, findings included. Deterministic; raises nothing for any Document."""
    document = mentions.document
    header = read_header(mentions)
    towns, towns_evidence = reciprocity(mentions, header.region)
    scalars = header.evidence | provisions(mentions)
    if towns_evidence is not None:
        scalars["reciprocity"] = towns_evidence
    record = NoticeRecord(
        source=_source(document),
        issuer=header.issuer,
        jurisdiction=header.jurisdiction,
        year=header.year,
        doc_number=header.doc_number,
        title=header.title,
        issue_date=header.issue_date,
        evidence=scalars,
        quotas=with_hour_doubts(mentions, with_doubts(document, quotas(mentions))),
        dates=with_doubts(document, dates(mentions, header)),
        contacts=with_doubts(document, contacts(mentions, header.region)),
        platforms=with_doubts(document, platforms(mentions)),
        citations=with_doubts(document, citations(mentions)),
        attachments=with_doubts(document, attachments(mentions)),
        training_items=with_doubts(document, training_items(mentions)),
        conversion_rules=with_hour_doubts(mentions, with_doubts(document, conversion_rules(mentions))),
        reciprocity=towns,
        filing_requirements=with_doubts(document, filing_requirements(mentions)),
        forms=with_doubts(document, blank_forms(mentions)),
    )
    return record.model_copy(update={"findings": run_checks(Case(document, mentions, record))})


def _source(document: Document) -> SourceRecord:
    source = document.source
    return SourceRecord(
        file=source.file,
        sha256=source.sha256,
        media_type=source.media_type,
        reader=source.reader,
        pages=source.pages,
        ocr=source.ocr,
        confidence=source.confidence if any(score < 1 for score in source.confidence) else (),
    )
