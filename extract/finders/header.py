"""Title, issuer, document number, date of issue and year: where the head and the foot of the notice say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

from extract.grammar import labelled, load_grammar
from extract.mentions import Mention, Part
from extract.printed import printed_lines
from extract.view import Passage, View, trim
from ingest.clauses import DATE_LINE
from ingest.document import Span

_FRONT = 25  # passages in which the head of a notice must stand
_TITLE_MAX = 120
_TITLE_LINES = 4  # a line in place of a title is one of the first so many
_ADDRESSEE = re.compile(r".{2,}[：:]$")
_BLANKS = re.compile(r"\s+")
_NOTE = re.compile(r"\s*[（(][^（）()]{2,40}[)）]$")  # 某某学院（省专业技术人员继续教育基地）
_SPAN_END = re.compile(r"\s?[-—–－~～至]{1,2}\s?((?:19|20)\d{2})")
_FORWARDS = re.compile(r"(?:转发|批转)[一-鿿]{0,30}$")  # XX局转发省厅关于…的通知
_SEAL = r"[（(](?:盖\s?章|公\s?章|印\s?章|代\s?章|章|印)[)）]"
_WORD = re.compile(rf"{_SEAL}|(?P<word>(?:(?!{_SEAL})\S)+)")
_BROKEN_DATE = re.compile(
    r"\s*(?P<before>(?:[一-鿿]{4,30}\s+)?)[^，。：；（）一-鿿]{0,8}[二〇○零一三四五六七八九]{0,4}\s?"
    r"(?:年[^，。：；（）年]{0,5}月[^，。：；（）月]{0,5}|[-/.][^\s，。：；一-鿿]{1,3}[-/.][^\s，。：；一-鿿]{1,3})"
    r"\s*(?:[（(][^（）()]{2,20}[)）])?\s*$"
)
_KIND_LAST = re.compile(r"(?:通\s*知|通\s*告|公\s*告|函|通报|批复|公示)$")  # such a title wants no more words
_NUMERIC_DATE = re.compile(r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}")


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile("|".join(row["find"] for row in load_grammar("header")[section]))


def find_header(view: View) -> Iterator[Mention]:
    """At most one mention of each of title, doc_number, issue_date, year; issuers by how well they are placed."""
    title = _title(view)
    if title is not None:
        yield Mention("title", title)
    yield from _doc_number(view, title)
    signature, date = _signature(view)
    if date is not None:
        yield Mention("issue_date", date)
    yield from _issuers(view, title, signature)
    yield from _year(view, title)


def front(view: View) -> tuple[Passage, ...]:
    """The passages before the first numbered clause."""
    found: list[Passage] = []
    for passage in view.passages[:_FRONT]:
        if passage.clause:
            break
        found.append(passage)
    return tuple(found)


def tail(view: View) -> tuple[Passage, ...]:
    """The passages of the body, the list of attachments and what stands below it included, before the first annex."""
    body: list[Passage] = []
    listed = signed = False
    for passage in view.passages:
        listed = listed or _pattern("attachment_list").match(passage.text.lstrip()) is not None
        if passage.annex and (signed or not (listed and _in_list(passage))):
            break
        signed = signed or DATE_LINE.fullmatch(passage.text) is not None
        body.append(passage)
    return tuple(body)


def _in_list(passage: Passage) -> bool:
    """Whether the clause 附件 is the list of attachments behind the text, not the first attachment itself."""
    return passage.annex == "附件" and not passage.is_row


def _title(view: View) -> Span | None:
    best: tuple[int, Span] | None = None
    for passage in front(view) or view.passages[:5]:
        if len(passage.text) > _TITLE_MAX or passage.is_row:
            continue
        for label, pattern in labelled("header", "title"):
            match = pattern.search(passage.text)
            if match is None or _ADDRESSEE.match(passage.text):
                continue
            above = _office_above(view, passage) if match.start() == 0 else None
            score = ("继续教育" in passage.text) * 4 + (label == "about") * 2 + (passage.block.markup_level > 0)
            named = _pattern("title_label").match(passage.text)
            lead = named.end() if named else 0
            own = label == "bare" or _is_prefix(passage.text[lead : match.start()])
            start = passage.span[0] + lead if own and lead <= match.start() else None
            if above is not None and start is not None:
                start = above
            end = _rest_below(view, passage) if match.end() == len(passage.text.rstrip()) else None
            span = (
                passage.span[0] + match.start() if start is None else start,
                passage.span[0] + match.end() if end is None else end,
            )
            if best is None or score > best[0]:
                best = (score, trim(view.text, span))
            break
    return best[1] if best else _heading_line(view)


def _heading_line(view: View) -> Span | None:
    """The first line that speaks of the matter, where no line has the form of a title (as in posts for telephones)."""
    for above, passage in pairwise(front(view)[:_TITLE_LINES]):
        if _pattern("kind_alone").fullmatch(passage.text.strip()) and _is_office(view, above.span):
            return trim(view.text, (above.span[0], passage.span[1]))
    for passage in front(view)[:_TITLE_LINES]:
        match = None if passage.is_row else view.search(_pattern("heading_line"), passage.span)
        if match is not None and not _is_office(view, match.span("title")):
            return match.span("title")
    return None


def _rest_below(view: View, title: Passage) -> int | None:
    """Where a title ends whose last words stand on a line of their own: …学习方案 / 的通知."""
    below = view.passages[title.index + 1] if title.index + 1 < len(view.passages) else None
    if below is None or below.is_row or _KIND_LAST.search(title.text.rstrip()):
        return None
    return below.span[1] if _pattern("title_rest").fullmatch(below.text.strip()) else None


def _office_above(view: View, title: Passage) -> int | None:
    """Where a title begins whose office stands on a line of its own: XX局 / 关于…的通知."""
    above = view.passages[title.index - 1] if title.index else None
    if above is None or above.is_row or above.clause or title.text.lstrip()[:2] != "关于":
        return None
    words = _words(view, trim(view.text, above.span))
    return above.span[0] if words and all(_is_office(view, word) for word in words) else None


def _is_prefix(text: str) -> bool:
    """An office, or nothing, stands before 关于."""
    bare = _FORWARDS.sub("", _BLANKS.sub("", text))
    return not bare or _pattern("office").fullmatch(bare) is not None


def _doc_number(view: View, title: Span | None) -> Iterator[Mention]:
    """A document number on a line of its own (or with 签发人), or behind 发文字号; never one inside a sentence."""
    limit = front(view)
    for passage in limit:
        for atom in view.atoms_in(passage.span, "doc_number"):
            before = view.text[passage.span[0] : atom.span[0]].strip(" 　（(【")
            after = view.text[atom.span[1] : passage.span[1]].strip(" 　）)】")
            alone = not before and (not after or after.startswith("签发人"))
            labelled_number = _pattern("number_label").search(before.replace("\t", "")) is not None
            if (alone or labelled_number) and (title is None or atom.span != title):
                yield Mention("doc_number", atom.span, parts=(Part("number", atom.span, atom.label),))
                return
    above = ""
    for passage in limit:
        serial = _pattern("serial").fullmatch(passage.text.strip())
        if serial is not None and _pattern("announced_by").search(above.rstrip()):
            at = view.text.index(serial["number"], passage.span[0])
            span = (at, at + len(serial["number"]))
            yield Mention("doc_number", span, parts=(Part("number", span, "serial"),))
            return
        above = passage.text


def _signature(view: View) -> tuple[tuple[Span, ...], Span | None]:
    """Offices that sign and the date below them: the last date of the body that stands alone or behind an office."""
    passages = [p for p in tail(view) if not p.is_row]
    for i in range(len(passages) - 1, -1, -1):
        passage = passages[i]
        dates = [a for a in view.atoms_in(passage.span, "date") if a.span[1] == passage.span[1]]
        if offices := tuple(_above_unreadable(view, passages, i)):
            return offices, _labelled_date(view)
        if not dates or not _is_full_date(view, dates[-1].span):
            continue
        date = dates[-1].span
        before = trim(view.text, (passage.span[0], date[0]))
        if before[0] == before[1]:
            if i == 0:
                continue
            offices = tuple(_offices_above(view, passages, i))
            if offices or i > len(passages) // 2:
                return offices, date
        elif _pattern("office").fullmatch(view.text, *before):
            return (before,), date
    return _unsigned(view, passages), _labelled_date(view)


def _above_unreadable(view: View, passages: list[Passage], i: int) -> Iterator[Span]:
    """The offices over, or before, a date of issue of which a figure cannot be read: 2027年З月5日."""
    match = _BROKEN_DATE.match(view.text, *passages[i].span)
    if match is None or any(_is_full_date(view, a.span) for a in view.atoms_in(match.span(), "date")):
        return
    before = trim(view.text, match.span("before"))
    if before[0] == before[1]:
        yield from _offices_above(view, passages, i)
    elif _is_office(view, before):
        yield before


def _offices_above(view: View, passages: list[Passage], i: int) -> Iterator[Span]:
    """One or more offices on the lines right above the date (joint notices have several)."""
    for passage in reversed(passages[max(0, i - 4) : i]):
        lines = printed_lines(view, passage.span)
        spans = [span for line in lines for span in _words(view, line)]
        if not all(_is_office(view, span) or _is_department(view, span) for span in spans):
            last = trim(view.text, lines[-1])
            if len(lines) > 1 and _is_office(view, last):
                yield last  # reading took the signature for the end of the line before it
            break
        yield from (_without_note(view, span) for span in spans)


def _words(view: View, line: Span) -> list[Span]:
    """The offices that blanks part on a line, without （盖章）; a name spaced out sign by sign is one."""
    spans = [m.span("word") for m in view.finditer(_WORD, line) if m["word"]]
    joined: list[Span] = []
    for single, run in groupby(spans, key=lambda s: s[1] - s[0] == 1):
        signs = list(run)
        joined.extend([(signs[0][0], signs[-1][1])] if single and len(signs) > 3 else signs)
    return joined


def _is_office(view: View, span: Span) -> bool:
    name = _BLANKS.sub("", view.text[slice(*span)])
    return (
        _pattern("office").fullmatch(name) is not None or _pattern("office").fullmatch(_NOTE.sub("", name)) is not None
    )


def _without_note(view: View, span: Span) -> Span:
    """An office without what stands in brackets behind it, where it is one without."""
    note = view.search(_NOTE, span)
    bare = (span[0], note.start()) if note is not None else span
    return bare if _is_office(view, bare) else span


def _is_department(view: View, span: Span) -> bool:
    """人事科, 继续教育学院: a department that signs within its house; only above a date."""
    return _pattern("department").fullmatch(_BLANKS.sub("", view.text[slice(*span)])) is not None


def _unsigned(view: View, passages: list[Passage]) -> tuple[Span, ...]:
    """An office alone on a line after the last clause, or below the end of its last sentence: no date is printed."""
    while passages and _NOTE.fullmatch(passages[-1].text):
        passages = passages[:-1]  # （此件公开发布）
    for above, passage in reversed(list(pairwise(passages))[len(passages) // 2 :]):
        ended = passage is passages[-1] and above.text.rstrip().endswith(("。", "！"))
        if (ended or not passage.clause) and _pattern("office").fullmatch(passage.text.strip()):
            return (trim(view.text, passage.span),)
    return ()


def _labelled_date(view: View) -> Span | None:
    for passage in front(view):
        for atom in view.atoms_in(passage.span, "date"):
            before = view.text[passage.span[0] : atom.span[0]].replace("\t", "")
            if _pattern("date_label").search(before):
                return atom.span
    return None


def _is_full_date(view: View, span: Span) -> bool:
    text = view.text[slice(*span)]
    return ("年" in text and ("日" in text or "号" in text)) or _NUMERIC_DATE.fullmatch(text) is not None


def _issuers(view: View, title: Span | None, signature: tuple[Span, ...]) -> Iterator[Mention]:
    """Candidates for the issuer, best first: signature, office in the title, letterhead."""
    for span in signature:
        yield Mention("issuer", span, label="signature")
    if title is not None:
        match = view.search(_pattern("office"), title)
        about = view.text.find("关于", *title)
        if match is not None and match.start() == title[0] and match.end() <= about:
            yield Mention("issuer", trim(view.text, (title[0], about)), label="title")
    for passage in front(view):
        if title is not None and passage.span[0] >= title[1]:
            break
        start, end = trim(view.text, passage.span)
        head = _pattern("letterhead").search(view.text, start, end)
        end = trim(view.text, (start, head.start() if head else end))[1]
        note = _NOTE.search(view.text, start, end)
        end = note.start() if note else end
        if _is_office(view, (start, end)):
            yield Mention("issuer", (start, end), label="letterhead")
    for passage in front(view):
        named = _pattern("issuer_label").search(view.text, *passage.span)
        if named is not None and _is_office(view, named.span("office")):
            yield Mention("issuer", named.span("office"), label="named")


def _announced_year(view: View) -> Span | None:
    """The year of 现就2019年度继续教育工作通知如下, with which a title should agree."""
    for passage in view.passages[:_FRONT]:
        if match := view.search(_pattern("announced_year"), passage.span):
            return match.span("year")
    return None


def _year(view: View, title: Span | None) -> Iterator[Mention]:
    """The year that the notice is for: in the title (two of a span of years), else the first 年度 of the body."""
    if title is not None and (match := view.search(_pattern("year"), title)):
        yield Mention("year", match.span(), label="title")
        if end := _SPAN_END.match(view.text, match.end(), title[1]):
            yield Mention("year", end.span(1), label="title_end")
        announced = _announced_year(view)
        if announced is not None:
            yield Mention("year", announced, label="announced")
        return
    body = [p for p in view.passages if not p.annex]
    for passage in sorted(body, key=lambda p: p.is_row):  # the rows of a table may be years to be made up for
        match = re.search(r"(?:19|20)\d{2}(?=年度)", passage.text)
        if match:
            a, b = match.span()
            yield Mention("year", (passage.span[0] + a, passage.span[0] + b), label="body")
            return
