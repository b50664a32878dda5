"""Contacts in many hands: text or table → offices, persons, numbers, addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.finders.contacts.finder import find_contacts
from extract.mentions import Mentions
from extract.view import View
from ingest.document import Document
from normalize.facts.contacts import contacts
from normalize.record import Contact
from normalize.values.regions import region_by_name
from tests.pages import Rows, page
from tests.texts import document

Row = tuple[str | None, str | None, tuple[str, ...], tuple[str, ...]]
"""office, person, phones, e-mails"""


def read(found: Document, region: str | None = "聊城市") -> tuple[Contact, ...]:
    mentions = sorted(find_contacts(View(found)), key=lambda m: m.span)
    return contacts(Mentions(found, tuple(mentions)), region_by_name(region) if region else None)


def rows(found: Document) -> list[Row]:
    return [(c.office, c.person, c.phones, c.emails) for c in read(found)]


def row(office: str | None, person: str | None = None, *values: str) -> Row:
    mails = tuple(v for v in values if "@" in v)
    return office, person, tuple(v for v in values if v not in mails), mails


LINES: list[tuple[str, list[Row]]] = [
    ("市人社局专技科：8288071", [row("市人社局专技科", None, "8288071")]),
    ("3、职称科    0635-8288073", [row("职称科", None, "0635-8288073")]),
    ("（1）平台客服电话：400-680-8008", [row("平台客服", None, "400-680-8008")]),
    ("联系人：张三  联系电话：0635-8288071", [row(None, "张三", "0635-8288071")]),
    ("联系人：张三，李四；电话：8288071、8288072。", [row(None, "张三、李四", "8288071", "8288072")]),
    (
        "联系人：张三 0635-8288071、李四 13812345678",
        [row(None, "张三", "0635-8288071"), row(None, "李四", "13812345678")],
    ),
    ("联系人及电话：张三 8288071，李四 8288072", [row(None, "张三", "8288071"), row(None, "李四", "8288072")]),
    ("张三（综合科）：8288071", [row("综合科", "张三", "8288071")]),
    ("市继续教育基地（聊城大学）：李老师 0635-8239477", [row("市继续教育基地（聊城大学）", "李老师", "0635-8239477")]),
    ("联系人：市人社局专技科张三，电话：8288071", [row("市人社局专技科", "张三", "8288071")]),
    ("联系电话：8288071（张三），8288072（李四）", [row(None, "张三", "8288071"), row(None, "李四", "8288072")]),
    ("8288070（传真），联系电话：8288071", [row(None, None, "8288071")]),
    ("联 系 人：张  三\n联系电话：8288071", [row(None, "张三", "8288071")]),
    (
        "联系电话：0635-8288071（办公室）、0635-8288072（专技科）",
        [row("办公室", None, "0635-8288071"), row("专技科", None, "0635-8288072")],
    ),
    ("科教科：张老师，内线6021，外线029-85251234", [row("科教科", "张老师", "029-85251234")]),
    ("联系人：人事处  冉启明  8288071", [row("人事处", "冉启明", "8288071")]),
    ("三、业务咨询\n1.市人社局专技科：刘芳，8288071；", [row("市人社局专技科", "刘芳", "8288071")]),
    ("二、培训地点：长春市前进大街2699号。\n三、联系方式：李老师，8288071。", [row(None, "李老师", "8288071")]),
    ("技术保障单位：某某公司，电话400-820-8820", [row("某某公司", None, "400-820-8820")]),
    ("张店区、淄川区：2869921", [row("张店区、淄川区", None, "2869921")]),
    # in sentences
    ("如有疑问，请与市人社局专技科联系，电话：0635-8288071。", [row("市人社局专技科", None, "0635-8288071")]),
    ("本通知由市人社局专技科负责解释，联系电话8288071。", [row("市人社局专技科", None, "8288071")]),
    (
        "咨询电话：市人社局0635-8288071，8288072；技术支持：400-680-8008。",
        [row("市人社局", None, "0635-8288071", "8288072"), row("技术支持", None, "400-680-8008")],
    ),
    (
        "请于6月底前将纸质版报送市人社局专技科（东昌路24号），电子版发送至lczjk@163.com，电话：8288071。",
        [row("市人社局专技科", None, "8288071", "lczjk@163.com")],
    ),
    ("电子邮箱：zjk @ lc.example.cn", [row(None, None, "zjk@lc.example.cn")]),
    (
        "局人事科　高　远　6550128；市学会　李　想　6550129　a@tajt.example.cn",
        [row("局人事科", "高远", "6550128"), row("市学会", "李想", "6550129", "a@tajt.example.cn")],
    ),
    ("请将联络员信息发送至邮箱qdzjc@qd.example.cn。", [row(None, None, "qdzjc@qd.example.cn")]),
    (
        "有问题请及时联系市职称办。\n联系人：孙晓，电话：8288071",
        [row("市职称办", "孙晓", "8288071")],
    ),
    ("投诉举报邮箱：tsjb@lc.example.cn", [row("投诉举报", None, "tsjb@lc.example.cn")]),
    ("报名咨询：8288071  证书咨询：8288073", [row("报名咨询", None, "8288071"), row("证书咨询", None, "8288073")]),
    ("技术咨询电话：400-123-4567", [row("技术咨询", None, "400-123-4567")]),
    ("市人社局咨询电话：8288071", [row("市人社局", None, "8288071")]),
    ("服务监督热线：12333", [row("服务监督", None, "12333")]),
    # several lines
    (
        "联系单位：市人社局专技科\n联系人：王小明\n联系电话：0635-8288071\n电子邮箱：lczjk@163.com\n邮编：252000",
        [row("市人社局专技科", "王小明", "0635-8288071", "lczjk@163.com")],
    ),
    (
        "市人社局：\n联系人：张三\n联系电话：8288071\n县人社局：\n联系人：李四\n联系电话：8288072",
        [row("市人社局", "张三", "8288071"), row("县人社局", "李四", "8288072")],
    ),
    (
        "省人社厅专技处，姜山\n电话：0531-51788246\n邮箱：zjc@sd.example.cn",
        [row("省人社厅专技处", "姜山", "0531-51788246"), row("省人社厅专技处", "姜山", "zjc@sd.example.cn")],
    ),
    (
        "省继续教育协会，孙晓周明\n电话：0531-85146375",
        [row("省继续教育协会", "孙晓周明", "0531-85146375")],  # two names run together stay as printed
    ),
    ("联系人：张三     联系电话：8288071\n                 8288072", [row(None, "张三", "8288071", "8288072")]),
    (
        "（一）市人社局专业技术人员管理处\n联系人：陈静\n电 话：028-86123456\n邮 箱：cdzjc@126.com",
        [row("市人社局专业技术人员管理处", "陈静", "028-86123456", "cdzjc@126.com")],
    ),
    # districts and offices without a number
    (
        "各县（市、区）人社局联系电话：\n东昌府区：8419692\n冠县：5231995",
        [row("东昌府区人社局", None, "8419692"), row("冠县人社局", None, "5231995")],
    ),
    (
        "区县人社局咨询电话：东昌府区8419692、临清市7121750、度假区。",
        [row("东昌府区人社局", None, "8419692"), row("临清市人社局", None, "7121750"), row("度假区人社局")],
    ),
    (
        "1.市人社局专技办：8288071\n2.度假区社保中心：\n3.高新区科技部：8503076",
        [row("市人社局专技办", None, "8288071"), row("度假区社保中心"), row("高新区科技部", None, "8503076")],
    ),
    (
        "市人社局专技办：8288071\n计划发送至专技办公务邮箱：zjb@lc.example.cn",  # the short office in full
        [row("市人社局专技办", None, "8288071"), row("市人社局专技办", None, "zjb@lc.example.cn")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[t[:20] for t, _ in LINES])
def test_lines(text: str, expected: list[Row]) -> None:
    assert rows(document(text)) == expected


NONE = [
    "联系电话：\n联系人：\n电子邮箱：",
    "初始密码为12345678，登录后请修改。",
    "每人缴费100元，账号：37001234567890。",
    "客服QQ：800012345",
    "（联系单位：专业技术人员管理处）",
    "本次培训共有学员2869921人次。",
    "正文第一段。\n政府网站标识码：3707000042\n鲁ICP备10025381号-2",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_contact(text: str) -> None:
    assert rows(document(text)) == []


TABLES: list[tuple[Rows, list[Row]]] = [
    (
        [
            ["序号", "单位", "联系人", "联系电话", "邮箱"],
            ["1", "东昌府区人社局", "张三", "0635-8419692", "a@163.com"],
            ["2", "度假区社保中心", "", "", ""],
        ],
        [row("东昌府区人社局", "张三", "0635-8419692", "a@163.com"), row("度假区社保中心")],
    ),
    (
        [["县市区", "科室", "电话"], [("东昌府区", 2, 1), "职称科", "8419692"], ["专技科", "8419693"]],
        [row("东昌府区职称科", None, "8419692"), row("东昌府区专技科", None, "8419693")],
    ),
    (
        [["联系电话", "单位名称"], ["8239477", "聊城大学"]],
        [row("聊城大学", None, "8239477")],
    ),
    (
        [
            ["单位", "电话", "单位", "电话"],
            ["聊城大学", "8239477", "莘县职专", "7110651"],
            ["技师学院", "8760115", "", ""],
        ],
        [row("聊城大学", None, "8239477"), row("莘县职专", None, "7110651"), row("技师学院", None, "8760115")],
    ),
    (
        [["基地名称", "主管部门", "联系人及电话"], ["聊城大学", "市人社局", "王五 0635-8239477"]],
        [row("聊城大学", "王五", "0635-8239477")],
    ),
    (
        [["东昌府区人社局", "8419692"], ["茌平区人社局", "4276316"]],
        [row("东昌府区人社局", None, "8419692"), row("茌平区人社局", None, "4276316")],
    ),
    (
        [["联系人", "张三", "联系电话", "8288071"], ["电子邮箱", ("a@163.com", 1, 3)]],
        [row(None, "张三", "8288071", "a@163.com")],
    ),
    ([["单位", "电话"], ["茌平区人社局", "4276316\n4276317"]], [row("茌平区人社局", None, "4276316", "4276317")]),
    ([["单位", "电话"], ["聊城大学", "8239477"], [("备注：工作日拨打", 1, 2)]], [row("聊城大学", None, "8239477")]),
    ([["申报单位", "", "联系电话", ""], ["联系人", "", "邮箱", ""]], []),
]


@pytest.mark.parametrize(("table", "expected"), TABLES, ids=[str(t[0])[:30] for t, _ in TABLES])
def test_tables(table: Rows, expected: list[Row]) -> None:
    assert rows(page("附件7", table)) == expected


def test_a_table_typed_with_tabs() -> None:
    text = "单位\t联系人\t电话\n聊城大学\t张三\t8239477\n聊城市技师学院\t李四\t8760115"
    assert rows(document(text)) == [row("聊城大学", "张三", "8239477"), row("聊城市技师学院", "李四", "8760115")]


def test_fax_address_and_group_have_their_own_fields() -> None:
    text = "电话：0635-8288071  传真：0635-8288070\n地址：东昌西路24号\n业务咨询QQ群：123456789"
    first, second = read(document(text))
    assert (first.phones, first.fax, first.address) == (("0635-8288071",), ("0635-8288070",), "东昌西路24号")
    assert (second.office, second.qq_groups, second.phones) == ("业务咨询QQ群", ("123456789",), ())


@pytest.mark.parametrize(
    "text", ["电话/传真：0635-8288071", "联系电话（传真）：0635-8288071", "联系电话：0635-8288071（传真）"]
)
def test_one_number_for_both_is_in_both_fields(text: str) -> None:
    (found,) = read(document(text))
    assert found.phones == found.fax == ("0635-8288071",)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("联系电话：828807", "828807"),
        ("联系电话：0635-82拟071", "0635-82拟071"),
        ("联系电话：0399-8288071", "0399-8288071"),  # no such area code
    ],
)
def test_a_damaged_number_is_kept_apart_and_never_completed(text: str, broken: str) -> None:
    (found,) = read(document(text))
    assert (found.phones, found.e164, found.phones_damaged) == ((), (), (broken,))


@pytest.mark.parametrize("broken", ["ab犭叼y@lc.example.cn", "zjk@lc.exam"])
def test_a_damaged_address_is_kept_apart(broken: str) -> None:
    (found,) = read(document(f"电子邮箱：{broken}"))
    assert (found.emails, found.emails_damaged) == ((), (broken,))


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("市人社局：8288071", "聊城市", ("+866358288071",)),
        ("市人社局：8288071", None, ()),  # nobody says which area
        ("济南市人社局：66601234", "山东省", ("+8653166601234",)),
        ("电话：0531-51788246、51788247", "聊城市", ("+8653151788246", "+8653151788247")),
        ("电话：12333、8288071", "聊城市", ("+866358288071",)),
    ],
)
def test_area_codes(text: str, region: str | None, e164: tuple[str, ...]) -> None:
    (found,) = read(document(text), region)
    assert found.e164 == e164
    assert len(found.phones) >= len(e164)


def test_numbers_without_an_international_form_stand_last() -> None:
    (found,) = read(document("电话：12333、8288071"))
    assert found.phones == ("8288071", "12333")


OFFICES = ["市人社局专技科", "东昌府区人力资源和社会保障局", "聊城市技师学院", "省继续教育协会"]
LOCAL = st.integers(2_000_000, 8_999_999).map(str)


@given(st.lists(st.tuples(st.sampled_from(OFFICES), LOCAL), min_size=1, max_size=5), st.sampled_from("：:　"))
def test_every_line_of_a_list_is_one_contact(entries: list[tuple[str, str]], sign: str) -> None:
    text = "\n".join(f"{i}.{office}{sign}{number}" for i, (office, number) in enumerate(entries, 1))
    assert rows(document(text)) == [row(office, None, number) for office, number in entries]


@given(st.text("张三李四电话联系人：:，、（）()0123456789-@.abc局科\n\t 传真邮箱QQ群区县", max_size=120))
def test_any_text_gives_contacts_whose_evidence_is_in_it(text: str) -> None:
    found = document(f"关于继续教育的通知\n{text}\n")
    for contact in read(found):
        assert contact.evidence.quote == found.text[slice(*contact.evidence.span)]
        assert contact.evidence.places
        assert len(contact.e164) <= len(contact.phones)
        for phone in (*contact.phones, *contact.phones_damaged):
            assert phone in found.text
