"""NoticeRecord + Document → RuleSet: the pieces of every kind, settled, numbered, with citations and questions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.document import Document, Span
from normalize.record import Evidence, NoticeRecord
from rulesgen.awards import conversions
from rulesgen.contents import contents
from rulesgen.duties import channels, duties
from rulesgen.errors import UnplacedNoticeError
from rulesgen.hours import floors
from rulesgen.model import (
    Citation,
    DatedValue,
    Parameter,
    Persistence,
    Place,
    Reading,
    Rule,
    RuleSet,
    SourceDocument,
)
from rulesgen.passages import page
from rulesgen.pieces import Material, RuleDraft
from rulesgen.place import NATION, inherits, level, parent, rule_prefix
from rulesgen.questions import ask
from rulesgen.settle import Settled, settle
from rulesgen.shipped import shipped_ids
from rulesgen.times import times
from rulesgen.wording import says

TEXT_NORM = "jxjy-repairs/1"
"""The repairs that made the text in which spans count; a new version of them means new spans."""

_GB_CODE = re.compile(r"[0-9]{6}")
_YEARS = range(1949, 2101)
_DOCUMENT = "d1"
_CONTEXT = 12  # code points kept before and after a quote, so that a person finds it and a moved one is recognised


def build(record: NoticeRecord, document: Document, *, held: Collection[str] | None = None) -> RuleSet:
    """The rule set of a notice: everything it asks, caps, grants or sets a time for, each with its words.

    `held` – ids of the rule sets at hand, among which an earlier year of the jurisdiction above is named as
    fallback; the shipped baselines if not given. The same input gives the same rule set.
    Raises UnplacedNoticeError where the record has no jurisdiction code or no year.
    """
    place = _place(record)
    year = _year(record)
    document = replace(document, locator=None)  # pages are known without opening the file again
    _check(record, document)
    material = Material(record, document)
    pieces = [
        *floors(material),
        *conversions(material),
        *times(material),
        *duties(material),
        *channels(material),
        *contents(material),
    ]
    parameters, drafts = settle(pieces)
    asked = ask(material, parameters, drafts)
    cite = _Citations(document, [s.spans for s in parameters] + [d.spans for d in drafts])
    ids = [f"{rule_prefix(f'{place.code}/{year}')}{number:02d}" for number in range(1, len(drafts) + 1)]
    since = _since(record, year)
    by_name = {s.claim.name: s for s in parameters}
    held = shipped_ids() if held is None else held
    return RuleSet(
        schema_="jxjy-ruleset/1",
        id=f"{place.code}/{year}",
        status="draft",
        jurisdiction=place,
        year=year,
        inherits=inherits(place.code, year, held),
        documents={_DOCUMENT: _document(record, document)},
        citations=cite.all(),
        parameters={s.claim.name: _parameter(s, cite, since, _persistence(record)) for s in parameters},
        rules=tuple(
            _rule(number, draft, by_name.get(draft.param or ""), cite, asked.suspended.get(i))
            for i, (number, draft) in enumerate(zip(ids, asked.drafts, strict=True))
        ),
        questions=asked.questions(ids),
    )


# ---------------------------------------------------------------- header


def _place(record: NoticeRecord) -> Place:
    jurisdiction = record.jurisdiction
    if jurisdiction is not None and jurisdiction.level == "nation":
        return Place(code=NATION, name=jurisdiction.name, level="nation", parent=None)
    code = jurisdiction.code if jurisdiction else None
    if jurisdiction is None or code is None or not _GB_CODE.fullmatch(code):
        raise UnplacedNoticeError("行政区", record.source.file)
    if jurisdiction.level == "county" and level(code) != "county":
        # a county whose own code is not known must not file its rules under its city
        raise UnplacedNoticeError(f"“{jurisdiction.name}”的行政区划代码", record.source.file)
    return Place(code=code, name=jurisdiction.name, level=level(code), parent=parent(code))


def _year(record: NoticeRecord) -> int:
    """The year that a notice is for; a regulation without one counts from the year it was issued."""
    year = record.year or (record.issue_date.year if record.issue_date else None)
    if year is None or year not in _YEARS:
        raise UnplacedNoticeError("年度", record.source.file)
    return year


def _persistence(record: NoticeRecord) -> Persistence:
    title = record.title or ""
    return "standing" if says("standing.title", title) and not says("standing.annual", title) else "annual"


def _since(record: NoticeRecord, year: int) -> str:
    """From when the values hold: the printed day of coming into force, else the first day of the year."""
    for date in record.dates:
        if date.start is not None and says("in_force", date.evidence.quote):
            return date.start.isoformat()
    return f"{year}-01-01"


def _document(record: NoticeRecord, document: Document) -> SourceDocument:
    return SourceDocument(
        title=record.title or None,
        issuer=record.issuer or None,
        number=record.doc_number or None,
        issued=record.issue_date.isoformat() if record.issue_date else None,
        file=PurePosixPath(record.source.file.replace("\\", "/")).name,
        sha256=document.source.sha256,
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        text_norm=TEXT_NORM,
        offset_unit="unicode-codepoint",
    )


def _check(record: NoticeRecord, document: Document) -> None:
    """Every quote must stand where it says: a record of another document would cite what is not there."""
    for evidence in _evidence(record):
        if not evidence.quote or document.quote(evidence.span) != evidence.quote:
            raise ValueError(f"evidence {evidence.span} of the record does not stand in the document")


def _evidence(record: NoticeRecord) -> Iterator[Evidence]:
    for facts in (
        record.quotas,
        record.dates,
        record.platforms,
        record.training_items,
        record.conversion_rules,
        record.filing_requirements,
    ):
        for fact in facts:
            yield fact.evidence


# ---------------------------------------------------------------- citations, parameters, rules


class _Citations:
    """Spans of a document as numbered citations, in reading order."""

    def __init__(self, document: Document, spans: Iterable[tuple[Span, ...]]) -> None:
        self._document = document
        in_order = sorted({span for group in spans for span in group})
        self._ids = {span: f"c{number}" for number, span in enumerate(in_order, 1)}

    def ids(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """The ids of some spans."""
        return tuple(self._ids[span] for span in spans)

    def all(self) -> dict[str, Citation]:
        """All citations by id."""
        return {number: self._citation(span) for span, number in self._ids.items()}

    def _citation(self, span: Span) -> Citation:
        start, end = span
        text = self._document.text
        return Citation(
            doc=_DOCUMENT,
            clause=self._document.clause_at(start),
            page=page(self._document, span),
            exact=text[start:end],
            prefix=text[max(0, start - _CONTEXT) : start],
            suffix=text[end : end + _CONTEXT],
            span=span,
        )


def _parameter(settled: Settled, cite: _Citations, since: str, persistence: Persistence) -> Parameter:
    claim = settled.claim
    candidates = tuple(
        Reading(value=c.value, status=c.status, cite=cite.ids(c.spans))
        for c in settled.candidates
        if c.value is not None
    )
    value = DatedValue(
        value=claim.value,
        status=claim.status,
        cite=cite.ids(settled.spans),
        inferred=settled.inferred,
        candidates=candidates,
    )
    return Parameter(
        name=claim.label,
        unit=claim.unit,
        direction=claim.direction,
        persistence=persistence,
        values={since: value},
    )


def _rule(number: str, draft: RuleDraft, parameter: Settled | None, cite: _Citations, suspended: str | None) -> Rule:
    own = [span for span in draft.spans if parameter is None or span not in parameter.spans]
    return Rule(
        id=number,
        kind=draft.kind,
        applies=draft.applies,
        text=draft.text,
        param=draft.param,
        cite=cite.ids(own),
        code=draft.code,
        executability="needs_input" if suspended else draft.executability,
        reason=suspended or draft.reason or None,
        state="suspended" if suspended else "active",
    )
