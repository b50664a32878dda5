"""People lists as HR has them: headings anywhere, ids and dates typed anyhow, hostile sheets; `jxjy check`."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from ingest.errors import UnreadableFileError
from jxjy.cli import cli
from jxjy.people import values
from jxjy.people.reading import PeopleList, read_people
from rulesgen.activities import record_class
from tests.city_rules import write

ID, OTHER_ID = "110101199003070011", "110101198811233750"
Rows = Sequence[Sequence[object]]


def workbook(path: Path, **sheets: Rows) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def read(tmp_path: Path, **sheets: Rows) -> PeopleList:
    return read_people(workbook(tmp_path / "名单.xlsx", **sheets), 2026)


def codes(found: PeopleList) -> set[str]:
    return {remark.code for remark in found.remarks}


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        (dt.datetime(2026, 5, 1), ("2026-05-01", "2026-05-01")),
        ("2026.5.1", ("2026-05-01", "2026-05-01")),
        ("２０２６年５月１日", ("2026-05-01", "2026-05-01")),
        (20260501, ("2026-05-01", "2026-05-01")),
        (46143, ("2026-05-01", "2026-05-01")),
        ("46143", ("2026-05-01", "2026-05-01")),
        ("2026/5/1-2026/5/4", ("2026-05-01", "2026-05-04")),
        ("2026.5.1-5.4", ("2026-05-01", "2026-05-04")),
        ("20260501-20260504", ("2026-05-01", "2026-05-04")),
        ("5月1日至4日", ("2026-05-01", "2026-05-04")),
        ("2026年5月", ("2026-05-01", "2026-05-31")),
        ("2026-02-30", None),
        ("上半年某日", None),
        (12, None),
    ],
)
def test_days(cell: values.Cell, days: tuple[str, str] | None) -> None:
    found = values.days_of(cell, 2026)
    assert (found and (found[0].isoformat(), found[1].isoformat())) == days


@pytest.mark.parametrize(
    ("cell", "hours"),
    [(8, 8), (7.5, Decimal("7.5")), (8.0, 8), ("16学时", 16), ("１６", 16), ("十六", 16), ("8.0", 8), (True, None),
     ("-3", None), (-3, None), ("八成", None), (None, None), (0.1 + 0.2, Decimal("0.3"))],
)  # fmt: skip
def test_hours(cell: values.Cell, hours: object) -> None:
    assert values.number(cell) == hours
    assert not isinstance(values.number(cell), float)


@pytest.mark.parametrize(
    ("cell", "text", "lost", "valid"),
    [
        (ID, ID, False, True),
        (f"'{ID} ", ID, False, True),
        ("１１０１０１１９９００３０７００１１", ID, False, True),
        (f'="{ID}"', ID, False, True),
        (110101199003070000, "110101199003070000", True, False),
        ("1.10101E+17", "1.10101E+17", True, False),
        ("110101199003070012", "110101199003070012", False, False),
        ("11010519491231002x", "11010519491231002X", False, True),
    ],
)
def test_ids(cell: values.Cell, text: str, lost: bool, valid: bool) -> None:
    assert values.identity(cell) == values.Id(text, lost, valid)


def test_ids_are_masked() -> None:
    assert values.masked(ID) == "1101**********0011"
    assert values.masked("A1234") == "***34"


@pytest.mark.parametrize(
    ("words", "slug"),
    [("培训进修类", "training"), ("学习类", "study"), ("发表论文", "achievement_paper"), ("网课", "training_online"),
     ("援派", "posting"), ("授课", "lecturer"), ("省级技能竞赛", "contest_provincial"), ("喝茶", "")],
)  # fmt: skip
def test_classes(words: str, slug: str) -> None:
    assert record_class(words) == slug


# ---------------------------------------------------------------- sheets

TITLE = ["某市2026年度继续教育学时统计表"]


def test_titles_above_headings_in_two_rows_and_sums_below(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        名单=[
            TITLE,
            ["单位：某医院", None, None, "2026年12月"],
            ["序号", "证件 号码*", "姓  名", "公需科目", None, "专业课\n学时", "总学时"],
            [None, None, None, "必修", "选修", None, None],
            [1, ID, "甲", 20, 10, 60, 90],
            ["合计", None, None, 20, 10, 60, 90],
        ],
    )
    assert [(i.subject, i.hours) for i in found.people[0].items] == [
        ("public_required", 20), ("public_elective", 10), ("professional", 60),
    ]  # fmt: skip
    assert len(found.people) == 1
    assert not found.remarks


def test_long_format_with_names_only_in_the_first_row(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        学习记录=[
            ["学时", "学习类别", "姓名", "身份证号", "科目", "起止时间", "内容", "是否备案", "证明材料"],
            [8, "培训", "甲", ID, "专业", "2026.5.11", "班", "是", "结业证书"],
            [4, "学习类", None, None, "公需", dt.datetime(2026, 6, 1), "自学", "否", "无"],
            [2, "论文", "乙", OTHER_ID, "其他", "2026年7月", "文", None, None],
        ],
    )
    first, second = found.people
    assert [(i.class_, i.subject, i.approved, i.evidence) for i in first.items] == [
        ("training", "professional", True, True), ("study", "public", False, False),
    ]  # fmt: skip
    assert (second.items[0].class_, second.items[0].subject) == ("achievement_paper", None)
    assert found.known == {"date", "approval", "evidence"}


def test_records_are_joined_to_people_and_their_sums_compared(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        人员=[["姓名", "身份证号码", "公需学时", "专业学时"], ["甲", ID, 30, 60], ["乙", OTHER_ID, 30, 60]],
        记录=[
            ["身份证号码", "姓名", "科目", "学时", "日期"],
            [ID, "甲", "公需科目", 30, "2026-5-1"],
            [None, "甲", "专业科目", 50, "2026-5-2"],
            [None, "丙", "专业科目", 50, "2026-5-2"],
        ],
    )
    assert [sum(i.hours or 0 for i in p.items) for p in found.people] == [80, 90, 50]
    assert codes(found) == {"DECLARED", "NOT_LISTED"}
    assert found.people[2].doubts


def test_what_is_wrong_with_a_list_is_said_and_never_added_up(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        人员=[
            ["姓名", "身份证号", "公需学时", "专业学时", "总学时", "年度"],
            ["甲", ID, 30, 60, 90, 2026],
            ["甲", ID, 30, 60, 90, 2026],
            ["乙", ID, 30, 60, 90, 2026],
            ["丙", 110101198811233750, 30, "约六十", 95, 2026],
            ["丁", "110101198811233759", 30, 60, 95, 2026],
            ["戊", OTHER_ID, 30, 60, 90, 2025],
            [None, None, 30, 60, 90, 2026],
        ],
        记录=[
            ["姓名", "身份证号", "学习内容", "学时", "日期"],
            ["甲", ID, "甲班", 8, "2026-5-1"],
            ["甲", ID, "甲班", 8, "2026-5-1"],
            ["甲", ID, "乙班", 8, "2026-13-1"],
            ["甲", ID, "丙班", 9999, "2026-5-3"],
        ],
    )
    assert codes(found) >= {
        "DUPLICATE_PERSON", "ID_TWO_NAMES", "ID_LOST_DIGITS", "ID_INVALID", "OTHER_YEAR", "NO_NAME", "DUPLICATE_ITEM",
        "SUM",
    }  # fmt: skip
    first = found.people[0]
    assert first.doubts
    assert [bool(i.doubt) for i in first.items] == [False, True, True, True]
    assert not any("1101" in remark.message for remark in found.remarks)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t"])
def test_csv(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "名单.csv"
    rows = [["姓名", "身份证号", "公需学时", "专业学时"], ["甲", f'="{ID}"', "30", "60"]]
    path.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    found = read_people(path, 2026)
    assert found.people[0].id == ID
    assert [i.hours for i in found.people[0].items] == [30, 60]


# ---------------------------------------------------------------- faults


def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名单.xlsx", 名单=[["姓名", "公需学时", "专业学时"], ["甲", 30, 60]])
    book = load_workbook(path)
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(path)
    start = time.process_time()
    assert len(read_people(path, 2026).people) == 1
    assert time.process_time() - start < 20  # it must end, not hang; a million rows of 16,384 cells would take hours


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ING_EMPTY"),
        (b"%PDF-1.7 x", "ING_UNSUPPORTED"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "ING_UNSUPPORTED"),
        (b"PK\x03\x04broken", "ING_TRUNCATED"),
        ("随便写的一句话\n又一句".encode(), "ING_EMPTY"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as refused:
        read_people(path, 2026)
    assert refused.value.code == code


# ---------------------------------------------------------------- the command

PEOPLE: Rows = [
    ["姓名", "身份证号", "单位"],
    ["+cmd|1", ID, "某院"],
    ["乙", OTHER_ID, "某院"],
]  # fmt: skip
RECORDS: Rows = [
    ["身份证号", "类别", "科目", "日期", "学时", "是否备案", "证明材料"],
    [ID, "学习类", "公需", "2026.4.1", 30, None, "有"],
    [ID, "培训", "专业", "2026.5.11-5.18", 64, "是", "有"],
    [OTHER_ID, "学习类", "公需", "2026.4.1", 44, None, "有"],
    [OTHER_ID, "培训", "专业", "2026.5.11", 12, "是", "有"],
    [OTHER_ID, "培训", "专业", "2026.5.12", 8, "否", "有"],
]


def run(tmp_path: Path, *more: str) -> tuple[int, str, Path]:
    people = workbook(tmp_path / "名单.xlsx", 人员=PEOPLE, 记录=RECORDS)
    out = tmp_path / "结果.xlsx"
    rules = write(tmp_path / "rules")
    result = CliRunner().invoke(
        cli, ["check", str(people), "--rules", str(rules), "-o", str(out), *more], standalone_mode=False
    )
    return result.return_value, result.output if result.exception is None else str(result.exception), out


def test_check_writes_verdicts_reasons_and_sentences_and_shows_nobody(tmp_path: Path) -> None:
    code, shown, out = run(tmp_path)
    assert code == 1
    assert "达标1人" in shown
    assert "未达标1人" in shown
    assert ID not in shown
    assert "cmd" not in shown
    book = load_workbook(out)
    verdicts = list(book["结果"].iter_rows(values_only=True))
    assert [row[3] for row in verdicts[1:]] == ["达标", "未达标"]
    assert [row[1] for row in verdicts[1:]] == [ID, OTHER_ID]
    assert book["结果"]["A2"].data_type == "s"
    assert book["结果"]["A2"].quotePrefix
    capped = list(book["超日上限"].iter_rows(values_only=True))
    assert any("每天不超过8学时" in str(cell) for cell in capped[1])
    assert {"合计不足", "专业不足", "学习类超上限", "未备案"} <= set(book.sheetnames)
    assert "不在学习期" not in book.sheetnames
    assert len(book["汇总"]._charts) == 2  # type: ignore[attr-defined]
    again = out.read_bytes()
    run_again = tmp_path / "又一次"
    run_again.mkdir()
    assert run(run_again)[2].read_bytes() == again


def test_check_refuses_drafts_and_folders_without_rules(tmp_path: Path) -> None:
    code, shown, out = run(tmp_path, "--approved-only")
    assert code is None
    assert "草稿" in shown
    assert not out.exists()
    empty = tmp_path / "空"
    empty.mkdir()
    arguments = ["check", str(tmp_path / "名单.xlsx"), "--rules", str(empty), "-o", str(out)]
    assert CliRunner().invoke(cli, arguments).exit_code == 2
