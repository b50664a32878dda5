"""Cost of finding the atoms of notices, in milliseconds of CPU for 1,000 characters and for 100 grammar rows over them.

    python bench/atoms.py [NOTICE …] [--rounds 7]

Warm, the contenders alternated, the median of the rounds. The same rows are run plainly for comparison: each with its
own finditer, and all as one alternation (which loses the checks of context and every overlap). Goal: 0.4 ms.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from extract.atom_grammar import fold, grammar
from extract.atoms import find_atoms
from ingest import read

_GOAL = 0.4
_NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notices", type=Path, nargs="*")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    paths = options.notices or sorted(_NOTICES.glob("*.txt"))
    text = "\n".join(read(path).text for path in paths)
    folded = fold(text)
    rows = [row.regex for row in grammar().rows]
    plain = re.compile("|".join(f"(?:{re.sub(r'[?]P<[a-z0-9_]+>', '?:', row.pattern)})" for row in rows))
    contenders: dict[str, Callable[[], int]] = {
        "find_atoms": lambda: len(find_atoms(text)),
        "every row by itself": lambda: sum(1 for row in rows for _ in row.finditer(folded)),
        "one alternation": lambda: sum(1 for _ in plain.finditer(folded)),
        "fold alone": lambda: len(fold(text)),
    }
    found = {name: run() for name, run in contenders.items()}
    print(f"{len(text):,} characters, {len(rows)} rows, {found['find_atoms']} atoms")
    for name, milliseconds in measure(contenders, options.rounds).items():
        each = milliseconds / len(text) * 1000
        print(f"{name:22} {each:7.3f} ms per 1,000 characters  {each / len(rows) * 100:7.3f} ms per 100 rows")
    print(f"goal: {_GOAL} ms per 100 rows over 1,000 characters")


def measure(contenders: dict[str, Callable[[], int]], rounds: int) -> dict[str, float]:
    """Median milliseconds of CPU of each contender."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            start = time.process_time()
            run()
            taken[name].append((time.process_time() - start) * 1000)
    return {name: median(values) for name, values in taken.items()}


if __name__ == "__main__":
    main()
