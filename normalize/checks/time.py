"""Checks of windows and deadlines (TIM_*) against the date of issue, the year of the notice and each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ingest.document import Block, BlockKind, Span
from normalize.checks.case import Case
from normalize.checks.dated import Dated, terms, windows
from normalize.checks.lists import times
from normalize.checks.reading import headings, sentences
from normalize.record import Evidence, Finding
from normalize.values.dates import Flag

_HALF_YEAR = dt.timedelta(days=183)
_TITLE_YEAR = re.compile(r"((?:19|20)\d{2})\s?(?:[-—–－]\s?(?:19|20)\d{2}\s?)?(?:年度?|学年)")
_STUDY_YEAR = re.compile(r"(?:19|20)\d{2}\s?(?:年度|学年)")
_LAST_DAY = re.compile(r"(?:学习|培训|期限)[^，。；]{0,4}(?:截止|时间|期限|日期|结束)|截止|截至")
_BOOK_TITLE = re.compile(r"《[^《》]*》")
_KINDS = {
    "study_window": "学习",
    "filing_deadline": "备案",
    "material_deadline": "报送",
    "report_deadline": "报告",
    "completion_lead": "完成学习",
    "other": "",
}


def window_missing(case: Case) -> Iterator[Finding]:
    """TIM_WINDOW_MISSING: a notice on the hours of a year that nowhere says from when to when people learn."""
    title = case.record.title or ""
    if case.record.year is None or times().standing_title.search(title) or times().forwarding_title.match(title):
        return
    if not any(q.kind == "requirement" and q.period == "year" for q in case.record.quotas):
        return
    if not any(_tells_when(date) for date in terms(case)):
        heading = next((b for b in headings(case) if times().window_heading.search(case.quote(b))), None)
        yield case.finding("TIM_WINDOW_MISSING", _at_heading(case, heading))


def window_start_missing(case: Case) -> Iterator[Finding]:
    """TIM_WINDOW_START_MISSING: the study has an end and, in the whole notice, no start."""
    learnt = [w for w in windows(case) if _is_of_the_year(case, w)]
    if any(_is_moved_on(w) for w in learnt):
        return  # the notice that is changed says from when
    found = [w for w in learnt if not times().prolonged.search(w.around)]
    open_start = [w for w in found if w.fact.start is None and w.fact.end is not None and w.fact.relative is None]
    if not open_start or len(open_start) < len(found) or any(Flag.START_IMPLICIT in w.flags for w in found):
        return
    end = open_start[0].fact.end
    yield case.finding(
        "TIM_WINDOW_START_MISSING", [w.fact.evidence for w in open_start], end=end.isoformat() if end else None
    )


def window_and_issue(case: Case) -> Iterator[Finding]:
    """TIM_WINDOW_BEFORE_ISSUE and TIM_WINDOW_START_ON_ISSUE; a window of an earlier year is TIM_YEAR_STALE."""
    issued = case.record.issue_date
    if issued is None:
        return
    for window in windows(case):
        start = window.fact.start
        if start is None or start > issued or _is_stale(case, window):
            continue
        places = [window.fact.evidence, *_issue_place(case)]
        if start < issued:
            if start.day == 1 and start.replace(day=issued.day) == issued and not _names_day(case, window):
                continue  # 2026年3月至12月, issued on 2 March
            yield case.finding("TIM_WINDOW_BEFORE_ISSUE", places, start=start.isoformat(), issued=issued.isoformat())
        else:
            relative = Flag.START_IMPLICIT in window.flags
            yield case.finding(
                "TIM_WINDOW_START_ON_ISSUE",
                places,
                certainty="judgment" if relative else None,
                issued=issued.isoformat(),
            )


def _names_day(case: Case, window: Dated) -> bool:
    """Whether the start is printed with its day: 3月1日, 2026.3.1."""
    begins = re.split(r"[至到—–~～]|-{1,2}(?!\d{1,2}-)", case.document.quote(window.printed), maxsplit=1)[0]
    return re.search(r"[日号]|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d", begins) is not None


def window_relative(case: Case) -> Iterator[Finding]:
    """TIM_WINDOW_RELATIVE: 自通知发布之日起至…: the first day is that of the issue."""
    for window in windows(case):
        if Flag.START_IMPLICIT in window.flags:
            start = window.fact.start
            yield case.finding(
                "TIM_WINDOW_RELATIVE",
                [window.fact.evidence, *_issue_place(case)],
                printed=case.document.quote(window.printed),
                start=start.isoformat() if start else "（成文日期不明，不能解析）",
            )


def _as_of_the_issue(term: Dated, issued: dt.date) -> dt.date | None:
    """The last day in the year of the issue, also where the next year is what the fact takes it for, with doubt."""
    end = term.fact.end
    if end is None or term.year_printed or term.fact.certain or end <= issued:
        return end
    return end.replace(year=end.year - 1)


def deadline_before_issue(case: Case) -> Iterator[Finding]:
    """TIM_DEADLINE_BEFORE_ISSUE: nobody can keep it. A day without a year may be meant in the next year: open to doubt
    where it would lie more than half a year back."""
    issued = case.record.issue_date
    if issued is None:
        return
    for term in _ends(case):
        end = _as_of_the_issue(term, issued)
        if end is None or end >= issued or term.fact.kind == "other" or term.every_year or _is_stale(case, term):
            continue
        doubtful = not term.year_printed and issued - end > _HALF_YEAR
        yield case.finding(
            "TIM_DEADLINE_BEFORE_ISSUE",
            [term.fact.evidence, *_issue_place(case)],
            severity="warning" if doubtful else None,
            certainty="judgment" if doubtful else None,
            end=end.isoformat(),
            issued=issued.isoformat(),
        )


def year_stale(case: Case) -> Iterator[Finding]:
    """TIM_YEAR_STALE: a window, deadline, form or sentence still bears the year of an earlier notice."""
    year = case.record.year
    if year is None:
        return
    for term in terms(case):
        if _is_stale(case, term):
            printed = case.document.quote(term.printed)
            yield case.finding("TIM_YEAR_STALE", [term.fact.evidence], severity="error", year=year, printed=printed)
    if (title := _old_title_year(case, year)) is not None:
        place = case.record.evidence["title"]
        yield case.finding(
            "TIM_YEAR_STALE", [place, case.record.evidence["year"]], severity="error", year=year, printed=title
        )
    for span in _old_years(case, year):
        yield case.finding("TIM_YEAR_STALE", [span], year=year, printed=case.document.quote(span).strip())


def unverifiable(case: Case) -> Iterator[Finding]:
    """TIM_UNVERIFIABLE: without a date of issue nobody can tell whether a window or deadline lies before it; nor which
    day is meant by 每年1月底前 in a notice that comes after it."""
    for term in terms(case):
        if term.every_year and not (term.fact.start or term.fact.end):
            missing = f"“{case.document.quote(term.printed)}”每年重复，未写本次是哪一年"
            item = f"{_KINDS[term.fact.kind] or '所列'}期限"
            yield case.finding("TIM_UNVERIFIABLE", [term.fact.evidence], missing=missing, item=item)
    if case.record.issue_date is not None:
        return
    found = [t for t in terms(case) if (t.fact.start or t.fact.end) and not t.every_year]
    items = dict.fromkeys("学习起始日" if t.is_window else f"{_KINDS[t.fact.kind] or '所列'}期限" for t in found)
    if found:
        places = [t.fact.evidence for t in found]
        item = "、".join(items) + "是否早于发文日"
        yield case.finding("TIM_UNVERIFIABLE", places, missing="未见成文日期", item=item)


def contradictory(case: Case) -> Iterator[Finding]:
    """TIM_CONTRADICTORY: one term with two last days, or one lead with two lengths, in different sentences.

    Open to doubt where one of two days is not called the last day of study: it may be a goal on the way.
    """
    for a, b in combinations(_comparable(case), 2):
        if a.around == b.around or (_in_table(case, a) and _in_table(case, b)):
            continue  # the rows of a table are parallel cases
        if _key(a) == _key(b) and (values := _two_values(a, b)):
            plain = not a.is_window or (_LAST_DAY.search(a.words) and _LAST_DAY.search(b.words))
            yield case.finding(
                "TIM_CONTRADICTORY",
                [a.fact.evidence, b.fact.evidence],
                severity=None if plain else "warning",
                certainty=None if plain else "judgment",
                item=_KINDS[a.fact.kind] or "同一",
                values=f"{values[0]}与{values[1]}",
            )


def _in_table(case: Case, term: Dated) -> bool:
    block = case.document.block_at(term.printed[0])
    return block is not None and block.kind is BlockKind.TABLE


# ---------------------------------------------------------------- which terms


def _tells_when(date: Dated) -> bool:
    """A window; or a last day of study under another name."""
    learnt = re.search(r"学习|学时|培训", date.words) is not None
    return date.is_window or (date.fact.kind == "other" and date.fact.end is not None and learnt)


def _is_of_the_year(case: Case, term: Dated) -> bool:
    """Whether no other year than that of the notice is named with it, in its clause or its row of a table."""
    named = {int(year[:4]) for year in _STUDY_YEAR.findall(term.around if "\t" in term.around else term.words)}
    return not named or case.record.year is None or case.record.year in named


def _is_moved_on(term: Dated) -> bool:
    """截止时间由9月30日延长至12月18日: a later last day of the study of this year, none of another year's."""
    lists = times()
    other = lists.prolonged.search(lists.extended.sub("", term.around)) or _STUDY_YEAR.search(term.around)
    return term.is_window and lists.extended.search(term.words) is not None and not other


def _ends(case: Case) -> list[Dated]:
    """Terms that end on a day; days in somebody's past are none."""
    return [
        t
        for t in terms(case)
        if t.fact.end is not None and not times().past.search(t.words) and not times().prolonged.search(t.words)
    ]


def _is_stale(case: Case, term: Dated) -> bool:
    """Ends in a year before that of the notice and before its issue, and does not speak of that year on purpose."""
    year, issued, end = case.record.year, case.record.issue_date, term.fact.end
    if year is None or end is None or end.year >= year or not term.year_printed or term.fact.kind == "other":
        return False
    known = issued is not None and end < issued
    if not known and not (issued is None and term.is_window):
        return False
    return not times().prolonged.search(term.around) and not times().past.search(term.words)


def _old_title_year(case: Case, year: int) -> str | None:
    """The year of the title, where the text announces the education of a later one."""
    title, told = case.record.evidence.get("title"), case.record.evidence.get("year")
    found = _TITLE_YEAR.search(_BOOK_TITLE.sub("", case.document.quote(title.span))) if title else None
    outside = title is not None and told is not None and not title.span[0] <= told.span[0] < title.span[1]
    return found.group() if found and outside and int(found[1]) < year else None


def _old_years(case: Case, year: int) -> Iterator[Span]:
    """Earlier years in titles of forms that look ahead, and in sentences on what is learnt this year."""
    lists = times()
    entries = [a.evidence.span for a in case.listed] + [f.evidence.span for f in case.record.forms]
    for span in dict.fromkeys(entries):
        line = case.document.quote(span)
        found = _TITLE_YEAR.search(line)
        ahead = lists.ahead_title.search(line) and not lists.back_title.search(line)
        if found and ahead and int(found[1]) < year:
            yield span
    for start, end in sentences(case, case.prose):
        blank = _BOOK_TITLE.sub(lambda m: "＿" * len(m.group()), case.text[start:end])
        match = lists.yearly.search(blank)
        if match and int(match["year"]) < year and not lists.prolonged.search(blank):
            yield start + match.start(), start + match.end()


# ---------------------------------------------------------------- two terms


def _comparable(case: Case) -> list[Dated]:
    """Windows and deadlines with a last day, and leads of people who apply for a title."""
    return [
        t
        for t in terms(case)
        if t.fact.kind != "other"
        and not times().advice.search(t.words)
        and (_is_moved_on(t) or not times().prolonged.search(t.words))
        and not times().past.search(t.words)
        and (t.fact.end is not None or (t.fact.kind == "completion_lead" and _length(t)))
    ]


def _key(term: Dated) -> tuple[object, ...]:
    """What a term is for: its kind, whom and what its clause names, its batch, and the paper that is due."""
    lists = times()
    wide = term.fact.kind == "completion_lead" or "\t" in term.around
    said = term.around if wide else term.words  # 申报高级的，须于8月15日前修满
    words = frozenset(word for word in lists.scope_words if word in said)
    batch = tuple(lists.batch.findall(term.words))
    years = tuple(_STUDY_YEAR.findall(term.around if "\t" in term.around else term.words))
    papers = tuple(_BOOK_TITLE.findall(term.words))
    due = "" if term.is_window or papers else _due(term)
    return term.fact.kind, term.fact.relative is None, words, batch, years, papers, due


def _due(term: Dated) -> str:
    """What is due, in the words behind the date: two deadlines for different things are no contradiction."""
    if term.fact.kind == "completion_lead":
        return ""
    found = re.search(r"(?:报送?|提交|上报|填报|报备|备案)[^，。；]*", term.words)
    return found.group() if found else term.words


def _two_values(a: Dated, b: Dated) -> tuple[str, str] | None:
    one, other = a.fact.end, b.fact.end
    if one is not None and other is not None:
        return (one.isoformat(), other.isoformat()) if one != other else None
    if a.fact.relative and b.fact.relative and _length(a) != _length(b):
        return _length(a), _length(b)
    return None


def _length(term: Dated) -> str:
    """5个工作日, as a relative term states it; "" where no length is printed."""
    relative = term.fact.relative
    if relative is None or relative.amount is None or relative.unit is None:
        return ""
    units = {"day": "日", "working_day": "个工作日", "month": "个月", "year": "年"}
    return f"{relative.amount}{units[relative.unit]}"


def _issue_place(case: Case) -> Sequence[Evidence]:
    place = case.record.evidence.get("issue_date")
    return [place] if place else []


def _at_heading(case: Case, heading: Block | None) -> list[Span | Evidence]:
    if heading is not None:
        return [heading.span]
    title = case.record.evidence.get("title")
    return [title] if title else [b.span for b in case.body[:1]]
