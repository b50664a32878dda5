"""The hostile set through real child processes: each file ends as its row says and costs no more than it may."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest import UnreadableFileError
from ingest.office.program import find_office
from ingest.screen import screen
from jxjy import workers
from jxjy.task import Task
from jxjy.workers import Done, Limits
from tests.hostile.cases import CASES, Case

WORK = "tests.hostile.work:read"
LIMITS = Limits(seconds=60.0, memory=2 << 30, cpu=60.0)
PEAK = 800 << 10
"""KB of memory that no file may take a reader to."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="依赖 Linux 的进程组、内存上限和任意文件名")


@dataclass(frozen=True)
class Run:
    """How the whole set went: by case the answer of its child, and what was left in the folders around."""

    answers: dict[str, workers.Result]
    left: frozenset[str]
    before: frozenset[str]


def _files(folder: Path) -> frozenset[str]:
    return frozenset(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every case written into a folder of its own and read by one of two children."""
    root = tmp_path_factory.mktemp("hostile")
    tasks = []
    for number, case in enumerate(CASES):
        folder = root / f"{number}"
        folder.mkdir()
        (folder / case.name).write_bytes(case.write())
        tasks.append(Task(folder / case.name, case.id))
    before = _files(root)
    answers = {CASES[result.index].id: result for result in workers.run(tasks, WORK, 2, LIMITS)}
    return Run(answers, _files(root), before)


def test_the_set_is_large_and_every_row_has_its_own_name() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_each_file_ends_as_it_must(run: Run, case: Case) -> None:
    if case.office and find_office() is None:
        pytest.skip("LibreOffice 未安装")
    result = run.answers[case.id]
    assert isinstance(result, Done), result
    told = json.loads(result.payload)
    if case.codes:
        assert told["code"] in case.codes, told["message"][:200]
        assert case.name in told["message"]
    else:
        assert told["code"] == "", told["message"]
        assert case.says in told["message"]
        assert case.notices <= set(told["notices"])
    assert told["peak"] < PEAK


def test_nothing_is_written_beside_the_files(run: Run) -> None:
    assert run.left == run.before


def test_no_process_is_left(run: Run) -> None:
    groups = {json.loads(result.payload)["pid"] for result in run.answers.values() if isinstance(result, Done)}
    states = [_state(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    assert groups
    assert not [state for state in states if state and int(state[2]) in groups and state[0] != "Z"]


def _state(process: Path) -> list[str]:
    """State, parent and process group of a process; empty when it has ended meanwhile."""
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


@pytest.mark.parametrize("kind", ["circle", "device", "nowhere", "folder"])
def test_links_that_lead_astray(tmp_path: Path, kind: str) -> None:
    target = {"circle": "a.docx", "device": "/dev/zero", "nowhere": "none", "folder": "."}[kind]
    (tmp_path / "a.docx").symlink_to(target)
    with pytest.raises(UnreadableFileError) as caught:
        screen(tmp_path / "a.docx")
    assert caught.value.code in {"ING_NOT_FOUND", "ING_UNSUPPORTED", "ING_IS_FOLDER"}


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xcd\xa8\xd6\xaa.txt"))
    path.write_text("每年不少于90学时。", encoding="utf-8")
    (result,) = workers.run([Task(path, "通知.txt")], WORK, 1, LIMITS)
    assert isinstance(result, Done)
    assert json.loads(result.payload)["message"] == "每年不少于90学时。"
