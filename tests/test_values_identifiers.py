"""Document numbers, addresses, codes and titles: two printings of one thing give one value, a broken one gives none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.values.identifiers import (
    canonical_doc_number,
    canonical_email,
    canonical_title,
    canonical_url,
    checked_id_number,
    checked_uscc,
)


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("鲁人社发〔2022〕26号", "鲁人社发〔2022〕26号"),
        ("鲁人社发 [2022] 26 号", "鲁人社发〔2022〕26号"),
        ("鲁人社发【2022】26号", "鲁人社发〔2022〕26号"),
        ("国办发（2021）第5号", "国办发〔2021〕5号"),
        ("人社部发［２０１５］５３号", "人社部发〔2015〕53号"),
        ("聊人社字〔二〇一六〕84号", "聊人社字〔2016〕84号"),
        ("苏人社发〔2019〕022号", "苏人社发〔2019〕022号"),
        ("人力资源社会保障部令第 25 号", "人力资源社会保障部令第25号"),
        ("人力资源社会保障部第25号令", "人力资源社会保障部令第25号"),
        ("省政府令（第311号）", "省政府令第311号"),
        ("国务院令第四百一十二号", "国务院令第412号"),
        ("第三十号令", "第30号令"),
        ("鲁人社发〔2022〕号", None),
        ("〔2022〕26号", None),
        ("鲁人社发〔2022〕26", None),
        ("鲁人社发〔2022〕26号、27号", None),
        ("", None),
    ],
)
def test_doc_number(printed: str, canonical: str | None) -> None:
    assert canonical_doc_number(printed) == canonical


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("zj@example.gov.cn", "zj@example.gov.cn"),
        ("ZJ_c@Example.GOV.cn", "ZJ_c@example.gov.cn"),
        ("zj＠163．com", "zj@163.com"),
        ("zj@163。com", "zj@163.com"),
        ("zj @ 163.com", "zj@163.com"),
        ("zj@163.∞m", None),
        ("zj犭叼刈y@example.cn", None),
        ("zj@163", None),
        ("@163.com", None),
    ],
)
def test_email(printed: str, canonical: str | None) -> None:
    assert canonical_email(printed) == canonical


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("https://zj.example.com/", "https://zj.example.com"),
        ("HTTPS://ZJ.Example.com/Login?id=1", "https://zj.example.com/Login?id=1"),
        ("<http://10.1.2.3:9080>", "http://10.1.2.3:9080"),
        ("http∶//zj.example.com", "http://zj.example.com"),
        ("http：／／zj.example.com", "http://zj.example.com"),
        ("www.example.gov.cn", "www.example.gov.cn"),
        ("http∥117。”。乃5。⒆9OSO/", None),
        ("http://10.1.2.333", None),
        ("继续教育平台", None),
    ],
)
def test_url(printed: str, canonical: str | None) -> None:
    assert canonical_url(printed) == canonical


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("91350100M000100Y43", "91350100M000100Y43"),
        ("91350100 m000100y43", "91350100M000100Y43"),
        ("91350100M000100Y44", None),  # check sign
        ("91350100M000100O43", None),  # a letter that the standard leaves out
        ("91350100M000100Y4", None),
        ("", None),
    ],
)
def test_uscc(printed: str, code: str | None) -> None:
    assert checked_uscc(printed) == code


@given(st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"), st.integers(0, 16))
def test_one_wrong_sign_is_always_noticed(sign: str, place: int) -> None:
    right = "91350100M000100Y43"
    wrong = right[:place] + sign + right[place + 1 :]
    assert checked_uscc(wrong) == (right if wrong == right else None)


def test_id_number() -> None:
    assert checked_id_number("11010519491231002x") == "11010519491231002X"  # the example of GB 11643
    assert checked_id_number("110105194912310021") is None
    assert checked_id_number("11010519491231002") is None


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("关于做好 2026 年度继续教育 工作的通知", "关于做好2026年度继续教育工作的通知"),
        ("继续教育方案(参考格式)", "继续教育方案（参考格式）"),
        ("《继续教育规定》", "继续教育规定"),
        ("《甲》与《乙》", "《甲》与《乙》"),
        ("通知:附件1", "通知：附件1"),
        ("AI for Science 研修班", "AI for Science研修班"),
        ("２０２６年ＡＩ课程", "2026年AI课程"),
        ("课程目录(共3,240学时,9:30开课)", "课程目录（共3,240学时，9:30开课）"),
        ("Word (PDF)", "Word (PDF)"),
    ],
)
def test_title(printed: str, canonical: str) -> None:
    assert canonical_title(printed) == canonical


@given(st.text(max_size=30))
def test_canonical_is_stable_and_nothing_raises(text: str) -> None:
    assert canonical_title(canonical_title(text)) == canonical_title(text)
    for canonical in (canonical_doc_number, canonical_email, canonical_url, checked_uscc, checked_id_number):
        value = canonical(text)
        assert value is None or canonical(value) == value
