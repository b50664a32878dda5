"""A people list → the people of the interpreter, with everything that is wrong with the list itself.

First all rows are read, then put together: a person is told by identity number, else by staff number, else by name.
Nothing is thrown away silently: a row that is left out has a remark.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from ingest.errors import UnreadableFileError
from jxjy.people.headers import LOOKED_AT, Header, find_header, says_hours
from jxjy.people.rows import Declared, Row, Who, declared, is_total, item, remark, who
from jxjy.people.sheets import Sheet, sheets
from jxjy.people.values import days_of, number
from normalize.record import Subject
from rulesgen.interpret.records import WITHIN, Item, Known, Number, Person, covers_subject
from rulesgen.pieces import subject as subject_name


@dataclass(frozen=True, slots=True)
class Remark:
    """Something wrong with the list: a code of columns.yaml, where, and what (Chinese)."""

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list as read. `known` – which columns it has, so that a blank in them is a gap."""

    people: tuple[Person, ...]
    known: frozenset[Known]
    remarks: tuple[Remark, ...]
    columns: frozenset[str]


def read_people(path: Path, year: int) -> PeopleList:
    """The people of a list (xlsx, csv), for the rules of a year.

    Raises UnreadableFileError for a file that is no list: damaged, protected, of another kind, without a heading.
    """
    draft = _Draft(year)
    with sheets(path) as found:
        for sheet in found:
            draft.read(sheet)
    if not any(says_hours(header.columns) for header in draft.headers):
        raise UnreadableFileError("ING_EMPTY", remark("NO_HEADER"), "请对照说明补上表头后再试", path)
    people = tuple(_People(draft).all())
    columns = frozenset(name for header in draft.headers for name in header.columns)
    return PeopleList(people, _known(columns), tuple(draft.remarks), columns)


def _known(columns: frozenset[str]) -> frozenset[Known]:
    known: set[Known] = set()
    if columns & {"date", "start", "end"}:
        known.add("date")
    if "approval" in columns:
        known.add("approval")
    if "evidence" in columns:
        known.add("evidence")
    return frozenset(known)


# ---------------------------------------------------------------- rows


@dataclass(slots=True)
class _Listed:
    """A row of a sheet of people."""

    place: str
    who: Who
    declared: Declared
    row: Row


@dataclass(slots=True)
class _Draft:
    """Everything read so far."""

    year: int
    headers: list[Header] = field(default_factory=list)
    listed: list[_Listed] = field(default_factory=list)
    records: list[tuple[Who, Item]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def note(self, code: str, place: str, **fields: object) -> str:
        """Make a remark; gives its message."""
        message = remark(code, **fields)
        self.remarks.append(Remark(code, place, message))
        return message

    def read(self, sheet: Sheet) -> None:
        """Read one sheet."""
        head = list(islice(sheet.rows, LOOKED_AT))
        header = find_header(head)
        if header is None:
            if head:
                self.note("NO_HEADER", sheet.name)
            return
        self.headers.append(header)
        if header.year is not None and header.year != self.year:
            self.note("TITLE_YEAR", sheet.name, title=header.year, year=self.year)
        last: Who | None = None
        for number_, cells in chain(head, sheet.rows):
            row = Row(f"{sheet.name}第{number_}行", header.columns, cells)
            if number_ >= header.body and not is_total(row) and not self._of_other_year(row):
                last = self._take(row, header, last)

    def _of_other_year(self, row: Row) -> bool:
        value = row.text("year").removesuffix("度").removesuffix("年")
        if not value or value == str(self.year) or number(value) is None:
            return False
        self.note("OTHER_YEAR", row.place, value=value, year=self.year)
        return True

    def _take(self, row: Row, header: Header, last: Who | None) -> Who | None:
        """Take up a row; gives whom the next one is about if it names nobody."""
        person = who(row)
        if header.of_items:
            filed = item(row, self.year)
            if person.nobody and last is None:
                self.note("NO_NAME", row.place)
                return None
            if person.nobody and filed.hours is None and filed.count is None and filed.span is None:
                return last  # a note below the list
            person = last if person.nobody and last is not None else person
            self.records.append((person, filed))
            return person
        if person.nobody:
            self.note("NO_NAME", row.place)
        else:
            self.listed.append(_Listed(row.place, person, declared(row), row))
        return None


# ---------------------------------------------------------------- people


@dataclass(slots=True)
class _Entry:
    """A person while rows about it come together."""

    place: str
    who: Who
    rows: list[_Listed] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    seen: dict[tuple[object, ...], str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


class _People:
    """Rows put together to people."""

    def __init__(self, draft: _Draft) -> None:
        self._draft = draft
        self._entries: dict[tuple[str, ...], _Entry] = {}
        self._by_name: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._listing = bool(draft.listed)

    def all(self) -> Iterator[Person]:
        """The people, in the order of the list."""
        for row in self._draft.listed:
            entry = self._entry(row.who, row.place)
            entry.rows.append(row)
        for entry in self._entries.values():
            self._check_rows(entry)
        for person, filed in self._draft.records:
            entry = self._owner(person, filed.place)
            entry.items.append(self._once(entry, filed))
        for entry in self._entries.values():
            yield self._person(entry)

    def _entry(self, person: Who, place: str) -> _Entry:
        key = _key(person)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(place, person)
            self._by_name[person.name].append(entry)
            self._check_id(entry)
        return entry

    def _check_id(self, entry: _Entry) -> None:
        if entry.who.id is None:
            return
        if entry.who.id.lost:
            self._draft.note("ID_LOST_DIGITS", entry.place)
        elif not entry.who.id.valid:
            self._draft.note("ID_INVALID", entry.place)

    def _check_rows(self, entry: _Entry) -> None:
        """One person in several rows of the list: nothing is added up, somebody has to say which row holds."""
        if len(entry.rows) > 1:
            places = "、".join(row.place for row in entry.rows)
            entry.doubts.append(self._draft.note("DUPLICATE_PERSON", entry.place, places=places))
        names = dict.fromkeys(row.who.name for row in entry.rows if row.who.name)
        if len(names) > 1:
            entry.doubts.append(self._draft.note("ID_TWO_NAMES", entry.place, names="、".join(names)))
        for row in entry.rows:
            for doubt in row.declared.doubts:
                self._draft.remarks.append(Remark("SUM", row.place, doubt))
                entry.doubts.append(doubt)

    def _owner(self, person: Who, place: str) -> _Entry:
        """Whose a learning record is."""
        entry = self._entries.get(_key(person))
        if entry is None and person.name and self._listing:
            alike = self._by_name.get(person.name, [])
            if len(alike) == 1 and (person.id is None or person.id.lost or _lost(alike[0])):
                entry = alike[0]
            elif len(alike) > 1 and person.id is None:
                message = self._draft.note("AMBIGUOUS_NAME", place, count=len(alike))
                for other in alike:
                    other.doubts.append(message)
        if entry is None:
            entry = self._entry(person, place)
            if self._listing:
                entry.doubts.append(self._draft.note("NOT_LISTED", place))
        elif person.name and entry.who.name and person.name != entry.who.name:
            entry.doubts.append(self._draft.note("NAME_DIFFERS", place, value=person.name, name=entry.who.name))
        return entry

    def _once(self, entry: _Entry, filed: Item) -> Item:
        """A learning record, with a doubt if the same one stands in the list already."""
        if filed.span is None:  # nothing to tell two of a kind by
            return filed
        other = entry.seen.setdefault(_content(filed), filed.place)
        if other == filed.place:
            return filed
        message = self._draft.note("DUPLICATE_ITEM", filed.place, other=other)
        return replace(filed, doubt="；".join(filter(None, (filed.doubt, message))))

    def _person(self, entry: _Entry) -> Person:
        row = entry.rows[0] if entry.rows else None
        items = tuple(entry.items)
        if row is not None and items:
            self._compare(entry, row.declared, items)
        elif row is not None:
            items = tuple(_of_declared(row))
        review = row.row if row is not None else None
        return Person(
            place=entry.place,
            id=entry.who.id.text if entry.who.id else entry.who.staff_id,
            name=entry.who.name or (row.who.name if row else ""),
            unit=entry.who.unit,
            review=_review(review, self._draft.year) if review is not None else None,
            items=items,
            doubts=tuple(dict.fromkeys(entry.doubts)),
        )

    def _compare(self, entry: _Entry, said: Declared, items: tuple[Item, ...]) -> None:
        """Hours of the list of people against the sum of the learning records: said, the records decide."""
        sums: dict[Subject, Number] = {}
        for of, hours in said.hours.items():
            whole = WITHIN.get(of, of)
            sums[whole] = sums.get(whole, 0) + hours
        if said.total is not None:
            sums["total"] = said.total
        for of, value in sums.items():
            filed = (i.hours for i in items if i.hours is not None and not i.doubt and covers_subject(of, i.subject))
            total = sum(filed)
            if total != value:
                self._draft.note("DECLARED", entry.place, subject=subject_name(of), declared=value, sum=total)


def _review(row: Row, year: int) -> dt.date | None:
    found = days_of(row.cell("review"), year)
    return found[0] if found else None


def _key(person: Who) -> tuple[str, ...]:
    if person.id is not None and not person.id.lost:
        return "id", person.id.text
    if person.id is not None:  # what is left of the number is shared by many
        return "lost", person.id.text, person.name
    if person.staff_id:
        return "staff", person.staff_id
    return "name", person.name, person.unit


def _lost(entry: _Entry) -> bool:
    return entry.who.id is None or entry.who.id.lost


def _content(filed: Item) -> tuple[object, ...]:
    """What makes two records of a person one typed twice: class, subject, days, amounts and words."""
    return filed.class_, filed.subject, filed.span, filed.hours, filed.count, filed.content


def _of_declared(row: _Listed) -> Iterator[Item]:
    """Hours of a year, one record for each subject; a total alone belongs to no subject."""
    for of, hours in row.declared.hours.items():
        if hours:
            yield Item(row.place, subject=of, hours=hours)
    if not row.declared.hours and row.declared.total:
        yield Item(row.place, hours=row.declared.total)
