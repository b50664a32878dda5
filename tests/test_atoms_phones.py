"""Phones among the atoms: what is a number, of what form, whether fax, and what only looks like one."""

from __future__ import annotations

import pytest

from extract.atoms import find_atoms

KINDS = ("phone", "damaged_phone", "qq")


def numbers(text: str) -> list[tuple[str, str, str]]:
    """Kind, label and words of all numbers of a text."""
    return [(a.kind, a.label, a.quote(text)) for a in find_atoms(text) if a.kind in KINDS]


@pytest.mark.parametrize(
    ("text", "label", "quote"),
    [
        ("联系电话：0635-8288071", "landline", "0635-8288071"),
        ("（0635）8288071", "landline", "（0635）8288071"),
        ("技术支持电话0531—68961879", "landline", "0531—68961879"),
        ("电话 0635 8288071", "landline", "0635 8288071"),
        ("联系电话:053151788246", "landline", "053151788246"),
        ("Tel：+86-10-84208114", "landline", "+86-10-84208114"),
        ("0571-87050000转8021", "landline", "0571-87050000转8021"),
        ("电话：8288071-8021", "local", "8288071-8021"),
        ("市人社局专技办：8288071", "local", "8288071"),
        ("某市人力资源和社会保障局  5513165", "local", "5513165"),
        ("专技科\t李明\t8318071\tzj@163.com", "local", "8318071"),
        ("张 三 8096769", "local", "8096769"),
        ("管理科（电话8096769）", "local", "8096769"),
        ("市人社局8288071，", "local", "8288071"),
        ("张三，13812345678", "mobile", "13812345678"),
        ("手机：138 0013 8000", "mobile", "138 0013 8000"),
        ("手机138-0013-8000", "mobile", "138-0013-8000"),
        ("平台客服4006-808-008", "service", "4006-808-008"),
        ("400 888 1234（工作日）", "service", "400 888 1234"),
        ("服务热线：12333", "hotline", "12333"),
        ("监督电话：0531-12345", "hotline", "0531-12345"),
        ("咨询电话：95588", "hotline", "95588"),
    ],
)
def test_phone(text: str, label: str, quote: str) -> None:
    assert numbers(text) == [("phone", label, quote)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话：8288071、8288072", [("local", "8288071"), ("local", "8288072")]),
        ("电话：8288071/8288072", [("local", "8288071"), ("local", "8288072")]),
        ("电话：8288071 8288072", [("local", "8288071"), ("local", "8288072")]),
        ("电话：8096769、13812345678", [("local", "8096769"), ("mobile", "13812345678")]),
        ("专技科\t0535-5550161\t5550162\t20260501", [("landline", "0535-5550161"), ("local", "5550162")]),
        ("寒亭区：7251234；坊子区：7661234；", [("local", "7251234"), ("local", "7661234")]),
        ("（电话：8288071；传真：8288072）", [("local", "8288071"), ("fax", "8288072")]),
        ("电话：0512-68290000、68290001（传真）", [("landline", "0512-68290000"), ("fax", "68290001")]),
        ("电话0512-68290000（传真）、68290001", [("fax", "0512-68290000"), ("local", "68290001")]),
        ("电话/传真：0371-69690000", [("tel_fax", "0371-69690000")]),
        ("联系电话（传真）：0635-8288071", [("tel_fax", "0635-8288071")]),
        ("传真8288073", [("fax", "8288073")]),
    ],
)
def test_several_numbers_and_fax(text: str, found: list[tuple[str, str]]) -> None:
    assert numbers(text) == [("phone", label, quote) for label, quote in found]


def test_a_fax_keeps_its_form_in_its_part() -> None:
    text = "传真：0635-8288071转801"
    (atom,) = find_atoms(text)
    number, area, extension = atom.part("number"), atom.part("area"), atom.part("extension")
    assert number is not None
    assert area is not None
    assert extension is not None
    assert (atom.label, number.label) == ("fax", "landline")
    assert [text[slice(*p.span)] for p in (area, number, extension)] == ["0635", "8288071", "801"]


@pytest.mark.parametrize(
    ("text", "label", "quote"),
    [
        ("联系电话：5178拟30", "signs", "5178拟30"),
        ("联系电话：0531-851””5", "signs", "0531-851””5"),
        ("联系电话:0531-851””5(传真)", "fax", "0531-851””5"),
        ("电话：82?88071", "signs", "82?88071"),
        ("电话：138****5678", "signs", "138****5678"),
        ("电话:o816-555o126,", "signs", "o816-555o126"),
        ("电话：0635-8288O71", "signs", "0635-8288O71"),
        ("电话：828807", "length", "828807"),
        ("电话：0635-828807", "length", "0635-828807"),
        ("手机：1381234567", "length", "1381234567"),
        ("联系电话：0539-855012，邮编276000", "length", "0539-855012"),
    ],
)
def test_damaged(text: str, label: str, quote: str) -> None:
    assert numbers(text) == [("damaged_phone", label, quote)]


def test_an_abbreviated_second_number_is_not_completed() -> None:
    assert numbers("电话010-84208114/8115") == [
        ("phone", "landline", "010-84208114"),
        ("damaged_phone", "abbreviated", "8115"),
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("QQ交流群:7556719", ["7556719"]),
        ("QQ群：123456789、987654321", ["123456789", "987654321"]),
        ("客服QQ：800012345", ["800012345"]),
        ("群号7556719", ["7556719"]),
    ],
)
def test_qq_is_no_phone(text: str, quotes: list[str]) -> None:
    assert [(kind, quote) for kind, _, quote in numbers(text)] == [("qq", quote) for quote in quotes]


@pytest.mark.parametrize(
    "text",
    [
        "鲁ICP备10025381号-2",
        "政府网站标识码:3707000042",
        "鲁公网安备37079402000751号",
        "邮编：252000",
        "索引号：11370000/2026-00123",
        "项目编号：8288071",
        "注册资金：5000000元",
        "总投资8288071元",
        "民生路366号南区三楼371室",
        "20260526",
        "联系电话12月5日前报送",
        "访问量：8288071",
        "学号：20260012345",
        "2026-05-26",
        "共3240学时",
        "联系电话咨询，已有12300余人报名",
        "平台累计4000000000元",
    ],
)
def test_no_phone(text: str) -> None:
    assert numbers(text) == []
