"""Platforms in many wordings: text → name, address, short name, role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.finders.platforms.finder import find_platforms
from extract.mentions import Mentions
from extract.view import View
from ingest.document import Document
from normalize.facts.platforms import platforms
from normalize.record import Platform
from tests.pages import page
from tests.texts import document

Row = tuple[str, str | None, str | None, str]
"""name, address, short name, role"""


def read(found: Document) -> tuple[Platform, ...]:
    mentions = sorted(find_platforms(View(found)), key=lambda m: m.span)
    return platforms(Mentions(found, tuple(mentions)))


def rows(found: Document) -> list[Row]:
    return [(p.name, p.url, p.alias, p.role) for p in read(found)]


LEARN, HOURS, TITLE, OTHER = "learning", "hour_registration", "title_review", "other"

CASES: list[tuple[str, list[Row]]] = [
    (
        "专技人员可登录河南省专业技术人员继续教育公共服务平台（https://hn.example.cn/jxjy）参加学习。",
        [("河南省专业技术人员继续教育公共服务平台", "https://hn.example.cn/jxjy", None, LEARN)],
    ),
    (
        "学习在“苏州市专业技术人员继续教育网”（网址：www.sz.example.cn，以下简称“市继教网”）进行，市继教网全年开放。",
        [("苏州市专业技术人员继续教育网", "www.sz.example.cn", "市继教网", LEARN)],
    ),
    (
        "统一使用“云南省专业技术人员继续教育学时登记系统”（以下称登记系统）。",
        [("云南省专业技术人员继续教育学时登记系统", None, "登记系统", HOURS)],
    ),
    (
        "学员登录四川省人力资源和社会保障厅公共服务平台进行学时登记。",
        [("四川省人力资源和社会保障厅公共服务平台", None, None, HOURS)],
    ),
    (
        "职称申报通过浙江省职称申报与评审管理服务平台进行。",
        [("浙江省职称申报与评审管理服务平台", None, None, TITLE)],
    ),
    (
        "学时审验在省专业技术人员综合服务平台进行，数据与省职称评审系统对接。",
        [("省专业技术人员综合服务平台", None, None, HOURS), ("省职称评审系统", None, None, TITLE)],
    ),
    (
        "请登录https://px.example.cn（市专业技术人员继续教育培训平台）注册报名。",
        [("市专业技术人员继续教育培训平台", "https://px.example.cn", None, LEARN)],
    ),
    (
        "登录网址：https://a.example.cn，进入“德州市专业技术人员继续教育培训平台”，完成课程学习。",
        [("德州市专业技术人员继续教育培训平台", "https://a.example.cn", None, LEARN)],
    ),
    (
        "学习平台：吉林省专业技术人员公需课学习平台\n登录网址：https://jl.example.cn",
        [("吉林省专业技术人员公需课学习平台", "https://jl.example.cn", None, LEARN)],
    ),
    ("专技人员登录“专技天下”（https://zj.example.cn）学习。", [("专技天下", "https://zj.example.cn", None, LEARN)]),
    ("登录山东开放大学（https://sdou.example.cn）学习。", [("山东开放大学", "https://sdou.example.cn", None, LEARN)]),
    ("下载“学习公社”APP参加学习。", [("学习公社（APP）", None, None, LEARN)]),
    ("在微信小程序“专技学习通”参加学习。", [("专技学习通", None, None, LEARN)]),
    ("进入“XX市专业技术人员公需科目培训平台”学习。", [("XX市专业技术人员公需科目培训平台", None, None, LEARN)]),
    ("参加“学习强国”学习的，积分可折算学时。", [("学习强国", None, None, OTHER)]),
    # several at once
    (
        "可在国家开放大学、学银在线、华医网等3个平台参加公需科目学习。",
        [("国家开放大学", None, None, LEARN), ("学银在线", None, None, LEARN), ("华医网", None, None, LEARN)],
    ),
    (
        "学习平台包括：湖北人才培训网、楚天云课堂和武汉大学。",
        [("湖北人才培训网", None, None, LEARN), ("楚天云课堂", None, None, LEARN), ("武汉大学", None, None, LEARN)],
    ),
    (
        "以下平台任选其一：①广东学习网；②职工教育网（http://zg.example.cn）。",
        [("广东学习网", None, None, LEARN), ("职工教育网", "http://zg.example.cn", None, LEARN)],
    ),
    (
        "由用人单位在“学习公社”“专技在线”等平台中选择。",
        [("学习公社", None, None, LEARN), ("专技在线", None, None, LEARN)],
    ),
    (
        "二、学习平台\n1.甘肃开放大学：https://gs.example.cn\n2.陇原云学 https://ly.example.cn",
        [("甘肃开放大学", "https://gs.example.cn", None, LEARN), ("陇原云学", "https://ly.example.cn", None, LEARN)],
    ),
    (
        "可在河北干部网络学院、燕赵专技云课堂参加学习。",
        [("河北干部网络学院", None, None, LEARN), ("燕赵专技云课堂", None, None, LEARN)],
    ),
    # one platform under several names
    (
        "数据与“省公共服务平台”互通。学时由山东省专业技术人员继续教育公共服务平台提取。",
        [("山东省专业技术人员继续教育公共服务平台", None, "省公共服务平台", HOURS)],
    ),
    (
        "关联到省职称申报系统。自2022年起，山东省职称申报系统不再接收纸质材料。",
        [("省职称申报系统", None, "山东省职称申报系统", TITLE)],
    ),
    (
        "在安徽省专业技术人员服务平台和安徽省专业技术人员继续教育服务平台登记学时。",  # alike, and two
        [("安徽省专业技术人员服务平台", None, None, HOURS), ("安徽省专业技术人员继续教育服务平台", None, None, HOURS)],
    ),
    (
        "在山东省继续教育学习平台和河南省继续教育学习平台学习。",  # the same words in two provinces
        [("山东省继续教育学习平台", None, None, LEARN), ("河南省继续教育学习平台", None, None, LEARN)],
    ),
    # addresses: without a name, given in a row, after a heading
    (
        "公需科目学习登录网址：https://gx.example.cn。",
        [("https://gx.example.cn", "https://gx.example.cn", None, LEARN)],
    ),
    ("二、学习网址\nhttps://gx.example.cn/login", [("https://gx.example.cn/login",) * 2 + (None, LEARN)]),
    (
        "学习平台为“江东专技在线”和“江东继续教育网”，网址分别为https://a.example.cn、https://b.example.cn。",
        [
            ("江东专技在线", "https://a.example.cn", None, LEARN),
            ("江东继续教育网", "https://b.example.cn", None, LEARN),
        ],
    ),
    ("以《聊城市继续教育学时登记系统》数据为准。", [("聊城市继续教育学时登记系统", None, None, HOURS)]),
    (
        "登录“江东市专业技术人员管理系统”（https://a.example.cn），或通过手机下载“江东专技”APP进行学习。",
        [("江东市专业技术人员管理系统", "https://a.example.cn", None, LEARN), ("江东专技（APP）", None, None, LEARN)],
    ),
    ("学时在“江东市专业技术人员公共服务平台”登记。", [("江东市专业技术人员公共服务平台", None, None, HOURS)]),
    # damage
    ("登录市专业技术人员学习平台（http://117.73.555.69:9080）学习。", [("市专业技术人员学习平台", None, None, LEARN)]),
    (
        "登录“山东省专业技术人员公共服务平台（http://117。”。乃5/）登记学时。",
        [("山东省专业技术人员公共服务平台", None, None, HOURS)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:20] for t, _ in CASES])
def test_wordings(text: str, expected: list[Row]) -> None:
    assert rows(document(text)) == expected


NONE = [
    "各单位要利用网络平台开展培训，相关平台应保证质量，学习平台须实名。",
    "省、市两级平台互联互通，加快继续教育平台建设。",
    "须提报《继续教育学习平台信息审核备案表》《省继续教育公共服务平台操作手册》。",
    "全省人社系统要高度重视，系统学习新知识。",
    "在首页“继续教育”专栏“学习考试平台”登录。",
    "在“2019-2021补学平台”栏目完成补学。",
    "围绕“工业互联网平台”“大数据”等专题开展学习。",
    "国家、省、市继续教育基地网上学习平台按时关闭。",
    "在省人力资源和社会保障厅门户网站公布。",
    "通知及附件可登录https://rsj.example.gov.cn下载。",
    "省平台课程专题：“数字经济”“人工智能”“知识产权”，任选其一。",
    "参加“职教大讲堂”“名师工作室”等平台活动的，按实际学时认定。",
    "获批国家级科研平台、省部级科研平台的计40学时，国家重点实验室、省工程技术研究中心等平台负责人除外。",
    "平台开放时间：1.公需科目4月1日；2.专业科目5月1日。",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_platform(text: str) -> None:
    assert rows(document(text)) == []


def test_a_table_of_platforms() -> None:
    table = [["序号", "平台名称", "网络地址"], ["1", "黑龙江云课堂", "https://hlj.example.cn"], ["2", "龙江学习网", ""]]
    assert rows(page("附件2", table)) == [
        ("黑龙江云课堂", "https://hlj.example.cn", None, LEARN),
        ("龙江学习网", None, None, LEARN),
    ]


def test_a_blank_filing_form_names_no_platform() -> None:
    table = [["平台名称", "网络地址", "负责部门"], ["", "", ""], ["", "", ""]]
    assert rows(page("附件2", "继续教育学习平台信息审核备案表", table)) == []


REGIONS = st.sampled_from(["山东省", "聊城市", "省", "市", "国家", "内蒙古自治区"])
MIDDLES = st.sampled_from(["专业技术人员继续教育", "职称申报评审管理", "专业技术人员学时登记"])
VERBS = st.sampled_from(["请登录", "可通过", "学时由", "上传至", "数据推送到"])


@given(REGIONS, MIDDLES, st.sampled_from(["平台", "服务平台", "管理系统"]), VERBS, st.booleans())
def test_a_name_has_the_same_edges_with_and_without_marks(
    region: str, middle: str, tail: str, verb: str, quoted: bool
) -> None:
    name = f"{region}{middle}{tail}"
    text = f"专技人员{verb}{f'“{name}”' if quoted else name}，按规定办理。"
    assert [p.name for p in read(document(text))] == [name]


@given(st.text("省市平台系统网学习教育登录“”（）、，。在和http://a.cn以下简称", max_size=100))
def test_any_text_gives_platforms_whose_evidence_is_in_it(text: str) -> None:
    found = document(f"关于继续教育的通知\n{text}\n")
    for platform in read(found):
        assert platform.evidence.quote == found.text[slice(*platform.evidence.span)]
        assert platform.evidence.places
