"""Rule file → RuleSet, or a refusal that names line and reason.

Three gates, each telling all its reasons at once: the form (JSON Schema), the types, and the sense (checks.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from pydantic import ValidationError as ModelError

from rulesgen.checks import problems_of
from rulesgen.errors import Problem, RuleFileError
from rulesgen.model import RuleSet
from rulesgen.place import text_beside
from rulesgen.schema import schema
from rulesgen.yamltree import Tree, parse

_SHOWN = 40  # code points of a refused value that a message repeats


def load(path: Path | str, *, texts: Mapping[str, str] | None = None) -> RuleSet:
    """The rule set of a file.

    `texts` – the text of a document (Document.text) by its id in the file, d1; without it the text stored beside the
    file (ruleset.d1.txt) is used where there is one. With a text at hand every quote must be found in it again.
    Raises RuleFileError with line and reason.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleFileError([Problem(1, "不是 UTF-8 编码的文字文件")], path) from error
    except OSError as error:
        raise RuleFileError([Problem(1, "文件无法打开，请检查是否存在、有无读取权限")], path) from error
    stored = {name: beside.read_bytes().decode(errors="replace") for name, beside in _stored(path)}
    try:
        return parse_ruleset(text, texts={**stored, **(texts or {})})
    except RuleFileError as error:
        raise RuleFileError(error.problems, path) from error


def _stored(path: Path) -> Iterator[tuple[str, Path]]:
    for number in range(1, 100):
        beside = text_beside(path, f"d{number}")
        if not beside.is_file():
            return
        yield f"d{number}", beside


def parse_ruleset(text: str, *, texts: Mapping[str, str]) -> RuleSet:
    """The rule set of a YAML text; `texts` as in `load`. Raises RuleFileError."""
    tree = parse(text)
    _refuse(_against_schema(tree))
    try:
        ruleset = RuleSet.model_validate(tree.data)
    except ModelError as error:
        first = error.errors()[0]
        line = tree.line(tuple(k for k in first["loc"] if isinstance(k, str | int)))
        raise RuleFileError([Problem(line, "取值形式不符")]) from error
    _refuse([Problem(tree.line(path), reason) for path, reason in problems_of(ruleset, texts)])
    return ruleset


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise RuleFileError(problems)


# ---------------------------------------------------------------- JSON Schema


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _against_schema(tree: Tree) -> list[Problem]:
    return sorted({p for error in _validator().iter_errors(tree.data) for p in _told(tree, error)})


def _told(tree: Tree, error: ValidationError) -> Iterator[Problem]:
    """A schema error in Chinese, at the line that a person must change."""
    path = tuple(error.absolute_path)
    line, shown = tree.line(path), _shown(str(error.instance))
    match error.validator, error.validator_value:
        case "additionalProperties", _:
            yield from (Problem(tree.line((*path, key)), f"未知字段“{key}”") for key in _unknown(error))
        case "required", list(keys):
            present = error.instance if isinstance(error.instance, dict) else {}
            yield from (Problem(line, f"缺少字段“{key}”") for key in keys if key not in present)
        case "enum", list(allowed):
            yield Problem(line, f"“{shown}”不在允许的取值之内（{'、'.join(map(str, allowed))}）")
        case (("minimum" | "maximum"), bound):
            yield Problem(line, f"数值{shown}超出范围（界限{bound}）")
        case simple, _:
            yield Problem(line, _REASONS.get(str(simple), _ANY_REASON).format(shown=shown))


_ANY_REASON = "“{shown}”不符合规则文件格式"
_REASONS = {
    "const": "“{shown}”不是本程序所用的规则文件版本",
    "type": "“{shown}”的类型不符（代码、编号等文字须加引号）",
    "pattern": "“{shown}”的格式不符",
    "anyOf": "“{shown}”不是允许的取值形式",
    "minLength": "不得为空",
    "minItems": "不得为空",
    "minProperties": "不得为空",
}


def _unknown(error: ValidationError) -> Iterator[str]:
    """The keys that a map must not have."""
    if isinstance(error.schema, dict) and isinstance(error.instance, dict):
        for key in error.instance:
            if key not in error.schema.get("properties", {}) and not any(
                re.search(pattern, key) for pattern in error.schema.get("patternProperties", {})
            ):
                yield key


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
