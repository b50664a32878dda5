"""One form in many layouts and ways of typing: the same fields and rows every time."""

from __future__ import annotations

import pytest

from tests.made_forms import LECTURE_HEAD, LECTURES, UNIT, cells, control, filing, posting, records, tick, wide
from tests.word_package import p, r, tbl, tc, tr

TITLE = p("2026年度专业科目培训项目计划审核备案表")
NAME = "设施园艺新技术培训班"
TIME = "2026年5月25日至5月28日，共4天"
MERGED, COVERED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
ROWS = [cells(*lecture) for lecture in LECTURES]
HEAD = cells(*LECTURE_HEAD)
BLANK = cells(*[""] * 6)
TOP = p(f"单位名称：{UNIT}") + p("填表日期：2026.5.8")
FOOT = f"单位负责人：李长河  单位（公章）：{UNIT}"
LABELLED = (
    ("培训项目名称", NAME), ("培训时间", TIME), ("培训地点", "推广中心二楼"), ("考核方式", "笔试"),
    ("培训总学时", "32"), ("讲授理论学时", "20"), ("实验（技术示范）学时", "12"),
    ("培训对象", "全市农技人员"), ("拟培训人数", "80人"),
)  # fmt: skip


def _tabs(*words: str) -> str:
    return "<w:p>" + "<w:r><w:tab/></w:r>".join(map(r, words)) + "</w:p>"


def _box(text: str) -> str:
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _controls() -> str:
    start, end = control("start_date", "2026-05-25"), control("end_date", "2026-05-28")
    time = f"<w:p>{start}{r('至')}{end}{r('，共')}{control('days', '4')}{r('天')}</w:p>"
    return filing(time=time, venue=f"<w:p>{control('venue', '推广中心二楼')}</w:p>")


LAYOUTS = {
    "plain": filing(),
    "head repeated, rows added": filing(lectures=LECTURES[:1], more=HEAD + cells(*LECTURES[1]) + BLANK + BLANK),
    "a row of totals": filing(more=tr(wide("合计", 4), tc("32"), tc(""))),
    "inside a layout table": TITLE + TOP + tbl(tr(tc(filing().split("</w:p>", 3)[3] + p()))),
    "rows in a nested table": TITLE
    + TOP
    + tbl(
        *(cells(*pair) for pair in LABELLED),
        tr(tc("讲课教师及讲授内容"), tc(tbl(HEAD, *ROWS) + p())),
        tr(wide(FOOT, 2)),
    ),
    "a merged label down the side": TITLE
    + TOP
    + tbl(
        *(tr(tc(label), wide(entry, 6)) for label, entry in LABELLED),
        tr(tc("讲课教师及讲授内容", MERGED), *map(tc, LECTURE_HEAD)),
        *(tr(tc("", COVERED), *map(tc, lecture)) for lecture in LECTURES),
        tr(tc("", COVERED), *[tc("")] * 6),
        tr(tc("单位负责人"), wide("李长河", 2), tc("单位（公章）"), wide(UNIT, 3)),
    ),
    "entries below their labels": TITLE
    + tbl(
        *(cells(*line) for i in range(0, 9, 3) for line in zip(*LABELLED[i : i + 3], strict=True)),
        cells("单位名称", "填表日期", "单位负责人"),
        cells(UNIT, "2026-05-08", "李长河"),
    )
    + tbl(HEAD, *ROWS)
    + p(f"单位（公章）：{UNIT}"),
    "label and entry in one cell": TITLE
    + TOP
    + tbl(*(cells(f"{label}：{entry}") for label, entry in LABELLED))
    + tbl(HEAD, *ROWS)
    + p(FOOT),
    "drawn with tabs": TITLE
    + TOP
    + "".join(_tabs(*LABELLED[i], *LABELLED[i + 1]) for i in range(0, 8, 2))
    + _tabs(*LABELLED[8])
    + _tabs(*LECTURE_HEAD)
    + "".join(_tabs(*lecture) for lecture in LECTURES)
    + p(FOOT),
    "drawn with blanks": TITLE
    + TOP
    + "".join(p(f"{label}      {entry}") for label, entry in LABELLED)
    + p("     ".join(LECTURE_HEAD))
    + "".join(p("     ".join(lecture)) for lecture in LECTURES)
    + p(FOOT),
    "title on two lines": filing(title="2026年度专业科目培训").replace("</w:p>", "</w:p>" + p("项目计划审核备案表"), 1),
    "an entry in a text box": filing(venue=_box("推广中心二楼")),
    "content controls": _controls(),
    "table torn in two": filing(lectures=LECTURES[:1]).replace(
        tr(wide(f"单位负责人：李长河            单位（公章）：{UNIT}", 6)),
        "</w:tbl>".join(["", p() + "<w:tbl>" + ROWS[1] + tr(wide(FOOT, 6))]),
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    (expected,), (record,) = records(filing()), records(LAYOUTS[name])
    assert record.fields == expected.fields
    assert record.rows == expected.rows
    assert record.status == "accepted"


TIMES = [
    "5月25-28日（共4天）", "2026.5.25-5.28，共4天", "２０２６年５月２５日—２８日，共４天", "5.25-5.28 共4天",
    "二〇二六年五月二十五日至二十八日，共四天", "2026/5/25-2026/5/28 4天",
    "2026年5月25日（星期一）至28日（星期四），为期4天",
    "5 月 25 日 至 5 月 28 日 ， 共 4 天", "2026-05-25至2026-05-28（4天）",
]  # fmt: skip


@pytest.mark.parametrize("time", TIMES)
def test_times(time: str) -> None:
    (record,) = records(filing(time=time))
    assert [record.fields[key] for key in ("start_date", "end_date", "days")] == ["2026-05-25", "2026-05-28", 4]


SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
TYPES = {
    "plain boxes": ("☑开发课件  □搭建网站  □线下培训  ☑其他：直播", ("开发课件", "其他")),
    "a tick in the box": ("□√开发课件  □搭建网站  □线下培训  □√其他（直播）", ("开发课件", "其他")),
    "black boxes": ("■开发课件 □搭建网站 □线下培训 ■其他 直播", ("开发课件", "其他")),
    "boxes behind": ("开发课件√ 搭建网站□ 线下培训□ 其他√：直播", ("开发课件", "其他")),
    "brackets": ("开发课件（√） 搭建网站（ ） 线下培训（ ） 其他（√）：直播", ("开发课件", "其他")),
    "typed": ("开发课件、搭建网站", ("开发课件", "搭建网站")),
    "control boxes": (
        f"<w:p>{tick(1)}{r('开发课件')}{tick(0)}{r('搭建网站')}{tick(0)}{r('线下培训')}{tick(0)}{r('其他')}</w:p>",
        ("开发课件",),
    ),
    "symbols": (
        f"<w:p>{SYMBOL.format('F0FE')}{r('开发课件')}{SYMBOL.format('F0A8')}{r('搭建网站')}{SYMBOL.format('F0FE')}"
        f"{r('线下培训')}{SYMBOL.format('F0A8')}{r('其他')}</w:p>",
        ("开发课件", "线下培训"),
    ),
    "none": ("□开发课件  □搭建网站  □线下培训  □其他", None),
    "order lost": ("☑开发课件 搭建网站□线下培训□其他☑", None),
}


@pytest.mark.parametrize("name", TYPES)
def test_choices(name: str) -> None:
    entry, chosen = TYPES[name]
    (record,) = records(posting(types=entry))
    assert record.fields["project_types"] == chosen
    assert record.fields["project_type_other"] == ("直播" if "直播" in entry else None)


@pytest.mark.parametrize(
    ("entry", "value"),
    [("是", True), ("否。", False), ("有", True), ("无", False), ("☑是 □否", True), ("是□ 否☑", False),
     ("是√  否", True), ("□是√ □否", True), ("是（ ）否（√）", False), ("□是 □否", None), ("是/否", None)],
)  # fmt: skip
def test_yes_and_no(entry: str, value: bool | None) -> None:
    assert records(posting(support=entry, amount="1"))[0].fields["fiscal_support"] is value


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("45万元", 45),
        ("45", 45),
        ("450000元", 45),
        ("约45万", 45),
        ("人民币肆拾伍万元整", 45),
        ("0.5亿元", 5000),
        ("无", None),
    ],
)
def test_money(entry: str, value: float | None) -> None:
    assert records(posting(amount=entry))[0].fields["support_amount_wan"] == value


def test_a_prompt_is_no_entry() -> None:
    prompt = f"<w:p>{control('venue', '单击或点击此处输入文字。', '<w:showingPlcHdr/>')}</w:p>"
    for venue in (prompt, "点击此处输入文字", "______"):
        (record,) = records(filing(venue=venue))
        assert record.fields["venue"] is None
        assert [finding.code for finding in record.findings] == ["FRM_FIELD_MISSING"]
