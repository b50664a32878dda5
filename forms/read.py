"""Document → FilingRecords: the forms in a file, read and judged. The steps of the stage, in order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from forms.case import Case, RowRead, day_of, place_of
from forms.checks import judge
from forms.controls import control_entries
from forms.course_lines import course_rows
from forms.doubts import doubted
from forms.entries import Collector, Entries, Entry, Rank
from forms.fields import FieldRead, Surroundings, fields_of, read_fields, read_value
from forms.layout import Slot, items
from forms.own import own_form
from forms.policy import Policy, shipped, verdict
from forms.recognise import RecognisedForm, find_forms
from forms.record import Basis, FieldPlace, FiledBy, FilingRecord, Value
from forms.rows import Row
from forms.rulebook import RuleBook
from forms.seals import seal_pictures
from forms.signature import HEADED, foot_of, head_of
from forms.spec import FieldSpec, FormSpec
from forms.stacked import relined, unstacked
from forms.versions import with_versions
from forms.words import book, squeezed
from ingest.document import Document
from ingest.errors import UnreadableFileError
from normalize.record import Jurisdiction, SourceRecord
from normalize.values.numbers import parse_int
from normalize.values.regions import Region, region_by_code, region_of_issuer
from normalize.values.wording import canonical
from rulesgen.model import RuleSet

_MOST_CELLS = 10_000
"""No form has more cells; a table so large is a list or an attack."""
_TITLE_YEAR = re.compile(r"((?:19|20)\d{2})年?|([二〇零○]{2}[〇零○一二三四五六七八九]{2})年")
_PRINTED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[年./-]")


@dataclass(frozen=True)
class Intake:
    """What the window knows of a filing: the rule sets given, the policy, the filing year, the day of receipt, and the
    specs of its own, which go before the shipped ones.

    Without `year` the form is filed for the year of receipt; without `received` that is the year of today.
    """

    rulesets: Sequence[RuleSet] = ()
    policy: Policy = field(default_factory=shipped)
    year: int | None = None
    received: dt.date | None = None
    specs: Sequence[FormSpec] = ()

    @property
    def filing_year(self) -> int:
        """The year that forms are filed for."""
        return self.year or (self.received or dt.datetime.now(tz=dt.UTC).astimezone().date()).year


def read(document: Document, intake: Intake | None = None) -> tuple[FilingRecord, ...]:
    """The forms of a file; none where it is a notice or no known form.

    Raises UnreadableFileError (ING_LIMIT) for a table far larger than any form's.
    """
    intake = intake or Intake()
    crowded = sum(len(table.cells) for table in document.tables) > _MOST_CELLS
    found = own_form(document, () if crowded else intake.specs) or find_forms(document)
    if not found:
        return ()
    if crowded:
        reason = f"表格单元格超过{_MOST_CELLS}个，不是填报表"
        raise UnreadableFileError("ING_LIMIT", reason, "请只提交填报表本身", document.source.file)
    desk = _Desk(document, intake, RuleBook(tuple(intake.rulesets)), len(found))
    return with_versions([_record(desk, form, i) for i, form in enumerate(found)], intake.policy)


@dataclass(frozen=True)
class _Desk:
    """What the forms of one file share."""

    document: Document
    intake: Intake
    rulebook: RuleBook
    count: int


def _record(desk: _Desk, form: RecognisedForm, index: int) -> FilingRecord:
    document, intake = desk.document, desk.intake
    spec = form.spec
    entries = _entries(document, form)
    title_year = _year_in(form.title) or _year_below(document, form)
    around = Surroundings(
        year=title_year or _year_printed(entries) or intake.filing_year,
        title_year=title_year,
        title=_title(document, form),
        pictures=seal_pictures(document, form.span),
    )
    unit = read_fields(spec, book(spec), entries, around)["unit"].value
    around = replace(around, unit=unit if isinstance(unit, str) else None)
    fields = read_fields(spec, book(spec), entries, around)
    region = _region(form, fields)
    fields = {key: doubted(document, read) for key, read in fields.items()}
    filed, filed_by = _filed(fields, intake)
    case = Case(
        document=document,
        spec=spec,
        title=around.title,
        title_year=title_year,
        fields=fields,
        rows=tuple(_doubted_row(document, row) for row in _rows(spec, entries, around.year)),
        headed=entries.headed,
        prose={entry.key: entry.text for entry in entries.found if not entry.blank},
        headline=next((entry.text for entry in entries.found if entry.key == HEADED), None),
        year=intake.filing_year,
        filed=filed,
        code=region.code or region.parent if region is not None else None,
        rulebook=desk.rulebook,
        policy=intake.policy,
    )
    blank = judge(case, span=form.span, count=desk.count)
    values = fields_of(fields)
    return FilingRecord(
        source=_source(document),
        form_kind=spec.kind,
        form_kind_zh=spec.zh,
        form_index=index,
        title=canonical(form.title),
        jurisdiction=Jurisdiction(code=region.code, name=region.name, level=region.level) if region else None,
        fields=values,
        rows=tuple(_row_values(row) for row in case.rows),
        status=verdict(case.findings),
        findings=tuple(case.findings),
        evidence=_evidence(case),
        blank=blank,
        basis=Basis(year=case.year, filed=filed, filed_by=filed_by, rules=tuple(case.used.values())),
    )


# ---------------------------------------------------------------- entries


def _entries(document: Document, form: RecognisedForm) -> Entries:
    known = book(form.spec)
    parts = relined(items(document, form.span), known)
    foot = foot_of(parts, known)
    entries = Collector(known).collect(unstacked(foot.parts, known))
    entries.found.extend(foot.entries)
    head = head_of(parts, form.title)
    if head is not None:
        entries.found.append(head)
    entries.controls = control_entries(document, form.span, form.spec, entries.rows)
    return entries


def _rows(spec: FormSpec, entries: Entries, year: int) -> list[RowRead]:
    rows = [row for row in entries.rows if not row.example]
    if not rows:
        rows = list(_rows_of_text(spec, entries))
    return [RowRead(row, {c.key: _cell(c, row, year) for c in row.group.columns}) for row in rows]


def _doubted_row(document: Document, row: RowRead) -> RowRead:
    return replace(row, cells={key: doubted(document, read) for key, read in row.cells.items()})


def _rows_of_text(spec: FormSpec, entries: Entries) -> list[Row]:
    """Rows that were written as lines below the heading of a group."""
    known = book(spec)
    found: list[Row] = []
    for entry in entries.found:
        group = known.headings.get(entry.key)
        if group is None or entry.blank or "topic" not in group.by_key:
            continue
        for cells in course_rows(entry):
            kept = {key: slot for key, slot in cells.items() if key in group.by_key}
            found.append(Row(group, kept, entry.place, frozenset()))
    return found


def _cell(column: FieldSpec, row: Row, year: int) -> FieldRead:
    slot = row.cells.get(column.key)
    if slot is None:
        return FieldRead(column, None)
    found = read_value(column, slot.text, column.zh, year)
    value: Value = found.value
    if column.key == "no" and isinstance(value, str) and value.isdigit():
        value = int(value)
    return FieldRead(column, value, _entry(column, slot), found.problems, None, found.printed_year)


def _entry(column: FieldSpec, slot: Slot) -> Entry:
    return Entry(column.key, column.zh, slot.text, slot.span, slot.place, Rank.CELL)


def _row_values(row: RowRead) -> dict[str, Value]:
    return {key: read.value for key, read in row.cells.items() if read.spec.recorded}


def _evidence(case: Case) -> dict[str, FieldPlace]:
    found: dict[str, FieldPlace] = {}
    for key, read in case.fields.items():
        place = place_of(read)
        if place is not None and read.spec.recorded:
            found[key] = place
    for i, row in enumerate(case.rows):
        for key, read in row.cells.items():
            place = place_of(read)
            if place is not None:
                found[f"rows[{i}].{key}"] = place
    for key in ("title", "rows"):
        place = case.place(key)
        if place is not None:
            found[key] = place
    return found


def _title(document: Document, form: RecognisedForm) -> Entry | None:
    """Where the title is printed."""
    if form.title_span is None:
        return None
    span = form.title_span
    return Entry("标题", "标题", document.quote(span), span, document.locate(span)[0], Rank.CELL)


# ---------------------------------------------------------------- year, day, place


def _year_in(title: str) -> int | None:
    found = _TITLE_YEAR.search(title)
    return parse_int(re.sub("[零○]", "〇", found[1] or found[2])) if found else None


def _year_below(document: Document, form: RecognisedForm) -> int | None:
    """The year of a line such as （2026年度） right below the title."""
    text = squeezed(document.text[form.span[0] : form.span[1]])
    at = text.find(form.title)
    below = re.match(r"\(?((?:19|20)\d{2})年度?\)?(?!\d)", text[at + len(form.title) :]) if at >= 0 else None
    return (
        int(below[1])
        if below is not None and not re.match(r"\d{1,2}月", text[at + len(form.title) + below.end() :])
        else None
    )


def _year_printed(entries: Entries) -> int | None:
    """The year that the form's own dates print, where its title prints none."""
    for entry in entries.found:
        if re.search(r"时间|日期", entry.label) and "成立" not in entry.label:
            found = _PRINTED_YEAR.search(squeezed(entry.text))
            if found is not None:
                return int(found[1])
    return None


def _filed(fields: Mapping[str, FieldRead], intake: Intake) -> tuple[dt.date | None, FiledBy]:
    """The day that counts as filed: the later of receipt (where it is given) and the form's own day."""
    own = day_of(fields["fill_date"].value) if "fill_date" in fields else None
    if intake.received is not None and (own is None or intake.received >= own):
        return intake.received, "received"
    return own, "fill_date" if own is not None else "unknown"


def _region(form: RecognisedForm, fields: Mapping[str, FieldRead]) -> Region | None:
    """Whose form it is: by its title, else by the unit that files it, else by that unit's address (its city)."""
    for text in (form.title, *_texts(fields, ("unit",))):
        region = region_of_issuer(text)
        if region is not None:
            return region
    for text in _texts(fields, ("address", "venue", "unit")):
        inner = re.search(r"[（(]([^（()）]{2,8})[)）]", text)
        region = region_of_issuer(text) or (region_of_issuer(f"{inner[1]}市") if inner else None)
        if region is not None:
            above = region_by_code(region.parent) if region.level == "county" and region.parent else None
            return above or region
    return None


def _texts(fields: Mapping[str, FieldRead], keys: Sequence[str]) -> list[str]:
    values = [fields[key].value for key in keys if key in fields]
    return [value for value in values if isinstance(value, str)]


def _source(document: Document) -> SourceRecord:
    source = document.source
    return SourceRecord(
        file=source.file,
        sha256=source.sha256,
        media_type=source.media_type,
        reader=source.reader,
        pages=source.pages,
        ocr=source.ocr,
    )
