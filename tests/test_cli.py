"""The command line as a person meets it: Chinese errors, exit codes, nothing on stdout that is not asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from jxjy.cli import cli
from jxjy.console import ExitCode, guarded


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), prog_name="jxjy", standalone_mode=False)


def ending(*arguments: str) -> int:
    return guarded(lambda: cli.main(list(arguments), prog_name="jxjy", standalone_mode=False))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("跑",), "没有“跑”这个命令，可用：run、show、diff、forms、check、rules、watch、ledger、eval、doctor、schema"),
        (("run",), "缺少参数"),
        (("run", "没有这个文件", "-o", "out"), "找不到“没有这个文件”"),
        (("run", "."), "缺少参数 '-o' / '--output'"),
        (("run", ".", "-o"), "选项 -o 后面缺少内容"),
        (("run", ".", "-o", "out", "--workers", "零"), "“零”不是整数"),
        (("run", ".", "-o", "out", "--workers", "0"), "0 不在 1 至 256 之间"),
        (("run", ".", "-o", __file__), "是文件，不是文件夹"),
        (("show", "."), "“.”是文件夹，成批处理请用 jxjy run"),
        (("show", __file__, "--全部"), "没有 --全部 这个选项"),
        (("schema", "abc"), "没有“abc”，可用：notice、filing、ruleset、findings"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(*arguments) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert told in shown.err
    assert "--help 查看用法" in shown.err
    assert shown.out == ""


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending() == ExitCode.USAGE
    assert "命令：" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    assert ending("run", __file__, "-o", str(tmp_path / "文件" / "out")) == ExitCode.USAGE
    assert "不能写入" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["notice", "filing", "ruleset", "findings"])
def test_schemas_are_valid_and_closed(name: str) -> None:
    schema = json.loads(call("schema", name).output)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["additionalProperties"] is False


def test_doctor_answers_each_check_with_a_mark(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending("doctor") in (ExitCode.DONE, ExitCode.ERRORS_FOUND)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 7
    assert all(line[0] in "✓–✗" and "：" in line for line in lines)


def test_interruption_leaves_a_word_and_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert guarded(interrupted) == ExitCode.INTERRUPTED
    assert "原有结果没有改动" in capsys.readouterr().err
