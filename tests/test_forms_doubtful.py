"""Entries that a careful clerk would not pass by, and labels that join several: nothing doubtful is accepted unseen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

import forms
from forms.choices import chosen, yes_no
from forms.joined_labels import parts_of_label
from forms.record import FilingRecord, Value
from forms.shares import shares
from forms.spec import FieldSpec
from forms.values import count_of, hours_in, money_wan_of, number_of
from ingest import read
from ingest.assemble import assemble
from ingest.document import AsideKind, Document
from ingest.pdf.reader import read_pdf
from ingest.txt import read_txt
from tests.made_forms import LECTURES, UNIT, application, bid, filing, plan, records, scheme
from tests.word_package import p, r

FORMS = Path(__file__).resolve().parents[1] / "corpus" / "forms" / "files"


def codes(record: FilingRecord) -> list[str]:
    return [finding.code for finding in record.findings if finding.severity != "info"]


@pytest.mark.parametrize(
    ("entry", "value", "problems"),
    [
        ("约100人", 100, ()),
        ("100余人", 100, ()),
        ("60 人（含领队2人）", 60, ()),
        ("每期60人，共3期180人", 180, ()),
        ("1.2万人", 12000, ()),
        ("100-120人", None, ("uncertain",)),
        ("80～100", None, ("uncertain",)),
        ("男30人，女30人", None, ("uncertain",)),
        ("两个班，各60人", None, ("uncertain",)),
        ("待定", None, ()),
    ],
)
def test_people(entry: str, value: Value, problems: tuple[str, ...]) -> None:
    assert (count_of(entry).value, count_of(entry).problems) == (value, problems)


@pytest.mark.parametrize(
    ("entry", "value"),
    [("24（每天8学时）", 24), ("３天×８＝２４学时", 24), ("3天", None), ("8学时/天", None), ("24-30学时", None)],
)
def test_hours(entry: str, value: Value) -> None:
    assert number_of(entry).value == value


def test_the_hours_of_a_year_are_not_those_of_its_professional_subjects() -> None:
    sentence = "全年60学时，其中公需科目30学时，专业科目30学时。"
    assert hours_in(sentence, "hours_professional").value == 30
    assert records(scheme(hours="按有关规定执行。"))[0].status == "returned"


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("×是 √否", False),
        ("√是 ×否", True),
        ("☑是 ☒否", None),  # a cross in a box may say either
        ("☒是 ☐否", True),
        ("⊠是 □否", True),
    ],
)
def test_crosses(entry: str, value: Value) -> None:
    assert yes_no(entry).value is value


def test_crosses_beside_options() -> None:
    options = ("开发课件", "搭建网站", "线下培训")
    assert chosen("×开发课件 √搭建网站 ×线下培训", options).value == ("搭建网站",)
    assert chosen("开发课件、线下培训（40人×2期）", options).value == ("开发课件", "线下培训")


def test_a_code_is_no_amount() -> None:
    assert money_wan_of("91370102MA9WQ7K43F", "注册资金").value is None
    assert money_wan_of("约30万元", "支持金额").value == 30


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"venue": "待定"}, "returned", "FRM_ENTRY_NOT_STATED"),
        ({"assessment": "同上"}, "returned", "FRM_ENTRY_NOT_STATED"),
        ({"venue": "详见附件2"}, "needs_review", "FRM_ENTRY_ELSEWHERE"),
        ({"venue": "（填写详细地点）"}, "returned", "FRM_TEMPLATE_TEXT"),
        ({"venue": "（培训地点）"}, "returned", "FRM_TEMPLATE_TEXT"),
        ({"count": "0人"}, "returned", "FRM_FIELD_MISSING"),
        ({"count": "80-100人"}, "needs_review", "FRM_VALUE_UNCERTAIN"),
        ({"lectures": [LECTURES[0], ("温室环境", "待定", *LECTURES[1][2:])]}, "returned", "FRM_ENTRY_NOT_STATED"),
        ({"lectures": [LECTURES[0], ("温室环境", "王敏", "同上", "同上", "16", "同上")]}, "accepted", ""),
        ({"title": "　　年度专业科目培训项目计划审核备案表"}, "returned", "FRM_FIELD_MISSING"),
    ],
)
def test_entries_that_state_nothing(changes: dict[str, str], status: str, code: str) -> None:
    (record,) = records(filing(**changes))  # type: ignore[arg-type]
    assert (record.status, codes(record)) == (status, [code] if code else [])


def test_a_year_left_open_in_the_title() -> None:
    (record,) = records(plan().replace("2026年度", "20　　年度"))
    assert (record.status, codes(record)) == ("returned", ["FRM_FIELD_MISSING"])


def test_hours_of_a_row_against_its_days() -> None:
    (record,) = records(plan(courses=p("第一期（7月6日至7日）：设施蔬菜，24学时。")))
    assert codes(record) == ["FRM_HOURS_EXCEED_DAYS"]


def test_one_project_filled_in_twice() -> None:
    other = filing(count="60人")
    found = records(filing() + other)
    assert [codes(record) for record in found] == [["FRM_VERSIONS_DIFFER"]] * 2
    assert [codes(record) for record in records(filing() + filing())] == [[], []]


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("联系人(电话)", ("联系人", "电话")),
        ("培训时间及地点", ("培训时间", "培训地点")),
        ("理论/实践学时", ("理论学时", "实践学时")),
        ("负责人(签字)", ()),
        ("经费及来源", ()),
    ],
)
def test_labels_that_join(label: str, parts: tuple[str, ...]) -> None:
    known = ("联系人", "电话", "培训时间", "培训地点", "理论学时", "实践学时", "负责人")
    assert parts_of_label(label, known) == parts


DATES, TEXT = ("range_start", "range_end", "range_days"), ("text",)


@pytest.mark.parametrize(
    ("text", "types", "expected"),
    [
        ("吴小玲 0531-88236001", (TEXT, ("phone",)), ["吴小玲", "吴小玲 0531-88236001"]),
        ("6月8日至10日，共3天；东昌路17号会议楼", (DATES, TEXT), ["6月8日至10日，共3天", "东昌路17号会议楼"]),
        ("检测人员，60人", (TEXT, ("count",)), ["检测人员", "60人"]),
        ("16/8", (("number",), ("number",)), ["16", "8"]),
        ("24", (("number",), ("number",)), ["", ""]),
        ("东昌路，面授，晚间", (TEXT, TEXT), ["", ""]),  # whose is which cannot be told
        ("91370102MA9WQ7K43F，500万元", (("uscc",), ("money_wan",)), ["91370102MA9WQ7K43F", "500万元"]),
    ],
)
def test_shares(text: str, types: tuple[tuple[str, ...], ...], expected: list[str]) -> None:
    assert shares(text, types) == expected


def test_a_cell_for_time_days_and_hours() -> None:
    whole = application()
    (expected,) = records(whole)
    assert (expected.fields["days"], expected.fields["hours"]) != (None, None)
    joined = bid().replace(">联系人<", ">联系人（电话）<")
    assert records(joined)[0].fields["contact_person"] == records(bid())[0].fields["contact_person"]


def test_alternatives_in_braces() -> None:
    field = FieldSpec(key="venue", zh="地点", labels=("培训地点", "{办班,授课}{地点,场所}"))  # type: ignore[arg-type]
    assert field.labels == ("培训地点", "办班地点", "办班场所", "授课地点", "授课场所")


# ---------------------------------------------------------------- ways in which a form arrives


def _text_form(lines: list[str]) -> FilingRecord:
    data = "\n".join(lines).encode()
    document = assemble(read_txt(data, Path("表.txt")), file="表.txt", sha256="0")
    (record,) = forms.read(document, forms.Intake(year=2026))
    return record


HEAD = ["讲授题目及内容", "主讲人", "职称", "单位", "学时", "教学方法"]
TOP = [
    *(
        "2026年度专业科目培训项目计划审核备案表",
        f"单位名称：{UNIT}",
        "填表日期：2026年5月8日",
        "培训项目名称",
        "测试班",
    ),
    *("培训时间", "2026年5月25日至5月28日，共4天", "培训地点", "二楼", "考核方式", "笔试", "培训总学时", "32"),
    *("培训对象", "农技人员", "拟培训人数", "80人", "讲课教师及讲授内容"),
]
FOOT = [f"单位负责人：李长河          单位（公章）：{UNIT}"]
TEACHING = [cell for row in LECTURES for cell in row]


def test_one_cell_a_line() -> None:
    whole = _text_form([*TOP, *HEAD, *TEACHING, *FOOT])
    assert (whole.status, [row["hours"] for row in whole.rows]) == ("accepted", [16, 16])
    gap = _text_form([*TOP, *HEAD, *TEACHING[:3], *TEACHING[4:], *FOOT])  # an empty cell left no line
    assert (gap.status, gap.rows) == ("returned", ())


def test_text_boxes_in_the_line_of_their_label() -> None:
    def box(text: str) -> str:
        return f"<w:r><w:pict><w:txbxContent>{p(text)}</w:txbxContent></w:pict></w:r>"

    line = "<w:p>" + r("填表日期：") + box("2026") + r("年") + box("5") + r("月") + box("8") + r("日") + "</w:p>"
    (record,) = records(filing().replace(p("填表日期：2026年5月8日"), line))
    assert record.fields["fill_date"] == "2026-05-08"


def _sealed(colour: tuple[int, int, int]) -> Document:
    picture = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(picture).ellipse((8, 8, 191, 191), outline=colour, width=14)
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG")
    pdf = pdfium.PdfDocument(FORMS / "pf18-printed.pdf")
    image = pdfium.PdfImage.new(pdf)
    image.load_jpeg(jpeg, inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(110, 110).translate(350, 120))
    page = pdf[0]
    page.insert_obj(image)
    page.gen_content()
    out = BytesIO()
    pdf.save(out)
    return assemble(read_pdf(out.getvalue(), Path("表.pdf")), file="表.pdf", sha256="0")


def test_a_red_seal_in_a_pdf() -> None:
    sealed, plain = _sealed((215, 20, 30)), _sealed((40, 40, 40))
    assert [aside.kind for aside in sealed.asides] == [AsideKind.PICTURE]
    assert plain.asides == ()
    (record,) = forms.read(sealed, forms.Intake(year=2026))
    (typed,) = forms.read(read(FORMS / "pf18-printed.pdf"), forms.Intake(year=2026))
    assert (record.fields["stamp"], typed.fields["stamp"]) == ("image", "text")
    assert {**record.fields, "stamp": "text"} == typed.fields
