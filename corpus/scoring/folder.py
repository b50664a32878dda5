"""A folder of labels and a pipeline come in, the agreement per file, per format and overall goes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.scoring.gold import Gold, GoldFinding, GoldFolder
from corpus.scoring.remarks import Raised, Remarks, judge, raised_by
from corpus.scoring.score import Score, score
from corpus.scoring.split import held_out
from ingest.recognition import find_recogniser
from normalize.record import Finding, NoticeRecord, SourceRecord

Read = Callable[[Path], NoticeRecord]
"""The pipeline under test: a file to its record."""

Compare = Callable[[Sequence[NoticeRecord]], Sequence[Sequence[Finding]]]
"""The comparison between notices: records to the findings it adds to each of them, in the same order."""

SHELVES = ("", "seeds", "inputs", "notices", "scans")
"""Folders beside the labels that may hold the inputs."""

VARIANT = "--"
"""Parts the id of a notice from what is particular to one of its files, a scan for instance."""

LABEL_SUFFIXES = frozenset({".json", ".jsonl", ".yaml"})


@dataclass(frozen=True, slots=True)
class FileScore:
    """One input file. `failure` is what the pipeline said where it gave no record; then everything counts as missed."""

    gold_id: str
    file: str
    score: Score
    failure: str | None = None

    @property
    def format(self) -> str:
        """The suffix in lower case, without the dot."""
        return Path(self.file).suffix.lstrip(".").lower()


@dataclass(frozen=True, slots=True)
class FolderScore:
    """All inputs of a folder of labels. `cross` judges findings across notices, None where nothing compared them.

    `held_out` are the ids whose words no report shows, `unread` the scans that nobody scored because recognition is not
    installed.
    """

    files: tuple[FileScore, ...]
    cross: Remarks | None
    without_input: tuple[str, ...]
    held_out: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()

    @property
    def overall(self) -> Score:
        """All files added up."""
        return sum((f.score for f in self.files), Score())

    @property
    def apart(self) -> Score:
        """The held-out notices added up: how the pipeline does on what it was not made for."""
        return sum((f.score for f in self.files if f.gold_id in self.held_out), Score())

    @property
    def by_format(self) -> dict[str, Score]:
        """Files added up per format."""
        formats = sorted({f.format for f in self.files})
        return {name: sum((f.score for f in self.files if f.format == name), Score()) for name in formats}


def score_folder(
    gold_dir: Path,
    read: Read,
    compare: Compare | None = None,
    input_dirs: Sequence[Path] = (),
    only: Collection[str] | None = None,
) -> FolderScore:
    """Runs `read` over every input of every gold notice and scores the records.

    Inputs are the files that the label names as its source and all `<id>.*`, looked for in `input_dirs`, beside the
    label folder and in the neighbouring seeds/, inputs/ and notices/. `only` restricts the run to some ids. A file
    on which `read` raises is reported with its error and counts as all missed: an evaluation must outlive a defect.
    Raises UsageError where the folder holds no labels.
    """
    folder = GoldFolder.load(gold_dir)
    golds = [g for g in folder.notices if only is None or g.id in only]
    shelves = list(_shelves(gold_dir, input_dirs))
    files: list[FileScore] = []
    readable: list[tuple[Gold, NoticeRecord]] = []
    without: list[str] = []
    unread: list[str] = []
    for gold in golds:
        inputs = find_inputs(gold, shelves)
        if not inputs:
            without.append(gold.id)
        for path in inputs:
            if path.parent.name == SHELVES[-1] and find_recogniser() is None:
                unread.append(path.name)
                continue
            record, failure = _attempt(read, path)
            if failure is None and all(g is not gold for g, _ in readable):
                readable.append((gold, record))
            result = score(record, gold, folder.findings, folder.silent)
            files.append(FileScore(gold.id, path.name, result, failure))
    cross = None
    if compare is not None and folder.findings is not None:
        cross = _across(readable, compare, folder.findings)
    return FolderScore(tuple(files), cross, tuple(without), held_out(gold_dir), tuple(unread))


def find_inputs(gold: Gold, shelves: Sequence[Path]) -> list[Path]:
    """The files that hold a gold notice: those its source names first, then `<id>.*` and `<id>--*`; each name once."""
    named = [Path(part).name for part in re.split(r"[,，]\s*|\s*\(", gold.source) if "." in part]
    candidates = [shelf / name for shelf in shelves for name in named]
    for shelf in filter(Path.is_dir, shelves):
        candidates += [*sorted(shelf.glob(f"{gold.id}.*")), *sorted(shelf.glob(f"{gold.id}{VARIANT}*.*"))]
    inputs: dict[str, Path] = {}
    for path in candidates:
        if path.is_file() and path.suffix not in LABEL_SUFFIXES:
            inputs.setdefault(path.name, path)
    return list(inputs.values())


def _shelves(gold_dir: Path, input_dirs: Sequence[Path]) -> Iterator[Path]:
    yield from input_dirs
    beside = gold_dir.resolve().parent
    for base in (beside, beside.parent):
        yield from (base / shelf for shelf in SHELVES)


def _attempt(read: Read, path: Path) -> tuple[NoticeRecord, str | None]:
    try:
        return read(path), None
    except Exception as error:
        nothing = SourceRecord(file=path.name, sha256="", media_type="", reader="")
        return NoticeRecord(source=nothing), f"{type(error).__name__}: {error}"


def _across(readable: Sequence[tuple[Gold, NoticeRecord]], compare: Compare, rows: Sequence[GoldFinding]) -> Remarks:
    """Findings across notices, on one record a notice, against the rows whose notices were all read."""
    label_files = {Path(record.source.file).name: gold.source for gold, record in readable}
    sources = set(label_files.values())
    raised: list[Raised] = []
    alone: list[Raised] = []
    for (gold, record), added in zip(readable, compare([r for _, r in readable]), strict=True):
        raised += raised_by(added, gold.source, label_files)
        alone += raised_by(record.findings, gold.source, label_files)
    asked = [r for r in rows if r.cross and r.files <= sources]
    # a reader may see such a thing from one notice already (a parent that nobody holds); that answers the row as well
    raised += [f for f in alone if any(f.answers(r) for r in asked)]
    return judge(raised, asked, (), rows)
