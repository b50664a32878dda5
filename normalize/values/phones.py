"""A printed phone number in, its kind and E.164 form out; what cannot be dialled says why.

Area codes come from the jurisdiction (regions.py), validity from phonenumbers. Nothing is completed or corrected.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import phonenumbers

from normalize.values.regions import area_codes

Kind = Literal["landline", "local", "mobile", "service", "hotline", "unknown"]
"""landline: with area code; local: without; service: 400 and 800; hotline: 12333 and its like, dialled only inland."""


class Problem(StrEnum):
    """Why a number has no E.164 form, or is written against custom."""

    SIGNS = "signs"  # something that is no digit stands among the digits
    LENGTH = "length"  # no number has so many digits
    AREA_UNKNOWN = "area_unknown"  # no area code is printed and none is known
    AREA_INVALID = "area_invalid"  # the printed area code is none
    NOT_ASSIGNED = "not_assigned"  # phonenumbers knows no such number


@dataclass(frozen=True, slots=True)
class PhoneValue:
    """`printed` as it stands; `e164` (+86…) or None, with the problem; `extension` its digits."""

    printed: str
    e164: str | None
    kind: Kind
    extension: str | None = None
    problem: Problem | None = None


_DASHES = re.compile(r"[-—–‐‑−─―﹣]+")
_EXTENSION = re.compile(r"(?:转|[eE]xt\.?|分机号?:?)(\d{1,6})$|(?<=\d{7})-(\d{3,5})$")
_COUNTRY = re.compile(r"^(?:\(?(?:\+|00)86\)?|86(?=-\d{2,3}-\d))-?(?:\(0\))?")
_NOTE = re.compile(r"\((?:传真|电话|办公|办公室|办|手机|座机|兼传真|同微信|微信同号|[^()\d]{1,8})\)$")
_HOTLINE = re.compile(r"12[13]\d{2}|95\d{3,4}|96\d{3,4}|1[012]\d")
_AREA = re.compile(r"\(?(0(?:10|2\d|[3-9]\d{2}))\)?-?(\d+(?:-\d{3,4})?)")


def normalize_phone(printed: str, area_code: str | None) -> PhoneValue:
    """The value of one printed number. `area_code` (0635) is used where the number prints none."""
    text = _NOTE.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed)))
    text = _DASHES.sub("-", text)
    found = _EXTENSION.search(text)
    extension = (found[1] or found[2]) if found else None
    text = text[: found.start()] if found else text
    foreign = bool(_COUNTRY.match(text))
    text = _COUNTRY.sub("", text)
    if foreign and not re.match(r"1[3-9]|[48]00|\(?0", text):
        text = f"0{text}"  # +86 635 8288071 leaves out the trunk 0
    return _by_form(printed, text, area_code, extension)


def _by_form(printed: str, text: str, area_code: str | None, extension: str | None) -> PhoneValue:
    digits = re.sub(r"[-()]", "", text)
    if not re.fullmatch(r"[0-9()-]+", text):
        return PhoneValue(printed, None, "unknown", extension, Problem.SIGNS)
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return _dialled(printed, digits, "mobile", extension)
    if re.fullmatch(r"[48]00\d{7}", digits):
        return _dialled(printed, digits, "service", extension)
    if _HOTLINE.fullmatch(digits):
        return PhoneValue(printed, None, "hotline", extension)
    if match := _AREA.fullmatch(text):
        return _landline(printed, match[1], match[2].replace("-", ""), extension)
    if re.fullmatch(r"[1-9]\d{6,7}", digits):
        if area_code is None:
            return PhoneValue(printed, None, "local", extension, Problem.AREA_UNKNOWN)
        return _dialled(printed, area_code.removeprefix("0") + digits, "local", extension)
    return PhoneValue(printed, None, "unknown", extension, Problem.LENGTH)


def _landline(printed: str, area: str, number: str, extension: str | None) -> PhoneValue:
    if _HOTLINE.fullmatch(number):
        return PhoneValue(printed, None, "hotline", extension)
    if area not in area_codes():
        return PhoneValue(printed, None, "landline", extension, Problem.AREA_INVALID)
    if len(number) not in (7, 8):
        return PhoneValue(printed, None, "landline", extension, Problem.LENGTH)
    return _dialled(printed, area.removeprefix("0") + number, "landline", extension)


def _dialled(printed: str, national: str, kind: Kind, extension: str | None) -> PhoneValue:
    number = phonenumbers.PhoneNumber(country_code=86, national_number=int(national))
    if not phonenumbers.is_valid_number(number):
        return PhoneValue(printed, None, kind, extension, Problem.NOT_ASSIGNED)
    return PhoneValue(printed, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), kind, extension)
