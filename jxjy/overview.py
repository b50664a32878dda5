"""All outcomes of a batch → what the first page of the report shows: errors first, hours, times, files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from forms.record import FilingRecord
from jxjy import form_views, timeline, verdict_views, views, wording
from jxjy.outcome import FormOutcome, UnreadOutcome
from normalize.record import NoticeRecord
from rulesgen import Comparison

HOUR_COLUMNS = (
    "total", "public", "professional", "public_required", "public_elective", "professional_required",
    "professional_elective",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice of the batch and the files made from it.

    `rules` is the path of its rule file, `rules_note` says why it has none or which other notice it stands beside;
    `copy_of` names the earlier file with the same bytes; `verdicts` is its comparison with the levels above.
    """

    record: NoticeRecord
    stem: str
    rules: str | None = None
    rules_note: str = ""
    copy_of: str | None = None
    verdicts: Comparison | None = None

    @property
    def page(self) -> str:
        """The address of this notice's page, from the first page."""
        return f"notices/{quote(self.stem)}.html"


@dataclass(frozen=True, slots=True)
class Link:
    """A value that leads to its sentence."""

    text: str
    href: str
    note: str
    doubt: str


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A notice's requirements, one cell for each of HOUR_COLUMNS."""

    name: str
    href: str
    cells: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class DateRow:
    """A window, deadline or lead time of the table below the charts."""

    name: str
    kind: str
    link: Link


@dataclass(frozen=True, slots=True)
class VerdictsRow:
    """How a notice stands to the levels above: how often each verdict was given, and what it was compared with."""

    name: str
    href: str
    counts: tuple[tuple[str, str, int], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in the list of files, with its number of findings by severity."""

    name: str
    title: str
    file: str
    href: str
    errors: int
    warnings: int
    infos: int
    rules: str | None
    rules_name: str
    rules_note: str
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of a notice."""

    name: str
    file: str
    href: str
    remarks: tuple[views.Remark, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page."""

    notices: tuple[NoticeRow, ...]
    forms: tuple[FormOutcome, ...]
    filings: tuple[form_views.FilingRow, ...]
    unread: tuple[UnreadOutcome, ...]
    errors: tuple[Errors, ...]
    hour_columns: tuple[str, ...]
    hours: tuple[HoursRow, ...]
    charts: tuple[timeline.Chart, ...]
    dates: tuple[DateRow, ...]
    verdicts: tuple[VerdictsRow, ...]
    counts: dict[str, int]


def build(
    entries: Sequence[Entry],
    forms: Sequence[FormOutcome],
    unread: Sequence[UnreadOutcome],
    filings: Sequence[tuple[FilingRecord, str]] = (),
) -> Overview:
    """The first page of a batch. Copies are listed, but their facts and errors are not told twice.

    `filings` are the filled forms, each with the address of its record.
    """
    originals = [entry for entry in entries if entry.copy_of is None]
    names = _names(originals)
    hours = [(entry, _hour_cells(entry)) for entry in originals]
    used = [i for i in range(len(HOUR_COLUMNS)) if i < 3 or any(cells[i] for _, cells in hours)]
    rows = tuple(_notice_row(entry) for entry in entries)
    pages = {entry.record.source.file: entry.page for entry in entries}
    originals_rows = [row for row in rows if row.copy_of is None]
    return Overview(
        notices=rows,
        forms=tuple(form for form in forms if not form.filings),
        filings=tuple(form_views.filing_row(record, href) for record, href in filings),
        unread=tuple(unread),
        errors=tuple(group for entry in originals if (group := _errors(entry, names, pages)).remarks),
        hour_columns=tuple(wording.label("subject", HOUR_COLUMNS[i]) for i in used),
        hours=tuple(HoursRow(names[e.record.source.file], e.page, tuple(cells[i] for i in used)) for e, cells in hours),
        charts=timeline.charts([drawn for entry in originals for drawn in _timeline(entry, names)]),
        dates=tuple(_dates(originals, names)),
        verdicts=tuple(
            _verdicts(entry.verdicts, names[entry.record.source.file], entry.page)
            for entry in originals
            if entry.verdicts is not None and entry.verdicts.sources
        ),
        counts={
            "error": sum(row.errors for row in originals_rows),
            "warning": sum(row.warnings for row in originals_rows),
            "info": sum(row.infos for row in originals_rows),
        },
    )


def _verdicts(found: Comparison, name: str, page: str) -> VerdictsRow:
    sources = tuple(dict.fromkeys(f"{s.ruleset.jurisdiction.name}{s.ruleset.year}年度" for s in found.sources))
    return VerdictsRow(name, f"{page}#verdicts", verdict_views.counts([found]), sources)


def _notice_row(entry: Entry) -> NoticeRow:
    record = entry.record
    severities = [finding.severity for finding in record.findings]
    return NoticeRow(
        name=wording.notice(record),
        title=record.title or "（标题未见）",
        file=record.source.file,
        href=entry.page,
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        infos=severities.count("info"),
        rules=entry.rules,
        rules_name=entry.rules.removeprefix("rules/").removesuffix("/ruleset.yaml") if entry.rules else "",
        rules_note=entry.rules_note,
        copy_of=entry.copy_of,
    )


def _names(entries: Sequence[Entry]) -> dict[str, str]:
    """What the first page calls each notice, by file; where two would be called the same, the file is added."""
    short = {entry.record.source.file: wording.notice(entry.record) for entry in entries}
    tally = Counter(short.values())
    return {file: name if tally[name] == 1 else f"{name}（{file}）" for file, name in short.items()}


def _errors(entry: Entry, names: Mapping[str, str], pages: Mapping[str, str]) -> Errors:
    found = tuple(views.remark(finding, pages) for finding in entry.record.findings if finding.severity == "error")
    file = entry.record.source.file
    return Errors(names[file], file, entry.page, found)


def _hour_cells(entry: Entry) -> tuple[tuple[Link, ...], ...]:
    cells: dict[str, list[Link]] = {subject: [] for subject in HOUR_COLUMNS}
    for i, fact in enumerate(entry.record.quotas, 1):
        if fact.kind == "requirement" and fact.subject in cells:
            text = wording.number(fact.amount) or wording.UNREADABLE
            sign = {"<=": "≤ ", ">=": "≥ "}.get(fact.comparator, "") if fact.amount is not None else ""
            doubt = "" if fact.certain or fact.amount is None else wording.INFERRED
            cells[fact.subject].append(Link(sign + text, f"{entry.page}#quota-{i}", fact.scope or "", doubt))
    return tuple(tuple(links) for links in cells.values())


def _timeline(entry: Entry, names: Mapping[str, str]) -> list[timeline.Entry]:
    name = names[entry.record.source.file]
    found = []
    for i, fact in enumerate(entry.record.dates, 1):
        day = fact.end or fact.start
        if day is not None:
            found.append(timeline.Entry(name, entry.record.year or day.year, fact, f"{entry.page}#date-{i}"))
    return found


def _dates(entries: Sequence[Entry], names: Mapping[str, str]) -> list[DateRow]:
    """All times: dated ones by their last day, then the relative ones."""
    keyed: list[tuple[dt.date, DateRow]] = []
    for entry in entries:
        for i, fact in enumerate(entry.record.dates, 1):
            doubt = "" if fact.certain else wording.INFERRED
            link = Link(wording.date(fact), f"{entry.page}#date-{i}", fact.evidence.quote, doubt)
            row = DateRow(names[entry.record.source.file], wording.label("date_kind", fact.kind), link)
            keyed.append((fact.end or fact.start or dt.date.max, row))
    return [row for _, row in sorted(keyed, key=lambda pair: pair[0])]
