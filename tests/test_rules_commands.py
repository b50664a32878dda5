"""`jxjy rules`: validate names file, line and reason; the bundle is whole, signed for by hash, and always the same."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from jxjy.cli import cli
from tests.city_rules import city, write
from tests.test_interpret import HEAD, decision


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["rules", *map(str, arguments)], standalone_mode=False)
    return (done.return_value or 0) if done.exception is None else 2, done.output + str(done.exception or "")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return write(tmp_path / "rules")


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "ruleset.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_good_file_is_good(folder: Path) -> None:
    code, told = run("validate", folder)
    assert code == 0
    assert "可用1个" in told
    assert "370000/2026未入库，暂用370000/2023" in told


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("exact: 每年累计不超过40学时", "exact: 每年累计不超过60学时", "原句在文件中找不到"),
        ("value: 40,", "value: 4000,", "超出范围"),
        ("kind: year_cap", "kind: week_cap", "不在允许的取值之内"),
        ("status: draft", "status: draft\nnote: x", "未知字段“note”"),
        ("ruleset: 370000/2026", "ruleset: 360000/2026", "不属于370000"),
        ("fallback: 370000/2023", "fallback: 370000/2019", "均未入库"),
    ],
)
def test_a_file_that_does_not_hold_is_named_with_line_and_reason(folder: Path, old: str, new: str, reason: str) -> None:
    edit(folder, old, new)
    code, told = run("validate", folder.parent.parent)
    assert code == 1
    assert reason in told
    assert "ruleset.yaml：" in told
    assert "第" in told or "未入库" in told


def test_decisions_are_checked_too(folder: Path) -> None:
    text = HEAD + decision("{kind: rounding, rule: 370900-2026-R99, to: up}")
    (folder / "decisions.yaml").write_text(text, encoding="utf-8")
    code, told = run("validate", folder)
    assert code == 1
    assert "decisions.yaml：第3行" in told


def test_the_bundle_is_whole_and_always_the_same(folder: Path, tmp_path: Path) -> None:
    (folder / "decisions.yaml").write_text(
        HEAD + decision("{kind: rounding, rule: 370900-2026-R15, to: up}"), encoding="utf-8"
    )
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert run("export", folder, "-o", first)[0] == 0
    assert run("export", folder, "-o", second)[0] == 0
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as bundle:
        members = {name: bundle.read(name) for name in bundle.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    assert {n: f["sha256"] for n, f in manifest["files"].items()} == {
        n: hashlib.sha256(content).hexdigest() for n, content in members.items()
    }
    assert set(members) == {
        "ruleset.yaml", "ruleset.d1.txt", "ruleset.json", "ruleset.schema.json", "vectors.jsonl", "decision.jdm.json",
        "rules.xlsx", "summary.html", "semantics.md", "decisions.json",
    }  # fmt: skip
    data = json.loads(members["ruleset.json"])
    Draft202012Validator(json.loads(members["ruleset.schema.json"])).validate(data)
    assert data["id"] == city().id
    vectors = [json.loads(line) for line in members["vectors.jsonl"].splitlines()]
    assert {v["case"] for v in vectors} == {"pass", "fail", "boundary"}
    page = members["summary.html"].decode()
    for words in (
        "泰安市2026年度",
        "每年累计不超过40学时",
        "批准人",
        hashlib.sha256(members["ruleset.yaml"]).hexdigest(),
    ):
        assert words in page
    (tmp_path / "rules.xlsx").write_bytes(members["rules.xlsx"])
    assert load_workbook(tmp_path / "rules.xlsx").sheetnames == ["数值", "规则", "待确认事项"]


def test_explain_tells_sentence_place_way_and_question(folder: Path) -> None:
    code, told = run("explain", "370900-2026-R10", "--rules", folder)
    assert code == 0
    for words in ("40学时/年", "每年累计不超过40学时", "附件1", "执行办法", "待确认事项Q3", "依据草稿"):
        assert words in told
    assert "未执行" in run("explain", "370900-2026-R09", "--rules", folder.parent.parent)[1]


def test_explain_and_export_refuse_what_is_not_there(folder: Path, tmp_path: Path) -> None:
    code, told = run("explain", "370900-2026-R99", "--rules", folder)
    assert code == 2
    assert "没有规则" in told
    assert run("export", tmp_path / "rules" / "nothing", "-o", tmp_path / "x.zip")[0] == 2
