"""One form with its values, rows and circumstances: what the checks look at, and how they tell what they find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forms.dates import range_of
from forms.entries import Entry
from forms.fields import FieldRead
from forms.policy import Policy
from forms.record import FieldPlace, FormFinding, RuleUse, Value
from forms.rows import Row
from forms.rulebook import RuleBook
from forms.spec import FormSpec
from ingest.document import Document, Place, Span
from normalize.evidence import evidence, place_record
from normalize.findings import Params, make
from normalize.record import Evidence


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row with the values of its cells, by column."""

    row: Row
    cells: Mapping[str, FieldRead]

    def value(self, key: str) -> Value:
        """The value in a column, None where the group has no such column."""
        read = self.cells.get(key)
        return read.value if read is not None else None


@dataclass(slots=True)
class Case:
    """A form under judgement. `filed` is the day that counts as filed, None where it is not known; `year` the year
    that the form is filed for; `code` the GB/T 2260 code of its jurisdiction; `headed` the row groups whose head the
    form prints, with the place of the first row; `prose` the text under each label;
    `headline` the unit printed above or in the title.
    """

    document: Document
    spec: FormSpec
    title: Entry | None
    title_year: int | None
    fields: Mapping[str, FieldRead]
    rows: tuple[RowRead, ...]
    headed: Mapping[str, Place]
    prose: Mapping[str, str]
    headline: str | None
    year: int
    filed: dt.date | None
    code: str | None
    rulebook: RuleBook
    policy: Policy
    used: dict[str, RuleUse] = field(default_factory=dict)
    findings: list[FormFinding] = field(default_factory=list)

    def value(self, key: str | None) -> Value:
        """The value of a field."""
        read = self.fields.get(key) if key is not None else None
        return read.value if read is not None else None

    def number(self, key: str | None) -> int | float | None:
        """The value of a field as a number."""
        value = self.value(key)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def day(self, key: str | None) -> dt.date | None:
        """The value of a field as a day."""
        return day_of(self.value(key))

    def days_between(self, start: str, end: str) -> int | None:
        """How many days two fields name; of one entry with breaks (6月15-16日、22-23日) those without the breaks."""
        first, last = self.day(start), self.day(end)
        if first is None or last is None or last < first:
            return None
        entry = self.fields[start].entry
        if entry is not None and entry == self.fields[end].entry:
            named = range_of(entry.text, first.year)
            if (named.start, named.end) == (first, last):
                return named.days
        return (last - first).days + 1

    def rule(self, parameter: str) -> RuleUse | None:
        """The value of a rule for this form; the record will say that it was used."""
        use = self.rulebook.use(self.spec, parameter, self.code, self.year)
        if use is not None:
            self.used[parameter] = use
        return use

    def tell(self, code: str, params: Params, keys: Iterable[str] = (), rule: RuleUse | None = None) -> None:
        """Keep a finding, with the weight that the policy gives it and the places of the fields it is about."""
        severity = self.policy.severity(code)
        if severity is None:
            return
        named = tuple(dict.fromkeys(keys))
        found = make(code, params, self._evidence(named), severity=severity)
        ruleset = rule.ruleset if rule is not None else None
        told = FormFinding(**found.model_dump(exclude={"evidence"}), keys=named, ruleset=ruleset)
        self.findings.append(told.model_copy(update={"evidence": found.evidence}))

    def _evidence(self, keys: tuple[str, ...]) -> list[Evidence]:
        found: list[Evidence] = []
        for key in keys:
            place = self.place(key)
            if place is None:
                continue
            shown = evidence_at(self.document, place.span, place) if place.span else None
            if shown is not None and shown not in found:
                found.append(shown)
        return found

    def place(self, key: str) -> FieldPlace | None:
        """Where a field or cell of a row stands."""
        if key == "title":
            return place_at(self.title) if self.title is not None else None
        if key == "rows":
            place = next(iter(self.headed.values()), None)
            return FieldPlace(**place_record(place).model_dump(exclude_none=True), span=(0, 0)) if place else None
        if key.startswith("rows["):
            number, _, column = key[5:].partition("].")
            read = self.rows[int(number)].cells.get(column)
        else:
            read = self.fields.get(key)
        return place_of(read) if read is not None else None


def place_of(read: FieldRead) -> FieldPlace | None:
    """Where a value stands, or would; None where the form prints no such label."""
    return place_at(read.entry) if read.entry is not None else None


def place_at(entry: Entry) -> FieldPlace:
    """Where an entry stands."""
    record = place_record(entry.place)
    return FieldPlace(
        page=record.page,
        box=record.box,
        part=record.part,
        path=record.path,
        line=record.line,
        quote=entry.text.strip(),
        label=entry.label,
        span=entry.span,
    )


def evidence_at(document: Document, span: Span, place: FieldPlace) -> Evidence:
    """Evidence for an entry; an empty one is shown by its place alone."""
    if span[1] > span[0]:
        return evidence(document, span)
    own = place.model_dump(include={"page", "box", "part", "path", "line"}, exclude_none=True)
    return Evidence.model_validate({"quote": "", "span": span, "places": (own,)})


def day_of(value: Value) -> dt.date | None:
    """A value as a day."""
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None
