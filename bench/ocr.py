"""Scanned pages: CPU a page and characters wrong, ours against RapidOCR as it comes, in one run.

`python -m bench.ocr [openvino|onnxruntime] [rounds]`. Pages without tables of two sample notices, printed text as
truth, scanned clean, harshly in grey and black and white. CPU is user + system
of this process, rounds alternate, medians.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from corpus.writing.scanning import Scan, scanned_pages
from ingest import read
from ingest.document import BlockKind
from ingest.recognition import Recogniser

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
PAGES = {"suzhou-2025.pdf": (1, 2), "dezhou-2025.pdf": (1, 2, 3)}
SCANS = {
    "clean, 200 dpi": {"dpi": 200, "noise": 3.0, "specks": 0, "skew": 0.3},
    "harsh grey, 150 dpi": {"dpi": 150, "noise": 22.0, "specks": 400, "blur": 1.0, "skew": 0.8, "quality": 30},
    "black and white, 200 dpi": {"dpi": 200, "colour": "bilevel", "noise": 14.0, "specks": 300, "skew": 0.5},
}
Reader = Callable[[np.ndarray], str]


def main() -> None:
    engine = sys.argv[1] if len(sys.argv) > 1 else "openvino"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    readers = {"ours": ours(engine), "RapidOCR": rapid(engine)}
    print(f"{engine}, {rounds} rounds, CPU seconds a page, characters and digits wrong in percent")
    for name, settings in SCANS.items():
        pages = [(image, text) for source in PAGES for image, text in scanned(source, settings)]
        for reader in readers.values():  # networks compile at the first page
            reader(pages[0][0])
        spent: dict[str, list[float]] = {who: [] for who in readers}
        told: dict[str, list[str]] = {}
        for _ in range(rounds):
            for who, reader in readers.items():
                start = time.process_time()
                told[who] = [reader(image) for image, _ in pages]
                spent[who].append((time.process_time() - start) / len(pages))
        cpu = {who: statistics.median(values) for who, values in spent.items()}
        print(f"\n{name} ({len(pages)} pages)")
        for who in readers:
            wrong, digits = errors(told[who], [text for _, text in pages])
            print(f"  {who:9} {cpu[who]:6.2f} s   {100 * wrong:6.2f} %   {100 * digits:6.2f} %")
        print(f"  ratio     {cpu['ours'] / cpu['RapidOCR']:6.2f}")


def scanned(source: str, settings: dict[str, object]) -> list[tuple[np.ndarray, str]]:
    """The pictures of the chosen pages, and what is printed on them."""
    scan = Scan.model_validate({"name": "bench.pdf", "made_from": source, **settings})
    pictures = list(scanned_pages((NOTICES / source).read_bytes(), scan))
    document = read(NOTICES / source)
    texts = {
        page: "".join(
            document.text[slice(*line.span)]
            for line in document.blocks
            if line.page == page and line.kind is not BlockKind.FURNITURE
        )
        for page in PAGES[source]
    }
    found = []
    for page in PAGES[source]:
        picture = pictures[page - 1]
        image = np.asarray(picture.convert("L") if picture.mode == "1" else picture)
        found.append((image, texts[page]))
    return found


def ours(engine: str) -> Reader:
    recogniser = Recogniser(engine)
    return lambda image: "".join(line.text for line in recogniser.read(image).lines)


def rapid(engine: str) -> Reader:
    from rapidocr import EngineType, RapidOCR  # noqa: PLC0415

    kind = EngineType(engine)
    network = RapidOCR(
        params={
            "Global.log_level": "error",
            "Det.engine_type": kind,
            "Rec.engine_type": kind,
            "Cls.engine_type": kind,
        }
    )

    def run(image: np.ndarray) -> str:
        found = network(image)
        return "".join(found.txts or ())

    return run


def errors(told: list[str], printed: list[str]) -> tuple[float, float]:
    """Shares of characters and of digits that are wrong, lost or made up. Widths and page numbers do not count."""
    wrong = digits = length = digit_length = 0
    for a, b in zip(map(plain, told), map(plain, printed), strict=True):
        length += len(b)
        digit_length += sum(char.isdigit() for char in b)
        for step in Levenshtein.editops(a, b):
            wrong += 1
            before, after = a[step.src_pos : step.src_pos + 1], b[step.dest_pos : step.dest_pos + 1]
            involved = {"insert": (after,), "delete": (before,), "replace": (before, after)}[step.tag]
            digits += any(char.isdigit() for char in involved)
    return wrong / length, digits / digit_length


def plain(text: str) -> str:
    """Without white space, differences of width and the page number at the end."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[-—一]?\d[-—一]?$", "", bare)


if __name__ == "__main__":
    main()
