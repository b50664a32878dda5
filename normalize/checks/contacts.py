"""Checks of contacts (CON_*): numbers that are missing, damaged or oddly written, names of offices and persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.finders.contacts.words import is_person, may_be_persons
from extract.mentions import Mention, Part
from ingest.document import Block, BlockKind, Span
from normalize.checks.case import Case
from normalize.checks.lists import channels
from normalize.checks.names import fold, office_core
from normalize.checks.reading import paragraphs, stated, without_mark
from normalize.facts.damage import damaged_number
from normalize.record import Contact, Evidence, Finding
from normalize.values.phones import PhoneValue, Problem, normalize_phone
from normalize.values.regions import Region, region_by_code, region_of_issuer

_ODD_DASH = re.compile(r"(?<=\d)\s?[—–―－﹣]\s?(?=\d)")
_UNDASHED = re.compile(r"0(?:10|2\d|[3-9]\d{2})\d{7,8}")
_AREA = re.compile(r"[（(]?0(?:10|2\d|[3-9]\d{2})[)）\-—–－\s]|0(?:10|2\d|[3-9]\d{2})\d{7,8}")
_OTHER_FORM = re.compile(r"\d{1,4}|86[-—\s]?0?\d{2,3}[-—\s]?\d{7,8}")
"""The tail of 55501234/35, and a country code without its +: odd, and still readable."""
_UNUSABLE = frozenset({Problem.SIGNS, Problem.LENGTH, Problem.AREA_INVALID})
_SHORTEST_GROUP = 8  # digits of a QQ group that cannot be a local telephone number
_LIST_GAP = 60  # code points between two entries of one list
_LONGEST_OFFICE = 30
_DEPARTMENT = 3  # 专技股, 人事科
_LIST_ITEM = re.compile(r"[^，,；;。：:\n]+")
_NAMED_NUMBER = re.compile(r"[一-鿿]{2}[ \u3000]*(?:0\d{2,3}[-—–－ ])?[2-9]\d{6,7}$")
_OFFICE_ALONE = re.compile(r"[一-鿿]{1,10}(?:市|县|区|旗|州|盟|局|科|处|股|中心)")
_NUMBER_FIRST = re.compile(r"[，,：: \u3000]{0,3}[0-9]")  # 兰山区，0539-8184255
_FEWEST_ITEMS = 3
_SIBLINGS = 3  # districts written in full that show how one without its 区 should read


@dataclass(frozen=True, slots=True)
class _Number:
    """A printed number with its value, its place and the numbers' area code printed before it in the same entry."""

    span: Span
    value: PhoneValue
    area_printed: bool


_AREA_DIGITS = re.compile(r"[（(]?(0(?:10|2\d|[3-9]\d{2}))")


def phone_missing(case: Case) -> Iterator[Finding]:
    """CON_PHONE_MISSING: in a list of offices with their numbers one has none."""
    contacts = case.record.contacts
    for i, contact in enumerate(contacts):
        if not _is_entry(contact) or _is_reachable(contact):
            continue
        beside = [c for c in contacts[max(0, i - 2) : i + 3] if c is not contact and _lists_with(contact, c)]
        if contact.address is not None:  # 地址 on a line of its own names no office that lacks a number
            beside = [c for c in beside if c.address is not None]
        numbered = [c for c in contacts if c.phones or c.phones_damaged]
        if any(c.phones or c.phones_damaged for c in beside) and len(numbered) > 1:
            yield case.finding("CON_PHONE_MISSING", [contact.evidence], office=contact.office)
    yield from _lines_without_number(case)
    yield from _items_without_number(case)


def phone_damaged(case: Case) -> Iterator[Finding]:
    """CON_PHONE_DAMAGED: signs that are no digits, too few or too many digits, or digits that were misread."""
    for span in dict.fromkeys(_damaged(case)):
        printed = case.document.raw_quote(span).strip()
        yield case.finding("CON_PHONE_DAMAGED", [span], printed=printed)


def phone_format(case: Case) -> Iterator[Finding]:
    """CON_PHONE_FORMAT: no hyphen behind the area code, or a dash in its place; numbers of one kind in one finding."""
    landlines = [n for n in _numbers(case) if n.value.kind == "landline" and n.value.e164 is not None]
    undashed = [n for n in landlines if _UNDASHED.fullmatch(n.value.printed)]
    dashed = [n for n in landlines if n not in undashed and _ODD_DASH.search(n.value.printed)]
    for group in (undashed, dashed):
        if group:
            wide = all("－" in n.value.printed for n in group)
            yield case.finding(
                "CON_PHONE_FORMAT",
                [n.span for n in group],
                certainty="judgment" if wide else None,  # full width, as many presses set it
                printed=group[0].value.printed,
                expected=_regular(group[0].value),
            )


def phone_length(case: Case) -> Iterator[Finding]:
    """CON_PHONE_FORMAT: all numbers behind one area code have as many digits, so one that has fewer lacks one; or the
    national numbering plan has no such number."""
    for number in _numbers(case):
        if number.value.problem is Problem.NOT_ASSIGNED:
            expected = "现行号段内的号码（位数或号段不符，须核对）"
            printed = number.value.printed
            yield case.finding(
                "CON_PHONE_FORMAT", [number.span], severity="warning", printed=printed, expected=expected
            )
    by_area: dict[str, dict[int, list[_Number]]] = {}
    for number in _numbers(case):
        value = number.value
        if value.kind in ("landline", "local") and value.e164 is not None:
            area, local = _split(value)
            by_area.setdefault(area, {}).setdefault(len(local), []).append(number)
    for lengths in by_area.values():
        if len(lengths) < 2:
            continue
        usual = max(lengths, key=lambda digits: (len(lengths[digits]), digits))
        for digits, numbers in lengths.items():
            if digits != usual:
                expected = f"{usual}位（同区号其他号码为{usual}位，此处{digits}位）"
                yield case.finding(
                    "CON_PHONE_FORMAT",
                    [n.span for n in numbers],
                    severity="warning",
                    printed=numbers[0].value.printed,
                    expected=expected,
                )


def no_area_code(case: Case) -> Iterator[Finding]:
    """CON_NO_AREA_CODE: one finding for all numbers that print none and stand behind none."""
    local = [n for n in _numbers(case) if n.value.kind == "local" and not n.area_printed]
    if local and not channels().area_stated.search(case.text):
        region = _region(case)
        area = region.area_code if region and region.area_code else "区号不详"
        yield case.finding("CON_NO_AREA_CODE", [n.span for n in local], area_code=area, count=len(local))


def personal_mobile(case: Case) -> Iterator[Finding]:
    """CON_PERSONAL_MOBILE: private numbers, which no output may carry in full."""
    mobiles = [n.span for n in _numbers(case) if n.value.kind == "mobile"]
    if mobiles:
        yield case.finding("CON_PERSONAL_MOBILE", mobiles)


def footer_noise(case: Case) -> Iterator[Finding]:
    """CON_FOOTER_NOISE: telephone numbers and links of the page that carries the notice."""
    furniture = (b for b in case.document.blocks if b.kind is BlockKind.FURNITURE)
    places = [b.span for b in furniture if channels().footer.search(case.quote(b))]
    if any(re.search(r"\d{5}", case.document.quote(p)) for p in places):
        yield case.finding("CON_FOOTER_NOISE", places)


def entity_name(case: Case) -> Iterator[Finding]:
    """CON_ENTITY_NAME_VARIANT: 台儿庄人力资源和社会保障局 among offices whose district is written in full."""
    for end in channels().office_ends:
        named = [
            (c, (c.office or "").removesuffix(end)) for c in case.record.contacts if (c.office or "").endswith(end)
        ]
        full = [place for _, place in named if channels().place_ends.search(place)]
        for contact, place in named:
            if len(full) < _SIBLINGS or len(place) < 2 or channels().place_ends.search(place):
                continue
            known = _district(case, place, end)
            if known is not None:
                yield case.finding(
                    "CON_ENTITY_NAME_VARIANT", [contact.evidence], printed=contact.office, expected=f"{known}{end}"
                )


def channel_suspect(case: Case) -> Iterator[Finding]:
    """CON_CHANNEL_SUSPECT: a QQ group with as many digits as a local telephone number."""
    for contact in case.record.contacts:
        for group in contact.qq_groups:
            if len(group) < _SHORTEST_GROUP:
                why = f"仅{len(group)}位，形似本地电话，须核对"
                yield case.finding("CON_CHANNEL_SUSPECT", [contact.evidence], channel="QQ群号", printed=group, why=why)


def name_boundary(case: Case) -> Iterator[Finding]:
    """CON_NAME_BOUNDARY: four to six signs without a separator, more than one person's name holds."""
    seen: set[str] = set()
    for contact, mention in stated(case.record.contacts, case.mentions.of("contact")):
        for part in mention.all("person"):
            name = case.document.quote(part.span)
            if name not in seen and may_be_persons(name) and not channels().compound_surnames.match(name):
                seen.add(name)
                yield case.finding("CON_NAME_BOUNDARY", [part.span, contact.evidence], printed=name)


def contact_missing(case: Case) -> Iterator[Finding]:
    """CON_CONTACT_MISSING: who takes complaints or questions is named and cannot be reached; or nobody at all."""
    known = [office_core(c.office) for c in case.record.contacts if c.office]
    for block in case.prose:
        for match in channels().in_charge.finditer(case.text, *block.span):
            office = match["office"]
            core = office_core(office)
            if not any(core in name or name in core for name in known):
                yield case.finding("CON_CONTACT_MISSING", [match.span("office"), match.span()], office=office)
    if not case.record.contacts and _is_notice(case):
        places: list[Span | Evidence] = [b.span for b in case.tail[-2:]] or [b.span for b in case.body[-1:]]
        yield case.finding("CON_CONTACT_MISSING", places, office=case.record.issuer or "本件")


# ---------------------------------------------------------------- numbers


def _numbers(case: Case) -> Iterator[_Number]:
    """All readable telephone and fax numbers of the contacts, in reading order, each once."""
    seen: set[Span] = set()
    region = _region(case)
    for contact, mention in stated(case.record.contacts, case.mentions.of("contact")):
        own = region_of_issuer(contact.office) if contact.office else None
        area = own.area_code if own and own.area_code else region.area_code if region else None
        printed_before = False
        for part in _parts(mention, "phone", "fax"):
            printed = case.document.quote(part.span)
            area_here = _AREA.match(printed) is not None
            if area_here and (code := _AREA_DIGITS.match(printed)):
                area = code[1]  # holds for the numbers behind it too
            if part.span not in seen and damaged_number(case.document, part.span) is None:
                seen.add(part.span)
                yield _Number(part.span, normalize_phone(printed, area), area_here or printed_before)
            printed_before = printed_before or area_here


def _damaged(case: Case) -> Iterator[Span]:
    for _, mention in stated(case.record.contacts, case.mentions.of("contact")):
        for part in _parts(mention, "phone_damaged", "phone", "fax"):
            whole = damaged_number(case.document, part.span)
            if _OTHER_FORM.fullmatch(case.document.quote(part.span)):
                continue
            if part.role == "phone_damaged" or whole:
                yield whole or part.span
            elif normalize_phone(case.document.quote(part.span), "010").problem in _UNUSABLE:
                yield part.span


def _parts(mention: Mention, *roles: str) -> list[Part]:
    return sorted((p for p in mention.parts if p.role in roles), key=lambda p: p.span)


def _regular(value: PhoneValue) -> str:
    """0531-51788246, with the extension as it is usually written."""
    area, local = _split(value)
    return f"{area}-{local}{f'转{value.extension}' if value.extension else ''}"


def _split(value: PhoneValue) -> tuple[str, str]:
    """Area code and local number of a number that can be dialled."""
    national = (value.e164 or "").removeprefix("+86")
    area = 2 if re.match(r"10|2\d", national) else 3
    return f"0{national[:area]}", national[area:]


def _region(case: Case) -> Region | None:
    place = case.record.jurisdiction
    known = region_by_code(place.code) if place and place.code else None
    return known or (region_of_issuer(case.record.issuer) if case.record.issuer else None)


# ---------------------------------------------------------------- entries


def _is_reachable(contact: Contact) -> bool:
    return bool(
        contact.phones
        or contact.phones_damaged
        or contact.emails
        or contact.emails_damaged
        or contact.qq_groups
        or contact.fax
    )


def _is_entry(contact: Contact) -> bool:
    """Whether an entry names an office: not a person, not 合计, and no row whose cells were taken for one another."""
    office = contact.office or ""
    named = bool(office) and not is_person(office) and not channels().no_office.match(office)
    return named and not re.search(r"\d{5}", contact.evidence.quote)


def _lists_with(one: Contact, other: Contact) -> bool:
    """Whether two entries stand in one list or table: close to one another, both with an office's name."""
    (a, b), (c, d) = sorted((one.evidence.span, other.evidence.span))
    return other.office is not None and c - b <= _LIST_GAP and b > a and d > c


def _lines_without_number(case: Case) -> Iterator[Finding]:
    """A line that only names an office, between two lines of its form that name such offices with their numbers."""
    offices = {id(_block(case, c)): c.office for c in case.record.contacts if c.phones and c.office}
    blocks = case.blocks
    for i, block in enumerate(blocks):
        line = case.quote(block)
        name = without_mark(line).strip(" 　：:；;，,。")
        if len(name) > _LONGEST_OFFICE or id(block) in offices:
            continue
        pairs = ((i - 1, i + 1), (i - 2, i - 1), (i + 1, i + 2))  # inside the list, at its end, at its head
        for pair in pairs:
            beside = [blocks[k] for k in pair if 0 <= k < len(blocks)]
            names = [offices.get(id(b)) or "" for b in beside]
            if len(beside) == 2 and all(names) and _named_alike(name, names):
                marked = all(_is_marked(case.quote(b)) == _is_marked(line) for b in beside)
                if marked and not any(c.evidence.span == block.span for c in case.record.contacts):
                    yield case.finding("CON_PHONE_MISSING", [block.span], office=name)
                    break


def _items_without_number(case: Case) -> Iterator[Finding]:
    """海陵区 0523-86555515，姜堰区。: an item of a running list that only names an office, the others with numbers."""
    for block in paragraphs(case):
        items = list(_LIST_ITEM.finditer(case.text, *block.span))
        numbered = [m for m in items if _NAMED_NUMBER.search(m.group())]
        bare = [
            m for m in items if _OFFICE_ALONE.fullmatch(m.group().strip()) and case.text[m.start() - 1] not in "：:"
        ]
        if len(numbered) < _FEWEST_ITEMS or len(bare) >= len(numbered):
            continue
        for item in bare:
            if numbered[0].start() < item.start() and not _NUMBER_FIRST.match(case.text, item.end()):
                yield case.finding("CON_PHONE_MISSING", [item.span()], office=item.group().strip())


def _named_alike(name: str, others: list[str]) -> bool:
    """Whether a name ends as the others do: in 人社局, or in the same department 专技股."""
    common = next((end for end in channels().office_ends if name.endswith(end)), "")
    if common and all(common in other for other in others):
        return True
    return len(name) > _DEPARTMENT and all(other[-_DEPARTMENT:] == name[-_DEPARTMENT:] for other in others)


def _is_marked(line: str) -> bool:
    return without_mark(line) != line


def _block(case: Case, contact: Contact) -> Block | None:
    return case.document.block_at(contact.evidence.span[0])


def _district(case: Case, place: str, end: str) -> str | None:
    """The district that a name without 区, 县 or 市 stands for; None where no table has it in this city."""
    city = case.record.jurisdiction.code if case.record.jurisdiction else None
    for sign in "区县市":
        region = region_of_issuer(f"{place}{sign}{end}")
        if region and region.code and (city is None or region.code.startswith(city[:4])) and region.level == "county":
            return f"{place}{sign}"
    return None


def _is_notice(case: Case) -> bool:
    """A notice that asks people for something; a regulation needs no telephone."""
    title = fold(case.record.title or "")
    return case.record.year is not None and re.search(r"通知|公告|通告|指引$", title) is not None
