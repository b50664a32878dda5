"""Atoms: tables of wordings of the genre, from several provinces and years, in sentences written for this test."""

from __future__ import annotations

import pytest

from extract.atoms import Atom, find_atoms


def only(text: str, *kinds: str) -> list[tuple[str, str]]:
    """Label and words of the atoms of the given kinds."""
    return [(a.label, a.quote(text)) for a in find_atoms(text) if a.kind in kinds]


def parts(text: str, atom: Atom) -> dict[str, str]:
    """Words of each part of an atom; of a role that stands twice, the last."""
    return {p.role: text[p.span[0] : p.span[1]] for p in atom.parts}


@pytest.mark.parametrize(
    ("text", "label", "quote"),
    [
        ("落款为2026年5月26日。", "day", "2026年5月26日"),
        ("发布日期：2026-05-26", "day", "2026-05-26"),
        ("印发于 2026.6.3 ", "day", "2026.6.3"),
        ("2026/6/3更新", "day", "2026/6/3"),
        ("二〇二六年六月三日", "day", "二〇二六年六月三日"),
        ("二○二五年十二月二十五日", "day", "二○二五年十二月二十五日"),
        ("２０２６年６月３日", "day", "２０２６年６月３日"),
        ("2026 年 4 月 7 日", "day", "2026 年 4 月 7 日"),
        ("务必于6月5日前报送", "day", "6月5日前"),
        ("最迟6月5号", "day", "6月5号"),
        ("于4月15日（星期三）下午5点前提交", "day", "4月15日（星期三）下午5点前"),
        ("通道于3月31日24时关闭", "day", "3月31日24时"),
        ("次年3月31日以前补齐", "day", "次年3月31日以前"),
        ("并在当年度12月31日前结束", "day", "当年度12月31日前"),
        ("每年11月30日前登记", "day", "每年11月30日前"),
        ("自2026年5月1日起施行", "day", "2026年5月1日起"),
        ("学习截至2026年12月31日", "day", "截至2026年12月31日"),
        ("截止时间为2026年6月30日", "day", "截止时间为2026年6月30日"),
        ("6月底完成", "month_end", "6月底"),
        ("4月底前报送", "month_end", "4月底前"),
        ("本月底前", "month_end", "本月底前"),
        ("计划12月上旬举办", "first_ten_days", "12月上旬"),
        ("9月中旬", "middle_ten_days", "9月中旬"),
        ("2026年6月下旬", "last_ten_days", "2026年6月下旬"),
        ("2026年12月开班", "month", "2026年12月"),
        ("完成时间 2026.11", "month", "2026.11"),
        ("次月10日前", "day", "次月10日前"),
        ("年底前办结", "year_end", "年底前"),
        ("2026年底", "year_end", "2026年底"),
        ("上半年开课", "first_half", "上半年"),
        ("2026年下半年", "second_half", "2026年下半年"),
        ("第三季度评审", "quarter", "第三季度"),
        ("2026年一季度末", "quarter", "2026年一季度末"),
        ("2026年度计划", "annual", "2026年度"),
        ("完成当年度的学习", "annual", "当年度"),
        ("自2022年起", "year", "2022年起"),
        ("2026年6月10、12日举办", "day", "2026年6月10"),
        ("其余安排在10日、12日", "day_only", "10日"),
        ("填表日期20260526", "day", "20260526"),
    ],
)
def test_date(text: str, label: str, quote: str) -> None:
    assert only(text, "date", "date_range")[0] == (label, quote)


@pytest.mark.parametrize(
    ("text", "label", "quote"),
    [
        ("学习期为2026年5月1日至12月31日。", "day", "2026年5月1日至12月31日"),
        ("2026年5月1日至2027年3月31日有效", "day", "2026年5月1日至2027年3月31日"),
        ("报名5月6日—10日", "day", "5月6日—10日"),
        ("报名5月6-10日", "day", "5月6-10日"),
        ("9月1日起至次年3月31日止", "day", "9月1日起至次年3月31日止"),
        ("2026.5.1～2026.12.31", "day", "2026.5.1～2026.12.31"),
        ("2026.5.1-12.31", "day", "2026.5.1-12.31"),
        ("即日起至2026年12月31日", "from_issue", "即日起至2026年12月31日"),
        ("自通知发布之日起至2026年12月31日止", "from_issue", "自通知发布之日起至2026年12月31日止"),
        ("从本通知印发之日到11月底", "from_issue", "从本通知印发之日到11月底"),
        ("自5月6日起，至10月31日止", "day", "5月6日起，至10月31日止"),
        ("从2026.5.6开始，到2026.10.31结束", "day", "2026.5.6开始，到2026.10.31结束"),
        ("2026年5月至11月", "month", "2026年5月至11月"),
        ("在线学习3-11月", "month", "3-11月"),
        ("2026.03—2026.11开放", "month", "2026.03—2026.11"),
        ("申报5月上旬至6月中旬", "month", "5月上旬至6月中旬"),
        ("规划（2022—2030年）", "year", "2022—2030年"),
        ("补学2017-2019年度", "year", "2017-2019年度"),
        ("第二季度至第三季度", "quarter", "第二季度至第三季度"),
    ],
)
def test_date_range(text: str, label: str, quote: str) -> None:
    assert only(text, "date", "date_range") == [(label, quote)]


def test_parts_of_a_range_are_its_two_dates() -> None:
    text = "学习期为2026年5月1日起至2027年3月31日止"
    (atom,) = (a for a in find_atoms(text) if a.kind == "date_range")
    assert [(p.role, text[slice(*p.span)], p.label) for p in atom.parts] == [
        ("start", "2026年5月1日", ""),
        ("year", "2026", ""),
        ("month", "5", ""),
        ("day", "1", ""),
        ("end", "2027年3月31日", ""),
        ("year", "2027", ""),
        ("month", "3", ""),
        ("day", "31", ""),
        ("boundary", "止", "until"),
    ]


@pytest.mark.parametrize(
    ("text", "label", "amount", "unit", "anchor"),
    [
        ("举办各类培训班应提前5个工作日报备", "before", "5", "working_day", "举办各类培训班"),
        ("单位开展线下培训，须提前10个工作日提交计划", "before", "10", "working_day", "单位开展线下培训"),
        ("各单位应提前7天通知学员", "before", "7", "day", None),
        ("应于申报评审材料前5个工作日完成", "before", "5", "working_day", "申报评审材料"),
        ("应在办班前10个工作日内提出申请", "before", "10", "working_day", "办班"),
        ("于培训举办前至少十个工作日备案", "before", "十", "working_day", "培训举办"),
        ("须于培训班开班7日前备案", "before", "7", "day", "培训班开班"),
        ("2026年12月31日前5个工作日内提交", "before", "5", "working_day", "2026年12月31日"),
        ("在培训结业30日内报送总结", "after", "30", "day", "培训结业"),
        ("培训结束后1个月内报送名册", "after", "1", "month", "培训结束"),
        ("自收到申请材料之日起15个工作日内答复", "after", "15", "working_day", "收到申请材料"),
        ("公示期满之后三日内发文", "after", "三", "day", "公示期满"),
        ("材料须在15个工作日内补齐", "within", "15", "working_day", None),
        ("一周内反馈", "within", "一", "week", None),
        ("受理申报的部门在10日内答复", "within", "10", "day", None),
        ("请于半个月内改正", "within", "半", "month", None),
    ],
)
def test_relative(text: str, label: str, amount: str, unit: str, anchor: str | None) -> None:
    (atom,) = (a for a in find_atoms(text) if a.kind == "relative")
    found = parts(text, atom)
    unit_part = atom.part("unit")
    assert unit_part is not None
    assert (atom.label, found["amount"], unit_part.label, found.get("anchor")) == (label, amount, unit, anchor)


def test_an_order_without_a_length_is_a_relative_time_too() -> None:
    text = "应于申报时间截止前完成学习"
    (atom,) = (a for a in find_atoms(text) if a.kind == "relative")
    assert (atom.label, parts(text, atom)) == ("before", {"anchor": "申报时间截止", "direction": "前"})


@pytest.mark.parametrize(
    "text",
    [
        "目前3个平台已开通",
        "前3名给予奖励",
        "今后3年的任务",
        "每月前5个工作日办理",
        "最后3天集中考试",
        "日前2家单位已报送",
    ],
)
def test_no_anchor_no_relative_time(text: str) -> None:
    assert [a for a in find_atoms(text) if a.kind == "relative" and a.label in ("before", "after")] == []


@pytest.mark.parametrize(
    ("text", "label", "quote", "per"),
    [
        ("每人90学时", "hours", "90学时", "person"),
        ("三十学时", "hours", "三十学时", None),
        ("60个学时", "hours", "60个学时", None),
        ("总计30（学时）", "hours", "30（学时）", None),
        ("12课时", "hours", "12课时", None),
        ("90 学时", "hours", "90 学时", None),
        ("９０学时", "hours", "９０学时", None),
        ("3,240学时", "hours", "3,240学时", None),
        ("25学分", "credits", "25学分", None),
        ("7.5学分", "credits", "7.5学分", None),
        ("5～10学分", "credits", "5～10学分", None),
        ("20-30学时", "hours", "20-30学时", None),
        ("不超过8学时/天", "hours", "8学时/天", "day"),
        ("每天不超过8学时", "hours", "8学时", "day"),
        ("半天按4学时计", "hours", "4学时", "half_day"),
        ("每项（篇、本）计10学时", "hours", "10学时", "item"),
        ("60学时/项", "hours", "60学时/项", "item"),
        ("每万字折算10学时", "hours", "10学时", "item"),
        ("每年累计不超过40学时", "hours", "40学时", "year"),
        ("每1学分折合3学时", "hours", "3学时", "credit"),
        ("每学时计1/3学分", "credits", "1/3学分", "class_hour"),
        ("计三分之一学时", "hours", "三分之一学时", None),
        ("按2倍计算", "ratio", "2倍", None),
        ("1.5倍", "ratio", "1.5倍", None),
        ("一般不少于三分之二", "ratio", "三分之二", None),
        ("不少于总学时的2/3", "ratio", "2/3", None),
        ("占40%", "ratio", "40%", None),
        ("合格率达到百分之九十", "ratio", "百分之九十", None),
        ("折算一半", "ratio", "一半", None),
        ("不少于12天", "time", "12天", None),
        ("脱产半天", "time", "半天", None),
        ("请假超过6个月", "time", "6个月", None),
        ("满3年", "time", "3年", None),
        ("每人每学时3元", "money", "3元", None),
        ("培训费1,200元/人", "money", "1,200元/人", "person"),
        ("得60分以上", "points", "60分", None),
        ("共4家单位", "count", "4家", None),
        ("等七个方向", "count", "七个", None),
    ],
)
def test_amount(text: str, label: str, quote: str, per: str | None) -> None:
    amounts = [a for a in find_atoms(text) if a.kind == "amount" and a.quote(text) == quote]
    assert [a.label for a in amounts] == [label]
    found = amounts[0].part("per")
    assert (found.label if found else None) == per


def test_figures_that_say_no_amount() -> None:
    assert only("数十学时、几百元", "amount") == []
    assert only("不满一天的按半天计算", "amount") == [("time", "一天"), ("time", "半天")]
    (half_day,) = (a for a in find_atoms("不满一天的按半天计算") if a.span == (6, 8))
    assert half_day.part("per") is None


def test_item_number_is_not_part_of_the_figure() -> None:
    assert only("3.30学时以上的课程", "amount") == [("hours", "30学时")]
    assert only("1.5学分", "amount") == [("credits", "1.5学分")]
    assert only("1.20倍", "amount") == only("（1.20倍）", "amount") == [("ratio", "1.20倍")]
    assert only("（三）三十学时，（1）10学时；一、2倍", "amount") == [
        ("hours", "三十学时"),
        ("hours", "10学时"),
        ("ratio", "2倍"),
    ]
    assert only("2.5月20日前报送", "date") == [("day", "5月20日前")]
    assert only("1.2026年公需科目", "date") == [("year", "2026年")]


@pytest.mark.parametrize(
    ("text", "label", "quote"),
    [
        ("不少于90学时", ">=", "不少于"),
        ("不得低于30学时", ">=", "不得低于"),
        ("至少60学时", ">=", "至少"),
        ("累计达到90学时", ">=", "达到"),
        ("满90学时", ">=", "满"),
        ("60学时以上", ">=", "以上"),
        ("60学时（含）以上", ">=", "以上"),
        ("不超过8学时", "<=", "不超过"),
        ("不得超过40学时", "<=", "不得超过"),
        ("最多30学时", "<=", "最多"),
        ("上限为40学时", "<=", "上限为"),
        ("控制在40学时以内", "<=", "以内"),
        ("超过6个月", ">", "超过"),
        ("少于30学时的", "<", "少于"),
        ("不足30学时的", "<", "不足"),
        ("总量为90学时", "=", "为"),
        ("认定16学时", "=", "认定"),
        ("折算为20学时", "=", "折算为"),
        ("计10学时", "=", "计"),
        ("共40学时", "=", "共"),
    ],
)
def test_comparator(text: str, label: str, quote: str) -> None:
    assert (label, quote) in only(text, "comparator")


@pytest.mark.parametrize("text", ["以上继续教育活动", "按规定登记", "作为依据", "计入学时", "达标后认定", "满足条件"])
def test_no_comparator_without_a_figure(text: str) -> None:
    assert only(text, "comparator") == []


@pytest.mark.parametrize(
    ("text", "label", "quote", "agency"),
    [
        ("依据鲁人社发〔2022〕26号执行", "number", "鲁人社发〔2022〕26号", "鲁人社发"),
        ("人社部发[2015]53号", "number", "人社部发[2015]53号", "人社部发"),
        ("（国办发（2021）5号）", "number", "国办发（2021）5号", "国办发"),
        ("苏人社发〔2019〕22 号和浙人社发〔2021〕54号", "number", "苏人社发〔2019〕22 号", "苏人社发"),
        ("根据粤人社规〔2022〕11号", "number", "粤人社规〔2022〕11号", "粤人社规"),
        ("按照川人社办发【2023】第17号", "number", "川人社办发【2023】第17号", "川人社办发"),
        ("聊人社字〔二〇一六〕84号", "number", "聊人社字〔二〇一六〕84号", "聊人社字"),
        ("豫人社办〔2024〕 号", "blank", "豫人社办〔2024〕 号", "豫人社办"),
        ("（鄂人社函〔2025〕56）", "no_hao", "鄂人社函〔2025〕56", "鄂人社函"),
        ("（人力资源和社会保障部令第25号）", "order", "人力资源和社会保障部令第25号", "人力资源和社会保障部"),
        ("省政府令（第311号）", "order", "省政府令（第311号）", "省政府"),
        ("国务院令第四百一十二号", "order", "国务院令第四百一十二号", "国务院"),
        ("国务院第412号令", "order", "国务院第412号令", "国务院"),
        ("2026年第3号公告", "order", "2026年第3号公告", None),
    ],
)
def test_doc_number(text: str, label: str, quote: str, agency: str | None) -> None:
    atom = next(a for a in find_atoms(text) if a.kind == "doc_number")
    assert (atom.label, atom.quote(text), parts(text, atom).get("agency")) == (label, quote, agency)


def test_article_and_batch_numbers_are_ordinals() -> None:
    text = "第二十五条、第3批、第一作者"
    assert only(text, "ordinal", "amount", "doc_number") == [("", "第二十五条"), ("", "第3批"), ("", "第一作者")]


@pytest.mark.parametrize(
    ("text", "kind", "quotes"),
    [
        ("邮箱：lcs-zj@lc.example.gov.cn，", "email", ["lcs-zj@lc.example.gov.cn"]),
        ("发送Word文档至1234567@qq.com。", "email", ["1234567@qq.com"]),
        ("发送Word文档abc@163.com", "email", ["abc@163.com"]),
        ("邮箱zj＠163．com", "email", ["zj＠163．com"]),
        ("邮箱：zj犭叼刈y@example。cn", "damaged_email", ["zj犭叼刈y@example。cn"]),
        ("邮箱：zjc@163.∞m", "damaged_email", ["zjc@163.∞m"]),
        ("初始密码为Xx@2025，", "", []),
        ("网址https://zj.example.com/，", "url", ["https://zj.example.com/"]),
        ("（http://10.1.2.3:9080）", "url", ["http://10.1.2.3:9080"]),
        ("登录www.rsj.example.gov.cn学习", "url", ["www.rsj.example.gov.cn"]),
        ("地址http∥ 117。”。乃5。⒆9OSO/）", "damaged_url", ["http∥ 117。”。乃5。⒆9OSO/"]),
        ("http:/zj.example.com，", "damaged_url", ["http:/zj.example.com"]),
        ("http∶//zj.example.com。", "url", ["http∶//zj.example.com"]),
    ],
)
def test_addresses(text: str, kind: str, quotes: list[str]) -> None:
    found = [(a.kind, a.quote(text)) for a in find_atoms(text) if a.kind.endswith(("email", "url"))]
    assert found == [(kind, quote) for quote in quotes]


def test_identifiers_are_no_phones() -> None:
    text = "统一社会信用代码91370000MA3C12345X，身份证37250119851212001X，账号3700 1234 5678 9012，邮编252000"
    assert [(a.kind, a.quote(text)) for a in find_atoms(text)] == [
        ("uscc", "91370000MA3C12345X"),
        ("id_number", "37250119851212001X"),
        ("code", "3700 1234 5678 9012"),
        ("code", "252000"),
    ]
