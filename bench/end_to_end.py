"""The whole pipeline against raw text extraction: a warm notice, two workers, a second run, memory, long documents.

All figures are ratios of CPU time (user + system) or of wall time where workers are compared; runs alternate and the
median of the rounds counts. Run: python bench/end_to_end.py [FOLDER with born-digital PDFs]
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2

from jxjy import workers
from jxjy.pipeline import process, process_json
from jxjy.processing import WORK
from jxjy.task import Task

ROUNDS = 5
FILES = 6
COPIES = 20
PR_SET_CHILD_SUBREAPER = 36
LONG, SHORT = 1800, 45
ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpus" / "notices", ROOT.parent / "shared" / "inputs")


def samples() -> list[Path]:
    """Up to `FILES` born-digital PDFs: of the command line's folder, else of the first folder that has any."""
    folders = [Path(argument) for argument in sys.argv[1:]] or list(FOLDERS)
    for folder in folders:
        found = [path for path in sorted(folder.rglob("*.pdf")) if len(raw_text(path)) > 500]
        if found:
            return found[:FILES]
    sys.exit("没有可用的 PDF，请在命令行给出文件夹")


def raw_text(path: Path) -> str:
    """What pypdfium2 makes of a PDF: the limit for everything built on it."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    """Seconds of CPU so far."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def spent(work: Callable[[], object]) -> float:
    """Seconds of CPU that a call takes in this process."""
    before = cpu()
    work()
    return cpu() - before


def ratio(over: Callable[[], float], under: Callable[[], float]) -> float:
    """Median of `over` by median of `under`, measured in turns; one round before that warms both up."""
    over(), under()
    pairs = [(over(), under()) for _ in range(ROUNDS)]
    return statistics.median(o for o, _ in pairs) / statistics.median(u for _, u in pairs)


def at_most(name: str, value: float, goal: float, unit: str = "×") -> None:
    """One line: figure, goal, verdict."""
    print(f"{name}：{value:.2f}{unit}，目标 ≤ {goal:g}{unit}，{'达到' if value <= goal else '未达到'}")


def at_least(name: str, value: float, goal: float, unit: str = "×") -> None:
    """One line: figure, goal, verdict."""
    print(f"{name}：{value:.2f}{unit}，目标 ≥ {goal:g}{unit}，{'达到' if value >= goal else '未达到'}")


# ---------------------------------------------------------------- measures


def warm_notice(paths: list[Path]) -> None:
    """Record, findings and rule set of a PDF in a warm process against its raw text."""
    tasks = [Task(path, path.name) for path in paths]

    def pipeline() -> float:
        return spent(lambda: [process_json(task) for task in tasks])

    def text() -> float:
        return spent(lambda: [raw_text(path) for path in paths])

    at_most("PDF 通知 → 记录、发现、规则，比原始文本", ratio(pipeline, text), 4)


def two_workers(paths: list[Path]) -> None:
    """Wall time of one worker against two on the same batch, the fork server warm."""
    tasks = [Task(path, f"{number} {path.name}") for number in range(COPIES) for path in paths]

    def wall(count: int) -> float:
        before = time.perf_counter()
        assert sum(1 for _ in workers.run(tasks, WORK, count, workers.Limits())) == len(tasks)
        return time.perf_counter() - before

    at_least("两个进程比一个", ratio(lambda: wall(1), lambda: wall(2)), 1.85)


def second_run(paths: list[Path], folder: Path) -> None:
    """`jxjy run` on an unchanged batch against its first run."""
    inputs = folder / "inputs"
    inputs.mkdir()
    for number in range(COPIES):
        for path in paths:
            content = path.read_bytes() + b"\n%% %d\n" % number  # a comment after the end: other bytes, same notice
            (inputs / f"{number}-{path.name}").write_bytes(content)
    command = [sys.executable, "-m", "jxjy", "run", str(inputs), "-o", str(folder / "out")]

    def again() -> float:
        before = cpu(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        _reap()
        return cpu(resource.RUSAGE_CHILDREN) - before

    def first() -> float:
        shutil.rmtree(folder / "out", ignore_errors=True)
        return again()

    name = f"{COPIES * len(paths)} 份通知首次处理比再次处理"
    at_least(name, ratio(first, again), 40)


def _adopt() -> None:
    """Make this process the one that orphans fall to (Linux): workers' CPU is counted where they are waited for."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _reap() -> None:
    """Wait for the fork server and the workers that a run has left behind."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def memory(paths: list[Path]) -> None:
    """Peak memory of a worker after a few files and after a thousand."""
    few, many = (_peak(paths, rounds) for rounds in (2, max(2, 1000 // len(paths))))
    at_most("一个进程的内存峰值（千份之后）", many, 250, " MB")
    at_most("内存峰值千份之后比数份之后", many / few, 1.1)


def _peak(paths: list[Path], rounds: int) -> float:
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(target=_work, args=(theirs, paths, rounds))
    child.start()
    peak: float = ours.recv()
    child.join()
    return peak


def _work(connection: Connection, paths: list[Path], rounds: int) -> None:
    for _ in range(rounds):
        for path in paths:
            process(Task(path, path.name))
    status = Path("/proc/self/status").read_text(encoding="ascii")  # ru_maxrss would tell the parent's peak as well
    connection.send(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


def long_documents(path: Path, folder: Path) -> None:
    """CPU a page of a document of 1,800 pages against one of 45."""
    short, long = (_repeated(path, pages, folder) for pages in (SHORT, LONG))

    def per_page(file: Path, pages: int) -> float:
        return spent(lambda: process(Task(file, file.name))) / pages

    per_page(short, SHORT)
    figures = [per_page(short, SHORT) for _ in range(ROUNDS)], [per_page(long, LONG) for _ in range(2)]
    at_most(f"每页用时 {LONG} 页比 {SHORT} 页", min(figures[1]) / statistics.median(figures[0]), 1.1)


def _repeated(path: Path, pages: int, folder: Path) -> Path:
    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
    file = folder / f"{pages}.pdf"
    target.save(file)
    return file


def main() -> None:
    paths = samples()
    _adopt()
    print(f"{len(paths)} 份 PDF，每项 {ROUNDS} 轮取中位数")
    with tempfile.TemporaryDirectory() as folder:
        second_run(paths, Path(folder))  # first: it waits for every child, and later ones have a fork server of ours
        long_documents(paths[0], Path(folder))
    memory(paths)
    warm_notice(paths)
    two_workers(paths)


if __name__ == "__main__":
    main()
