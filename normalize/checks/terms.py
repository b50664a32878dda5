"""Checks of terms (TERM_*): short names nobody defined, names of platforms, words that drift."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from ingest.document import Span
from normalize.checks.case import Case
from normalize.checks.names import fold, is_subsequence, missing_from
from normalize.checks.words import terms
from normalize.findings import Certainty
from normalize.record import Finding

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,40})[”\"]")
_REGION = re.compile(r"^(?:中国|全国|国家|[一-鿿]{2,7}?(?:省|自治区|市|自治州|县|区|盟|旗))")
_TITLE_REVIEW = re.compile(r"[省市]?职称(?:网上|在线)?(?:申报|评审|评聘|管理|服务|综合|信息|网上){1,4}(?:系统|平台)")
_BARE_SHORT = re.compile(
    r"(?:(?<![一-鿿])|(?<=[在录陆至从由与和到入过用及或于为将向经以按据并均可须应]))[省市县](?:继续教育|继教|公共服务|服务|学习|培训)?(?:平台|(?<=教)系统|(?<=学习)系统|(?<=继教)网)"
)
_NEAR_NAME = 80  # per cent of likeness from which two names of one region may be one platform
_SHORTER = 3  # a short name lacks at least so many characters of the full one


@dataclass(frozen=True, slots=True)
class _Platform:
    """A platform as named at one place."""

    name: str
    span: Span


def abbreviation_undefined(case: Case) -> Iterator[Finding]:
    """TERM_ABBREV_UNDEFINED: “省公共服务平台” in quotation marks, though nothing says what it is short for."""
    full = [p for p in _named(case) if _REGION.match(p.name)]
    full_names = [p.name for p in full] + [fold(p.name) for p in case.record.platforms]
    seen: set[str] = set()
    for short in _named(case):
        if short.name in seen or _REGION.match(short.name) or _is_defined(case, short.name):
            continue
        seen.add(short.name)
        if meant := _meant(short.name, full_names):
            yield case.finding("TERM_ABBREV_UNDEFINED", [short.span], short=short.name, full=_as_meant(meant))
    for match in _BARE_SHORT.finditer(case.text, 0, case.body_end):
        short_name = match.group()
        if short_name in seen or _is_quoted(case, match.span()) or _is_defined(case, short_name):
            continue
        seen.add(short_name)
        meant = _meant(short_name, full_names)
        yield case.finding(
            "TERM_ABBREV_UNDEFINED",
            [match.span()],
            certainty="judgment" if meant else "certain",  # a full name printed anywhere may explain it
            short=short_name,
            full=_as_meant(meant),
        )


def platform_variant(case: Case) -> Iterator[Finding]:
    """TERM_PLATFORM_VARIANT: two names of one region that differ by a word such as 继续教育; open to argument
    where the differing word may tell two platforms apart."""
    yield from _variants(case, _distinct([p for p in _named(case) if _REGION.match(p.name)]))
    review = [_Platform(fold(m.group()), m.span()) for m in _TITLE_REVIEW.finditer(case.text, 0, case.body_end)]
    yield from _variants(case, _distinct(review, with_region=False))


def drift(case: Case) -> Iterator[Finding]:
    """TERM_DRIFT: 公需课 beside 公需科目, 学习课时 beside 学时, but not 优质在线公需课 or 课程课时."""
    text = case.text[: case.body_end]
    for row in terms().drift:
        other = [m.span() for m in row.other.finditer(text)]
        usual = row.usual.search(text)
        if not other or usual is None or (row.unless and row.unless.search(text)):
            continue
        more = [m.span() for m in row.more.finditer(text)] if row.more else []
        places = [usual.span(), *sorted(other + more)]
        yield case.finding(
            "TERM_DRIFT",
            [case.around(p, reach=4) for p in places],
            certainty=row.certainty,
            first=row.first,
            second=row.second,
        )


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(terms().platform_nouns)})$")


def _named(case: Case) -> list[_Platform]:
    """Quoted names of platforms in the body."""
    found = ((m.group(1), m.span(1)) for m in _QUOTED.finditer(case.text, 0, case.body_end))
    return [_Platform(fold(name), span) for name, span in found if _noun().search(name)]


def _is_quoted(case: Case, span: Span) -> bool:
    return case.text[span[0] - 1 : span[0]] in '“"' and span[0] > 0


def _is_defined(case: Case, name: str) -> bool:
    """以下简称“省平台”, or the short name in brackets directly behind a longer one."""
    short = rf"[“\"]?{re.escape(name)}[”\"]?"
    said = rf"(?:简称|下称|统称|以下称)(?:为|：|:)?\s?{short}"
    bracketed = rf"(?:平台|系统|网站?)[”\"]?[（(]{short}[)）]"
    return re.search(f"{said}|{bracketed}", case.text) is not None


def _meant(short: str, full_names: list[str]) -> str:
    """The longer name whose characters the short one picks out, or "" where the notice prints none."""
    return next((f for f in full_names if len(f) >= len(short) + _SHORTER and is_subsequence(short, f)), "")


def _as_meant(full: str) -> str:
    return f"（全称似为“{full}”）" if full else ""


def _distinct(platforms: list[_Platform], *, with_region: bool = True) -> list[_Platform]:
    """The first mention of each name; without region 省 and 山东省 are one."""
    found: dict[str, _Platform] = {}
    for platform in platforms:
        key = platform.name if with_region else _without_region(platform.name)
        found.setdefault(key, platform)
    return list(found.values())


def _without_region(name: str) -> str:
    return _REGION.sub("", re.sub(r"^[省市](?=职称)", "", name))


def _variants(case: Case, platforms: list[_Platform]) -> Iterator[Finding]:
    for i, later in enumerate(platforms):
        alike = [(c, p) for p in platforms[:i] if (c := _same_platform(p, later)) is not None]
        if not alike:
            continue
        certainty, earlier = min(alike, key=lambda pair: pair[0] == "judgment")
        yield case.finding(
            "TERM_PLATFORM_VARIANT",
            [earlier.span, later.span],
            severity="warning" if certainty == "certain" else "info",
            certainty=certainty,
            names=f"“{earlier.name}”与“{later.name}”",
        )


def _same_platform(a: _Platform, b: _Platform) -> Certainty | None:
    """Whether two names mean one platform: for certain, perhaps, or not (None). Regions, where printed, must agree."""
    region_a, region_b = (m.group() if (m := _REGION.match(p.name)) else "" for p in (a, b))
    if region_a != region_b and region_a and region_b:
        return None
    short, long = sorted((_without_region(a.name), _without_region(b.name)), key=len)
    if is_subsequence(short, long) and _is_generic(missing_from(short, long)):
        return "certain"
    return "judgment" if fuzz.ratio(short, long) >= _NEAR_NAME else None


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(terms().generic_words, key=len, reverse=True))})+")


def _is_generic(words: str) -> bool:
    return _generic().fullmatch(words) is not None
