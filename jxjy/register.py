"""Judged forms → the register (台账): one entry a filing, its number, its versions, its state.

The truth is 台账.json; 台账.xlsx is written from it for people. Numbers are given once and never again, whatever is
deleted; a lock keeps two programs from giving the same one.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from forms.numbers import RETURN_CLASS, UNKNOWN_PLACE, number
from forms.record import FilingRecord, Status, Value
from forms.spec import FieldSpec, FormSpec
from ingest.errors import JxjyError
from ingest.yaml_loader import YamlLoader
from jxjy.intake import durable
from normalize.record import Model

JSON, XLSX, LOCK = "台账.json", "台账.xlsx", ".台账.lock"
WAIT = 60.0
"""Seconds to wait for another program that has the register open."""

RANGE_ENDS = {"range_start": "开始日期", "range_end": "结束日期", "range_days": "天数"}


class RegisterError(JxjyError):
    """A register that cannot be read or is held by another program."""


class Column(Model):
    """A column of a kind's sheet: key of the field, heading, type of the field."""

    key: str
    heading: str
    type: str


class Kind(Model):
    """What the register knows of a kind of form: its name, its fields, the columns of its rows."""

    zh: str
    columns: tuple[Column, ...]
    row_columns: tuple[Column, ...] = ()


class Submission(Model):
    """One time that a form was sent in."""

    sha256: str
    form_index: int
    file: str
    received: dt.date
    status: Status
    remarks: tuple[str, ...] = ()


class Entry(Model):
    """A filing. `number` is "" until it is first accepted, `return_number` until it is first returned.

    `status`, `fields` and `rows` are those of the last version that was accepted, or of the last one where none was.
    """

    number: str = ""
    return_number: str = ""
    form_kind: str
    code: str
    place: str
    year: int
    same: str
    run: str
    status: Status
    fields: dict[str, Value]
    rows: tuple[dict[str, Value], ...] = ()
    remarks: tuple[str, ...] = ()
    submissions: tuple[Submission, ...] = ()


class Book(Model):
    """The register as it is stored. `counters`: the last sequence given, by what stands before it in a number."""

    schema_: Literal["jxjy-register/1"] = Field(default="jxjy-register/1", alias="schema", serialization_alias="schema")
    counters: dict[str, int] = Field(default_factory=dict)
    kinds: dict[str, Kind] = Field(default_factory=dict)
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """A form as it comes in: the file's digest and name, the verdict, and the number it refers to, if any.

    `spec` is that of its kind; `remarks` are told to people.
    """

    record: FilingRecord
    spec: FormSpec
    sha256: str
    file: str
    received: dt.date
    remarks: tuple[str, ...] = ()
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What the register made of a form. `known`: this very file was entered before, nothing has changed.

    The verdict of `submission` includes what only the register can know (a second filing of the same project).
    """

    entry: Entry
    submission: Submission
    known: bool = False

    @property
    def status(self) -> Status:
        """The verdict on this version."""
        return self.submission.status

    @property
    def round(self) -> int:
        """How often the filing had been sent in, this time included."""
        return self.entry.submissions.index(self.submission) + 1

    @property
    def number(self) -> str:
        """The number to print: of the return, or of the registration."""
        return self.entry.return_number if self.status == "returned" else self.entry.number


class Register:
    """The register of a folder while its lock is held; changes are kept in memory until `save`."""

    def __init__(self, book: Book) -> None:
        self.entries = list(book.entries)
        self.counters = dict(book.counters)
        self.kinds = dict(book.kinds)

    @property
    def book(self) -> Book:
        """The register as it would be stored."""
        return Book(counters=dict(sorted(self.counters.items())), kinds=self.kinds, entries=tuple(self.entries))

    def enter(self, filed: Filed) -> Entered:
        """Enter a form: a new filing, the next version of one, or one already known."""
        at = self._place_of(filed)
        record = filed.record
        if at is not None and (last := _known(self.entries[at], filed)) is not None:
            kept = self.entries[at]
            if last.status in (record.status, "accepted", "needs_review"):  # what was once taken in stays in
                return Entered(kept, last, known=True)
        twin = self._twin(filed) if at is None else None
        status, remarks = record.status, filed.remarks
        if twin is not None and status != "returned":
            status = "needs_review"
            remarks = (*remarks, f"与{twin.number or twin.return_number}的单位、项目相同而时间不同，请核对是否重复报送")
        self.kinds[record.form_kind] = _kind(filed.spec)
        old = self.entries[at] if at is not None else _new(filed)
        entry = self._numbered(_next_version(old, filed, status, remarks), status)
        if at is None:
            self.entries.append(entry)
        else:
            self.entries[at] = entry
        return Entered(entry, entry.submissions[-1])

    def _place_of(self, filed: Filed) -> int | None:
        """The filing that a form belongs to: the same file, the number it refers to, the same unit, project and run."""
        record = filed.record
        same, run = _same(record), _run(record)
        mine = [(i, e) for i, e in enumerate(self.entries) if e.form_kind == record.form_kind]
        tests = (
            lambda e: _known(e, filed) is not None,
            lambda e: filed.refers_to is not None and filed.refers_to in (e.number, e.return_number),
            lambda e: bool(same) and (e.same, e.year) == (same, record.basis.year) and e.status == "returned",
            lambda e: bool(same) and (e.same, e.year, e.run) == (same, record.basis.year, run),
        )
        return next((i for test in tests for i, entry in mine if test(entry)), None)

    def _twin(self, filed: Filed) -> Entry | None:
        same = _same(filed.record)
        mine = (e for e in self.entries if e.form_kind == filed.record.form_kind and e.year == filed.record.basis.year)
        return next((e for e in mine if same and e.same == same), None)

    def _numbered(self, entry: Entry, status: Status) -> Entry:
        """The entry with the number that its verdict asks for."""
        field, kind_class = "number", _keeping(entry.form_kind).label
        given = entry.number
        if status == "returned":
            field, kind_class, given = "return_number", RETURN_CLASS, entry.return_number
        return entry if given else entry.model_copy(update={field: self._give(entry, kind_class)})

    def _give(self, entry: Entry, kind_class: str) -> str:
        series = f"{entry.code}-{entry.year:04d}-{kind_class}"
        self.counters[series] = self.counters.get(series, 0) + 1
        return number(entry.code, entry.year, kind_class, self.counters[series])


@contextmanager
def opened(folder: Path, publish: Callable[[Path, Book], None]) -> Iterator[Register]:
    """The register of a folder, locked; stored at the end unless an error is raised. Raises RegisterError, OSError.

    `publish` writes the workbook from it, still under the lock, whenever something has changed or it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, timeout=WAIT)
    try:
        lock.acquire()
    except Timeout as error:
        raise RegisterError("REG_LOCKED", "台账正被另一个程序使用", "请稍后再试", folder / JSON) from error
    try:
        before = load(folder)
        register = Register(before)
        yield register
        after = register.book
        if after != before:
            durable.write(folder / JSON, after.model_dump_json(by_alias=True, indent=1).encode() + b"\n")
        if after != before or not (folder / XLSX).exists():
            publish(folder, after)
    finally:
        lock.release()


def load(folder: Path) -> Book:
    """The stored register, an empty one where there is none. Raises RegisterError where it is damaged."""
    path = folder / JSON
    if not path.exists():
        return Book()
    try:
        return Book.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise RegisterError("REG_DAMAGED", "台账文件已损坏或无法打开", "请从备份恢复后再试，不要删除", path) from error


# ---------------------------------------------------------------- one filing


class Keeping(Model):
    """A row of register.yaml."""

    label: str = Field(alias="class")
    same: tuple[str, ...]
    run: tuple[str, ...] = ()
    rows: str | None = None


@cache
def _keepings() -> tuple[dict[str, Keeping], Keeping]:
    data = yaml.load(files("jxjy").joinpath("data/register.yaml").read_text(encoding="utf-8"), Loader=YamlLoader)
    kinds = {kind: Keeping.model_validate(row) for kind, row in data["kinds"].items()}
    return kinds, Keeping.model_validate(data["others"])


def _keeping(kind: str) -> Keeping:
    kinds, others = _keepings()
    return kinds.get(kind, others)


def _same(record: FilingRecord) -> str:
    """What makes two files versions of one filing; "" where nothing of it is filled in."""
    keeping = _keeping(record.form_kind)
    parts = [_folded(record.fields.get(key)) for key in keeping.same]
    if keeping.rows is not None:
        parts += sorted(_folded(row.get(keeping.rows)) for row in record.rows)
    return "|".join(parts) if any(parts) else ""


def _run(record: FilingRecord) -> str:
    return "|".join(_folded(record.fields.get(key)) for key in _keeping(record.form_kind).run)


def _folded(value: Value) -> str:
    """Text without what two typings of it differ in: width, case, blanks, punctuation."""
    text = unicodedata.normalize("NFKC", "" if value is None else str(value)).casefold()
    return "".join(character for character in text if character.isalnum())


def _known(entry: Entry, filed: Filed) -> Submission | None:
    mine = (filed.sha256, filed.record.form_index)
    return next((s for s in reversed(entry.submissions) if (s.sha256, s.form_index) == mine), None)


def _new(filed: Filed) -> Entry:
    record = filed.record
    place = record.jurisdiction
    return Entry(
        form_kind=record.form_kind,
        code=(place.code if place is not None else None) or UNKNOWN_PLACE,
        place=place.name if place is not None else "",
        year=record.basis.year,
        same=_same(record),
        run=_run(record),
        status=record.status,
        fields=record.fields,
    )


def _next_version(old: Entry, filed: Filed, status: Status, remarks: Sequence[str]) -> Entry:
    """The entry after one more version. A returned version does not undo an earlier accepted one."""
    record = filed.record
    submission = Submission(
        sha256=filed.sha256,
        form_index=record.form_index,
        file=filed.file,
        received=filed.received,
        status=status,
        remarks=tuple(remarks),
    )
    submissions = (*old.submissions, submission)
    if status == "returned" and old.number:
        note = f"{filed.received.isoformat()}报送的更正件已退回"
        return old.model_copy(update={"submissions": submissions, "remarks": (*old.remarks, note)})
    return old.model_copy(
        update={
            "submissions": submissions,
            "status": status,
            "same": _same(record),
            "run": _run(record),
            "fields": record.fields,
            "rows": record.rows,
            "remarks": tuple(remarks),
        }
    )


def _kind(spec: FormSpec) -> Kind:
    return Kind(
        zh=spec.zh,
        columns=tuple(_column(field) for field in spec.fields),
        row_columns=tuple(_column(column) for group in spec.rows for column in group.columns),
    )


def _column(field: FieldSpec) -> Column:
    return Column(key=field.key, heading=RANGE_ENDS.get(field.type, field.zh), type=field.type)
