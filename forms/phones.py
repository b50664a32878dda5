"""Phone numbers in an entry → as a record holds them: half width, no blanks, 0635-8288071, extension behind 转.

A number that cannot be one is kept as typed, and told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from forms.values import NOTHING, Read
from normalize.values.phones import PhoneValue, Problem, normalize_phone
from normalize.values.regions import area_codes

_DASH = "[-—–‐‑−─―﹣]"
_EXTENSION = rf"(?:\s*(?:转|ext\.?|分机号?[::]?)\s*\d{{1,6}}|{_DASH}\d{{3,5}}(?!\d))"
_COUNTRY = rf"(?:\+?86{_DASH}?\s*)?"
_AREA = rf"(?:\(?0\d{{2,3}}\)?\s*{_DASH}*\s*)?"
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9@._]){_COUNTRY}{_AREA}\d(?:[\d ]|{_DASH}(?=\d)){{4,16}}\d(?:{_EXTENSION})?",
    re.I,
)
_TWO_MOBILES = re.compile(r"(1[3-9]\d{9})\s+(?=1[3-9]\d{9})")
_NO_PHONE = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|(?:https?://|www\.)[!-~]+")
_LOCAL = re.compile(r"[2-9]\d{6,7}")


@dataclass(frozen=True, slots=True)
class _Found:
    printed: str
    valid: bool


def phone_of(entry: str) -> Read:
    """The number in an entry; several are joined by 、."""
    found = list(_found(entry))
    if not found:
        bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", entry))
        return Read(bare, ("phone",)) if re.search(r"\d", bare) else NOTHING
    value = "、".join(dict.fromkeys(number.printed for number in found))
    return Read(value, () if all(number.valid for number in found) else ("phone",))


def phones_of(entry: str) -> Read:
    """All numbers in a text."""
    found = list(_found(entry))
    if not found:
        return NOTHING
    value = tuple(dict.fromkeys(number.printed for number in found))
    return Read(value, () if all(number.valid for number in found) else ("phone",))


def _found(entry: str) -> Iterator[_Found]:
    text = unicodedata.normalize("NFKC", entry)
    text = _NO_PHONE.sub(" ", text)
    for match in _NUMBER.finditer(_TWO_MOBILES.sub(r"\1;", text)):
        for piece in _apart(match.group()):
            yield _written(piece)


def _apart(run: str) -> list[str]:
    """Two whole numbers parted by a blank are two."""
    parts = run.split()
    if len(parts) > 1 and all(len(re.sub(r"\D", "", part)) >= 7 for part in parts):
        return parts
    return [run]


def _written(printed: str) -> _Found:
    value = normalize_phone(printed, None)
    bare = re.sub(r"\s+", "", printed)
    tail = f"转{value.extension}" if value.extension else ""
    digits = _digits(bare, value)
    if value.kind == "mobile":
        return _Found(digits[-11:] + tail, valid=True)
    if value.kind == "landline" and (area := _area(digits)):
        local = digits[len(area) :]
        return _Found(f"{area}-{local}{tail}", _LOCAL.fullmatch(local) is not None)
    if value.kind == "service":
        return _Found(re.sub(_DASH, "-", bare), valid=True)
    if value.kind in ("local", "hotline"):
        return _Found(digits + tail, valid=value.problem in (None, Problem.AREA_UNKNOWN))
    return _Found(re.sub(_DASH, "-", bare), valid=False)


def _digits(bare: str, value: PhoneValue) -> str:
    """The digits that are dialled inland, without extension and country code."""
    if value.extension:
        bare = re.sub(rf"(?:转|ext\.?|分机号?[::]?|{_DASH}){value.extension}$", "", bare, flags=re.I)
    digits = re.sub(r"\D", "", bare)
    if re.match(r"\+?86", bare) and len(digits) > 11:
        digits = digits[2:]
        if not digits.startswith(("0", "1", "4", "8")):
            digits = f"0{digits}"
    return digits


def _area(digits: str) -> str | None:
    return next((digits[:n] for n in (3, 4) if digits[:n] in area_codes()), None)
