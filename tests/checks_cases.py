"""Cases for the tests of the checks: text as a file would hold it, and the few facts that a check looks at.

The text goes through the real reader and assembler; the facts are placed by searching their words in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from extract.mentions import Mentions
from ingest.assemble import assemble
from ingest.document import Document, Notice
from ingest.txt import read_txt
from normalize.checks import CHECKS, Case
from normalize.checks.case import Check
from normalize.evidence import evidence
from normalize.record import (
    Attachment,
    Citation,
    Contact,
    Evidence,
    Finding,
    Jurisdiction,
    NoticeRecord,
    Platform,
    Quota,
    SourceRecord,
)

CITY = "临川市人力资源和社会保障局"
TITLE = "关于做好2025年度专业技术人员继续教育工作的通知"


@dataclass(frozen=True)
class Facts:
    """What extraction would have found; words that are not in the text have no place and are left out."""

    issuer: str | None = CITY
    title: str | None = TITLE
    number: str | None = "临人社字〔2025〕8号"
    issued: dt.date | None = dt.date(2025, 4, 10)
    year: int | None = 2025
    level: Literal["nation", "province", "city", "county"] = "city"
    cited: tuple[tuple[str, str | None], ...] = ()
    annexes: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    quotas: tuple[str, ...] = ()


def document_of(
    text: str, *, notices: Iterable[Notice] = (), media_type: str = "text/plain", pages: int = 0
) -> Document:
    """A text file as a Document, or the same text as it would come from a web page or from pages."""
    reading = read_txt(text.encode(), Path("通知.txt"))
    reading = replace(reading, notices=tuple(notices), media_type=media_type, pages=pages)
    return assemble(reading, file="通知.txt", sha256="0" * 64)


def case_of(text: str, facts: Facts | None = None, document: Document | None = None) -> Case:
    """A case from a text and what is known of it."""
    known = facts or Facts()
    read = document or document_of(text)
    return Case(read, Mentions(read), _record(read, known))


def findings(check: Check, text: str, facts: Facts | None = None) -> list[Finding]:
    """What one check says of a text."""
    return list(check(case_of(text, facts)))


def codes(case: Case) -> list[str]:
    """The codes of all checks, in order."""
    return [finding.code for rule in CHECKS for finding in rule(case)]


def _record(document: Document, facts: Facts) -> NoticeRecord:
    scalars = {"issuer": facts.issuer, "title": facts.title, "doc_number": facts.number}
    places = {key: place for key, words in scalars.items() if words and (place := _place(document, words))}
    if facts.issued and (day := _place(document, f"{facts.issued.year}年{facts.issued.month}月{facts.issued.day}日")):
        places["issue_date"] = day
    return NoticeRecord(
        source=SourceRecord(file=document.source.file, sha256="", media_type="text/plain", reader="txt"),
        issuer=facts.issuer,
        jurisdiction=Jurisdiction(code=None, name="临川市", level=facts.level),
        year=facts.year,
        doc_number=facts.number,
        title=facts.title,
        issue_date=facts.issued,
        evidence=places,
        citations=tuple(_citations(document, facts)),
        attachments=tuple(
            Attachment(no=i, title=title, evidence=_entry(document, i, title))
            for i, title in enumerate(facts.annexes, 1)
        ),
        platforms=tuple(Platform(name=name, evidence=_found(document, name)) for name in facts.platforms),
        contacts=tuple(Contact(office=office, evidence=_found(document, office)) for office in facts.offices),
        quotas=tuple(
            Quota(
                subject="public",
                kind="requirement",
                comparator=">=",
                amount=None,
                evidence=_found(document, words),
            )
            for words in facts.quotas
        ),
    )


def _citations(document: Document, facts: Facts) -> Iterator[Citation]:
    at = 0
    for title, number in facts.cited:
        start = document.text.index(f"《{title}》", at)
        at = start + len(title) + 2
        yield Citation(title=title, number=number, evidence=evidence(document, (start, at)))


def _entry(document: Document, no: int, title: str) -> Evidence:
    """The entry of the list: the last place where number and title stand together."""
    for form in (f"{no}.{title}", f"{no}. {title}", f"{no}．{title}", title):
        at = document.text.rfind(form)
        if at >= 0:
            return evidence(document, (at, at + len(form)))
    raise AssertionError(f"{title} is not in the text")


def _place(document: Document, words: str) -> Evidence | None:
    at = document.text.find(words)
    return evidence(document, (at, at + len(words))) if at >= 0 else None


def _found(document: Document, words: str) -> Evidence:
    place = _place(document, words)
    assert place is not None, f"{words} is not in the text"
    return place
