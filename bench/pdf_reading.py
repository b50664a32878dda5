"""read_pdf against pypdfium2's raw text and against pdfplumber, over the PDFs of the command line.

All figures are CPU seconds (user + system) of one run, the readers alternated, the median of the rounds' ratios. Long
documents are made by repeating the first PDF's pages and read in fresh processes, so that each has its own peak.
Run: python bench/pdf_reading.py [--rounds N] [PDF ...]
"""

from __future__ import annotations

import argparse
import gc
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pypdfium2

from ingest.errors import UnreadableFileError
from ingest.pdf import read_pdf

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT.parent / "shared" / "inputs", ROOT / "corpus" / "notices")
SHORT, LONG = 45, 1_800  # pages
FACTS = 40  # places asked for in one notice

GOAL_RAW, GOAL_PLUMBER, GOAL_GROWTH, GOAL_MEMORY = 1.7, 12.0, 1.1, 250.0


def raw_text(path: Path) -> int:
    """Raw text as pypdfium2's users take it; returns the number of pages."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    count = len(document)
    document.close()
    return count


def ours(path: Path) -> None:
    """Text, lines, ruled tables, gate."""
    read_pdf(path.read_bytes(), path)


def ours_with_places(path: Path) -> None:
    """The same, and the exact boxes of some spans all over the document."""
    reading = read_pdf(path.read_bytes(), path)
    assert reading.locator is not None
    step = max(1, len(reading.lines) // FACTS)
    for line in reading.lines[::step]:
        reading.locator(line.span)


def plumber(path: Path) -> None:
    """Text and tables as pdfplumber's users take them."""
    import pdfplumber  # noqa: PLC0415 – not in the processes whose memory is measured

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def spent(work: Callable[[Path], object], path: Path) -> float:
    """CPU seconds of one call."""
    gc.collect()
    start = time.process_time()
    work(path)
    return time.process_time() - start


def compare(paths: Sequence[Path], rounds: int) -> None:
    """Ratios for every file."""
    print(f"{'文件':<28}{'页':>4}{'raw ms/页':>11}{'读取/raw':>10}{'含定位/raw':>11}{'pdfplumber/读取':>16}")
    for path in paths:
        pages = raw_text(path)
        for work in (ours, ours_with_places, plumber):  # warm: modules, fonts, file cache
            work(path)
        raws, reads, places, plumbed = [], [], [], []
        for _ in range(rounds):
            # a document of ten pages takes 10 ms, so several are one reading
            raws.append(sum(spent(raw_text, path) for _ in range(5)) / 5)
            reads.append(sum(spent(ours, path) for _ in range(5)) / 5)
            places.append(sum(spent(ours_with_places, path) for _ in range(5)) / 5)
            plumbed.append(spent(plumber, path))
        ratio = median(b / a for a, b in zip(raws, reads, strict=True))
        placed = median(b / a for a, b in zip(raws, places, strict=True))
        faster = median(b / a for a, b in zip(reads, plumbed, strict=True))
        print(
            f"{path.name:<28}{pages:>4}{median(raws) / pages * 1000:>11.2f}{ratio:>10.2f}{placed:>11.2f}{faster:>16.1f}"
        )
    print(f"{'目标':<28}{'':>15}{'≤ ' + str(GOAL_RAW):>10}{'':>11}{'≥ ' + str(GOAL_PLUMBER):>16}")


def repeated(source: Path, pages: int, target: Path) -> None:
    """A PDF of so many pages, which are the source's pages over and over."""
    document = pypdfium2.PdfDocument.new()
    original = pypdfium2.PdfDocument(source)
    count = len(original)
    for start in range(0, pages, count):
        document.import_pages(original, list(range(min(count, pages - start))))
    document.save(target)


def grow(source: Path, rounds: int) -> None:
    """Cost a page and peak memory of a long document against a short one."""
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[int, list[tuple[float, float]]] = {SHORT: [], LONG: []}
        for pages in figures:
            repeated(source, pages, Path(folder) / f"{pages}.pdf")
        for _ in range(rounds):
            for pages, taken in figures.items():
                command = [sys.executable, __file__, "--alone", str(Path(folder) / f"{pages}.pdf")]
                seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
                taken.append((float(seconds) / pages, float(peak)))
        sizes = {pages: (Path(folder) / f"{pages}.pdf").stat().st_size / 1e6 for pages in figures}
    growth = median(long[0] / short[0] for short, long in zip(figures[SHORT], figures[LONG], strict=True))
    print(f"\n{source.name} 的页面重复至 {LONG} 页（{sizes[LONG]:.1f} MB）与 {SHORT} 页（{sizes[SHORT]:.1f} MB）：")
    print(f"  每页耗时之比 {growth:.3f}（目标 ≤ {GOAL_GROWTH}）")
    for pages, taken in figures.items():
        cost, peak = (median(column) for column in zip(*taken, strict=True))
        print(f"  {pages:>5} 页：{cost * 1000:.2f} ms/页，内存峰值 {peak:.0f} MB")
    print(f"  目标：内存峰值 ≤ {GOAL_MEMORY:g} MB（其中文件本身 {sizes[LONG]:.0f} MB）")


def alone(path: Path) -> None:
    """Read one file in this process and print CPU seconds and peak memory in MB."""
    import pdfplumber.table  # noqa: F401, PLC0415 – loaded once, whatever the number of pages

    data = path.read_bytes()
    start = time.process_time()
    read_pdf(data, path)
    seconds = time.process_time() - start
    print(seconds, peak_memory())


def peak_memory() -> float:
    """Peak memory of this process in MB. ru_maxrss starts at the peak of the process that forked this one."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024  # bytes of ru_maxrss
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def readable(path: Path) -> bool:
    """Whether a PDF is born digital, so that the goals speak of it."""
    try:
        return read_pdf(path.read_bytes(), path).ocr == "not_needed"
    except UnreadableFileError:
        return False


def main() -> None:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PDF")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        alone(options.alone)
        return
    found = (path for folder in FOLDERS for path in sorted(folder.glob("*.pdf")))
    paths = [path for path in (options.paths or found) if readable(path)]
    if not paths:
        sys.exit("没有可用的 PDF，请在命令行给出")
    compare(paths, max(5, options.rounds))
    grow(paths[0], 3)


if __name__ == "__main__":
    main()
