"""Whether digits are a phone: by the word before them, by the row of numbers they stand in, or alone behind a name.

The checks that the phone rows of the grammar name; also whether a phone is marked as fax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.atom_context import Candidate, Check, Fit, any_of
from extract.atom_grammar import grammar

_LABEL_REACH = 60  # code points back, within the line
_LABELS = ("phone", "fax", "tel_fax")

_FAX_BEHIND = re.compile(r"[ ]?\((?P<both>电话[/、]|兼)?[ ]?(?:传真|FAX|Fax)[ ]?\)")
_FAX_NOTE = re.compile(r"(?<=[0-9])[ ]?\((?:电话[/、]|兼)?[ ]?(?:传真|FAX|Fax)[ ]?\)")
_CHAIN = re.compile(r"[ \t]*(?:\([^()\n]{1,6}\))?[ \t]*(?:[、/,;]|或者?|和|及)?[ \t]*")
_TEL_AND_FAX = re.compile(r"(?:电话|手机)[ ]?[(/、和及兼]{1,2}[ ]?(?:传真|FAX|Fax)")
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff)](?:[ ]?:[ \t]{0,4}|[ \t]{1,24})$|[区县市局科办处室部厅院校会站所心]$")
_CELL_AFTER = re.compile(
    r"[ ]*(?:[\n\t,、;。/()]|$|[\u4e00-\u9fff]{2,12}[:(])"
    r"|[ \t]*[\u4e00-\u9fff]{2,4}(?:[\n\t,;、。 ]|$)"
    r"|[ \t]*(?:[\u4e00-\u9fff]{2,20}[路街巷道号楼室厦][0-9一二三四五六七八九十号楼室、\n,;。 ]|[A-Za-z0-9._-]+@)"
)
_COMPACT_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """The label that rules a number: phone, fax, tel_fax, other, or "" for none; `gap` is the text after it."""

    label: str
    gap: str


def _label_before(c: Candidate) -> _Labelled:
    floor = max(0, c.start - _LABEL_REACH)
    line = c.text[max(floor, c.text.rfind("\n", floor, c.start) + 1) : c.start]
    line = _FAX_NOTE.sub(lambda m: " " * len(m.group()), line)  # （传真） behind a number is that number's
    found = list(any_of("phone_label", "fax_label", "other_label").finditer(line))
    match = found[-1] if found else None
    if match is None or "。" in line[match.end() :]:
        return _Labelled("", "")
    words = grammar().words
    gap = line[match.end() :]
    if match.group() in words["other_label"]:
        return _Labelled("other", gap)
    if match.group() in words["fax_label"]:
        both = any(m.end() == match.end() for m in _TEL_AND_FAX.finditer(line))
        return _Labelled("tel_fax" if both else "fax", gap)
    return _Labelled("phone", gap)


def _chained(c: Candidate) -> bool:
    if c.last_kind not in ("phone", "damaged_phone") or c.start - c.last_end > 14:
        return False
    gap = c.text[c.last_end : c.start]
    return bool(gap) and _CHAIN.fullmatch(gap) is not None


def _phone_fit(c: Candidate, before: _Labelled) -> Fit:
    """The atom's label: fax or tel_fax where marked, else the row's; the row's form stays in the part `number`."""
    behind = _FAX_BEHIND.match(c.text, c.end)
    if behind:
        return Fit(c.start, (), "tel_fax" if behind["both"] else "fax")
    return Fit(c.start, (), before.label if before.label in ("fax", "tel_fax") else None)


def _clean_edge(c: Candidate) -> bool:
    return c.start == 0 or not re.match(r"[0-9A-Za-z_]", c.text[c.start - 1])


def phone_any(c: Candidate) -> Fit | None:
    """A form that is a phone by itself (mobile, 400, area code and hyphen), whatever stands beside it."""
    return _phone_fit(c, _label_before(c)) if _clean_edge(c) else None


def phone(c: Candidate) -> Fit | None:
    """Bare digits: behind a phone label, in a row of numbers, or alone behind a name (市人社局专技办：8288071)."""
    if not _clean_edge(c):
        return None
    before = _label_before(c)
    looks_like_a_date = _COMPACT_DATE.match(c.quote((c.start, c.end)))
    if before.label in _LABELS or (_chained(c) and not looks_like_a_date):
        return _phone_fit(c, before)
    if before.label == "other" or looks_like_a_date:
        return None
    listed = _NAME_BEFORE.search(c.text, max(0, c.start - 26), c.start) and _CELL_AFTER.match(c.text, c.end)
    return _phone_fit(c, before) if listed else None


def phone_labelled(c: Candidate) -> Fit | None:
    """Short or broken digits: only behind a phone label or in a row of numbers."""
    before = _label_before(c)
    if not _clean_edge(c) or not (_chained(c) or before.label in _LABELS):
        return None
    return _phone_fit(c, before)


def phone_broken(c: Candidate) -> Fit | None:
    """Broken digits behind a phone label, with the letters and digits that run up to them (o816-555o126)."""
    before = _label_before(c)
    if not (_chained(c) or before.label in _LABELS):
        return None
    run = re.search(r"[0-9A-Za-z*-]{0,8}$", c.text[max(c.last_end, c.start - 8) : c.start])
    fit = _phone_fit(c, before)
    return Fit(c.start - len(run.group()) if run else c.start, fit.parts, fit.label)


def phone_after_label(c: Candidate) -> Fit | None:
    """Digits of an odd length: only where the label and a colon are directly before them."""
    before = _label_before(c)
    adjacent = re.fullmatch(r"[ ]?(?:\([^()]{0,6}\))?[ ]?:[ \t]*", before.gap)
    return _phone_fit(c, before) if adjacent and before.label in _LABELS else None


def phone_tail(c: Candidate) -> Fit | None:
    """The abbreviated second number of 84208114/8115."""
    gap = c.quote((c.last_end, c.start)) if c.last_kind == "phone" else ""
    return Fit(c.start) if gap == "/" or (gap == "-" and c.end - c.start > 1) else None  # 12333-2 is a menu's choice


def after_qq(c: Candidate) -> Fit | None:
    """A further number behind a QQ number."""
    next_one = re.fullmatch(r"[ ]*(?:\([^()\n]{1,8}\))?[ ]*[、/,;][ ]*", c.text[c.last_end : c.start])
    return Fit(c.start) if next_one and c.last_kind == "qq" else None


CHECKS: dict[str, Check] = {
    "phone_any": phone_any,
    "phone": phone,
    "phone_labelled": phone_labelled,
    "phone_broken": phone_broken,
    "phone_after_label": phone_after_label,
    "phone_tail": phone_tail,
    "after_qq": after_qq,
}
