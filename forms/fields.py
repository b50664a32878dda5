"""Entries + spec → the values of the fields, each with its entry and its problems.

The one place that knows which reader of values a type of the spec asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.choices import chosen, other_of, single, yes_no
from forms.dates import date_of, day_count, range_of
from forms.entries import Entries, Entry, Rank
from forms.opinion import parts_of
from forms.phones import phone_of, phones_of
from forms.record import Value
from forms.seals import asks_for_seal, is_beside, typed_seal
from forms.signature import HEADED, SIGNED
from forms.spec import FieldSpec, FormSpec
from forms.values import (
    NOTHING,
    Problem,
    Read,
    count_of,
    email_in,
    headcount_in,
    hours_in,
    iso,
    money_wan_of,
    number_of,
    person_in,
    text_of,
    url_of,
    urls_in,
    uscc_of,
)
from forms.words import LabelBook, is_blank, is_none, key_of, sample_in, without_samples
from ingest.document import Aside

_WITH_PHONE = re.compile("联系人.*(?:电话|方式|手机)")
_SEALED_UNIT = re.compile(r"(?:单位|机构|基地)\S*章\)$")
SIGNED_PICTURE = "图片"
"""The value of a signature that is a picture."""


@dataclass(frozen=True, slots=True)
class FieldRead:
    """A field's value, the entry it comes from (None where the form prints no such label), and what is wrong."""

    spec: FieldSpec
    value: Value
    entry: Entry | None = None
    problems: tuple[Problem, ...] = ()
    sample: str | None = None
    printed_year: bool = False

    @property
    def typed(self) -> bool:
        """Whether anything at all was entered there."""
        return self.entry is not None and not self.entry.blank


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the values of a form lean on: the year of its title (or the filing year), pictures, the unit it names."""

    year: int
    title_year: int | None = None
    title: Entry | None = None
    pictures: tuple[Aside, ...] = ()
    unit: str | None = None


def read_fields(spec: FormSpec, book: LabelBook, entries: Entries, around: Surroundings) -> dict[str, FieldRead]:
    """The values of all fields of a spec, those that are only read for a check included."""
    return {one.key: _field(spec, one, _entry(book, entries, one), entries, around) for one in spec.fields}


def _entry(book: LabelBook, entries: Entries, one: FieldSpec) -> Entry | None:
    keys = tuple(key for key, fields in book.fields.items() if one in fields)
    control = entries.controls.get(one.key)
    if control is not None and not control.blank:
        return control
    return _preferred(entries, one, keys) or control


def _preferred(entries: Entries, one: FieldSpec, keys: Iterable[str]) -> Entry | None:
    """Labels are tried in the order of the spec where one of them alone holds what the type asks for."""
    best = entries.best(keys)
    if one.type in ("range_days", "headcount", "phones", "email", "person", "urls"):
        candidates = [entry for entry in entries.found if entry.key in set(keys) and not entry.blank]
        candidates.sort(key=lambda entry: entry.rank)
        if one.type == "range_days":  # 培训天数 with a cell of its own is asked for there, else beside the dates
            own = (entries.best((key_of(label),)) for label in one.labels)
            best = next((entry for entry in own if entry is not None), best)
        return next((e for e in candidates if read_value(one, e.text, e.label, 2000).value is not None), best)
    if best is None or best.blank:
        unlabelled = (entries.best((key,)) for key in (SIGNED, HEADED) if key in set(keys))
        return next((entry for entry in unlabelled if entry is not None and not entry.blank), best)
    return best


def _field(spec: FormSpec, one: FieldSpec, entry: Entry | None, entries: Entries, around: Surroundings) -> FieldRead:
    if one.type == "year":
        asked = around.title is not None and (around.title_year is not None or "年度" in around.title.text)
        return FieldRead(one, around.title_year, around.title if asked else None)
    if one.type == "stamp":
        return FieldRead(one, _stamp(one, entry, entries, around), entry)
    if entry is None:
        return FieldRead(one, None)
    if one.type == "opinion" or (one.type == "date" and _is_opinion(spec, entry, one)):
        parts = parts_of(without_samples(entry.text, spec), around.unit)
        text = parts.words if one.type == "opinion" else parts.date
        return _read(spec, one, entry, text, around.year)
    read = _read(spec, one, entry, entry.text, around.year)
    if read.value is None and "签" in entry.label and any(is_beside(p, entry, ()) for p in around.pictures):
        return FieldRead(one, SIGNED_PICTURE, entry)
    return read


def _is_opinion(spec: FormSpec, entry: Entry, one: FieldSpec) -> bool:
    """Whether a date stands in the cell of an opinion."""
    shared = any(o.type == "opinion" and set(o.labels) & set(one.labels) for o in spec.fields)
    return shared and entry.rank is not Rank.CONTROL


def _read(spec: FormSpec, one: FieldSpec, entry: Entry, text: str, year: int) -> FieldRead:
    sample = sample_in(text, spec)
    bare = without_samples(text, spec) if sample else text
    if one.type == "text" and _WITH_PHONE.search(entry.label):
        return FieldRead(one, person_in(bare).value, entry, (), sample)
    found = read_value(one, bare, entry.label, year)
    return FieldRead(one, found.value, entry, found.problems, sample, found.printed_year)


def read_value(one: FieldSpec, text: str, label: str, year: int) -> Read:
    """The value of a text by the type of a field; nothing where the text is blank."""
    if is_blank(text) or (one.none_words and is_none(text)):
        return NOTHING
    match one.type:
        case "text" | "opinion":
            return text_of(text)
        case "date":
            return date_of(text, year)
        case "range_start" | "range_end":
            found = range_of(text, year)
            day = found.start if one.type == "range_start" else found.end
            return Read(iso(day), found.problems, found.printed_year)
        case "range_days":
            return day_count(text)
        case "number":
            return number_of(text)
        case "count":
            return count_of(text)
        case "headcount":
            return headcount_in(text)
        case "money_wan":
            return money_wan_of(text, label)
        case "stamp" | "year":
            return NOTHING
        case _:
            return _named(one, text)


def _named(one: FieldSpec, text: str) -> Read:
    match one.type:
        case "phone":
            return phone_of(text)
        case "phones":
            return phones_of(text)
        case "email":
            return email_in(text)
        case "url":
            return url_of(text)
        case "urls":
            return urls_in(text)
        case "person":
            return person_in(text)
        case "yes_no":
            return yes_no(text)
        case "choice":
            return single(text, one.choices)
        case "choices":
            return chosen(text, one.choices)
        case "choice_other":
            return other_of(text)
        case "uscc":
            return uscc_of(text)
        case _:
            return hours_in(text, one.type)


def _stamp(one: FieldSpec, entry: Entry | None, entries: Entries, around: Surroundings) -> Value:
    labels = set(one.labels)
    own = [e for e in entries.found if e.label in labels or e is entry or _names(e, labels) or _sealed(e)]
    if entry is not None and entry not in own:
        own.append(entry)
    others = [e for e in entries.found if e not in own]
    for picture in around.pictures:
        if any(is_beside(picture, e, others) for e in own) or not own:
            return "image"
    opinions = [parts_of(e.text, around.unit).unit for e in own if "意见" in e.label]
    plain = [e.text for e in own if "意见" not in e.label]
    return "text" if typed_seal([*opinions, *plain]) else "absent"


def _sealed(entry: Entry) -> bool:
    """Whether an entry, or its label, has the bracket of a unit's seal: 举办单位（盖章）."""
    return asks_for_seal(entry) or _SEALED_UNIT.search(entry.label) is not None


def _names(entry: Entry, labels: set[str]) -> bool:
    return entry.key in {label.replace("（", "(").replace("）", ")") for label in labels}


def fields_of(reads: Mapping[str, FieldRead]) -> dict[str, Value]:
    """The fields as the record holds them."""
    return {key: read.value for key, read in reads.items() if read.spec.recorded}
