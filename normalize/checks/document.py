"""Checks of the identity of a notice (DOC_*): number, date of issue, signature, title, addressees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz import fuzz

from ingest.document import Block, Span
from normalize.checks.case import Case
from normalize.checks.names import fold, is_subsequence, missing_from, office_core, title_core
from normalize.record import Evidence, Finding

_OFFICE_LINE = re.compile(
    r"[一-鿿（）()、\s　]{2,40}(?:局|厅|部|委|委员会|办公室|中心|院|会|政府|处|大学|学院|公司|集团|基地|站|所|室|科|股)"
    r"(?:\s*[（(](?:盖章|章|代章|[一-鿿]{4,20})[)）])?"
)
_DATE_AT_END = re.compile(
    r"[\d〇○零一二三四五六七八九⒛]{2,4}\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日\s*$"
)
_NOTE = re.compile(r"[（(]\s?(?:此件|主动公开|依申请公开|不予公开|公开属性)")
_OWN_NUMBER = re.compile(r"[一-鿿]{2,12}\s?[〔\[［【](?:19|20)\d{2}[〕\]］】]\s?\d{1,4}\s?号")
_NUMBER_YEAR = re.compile(r"[〔\[［【(（]((?:19|20)\d{2})[〕\]］】)）]")
_FILE_LINE = re.compile(
    r"(关于[^《》\n]{4,100}?(?:通知|通告|公告|意见|函|方案|办法))[^\n]{0,24}?[.．](?:docx?|wps|pdf|xlsx?|zip|rar)\b",
    re.I,
)
# zones that are no districts of GB/T 2260; 新区 and 湖区 end names of districts too (浦东新区, 西湖区)
_ZONE = re.compile(
    r"[一-鿿]{0,6}?(?:高新区|经开区|经济(?:技术)?开发区|开发区|保税区|度假区|示范区|合作区|产业园区|功能区|风景区)"
)
_ALL_ZONES = re.compile(
    r"各(?:类|有关|市属)?(?:开发区|功能区|高新区|园区|经济区|新区)|[（(]?(?:市、区|功能区|开发区)[)）]"
)
_OWN_TITLE = 70  # per cent of likeness from which another line is this notice's title in another wording


def not_a_notice(case: Case) -> Iterator[Finding]:
    """DOC_NOT_NOTICE: neither title nor issuer nor anything that a notice asks or grants."""
    record = case.record
    says = (record.quotas, record.conversion_rules, record.training_items, record.filing_requirements, record.citations)
    if record.title is None and record.issuer is None and not any(says):
        yield case.finding("DOC_NOT_NOTICE", _at_head(case))


def number_missing(case: Case) -> Iterator[Finding]:
    """DOC_NUMBER_MISSING: no document number of the notice's own (GB/T 9704-2012, 7.2.5)."""
    if case.record.doc_number is None and not any(_OWN_NUMBER.match(case.quote(b)) for b in case.head):
        yield case.finding("DOC_NUMBER_MISSING", _at_head(case))


def issue_date_missing(case: Case) -> Iterator[Finding]:
    """DOC_ISSUE_DATE_MISSING: no date of issue (GB/T 9704-2012, 7.3.5.4)."""
    if case.record.issue_date is None:
        yield case.finding("DOC_ISSUE_DATE_MISSING", _at_foot(case))


def signature(case: Case) -> Iterator[Finding]:
    """DOC_SIGNATURE_MISSING, or DOC_SIGNATURE_DAMAGED where a seal or the scan has swallowed part of the name."""
    damaged = _damaged_signature(case)
    if damaged is not None and case.record.issuer is not None:
        printed, issuer = fold(case.quote(damaged)), fold(case.record.issuer)
        yield case.finding(
            "DOC_SIGNATURE_DAMAGED",
            [damaged.span],
            printed=case.quote(damaged).strip(),
            issuer=case.record.issuer,
            lost=missing_from(printed, issuer),
        )
    elif not _is_signed(case):
        yield case.finding("DOC_SIGNATURE_MISSING", _at_foot(case))


def title_variant(case: Case) -> Iterator[Finding]:
    """DOC_TITLE_VARIANT: the name of an attached file, or a second title line, words the title otherwise."""
    title = case.record.title
    if title is None:
        return
    core = title_core(title)
    for span in _other_titles(case):
        other = case.document.quote(span)
        if title_core(other) != core and fuzz.ratio(title_core(other), core) >= _OWN_TITLE:
            places: list[Span | Evidence] = [*_title_place(case), span]
            yield case.finding("DOC_TITLE_VARIANT", places, title=title, other=other)
            return


def number_year(case: Case) -> Iterator[Finding]:
    """DOC_NUMBER_YEAR_MISMATCH: 〔2025〕 in the number of a notice issued in 2026."""
    number, issued = case.record.doc_number, case.record.issue_date
    match = _NUMBER_YEAR.search(number) if number else None
    if number and issued and match and int(match.group(1)) != issued.year:
        places = [e for key in ("doc_number", "issue_date") if (e := case.record.evidence.get(key))]
        yield case.finding("DOC_NUMBER_YEAR_MISMATCH", places, number=number, issued=issued.isoformat())


def addressees(case: Case) -> Iterator[Finding]:
    """DOC_ADDRESSEE_MISMATCH: a development zone has a telephone in the notice but is not among those addressed.

    Only where the addressees name zones one by one; 各开发区 covers them all, and counties are covered by 各区县.
    """
    line = next((b for b in case.head if case.quote(b)[-1:] in "：:" and re.search("[各、，,]", case.quote(b))), None)
    if line is None:
        return
    addressed = case.quote(line)
    if not _ZONE.search(addressed) or _ALL_ZONES.search(addressed):
        return
    missing: dict[str, Evidence] = {}
    for contact in case.record.contacts:
        zone = _ZONE.search(contact.office or "")
        if zone and not _is_addressed(zone.group(), addressed):
            missing.setdefault(zone.group(), contact.evidence)
    if missing:
        yield case.finding("DOC_ADDRESSEE_MISMATCH", [line.span, *missing.values()], offices="、".join(missing))


def _at_head(case: Case) -> list[Span | Evidence]:
    """The first line and the title: the number would stand between them."""
    first: list[Span | Evidence] = [b.span for b in case.body[:1]]
    title = _title_place(case)
    return title if any(isinstance(t, Evidence) and t.span in first for t in title) else first + title


def _title_place(case: Case) -> list[Span | Evidence]:
    place = case.record.evidence.get("title")
    return [place] if place else []


def _at_foot(case: Case) -> list[Span]:
    """The signature, or the last line of the body where there is none."""
    signed = [b for b in case.tail if _is_signature(case, b)]
    return [b.span for b in (signed or case.body)[-1:]]


def _is_signed(case: Case) -> bool:
    """An office at the foot, or above a date further up where a scheme without 附件 is printed behind the notice."""
    dated = (a for a, b in pairwise(case.body) if _DATE_AT_END.match(case.quote(b).strip()))
    return any(_is_signature(case, block) for block in (*case.tail, *dated))


def _is_signature(case: Case, block: Block) -> bool:
    line = _DATE_AT_END.sub("", case.quote(block)).strip()
    if case.list_span[0] <= block.span[0] < case.list_span[1]:
        return False
    if _OFFICE_LINE.fullmatch(line):
        return True
    issuer = case.record.issuer
    return issuer is not None and len(line) <= len(issuer) + 30 and office_core(issuer) in office_core(line)


def _damaged_signature(case: Case) -> Block | None:
    """A line beside the date or 此件公开 whose characters are the issuer's name with a piece lost.

    A usual short form (省人力资源社会保障厅, 市人社局) is no damage: it is the name's end in another spelling.
    """
    if case.record.issuer is None:
        return None
    issuer = fold(case.record.issuer)
    for i, block in enumerate(case.tail):
        line = fold(case.quote(block))
        if not 4 <= len(line) < len(issuer) or not _beside_date(case, i):
            continue
        short = office_core(line)
        if any(fold(office) in line for office in case.record.issuer.split("、")):
            continue  # several offices sign together, on a line each or with blanks between them
        if is_subsequence(line, issuer) and line[:2] == issuer[:2] and not _is_usual_form(short, office_core(issuer)):
            return block
    return None


def _is_usual_form(short: str, full: str) -> bool:
    """Whether a name in one spelling is the whole of the other, its end, or both without the place in front."""
    return short == full or full.endswith(short) or short.endswith(full)


def _beside_date(case: Case, index: int) -> bool:
    around = case.tail[max(0, index - 1) : index + 3]
    return any(_DATE_AT_END.search(case.quote(b)) or _NOTE.match(case.quote(b)) for b in around)


def _other_titles(case: Case) -> Iterator[Span]:
    """Names of files printed at the foot, and further title lines of the head."""
    title = case.record.evidence.get("title")
    for block in case.head:
        line = case.quote(block)
        if (
            title
            and not _overlap(block.span, title.span)
            and re.fullmatch(r"[^《》。；]{0,40}关于[^《》。；]{6,80}(?:通知|通告|公告)", line)
        ):
            yield block.span
    for block in case.document.blocks:
        for match in _FILE_LINE.finditer(case.document.text, *block.span):
            yield match.span(1)


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _is_addressed(zone: str, addressed: str) -> bool:
    """开发区 of a contact is addressed as 经济开发区 too, and 临港经开区 as 临港区."""
    kind = re.sub(r"经济(?:技术)?", "", zone)
    return zone in addressed or kind in addressed or kind.replace("经开区", "开发区") in addressed
