"""Notes of the readers and of the screening (Document.source.notices) → findings ING_*."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.checks.case import Case
from normalize.checks.words import NoticeRow, notice_rows
from normalize.findings import catalogue
from normalize.record import Finding


def reader_notices(case: Case) -> Iterator[Finding]:
    """One finding for each note that the catalogue knows; notes that only help to find faults are passed over."""
    for notice in case.document.source.notices:
        row = notice_rows().get(notice.code) or NoticeRow(notice=notice.code, code=notice.code)
        if row.code in catalogue():
            yield case.finding(row.code, [], severity=row.severity, detail=notice.detail)
