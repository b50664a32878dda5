"""`jxjy diff`: two editions, or many rule sets, to a report in the form that the output's name asks for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from ingest.errors import UsageError
from jxjy import diff_book, diff_views, diff_word, matrix, report
from jxjy.comparison import Baselines, baselines
from jxjy.editions import load, rulesets
from rulesgen import Comparison, VerdictKind
from rulesgen.diff import Change, diff

_DIFFS: Final[Mapping[str, Callable[[diff_views.DiffView], bytes]]] = {
    ".html": report.difference,
    ".xlsx": diff_book.book,
    ".docx": diff_word.word,
}


def _page(found: Sequence[Comparison]) -> bytes:
    return report.matrix(matrix.build(found))


_MATRICES: Final[Mapping[str, Callable[[Sequence[Comparison]], bytes]]] = {".html": _page, ".xlsx": matrix.book}


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """What to tell of a comparison: Chinese lines, and whether something in it must be looked at."""

    lines: tuple[str, ...]
    errors: bool


def two(old: Path, new: Path, output: Path) -> Told:
    """The diff of two editions, written to `output`. Raises JxjyError and OSError."""
    write = _form(output, _DIFFS)
    before, after = load(old), load(new)
    found = diff(before.edition, after.edition)
    view = diff_views.build(found, before, after, output)
    _write(output, write(view))
    values = "，".join(_counted(view.values)) or "没有变化"
    clauses = "，".join(f"{label} {number}" for label, _, number in view.tally) or "没有变化"
    lines = [
        f"要求变化：{values}" if view.has_values else "要求变化：有一方不能确定行政区或者年度，未作比对",
        f"条文对照：{clauses}" if view.has_clauses else "条文对照：没有条文文本",
        f"报告：{output}",
    ]
    loosened = any(row.change is Change.LOOSENED for row in found.values)
    return Told(tuple(lines), loosened)


def _counted(values: Sequence[diff_views.ValueView]) -> list[str]:
    labels = dict.fromkeys(row.label for row in values)
    return [f"{label} {sum(row.label == label for row in values)}" for label in labels]


def many(paths: Sequence[Path], output: Path, folder: Path | None, *, approved_only: bool) -> Told:
    """The matrix of the rule sets of some paths, written to `output`. Raises JxjyError and OSError."""
    write = _form(output, _MATRICES)
    own = {r.id: r for path in paths for r in rulesets(path)}
    against: Baselines = baselines(folder, approved_only=approved_only)
    found = matrix.compared(list(own.values()), against.shelf(own.values()))
    if not found:
        raise UsageError("USE_PATH", "没有可以与上级比对的规则", "请给出市、县或者省的通知或规则文件")
    _write(output, write(found))
    counts = matrix.build(found).counts
    grave = sum(c.count(VerdictKind.LOOSER) + c.count(VerdictKind.UNREADABLE_BASELINE) for c in found)
    lines = (
        f"共比对 {len(found)} 个地区",
        "，".join(f"{label} {number}" for label, _, number in counts),
        f"报告：{output}",
    )
    return Told(lines, grave > 0)


def _form(output: Path, forms: Mapping[str, Callable[[T], bytes]]) -> Callable[[T], bytes]:
    form = forms.get(output.suffix.lower())
    if form is None:
        raise UsageError("USE_OUTPUT", "不认识这种输出格式", f"请把文件名的后缀写成 {'、'.join(forms)}", output)
    return form


def _write(output: Path, content: bytes) -> None:
    """The file whole or not at all."""
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    output.chmod(0o644)
