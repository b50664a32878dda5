"""The watcher at rest and at work: share of a core while nothing happens, and seconds from standing still to answer.

python bench/intake_idle.py [SECONDS [DROPS]] – goals: below 0.5 % of one core; every answer within 3 s.
"""

from __future__ import annotations

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "notices"
CLOCK_TICKS = 100


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """User and system time of a process and of those it has waited for."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / CLOCK_TICKS


def wait_for(path: Path, patience: float = 60.0) -> float:
    """Seconds until a file is there."""
    start = time.monotonic()
    while not path.exists():
        if time.monotonic() - start > patience:
            raise TimeoutError(path)
        time.sleep(0.01)
    return time.monotonic() - start


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    drops = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    sample = sorted(SAMPLES.glob("*.docx"))[0]
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        process = subprocess.Popen(
            [sys.executable, "-m", "jxjy", "watch", str(inbox)], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        try:
            wait_for(inbox / "待处理")
            shutil.copy(sample, inbox / "待处理" / "first.docx")
            _answered(inbox, "first")
            before = cpu_seconds(process)
            time.sleep(seconds)
            print(f"idle: {100 * (cpu_seconds(process) - before) / seconds:.2f} % of one core")
            times = [_drop(inbox, sample, number) for number in range(drops)]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
    times.sort()
    print(
        f"answered after standing still: median {statistics.median(times):.2f} s, "
        f"95 % {times[int(len(times) * 0.95)]:.2f} s, most {times[-1]:.2f} s over {len(times)} drops"
    )


def _drop(inbox: Path, sample: Path, number: int) -> float:
    """Drop a copy with a comment of its own behind the archive, and wait for its answer."""
    name = f"drop{number}"
    (inbox / "待处理" / f"{name}.docx").write_bytes(_varied(sample, number))
    return _answered(inbox, name)


def _varied(sample: Path, number: int) -> bytes:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    buffer = io.BytesIO(sample.read_bytes())
    with zipfile.ZipFile(buffer, "a") as package:
        package.comment = str(number).encode()
    return buffer.getvalue()


def _answered(inbox: Path, name: str) -> float:
    start = time.monotonic()
    while time.monotonic() - start < 60:
        if any(next((inbox / folder).glob(f"{name}*"), None) for folder in ("已受理", "需更正", "重复件")):
            return time.monotonic() - start
        time.sleep(0.01)
    raise TimeoutError(name)


if __name__ == "__main__":
    main()
