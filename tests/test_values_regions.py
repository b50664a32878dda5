"""Regions: the tables against phonenumbers' own geography, and the region that the name of an office tells."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from phonenumbers.geodata import GEOCODE_DATA

import normalize
from normalize.values.regions import NATION, Region, area_codes, region_by_code, region_by_name, region_of_issuer

DATA = Path(normalize.__file__).parent / "data"
AREAS = yaml.safe_load((DATA / "area_codes.yaml").read_text(encoding="utf-8"))
TABLE = yaml.safe_load((DATA / "counties.yaml").read_text(encoding="utf-8"))
COUNTIES = {
    f"{prefecture}{digits}": name
    for prefecture, line in TABLE["counties"].items()
    for digits, name in zip(line.split()[::2], line.split()[1::2], strict=True)
}

# Places that share the area code of a neighbour which phonenumbers names alone, or a whole province's.
SHARED = {"开封市", "贵港市", "贺州市", "来宾市", "亳州市", "嘉峪关市", "金昌市", "济源市", "神农架林区", "株洲市"}
SHARED |= {"三沙市", "儋州市", "德宏傣族景颇族自治州", "迪庆藏族自治州"}


CHINESE = {key: names["zh"] for key, names in GEOCODE_DATA.items() if key.startswith("86") and "zh" in names}
BY_AREA: dict[str, set[str]] = {}
for _key, _name in CHINESE.items():
    for _length in (4, 5):
        BY_AREA.setdefault(_key[:_length], set()).add(_name)


def _geography(area: str) -> str:
    """What phonenumbers says of an area code; its keys are prefixes of any length, short where one place has all."""
    digits = f"86{area[1:]}"
    shorter = {CHINESE[digits[:length]] for length in (4, 5) if digits[:length] in CHINESE}
    return "".join(BY_AREA.get(digits, set()) | shorter)


def test_area_codes_are_those_of_the_places() -> None:
    doubtful = {
        place["name"]
        for code, place in AREAS["places"].items()
        if place["area"] and not code.startswith("46") and place["name"][:2] not in _geography(place["area"])
    }
    assert doubtful == SHARED & doubtful


def test_tables_are_complete_and_well_formed() -> None:
    prefectures = [c for c in AREAS["places"] if c.endswith("00") and not c.endswith("0000")]
    # 2,846 at the end of 2024 (Ministry of Civil Affairs), less 21 in area_codes.yaml, and 两江新区 of 2025
    assert (len(AREAS["provinces"]), len(prefectures), len(COUNTIES)) == (31, 333, 2826)
    assert len({c for c in COUNTIES if c.startswith("37")}) == 136
    for code, place in AREAS["places"].items():
        assert re.fullmatch(r"[1-6]\d{5}", code)
        assert f"{code[:2]}0000" in AREAS["provinces"]
        assert place["area"] is None or re.fullmatch(r"0(?:10|2\d|[3-9]\d{2})", place["area"])
    assert not set(COUNTIES) & set(AREAS["places"])
    assert all(re.fullmatch(r"[1-6]\d{5}", code) and name[-1] in "县区市旗" for code, name in COUNTIES.items())
    without_counties = {"441900", "442000", "460400", "620200"}  # 东莞, 中山, 儋州, 嘉峪关
    assert {c[:4] + "00" for c in COUNTIES} >= set(prefectures) - without_counties
    assert set(TABLE["areas"]) <= set(COUNTIES)
    assert {"0635", "010", "0898"} <= area_codes()


@pytest.mark.parametrize(
    ("issuer", "code", "level", "area"),
    [
        ("聊城市人力资源和社会保障局", "371500", "city", "0635"),
        ("聊城市 人力资源和社会保障局", "371500", "city", "0635"),
        ("山东省人力资源和社会保障厅", "370000", "province", "0531"),
        ("山东省聊城市人力资源和社会保障局", "371500", "city", "0635"),
        ("临清市人社局专技科", "371581", "county", "0635"),
        ("山东省临清市人力资源和社会保障局", "371581", "county", "0635"),
        ("枣庄市市中区人力资源和社会保障局", "370402", "county", "0632"),
        ("济南市市中区人力资源和社会保障局", "370103", "county", "0531"),
        ("台儿庄人力资源和社会保障局", "370405", "county", "0632"),
        ("重庆市人力资源和社会保障局", "500000", "province", "023"),
        ("江苏省人力资源社会保障厅", "320000", "province", "025"),
        ("广西壮族自治区人力资源和社会保障厅", "450000", "province", "0771"),
        ("内蒙古人力资源和社会保障厅", "150000", "province", "0471"),
        ("吉林省吉林市人力资源和社会保障局", "220200", "city", "0432"),
        ("吉林市人力资源和社会保障局", "220200", "city", "0432"),
        ("海南藏族自治州人社局", "632500", "city", "0974"),
        ("恩施州人力资源和社会保障局", "422800", "city", "0718"),
        ("济源市人力资源和社会保障局", "419001", "county", "0391"),
        ("聊城人社局", "371500", "city", "0635"),
        ("苏州市吴江区人力资源和社会保障局", "320509", "county", "0512"),
        ("北京市海淀区人力资源和社会保障局", "110108", "county", "010"),
        ("昆山市教育局", "320583", "county", "0512"),
        ("浙江省云和县人力资源和社会保障局", "331125", "county", "0578"),
        ("山东省河东区人力资源和社会保障局", "371312", "county", "0539"),  # the other 河东区 is in 天津
        ("秀山县教育委员会", "500241", "county", "023"),
        ("莫力达瓦达斡尔族自治旗教育局", "150722", "county", "0470"),
        ("神木人社局", "610881", "county", "0912"),
        ("格尔木市卫生健康局", "632801", "county", "0979"),
        ("南昌县人民医院", "360121", "county", "0791"),
        ("洛阳职业技术学院", "410300", "city", "0379"),
        ("衡阳雁峰中心医院科教科", "430400", "city", "0734"),
        ("人力资源社会保障部", "000000", "nation", "010"),
        ("中华人民共和国教育部", "000000", "nation", "010"),
    ],
)
def test_region_of_issuer(issuer: str, code: str, level: str, area: str) -> None:
    region = region_of_issuer(issuer)
    assert region is not None
    assert (region.code, region.level, region.area_code) == (code, level, area)


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("苏州市吴水区人力资源和社会保障局", Region(None, "吴水区", "county", "320500", "0512")),
        ("辽宁省铁西区人力资源和社会保障局", Region(None, "铁西区", "county", "210000", None)),  # of 沈阳 or of 鞍山
        ("枣庄市高新区社会事务综合服务中心", Region(None, "高新区", "county", "370400", "0632")),
        ("聊城经济技术开发区党群工作部", Region(None, "经济技术开发区", "county", "371500", "0635")),
        ("昆水市人力资源和社会保障局", Region(None, "昆水市", "county", None, None)),
    ],
)
def test_a_county_without_a_table_has_no_code(issuer: str, region: Region) -> None:
    assert region_of_issuer(issuer) == region


@pytest.mark.parametrize(
    "issuer",
    [
        "",
        "市人社局专技办",
        "各市人力资源社会保障局",
        "市中区人力资源和社会保障局",
        "朝阳区教育委员会",
        "朝阳人社局",  # a city in 辽宁, a district in 北京 and one in 长春
        "矿区人民政府",
        "中山大学",
        "东方职业技术学院",  # not of 东方市
        "平安医疗集团",
        "高新区社会事务中心",
        "省继续教育协会",
        "继续教育服务平台",
    ],
)
def test_a_name_that_tells_no_region(issuer: str) -> None:
    assert region_of_issuer(issuer) is None


def test_region_by_name_and_code() -> None:
    assert region_by_name("聊城市") == region_by_name("聊城") == region_by_code("371500")
    assert region_by_name("市中区") is None
    assert region_by_name("吉林") is None  # a province and a city
    assert region_by_name("东营") == region_by_code("370500")  # not its district of that name
    assert region_by_name("朝阳区") is None
    assert region_by_name("城区") is None


@pytest.mark.parametrize(
    ("name", "inside", "code"),
    [
        ("市中区", "370400", "370402"),
        ("市中区", "370000", None),
        ("铁西区", "210300", "210303"),
        ("高唐", "371500", "371526"),
        ("文成", "371500", None),
        ("朝阳区", "110000", "110105"),
    ],
)
def test_a_name_inside_a_region(name: str, inside: str, code: str | None) -> None:
    found = region_by_name(name, region_by_code(inside))
    assert (found.code if found else None) == code


def test_the_nation_and_unknown_codes() -> None:
    assert region_by_name("全国") == region_by_code("000000") == NATION
    assert region_by_code("999999") is None


def test_every_office_of_the_tables_is_recognised() -> None:
    regions = [region_by_code(code) for code in AREAS["provinces"] | AREAS["places"]]
    assert [r for r in regions if r is None or region_of_issuer(f"{r.name}人力资源和社会保障局") != r] == []


def test_every_county_is_recognised_behind_its_prefecture_and_alone_unless_its_name_is_shared() -> None:
    uses = Counter(COUNTIES.values())
    generic = yaml.safe_load((DATA / "offices.yaml").read_text(encoding="utf-8"))["generic"]
    wrong = []
    for code, name in COUNTIES.items():
        region = region_by_code(code)
        above = region_by_code(region.parent or "") if region else None
        alone = None if uses[name] > 1 or name in generic else region
        if above is None or region_of_issuer(f"{above.name}{name}教育局") != region:
            wrong.append(name)
        if region_by_name(name) != alone or region_of_issuer(f"{name}教育局") != alone:
            wrong.append(name)
    assert wrong == []
