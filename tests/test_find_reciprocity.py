"""Mutual recognition in many wordings: text → places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.finders.reciprocity import find_reciprocity
from extract.mentions import Mentions
from extract.view import View
from normalize.facts.reciprocity import reciprocity
from normalize.record import Evidence
from normalize.values.regions import region_by_name
from tests.texts import document


def read(text: str, region: str | None = None) -> tuple[tuple[str, ...], Evidence | None]:
    found = document(text)
    mentions = Mentions(found, tuple(find_reciprocity(View(found))))
    return reciprocity(mentions, region_by_name(region) if region else None)


CASES: list[tuple[str, list[str]]] = [
    ("我市与济宁、临沂、菏泽等三市实现学时互认。", ["济宁", "临沂", "菏泽"]),
    ("胶东经济圈青岛、烟台、威海三市继续教育学时互认。", ["青岛", "烟台", "威海"]),
    ("胶东三市（青岛、烟台、威海）学时实行互认。", ["青岛", "烟台", "威海"]),
    ("与济南市实现证书互认。", ["济南"]),
    ("济南、淄博和聊城之间相互认可继续教育学时。", ["济南", "淄博", "聊城"]),
    ("上海、江苏、浙江、安徽三省一市继续教育学时互认。", ["上海", "江苏", "浙江", "安徽"]),
    ("我省已与北京市、天津市签订互认协议。", ["北京", "天津"]),
    ("重庆与四川省实现学分互认。", ["重庆", "四川省"]),
    ("五、学时互认\n我市与济宁、临沂签订合作协议，两市学时在我市有效。", ["济宁", "临沂"]),
    ("在北京市、天津市取得的学时，凭证明予以认可。", ["北京", "天津"]),
    ("上海市青浦区、浙江省嘉善县以及无锡市的学时证明同等有效。", ["青浦区", "嘉善县", "无锡"]),
    ("与长沙县、浏阳市、宁乡市实现互认。", ["长沙县", "浏阳", "宁乡"]),
    ("在平阴县、商河县取得的学时，凭证书互认。", ["平阴县", "商河县"]),
    (
        "六、学时互认\n与山海理工大学、云台师范学院签有协议，调入人员原校学时予以承认。",
        ["山海理工大学", "云台师范学院"],
    ),
    ("与河东工学院实现学分互认。", ["河东工学院"]),
    ("与江苏省徐州市、连云港市学时互认。", ["徐州", "连云港"]),
    ("与攀枝花市、凉山彝族自治州、湘西州学时互认。", ["攀枝花", "凉山彝族自治州", "湘西州"]),
    ("与伊犁哈萨克自治州、长阳土家族自治县实行学时互认。", ["伊犁哈萨克自治州", "长阳土家族自治县"]),
    ("西安、咸阳两市的公需课合格证书我们都认。", ["西安", "咸阳"]),
    ("在西安、咸阳学的，我市同样算学时。", ["西安", "咸阳"]),
    ("对西安、咸阳取得的学时，我局予以采认。", ["西安", "咸阳"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:20] for t, _ in CASES])
def test_wordings(text: str, expected: list[str]) -> None:
    places, evidence = read(text)
    assert list(places) == expected
    assert evidence is not None
    assert evidence.quote in document(text).text


NONE = [
    "与外省市的学时互认按有关规定执行。",
    "各基地之间证书互认，不得重复收费。",
    "在所属县区、各镇街取得的证书互认。",
    "请济南、青岛、烟台三市按时报送工作计划。",
    "从济南、淄博调入的人员应及时申报。",
    "持济南、青岛两市证书的，都认真核对后登记。",
    "济南、青岛两市参加学习的人员，算本单位人数。",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_recognition(text: str) -> None:
    assert read(text) == ((), None)


def test_the_notice_s_own_city_is_left_out() -> None:
    assert read("枣庄与济宁、临沂互认学时。", "枣庄市")[0] == ("济宁", "临沂")
    assert read("大理州与丽江、怒江州互认学时。", "大理白族自治州")[0] == ("丽江", "怒江州")


CITIES = ["济南", "东营", "泰安", "滨州", "德州", "聊城", "西安", "长春"]


@given(st.lists(st.sampled_from(CITIES), min_size=2, max_size=6, unique=True), st.sampled_from(["", "市"]))
def test_a_list_of_any_length(cities: list[str], rank: str) -> None:
    text = f"我市与{'、'.join(c + rank for c in cities)}等{len(cities)}市实现继续教育互认。"
    assert list(read(text)[0]) == cities
