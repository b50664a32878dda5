"""Cost of reading a Word file and a web page, as CPU time and as ratios against what it is made of.

    python bench/docx_html_reading.py NOTICE.docx PAGE.html [--rounds 7]

User and system time of this process, warm, the contenders alternated, the median of the rounds. The limit for a DOCX
is unzipping and parsing its main part, for a page one parse by lxml; python-docx stands for reading as people do it.
"""

from __future__ import annotations

import argparse
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

import ingest
from ingest.web import read_html
from ingest.word import read_docx

_PASSES = 20  # of each contender in a round


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docx", type=Path)
    parser.add_argument("html", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    word, web = options.docx.read_bytes(), options.html.read_bytes()
    report(
        f"{options.docx.name}",
        measure(
            {
                "unzip + lxml parse": lambda: unzip_and_parse(word),
                "Reading": lambda: read_docx(word, options.docx),
                "Document": lambda: ingest.read(options.docx),
                "python-docx in order": lambda: python_docx(word),
            },
            options.rounds,
        ),
    )
    report(
        f"{options.html.name}",
        measure(
            {
                "one lxml parse": lambda: etree.fromstring(web, etree.HTMLParser(encoding="utf-8")),
                "Reading": lambda: read_html(web, options.html),
                "Document": lambda: ingest.read(options.html),
            },
            options.rounds,
        ),
    )


def measure(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Milliseconds of CPU a pass, by contender: the median of the rounds, every round in the same order."""
    for run in contenders.values():
        run()
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(max(5, rounds)):
        for name, run in contenders.items():
            start = time.process_time()
            for _ in range(_PASSES):
                run()
            taken[name].append((time.process_time() - start) / _PASSES * 1000)
    return {name: median(times) for name, times in taken.items()}


def report(title: str, times: dict[str, float]) -> None:
    """Print the times, and how often the first one goes into each."""
    base = next(iter(times.values()))
    print(title)
    for name, milliseconds in times.items():
        print(f"  {name:<22}{milliseconds:9.3f} ms {milliseconds / base:8.1f}×")


def unzip_and_parse(data: bytes) -> object:
    """The least that any reader of the file must do."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def python_docx(data: bytes) -> list[str]:
    """Paragraphs and cells in document order with their styles, by python-docx."""
    document = docx.Document(io.BytesIO(data))
    found: list[str] = []
    for element in document.element.body:
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            found.append(f"{paragraph.style.name}: {paragraph.text}")
        elif element.tag == qn("w:tbl"):
            found.extend(cell.text for row in Table(element, document).rows for cell in row.cells)
    return found


if __name__ == "__main__":
    main()
