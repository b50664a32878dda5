"""Names of places and offices in, regions out: GB/T 2260 code, level, telephone area code.

Tables: data/area_codes.yaml (provinces, prefecture-level places) and data/counties.yaml (Shandong). A county that no
table has is recognised by its form behind a city's name and has no code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypedDict

import yaml

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


NATION = Region("000000", "全国", "nation", None, "010")
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")


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
    shared: list[str]
    counties: dict[str, str]


class _Offices(TypedDict):
    peoples: list[str]
    office: list[str]
    zones: list[str]
    county_classes: list[str]
    no_names: list[str]
    nation: list[str]


@dataclass(frozen=True, slots=True)
class _Alias:
    """A name that a region goes by; a `short` one counts only where an office's word follows."""

    text: str
    region: Region
    short: bool


@dataclass(frozen=True, slots=True)
class _Tables:
    """All known regions by code, the names that identify one, and the patterns of what may follow them."""

    by_code: dict[str, Region]
    by_name: dict[str, Region]
    aliases: tuple[_Alias, ...]
    office: re.Pattern[str]
    zone: re.Pattern[str]
    county: re.Pattern[str]
    nation: re.Pattern[str]


@cache
def _tables() -> _Tables:
    offices: _Offices = yaml.safe_load(_DATA.joinpath("offices.yaml").read_text(encoding="utf-8"))
    counties: _Counties = yaml.safe_load(_DATA.joinpath("counties.yaml").read_text(encoding="utf-8"))
    by_code = _regions(counties["counties"])
    aliases = [alias for region in by_code.values() for alias in _aliases(region, offices["peoples"])]
    uses = Counter(alias.text for alias in aliases)
    unique = {a.text: a.region for a in aliases if uses[a.text] == 1 and a.region.name not in counties["shared"]}
    office = "|".join(offices["office"])
    classes = "|".join(offices["county_classes"])
    return _Tables(
        by_code,
        unique,
        tuple(sorted(aliases, key=lambda a: -len(a.text))),
        re.compile(f"(?:{office})"),
        re.compile(rf"[\u4e00-\u9fff]{{0,8}}?(?:{'|'.join(offices['zones'])})"),
        re.compile(rf"(?!{'|'.join(offices['no_names'])})[\u4e00-\u9fff]{{1,10}}?(?:{classes})(?=(?:{office})|$)"),
        re.compile("|".join(offices["nation"])),
    )


def _regions(counties: dict[str, str]) -> dict[str, Region]:
    areas: _AreaCodes = yaml.safe_load(_DATA.joinpath("area_codes.yaml").read_text(encoding="utf-8"))
    places = areas["places"]
    by_code = {
        code: Region(code, province["name"], "province", NATION.code, places[province["seat"]]["area"])
        for code, province in areas["provinces"].items()
    }
    for code, place in places.items():
        if code not in by_code:  # 济源 and its like stand directly under a province, though they are counties
            level: Level = "city" if code.endswith("00") else "county"
            by_code[code] = Region(code, place["name"], level, f"{code[:2]}0000", place["area"])
    for code, name in counties.items():
        city = by_code[f"{code[:4]}00"]
        by_code[code] = Region(code, name, "county", city.code, city.area_code)
    return by_code


def _aliases(region: Region, peoples: list[str]) -> Iterator[_Alias]:
    """聊城市 and 聊城; 延边朝鲜族自治州, 延边州 and 延边. A single sign (莒县) has no short form."""
    yield _Alias(region.name, region, short=False)
    stem = re.sub(rf"(?<=..)(?:{'|'.join(peoples)})*自治[区州县]$|(?:地区|林区|盟|省|市|县|区|旗)$", "", region.name)
    if region.name.endswith("自治州"):
        yield _Alias(f"{stem}州", region, short=False)
    if 2 <= len(stem) < len(region.name):
        yield _Alias(stem, region, short=True)


def region_by_code(code: str) -> Region | None:
    """The region with a GB/T 2260 code; None if no table has it."""
    return NATION if code == NATION.code else _tables().by_code.get(code)


def region_by_name(name: str) -> Region | None:
    """The region that a name alone identifies: 聊城市, 聊城, 山东省, 临清市; None for 市中区, which is in several."""
    name = re.sub(r"\s+", "", name)
    return NATION if name in ("全国", "国家", "中国", "中华人民共和国") else _tables().by_name.get(name)


@cache
def area_codes() -> frozenset[str]:
    """All telephone area codes of the tables, with the leading 0."""
    return frozenset(r.area_code for r in _tables().by_code.values() if r.area_code)


def region_of_issuer(issuer: str) -> Region | None:
    """The region that an office serves: 聊城市人力资源和社会保障局 → 聊城市; None for 市人社局, which names none.

    A development zone counts as a county of its city, without a code.
    """
    rest = re.sub(r"\s+", "", issuer)
    province, rest = _take(rest, "province", None)
    city, rest = _take(rest, "city", province)
    above = city or province
    found = _county(rest, above) or above
    return found or (NATION if _tables().nation.match(rest) else None)


def _take(text: str, level: Level, inside: Region | None) -> tuple[Region | None, str]:
    """The region of that level whose name begins the text, and the rest of the text."""
    for alias in _tables().aliases:
        region = alias.region
        if region.level != level or not _lies_in(region, inside):
            continue
        if text.startswith(alias.text):
            rest = text[len(alias.text) :]
            if not alias.short or _tables().office.match(rest):
                return region, rest
    return None, text


def _lies_in(region: Region, outer: Region | None) -> bool:
    if outer is None or outer.code is None or region.code is None:
        return True
    return region.code.startswith(outer.code[: 2 if outer.level == "province" else 4])


def _county(text: str, above: Region | None) -> Region | None:
    known, _ = _take(text, "county", above)
    if known is not None:
        one_only = known.name in _tables().by_name or (above is not None and above.level == "city")
        return known if one_only else None
    match = _tables().zone.match(text)
    if match is None:
        match = _tables().county.match(text)
    elif above is None:
        return None  # 高新区: every city has one
    if match is None:
        return None
    if above is None:
        return Region(None, match.group(), "county")
    one_area = above.level == "city" or above.code in _MUNICIPALITIES
    return Region(None, match.group(), "county", above.code, above.area_code if one_area else None)
