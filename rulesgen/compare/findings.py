"""Verdicts → findings (CFL_*): what a person must look at, with the notice's sentence and the superior's.

Rows that only tell (same, additional, inherited) give none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from normalize.findings import make
from normalize.record import Evidence, Finding, PlaceRecord, Related
from rulesgen.compare.judging import is_day
from rulesgen.compare.levels import Comparison, verdicts
from rulesgen.compare.verdict import Said, Verdict, VerdictKind
from rulesgen.model import Citation, RuleSet


def compare(ruleset: RuleSet, baselines: RuleSet | Sequence[RuleSet]) -> list[Finding]:
    """The findings on a rule set against the rule sets of the levels above it. Raises nothing."""
    shelf = [baselines] if isinstance(baselines, RuleSet) else baselines
    return findings_of(verdicts(ruleset, shelf))


def findings_of(
    comparison: Comparison, head: Sequence[Evidence] = (), files: Mapping[str, str] | None = None
) -> list[Finding]:
    """The findings of a comparison.

    `head` is where the notice says what it is, for findings on the whole of it; `files` what a superior's document is
    to be called, by its sha256 (its own file name if not given).
    """
    found: list[Finding] = []
    called = files or {}
    base = comparison.mismatch
    if base is not None:
        params = {"baseline": base.year, "own": comparison.ruleset.year}
        related = [Related(file=_called(base, "d1", called), evidence=_title(base))]
        found.append(make("CFL_BASELINE_YEAR_MISMATCH", params, head, related=related))
    for row in comparison.rows:
        found.extend(_of_row(row, called))
    return found


def _of_row(row: Verdict, files: Mapping[str, str]) -> Iterator[Finding]:
    own, base = row.own, row.base
    if own is None or base is None:
        return  # what only one side says; a contradiction inside a notice is found by its own checks
    evidence, related = evidence_of(own), _related(base, files)
    item = row.label.removesuffix("年度最低要求") + ("学时" if row.label.endswith("科目年度最低要求") else "")
    sides = {"item": item, "own": own.shown, "baseline": f"{base.shown}（{base.whose}）"}
    match row.kind:
        case VerdictKind.UNREADABLE_BASELINE:
            params = {"item": f"{item}（{base.whose}）"}
            yield make("CFL_BASELINE_UNREADABLE", params, evidence, related=related)
        case VerdictKind.LOOSER | VerdictKind.STRICTER if own.parameter.direction == "superset":
            if row.kind is VerdictKind.LOOSER:
                what = f"{row.label}{row.reason}"
                yield make("CFL_TOPIC_CHANGED", {"what": what}, evidence, related=related, severity="warning")
        case VerdictKind.LOOSER if is_day(own.value) or own.parameter.direction == "window":
            yield make(
                "CFL_LATE_VS_PARENT" if "晚于" in row.reason else "CFL_DIFFERENT",
                sides,
                evidence,
                related=related,
                severity=row.severity,
                certainty=row.certainty,
            )
        case VerdictKind.LOOSER:
            yield make("CFL_LOOSER", sides, evidence, related=related, certainty=row.certainty)
        case VerdictKind.STRICTER:
            yield make("CFL_STRICTER", sides, evidence, related=related)
        case VerdictKind.INCOMPARABLE if row.severity == "warning" and _is_known(own):
            sides["baseline"] += f"，{row.reason}"
            yield make("CFL_DIFFERENT", sides, evidence, related=related, severity="warning")
        case VerdictKind.INCOMPARABLE if own.name.endswith(".approver") and not base.fallback:
            yield make("CFL_AUTHORITY", {"item": row.label}, evidence, related=related)


def _is_known(own: Said) -> bool:
    return own.status in ("read", "confirmed") and own.value is not None and not (own.rivals or own.disputed)


# ---------------------------------------------------------------- evidence


def evidence_of(value: Said) -> list[Evidence]:
    """The passages that a value rests on."""
    return [_evidence(c) for c in value.citations]


def _evidence(citation: Citation) -> Evidence:
    places = (PlaceRecord(page=citation.page),) if citation.page else ()
    return Evidence(quote=citation.exact, span=citation.span, clause=citation.clause, places=places)


def _related(base: Said | None, files: Mapping[str, str]) -> list[Related]:
    if base is None:
        return []
    return [Related(file=_called(base.ruleset, c.doc, files), evidence=_evidence(c)) for c in base.citations]


def _called(ruleset: RuleSet, document: str, files: Mapping[str, str]) -> str:
    source = ruleset.documents[document]
    return files.get(source.sha256, source.file)


def _title(ruleset: RuleSet) -> Evidence:
    """The title of the rule set's document; where it stands in it is not kept."""
    return Evidence(quote=ruleset.documents["d1"].title or ruleset.id, span=(0, 0))
