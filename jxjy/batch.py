"""Files and folders → everything that `jxjy run` leaves in the output folder.

The front of a batch: what is there, what has changed since the last run, and what to tell. A run in which nothing
has changed ends here without loading anything heavy.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from jxjy import fingerprint, gather, publish
from jxjy.console import ExitCode
from jxjy.gather import Source


@dataclass(frozen=True, slots=True)
class Counts:
    """What a batch held and what was found in it."""

    notices: int = 0
    forms: int = 0
    returned: int = 0
    unread: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of a run with these counts."""
        if self.unread:
            return ExitCode.UNREAD
        return ExitCode.ERRORS_FOUND if self.errors or self.returned else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run went. `processed` files were read now, `reused` ones had not changed; `kept` are edited rule files."""

    counts: Counts
    processed: int
    reused: int
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a batch with their digests ("" where a file cannot be opened), and digests of the program and of
    what it is told to compare with."""

    sources: tuple[Source, ...]
    digests: tuple[str, ...]
    program: str
    options: str = ""

    @property
    def request(self) -> str:
        """A digest of all that the outputs depend on."""
        files = (f"{s.name}\n{s.stem}\n{digest}" for s, digest in zip(self.sources, self.digests, strict=True))
        return fingerprint.of_text(self.program, self.options, *files)


class Progress(Protocol):
    """Who is told how the batch goes on."""

    def begin(self, total: int, reused: int) -> None:
        """`total` files are there, of which `reused` need no reading."""

    def advance(self, name: str, outcome: str) -> None:
        """A file has been read; `outcome` is a Chinese phrase."""

    def fail(self, name: str, reason: str) -> None:
        """A file could not be read; `reason` is a Chinese phrase."""

    def end(self) -> None:
        """No more files."""


@dataclass(frozen=True, slots=True)
class Against:
    """What a batch is compared with besides itself: a folder of rule files, and whether drafts count."""

    folder: Path | None = None
    approved_only: bool = False

    def digest(self) -> str:
        """A digest of the folder's rule files and of the choice."""
        files = sorted(self.folder.rglob("ruleset.*")) if self.folder is not None else []
        return fingerprint.of_text(str(self.approved_only), *map(fingerprint.of_file, files))


SHIPPED = Against()
"""Nothing but the batch itself and the shipped rule sets."""


def run(paths: Iterable[Path], out: Path, workers: int, progress: Progress, against: Against = SHIPPED) -> Summary:
    """Process a batch.

    Raises OSError where the output folder cannot be written, RuleFileError for a baseline that does not hold.
    """
    out.mkdir(parents=True, exist_ok=True)  # first of all: hours of reading must not end at a folder that refuses
    sources = gather.find(paths, output=out)
    digests = tuple(_digest(s.path) for s in sources)
    inputs = Inputs(sources, digests, _program(), against.digest())
    manifest = publish.load_manifest(out)
    if manifest.request == inputs.request and publish.intact(out, manifest):
        return Summary(Counts(**manifest.summary), 0, len(sources))

    from jxjy import comparison, outputs, processing  # noqa: PLC0415 (heavy, not needed where nothing has changed)

    baselines = comparison.baselines(against.folder, approved_only=against.approved_only)
    outcomes, processed = processing.outcomes(inputs, out, workers, progress)
    batch = outputs.collect(inputs, outcomes, baselines)
    # A failure that may pass (a crash, a deadline) is tried again: such a run is never "unchanged".
    request = inputs.request if processing.settled(outcomes) else ""
    counts = outputs.counts(batch)
    done = publish.publish(out, outputs.render(batch), manifest, request=request, summary=asdict(counts))
    return Summary(counts, processed, len(sources) - processed, done.removed, done.kept)


def _program() -> str:
    """What results depend on besides the files: the program, and the year that forms are filed for."""
    return fingerprint.of_text(fingerprint.of_program(), str(dt.datetime.now(tz=dt.UTC).astimezone().year))


def told(summary: Summary, out: Path) -> Iterator[str]:
    """A run in a few Chinese lines."""
    counts = summary.counts
    if summary.processed or summary.removed:
        yield f"本次处理 {summary.processed} 个文件，沿用上次结果 {summary.reused} 个"
    else:
        yield f"{summary.reused} 个文件都没有变化，沿用上次结果"
    returned = f"（退回更正 {counts.returned} 份）" if counts.returned else ""
    forms = f"，表格 {counts.forms} 份{returned}" if counts.forms else ""
    yield f"通知 {counts.notices} 份{forms}，未能读取 {counts.unread} 个"
    yield f"错误 {counts.errors}，警告 {counts.warnings}，提示 {counts.infos}"
    for name in summary.kept:
        yield f"规则文件 {name} 已由人工修改，予以保留；如有新内容，另存为同目录下的 .new.yaml"
    if counts.unread:
        yield f"未能读取的文件见 {out / 'unread.json'}"
    yield f"报告：{out / 'index.html'}"


def default_workers() -> int:
    """As many workers as this process may use processors."""
    if sys.platform == "linux":  # a container may be given fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _digest(path: Path) -> str:
    try:
        return fingerprint.of_file(path)
    except OSError:
        return ""
