"""`jxjy forms check`: what lies in the folders afterwards, the register, the second round, and what goes wrong."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner, Result

from corpus.forms.cases import Case, cases
from corpus.forms.drawing import form_bytes
from forms.comments import comments_in
from forms.receipt import Letter, Slip, receipt
from forms.remarks import Remark
from ingest.word import read_docx
from jxjy.cli import cli
from jxjy.register import load


def check(out: Path, files: Sequence[Path], *options: str) -> Result:
    return CliRunner().invoke(
        cli, ["forms", "check", *map(str, files), "-o", str(out), *options], standalone_mode=False
    )


def made(folder: Path, name: str, file: str = "", **typed: str) -> Path:
    """The file of a case, with some of its entries typed otherwise."""
    case = cases()[name]
    form = case.forms[0].model_copy(update={"typed": {**case.forms[0].typed, **typed}})
    path = folder / (file or f"{name}.docx")
    path.write_bytes(form_bytes(Case(**{**case.model_dump(exclude={"forms"}), "forms": (form,)})))
    return path


def below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"台账/.台账.lock"}


def text_of(path: Path) -> str:
    return read_docx(path.read_bytes(), path).raw


def test_accepted_and_returned_files_lie_in_their_folders(tmp_path: Path) -> None:
    good, late = made(tmp_path, "pf01-plain"), made(tmp_path, "pf03-late", project_name="另一个培训班")
    before = {path: path.read_bytes() for path in (good, late)}
    done = check(tmp_path / "out", [good, late])
    assert done.return_value == 1
    assert "371500-2026-备案-0001" in done.output
    assert below(tmp_path / "out") == {
        "台账/台账.json", "台账/台账.xlsx", "已受理/pf01-plain.docx", "已受理/pf01-plain-受理回执.docx",
        "需更正/pf03-late.docx", "需更正/pf03-late-退回通知.docx",
    }  # fmt: skip
    assert {path: path.read_bytes() for path in (good, late)} == before
    assert (tmp_path / "out/已受理/pf01-plain.docx").read_bytes() == before[good]
    (comment,) = comments_in((tmp_path / "out/需更正/pf03-late.docx").read_bytes())
    assert "须更正：距开始日期2026-06-15仅3个工作日" in comment.text
    assert "提前5个工作日" in comment.text  # the rule's own words
    assert comment.text.endswith("编号 371500-2026-退回-0001")
    notice = text_of(tmp_path / "out/需更正/pf03-late-退回通知.docx")
    assert "371500-2026-退回-0001" in notice
    assert "“培训时间”" in notice


def test_checking_again_changes_nothing(tmp_path: Path) -> None:
    files = [made(tmp_path, "pf01-plain"), made(tmp_path, "pl03-bad-phone"), made(tmp_path, "pa02-hours")]
    out = tmp_path / "out"
    check(out, files)
    before = {name: (out / name).read_bytes() for name in below(out)}
    again = check(out, files, "--received", "2026-12-01")  # the day of the first receipt holds
    assert "未重复登记" in again.output
    assert {name: (out / name).read_bytes() for name in below(out)} == before


def test_the_corrected_file_is_the_next_version(tmp_path: Path) -> None:
    """The clerk corrects the returned file itself, the project's name too: the number in our comments tells."""
    out = tmp_path / "out"
    check(out, [made(tmp_path, "pf07-missing")])
    returned = (out / "需更正/pf07-missing.docx").read_bytes()
    corrected = tmp_path / "改好.docx"
    with ZipFile(BytesIO(returned)) as source, ZipFile(corrected, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                other = made(tmp_path, "pf01-plain", "other.docx", project_name="改了名的班")
                part = ZipFile(other).read(name).replace(b"</w:body>", _reference(part) + b"</w:body>")
            target.writestr(name, part)
    assert len(comments_in(corrected.read_bytes())) == 2
    done = check(out, [corrected])
    assert done.return_value == 0
    assert comments_in((out / "已受理/改好.docx").read_bytes()) == []
    (entry,) = load(out / "台账").entries
    assert (entry.number, entry.return_number) == ("371500-2026-备案-0001", "371500-2026-退回-0001")
    assert [s.status for s in entry.submissions] == ["returned", "accepted"]
    assert "第2次报送" in text_of(out / "已受理/改好-受理回执.docx")


def _reference(document: bytes) -> bytes:
    at = document.index(b"<w:commentReference")
    return b"<w:p><w:r>" + document[at : document.index(b"/>", at) + 2] + b"</w:r></w:p>"


def test_without_comments_the_same_unit_and_project_are_the_same_filing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    check(out, [made(tmp_path, "pf03-late")])
    check(
        out,
        [
            made(
                tmp_path,
                "pf03-late",
                "b.docx",
                fill_date="2026年6月1日",
                project_name="水质自动监测 与数据质控专题培训班",
            )
        ],
    )
    (entry,) = load(out / "台账").entries
    assert entry.number
    assert len(entry.submissions) == 2


def test_a_second_run_of_a_project_is_registered_and_marked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    check(out, [made(tmp_path, "pf01-plain")])
    check(out, [made(tmp_path, "pf01-plain", "二期.docx", training_time="9月14日至9月17日，共4天")])
    first, second = load(out / "台账").entries
    assert (first.number, first.status) == ("371500-2026-备案-0001", "accepted")
    assert (second.number, second.status) == ("371500-2026-备案-0002", "needs_review")
    assert "是否重复报送" in second.remarks[-1]


def test_a_named_number_ties_a_file_to_its_filing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    check(out, [made(tmp_path, "pf07-missing")])
    check(out, [made(tmp_path, "pf01-plain", unit="聊城市另一单位")], "--resubmit", "371500-2026-退回-0001")
    (entry,) = load(out / "台账").entries
    assert entry.fields["unit"] == "聊城市另一单位"


def test_a_file_of_several_forms_goes_back_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "两张表.docx"
    path.write_bytes(form_bytes(cases()["mx01-two-forms"]))
    done = check(tmp_path / "out", [path])
    assert done.return_value == 1
    (entry,) = load(tmp_path / "out/台账").entries
    assert entry.form_kind == "bid"
    assert "未发现须更正的问题" in text_of(tmp_path / "out/需更正/两张表-退回通知.docx")


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number, unit in enumerate(("聊城市甲单位", "聊城市乙单位")):
        (tmp_path / str(number)).mkdir()
        check(out, [made(tmp_path / str(number), "pf01-plain", "备案表.docx", unit=unit)])
    assert {name for name in below(out) if "已受理" in name} == {
        "已受理/备案表.docx",
        "已受理/备案表 (2).docx",
        "已受理/备案表-受理回执.docx",
        "已受理/备案表-受理回执 (2).docx",
    }


def test_receipts_carry_no_private_numbers(tmp_path: Path) -> None:
    person = "370402199001011234"
    path = made(tmp_path, "pa01-plain", contact_phone="1380000020", unit="枣庄市某院13800000201", leader=person)
    check(tmp_path / "out", [path], "--contact", "科室，13912345678")
    texts = [text_of(p) for p in (tmp_path / "out").rglob("*.docx") if "回执" in p.name or "通知" in p.name]
    assert texts
    assert not any(number in text for text in texts for number in ("13912345678", "13800000201", person))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("空.docx", b"", "ING_EMPTY"),
        ("坏.docx", b"PK\x03\x04" + b"x" * 300, "ING_TRUNCATED"),
        ("通知.txt", "关于做好2026年继续教育工作的通知\n各单位：\n请于6月底前完成。".encode(), "FRM_KIND_UNKNOWN"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = check(tmp_path / "out", [path])
    assert done.return_value == 3
    assert told in done.output + done.stderr
    assert not (tmp_path / "out").exists()


def test_a_damaged_register_is_left_alone(tmp_path: Path) -> None:
    register = tmp_path / "out/台账/台账.json"
    register.parent.mkdir(parents=True)
    register.write_text("{", encoding="utf-8")
    result = check(tmp_path / "out", [made(tmp_path, "pf01-plain")])
    assert "REG_DAMAGED" in str(result.exception)
    assert register.read_text(encoding="utf-8") == "{"


def test_the_workbook_is_typed_and_safe(tmp_path: Path) -> None:
    out = tmp_path / "out"
    odd = {
        "project_name": '=HYPERLINK("http://x")',
        "assessment": "-5",
        "unit_head": "007",
        "venue": "370402199001011234",
    }
    check(out, [made(tmp_path, "pf01-plain", **odd)])
    sheet = openpyxl.load_workbook(out / "台账/台账.xlsx")["专业科目培训项目计划审核备案表"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert row["登记号"].value == "371500-2026-备案-0001"
    assert row["开始日期"].is_date
    assert (row["培训总学时"].value, row["培训总学时"].data_type) == (32, "n")
    for heading, value in (
        ("培训项目名称", odd["project_name"]),
        ("考核方式", "-5"),
        ("单位负责人", "007"),
        ("培训地点", odd["venue"]),
    ):
        assert (row[heading].value, row[heading].data_type) == (value, "s")
    assert row["培训项目名称"].quotePrefix
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert len(set(head)) == len(head)


def test_numbers_are_never_given_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    check(out, [made(tmp_path, "pf01-plain")])
    register = out / "台账/台账.json"
    stored = json.loads(register.read_text(encoding="utf-8"))
    register.write_text(json.dumps({**stored, "entries": []}), encoding="utf-8")
    check(out, [made(tmp_path, "pf02-odd-dates")])
    assert [e.number for e in load(out / "台账").entries] == ["371500-2026-备案-0002"]


def test_a_receipt_never_outgrows_its_page() -> None:
    """What there is room for is listed, the rest counted; lines are estimated, so a typical line is 16 points high."""
    said, quote = "各行学时之和不等于总学时" * 9, f"《通知》“{'原句' * 60}”"
    long = Remark(True, "讲课教师及讲授内容第12行“学时”", said, "请核对" * 9, quote, None)
    slips = [Slip("备案表" * 8, "单位" * 20, "项目" * 30, "371500-2026-退回-0001", True, [long] * 20)]
    for count in (1, 9):
        letter = Letter("名" * 200 + ".docx", dt.date(2026, 6, 1), 1, slips * count, "科室" * 40)
        text = read_docx(receipt(letter), Path("a.docx")).raw
        assert 600 < len(text.replace("\n", "")) < 1500
        assert "未一一列出" in text
