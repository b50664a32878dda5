"""A batch of 1,000 files of which 5 % each hang, crash and burst their memory: does it finish, with exact counts?

Runs the real children with work that misbehaves on demand, and prints the endings, the time, and what was left behind.
Run: python bench/chaos.py [FILES [WORKERS]]. Exit code 1 where a count is wrong or a process or folder is left.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import ingest  # noqa: E402
from jxjy import workers  # noqa: E402
from jxjy.task import Task  # noqa: E402

LIMITS = workers.Limits(seconds=2.0, memory=2 << 30, cpu=60.0)
SHARE = 0.05
EXPECTED = {"hang": "timeout", "crash": "crash", "burst": "memory", "read": "ok"}


def work(task: Task) -> bytes:
    """What the task's name says; `read` reads the file."""
    match task.name.partition(" ")[0]:
        case "hang":
            time.sleep(3600)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "burst":
            return bytes(bytearray(4 << 30))
    return str(len(ingest.read(task.path).text)).encode()


def left_behind() -> list[str]:
    """Children of the fork server, and folders of children, that are still there."""
    folders = [path.name for path in Path(tempfile.gettempdir()).glob("jxjy-worker-*")]
    parents = dict(filter(None, map(_parent, Path("/proc").glob("[0-9]*"))))
    return folders + [str(child) for child, parent in parents.items() if parents.get(parent) == os.getpid()]


def _parent(process: Path) -> tuple[int, int] | None:
    """Number and parent of a process; None when it has ended meanwhile, or is only waiting to be buried."""
    try:
        state, parent = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return (int(process.name), int(parent)) if state != "Z" else None


def main() -> int:
    """Run the batch; 0 when all is as it must be."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    each = round(files * SHARE)
    kinds = ["hang"] * each + ["crash"] * each + ["burst"] * each
    kinds += ["read"] * (files - len(kinds))
    random.Random(20260101).shuffle(kinds)
    before = set(left_behind())
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "通知.txt"
        sample.write_text("关于继续教育的通知\n每年不少于90学时。\n" * 20, encoding="utf-8")
        tasks = [Task(sample, f"{kind} {i}") for i, kind in enumerate(kinds)]
        began = time.monotonic()
        results = list(workers.run(tasks, "chaos:work", count, LIMITS))
        took = time.monotonic() - began
    ended = {r.index: r.how if isinstance(r, workers.Failed) else "ok" for r in results}
    wrong = [tasks[i].name for i, kind in enumerate(kinds) if ended.get(i) != EXPECTED[kind]]
    left = sorted(set(left_behind()) - before)
    print(f"{len(results)} 个结果，{took:.0f} 秒（其中等待超时至少 {each * LIMITS.seconds / count:.0f} 秒）")
    for ending, number in sorted(Counter(ended.values()).items()):
        print(f"  {ending}: {number}")
    print(f"结果不符：{wrong or '无'}；遗留：{left or '无'}")
    return 1 if wrong or left or len(results) != files else 0


if __name__ == "__main__":
    sys.exit(main())
