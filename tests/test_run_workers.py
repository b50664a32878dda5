"""Chaos: whatever a child process does, it costs its own task and every other one is answered."""

from __future__ import annotations

import os
import signal
import sys
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
