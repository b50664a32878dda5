"""The corpus is made from its sources, the same each time, and a slip in a source is told by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.build import CORPUS, build, gold_files, output_bytes, read_sources
from corpus.writing import labels
from corpus.writing.labels import e164
from corpus.writing.markup import Block, Output, Source, SourceError, read_source
from corpus.writing.numbering import chinese, numbered
from corpus.writing.pdf_writer import pdf_bytes
from corpus.writing.text_writer import cut
from ingest.errors import UsageError

SOURCES = read_sources()
MADE = [(s, o) for s in SOURCES.values() for o in s.meta.outputs if o.format != "pdf"]

HEAD = """---
id: x-2025
issuer: 某市人力资源和社会保障局
jurisdiction: {code: "370100", name: 某市, level: city}
year: 2025
area: "0531"
outputs: [{format: txt}]
---
"""


def _source(tmp_path: Path, body: str) -> Source:
    path = tmp_path / "x-2025.txt"
    path.write_text(HEAD + body, encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize(("source", "output"), MADE, ids=[f"{s.meta.id}.{o.format}" for s, o in MADE])
def test_a_file_is_made_with_the_bytes_that_are_kept(source: Source, output: Output) -> None:
    kept = CORPUS / "notices" / f"{source.meta.id}.{output.format}"
    assert output_bytes(source, output) == kept.read_bytes()


def test_the_labels_are_made_as_they_are_kept() -> None:
    made = gold_files(SOURCES)
    assert made == {p.name: p.read_text(encoding="utf-8") for p in sorted((CORPUS / "gold").iterdir())}


def test_build_writes_notices_and_labels(tmp_path: Path) -> None:
    source = _source(tmp_path, "[title] 关于某事的通知\n每年不少于90学时。\n@quota subject: total, amount: 90\n")
    assert build({"x-2025": source}, tmp_path / "out", frozenset({"txt"})) == 1
    assert sorted(p.name for p in (tmp_path / "out").rglob("*.*")) == [
        "findings.jsonl",
        "silent.jsonl",
        "x-2025.json",
        "x-2025.txt",
    ]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("@quota subject: total, amount: 90\n", "x-2025.txt:9: a label needs a paragraph"),
        ("[chapter] 一、总则\n", r"x-2025.txt:9: unknown role \[chapter\]"),
        (
            "每年90学时。\n@quota subject: total, amount: 90, quote: 每年80学时\n",
            "x-2025.txt:10: not in the text above",
        ),
        ("每年90学时。\n@quota subject: all, amount: 90\n", "x-2025.txt:10: 1 validation error for Quota"),
        ("每年90学时。\n@quota subject: total, hours: 90\n", "(?s)x-2025.txt:10: .*hours"),
        ("每年90学时。\n@rule amount: 90\n", "x-2025.txt:10: unknown label @rule"),
        ("每年90学时。\n@quota subject: [total\n", "x-2025.txt:10"),
    ],
)
def test_a_slip_is_told_with_file_and_line(tmp_path: Path, body: str, complaint: str) -> None:
    with pytest.raises(SourceError, match=complaint):
        labels.gold(_source(tmp_path, body))


def test_a_finding_in_a_notice_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    row = "@finding code: CFL_LOOSER, severity: error, message: 低, in: {y-2025: 学时}\n"
    source = _source(tmp_path, "每年24学时。\n" + row)
    with pytest.raises(SourceError, match="no notice y-2025"):
        list(labels.findings(source, {"x-2025": source}))


@pytest.mark.parametrize(
    ("printed", "area", "expected"),
    [
        ("5550108", "0534", "+865345550108"),
        ("0534-5550108", "0535", "+865345550108"),
        ("（0731）84550127", "0531", "+8673184550127"),
        ("0371－85550131", "0371", "+8637185550131"),
        ("0531-83550120转206", "0531", "+8653183550120"),
        ("13500000531", "0531", "+8613500000531"),
        ("400 000 0379", "0379", "+864000000379"),
        ("4000000535", "0535", "+864000000535"),
    ],
)
def test_printed_numbers_in_e164(printed: str, area: str, expected: str) -> None:
    assert e164(printed, area) == expected


def test_automatic_numbers_start_afresh_below_a_heading_and_in_an_attachment() -> None:
    roles = ("auto1", "auto2", "auto2", "auto1", "auto2", "auto3", "body", "auto3", "attach", "auto1")
    blocks = [Block(role, "文") for role in roles]
    assert [n for n, _ in numbered(blocks)] == [
        "一、",
        "（一）",
        "（二）",
        "二、",
        "（一）",
        "1.",
        "",
        "2.",
        "",
        "一、",
    ]
    assert [chinese(n) for n in (1, 10, 11, 19)] == ["一", "十", "十一", "十九"]


@given(st.text(alphabet="每年不少于90学时，。（x.cn） ", max_size=200), st.integers(min_value=4, max_value=40))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join(cut(text, width)) == text


def test_wrapping_keeps_figures_whole_and_signs_off_the_start_of_a_line() -> None:
    assert cut("全年不少于九十学时，电话0534-5550108。", 9) == ["全年不少于九十学时，", "电话0534-5550108。"]


def test_without_the_tool_a_pdf_is_refused_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="本机没有 LibreOffice"):
        pdf_bytes(b"", "docx")
