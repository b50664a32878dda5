"""TXT_* and ING_*: what reading did to a text – misread characters, pieces of web pages, specks, readers' notes."""

from __future__ import annotations

import pytest

from ingest.document import Notice
from normalize.checks import intake, text
from normalize.findings import catalogue
from tests.checks_cases import TITLE, Facts, case_of, document_of, findings

HEAD = f"{TITLE}\n\n各单位：\n\n一、要求\n\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("公需科目不少于30学时。", []),
        ("专业科目不少于ω学时。", ["error TXT_OCR_DIGIT"]),
        ("公需科目不少于3O学时。", ["warning TXT_OCR_DIGIT"]),
        ("执行⒛22年的规定。", ["warning TXT_OCR_DIGIT"]),
        ("执行⒛22年、⒛23年的规定。", ["warning TXT_OCR_DIGIT"]),
        ("依据江人社发匚2022〕26号文件。", ["warning TXT_OCR_PUNCT"]),
        ("开设“法治’’cc安全”专题。", ["info TXT_OCR_PUNCT"]),
        ("填写备案表（参考格武）。", ["info TXT_OCR_CHAR"]),
    ],
)
def test_misread(sentence: str, expected: list[str]) -> None:
    found = findings(text.misread, HEAD + sentence + "\n")
    assert [f"{f.severity} {f.code}" for f in found] == expected


def test_a_misread_digit_of_an_amount_weighs_more() -> None:
    [found] = findings(text.misread, HEAD + "公需科目不少于3O学时。\n", Facts(quotas=("不少于30学时",)))
    assert found.severity == "error"
    assert found.evidence[0].raw is not None
    assert "3O学时" in found.evidence[0].raw


def test_places_of_one_misreading_are_counted() -> None:
    [found] = findings(text.misread, HEAD + "执行⒛22年、⒛23年的规定。\n")
    assert found.params["count"] == 2
    assert len(found.evidence) == 2


@pytest.mark.parametrize(
    ("title", "year", "advice"),
    [
        ("关于做好⒛⒛年度继续教育工作的通知", 2023, "2023年度"),
        ("关于做好⒛⒛年度继续教育工作的通知", None, "不可读"),
        ("关于做好⒛23年度继续教育工作的通知", 2023, "读作“20”"),
    ],
)
def test_misread_year(title: str, year: int | None, advice: str) -> None:
    printed = title.replace("⒛23", "2023")
    found = findings(text.misread_year, f"{title}\n\n各单位：\n", Facts(title=printed, year=year))
    assert [f.severity for f in found] == ["error"]
    assert advice in found[0].message


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("每年累计不少于90学 时，其中公需科目不少于30学时。", 1),
        ("学习结果用 于考核和聘任，由单位负责登记。", 1),
        ("请登录平台，可 在学习页面查看有关课程。", 1),
        ("学习结果用于考核和聘任，由单位负责登记。", 0),
        ("联系科室：专技科 周敏，请在工作时间联系办理。", 0),
        ("第三条 本办法适用于本市专业技术人员，自公布之日起施行。", 0),
        ("公 需 科 目 学 习 安 排 的 通 知", 0),
    ],
)
def test_stray_space(sentence: str, count: int) -> None:
    found = findings(text.stray_space, HEAD + sentence + "\n")
    assert [f.params["count"] for f in found] == [count] * bool(count)


def test_spaced_labels_of_a_form_are_no_stray_space() -> None:
    form = "附件：1.登记表\n\n附件1\n\n登记表\n\n拟计算学 时由用人单位填写，请如实填报。\n"
    assert findings(text.stray_space, HEAD + form, Facts(annexes=("登记表",))) == []


@pytest.mark.parametrize(
    ("body", "chars"),
    [
        ("s\n\n1.咨询电话见附表。\n", "s"),
        ("∶   二、学习时间\n\n按年度进行。\n", "∶"),
        ("采取线上形式。\u3000、∫   ·\n", "∫"),
        ("二、组织管理\u3000\n\n各单位要加强领导。\n", "全角空格"),
        ("按年度进行。\n", ""),
        ("职称评定·继续教育专栏已开通。\n", ""),
        ("——\n\n按年度进行。\n", ""),
    ],
)
def test_stray_characters(body: str, chars: str) -> None:
    found = findings(text.stray_characters, HEAD + body)
    assert [chars in f.message for f in found] == [True] * bool(chars)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div class='foot'>单位负责人：</div>\n", ["certain"]),
        ("[bookmark: _Toc1]各单位要加强领导。\n", ["certain"]),
        ("**用人单位**要加强领导。\n", ["judgment"]),
        ("邮箱：[a@b.cn](mailto:a@b.cn)\n", ["judgment"]),
        ("网址：<https://example.cn/>。\n", []),
        ("要求<5人的单位合并组织。\n", []),
    ],
)
def test_markup_residue(body: str, expected: list[str]) -> None:
    assert [f.certainty for f in findings(text.markup_residue, HEAD + body)] == expected


def test_button_over_the_text_hides_a_word() -> None:
    body = "我市现有3家数字技术工<sup>微信</sup>培训机构，具体安排另行通知。\n"
    [found] = findings(text.web_chrome, HEAD + body)
    assert found.severity == "warning"
    assert "数字技术工程师" in found.message


def test_button_beside_a_sentence_hides_nothing() -> None:
    [found] = findings(text.web_chrome, HEAD + "具体安排另行通知。<sup>微信</sup>\n")
    assert found.severity == "info"


def test_navigation_between_the_paragraphs_is_told_once() -> None:
    body = "按年度进行。\n\n微信\n\n搜索\n\n扫一扫手机打开\n"
    [found] = findings(text.web_chrome, HEAD + body)
    assert found.params["words"] == "“微信”、“搜索”、“扫一扫手机打开”"


def test_navigation_of_a_web_page_is_no_fault() -> None:
    page = document_of(HEAD + "按年度进行。\n\n微信\n\n搜索\n", media_type="text/html")
    assert list(text.web_chrome(case_of("", document=page))) == []


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        (Notice("ING_TYPE_MISMATCH", "扩展名为 .doc，内容是网页"), "info ING_TYPE_MISMATCH"),
        (Notice("ING_MACRO", "文件含宏，未运行"), "info ING_MACRO"),
        (Notice("ING_LIMIT", "第 3 页线条过多，未按表格读取"), "warning ING_LIMIT"),
        (Notice("WORD_TRACKED_CHANGES", "含未接受的修订：插入2处"), "warning ING_TRACKED_CHANGES"),
        (Notice("HIDDEN_TEXT", "含隐藏文字约12字，未读入"), "warning ING_HIDDEN_TEXT"),
        (Notice("WORD_COMMENTS", "含批注1处，未读入"), "info ING_COMMENTS"),
        (Notice("PAGE_TURNED", "第 2 页横置"), ""),
    ],
)
def test_notes_of_the_readers(notice: Notice, expected: str) -> None:
    case = case_of("", document=document_of(HEAD, notices=[notice]))
    found = list(intake.reader_notices(case))
    assert [f"{f.severity} {f.code}" for f in found] == [expected] * bool(expected)
    assert all(notice.detail in f.message and f.code in catalogue() for f in found)
