"""Chaos: whatever a child process does, it costs its own task and every other one is answered."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from jxjy import workers
from jxjy.task import Task
from jxjy.workers import Done, Failed, Limits

LIMITS = Limits(seconds=5.0, memory=2 << 30)
WORK = f"{__name__}:misbehave"


def misbehave(task: Task) -> bytes:
    """Work whose conduct is its task's name."""
    kind = task.name.partition(" ")[0]
    if kind == "exit":
        os._exit(3)
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "hang":
        time.sleep(60)
    if kind == "burst":
        return bytes(bytearray(3 << 30))
    if kind == "raise":
        raise ValueError("坏了")
    if kind == "large":
        return b"x" * (5 << 20)
    if kind == "spin":
        while True:
            pass
    if kind == "start":  # a program of its own that outlives it
        program = subprocess.Popen(["sleep", "120"])
        task.path.write_text(str(program.pid), encoding="ascii")
        time.sleep(120)
    if kind == "litter":
        Path(tempfile.mkdtemp(), "page.png").write_bytes(b"x")
        return tempfile.gettempdir().encode()
    if kind == "print":
        print("on the parent's output", flush=True)
    return task.name.encode()


def _run(names: list[str], count: int = 2, limits: Limits = LIMITS) -> dict[str, workers.Result]:
    tasks = [Task(Path(name), name) for name in names]
    return {names[result.index]: result for result in workers.run(tasks, WORK, count, limits)}


def test_every_task_is_answered_once() -> None:
    names = [f"好 {i}" for i in range(25)]
    assert _run(names) == {name: Done(i, name.encode()) for i, name in enumerate(names)}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGKILL")
def test_a_bad_task_costs_itself_and_no_other() -> None:
    bad = ["exit 1", "kill 1", "raise 1", "exit 2", "kill 2"]
    good = [f"好 {i}" for i in range(10)]
    mixed = [name for pair in zip(good, bad * 2, strict=True) for name in pair]
    results = _run([f"{name} {i}" for i, name in enumerate(mixed)])
    assert Counter(type(r).__name__ for r in results.values()) == {"Done": 10, "Failed": 10}
    assert all(isinstance(r, Failed) and r.how == "crash" for n, r in results.items() if not n.startswith("好"))


def test_a_large_file_has_more_time(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    with path.open("wb") as file:
        file.truncate(10 << 20)
    own = LIMITS.of(Task(path, "scan.pdf"))
    assert (own.seconds, own.cpu) == (LIMITS.seconds + 600, LIMITS.cpu + 600)
    with path.open("wb") as file:
        file.truncate(100 << 20)
    assert LIMITS.of(Task(path, "scan.pdf")).seconds == LIMITS.seconds + 1800
    assert LIMITS.of(Task(tmp_path / "none", "none")) == LIMITS


def test_a_crash_tells_how_the_child_ended() -> None:
    results = _run(["exit", "raise"])
    assert results["exit"] == Failed(0, "crash", "exit 3")
    assert results["raise"] == Failed(1, "crash", "ValueError: 坏了")


def test_a_hung_child_is_stopped_at_its_deadline() -> None:
    results = _run(["hang", "好 1", "好 2"], limits=Limits(seconds=1.0))
    assert results["hang"] == Failed(0, "timeout", "1 s")
    assert isinstance(results["好 1"], Done)
    assert isinstance(results["好 2"], Done)


@pytest.mark.skipif(sys.platform != "linux", reason="内存上限依赖 Linux 的 RLIMIT_AS")
def test_a_child_that_bursts_its_memory_is_told_apart() -> None:
    results = _run(["burst", "好 1"], count=1)
    assert isinstance(results["burst"], Failed)
    assert results["burst"].how == "memory"
    assert isinstance(results["好 1"], Done)


def test_an_answer_larger_than_a_pipe_comes_whole() -> None:
    result = _run(["large"])["large"]
    assert isinstance(result, Done)
    assert len(result.payload) == 5 << 20


def test_no_tasks_no_children() -> None:
    assert _run([]) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 不限制处理器时间")
def test_a_child_that_only_computes_is_stopped_by_its_processor_time() -> None:
    results = _run(["好 1", "spin", "好 2"], count=1, limits=Limits(seconds=60.0, cpu=1.0))
    assert results["spin"] == Failed(1, "timeout", "1 s of processor time")
    assert isinstance(results["好 2"], Done)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有进程组")
def test_what_a_child_has_started_ends_with_it(tmp_path: Path) -> None:
    task = Task(tmp_path / "pid", "start")
    (result,) = workers.run([task], WORK, 1, Limits(seconds=2.0))
    assert isinstance(result, Failed)
    assert _is_gone(int(task.path.read_text(encoding="ascii")))


def _is_gone(pid: int) -> bool:
    """Whether a process has ended; it may take a moment until the system has buried it."""
    for _ in range(50):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_temporary_files_go_with_the_child() -> None:
    litter = _run(["litter"])["litter"]
    assert isinstance(litter, Done)
    assert litter.payload.decode() != tempfile.gettempdir()
    assert not Path(litter.payload.decode()).exists()


def test_standard_output_is_the_parents(capfd: pytest.CaptureFixture[str]) -> None:
    _run(["print"])
    assert capfd.readouterr().out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 fork")
def test_children_may_be_copies_of_their_owner() -> None:
    pool = workers.Pool(WORK, 1, Limits(seconds=4.0), start="fork")
    try:
        answers: list[workers.Result] = []
        for index, name in enumerate(["好 1", "hang", "exit", "好 2"]):
            pool.submit(index, Task(Path(name), name))
            answers.extend(pool.results())
    finally:
        pool.close()
    good = [Done(0, "好 1".encode()), Done(3, "好 2".encode())]
    assert [answers[0], answers[3]] == good
    assert answers[1:3] == [Failed(1, "timeout", "4 s"), Failed(2, "crash", "exit 3")]


@pytest.mark.skipif(sys.platform != "linux", reason="内存上限依赖 Linux 的 RLIMIT_AS")
def test_chaos_in_small() -> None:
    """Sixty tasks, five in a hundred each of hanging, dying and bursting; in full this is bench/chaos.py."""
    kinds = ["hang"] * 3 + ["kill"] * 3 + ["burst"] * 3 + ["好"] * 51
    random.Random(3).shuffle(kinds)
    names = [f"{kind} {i}" for i, kind in enumerate(kinds)]
    results = _run(names, limits=Limits(seconds=1.5, memory=2 << 30))
    endings = Counter(result.how if isinstance(result, Failed) else "ok" for result in results.values())
    assert endings == {"ok": 51, "timeout": 3, "crash": 3, "memory": 3}
    expected = {"hang": "timeout", "kill": "crash", "burst": "memory"}
    for name, result in results.items():
        kind = name.partition(" ")[0]
        assert (result.how if isinstance(result, Failed) else "好") == expected.get(kind, "好")


@pytest.mark.skipif(sys.platform != "linux", reason="依赖 /proc")
def test_when_the_owner_is_killed_its_children_end_and_clear_away(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from jxjy import workers; from jxjy.task import Task\n"
        f"pool = workers.Pool('{WORK}', 1, workers.Limits())\n"
        "pool.submit(0, Task(Path('x'), 'litter')); (done,) = pool.results()\n"
        "print(pool._children[0].process.pid, done.payload.decode(), flush=True); os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).resolve().parents[1]
    environment = {**os.environ, "PYTHONPATH": str(root), "TMPDIR": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    pid, scratch = ended.stdout.split()
    assert ended.returncode == -signal.SIGKILL
    assert scratch.startswith(str(tmp_path))
    assert _is_gone(int(pid))
    assert not Path(scratch).exists()
