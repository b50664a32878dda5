"""All notices of a batch together: findings that only show in comparison, verdicts against the levels above, and a
place for every rule file.

The only place that calls the stages for more than one notice; it runs in the parent and loads no reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rulesgen
from jxjy.outcome import NoticeOutcome
from normalize.record import Evidence, Finding, NoticeRecord, Related
from rulesgen.chain import approved, held


@dataclass(frozen=True, slots=True)
class PlacedRules:
    """A rule file's path below the output folder, the files to write, and a Chinese remark if it had to give way."""

    path: str
    files: Mapping[str, bytes]
    note: str


@dataclass(frozen=True, slots=True)
class Baselines:
    """What notices are compared with besides one another: rule sets of a folder, and the shipped ones.

    `approved_only`: drafts are refused, whoever made them.
    """

    given: tuple[rulesgen.RuleSet, ...] = ()
    approved_only: bool = False

    def shelf(self, batch: Iterable[rulesgen.RuleSet]) -> tuple[rulesgen.RuleSet, ...]:
        """The rule sets to compare with: those given come before those of the batch, and these before the shipped."""
        taken = {_year_of(r) for r in self.given}
        own = [r for r in batch if _year_of(r) not in taken]
        taken |= {_year_of(r) for r in own}
        every = (*self.given, *own, *(b for b in rulesgen.shipped_baselines() if _year_of(b) not in taken))
        return approved(every) if self.approved_only else every


def baselines(folder: Path | None, *, approved_only: bool) -> Baselines:
    """The rule files of a folder, if one is given. Raises RuleFileError for one that does not hold."""
    return Baselines(held(folder) if folder is not None else (), approved_only)


@dataclass(frozen=True, slots=True)
class Compared:
    """A notice with all findings, and its comparison with the levels above where it has a rule set."""

    record: NoticeRecord
    verdicts: rulesgen.Comparison | None


def compare(
    records: Sequence[NoticeRecord], rulesets: Mapping[str, rulesgen.RuleSet], baselines: Baselines
) -> list[Compared]:
    """The notices in their order, each with what comparison adds. `rulesets` are those of the records, by file."""
    known = across(records)
    shelf = baselines.shelf(rulesets.values())
    files = {d.sha256: _called(b) for b in shelf for d in b.documents.values()}
    files |= {record.source.sha256: record.source.file for record in records}
    places = {record.source.file: evidence_of(record) for record in known}
    unreadable = {e.quote for r in known for f in r.findings if f.code == _UNREADABLE for e in f.evidence}
    compared = []
    for record in known:
        ruleset = rulesets.get(record.source.file)
        if ruleset is None:
            compared.append(Compared(record, None))
            continue
        verdicts = rulesgen.verdicts(ruleset, shelf, tuple(_disputed(record)))
        found = rulesgen.findings_of(verdicts, tuple(_head(record)), files)
        new = tuple(_placed(f, record, places) for f in found if not _is_said(f, record, unreadable))
        compared.append(Compared(record.model_copy(update={"findings": record.findings + new}), verdicts))
    return compared


def alone(outcome: NoticeOutcome, baselines: Baselines) -> NoticeOutcome:
    """One notice by itself, compared with the levels above as far as rule sets of them are at hand."""
    record = outcome.record
    rulesets = {record.source.file: outcome.rules.ruleset} if outcome.rules is not None else {}
    [compared] = compare([record], rulesets, baselines)
    return outcome.model_copy(update={"record": compared.record})


def across(records: Sequence[NoticeRecord]) -> list[NoticeRecord]:
    """The same records, each with the findings that only show when notices are compared with one another."""
    found = rulesgen.across(records)
    return [
        record.model_copy(update={"findings": record.findings + tuple(added)})
        for record, added in zip(records, found, strict=True)
    ]


# ---------------------------------------------------------------- findings of both kinds together

_UNREADABLE, _YEAR = "CFL_BASELINE_UNREADABLE", "CFL_BASELINE_YEAR_MISMATCH"


def _is_said(finding: Finding, record: NoticeRecord, unreadable: set[str]) -> bool:
    """Whether the comparison of the notices with one another has told the same already.

    That a superior's value is unreadable is told once, with the superior's notice, where that is in the batch.
    """
    if finding.code == _UNREADABLE and any(r.evidence.quote in unreadable for r in finding.related):
        return True
    return any(f.code == finding.code and (f.code == _YEAR or _touch(f, finding)) for f in record.findings)


def _touch(one: Finding, other: Finding) -> bool:
    return any(a.span[0] < b.span[1] and b.span[0] < a.span[1] for a in one.evidence for b in other.evidence)


def _disputed(record: NoticeRecord) -> Iterator[tuple[int, int]]:
    """Where a notice contradicts itself on a number: it converts otherwise, or what it restates is another."""
    for finding in record.findings:
        skipped = {"NUM_CONTRADICTORY": 1, "NUM_CONVERSION_MISMATCH": 0}.get(finding.code)
        if skipped is not None:
            yield from (place.span for place in finding.evidence[skipped:])


def _head(record: NoticeRecord) -> Iterator[Evidence]:
    place = record.evidence.get("title") or record.evidence.get("year")
    if place is not None:
        yield place


def _called(baseline: rulesgen.RuleSet) -> str:
    """What a finding calls a rule set that is no file of the batch: 山东省2023年度规则（370000/2023）."""
    return f"{baseline.jurisdiction.name}{baseline.year}年度规则（{baseline.id}）"


def _placed(
    finding: Finding, record: NoticeRecord, places: Mapping[str, Mapping[tuple[int, int], Evidence]]
) -> Finding:
    """A finding whose evidence has the places that the records know: a page and box instead of a page alone."""
    own = places[record.source.file]
    return finding.model_copy(
        update={
            "evidence": tuple(own.get(e.span, e) for e in finding.evidence),
            "related": tuple(
                Related(file=r.file, evidence=places.get(r.file, {}).get(r.evidence.span, r.evidence))
                for r in finding.related
            ),
        }
    )


def evidence_of(record: NoticeRecord) -> Mapping[tuple[int, int], Evidence]:
    """What a record knows of the passages that rule sets cite, by their span."""
    facts = (
        *record.quotas,
        *record.dates,
        *record.training_items,
        *record.conversion_rules,
        *record.filing_requirements,
        *record.platforms,
    )
    return {fact.evidence.span: fact.evidence for fact in facts}


# ---------------------------------------------------------------- rule files


def place(notices: Sequence[NoticeOutcome]) -> dict[str, PlacedRules]:
    """The rule files of a batch, by the notice's file. Two notices with the same text share one."""
    made = {notice.record.source.file: notice.rules for notice in notices if notice.rules is not None}
    placements = {_identity(p.ruleset): p for p in rulesgen.place_all([rules.ruleset for rules in made.values()])}
    placed = {}
    for file, rules in made.items():
        placement = placements[_identity(rules.ruleset)]
        # writing YAML is slow and was done by a worker; only a rule set that was given another id is written anew
        unchanged = placement.ruleset.id == rules.ruleset.id
        yaml = rules.yaml if unchanged else rulesgen.dump(placement.ruleset)
        beside = rulesgen.text_beside(Path(placement.path), "d1").as_posix()
        contents = {str(placement.path): yaml.encode(), beside: rules.text.encode()}
        placed[file] = PlacedRules(str(placement.path), contents, placement.note or "")
    return placed


def _identity(ruleset: rulesgen.RuleSet) -> tuple[str, str]:
    """Which notice a rule set was made from: jurisdiction and year without the number given in placing, and text."""
    return ruleset.id.partition("-")[0], ruleset.documents["d1"].text_sha256


def _year_of(ruleset: rulesgen.RuleSet) -> str:
    return ruleset.id.partition("-")[0]
