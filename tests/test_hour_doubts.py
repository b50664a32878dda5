"""Hours of several kinds, persons and shares in one sentence: one rule each with its own name, or a finding."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract import find
from ingest import read
from normalize import notice
from normalize.record import NoticeRecord
from tests.texts import document


def _plain(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else "?"


def awards(record: NoticeRecord) -> list[str]:
    """activity amount/per ≤annual cap subject, a ? behind what is not certain."""
    return [
        f"{r.activity} {_plain(r.amount)}{r.unit}/{r.per or '-'} ≤{_plain(r.annual_cap)} {r.subject or '-'}"
        + ("" if r.certain else " ?")
        for r in record.conversion_rules
    ]


def hours(record: NoticeRecord) -> list[str]:
    return [
        f"{q.kind} {q.subject} {q.comparator}{_plain(q.amount)} {q.scope or '-'}" + ("" if q.certain else " ?")
        for q in record.quotas
    ]


def doubts(record: NoticeRecord) -> int:
    return sum(1 for f in record.findings if f.code == "RUL_VALUE_AMBIGUOUS")


HEAD = "绍兴市人力资源和社会保障局\n绍市人社发〔2024〕15号\n关于学时认定的通知\n各区、县（市）人力资源和社会保障局：\n"
TAIL = "\n绍兴市人力资源和社会保障局\n2024年3月15日\n"


def of(text: str) -> NoticeRecord:
    """The record of an invented notice with this text."""
    return notice(find(document(HEAD + text + TAIL)))


AWARDS: list[tuple[str, list[str]]] = [
    (
        "下列活动视为参加专业科目学习，按以下标准计算学时：\n（一）参与制定的国家标准、行业标准、地方标准，每项分别计40、30、20学时。",
        [
            "参与制定的国家标准 40学时/项 ≤? professional",
            "参与制定的行业标准 30学时/项 ≤? professional",
            "参与制定的地方标准 20学时/项 ≤? professional",
        ],
    ),
    (
        "科研成果：国家级一、二、三等奖分别授予25、20、18学分。",
        [
            "科研成果：国家级一等奖 25学分/- ≤? -",
            "科研成果：国家级二等奖 20学分/- ≤? -",
            "科研成果：国家级三等奖 18学分/- ≤? -",
        ],
    ),
    (
        "（2）公开课：省级、市级、县级分别为3学分、2学分、1学分。",
        [
            "公开课：省级 3学分/- ≤? -",
            "公开课：市级 2学分/- ≤? -",
            "公开课：县级 1学分/- ≤? -",
        ],
    ),
    (
        "获市级劳动模范称号的，抵扣公需科目10学时、专业科目20学时。",
        [
            "获市级劳动模范称号的 10学时/- ≤? public",
            "获市级劳动模范称号的 20学时/- ≤? professional",
        ],
    ),
    (
        "——网络培训：按平台记录的实际学时登记，每年不超过45学时，其中公需科目不超过30学时。",
        ["网络培训：按平台记录的实际学时登记 ?学时/- ≤45 -"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), AWARDS, ids=[t[:20] for t, _ in AWARDS])
def test_each_kind_has_its_own_rule(text: str, expected: list[str]) -> None:
    record = of(text)
    assert awards(record) == expected
    assert doubts(record) == 0


DOUBTS = [
    "5.主持课题研究的，主持人计20～30学时。",
    "（三）发表论文，国外刊物第一至第三作者分别授予10、9、8学分。",
    "国内核心期刊授予6、5、4学分。",
    "1.发表论文，每篇第一作者计15学时，第二作者减半。",
    "7.重复讲授同一课程的，折半计算学时。",
    "远程培训学时按80%折算。",
    "市级培训按0.8系数登记学时。",
    "主编、副主编、参编教材，每部分别登记50学时、40学时、每千字1学时。",
    "其中Ⅰ类学分5～10分，Ⅱ类学分15～20分。",
    "竞赛获奖：国家级一等奖60学时，每低一等减10学时。",
]


@pytest.mark.parametrize("text", DOUBTS)
def test_what_a_number_cannot_hold_is_told(text: str) -> None:
    assert doubts(of(text)) == 1


@pytest.mark.parametrize("text", ["国内核心期刊授予6、5、4学分。", "主持课题的，主持人计20～30学时。"])
def test_no_certain_value_is_made_of_it(text: str) -> None:
    record = of(text)
    assert not [line for line in (*awards(record), *hours(record)) if not line.endswith("?")]


HOURS: list[tuple[str, list[str]]] = [
    (
        "第一条 高级、中级、初级职称人员每年参加继续教育分别不少于90、80、72学时。",
        [
            "requirement total >=90 高级职称人员",
            "requirement total >=80 中级职称人员",
            "requirement total >=72 初级职称人员",
        ],
    ),
    (
        "（二）初级职称人员专业科目48学时，中级60学时，副高级及以上72学时。",
        [
            "requirement professional =48 初级职称人员",
            "requirement professional =60 中级",
            "requirement professional =72 副高级及以上",
        ],
    ),
    (
        "在边远艰苦地区一线工作的，总学时不少于60学时，公需科目不少于20学时。",
        [
            "requirement total >=60 在边远艰苦地区一线工作的",
            "requirement public >=20 在边远艰苦地区一线工作的",
        ],
    ),
    ("（4）支教：支教满一年计12学分，满一学期计6学分。", ["credit other =12 支教", "credit other =6 支教"]),
    ("病假超过三个月的，减免专业科目30学时。", []),
    ("违规登记的，取消次年20学分以内的折算资格。", []),
]


@pytest.mark.parametrize(("text", "expected"), HOURS, ids=[t[:20] for t, _ in HOURS])
def test_persons_and_grants(text: str, expected: list[str]) -> None:
    assert hours(of(text)) == expected


PLACES = [
    ("推进京津冀专业技术人员继续教育学时互认。", ("北京", "天津", "河北省")),
    ("川渝两地专业技术人员继续教育学时互认。", ("四川省", "重庆")),
    ("在沪苏浙皖取得的继续教育学时予以认可。", ("上海", "江苏省", "浙江省", "安徽省")),
    ("与天津市、雄安新区互认继续教育学时。", ("天津", "雄安新区")),
    ("在北京市、天津市和雄安新区取得的继续教育学时，在本市有效。", ("北京", "天津", "雄安新区")),
    ("粤港澳大湾区九市继续教育学时互认。", ()),
    ("成渝地区双城经济圈继续教育学时互认。", ()),
]


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[t[:12] for t, _ in PLACES])
def test_names_of_regions_become_places_where_certain(text: str, expected: tuple[str, ...]) -> None:
    assert of(text).reciprocity == expected


TERMS = [
    ("个人申报截止时间为2024年11月15日，用人单位审核截止时间为2024年11月30日。", ["report_deadline", "other"]),
    ("本办法自2024年3月1日起施行，有效期至2028年12月31日。", ["other"]),
]


@pytest.mark.parametrize(("text", "expected"), TERMS, ids=[t[:12] for t, _ in TERMS])
def test_terms_as_they_are_labelled(text: str, expected: list[str]) -> None:
    assert [d.kind for d in of(text).dates] == expected


FIELDS = "姓名：\n身份证号：\n单位：\n申报学时：\n申报人签字："


@pytest.mark.parametrize("mark", ["附件\n", "附表1\n", "附件：\n"])
def test_the_only_attachment_is_number_one(mark: str) -> None:
    text = f"{HEAD}请填写学时申报表。{TAIL}{mark}学时申报表\n{FIELDS}\n"
    assert [form.attachment_no for form in notice(find(document(text))).forms] == [1]


PAGE = """<html><head><meta charset="utf-8"></head><body><h1>关于学时标准的通知</h1><p>各有关单位：</p>
<p>一、学时标准见下表。</p>
<table><tr><th rowspan="2">单位</th><th rowspan="2">职称</th><th colspan="2">公需科目</th><th rowspan="2">专业科目</th>
<th rowspan="2">合计</th></tr><tr><th>必修</th><th>选修</th></tr>
<tr><td rowspan="2">医院</td><td>高级</td><td rowspan="2">18</td><td>12</td><td>60</td><td>90</td></tr>
<tr><td>中级</td><td>12</td><td>50</td><td>80</td></tr></table>
<p>二、下表所列学时均计入专业科目。</p>
<table><tr><th>类别</th><th>项目</th><th>折算标准</th><th>年度上限</th></tr>
<tr><td rowspan="2">成果</td><td>核心期刊论文</td><td>20学时/篇</td><td rowspan="2">40学时</td></tr>
<tr><td>专著</td><td>30学时/部</td></tr><tr><td>实践</td><td>挂职</td><td>每月10学时</td><td>60学时</td></tr></table>
<p>宜兴市人力资源和社会保障局</p><p>2024年4月2日</p></body></html>"""


def test_merged_cells_count_for_every_row_that_they_cover(tmp_path: Path) -> None:
    page = tmp_path / "notice.html"
    page.write_text(PAGE, encoding="utf-8")
    record = notice(find(read(page)))
    required = [line for line in hours(record) if line.startswith("requirement")]
    assert sorted(required) == sorted(
        f"requirement {subject} ={amount} 医院{rank}"
        for rank, amounts in (("高级", (18, 12, 60, 90)), ("中级", (18, 12, 50, 80)))
        for subject, amount in zip(
            ("public_required", "public_elective", "professional", "total"), amounts, strict=True
        )
    )
    assert awards(record) == [
        "成果，核心期刊论文 20学时/篇 ≤40 professional",
        "成果：专著 30学时/部 ≤40 professional",
        "实践，挂职 10学时/月 ≤60 professional",
    ]
    assert not [f for f in record.findings if f.code == "NUM_SUM_MISMATCH"]
    assert record.forms == ()


@pytest.mark.parametrize(
    "text",
    [
        "公需科目30学时左右。",
        "专业科目约60学时。",
        "公需科目一般为30学时。",
        "专业科目原则上按60学时掌握。",
        "（二）专业科目\n由行业主管部门组织。\n全年累计不少于90学时。",
    ],
)
def test_no_exact_rule(text: str) -> None:
    record = of(text)
    assert [q.certain for q in record.quotas] == [False]
    assert doubts(record) == 1


@pytest.mark.parametrize("text", ["原则上专业科目不少于60学时。", "专业科目一般不少于六十学时。"])
def test_a_floor_that_holds_in_general_is_a_floor(text: str) -> None:
    record = of(text)
    assert [(q.amount, q.comparator, q.certain) for q in record.quotas] == [(60, ">=", True)]
    assert doubts(record) == 0


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("公需科目任学三门：“数字经济”“人工智能”“法治思想”“知识产权”“心理健康”。", []),
        ("公需科目设三门课程：数字经济、人工智能、法治思想、知识产权、心理健康。", ["NUM_COUNT_MISMATCH"]),
        ("每人每年学习总量96学时，公需科目30学时，专业科目46学时，行业科目24学时。", ["NUM_SUM_MISMATCH"]),
        ("每人每年学习总量96学时，公需科目30学时，专业科目46学时，行业科目20学时。", []),
        ("学段\t公需科目\t专业科目\t校本研修\t合计\n小学\t12\t40\t20\t72\n初中\t12\t44\t18\t74", []),
        ("学段\t公需科目\t专业科目\t校本研修\t合计\n小学\t12\t40\t20\t75", ["NUM_SUM_MISMATCH"]),
    ],
)
def test_sums_and_counts(text: str, codes: list[str]) -> None:
    wanted = ("NUM_COUNT_MISMATCH", "NUM_SUM_MISMATCH")
    assert [f.code for f in of(text).findings if f.code in wanted] == codes
