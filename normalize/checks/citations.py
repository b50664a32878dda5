"""Checks of cited documents within one notice (CIT_*): numbers, titles, the superior notice, sources of rules."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from extract.mentions import Mention
from ingest.document import Span
from normalize.checks.case import Case
from normalize.checks.names import fold, title_core
from normalize.record import Citation, Finding
from normalize.values.identifiers import canonical_doc_number

_OFFICIAL = re.compile(
    r"关于.{2,}(?:通知|意见|函|公告|通告|决定|批复|通报|请示)(?:\(.{1,16}\))?$"
    r"|^[一-鿿]{2,6}?(?:省|市|自治区|县|区).{4,}(?:办法|细则|实施方案|实施意见)(?:\(.{1,8}\))?$"
)
"""Titles of documents that bear a number (GB/T 9704-2012, 7.2.5). Laws, standards and certificates need none."""
_REGULATION = re.compile(r"继续教育.{0,12}(?:条例|规定|办法|实施细则)$")
_PARENT_WORD = re.compile(
    r"(?:[省市部]|自治区|人社|人力资源和?社会保障)[厅局委](?:关于|[^，。；]{0,12}(?:部署|要求|通知|安排|文件|精神))"
    r"|(?:省|自治区|国家|上级)(?:有关)?(?:部署|要求|文件|通知)"
)
_ANNUAL = re.compile(r"(?:继续教育|公需科目|公需课|专业技术人员).*(?:通知|意见|方案|公告|通告|安排|解答|问答|提示|函$)")
_OCCASION = re.compile(r"基地|选题|征集|研修班|培训班|高研班|遴选|评选|师资")
"""What is no year's round of learning: bases under review, a single class, a call for subjects."""
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBER_YEAR = re.compile(r"(?:[〔\[(]|(?=(?:19|20)\d{2}年第))((?:19|20)\d{2})(?:[〕\])]|年第)")  # 2026年第3号公告 too
_BRACKET_REST = re.compile(r"[（(]?[^（）()。；《]{0,40}")
_ISSUED = re.compile(r"((?:19|20)\d{2})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日\s?(?:印发|发布|公布|施行|起)")
_CONVERSION = re.compile(r"折算|换算|折合|(?:认定|计算|登记|具体)标准")
_CONVERSION_HEADING = re.compile(r"折算|换算|学[时分](?:的)?(?:认定|计算)|认定标准")
_FORM = re.compile(r"表(?:\([^()]*\))?$")  # a form is filled in; it rules nothing
_SOURCE = re.compile(
    r"(?:按照|按|依照|依据|根据|参照|执行|详?见)(?P<name>[^，。；：“”]{0,40}?)[（(]\s?(?:详?见)?附\s?件\s?(?P<no>\d{1,2})\s?[)）]"
    r"|(?:按照|按|依照|依据|根据|参照|执行)\s?《(?P<title>[^《》]{4,80})》(?:\s?[（(][^（）()]{4,40}[)）])?"
    r"(?=(?:[^《》。；，]{0,12}(?:执行|办理|折算|换算|认定|登记|计算)|[^。；]{0,30}(?:学时)?(?:折算|换算)))"
)
_GROUNDS = re.compile(r"根据|依据|按照|依照|贯彻|落实|结合")
_EXECUTE = re.compile(
    r"(?:现将|[^《》]*请)(?!.*(?:根据|依据|按照|依照)[^。]*《)[^。]*(?:落实|执行|实施)。?$"
)  # 请结合实际抓好落实
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_NEAR_TITLE = 92  # per cent of likeness from which two titles of one year name one document
_HELD_EVERYWHERE = {"专业技术人员继续教育规定"}  # Ministry Order No. 25 ships with the program


def number_missing(case: Case) -> Iterator[Finding]:
    """CIT_NUMBER_MISSING: a 关于…的通知 is cited without its number."""
    numbered = {title_core(c.title) for c in case.record.citations if c.number}
    seen: set[str] = set()
    for citation in case.record.citations:
        core = title_core(citation.title)
        if citation.number or core in numbered | seen or not _OFFICIAL.search(fold(citation.title)):
            continue
        seen.add(core)
        yield case.finding("CIT_NUMBER_MISSING", [citation.evidence], title=citation.title)


def title_missing(case: Case) -> Iterator[Finding]:
    """CIT_TITLE_MISSING: 根据冀人社字〔2026〕33号 alone is no entry of the citations: its title is nowhere."""
    known = {fold(c.number) for c in case.record.citations if c.number} | {fold(case.record.doc_number or "")}
    for mention in case.mentions.of("citation"):
        part = mention.part("number")
        if part is None or mention.part("title") is not None:
            continue
        printed = re.sub(r"\s+", "", case.document.quote(part.span))
        number = fold(canonical_doc_number(printed) or printed)
        if number not in known:
            known.add(number)
            yield case.finding("CIT_TITLE_MISSING", [part.span], number=printed)


def parent_missing(case: Case) -> Iterator[Finding]:
    """CIT_PARENT_MISSING: a city's annual notice that does not cite the province's notice of the same year.

    Open to argument where the grounds speak of the superior office's arrangements without naming a document.
    """
    place, year = case.record.jurisdiction, case.record.year
    if place is None or year is None or place.level not in ("city", "county") or not _is_annual(case, year):
        return
    grounds = _grounds(case)
    years = {year, case.record.issue_date.year if case.record.issue_date else year}
    if grounds is None or any(_is_parent(c, y, place.name) for c in case.record.citations for y in years):
        return
    if any(_is_number_from_above(case, m, years) for m in case.mentions.of("citation")):
        return
    vague = _PARENT_WORD.search(re.sub("《[^《》]*》", "", case.document.quote(grounds)))
    yield case.finding(
        "CIT_PARENT_MISSING",
        [grounds],
        certainty="judgment" if vague else "certain",
        year=year,
        parent="省级" if place.level == "city" else "上级",
    )


def _is_number_from_above(case: Case, mention: Mention, years: set[int]) -> bool:
    """鲁人社字〔2026〕31号 alone: a paper of the year without its title, by another office than the notice's own."""
    part = mention.part("number")
    if part is None or mention.part("title") is not None:
        return False
    number, own = fold(case.document.quote(part.span)), fold(case.record.doc_number or "")
    year = _NUMBER_YEAR.search(number)
    return year is not None and int(year.group(1)) in years and own[:1] != number[:1]


def basis_late(case: Case) -> Iterator[Finding]:
    """CIT_BASIS_LATE: a regulation on continuing education that the clauses rest on is not among the grounds."""
    grounds = _grounds(case)
    if grounds is None:
        return
    named = {title_core(c.title) for c in case.record.citations if c.evidence.span[0] < grounds[1]}
    seen: set[str] = set()
    for citation in case.record.citations:
        core = title_core(citation.title)
        behind = grounds[1] <= citation.evidence.span[0] < case.body_end
        if behind and _REGULATION.search(core) and core not in named | seen:
            seen.add(core)
            yield case.finding("CIT_BASIS_LATE", [citation.evidence], title=citation.title)


def contradictions(case: Case) -> Iterator[Finding]:
    """One title under two numbers, one number with two titles, and names written in two ways, within the notice."""
    for a, b in combinations(_distinct(case.record.citations), 2):
        if title_core(a.title) == title_core(b.title):
            yield from _two_numbers(case, a, b)
        else:
            yield from _two_titles(case, a, b)


def later_than_document(case: Case) -> Iterator[Finding]:
    """CIT_LATER_THAN_DOC: a cited number is of a later year than the notice itself."""
    own = case.record.issue_date.year if case.record.issue_date else case.record.year
    if own is None:
        return
    for citation in case.record.citations:
        match = _NUMBER_YEAR.search(fold(citation.number or ""))
        cited = citation.number or f"《{citation.title}》"
        if match and int(match.group(1)) > own:
            yield case.finding("CIT_LATER_THAN_DOC", [citation.evidence], cited=cited, own=f"{own}年")
        elif (day := _printed_day(case, citation)) and case.record.issue_date and day > case.record.issue_date:
            yield case.finding(
                "CIT_LATER_THAN_DOC", [citation.evidence], cited=cited, own=case.record.issue_date.isoformat()
            )


def _printed_day(case: Case, citation: Citation) -> dt.date | None:
    """The day of issue printed with the number: （章人社发〔2023〕4号，2023年9月2日印发）."""
    start, end = citation.evidence.span
    behind = _BRACKET_REST.match(case.text, end)
    match = _ISSUED.search(case.text, start, behind.end() if behind else end)
    try:
        return dt.date(*(int(g) for g in match.groups())) if match else None
    except ValueError:  # the 31st of February, misread or mistyped
        return None


def rule_source(case: Case) -> Iterator[Finding]:
    """CIT_RULE_SOURCE_NOT_HELD: hours are converted 按照 an annex that is not in the file, or another document."""
    for block in case.prose:
        heading = _conversion_heading(case, block.span[0])
        for sentence in _SENTENCE.finditer(case.text, *block.span):
            if not heading and not _CONVERSION.search(sentence.group()):
                continue
            for match in _SOURCE.finditer(case.text, *sentence.span()):
                if source := _not_held(case, match):
                    yield case.finding("CIT_RULE_SOURCE_NOT_HELD", [match.span()], source=source[0], state=source[1])


def _not_held(case: Case, match: re.Match[str]) -> tuple[str, str] | None:
    """What the rule rests on and what is wrong with it, or None where the file holds it."""
    if no := match.group("no"):
        if _FORM.search(fold(match.group("name"))):
            return None
        return None if f"附件{int(no)}" in case.annexes or _single(case) else (f"附件{int(no)}", "未随附")
    title = match.group("title")
    core = title_core(title)
    annexed = any(title_core(a.title) == core for a in case.listed)
    held = annexed or any(core and core in fold(case.quote(b)) for bs in case.annexes.values() for b in bs[:4])
    return None if held or core in _HELD_EVERYWHERE else (f"《{title}》", "未入库")


def _single(case: Case) -> bool:
    return "附件" in case.annexes and len(case.listed) <= 1


def _conversion_heading(case: Case, offset: int) -> bool:
    """Whether the clause at an offset is headed 学时折算."""
    clause = case.document.clause_at(offset)
    for block in case.prose:
        if block.span[0] > offset:
            return False
        if block.clause and block.clause == clause:
            return bool(_CONVERSION_HEADING.search(case.quote(block)[:20]))
    return False


def _is_annual(case: Case, year: int) -> bool:
    """A notice on continuing education of one year; regulations and rules of a city have no annual parent."""
    title = case.record.title or ""
    return str(year) in title and bool(_ANNUAL.search(fold(title))) and _OCCASION.search(title) is None


def _grounds(case: Case) -> Span | None:
    """The sentence of the opening that names the grounds: 根据…，现就…通知如下."""
    blocks = case.head or case.body[:6]
    for block in blocks:
        for sentence in _SENTENCE.finditer(case.text, *block.span):
            if _GROUNDS.search(sentence.group()) and not _EXECUTE.match(sentence.group()):
                return sentence.span()
    closing = next((b for b in blocks if re.search(r"通知如下|如下[：:]$", case.quote(b))), None)
    return closing.span if closing else None


def _is_parent(citation: Citation, year: int, own: str) -> bool:
    """A notice of the year that does not speak of the own place: it comes from above."""
    title = fold(citation.title)
    number = _NUMBER_YEAR.search(fold(citation.number or ""))
    of_year = str(year) in title or (number is not None and int(number.group(1)) == year and not _YEAR.search(title))
    return of_year and _ANNUAL.search(title) is not None and own not in title


def _distinct(citations: tuple[Citation, ...]) -> list[Citation]:
    found: dict[tuple[str, str], Citation] = {}
    for citation in citations:
        found.setdefault((fold(citation.title), fold(citation.number or "")), citation)
    return list(found.values())


def _two_numbers(case: Case, a: Citation, b: Citation) -> Iterator[Finding]:
    """One title under two numbers of a year; numbers of two years are two documents of one name, unless only the
    year differs (浙卫发〔2022〕17号 and 〔2021〕17号)."""
    number_a, number_b = fold(a.number or ""), fold(b.number or "")
    if not number_a or not number_b or number_a == number_b:
        return
    years_apart = _number_years(number_a) != _number_years(number_b)
    if years_apart and _NUMBER_YEAR.sub("", number_a) != _NUMBER_YEAR.sub("", number_b):
        return
    spelling = number_a.replace("和", "") == number_b.replace("和", "")
    code = "CIT_ISSUER_VARIANT" if spelling else "CIT_NUMBER_CONTRADICTORY"
    yield case.finding(code, [a.evidence, b.evidence], title=a.title, numbers=f"“{a.number}”与“{b.number}”")


def _two_titles(case: Case, a: Citation, b: Citation) -> Iterator[Finding]:
    """One number with two titles, or two nearly equal titles of which at most one bears a number."""
    number_a, number_b = fold(a.number or ""), fold(b.number or "")
    title_a, title_b = title_core(a.title), title_core(b.title)
    places, titles = [a.evidence, b.evidence], f"《{a.title}》与《{b.title}》"
    if number_a and number_a == number_b:
        yield case.finding("CIT_TITLE_CONTRADICTORY", places, number=a.number, titles=titles)
        return
    one_year = _years(title_a) == _years(title_b) and not (number_a and number_b)
    if one_year and fuzz.ratio(title_a, title_b) >= _NEAR_TITLE:
        yield case.finding("CIT_TITLE_VARIANT", places, titles=titles)


def _number_years(number: str) -> list[str]:
    return _NUMBER_YEAR.findall(number)


def _years(title: str) -> list[str]:
    return _YEAR.findall(title)
