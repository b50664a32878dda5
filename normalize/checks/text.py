"""Checks of what reading a file did to its text (TXT_*): misread characters, web pages and markup mixed in, specks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.finders.contacts.words import is_person
from ingest.document import Block, BlockKind, Document, Furniture, Level, Repair, Span
from normalize.checks.case import Case, listed
from normalize.checks.words import RepairRow, broken_terms, repair_rows
from normalize.findings import Certainty
from normalize.record import Evidence, Finding, Severity

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\[bookmark:[^\]]*\]|&[a-z#0-9]+;")
_MARKDOWN = re.compile(r"\*\*|\]\([^()]*\)|^\[$")
_FLOATS = frozenset({"floating", "navigation"})
_SENTENCE = 40  # characters on either side, within the sentence
_FLOAT_GROUP = 10  # floating words so many characters apart hide one passage
_SPECK = re.compile(r"[∫∮∂∝¤♂♀\ue000-\uf8ff\ufffd]|(?<=[。、])[ \u3000]*[、·•∶][ \u3000]+[、·•∶∫]")
_OFFICE_END = re.compile(r"(?:厅|局|委员会|委|部|政府|办公室|院|会)$")
_OFFICE_NEXT = re.compile(
    r"[一-鿿]{2,24}?(?:厅|局|委员会|委|部|政府|办公室|院|会)(?=[一-鿿]{0,24}关于|[》”、，。）)\s])"
)
_INSIDE_WORDS = re.compile(r"[一-鿿](?!关于)[一-鿿]")  # the blank between an office and 关于 parts the lines of a title
_OFFICE_BEFORE = re.compile(r"(?:[处科室局厅部委办组会院校站]|中心|联系人|负责人|电话)$")
_NAME = re.compile(r"[一-鿿]{2,4}(?=[、，,（(：:；;\s\d]|$)")
_LONE_CHARACTER = re.compile(r"[一-鿿](?![一-鿿])")
_ARTICLE = re.compile(
    r"第\s?[\d一二三四五六七八九十百]{1,4}\s?(?:条|章|节|部分|款)|[一二三四五六七八九十\d]{1,3}[、.．]|[（(].{1,3}[)）]"
)
_LONE = re.compile(r"[A-Za-z]{1,2}|[^\w\s一-鿿□■☐☑√○●◎—–\-…/\\（）()《》“”、。，：:；;]{1,3}")
_PHONES = ("phone", "phone_damaged", "fax")
_YEAR_LOST, _YEAR_GLYPH = "year_lost", "year_glyph"


def misread(case: Case) -> Iterator[Finding]:
    """TXT_OCR_DIGIT, TXT_OCR_CHAR, TXT_OCR_PUNCT: repaired characters, one finding for each kind of misreading."""
    groups: dict[tuple[str, str, str], list[Repair]] = {}
    phones = [p.span for m in case.mentions.of("contact") for p in m.parts if p.role in _PHONES]
    for repair in case.document.repairs:
        if any(a <= repair.span[0] and repair.span[1] <= b for a, b in phones):
            continue  # CON_PHONE_DAMAGED says so
        if repair.reason in repair_rows() and not (repair.reason == _YEAR_GLYPH and _in_title(case, repair)):
            groups.setdefault((repair.reason, repair.raw, repair.fixed), []).append(repair)
    for (reason, raw, fixed), repairs in groups.items():
        row = repair_rows()[reason]
        yield case.finding(
            row.code,
            [case.repaired(r) for r in repairs],
            severity=_weight(case, row, repairs),
            raw=raw,
            reading="不可读" if repairs[0].level is Level.UNREADABLE else f"{row.verb}“{fixed}”",
            count=len(repairs),
            advice="" if repairs[0].level is Level.CERTAIN else "，须人工确认",
        )


def misread_year(case: Case) -> Iterator[Finding]:
    """TXT_OCR_YEAR: a year that cannot be read, or a year of the title that could be read only in part.

    The year of the rest of the notice is told, but never filled in.
    """
    year = case.record.year
    for repair in case.document.repairs:
        if repair.reason == _YEAR_LOST:
            advice = f"，不可读，据正文其他处应为{year}年度，须人工确认" if year else "，不可读，须人工确认"
            raw = re.sub(r"\s", "", repair.raw)
            yield case.finding("TXT_OCR_YEAR", [case.repaired(repair, reach=12)], raw=raw, advice=advice)
        elif repair.reason == _YEAR_GLYPH and _in_title(case, repair):
            place = case.repaired(repair, reach=12)
            yield case.finding("TXT_OCR_YEAR", [place], raw=repair.raw, advice=f"，读作“{repair.fixed}”，须核对")


def stray_space(case: Case) -> Iterator[Finding]:
    """TXT_OCR_SPACE: a blank inside a word of running text. Labels of forms are spaced on purpose."""
    repairs = (r for r in case.document.repairs if r.reason == "cjk_space" and case.in_body(r.span))
    spaces = [r for r in repairs if _inside_word(case, r)]
    if spaces:
        places = [case.repaired(r, reach=4) for r in spaces]
        raw = re.sub(r"\s*\n\s*", "", places[0].raw or places[0].quote)
        yield case.finding("TXT_OCR_SPACE", places, raw=raw, count=len(spaces))


def stray_characters(case: Case) -> Iterator[Finding]:
    """TXT_STRAY_CHAR: specks read as signs, a letter alone on its line, a full-width blank behind a heading."""
    specks = [r for r in case.document.repairs if r.reason == "stray_mark"]
    hits = [m.span() for m in _SPECK.finditer(case.text) if not _is_furniture(case, m.start())]
    if specks or hits:
        words = [r.raw.strip() for r in specks] + [case.document.quote(s).strip() for s in hits]
        places: list[Span | Evidence] = [*(case.repaired(r) for r in specks), *(case.around(s) for s in hits)]
        yield case.finding("TXT_STRAY_CHAR", places, chars=listed(words))
    for block in case.body:
        line = case.quote(block).strip()
        if block.kind is BlockKind.PARAGRAPH and _LONE.fullmatch(line):
            yield case.finding("TXT_STRAY_CHAR", [block.span], chars=f"“{line}”")
    trailing = [(b, s) for b in case.body if b.kind is BlockKind.HEADING and (s := _trailing_blank(case.document, b))]
    if trailing:
        yield case.finding(
            "TXT_STRAY_CHAR", [case.as_read(b.span, s, reach=0) for b, s in trailing], chars="标题尾部全角空格"
        )


def markup_residue(case: Case) -> Iterator[Finding]:
    """TXT_MARKUP_RESIDUE: tags and bookmarks that came along as text; Markdown signs are open to argument.

    Tags around a floating word are the web page's and belong to TXT_WEB_CHROME; <…> around an address is a habit.
    """
    floats = [f.raw_span for f in case.document.furniture if f.role in _FLOATS]
    marks = [
        r
        for r in case.document.repairs
        if r.reason == "markup" and not _is_furniture(case, r.span[0]) and not _touches(r.raw_span, floats)
    ]
    tags = [r for r in marks if _TAG.fullmatch(r.raw) and not re.match(r"</?su[pb]\b", r.raw)]
    signs = [r for r in marks if _MARKDOWN.search(r.raw)]
    if tags:
        names = (re.split(r"[\s>:/]", r.raw.lstrip("</["))[0] for r in tags)
        yield _residue(case, tags, names, "certain")
    if signs:
        yield _residue(case, signs, ("**" if "**" in r.raw else "[…](…)" for r in signs), "judgment")


def web_chrome(case: Case) -> Iterator[Finding]:
    """TXT_WEB_CHROME: buttons and navigation of the page inside the text (one finding for each passage) and between
    its paragraphs (one for all). Of a web page proper, what stands outside the article is no fault."""
    floats = [f for f in case.document.furniture if f.role in _FLOATS]
    inline = [f for f in floats if _inside_paragraph(case, f)]
    for group in _neighbours(inline):
        hidden = _hidden_term(case, group)
        grave = hidden or len(group) > 1
        effect = f"，遮挡原文“{hidden}”" if hidden else "，遮挡原文" if grave else ""
        yield case.finding(
            "TXT_WEB_CHROME",
            [_float_place(case, group)],
            severity="warning" if grave else "info",
            words=listed(_words(case.document, group)),
            effect=effect,
        )
    if case.document.source.media_type == "text/html":
        return
    standing = [f for f in floats if f not in inline]
    if standing:
        places = [case.document.text_span(f.raw_span) for f in standing]
        words = listed(_words(case.document, standing))
        yield case.finding("TXT_WEB_CHROME", places, words=words, effect="")


# ---------------------------------------------------------------- repairs


def _in_title(case: Case, repair: Repair) -> bool:
    title = case.record.evidence.get("title")
    return title is not None and _touches(repair.span, [title.span])


def _inside_word(case: Case, repair: Repair) -> bool:
    """Whether a blank parts two characters of running words.

    None does in letter-spaced lines (公 需 科 目), behind a clause number (第三条 …), in names of persons (李 想) and
    between the office and the title.
    """
    raw, (start, end) = case.document.raw, repair.raw_span
    spaced = raw[start - 2 : start - 1].isspace() or raw[end + 1 : end + 2].isspace()
    block = case.document.block_at(repair.span[0])
    before = case.text[block.span[0] : repair.span[0]] if block else ""
    if spaced or _ARTICLE.fullmatch(before) or not _INSIDE_WORDS.match(case.text, repair.span[0] - 1):
        return False
    if _OFFICE_BEFORE.search(before) and _NAME.match(case.text, repair.span[0]):
        return False
    if _OFFICE_END.search(before) and _OFFICE_NEXT.match(case.text, repair.span[0]):
        return False  # 人力资源社会保障部 财政部关于…: the offices of a joint paper
    following = (case.text[repair.span[0] : repair.span[0] + length] for length in (3, 2))
    if any(map(is_person, following)) and _is_contact(case, repair.span[0]):
        return False
    lone = _LONE_CHARACTER.match(case.text, repair.span[0]) is not None
    return not lone or re.search(r"\d[一-鿿]$", before) is not None


def _is_contact(case: Case, offset: int) -> bool:
    return any(c.evidence.span[0] <= offset < c.evidence.span[1] for c in case.record.contacts)


def _weight(case: Case, row: RepairRow, repairs: Iterable[Repair]) -> Severity:
    """A misread word counts with the fact of its sentence, a misread digit only inside the value's own words."""
    reach = _SENTENCE if row.code == "TXT_OCR_CHAR" else 0
    around = [case.around(r.span, reach) for r in repairs]
    issuer = case.record.issuer
    grave = any(case.touches_fact(s) or (issuer and issuer in case.document.quote(s)) for s in around)
    return row.touching if row.touching and grave else row.severity


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(a < max(span[1], span[0] + 1) and span[0] < b for a, b in others)


def _trailing_blank(document: Document, block: Block) -> Span | None:
    """The full-width blank behind a heading in the raw text."""
    start = document.raw_span(block.span)[1]
    match = re.compile(r"[ \t]*\u3000[ \t\u3000]*(?=[\r\n]|$)").match(document.raw, start)
    return match.span() if match else None


def _is_furniture(case: Case, offset: int) -> bool:
    block = case.document.block_at(offset)
    return block is not None and block.kind is BlockKind.FURNITURE


def _residue(case: Case, repairs: Sequence[Repair], marks: Iterable[str], certainty: Certainty) -> Finding:
    return case.finding(
        "TXT_MARKUP_RESIDUE",
        [case.repaired(r) for r in repairs],
        certainty=certainty,
        marks=listed(list(dict.fromkeys(marks))),
        count=len(repairs),
    )


# ---------------------------------------------------------------- web pages


def _inside_paragraph(case: Case, item: Furniture) -> bool:
    """Whether a float stands in a block of the notice and not on a line of its own."""
    start, end = case.document.text_span(item.raw_span)
    block = case.document.block_at(start) or case.document.block_at(max(0, start - 1))
    return block is not None and block.kind is not BlockKind.FURNITURE and block.span != (start, end)


def _neighbours(items: Sequence[Furniture]) -> Iterator[list[Furniture]]:
    """Floats that stand close together."""
    group: list[Furniture] = []
    for item in items:
        if group and item.raw_span[0] - group[-1].raw_span[1] > _FLOAT_GROUP:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _hidden_term(case: Case, group: Sequence[Furniture]) -> str:
    """The fixed term that breaks off where the float stands, or ""."""
    before = re.sub(r"<[^<>]*>", "", case.document.raw[max(0, group[0].raw_span[0] - 12) : group[0].raw_span[0]])
    after = re.sub(r"<[^<>]*>", "", case.document.raw[group[0].raw_span[1] : group[0].raw_span[1] + 2])
    broken = (t for t in broken_terms() if before.endswith(t.stem) and t.find.match(t.stem + after))
    return max((t.term for t in broken), key=len, default="")


def _float_place(case: Case, group: Sequence[Furniture]) -> Evidence:
    raw_span = (group[0].raw_span[0], group[-1].raw_span[1])
    return case.as_read(case.document.text_span(raw_span), raw_span)


def _words(document: Document, items: Iterable[Furniture]) -> list[str]:
    bare = (re.sub(r"<[^<>]*>|\]\([^()]*\)|\[", "", document.raw[slice(*f.raw_span)]).strip() for f in items)
    return list(dict.fromkeys(word for word in bare if word))
