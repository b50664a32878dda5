"""Comparisons with the levels above → the rows that report, workbook and terminal show, each with both sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jxjy import views, wording
from normalize.record import Evidence
from rulesgen import Comparison, Said, Verdict, VerdictKind
from rulesgen.compare import ORDER
from rulesgen.compare.findings import evidence_of


@dataclass(frozen=True, slots=True)
class SideView:
    """What one side says; `whose` names the superior's rules, `href` its page in the report ("" if it has none)."""

    value: str
    whose: str
    href: str
    quotes: tuple[views.Quote, ...]
    more: int


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A row: `css` is the verdict's code, for its colour."""

    label: str
    verdict: str
    css: str
    severity: str
    reason: str
    judgment: bool
    own: SideView | None
    base: SideView | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A notice beside the levels above it: rows to look at, rows that agree, and what was compared with."""

    rows: tuple[VerdictView, ...]
    quiet: tuple[VerdictView, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    counts: tuple[tuple[str, str, int], ...]


Passages = Mapping[tuple[str, tuple[int, int]], Evidence]
"""Evidence by the sha256 of its document and its span."""

QUIET = (VerdictKind.SAME, VerdictKind.ADDITIONAL, VerdictKind.INHERITED)
"""Verdicts that a report folds away."""

MOST_QUOTES = 3
"""Passages shown for one value; a duty that many clauses state is told by its first ones."""


def comparison(found: Comparison, pages: Mapping[str, str], read: Passages) -> ComparisonView:
    """A comparison for display.

    `pages` gives the page of a document in the report, by its sha256; `read` what the records know of a passage:
    its places, and what was read where it is repaired.
    """
    rows = [row(r, pages, read) for r in found.rows]
    quiet = {kind.value for kind in QUIET}
    return ComparisonView(
        rows=tuple(r for r in rows if r.css not in quiet),
        quiet=tuple(r for r in rows if r.css in quiet),
        sources=tuple(
            dict.fromkeys(_source(s.ruleset.jurisdiction.name, s.ruleset.year, s.ruleset.id) for s in found.sources)
        ),
        notes=found.notes,
        counts=counts([found]),
    )


def counts(found: Sequence[Comparison]) -> tuple[tuple[str, str, int], ...]:
    """How often each verdict was given: label, code, number; those that were not are left out."""
    tally = [(kind.label, kind.value, sum(c.count(kind) for c in found)) for kind in ORDER]
    return tuple(row for row in tally if row[2])


def _source(name: str, year: int, identity: str) -> str:
    return f"{name}{year}年度（{identity}）"


def row(found: Verdict, pages: Mapping[str, str], read: Passages) -> VerdictView:
    """A verdict for display; `pages` and `read` as in `comparison`."""
    return VerdictView(
        label=found.label,
        verdict=found.kind.label,
        css=found.kind.value,
        severity=found.severity or "",
        reason=found.reason,
        judgment=found.certainty == "judgment",
        own=_side(found.own, {}, read) if found.own else None,
        base=_side(found.base, pages, read) if found.base else None,
    )


def _side(said: Said, pages: Mapping[str, str], read: Passages) -> SideView:
    document = said.ruleset.documents["d1"].sha256
    quotes = tuple(views.quote(read.get((document, e.span), e)) for e in evidence_of(said)[:MOST_QUOTES])
    href = next((pages[d.sha256] for d in said.ruleset.documents.values() if d.sha256 in pages), "")
    return SideView(said.shown, said.whose, href, quotes, max(0, len(said.citations) - MOST_QUOTES))


def sentence(said: Said | None) -> str:
    """The passages of a value as lines, each with its clause, for a cell of a workbook."""
    if said is None:
        return ""
    lines = []
    for evidence in evidence_of(said):
        where = " ".join(filter(None, (wording.clause(evidence.clause), wording.place(evidence))))
        text = " ".join(evidence.quote.split())
        lines.append(f"{text}（{where}）" if where else text)
    return "\n".join(dict.fromkeys(lines))
