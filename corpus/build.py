"""`python -m corpus.build [--pdf] [--scans]`: makes corpus/notices and corpus/gold from corpus/sources.

PDFs are made anew only with --pdf: they need LibreOffice and Chromium, and their bytes differ at every printing. Scans
are made from the PDFs, with --scans.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from pydantic import JsonValue

from corpus.writing import labels
from corpus.writing.docx_writer import docx_bytes
from corpus.writing.html_writer import html_bytes
from corpus.writing.markup import Output, Source, SourceError, read_source
from corpus.writing.pdf_writer import pdf_bytes
from corpus.writing.text_writer import text_bytes
from ingest.errors import UsageError

CORPUS = Path(__file__).resolve().parent
WRITERS = {"docx": docx_bytes, "html": html_bytes, "txt": text_bytes}


def read_sources(folder: Path = CORPUS / "sources") -> Mapping[str, Source]:
    """All sources of a folder and its subfolders, by id. Raises SourceError."""
    return labels.by_id([read_source(path) for path in sorted(folder.rglob("*.txt"))])


def output_bytes(source: Source, output: Output) -> bytes:
    """One file of a notice. Raises UsageError where a PDF is asked for and its tool is absent."""
    if output.format != "pdf":
        return WRITERS[output.format](source, output)
    return pdf_bytes(WRITERS[output.made_from](source, output), output.made_from)


def gold_files(sources: Mapping[str, Source]) -> dict[str, str]:
    """The text of every file of the gold folder, by name."""
    files = {
        f"{name}.json": json.dumps(labels.gold(s), ensure_ascii=False, indent=1) + "\n" for name, s in sources.items()
    }
    files["findings.jsonl"] = _lines(row for s in sources.values() for row in labels.findings(s, sources))
    files["silent.jsonl"] = _lines(row for s in sources.values() for row in labels.silent(s, sources))
    return files


def _lines(rows: Iterable[Mapping[str, JsonValue]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def build(sources: Mapping[str, Source], target: Path, formats: frozenset[str]) -> int:
    """Writes notices of the given formats and all gold files below `target`; returns the number of notice files."""
    for folder in ("notices", "gold"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    for name, text in gold_files(sources).items():
        (target / "gold" / name).write_text(text, encoding="utf-8", newline="\n")
    count = 0
    for name, source in sources.items():
        for output in source.meta.outputs:
            if output.format in formats:
                (target / "notices" / f"{name}.{output.format}").write_bytes(output_bytes(source, output))
                count += 1
    return count


def build_scans(target: Path) -> int:
    """Writes the scans that scans.yaml lists; returns their number."""
    from corpus.writing.scan_writer import read_scans, scan_bytes  # noqa: PLC0415 – NumPy and Pillow, only here

    table = read_scans(target / "scans.yaml")
    (target / "scans").mkdir(exist_ok=True)
    for scan in table.scans:
        (target / "scans" / scan.name).write_bytes(scan_bytes(scan, target / "notices", table.misread))
    return len(table.scans)


@click.command()
@click.option("--pdf", is_flag=True, help="连同 PDF 一起重做（需要 LibreOffice 和 Chromium）")
@click.option("--scans", is_flag=True, help="连同扫描件一起重做（由现有 PDF 制作）")
def main(*, pdf: bool, scans: bool) -> None:
    """由 corpus/sources 重做样本通知和标注。"""
    formats = frozenset(WRITERS) | ({"pdf"} if pdf else frozenset())
    try:
        count = build(read_sources(), CORPUS, formats)
        count += build_scans(CORPUS) if scans else 0
    except (SourceError, UsageError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(f"已做出 {count} 份文件和标注。" + ("" if pdf else "PDF 未动（重做请加 --pdf）。"))


if __name__ == "__main__":
    main()
