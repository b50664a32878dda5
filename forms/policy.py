"""policy.yaml → what each finding does to the verdict: blocker, warning, info or off. A bureau may overrule it.

Severity is policy, not code: a file forms-policy.yaml in the folder of the rules names the codes that differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from forms.record import FormFinding, Status
from ingest.errors import JxjyError
from ingest.yaml_loader import YamlLoader
from normalize.record import Model, Severity

Level = Literal["blocker", "warning", "info", "off"]
OWN_FILE = "forms-policy.yaml"
_SEVERITY: dict[Level, Severity] = {"blocker": "error", "warning": "warning", "info": "info"}


class _File(Model):
    schema_: Literal["jxjy-forms-policy/1"] = Field(alias="schema")
    levels: dict[str, Level]


class PolicyError(JxjyError):
    """A policy file that cannot be used."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__("FRM_POLICY", reason, "请改正后再试", path)


@dataclass(frozen=True)
class Policy:
    """The level of each code."""

    levels: dict[str, Level]

    def severity(self, code: str) -> Severity | None:
        """The weight of a finding, None where it is not to be told. A code that the file lacks is a warning."""
        return _SEVERITY.get(self.levels.get(code, "warning"))


@cache
def shipped() -> Policy:
    """The policy that comes with the program."""
    text = files(__package__).joinpath("policy.yaml").read_text(encoding="utf-8")
    return Policy(_File.model_validate(yaml.load(text, Loader=YamlLoader)).levels)


def of_folder(folder: Path | None) -> Policy:
    """The shipped policy with what a rules folder changes. Raises PolicyError."""
    path = folder / OWN_FILE if folder is not None else None
    if path is None or not path.is_file():
        return shipped()
    try:
        own = _File.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=YamlLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PolicyError("不是有效的YAML文件", path) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise PolicyError(f"“{where}”不符合格式，取值须为 blocker、warning、info 或 off", path) from error
    unknown = sorted(own.levels.keys() - shipped().levels.keys())
    if unknown:
        raise PolicyError(f"没有编号为“{'、'.join(unknown)}”的发现", path)
    return Policy({**shipped().levels, **own.levels})


def verdict(findings: Iterable[FormFinding]) -> Status:
    """Any blocker: returned; else any warning: needs_review; else accepted."""
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "returned"
    return "needs_review" if "warning" in severities else "accepted"
