"""Names of places and offices in, regions out: GB/T 2260 code, level, telephone area code.

Tables: data/area_codes.yaml (provinces, prefecture-level places), data/counties.yaml (all counties) and
data/offices.yaml (how an office's name tells its region). They are read at the first question and indexed by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, TypedDict

import yaml

from ingest.yaml_loader import YamlLoader

_DATA = files("normalize.data")

Level = Literal["nation", "province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Region:
    """A region. `code` is the GB/T 2260 code, None where no table has it; `parent` the code of the region above.

    `area_code` has its leading 0 (0635); for a province it is that of its seat; None where it is not certain.
    """

    code: str | None
    name: str
    level: Level
    parent: str | None = None
    area_code: str | None = None


_NAMELESS = re.compile(
    r"(?:自治区|自治州|省|市(?![南北中])|州|县|区|盟|旗)(?=[一-鿿]{2,16}(?:厅|局|委|委员会|部|办公室)$)"
)  # 自治区农业农村厅
_TAX_OFFICE = re.compile(r"国家税务总局(?P<office>[一-鿿]{2,}税务局.*)")
_COMPANY = re.compile(r"公司|集团")  # 国家电网某省电力有限公司 governs nothing

NATION = Region("000000", "全国", "nation", None, "010")
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
_RANK: dict[Level, int] = {"nation": 0, "province": 1, "city": 1, "county": 2}
"""吉林 is a province and a city: neither outranks the other. 东营 is a city and one of its districts: the city."""


class _Province(TypedDict):
    name: str
    abbreviation: str
    seat: str


class _Place(TypedDict):
    name: str
    area: str | None


class _AreaCodes(TypedDict):
    provinces: dict[str, _Province]
    places: dict[str, _Place]


class _Counties(TypedDict):
    areas: dict[str, str | None]
    counties: dict[str, str]


class _Offices(TypedDict):
    peoples: list[str]
    office: list[str]
    government: list[str]
    institutions: list[str]
    no_short_names: list[str]
    not_behind_short: list[str]
    generic: list[str]
    zones: list[str]
    county_classes: list[str]
    no_names: list[str]
    nation: list[str]


@dataclass(frozen=True, slots=True)
class _Alias:
    """A region under a name that it goes by; a `short` one counts only where an office's word follows."""

    region: Region
    short: bool


@dataclass(frozen=True, slots=True)
class _Tables:
    """All known regions by code and by name (longest name first), and the patterns of what may follow a name."""

    by_code: dict[str, Region]
    by_name: dict[str, tuple[_Alias, ...]]
    lengths: tuple[int, ...]
    generic: frozenset[str]
    office: re.Pattern[str]
    government: re.Pattern[str]
    institution: re.Pattern[str]
    zone: re.Pattern[str]
    county: re.Pattern[str]
    nation: re.Pattern[str]


@cache
def _tables() -> _Tables:
    offices: _Offices = yaml.load(_text("offices.yaml"), Loader=YamlLoader)
    areas: _AreaCodes = yaml.load(_text("area_codes.yaml"), Loader=YamlLoader)
    counties: _Counties = yaml.load(_text("counties.yaml"), Loader=YamlLoader)
    by_code = _regions(areas, counties)
    by_name: dict[str, list[_Alias]] = {}
    stem = _stem(offices["peoples"])
    for region in by_code.values():
        for name, alias in _aliases(region, stem):
            if not (alias.short and name in offices["no_short_names"]):
                by_name.setdefault(name, []).append(alias)
    office = _either(offices["office"])
    return _Tables(
        by_code,
        {name: tuple(found) for name, found in by_name.items()},
        tuple(sorted({len(name) for name in by_name}, reverse=True)),
        frozenset(offices["generic"]),
        re.compile(office),
        re.compile(_either(offices["government"])),
        re.compile(
            rf"(?!{_either(offices['not_behind_short'])})[\u4e00-\u9fff]*{_either(offices['institutions'])}"
            r"(?:[\u4e00-\u9fff]{0,8}(?:处|科|部|室|办))?(?=[（(]|$)"
        ),
        re.compile(rf"[\u4e00-\u9fff]{{0,8}}?{_either(offices['zones'])}"),
        re.compile(
            rf"(?!{_either(offices['no_names'])})[\u4e00-\u9fff]{{1,10}}?"
            rf"{_either(offices['county_classes'])}(?={office}|$)"
        ),
        re.compile(_either(offices["nation"])),
    )


def _text(name: str) -> str:
    return _DATA.joinpath(name).read_text(encoding="utf-8")


def _either(words: list[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _regions(areas: _AreaCodes, counties: _Counties) -> dict[str, Region]:
    places = areas["places"]
    by_code = {
        code: Region(code, province["name"], "province", NATION.code, places[province["seat"]]["area"])
        for code, province in areas["provinces"].items()
    }
    for code, place in places.items():
        if code not in by_code:  # 济源 and its like stand directly under a province, though they are counties
            level: Level = "city" if code.endswith("00") else "county"
            by_code[code] = Region(code, place["name"], level, f"{code[:2]}0000", place["area"])
    for prefecture, line in counties["counties"].items():
        above = by_code.get(f"{prefecture}00") or by_code[f"{prefecture[:2]}0000"]
        area = above.area_code if above.level == "city" or above.code in _MUNICIPALITIES else None
        words = line.split()
        for digits, name in zip(words[::2], words[1::2], strict=True):
            code = f"{prefecture}{digits}"
            by_code[code] = Region(code, name, "county", above.code, counties["areas"].get(code, area))
    return by_code


def _stem(peoples: list[str]) -> re.Pattern[str]:
    """What a short name leaves out: 延边朝鲜族自治州, 秀山土家族苗族自治县, 大兴安岭地区, 聊城市."""
    longest_first = sorted(peoples, key=lambda people: -len(people))
    return re.compile(rf"(?<=..){_either(longest_first)}*自治[区州县旗]$|(?:地区|林区|特区|盟|省|市|县|区|旗)$")


def _aliases(region: Region, stem: re.Pattern[str]) -> Iterator[tuple[str, _Alias]]:
    """聊城市 and 聊城; 延边朝鲜族自治州, 延边州 and 延边. A single sign (莒县) has no short form."""
    yield region.name, _Alias(region, short=False)
    short = stem.sub("", region.name)
    if region.name.endswith("自治州"):
        yield f"{short}州", _Alias(region, short=False)
    if region.name.endswith("自治县"):
        yield f"{short}县", _Alias(region, short=False)
    if 2 <= len(short) < len(region.name):
        yield short, _Alias(region, short=True)


def region_by_code(code: str) -> Region | None:
    """The region with a GB/T 2260 code; None if no table has it."""
    return NATION if code == NATION.code else _tables().by_code.get(code)


@cache
def region_by_letter(letter: str) -> Region | None:
    """The province with a one-letter name: 冀, and the other names 蜀, 云, 贵, 秦, 陇; None if there is none."""
    letter = {"蜀": "川", "云": "滇", "贵": "黔", "秦": "陕", "陇": "甘"}.get(letter, letter)
    areas: _AreaCodes = yaml.load(_text("area_codes.yaml"), Loader=YamlLoader)
    return next((region_by_code(c) for c, p in areas["provinces"].items() if p["abbreviation"] == letter), None)


@lru_cache(maxsize=4096)
def region_by_name(name: str, inside: Region | None = None) -> Region | None:
    """The region that a name alone identifies: 聊城市, 聊城, 山东省, 临清市; None for 市中区, which is in several.

    With `inside` only regions in that one are meant: 市中区 inside 枣庄市.
    """
    name = re.sub(r"\s+", "", name)
    if name in ("全国", "国家", "中国", "中华人民共和国"):
        return NATION
    found = [a.region for a in _tables().by_name.get(name, ()) if _lies_in(a.region, inside)]
    if not found or (inside is None and name in _tables().generic):
        return None
    highest = min(_RANK[r.level] for r in found)
    best = [r for r in found if _RANK[r.level] == highest]
    return best[0] if len(best) == 1 else None


@cache
def area_codes() -> frozenset[str]:
    """All telephone area codes of the tables, with the leading 0."""
    return frozenset(r.area_code for r in _tables().by_code.values() if r.area_code)


@lru_cache(maxsize=4096)
def region_of_issuer(issuer: str) -> Region | None:
    """The region that an office serves: 聊城市人力资源和社会保障局 → 聊城市; None for 市人社局, which names none.

    A development zone counts as a county of its city, without a code; so does a county that no table has, and one
    whose name several places of the province have.
    """
    rest = re.sub(r"\s+", "", issuer).removeprefix("中共")  # 中共某某市委组织部
    if _NAMELESS.match(rest):
        return None
    if local := _TAX_OFFICE.match(rest):
        rest = local["office"]
    province, rest = _take(rest, "province", None)
    city, rest = _take(rest, "city", province)
    above = city or province
    national = _tables().nation.match(rest) is not None and _COMPANY.search(rest) is None
    return _county(rest, above) or above or (NATION if national else None)


def _take(text: str, level: Level, inside: Region | None) -> tuple[Region | None, str]:
    """The one region of that level whose name begins the text, and the rest of the text."""
    for name, rest in _beginnings(text):
        found = [a.region for a in _tables().by_name[name] if _fits(a, level, inside, rest)]
        if len(found) == 1:
            return found[0], rest
    return None, text


def _beginnings(text: str) -> Iterator[tuple[str, str]]:
    """The names that a text begins with, the longest first, each with what follows it."""
    tables = _tables()
    for length in tables.lengths:
        if text[:length] in tables.by_name and length <= len(text):
            yield text[:length], text[length:]


def _fits(alias: _Alias, level: Level, inside: Region | None, rest: str) -> bool:
    if alias.region.level != level or not _lies_in(alias.region, inside):
        return False
    return not alias.short or _follows(rest, level, inside)


def _follows(rest: str, level: Level, inside: Region | None) -> bool:
    """Whether the words behind a short name make it that of a region."""
    tables = _tables()
    if level == "county" and (inside is None or inside.level != "city"):
        return tables.government.match(rest) is not None
    return tables.office.match(rest) is not None or (level == "city" and tables.institution.match(rest) is not None)


def _lies_in(region: Region, outer: Region | None) -> bool:
    if outer is None or outer.code is None or outer is NATION:
        return True
    if region.code is None:
        return region.parent == outer.code
    digits = {"province": 2, "city": 4}.get(outer.level, 6)
    return region.code.startswith(outer.code[:digits])


def _county(text: str, above: Region | None) -> Region | None:
    known, _ = _take(text, "county", above)
    if known is not None:
        return None if above is None and known.name in _tables().generic else known
    shared = next((name for name, rest in _beginnings(text) if _names_counties(name, rest, above)), None)
    if shared is not None:
        return replace(_unlisted(shared, above), area_code=None) if above is not None else None
    match = _tables().zone.match(text)
    if match is None:
        match = _tables().county.match(text)
    elif above is None:
        return None  # 高新区: every city has one
    return _unlisted(match.group(), above) if match is not None else None


def _names_counties(name: str, rest: str, above: Region | None) -> bool:
    """Whether several counties go by a name: 铁西区 of three cities in 辽宁 and 吉林."""
    return sum(_fits(alias, "county", above, rest) for alias in _tables().by_name[name]) > 1


def _unlisted(name: str, above: Region | None) -> Region:
    """A county or zone that no table has."""
    if above is None:
        return Region(None, name, "county")
    one_area = above.level == "city" or above.code in _MUNICIPALITIES
    return Region(None, name, "county", above.code, above.area_code if one_area else None)
