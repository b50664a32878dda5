"""Errors of rule files: a file that is refused, and a notice that has no place among the rule files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import JxjyError

_SHOWN = 5  # a person mends a file problem by problem; the rest is counted


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong at a line (from 1) of a rule file; `reason` is Chinese, without a final full stop."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.reason}"


class RuleFileError(JxjyError):
    """A rule file that is refused (code RULE_FILE_REFUSED). `problems` holds every reason, by line."""

    def __init__(self, problems: Sequence[Problem], path: Path | str | None = None) -> None:
        self.problems = tuple(sorted(problems))
        shown = "；".join(str(p) for p in self.problems[:_SHOWN])
        more = len(self.problems) - _SHOWN
        if more > 0:
            shown += f"；另有{more}处"
        super().__init__("RULE_FILE_REFUSED", f"规则文件不予载入：{shown}", "请更正后重新载入，或由通知重新生成", path)

    @property
    def line(self) -> int:
        """The line (from 1) of the first problem."""
        return self.problems[0].line


class UnplacedNoticeError(JxjyError):
    """A notice whose jurisdiction or year is not known, so that no rule file can be named after it."""

    def __init__(self, missing: str, path: Path | str | None = None) -> None:
        super().__init__(
            "RULE_SET_UNPLACED", f"未能确定{missing}，不生成规则文件", "请核对通知的发文机关和年度后再试", path
        )
