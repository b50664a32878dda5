"""`jxjy show` and `jxjy run` on filled forms: one record a form, verdicts, the rules and the policy that were given."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from forms.policy import PolicyError, of_folder, shipped
from jxjy.cli import cli
from rulesgen.shipped import FOLDER, path_of
from tests.made_forms import application, cells, filing
from tests.word_package import p, package, tbl

BID = ("揭榜单位（盖章）", "单位地址", "统一社会信用代码", "揭榜项目名称", "揭榜理由")


def _show(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner(env={"COLUMNS": "160"}).invoke(cli, ["show", *map(str, arguments)], standalone_mode=False)
    code = result.return_value if result.exception is None else 2
    return int(code or 0), result.stdout, str(result.exception or "")


def _file(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_bytes(package(body))
    return path


def test_json_prints_a_line_for_each_form(tmp_path: Path) -> None:
    path = _file(tmp_path, "两张表.docx", filing() + p("附件2") + application(hours="41"))
    code, out, _ = _show(path, "--json", "--year", "2026")
    first, second = map(json.loads, out.splitlines())
    assert code == 1
    assert first["schema"] == "jxjy-filing/1"
    assert (first["form_kind"], first["status"], first["form_index"]) == ("project_filing", "accepted", 0)
    assert (second["form_kind"], second["status"], second["form_index"]) == ("project_application", "returned", 1)
    assert first["fields"]["start_date"] == "2026-05-25"
    assert first["evidence"]["venue"]["path"].startswith("tbl[0]/tr[2]/tc[1]")


def test_the_table_says_verdict_basis_and_fault(tmp_path: Path) -> None:
    _, out, _ = _show(_file(tmp_path, "申报表.docx", application(hours="41")), "--year", "2026")
    for words in ("退回更正", "370400/2026", "依据草稿", "5天最多计40学时", "FRM_HOURS_EXCEED_DAYS"):
        assert words in out


def test_the_year_decides(tmp_path: Path) -> None:
    path = _file(tmp_path, "表.docx", filing())
    assert _show(path, "--json", "--year", "2026")[0] == 0
    assert _show(path, "--json", "--year", "2027")[0] == 1
    assert _show(path, "--json", "--received", "2026.5.20")[0] == 1


def test_rules_and_policy_of_a_folder(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    for name in ("371500/2026", "370400/2026"):
        shutil.copytree(path_of(name, FOLDER).parent, rules / name)
    path = _file(tmp_path, "表.docx", filing(stamp=""))
    assert json.loads(_show(path, "--json", "--year", "2026", "--rules", rules)[1])["status"] == "needs_review"
    policy = rules / "forms-policy.yaml"
    policy.write_text("schema: jxjy-forms-policy/1\nlevels: {FRM_STAMP_MISSING: blocker}\n", encoding="utf-8")
    assert of_folder(rules).severity("FRM_STAMP_MISSING") == "error"
    assert of_folder(tmp_path) == shipped()


@pytest.mark.parametrize(
    "text", ["levels: [", "schema: jxjy-forms-policy/1\nlevels: {FRM_STAMP_MISSING: fatal}\n",
             "schema: jxjy-forms-policy/1\nlevels: {FRM_NO_SUCH: info}\n"],
)  # fmt: skip
def test_a_policy_that_does_not_hold_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "forms-policy.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError):
        of_folder(tmp_path)
    code, _, error = _show(_file(tmp_path, "表.docx", filing()), "--rules", tmp_path)
    assert code == 2
    assert "forms-policy.yaml" in error


def test_a_batch_keeps_records_of_filled_forms_only(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    _file(inbox, "填好.docx", application(hours="41"))
    _file(inbox, "空白.docx", p("继续教育培训项目揭榜申请表") + tbl(*(cells(name, "") for name in BID)))
    result = CliRunner().invoke(cli, ["run", str(inbox), "-o", str(out), "--workers", "1"], standalone_mode=False)
    assert result.return_value == 1
    assert [path.name for path in (out / "records").iterdir()] == ["填好.json"]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "申报表格" in page
    assert "退回更正" in page
    assert "空白表格" in page


def test_a_table_far_too_large_is_refused(tmp_path: Path) -> None:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 40 + "</w:tr>"
    path = _file(
        tmp_path,
        "大.docx",
        p("2026年度专业科目培训项目计划审核备案表")
        + p("单位名称：甲")
        + p("填表日期：")
        + f"<w:tbl>{row * 300}</w:tbl>",
    )
    assert _show(path, "--json")[0] == 3
