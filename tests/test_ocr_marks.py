"""What recognition leaves open: widths of marks by their neighbours; the vote of recognition and a text layer."""

from __future__ import annotations

import pytest

from tests.scans import needs_ocr

pytestmark = needs_ocr


@pytest.mark.parametrize(
    ("read", "settled"),
    [
        ("(一）学习内容", "（一）学习内容"),
        ("申请表》(附件2),经审核", "申请表》（附件2），经审核"),
        ("平台（http://a.example.cn:9080/)，", "平台（http://a.example.cn:9080/），"),
        ("网址：http：//a.example.cn", "网址：http://a.example.cn"),
        ("Word(2016)", "Word(2016)"),
        ("联系电话:0531-5550100", "联系电话：0531-5550100"),
        ("一12一", "—12—"),
        ("=1=", "—1—"),
        ("苏人保专〔2025]11号", "苏人保专〔2025〕11号"),
        ("德人社字(2025〕8号", "德人社字〔2025〕8号"),
        ("-.2~", "— 2—"),
        ("0512-", "0512-"),
        ("一是", "一是"),
        ("1,200", "1,200"),
        ("0534-2687158,邮箱", "0534-2687158，邮箱"),
        ("", ""),
    ],
)
def test_marks_take_the_width_of_their_neighbours(read: str, settled: str) -> None:
    from ingest.ocr.marks import settled as settle  # noqa: PLC0415

    assert settle(read) == settled


def test_traditional_forms_have_a_common_character() -> None:
    from ingest.ocr.engine import is_rare, simplified_forms  # noqa: PLC0415

    forms = simplified_forms()
    assert "".join(forms[char] for char in "專業選課學習間") == "专业选课学习间"
    assert all(is_rare(old) and new.encode("gb2312") for old, new in forms.items())


def _lines(*texts: str, scores: dict[str, float] | None = None) -> list:  # type: ignore[type-arg]
    from ingest.ocr import ReadChar, ReadLine  # noqa: PLC0415

    box = (0.0, 0.0, 1.0, 1.0)
    return [
        ReadLine(tuple(ReadChar(c, (scores or {}).get(c, 0.99), box, box) for c in text), box, 16.0) for text in texts
    ]


PROSE = "专业技术人员应当参加继续教育，年度累计不少于"


@pytest.mark.parametrize(
    ("read", "layer", "differing"),
    [
        (f"{PROSE}90学时。", f"{PROSE}90学时。", []),
        (f"{PROSE}90学时。", f"{PROSE}60学时。", [("90", "60")]),
        (f"{PROSE}90学时。", f"{PROSE}900学时。", [("90", "900")]),
        (f"{PROSE}190学时。", f"{PROSE}90学时。", [("190", "90")]),
        (f"{PROSE}90学时。", f"{PROSE}ω学时。", []),  # a lost number witnesses nothing
        (f"{PROSE}90学时。", f"{PROSE}9O学时。", []),
        (f"{PROSE}90学时。", f"{PROSE}学时。", []),
        (f"{PROSE}学时。", f"{PROSE}90学时。", [("于", "于90")]),  # recognition saw nothing there
        ("电话0531-51788246，欢迎咨询", "电话053151788246，欢迎咨询", []),  # a hyphen is no digit
        ("电话0531-51788246，欢迎咨询", "电话0531-51788249，欢迎咨询", [("51788246", "51788249")]),
        (f"{PROSE}１学时。", f"{PROSE}1学时。", []),  # widths do not differ
    ],
)
def test_numbers_on_which_the_witnesses_differ(read: str, layer: str, differing: list[tuple[str, str]]) -> None:
    from ingest.ocr.voting import vote  # noqa: PLC0415

    lines, doubts = vote(_lines(read), layer)
    text = "".join(line.text for line in lines)
    assert text == read  # recognition's number stands, in doubt
    assert [(text[d.chars.start : d.chars.stop], d.other) for d in doubts] == differing


def test_a_number_ends_with_its_line() -> None:
    from ingest.ocr.voting import vote  # noqa: PLC0415

    _, doubts = vote(_lines("单位管理员交流群：7556719", "6"), "单位管理员交流群：7556719")
    assert doubts == ()


def test_a_character_hard_to_read_gives_way_to_a_common_one_of_the_layer() -> None:
    from ingest.ocr.voting import vote  # noqa: PLC0415

    read = "各市人力资源社会保彰局专业技术人员管理处"
    lines, _ = vote(_lines(read, scores={"彰": 0.5}), read.replace("彰", "障"))
    assert "保障局" in lines[0].text
    lines, _ = vote(_lines(read.replace("彰", "障")), read)  # a sure one does not
    assert "保障局" in lines[0].text


def test_agreement_makes_surer() -> None:
    from ingest.ocr.voting import vote  # noqa: PLC0415

    lines, _ = vote(_lines(PROSE, scores={"业": 0.5}), PROSE)
    assert lines[0].chars[1].score == pytest.approx(0.85)


def test_the_layer_of_another_page_has_no_vote() -> None:
    from ingest.ocr.voting import vote  # noqa: PLC0415

    given = _lines(f"{PROSE}90学时。")
    lines, doubts = vote(given, "本公司2024年度第3季度财务报表附注说明如下共计1234567元整，详见后附明细表各栏")
    assert (list(lines), doubts) == (given, ())
