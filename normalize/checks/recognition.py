"""Checks of what recognition was not sure of (Document.repairs) and of numbers on which it and a text layer differ."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.document import DISAGREES, UNSURE, Repair, Span
from normalize.checks.case import Case, listed
from normalize.record import Finding, NoticeRecord


def disagreement(case: Case) -> Iterator[Finding]:
    """ING_OCR_DISAGREES: recognition reads one number on the page, the text layer has another."""
    for repair in case.document.repairs:
        if repair.reason == DISAGREES:
            detail = f"页面图像识别为“{repair.fixed}”，文字层作“{repair.other}”，须核对原件"
            yield case.finding("ING_OCR_DISAGREES", [case.repaired(repair)], detail=detail)


def unsure(case: Case) -> Iterator[Finding]:
    """TXT_OCR_DIGIT, TXT_OCR_CHAR: characters read with little certainty inside the evidence of any fact.

    What touches no fact is left to the confidence of the page.
    """
    spans = _evidence_spans(case.record)
    found = [r for r in case.document.repairs if r.reason == UNSURE and _touches(r, spans)]
    digits = [r for r in found if any(char.isdigit() for char in r.fixed)]
    others = [r for r in found if r not in digits]
    for code, repairs in (("TXT_OCR_DIGIT", digits), ("TXT_OCR_CHAR", others)):
        if repairs:
            words = listed([case.document.quote(case.around(r.span, 4)) for r in repairs]).strip("“”")
            yield case.finding(
                code,
                [case.repaired(r) for r in repairs],
                severity="warning",
                raw=words,
                reading="字迹不清，识别把握不足",
                count=len(repairs),
                advice="，须核对原件",
            )


def _evidence_spans(record: NoticeRecord) -> list[Span]:
    facts = (
        *record.quotas,
        *record.dates,
        *record.contacts,
        *record.platforms,
        *record.citations,
        *record.attachments,
        *record.training_items,
        *record.conversion_rules,
        *record.filing_requirements,
    )
    return [*(fact.evidence.span for fact in facts), *(place.span for place in record.evidence.values())]


def _touches(repair: Repair, spans: list[Span]) -> bool:
    return any(start < repair.span[1] and repair.span[0] < end for start, end in spans)
