"""The entry at a label that joins several → the share of each: 吴小玲 0531-88236001 at 联系人（电话）.

What cannot be parted surely is left empty, so that somebody is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from forms.values import person_in
from forms.words import squeezed

_SEPARATOR = re.compile(r"[;；。\n]|[，、]|,(?!\d{3}(?!\d))|[ \u3000\t]{2,}|(?<![\d:/])/(?![/])|[ \u3000](?=\D)")
_FIGURED = frozenset(("number", "range_days", "count"))
_BARE_FIGURES = re.compile(r"\d+(?:\.\d+)?(?:[/、,;]\d+(?:\.\d+)?)*")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")

_DATED = r"\d{1,4}\s*[年月]|\d{4}\s*[./-]\s*\d|(?<![\d-])\d{1,2}\s*[./]\s*\d{1,2}(?!\d)"
_LENGTH = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+)半?\s*天"
_PEOPLE = r"(?:[\d,.]+|[一二两三四五六七八九十百千]+)\s*万?[余多]?\s*(?:人|名)"
_HOURS = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)\s*个?(?:学时|课时)"
_PHONE = r"(?:\+?86)?[\d(（][\d\s()（）-]{6,}\d(?:\s*转\d+)?"
_MONEY = r"^[¥￥]?\s*[\d,.]+$|[\d,.]+\s*(?:[万亿]元?|元)|[壹贰叁肆伍陆柒捌玖拾佰仟万亿]+元整?"
_SHAPES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("range_start", "range_end", "date"), re.compile(f"{_DATED}|{_LENGTH}")),
    "range_days": re.compile(_LENGTH),
    "count": re.compile(_PEOPLE),
    "headcount": re.compile(_PEOPLE),
    "number": re.compile(_HOURS),
    "phone": re.compile(_PHONE),
    "phones": re.compile(_PHONE),
    "money_wan": re.compile(_MONEY),
    "uscc": re.compile(r"[0-9A-Za-z]{15,20}"),
    "email": re.compile(r"[\w.+-]+@[\w.-]+"),
    "url": re.compile(r"https?://\S+|www\.\S+"),
    "yes_no": re.compile(r"^[□☐☑√✓■\s]*(?:是|否|有|无|允许|不允许)"),
}
_CUT_OUT = frozenset(("range_days", "count", "headcount", "number", "uscc", "email", "url"))
"""Types whose part of a piece can be cut out of it; of all others the whole piece is theirs."""


def shares(text: str, types: Sequence[Collection[str]]) -> list[str]:
    """The share of an entry for each part of a compound label, by the types of the fields that the part stands for."""
    if all(_FIGURED & set(part) for part in types) and _BARE_FIGURES.fullmatch(squeezed(text)):
        return _in_order(text, len(types))
    pieces = [piece for piece in _SEPARATOR.split(text) if piece and piece.strip()]
    typed = [_shape(part) for part in types]
    found = ["" if shape is None else _own(pieces, text, shape, part) for shape, part in zip(typed, types, strict=True)]
    plain = [number for number, shape in enumerate(typed) if shape is None]
    rest = [piece.strip() for piece in pieces if not any(s is not None and s.search(squeezed(piece)) for s in typed)]
    if len(plain) == 1:
        person = person_in(text).value if any("phone" in part or "phones" in part for part in types) else None
        found[plain[0]] = str(person or "，".join(rest))
    elif len(plain) == len(rest):
        for number, piece in zip(plain, rest, strict=True):
            found[number] = piece
    return found


def _shape(types: Collection[str]) -> re.Pattern[str] | None:
    return next((_SHAPES[one] for one in _SHAPES if one in types), None)


def _own(pieces: Sequence[str], text: str, shape: re.Pattern[str], types: Collection[str]) -> str:
    if "phone" in types or "phones" in types:
        return text if shape.search(text) else ""
    kind: Callable[[str], str] = _cut_out(shape) if set(types) <= _CUT_OUT else str
    return "，".join(kind(piece).strip() for piece in pieces if shape.search(squeezed(piece)))


def _cut_out(shape: re.Pattern[str]) -> Callable[[str], str]:
    return lambda piece: "，".join(match.group() for match in shape.finditer(squeezed(piece)))


def _in_order(text: str, count: int) -> list[str]:
    """16/8 below 理论/实践学时; more or fewer figures than labels are nobody's."""
    figures = _FIGURES.findall(squeezed(text))
    return figures if len(figures) == count else [""] * count
