"""Mentions of citations → Citation: a document counts once, with its number wherever that is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.mentions import Mention, Mentions
from ingest.document import Document, Level, Span
from normalize.evidence import evidence
from normalize.record import Citation
from normalize.values.identifiers import canonical_doc_number, canonical_title
from normalize.values.wording import squeezed

_OFFICE = re.compile(r"(?:厅|局|委|委员会|部|办公室|政府|中心|会)$")
_BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照|参照|贯彻|落实|执行|转发|印发)[^。；]{0,40}$")


@dataclass(slots=True)
class _Document:
    title: str | None
    number: str | None
    span: Span
    basis: bool
    uncertain: bool


def citations(mentions: Mentions) -> tuple[Citation, ...]:
    """One Citation for each document, in the order of first mention.

    A number alone (根据人社部令第25号) counts only where its title is given elsewhere. A name that is listed among the
    notice's own attachments is none, unless the notice rests on it.
    """
    document = mentions.document
    own = {squeezed(document.quote(p.span)) for m in mentions.of("attachment") for p in m.all("title")}
    found: list[_Document] = []
    for mention in mentions.of("citation"):
        cited = _read(document, mention)
        if cited.title is not None and cited.number is None and not cited.basis and squeezed(cited.title) in own:
            continue
        _merge(found, cited)
    return tuple(
        Citation(
            title=d.title,
            number=d.number,
            evidence=evidence(document, d.span),
            confidence=0.8 if d.uncertain else 0.99,
            certain=not d.uncertain,
        )
        for d in found
        if d.title is not None
    )


def _read(document: Document, mention: Mention) -> _Document:
    title, number = mention.part("title"), mention.part("number")
    before = document.text[max(0, mention.span[0] - 60) : mention.span[0]]
    return _Document(
        canonical_title(document.quote(title.span)).strip('“”"') if title else None,
        _number(document.quote(number.span)) if number else None,
        mention.span,
        _BASIS.search(before) is not None,
        any(repair.level is not Level.CERTAIN for repair in document.repairs_in(mention.span)),
    )


def _number(printed: str) -> str:
    """The number in its regular form; as printed where it has none."""
    return canonical_doc_number(printed) or re.sub(r"\s+", "", printed)


def _same_paper(a: str, b: str) -> bool:
    """One title, or one of two with the office in front of 关于: 省教育厅关于做好…的通知 and 关于做好…的通知."""
    short, long = sorted((squeezed(a), squeezed(b)), key=len)
    return short == long or (
        short.startswith("关于") and long.endswith(short) and _OFFICE.search(long[: -len(short)]) is not None
    )


def _merge(found: list[_Document], cited: _Document) -> None:
    """Adds a document, or completes the one that it repeats. Two numbers under one title stay two documents."""
    for known in found:
        same_number = cited.number is not None and cited.number == known.number
        same_title = cited.title is not None and known.title is not None and _same_paper(cited.title, known.title)
        if same_number and (same_title or cited.title is None or known.title is None):
            known.title = known.title or cited.title
            return
        if same_title and (cited.number is None or known.number is None):
            if known.number is None and cited.number is not None:
                known.number, known.span = cited.number, cited.span
            return
    found.append(cited)
