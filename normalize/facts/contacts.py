"""Mentions of contacts → Contact: offices in full, numbers as printed and in E.164, damaged ones apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.mentions import Mention, Mentions, Part
from ingest.document import Document, Level
from normalize.evidence import evidence
from normalize.facts.damage import damaged_number
from normalize.record import Contact
from normalize.values.identifiers import canonical_email, canonical_title
from normalize.values.phones import PhoneValue, Problem, normalize_phone
from normalize.values.regions import Region, region_by_name, region_of_issuer

_AREA = re.compile(r"[（(]?(0(?:10|2\d|[3-9]\d{2}))[)）\s\-—–－]")
_JOINED_AREA = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))[1-9]\d{6,7}(?!\d)")
_NAMES_PLACE = re.compile(r"[一-鿿]{2,9}(?:省|市|县|区|旗|州|盟)")
_TOP_LEVEL = re.compile(
    r"\.(?:cn|com|net|org|edu|gov|info|biz|top|vip|xin|ltd|xyz|site|shop|cc|tv|io|co|asia|tech)$", re.I
)
_UNREADABLE = frozenset({Problem.SIGNS, Problem.LENGTH, Problem.AREA_INVALID})
_SERVICE = re.compile(r"[一-鿿]{0,8}(?:咨询|支持|服务|监督|投诉|举报|反馈|审核|登记|办理|报名)")
_OWN_CODE = re.compile(r"区号\s?(?:为|是|[:：])?\s?(0(?:10|2\d|[3-9]\d{2}))")
_NOTE_REACH = 14  # （区号0593） stands so many characters behind the numbers
_SHORT_OFFICE = 8  # 专技办 may be short for 市人社局专技办; a longer name stands for itself


def contacts(mentions: Mentions, region: Region | None) -> tuple[Contact, ...]:
    """All contacts in reading order; `region` is the notice's own and gives the area code where none is printed.

    A number that cannot be read is in `phones_damaged`, never completed. Numbers without an E.164 form (12333, or an
    area nobody names) stand behind the others, so that `e164` stays parallel to `phones` as far as it goes.
    """
    found = [_contact(mentions.document, mention, region) for mention in mentions.of("contact")]
    offices = {c.office for c in found if c.office}
    return tuple(c.model_copy(update={"office": _in_full(c.office, offices)}) for c in found)


def _contact(document: Document, mention: Mention, region: Region | None) -> Contact:
    named = [_placed(document, part, region) for part in mention.parts]
    office = _office(document, named)
    code = _OWN_CODE.search(document.text, mention.span[0], mention.span[1] + _NOTE_REACH)
    area_code = code[1] if code else _area_code(office, region)
    misread = {p.span: d for p in named if p.role in ("phone", "fax") and (d := damaged_number(document, p.span))}
    numbers = _numbers(document, [p for p in named if p.role == "phone" and p.span not in misread], area_code)
    readable = [n for n in numbers if n.problem not in _UNREADABLE]
    dialled = [n for n in readable if n.e164 is not None]
    rest = [n for n in readable if n.e164 is None]
    emails = {p.span: _email(document.quote(p.span)) for p in named if p.role == "email"}
    guessed = any(p.label in ("any", "several") for p in named)
    repaired = any(r.level is Level.INFERRED for p in named for r in document.repairs_in(p.span))
    broken = [n.printed for n in numbers if n.problem in _UNREADABLE] + _texts(document, named, "phone_damaged")
    broken += [document.raw_quote(d).strip() for d in misread.values()]
    return Contact(
        office=office,
        person="、".join(map(canonical_title, _texts(document, named, "person"))) or None,
        phones=tuple(n.printed for n in (*dialled, *rest)),
        e164=tuple(n.e164 for n in dialled if n.e164 is not None),
        emails=tuple(e for e in emails.values() if e is not None),
        fax=tuple(_texts(document, [p for p in named if p.span not in misread], "fax")),
        phones_damaged=tuple(broken),
        emails_damaged=tuple(
            [document.quote(s) for s, e in emails.items() if e is None] + _texts(document, named, "email_damaged")
        ),
        address=next(map(canonical_title, _texts(document, named, "address")), None),
        qq_groups=tuple(_texts(document, named, "qq")),
        evidence=evidence(document, mention.span),
        confidence=0.6 if repaired else 0.9 if guessed else 0.99,
        certain=not repaired,
    )


def _email(printed: str) -> str | None:
    """The address; None where it ends as none does, for a line break may have cut it (a@lc.shan)."""
    address = canonical_email(printed)
    return address if address is not None and _TOP_LEVEL.search(address) else None


def _placed(document: Document, part: Part, region: Region | None) -> Part:
    """高唐：6066078 has the form of a person's name and is a county of the notice's own region.

    A county elsewhere is none: 文成 and 江华 are names of persons too.
    """
    if part.role != "person" or part.label != "":
        return part
    place = region_by_name(document.quote(part.span), region)
    if place is None or (region is None and place.level == "county"):
        return part
    return replace(part, role="district")


def _texts(document: Document, parts: Iterable[Part], role: str) -> list[str]:
    """What is printed at the parts of a role."""
    return [document.quote(p.span) for p in parts if p.role == role]


def _office(document: Document, parts: Sequence[Part]) -> str | None:
    """The office as printed, several levels one behind the other; a district with the office of its heading."""
    pieces = [canonical_title(document.quote(p.span)) for p in parts if p.role in ("office", "district")]
    if len(pieces) > 1 and _SERVICE.fullmatch(pieces[0]) and not _SERVICE.fullmatch(pieces[-1]):
        pieces = pieces[1:]  # 政策咨询：市人社局专技处
    pieces += [canonical_title(document.quote(p.span)) for p in parts if p.role == "collective"]
    return "".join(pieces) or None


def _in_full(office: str | None, offices: Iterable[str]) -> str | None:
    """A short office in the form in which the notice names it elsewhere, if there is just one."""
    if office is None or len(office) > _SHORT_OFFICE:
        return office
    longer = {o for o in offices if o != office and o.endswith(office)}
    return longer.pop() if len(longer) == 1 else office


def _area_code(office: str | None, region: Region | None) -> str | None:
    """The area code that an office's number is dialled with: that of the city it names, else that of the notice."""
    own = _region(office) if office is not None and _NAMES_PLACE.match(office) else None
    if own is not None and own.level in ("city", "county") and own.area_code is not None:
        return own.area_code
    return region.area_code if region else None


@lru_cache(maxsize=4096)
def _region(office: str) -> Region | None:
    """The region that an office serves; offices come again in every notice of a city."""
    return region_of_issuer(office)


def _numbers(document: Document, parts: Iterable[Part], area_code: str | None) -> list[PhoneValue]:
    """The values of the numbers of one contact: a printed area code holds for the numbers behind it too."""
    values: list[PhoneValue] = []
    for part in parts:
        printed = document.quote(part.span)
        if match := _AREA.match(printed) or _JOINED_AREA.match(printed):
            area_code = match[1]
        values.append(normalize_phone(printed, area_code))
    return values
