"""Cited documents across the notices of a run (CIT_*): numbers and titles that differ, superior notices not at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from normalize.checks.names import fold, office_core, title_core, without_parentheses
from normalize.record import Evidence
from normalize.values.regions import region_of_issuer
from rulesgen.crosscheck.held import Held, Remark, above, beside, remark
from rulesgen.crosscheck.words import words

_NUMBER = re.compile(
    r"(?P<agency>.+?)\((?P<year>(?:19|20)\d{2})\)(?P<serial>\d+)号?|(?P<organ>.+?)(?:令|公告)第?(?P<no>\d+)号?"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NEAR_TITLE = 92  # per cent of likeness from which two titles of one office and year are one in two spellings
_SHORTEST_TITLE = 8


@dataclass(frozen=True)
class Cited:
    """A document as one notice names it: in a citation, or as its own title and number (`own`)."""

    notice: Held
    title: str
    number: str
    place: Evidence
    own: bool = False

    @cached_property
    def core(self) -> str:
        """The title without its office and without what stands in brackets."""
        return without_parentheses(title_core(self.title)) if self.title else ""

    @cached_property
    def spelt(self) -> str:
        """The number blind to widths and brackets."""
        return fold(self.number)

    @cached_property
    def key(self) -> str:
        """The number blind to 和 in the name of the office as well."""
        return office_core(self.number).replace("人力资源社会保障部", "人社部")

    @cached_property
    def office(self) -> str:
        """The office printed in front of 关于, "" where there is none."""
        return fold(self.title).removesuffix(title_core(self.title)) if self.title else ""

    @cached_property
    def year(self) -> int | None:
        """The year in the title, in digits or in Chinese, else that of the number."""
        found = _YEAR.search(fold(self.title).translate(_DIGITS)) or _YEAR.search(self.spelt)
        return int(found.group()) if found else None


def numbers(run: Sequence[Held]) -> Iterator[Remark]:
    """CIT_NUMBER_CONTRADICTORY and CIT_ISSUER_VARIANT: one title with two numbers, or a number in two spellings."""
    for group in _by(lambda c: c.core, _all(run)):
        numbered = [c for c in group if c.number]
        if len(group[0].core) < _SHORTEST_TITLE:
            continue
        for wrong, right in _minorities(numbered, lambda c: c.key):
            if _is_slip(wrong[0].key, right[0].key):
                yield from _each(wrong, right, "CIT_NUMBER_CONTRADICTORY", lambda c: c.number)
        for same in _by(lambda c: c.key, numbered):
            for wrong, right in _minorities(same, lambda c: c.spelt):
                yield from _each(wrong, right, "CIT_ISSUER_VARIANT", lambda c: c.number)


def titles(run: Sequence[Held]) -> Iterator[Remark]:
    """CIT_TITLE_CONTRADICTORY: one number with two titles. CIT_TITLE_VARIANT: the title of a notice at hand, or of one
    office's notice, in another spelling."""
    named = [c for c in _all(run) if c.core and not c.title.endswith(f"{c.number}文件")]
    for group in _by(lambda c: c.key, [c for c in named if c.number]):
        for wrong, right in _minorities(group, lambda c: c.core):
            shown = f"《{wrong[0].title}》与《{right[0].title}》"
            for item in wrong:
                yield remark(
                    item.notice,
                    "CIT_TITLE_CONTRADICTORY",
                    [item.place],
                    _places(right),
                    number=item.number,
                    titles=shown,
                )
    for item in named:
        for other in named:
            if not item.own and item.notice is not other.notice and _spelt_otherwise(item, other):
                original = f"，原件发文机关为“{other.notice.record.issuer}”" if other.own else f"与《{other.title}》"
                shown = f"《{item.title}》{original}"
                yield remark(item.notice, "CIT_TITLE_VARIANT", [item.place], _places([other]), titles=shown)
                break


def parents(run: Sequence[Held]) -> Iterator[Remark]:
    """CIT_PARENT_NOT_HELD: the superior's notice of the year is cited and not among the files. CIT_PARENT_MISSING: it
    is not cited, though sister cities cite it."""
    citing = {notice.index: [c for c in _citations(notice) if _is_parent(notice, c)] for notice in run}
    for notice in run:
        for item in citing[notice.index]:
            if not any(_names(item, other) for other in run if other is not notice):
                yield remark(notice, "CIT_PARENT_NOT_HELD", [item.place], title=item.title)
        sisters = [(o, citing[o.index]) for o in beside(notice, run) if citing[o.index]]
        known = any(f.code == "CIT_PARENT_MISSING" for f in notice.record.findings)
        if sisters and not citing[notice.index] and not known and not _cites_above(notice, run):
            places = [(o, [c.place for c in cited]) for o, cited in sisters]
            parent = "省级" if notice.rank == 1 else "上级"
            yield remark(notice, "CIT_PARENT_MISSING", notice.head, places, year=notice.record.year, parent=parent)


# ---------------------------------------------------------------- documents


def _all(run: Sequence[Held]) -> list[Cited]:
    return [c for notice in run for c in (*_own(notice), *_citations(notice))]


def _own(notice: Held) -> Iterator[Cited]:
    record = notice.record
    place = record.evidence.get("doc_number") or record.evidence.get("title")
    if record.title and place:
        yield Cited(notice, record.title, record.doc_number or "", place, own=True)


def _citations(notice: Held) -> Iterator[Cited]:
    for citation in notice.record.citations:
        yield Cited(notice, citation.title, citation.number or "", citation.evidence)


def _is_slip(a: str, b: str) -> bool:
    """Two numbers that can be one document's: same office, and year or serial number the same.

    Many offices issue papers of one title (关于加强继续教育工作的通知), each under its own number.
    """
    one, other = _NUMBER.fullmatch(a), _NUMBER.fullmatch(b)
    if one is None or other is None:
        return False
    if one["organ"] and other["organ"]:
        return one["organ"] == other["organ"]
    if not (one["agency"] and other["agency"]) or one["agency"][:-1] != other["agency"][:-1]:
        return False
    return one["year"] == other["year"] or one["serial"] == other["serial"]


def _spelt_otherwise(item: Cited, other: Cited) -> bool:
    """The same paper, its office or one word written in another way."""
    if item.year is None or item.year != other.year or (item.number and other.number and item.key != other.key):
        return False
    office = other.office or (fold(other.notice.record.issuer or "") if other.own else "")
    if not item.office or not office or office_core(item.office) != office_core(office):
        return False
    if item.core == other.core:
        return other.own and item.office != office
    return not (item.number and other.number) and fuzz.ratio(item.core, other.core) >= _NEAR_TITLE


def _is_parent(notice: Held, item: Cited) -> bool:
    """A yearly notice of the notice's own year that another office has issued."""
    years = {notice.record.year, notice.record.issue_date.year if notice.record.issue_date else None}
    title = fold(item.title)
    if item.year not in years or not words().annual.search(title):
        return False
    own, theirs = fold(notice.record.issuer or ""), item.office
    if theirs and own:
        region = region_of_issuer(theirs)
        below = region is not None and region.level == "county" and notice.rank > 0
        return office_core(theirs) != office_core(own) and not below
    mine, number = _NUMBER.match(fold(notice.record.doc_number or "")), _NUMBER.match(item.spelt)
    own_title = item.core == without_parentheses(notice.core) and mine is None
    if number is None or not number["agency"] or own_title:
        return False  # neither office nor number: whose paper it is, nobody can tell; or its own title
    return not (mine and mine["agency"] and mine["agency"][:-1] == number["agency"][:-1])


def _names(item: Cited, other: Held) -> bool:
    """Whether a citation names a notice of the run: by its number, or by title and office."""
    own, cited = office_core(other.record.doc_number or ""), office_core(item.number)
    if cited and own == cited:
        return True
    same = title_core(other.record.title or "") == title_core(item.title)
    if cited and own and not item.office:
        return same and _is_slip(cited, own)  # sister cities issue notices of one title, each under its number
    office = office_core(other.record.issuer or "")
    return same and (not item.office or office_core(item.office) == office)


def _cites_above(notice: Held, run: Sequence[Held]) -> bool:
    if any(_YEAR.search(number) and str(notice.record.year) in number for number in _untitled(notice)):
        return True
    return any(_names(c, other) for c in _citations(notice) for other in above(notice, run) if not other.is_standing)


def _untitled(notice: Held) -> Iterator[str]:
    """Numbers of documents that the notice cites without their titles: 按照皖人社秘〔2026〕45号文件要求."""
    for finding in notice.record.findings:
        if finding.code == "CIT_TITLE_MISSING":
            yield str(finding.params["number"])


# ---------------------------------------------------------------- groups and votes


def _by(key: Callable[[Cited], str], items: Iterable[Cited]) -> list[list[Cited]]:
    """Items with one key, in the order of their first."""
    groups: dict[str, list[Cited]] = {}
    for item in items:
        if key(item):
            groups.setdefault(key(item), []).append(item)
    return list(groups.values())


def _minorities(items: Sequence[Cited], form: Callable[[Cited], str]) -> Iterator[tuple[list[Cited], list[Cited]]]:
    """Forms that fewer, or lower, notices use, each with the form that the highest and most of them use.

    What the issuer itself prints counts most. Where nothing decides, each form is set against the other.
    """
    forms = _by(form, items)
    if len(forms) < 2 or len({c.notice.index for c in items}) < 2:
        return
    weights = [_weight(group) for group in forms]
    best = max(weights)
    leading = [group for group, weight in zip(forms, weights, strict=True) if weight == best]
    for group in forms:
        rival = next((other for other in leading if other is not group), None)
        if rival is not None and (group not in leading or len(leading) > 1):
            yield group, rival


def _weight(group: Sequence[Cited]) -> tuple[bool, int, int]:
    return (
        any(c.own for c in group),
        max(c.notice.rank for c in group),
        len({c.notice.index for c in group}),
    )


def _each(wrong: Sequence[Cited], right: Sequence[Cited], code: str, form: Callable[[Cited], str]) -> Iterator[Remark]:
    others = "、".join(dict.fromkeys(c.notice.name for c in right))
    for item in wrong:
        shown = f"{item.notice.name}写作“{form(item)}”，{others}写作“{form(right[0])}”"
        yield remark(item.notice, code, [item.place], _places(right), title=item.title, numbers=shown)


def _places(items: Iterable[Cited]) -> list[tuple[Held, list[Evidence]]]:
    return [(c.notice, [c.place]) for c in items]
