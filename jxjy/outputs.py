"""Outcomes of a batch → the files of the output folder, as bytes by relative path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from forms.record import FilingRecord
from jxjy import comparison, deadlines, overview, report, wording, workbook
from jxjy.batch import Counts, Inputs
from jxjy.comparison import Baselines
from jxjy.outcome import (
    FileFindings,
    FindingsFile,
    FormOutcome,
    NoticeOutcome,
    Outcome,
    UnreadFile,
    UnreadOutcome,
)
from jxjy.overview import Entry
from normalize.findings import make
from normalize.record import NoticeRecord


@dataclass(frozen=True, slots=True)
class Batch:
    """All outcomes, sorted by kind; `rules` are the files under rules/."""

    entries: tuple[Entry, ...]
    rules: Mapping[str, bytes]
    forms: tuple[FormOutcome, ...]
    unread: tuple[UnreadOutcome, ...]
    stems: Mapping[str, str] = field(default_factory=dict)

    @property
    def originals(self) -> tuple[NoticeRecord, ...]:
        """The notices, copies left out."""
        return tuple(entry.record for entry in self.entries if entry.copy_of is None)


def collect(inputs: Inputs, outcomes: Sequence[Outcome], baselines: Baselines) -> Batch:
    """Sort the outcomes, compare the notices with one another and with the levels above, place each rule file."""
    stems = {source.name: source.stem for source in inputs.sources}
    notices = [outcome for outcome in outcomes if isinstance(outcome, NoticeOutcome)]
    first: dict[str, str] = {}
    for notice in notices:
        first.setdefault(notice.record.source.sha256, notice.record.source.file)
    originals = [n for n in notices if first[n.record.source.sha256] == n.record.source.file]
    rulesets = {n.record.source.file: n.rules.ruleset for n in originals if n.rules is not None}
    found = comparison.compare([n.record for n in originals], rulesets, baselines)
    compared = {c.record.source.file: c for c in found}
    placed = comparison.place(originals)
    entries = []
    for notice in notices:
        name, source = notice.record.source.file, first[notice.record.source.sha256]
        if name != source:
            entries.append(Entry(_copy(notice.record, source), stems[name], copy_of=source))
        elif name in placed:
            record, verdicts = compared[name].record, compared[name].verdicts
            entries.append(Entry(record, stems[name], placed[name].path, placed[name].note, verdicts=verdicts))
        else:
            entries.append(Entry(compared[name].record, stems[name], rules_note=notice.no_rules))
    return Batch(
        tuple(entries),
        {path: content for rules in placed.values() for path, content in rules.files.items()},
        tuple(outcome for outcome in outcomes if isinstance(outcome, FormOutcome)),
        tuple(outcome for outcome in outcomes if isinstance(outcome, UnreadOutcome)),
        stems,
    )


def _copy(record: NoticeRecord, original: str) -> NoticeRecord:
    duplicate = make("ING_DUPLICATE", {"detail": f"与“{original}”内容完全相同，未重复计入"})
    return record.model_copy(update={"findings": (*record.findings, duplicate)})


def counts(batch: Batch) -> Counts:
    """What the batch held and what was found in it."""
    severities = [finding.severity for record in batch.originals for finding in record.findings]
    return Counts(
        notices=len(batch.entries),
        forms=len(batch.forms),
        returned=sum(record.status == "returned" for form in batch.forms for record in form.filings),
        unread=len(batch.unread),
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        infos=severities.count("info"),
    )


def render(batch: Batch) -> dict[str, bytes]:
    """All files of the output folder."""
    pages = {entry.record.source.file: entry.page for entry in batch.entries}
    documents = {entry.record.source.sha256: entry.page for entry in reversed(batch.entries)}
    filings = list(_filings(batch))
    linked = [(record, quote(path)) for record, path in filings]
    passages = {
        (record.source.sha256, span): evidence
        for record in batch.originals
        for span, evidence in comparison.evidence_of(record).items()
    }
    files = {
        "index.html": report.index(overview.build(batch.entries, batch.forms, batch.unread, linked)),
        "findings.json": _findings(batch.originals),
        "findings.xlsx": workbook.build(batch.originals, [e.verdicts for e in batch.entries if e.verdicts]),
        "deadlines.ics": deadlines.calendar(batch.originals),
        "unread.json": _json(UnreadFile(files=batch.unread)),
    }
    for record, path in filings:
        files[path] = _json(record)
    for entry in batch.entries:
        files[f"records/{entry.stem}.json"] = _json(entry.record)
        files[f"notices/{entry.stem}.html"] = report.notice(entry, pages, documents, passages)
    return {**files, **batch.rules}


def _findings(records: Sequence[NoticeRecord]) -> bytes:
    found = [finding for record in records for finding in record.findings]
    tally = {severity: sum(f.severity == severity for f in found) for severity in wording.SEVERITIES}
    notices = tuple(
        FileFindings(
            file=record.source.file,
            title=record.title,
            findings=tuple(sorted(record.findings, key=lambda f: wording.SEVERITIES.index(f.severity))),
        )
        for record in records
    )
    return _json(FindingsFile(counts=tally, notices=notices))


def _filings(batch: Batch) -> Iterator[tuple[FilingRecord, str]]:
    """The filled forms with the paths of their records; several of one file are numbered."""
    for form in batch.forms:
        stem = batch.stems[form.file]
        for record in form.filings:
            number = f"-{record.form_index + 1}" if len(form.records) > 1 else ""
            yield record, f"records/{stem}{number}.json"


def _json(model: FilingRecord | NoticeRecord | FindingsFile | UnreadFile) -> bytes:
    return model.model_dump_json(by_alias=True, indent=1).encode() + b"\n"
