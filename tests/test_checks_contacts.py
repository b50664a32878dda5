"""CON_*: numbers and addresses that are missing, damaged or oddly written, and names of offices and persons."""

from __future__ import annotations

import pytest

from normalize.checks import addresses, contacts
from normalize.checks.case import Check
from tests.checks_cases import document_of
from tests.checks_notice import raised, text_of

ALL: tuple[Check, ...] = (
    contacts.phone_missing,
    contacts.phone_damaged,
    contacts.phone_format,
    contacts.phone_length,
    contacts.no_area_code,
    contacts.personal_mobile,
    contacts.footer_noise,
    contacts.entity_name,
    contacts.channel_suspect,
    contacts.name_boundary,
    contacts.contact_missing,
    addresses.url_damaged,
    addresses.url_insecure,
    addresses.email_damaged,
)


def contact(lines: str) -> str:
    """A notice whose clause on contacts is this."""
    return text_of(f"四、联系方式\n\n{lines}", contact="")


def test_a_sound_notice_raises_nothing() -> None:
    assert [f.code for check in ALL for f in raised(check, text_of())] == []


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        ("东城区:55501231、西城区:55501232、南山县:55501233、北河县", "北河县"),
        ("东城区人社局 0531-55501231\n\n南山县人社局\n\n北河县人社局 0531-55501233", "南山县人社局"),
        ("1.东城区人社局：0531-55501231\n\n2.南山县人社局\n\n3.北河县人社局：0531-55501233", "南山县人社局"),
        ("东城区人社局 0531-55501231\n\n南山县人社局 0531-55501232\n\n北河县人社局 0531-55501233", None),
        ("1.市级主管部门：0531-55501231\n\n2.区县主管部门\n\n东城区：0531-55501232、西城区：0531-55501233", None),
        (
            "单位\t地址\t电话\n市局\t甲路1号\t0531-55501231\n东城区局\t乙路2号\t0531-55501232\n西城区局\t丙路3号\t/",
            "西城区局",
        ),
        ("单位\t联系人\t电话\n市局\t张明\t0531-55501231\n东城区局\t王芳\t0531-55501232\n合计\t2人\t", None),
        ("请与市人社局专技科联系，电话：0531-55501231。", None),
    ],
)
def test_office_without_a_number_in_a_list(lines: str, office: str | None) -> None:
    found = raised(contacts.phone_missing, contact(lines))
    assert [f.severity for f in found] == ["error"] * bool(office)
    assert all(office in str(f.params["office"]) for f in found if office)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("联系电话：0531-5550拟234", "0531-5550拟234"),
        ("联系电话：0531-555012", "0531-555012"),
        ("联系电话：o531-55501234", "o531-55501234"),
        ("联系电话：0531-5550123O", "0531-5550123O"),
        ("联系电话：0531-55501234", None),
        ("联系电话：0531-55501234转8011", None),
        ("联系电话：400-800-1234", None),
        ("咨询热线：12333", None),
        ("联系电话：0531-55501234/35", None),
        ("联系电话：86-531-55501234", None),
    ],
)
def test_damaged_numbers(line: str, printed: str | None) -> None:
    found = raised(contacts.phone_damaged, contact(f"张明，{line}"))
    assert [f.params["printed"] for f in found] == ([printed] if printed else [])
    assert all(f.severity == "error" for f in found)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("053155501234", [("0531-55501234", "certain")]),
        ("0531—55501234", [("0531-55501234", "certain")]),
        ("0531－55501234", [("0531-55501234", "judgment")]),
        ("01085501234", [("010-85501234", "certain")]),
        ("0531-55501234", []),
        ("（0531）55501234", []),
        ("13800001234", []),
        ("4008001234", []),
    ],
)
def test_form_of_a_number(printed: str, expected: list[tuple[str, str]]) -> None:
    found = raised(contacts.phone_format, contact(f"联系人：张明，联系电话：{printed}"))
    assert [(f.params["expected"], f.certainty) for f in found] == expected


def test_numbers_of_one_kind_share_a_finding() -> None:
    [found] = raised(contacts.phone_format, contact("咨询电话：0531—55501234；监督电话：0531—55501235"))
    assert len(found.evidence) == 2


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("咨询电话：0531-5550123；监督电话：0531-55501235", 1),
        ("咨询电话：0531-55501234；监督电话：0531-55501235", 0),
        ("咨询电话：0531-55501234；省厅电话：0635-8550123", 0),
    ],
)
def test_numbers_of_one_area_have_one_length(lines: str, count: int) -> None:
    found = raised(contacts.phone_length, contact(lines))
    assert [f.severity for f in found] == ["warning"] * count


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("咨询电话：55501234、55501235。监督电话：55501236", 3),
        ("咨询电话：0531-55501234、55501235", 0),
        ("咨询电话：55501234（区号0531）", 0),
        ("咨询电话：0531-55501234，技术支持：400-800-1234，热线：12333", 0),
    ],
)
def test_numbers_without_area_code(lines: str, count: int) -> None:
    found = raised(contacts.no_area_code, contact(lines))
    assert [f.params["count"] for f in found] == ([count] if count else [])


def test_area_code_of_a_known_city() -> None:
    text = contact("咨询电话：8550123").replace("云川市", "聊城市")
    [found] = raised(contacts.no_area_code, text)
    assert found.params["area_code"] == "0635"


@pytest.mark.parametrize(("number", "count"), [("13800001234", 1), ("0531-55501234", 0), ("400-800-1234", 0)])
def test_private_mobiles_are_named_for_masking(number: str, count: int) -> None:
    found = raised(contacts.personal_mobile, contact(f"联系人：张明，电话：{number}"))
    assert len(found) == count
    assert all(number not in f.message for f in found)


@pytest.mark.parametrize(
    ("line", "severity", "mended"),
    [
        ("网址：http∶//xx.example.cn/learn", "warning", "http://xx.example.cn/learn"),
        ("网址：http∥10。”。2。⒆8O/", "error", None),
        ("网址：https://xx.example.cn/learn", None, None),
        ("网址：https://xx.example.cn，以下简称云学堂", None, None),
    ],
)
def test_damaged_web_addresses(line: str, severity: str | None, mended: str | None) -> None:
    found = raised(addresses.url_damaged, text_of(f"四、平台\n\n在云学堂学习（{line}）。"))
    assert [f.severity for f in found] == ([severity] if severity else [])
    assert all(mended in str(f.params["advice"]) for f in found if mended)


@pytest.mark.parametrize(
    ("address", "severity"),
    [
        ("zjk犭@example.cn", "error"),
        ("zjk@yc。gov。cn", "warning"),
        ("zjk@163。com", "warning"),
        ("zjk@163.∞m", "warning"),
        ("zjk@example.cn", None),
    ],
)
def test_damaged_mail_addresses(address: str, severity: str | None) -> None:
    found = raised(addresses.email_damaged, contact(f"联系人：张明，电话：0531-55501234，邮箱：{address}"))
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_a_password_is_no_address() -> None:
    text = text_of("四、平台\n\n用户名为证件号码，初始密码为Abc@2026，首次登录后应当修改。")
    assert raised(addresses.email_damaged, text) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://xx.example.cn", [("明文HTTP", "certain")]),
        ("http://10.1.2.3:8080/", [("裸IP明文HTTP", "certain")]),
        ("www.example.cn", [("未写协议的网址，不能确认是否加密", "judgment")]),
        ("https://xx.example.cn", []),
    ],
)
def test_addresses_that_are_not_encrypted(address: str, expected: list[tuple[str, str]]) -> None:
    found = raised(addresses.url_insecure, text_of(f"四、平台\n\n在云学堂（网址：{address}）学习。"))
    assert [(f.params["kind"], f.certainty) for f in found] == expected


def test_each_address_is_named_once() -> None:
    text = text_of("四、平台\n\n在云学堂（http://xx.example.cn）学习，在云学堂（http://xx.example.cn/）登记。")
    assert len(raised(addresses.url_insecure, text)) == 1


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        ("槐荫人力资源和社会保障局", "槐荫区人力资源和社会保障局"),
        ("槐荫区人力资源和社会保障局", None),
        ("市直人力资源和社会保障局", None),
    ],
)
def test_district_without_its_class_word(odd: str, expected: str | None) -> None:
    names = ["章丘区", "历城区", "平阴县", "天桥区"]
    lines = "\n\n".join(f"{name}人力资源和社会保障局 0531-8550123{i}" for i, name in enumerate(names))
    text = contact(f"{lines}\n\n{odd} 0531-85501239").replace("云川市", "济南市")
    found = raised(contacts.entity_name, text)
    assert [f.params["expected"] for f in found] == ([expected] if expected else [])


@pytest.mark.parametrize(("group", "count"), [("5550123", 1), ("123456789", 0)])
def test_group_that_looks_like_a_telephone(group: str, count: int) -> None:
    found = raised(contacts.channel_suspect, contact(f"咨询电话：0531-55501234\n\n工作QQ群：{group}"))
    assert len(found) == count


@pytest.mark.parametrize(
    ("person", "count"),
    [("王建国李红梅", 1), ("王建国、李红梅", 0), ("欧阳建国", 0), ("王建国", 0), ("张老师", 0)],
)
def test_two_persons_run_together(person: str, count: int) -> None:
    found = raised(contacts.name_boundary, contact(f"联系人：{person}，电话：0531-55501234"))
    assert [f.certainty for f in found] == ["judgment"] * count


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("云川学院负责投诉举报受理工作。", "云川学院"),
        ("市人社局专技科负责政策咨询，电话：0531-55501235。", None),
        ("各单位负责组织学习。", None),
    ],
)
def test_office_in_charge_that_cannot_be_reached(sentence: str, office: str | None) -> None:
    found = raised(contacts.contact_missing, text_of(f"四、其他事项\n\n{sentence}"))
    assert [f.params["office"] for f in found] == ([office] if office else [])


def test_notice_without_any_contact() -> None:
    [found] = raised(contacts.contact_missing, text_of(contact=""))
    assert (found.params["office"], found.certainty) == ("云川市人力资源和社会保障局", "judgment")


def test_every_place_shows_what_the_text_says() -> None:
    text = contact("东城区:55501231、西城区:55501232、北河县\n\n邮箱：zjk@163。com，监督电话：0531—55501235")
    document = document_of(text)
    places = [place for check in ALL for finding in raised(check, text) for place in finding.evidence]
    assert len(places) > len("北河县")
    assert all(document.quote(place.span) == place.quote for place in places)
