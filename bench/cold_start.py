"""How long a person waits for the first answer: `jxjy --help`, and one DOCX in a fresh process.

Prints seconds of CPU (user + system) beside the goals of DESIGN §10. Run: python bench/cold_start.py [NOTICE.docx]
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 7
ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpus" / "notices", ROOT.parent / "shared" / "inputs")


def cpu(command: list[str]) -> float:
    """Seconds of CPU that a command and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sample() -> Path:
    """The DOCX of the command line, else the first one at hand."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    found = (path for folder in FOLDERS for path in sorted(folder.rglob("*.docx")))
    path = next(found, None)
    if path is None:
        sys.exit("没有可用的 DOCX，请在命令行给出一个")
    return path


def main() -> None:
    jxjy = [sys.executable, "-m", "jxjy"]
    cases = {
        "python -c pass": ([sys.executable, "-c", "pass"], None),
        "jxjy --help": ([*jxjy, "--help"], 0.15),
        f"jxjy show {sample().name} --json": ([*jxjy, "show", "--json", str(sample())], 2.5),
    }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS + 1):  # the first round only fills the file cache
        for name, (command, _) in cases.items():
            taken[name].append(cpu(command))
    for name, (_, goal) in cases.items():
        median = statistics.median(taken[name][1:])
        limit = f"  目标 ≤ {goal:g} s  {'达到' if median <= goal else '未达到'}" if goal is not None else ""
        print(f"{median:7.3f} s  {name}{limit}")


if __name__ == "__main__":
    main()
