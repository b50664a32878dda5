"""200 kills over 200 files, three times; prints what did not hold.

Run: python bench/intake_kills.py [KILLS [FILES [RUNS]]]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.intake_kills import Load, attack


def main() -> None:
    """Run the attack and print the complaints."""
    kills, files, runs = (int(n) for n in (*sys.argv[1:], *("200", "200", "3")[len(sys.argv) - 1 :]))
    load = Load(files, duplicates=files * 3 // 10, poison=files // 20, kills=kills)
    for run in range(runs):
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            complaints = attack(Path(folder) / "inbox", load, seed=run)
        print(
            f"run {run + 1}: {kills} kills, {files} files, {time.monotonic() - start:.0f} s, complaints: {complaints}"
        )


if __name__ == "__main__":
    main()
