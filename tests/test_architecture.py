"""The house keeps its order: imports run one way, files stay small, data is valid and used, the manual is true."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from jxjy.cli import cli

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("ingest", "extract", "normalize", "rulesgen", "forms", "corpus", "jxjy")
MAX_LINES = 400
LONGER: frozenset[str] = frozenset()
"""Files that may be longer, each with its reason beside it. There is none."""

USAGE = ROOT / "docs" / "usage.zh-CN.md"
HEAVY = (
    "spacy",
    "jieba",
    "pdfplumber",
    "lxml",
    "openpyxl",
    "pydantic",
    "jinja2",
    "cv2",
    "rapidocr",
    "onnxruntime",
    "openvino",
)


def _modules() -> list[Path]:
    return [path for stage in STAGES for path in sorted((ROOT / stage).rglob("*.py"))]


def _data_files() -> list[Path]:
    suffixes = {".yaml", ".yml", ".json", ".jsonl"}
    return [p for stage in STAGES for p in sorted((ROOT / stage).rglob("*")) if p.suffix in suffixes]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_a_stage_imports_only_stages_above_it(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    later = set(STAGES[STAGES.index(own) + 1 :])
    assert not later & set(_imported(path))


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_a_file_holds_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES or _name(path) in LONGER, f"{lines} lines"


@pytest.mark.parametrize("path", _data_files(), ids=_name)
def test_a_data_file_is_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        json.loads(text)
    elif path.suffix == ".jsonl":
        assert [json.loads(line) for line in text.splitlines() if line]
    else:
        assert list(yaml.safe_load_all(text))


@pytest.mark.parametrize("path", _data_files(), ids=_name)
def test_a_data_file_is_used(path: Path) -> None:
    """Its name, or the name of a folder that is read as a whole, stands in the code of its package."""
    stage, *folders = path.relative_to(ROOT).parts[:-1]
    strings = {word for module in (ROOT / stage).rglob("*.py") for word in _words(module)}
    assert {path.name, path.stem, *folders} & strings


def _words(module: Path) -> set[str]:
    """The words of a module's string constants, docstrings left out: a file only talked about is not used."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    talk = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in talk
    )
    return {word for text in texts for word in re.findall(r"[\w.-]+", text)}


# ---------------------------------------------------------------- the command line and its documentation

COMMANDS = ("", *cli.commands)


def _help(command: str) -> str:
    result = CliRunner().invoke(cli, [*filter(None, [command]), "--help"], prog_name="jxjy")
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese(command: str) -> None:
    shown = re.sub(r"--?[\w-]+|jxjy( \w+)?|JSON( Schema)?|[\w-]+\.\w+", "", _help(command))
    words = re.findall(r"[A-Za-z]{4,}", shown)
    inner = {name for group in cli.commands.values() if isinstance(group, click.Group) for name in group.commands}
    assert set(words) <= {*cli.commands, *inner, "notice", "filing", "ruleset", "findings"}
    assert re.search(r"[\u4e00-\u9fff]{4}", shown)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_manual_holds_each_help_page_as_it_is(command: str) -> None:
    """Change the help text, then copy `jxjy COMMAND --help` into docs/usage.zh-CN.md."""
    assert f"```text\n{_help(command).strip()}\n```" in USAGE.read_text(encoding="utf-8")


def test_the_manual_speaks_of_no_command_that_is_not_there() -> None:
    headings = re.findall(r"^## `jxjy (\w+)`", USAGE.read_text(encoding="utf-8"), flags=re.M)
    assert headings == list(cli.commands)


def test_every_option_says_what_it_does() -> None:
    for command in cli.commands.values():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert re.search(r"[\u4e00-\u9fff]", parameter.help or ""), parameter.name


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from jxjy.cli import main; sys.argv[1:] = ['--help']; main(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not set(HEAVY) & set(done.stdout.splitlines()[-1].split())
