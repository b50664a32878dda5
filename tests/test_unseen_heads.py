"""Whole notices of other offices: heads, contacts, platforms, citations, annexes; the sound ones raise no alarm.

Offices are real, so that regions and area codes are known; what they say here is invented.
"""

from __future__ import annotations

import pytest

from normalize.record import NoticeRecord
from tests.checks_notice import record_of

PARENT = "《省人力资源和社会保障厅关于做好2026年度专业技术人员继续教育工作的通知》（人社函〔2026〕45号）"
TASK = "一、对象与学时\n\n全市专业技术人员每年学习不少于90学时，包括公需科目不少于30学时、专业科目不少于60学时。\n\n"
TIME = "学习时间为2026年5月11日至2026年12月18日。\n\n"


def letter(head: str, body: str = "", foot: str = "", *, task: str = TASK) -> str:
    return f"{head}\n\n各有关单位：\n\n根据{PARENT}，现通知如下：\n\n{task}{TIME}{body}\n\n{foot}\n"


def header(record: NoticeRecord) -> tuple[str | None, str | None, str | None]:
    return record.title, record.issuer, record.doc_number


def alarms(record: NoticeRecord) -> list[str]:
    return [f.code for f in record.findings if f.severity != "info"]


SIGNED = "荆门市人力资源和社会保障局\n\n2026年4月28日"
HEADS: list[tuple[str, str, tuple[str | None, str | None, str | None]]] = [
    (
        "云南省人力资源和社会保障厅公告\n\n第3号",
        "云南省人力资源和社会保障厅\n\n2026年4月20日",
        ("云南省人力资源和社会保障厅公告", "云南省人力资源和社会保障厅", "第3号"),
    ),
    (
        "关于开展2026年度公需科目培训的公告\n\n（2026年第2号）",
        SIGNED,
        ("关于开展2026年度公需科目培训的公告", "荆门市人力资源和社会保障局", "2026年第2号"),
    ),
    (
        "关于做好2026年度专业技术人员继续教育工作的\n\n通    知\n\n荆人社发〔2026〕15号",
        "荆门市人力资源和社会保障局    荆 门 市 教 育 局\n\n2026年4月28日",
        (
            "关于做好2026年度专业技术人员继续教育工作的通知",
            "荆门市人力资源和社会保障局、荆门市教育局",
            "荆人社发〔2026〕15号",
        ),
    ),
    (
        "名    称：荆门市财政局关于2026年会计人员继续教育的通知\n\n文    号：荆财会〔2026〕5号    发布日期：2026-04-30",
        "荆门市财政局\n\n2026年4月28日",
        ("荆门市财政局关于2026年会计人员继续教育的通知", "荆门市财政局", "荆财会〔2026〕5号"),
    ),
    (
        "荆门市教育局转发《湖北省教育厅关于做好2026年教师继续教育工作的通知》的通知\n\n荆教发〔2026〕8号",
        "荆门市教育局\n\n2026年4月28日",
        (
            "荆门市教育局转发《湖北省教育厅关于做好2026年教师继续教育工作的通知》的通知",
            "荆门市教育局",
            "荆教发〔2026〕8号",
        ),
    ),
    (
        "贵州大学\n\n贵大人〔2026〕28号\n\n关于做好我校2026年度专业技术人员继续教育工作的通知",
        "人事处\n\n2026年4月28日",
        ("关于做好我校2026年度专业技术人员继续教育工作的通知", "贵州大学", "贵大人〔2026〕28号"),
    ),
    (
        "关于举办2026年专业技术人员知识更新培训班的通知\n\n吉大继教字[2026]第8号",
        "吉林大学继续教育学院（吉林省专业技术人员继续教育基地）\n\n2026年4月28日",
        ("关于举办2026年专业技术人员知识更新培训班的通知", "吉林大学继续教育学院", "吉大继教字〔2026〕8号"),
    ),
]


@pytest.mark.parametrize(("head", "foot", "expected"), HEADS, ids=[h[:16] for h, _, _ in HEADS])
def test_heads(head: str, foot: str, expected: tuple[str | None, str | None, str | None]) -> None:
    record = record_of(letter(head, foot=foot))
    assert header(record) == expected
    assert alarms(record) == []


def test_a_post_without_a_formal_title_has_its_first_line() -> None:
    record = record_of(letter("【重要通知】2026年会计人员继续教育开始啦！", foot=SIGNED))
    assert record.title == "2026年会计人员继续教育开始啦！"
    assert alarms(record) == ["DOC_NUMBER_MISSING"]


def test_a_company_governs_no_region() -> None:
    name = "国家电网某某电力有限公司人力资源部"
    record = record_of(letter(f"{name}关于2026年继续教育学时申报的通知", foot=f"{name}\n\n2026年4月28日"))
    assert (record.issuer, record.jurisdiction) == (name, None)


ENCLOSED = """附件

关于做好2026年教师继续教育工作的通知

鄂教〔2026〕2号

省教育厅

2026年3月10日"""


def test_the_signature_of_an_enclosed_notice_is_not_that_of_its_cover() -> None:
    listed = "附件：关于做好2026年教师继续教育工作的通知"
    head = "荆门市教育局关于转发继续教育通知的通知\n\n荆教发〔2026〕8号"
    record = record_of(letter(head, listed, f"荆门市教育局\n\n2026年4月28日\n\n{ENCLOSED}"))
    assert (record.issuer, str(record.issue_date)) == ("荆门市教育局", "2026-04-28")


SOUND = """荆门市人力资源和社会保障局关于做好2026年度专业技术人员继续教育工作的通知
荆人社发〔2026〕19号

各县（市、区）人力资源和社会保障局，市直各单位，荆门高新区人社部门：

根据《专业技术人员继续教育规定》（人力资源和社会保障部令第25号）、《湖北省人力资源和社会保障厅关于做好2026年度专业技术人员继续教育工作的通知》（鄂人社函〔2026〕45号）精神，现就做好2026年度工作通知如下：

一、学习对象
全市国家机关、企事业单位专业技术人员。

二、学时要求
（一）年度学时不少于90学时，包括公需科目不少于30学时、专业科目不少于60学时。
（二）公需科目设人工智能、职业道德、乡村振兴3个专题，每个专题10学时。
（三）学习时间为2026年5月11日至2026年12月18日。

三、学习平台
（一）公需科目登录“荆门市专业技术人员继续教育网”（网址：https://jmjxjy.example.cn，以下简称“市继教网”）学习。
（二）学时通过“湖北省专业技术人员综合管理服务平台”（以下简称“省平台”）登记。学时以省平台记录为准，市继教网数据定期推送。

四、联系方式
市人力资源和社会保障局专业技术人员管理科：0724-2345678；
东宝区人力资源和社会保障局专技股：0724-2345123；
沙洋县人力资源和社会保障局专技股：0724-8552123；
京山市人力资源和社会保障局专技股：0724-7322123；
市继教网客服：400-855-1234，电子邮箱：kefu@jmjxjy.example.cn。

附件：1.专业科目培训备案表（见附件1）
2.专业科目培训人员名册（见附件2）

荆门市人力资源和社会保障局
2026年4月28日

附件1
专业科目培训备案表
单位名称\t
培训主题\t
培训时间\t\t学时\t

附件2
专业科目培训人员名册
序号\t姓名\t单位\t职称
1\t\t\t
"""


def test_a_sound_notice_raises_no_alarm() -> None:
    assert alarms(record_of(SOUND)) == []


PLANTED: list[tuple[str, str, str, str]] = [
    ("荆人社发〔2026〕19号\n", "荆人社发〔2026〕  号\n", "DOC_NUMBER_MISSING", ""),
    ("\n荆门市人力资源和社会保障局\n2026", "\n荆门市人力  保障局\n2026", "DOC_SIGNATURE_DAMAGED", "荆门市人力"),
    ("鄂人社函〔2026〕45号", "鄂人社函〔2027〕45号", "CIT_LATER_THAN_DOC", "鄂人社函〔2027〕45号"),
    (
        "、《湖北省人力资源和社会保障厅",
        "、鄂人社函〔2026〕7号文件和《湖北省人力资源和社会保障厅",
        "CIT_TITLE_MISSING",
        "〔2026〕7号",
    ),
    ("2.专业科目培训人员名册（见", "3.专业科目培训人员名册（见", "ATT_COUNT_MISMATCH", "3.专业科目"),
    ("0724-8552123；", "；", "CON_PHONE_MISSING", "沙洋县人力资源和社会保障局专技股"),
    ("：0724-7322123；\n市继教网", "\n市继教网", "CON_PHONE_MISSING", "京山市人力资源和社会保障局专技股"),
    ("0724-8552123", "0724-85521", "CON_PHONE_DAMAGED", "0724-85521"),
    ("0724-8552123", "0724-855□123", "CON_PHONE_DAMAGED", "0724-855□123"),
    ("kefu@jmjxjy", "kefu#jmjxjy", "CON_EMAIL_DAMAGED", "kefu#jmjxjy.example.cn"),
    ("https://jmjxjy.example.cn", "htps:/jmjxjy.example.cn", "CON_URL_DAMAGED", "htps:/jmjxjy.example.cn"),
    ("https://jmjxjy.example.cn", "https://jmjxjy.example.c口", "CON_URL_DAMAGED", "https://jmjxjy.example.c"),
    ("（以下简称“省平台”）", "", "TERM_ABBREV_UNDEFINED", "省平台"),
    ("，以下简称“市继教网”", "", "TERM_ABBREV_UNDEFINED", "市继教网"),
    (
        "（一）年度学时不少于90学时，包括",
        "（一）年度学时不少于96学时，由三个部分组成：公需科目30学时，专业科目46学时，校（园）本研修24学时。包括",
        "NUM_SUM_MISMATCH",
        "96学时",
    ),
]


@pytest.mark.parametrize(
    ("sound", "planted", "code", "quote"), PLANTED, ids=[f"{c}-{p[:12]}" for _, p, c, _ in PLANTED]
)
def test_a_planted_mistake_is_raised_at_its_place(sound: str, planted: str, code: str, quote: str) -> None:
    assert sound in SOUND
    found = [f for f in record_of(SOUND.replace(sound, planted)).findings if f.code == code]
    assert found
    assert any(quote in evidence.quote for f in found for evidence in f.evidence)


UNREADABLE = ["2027年З月5日", "2027年3月*日", "2027年3月•日", "2O27年3月日", "二〇二七年三月×日", "2027-O3-05"]


@pytest.mark.parametrize("date", UNREADABLE)
def test_the_office_over_an_unreadable_date_signs(date: str) -> None:
    record = record_of(letter("关于做好2027年度继续教育工作的通知", foot=f"荆门市人力资源和社会保障局\n\n{date}"))
    assert (record.issuer, record.issue_date) == ("荆门市人力资源和社会保障局", None)
    assert "DOC_ISSUE_DATE_MISSING" in {f.code for f in record.findings}


def test_an_item_of_a_list_without_its_number() -> None:
    numbers = "咨询电话：靖江市 0523-86555512，泰兴市 0523-86555513，海陵区 0523-86555515，姜堰区。"
    missing = [
        f for f in record_of(letter("关于学时的通知", numbers, SIGNED)).findings if f.code == "CON_PHONE_MISSING"
    ]
    assert [f.params["office"] for f in missing] == ["姜堰区"]
