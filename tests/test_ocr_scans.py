"""Whole scans: the samples are the notices they were made from; the shared ones are read by character."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from corpus.build import CORPUS
from corpus.scoring import Gold, GoldFolder, score
from corpus.writing.scan_writer import read_scans
from ingest import read
from ingest.document import Document
from jxjy import pipeline
from normalize.record import NoticeRecord
from tests.scans import needs_ocr
from tests.texts import SHARED


def _record(path: Path) -> NoticeRecord:
    return pipeline.record(path)[0]


def _gold(folder: Path, name: str) -> Gold:
    return next(gold for gold in GoldFolder.load(folder).notices if gold.id == name)


def test_the_table_of_scans_lists_the_scans_and_their_notices() -> None:
    table = read_scans(CORPUS / "scans.yaml")
    assert sorted(scan.name for scan in table.scans) == sorted(path.name for path in (CORPUS / "scans").iterdir())
    ids = {gold.id for gold in GoldFolder.load(CORPUS / "gold").notices}
    assert {scan.name.partition("--")[0] for scan in table.scans} <= ids
    assert all((CORPUS / "notices" / scan.made_from).is_file() for scan in table.scans)


@needs_ocr
def test_a_scan_with_a_damaged_layer_gives_the_facts_of_its_notice() -> None:
    record = _record(CORPUS / "scans" / "suzhou-2025--damaged-layer.pdf")
    assert record.source.ocr == "recognised"
    result = score(record, _gold(CORPUS / "gold", "suzhou-2025"))
    assert (result.total.f1 or 0) >= 0.98
    assert not result.silent_errors


needs_shared = pytest.mark.skipif(not (SHARED / "inputs").is_dir(), reason="no shared material beside the repository")

INVENTED = ("51784630", "sdzjgly@shandong.cn", "0531-85146375", "http://117.73.255.69:9080/")


def _body(document: Document) -> str:
    return "".join("".join(document.quote(block.span).split()) for block in document.body)


@needs_ocr
@needs_shared
@pytest.mark.parametrize(
    ("name", "file"),
    [("shandong-2023", "shandong-2023-scan-textlayer.pdf"), ("zibo-2023", "zibo-2023-scan.pdf")],
)
def test_shared_scans_are_read_character_by_character(name: str, file: str) -> None:
    path, restored = SHARED / "inputs" / file, SHARED / "gold" / "restored"
    printed = re.sub(r"\s", "", (restored / f"{name}.txt").read_text(encoding="utf-8"))
    document = read(path)
    assert Levenshtein.distance(_body(document), printed) <= 0.005 * len(printed)
    if name == "shandong-2023":
        assert all(word in document.text for word in INVENTED)
    result = score(_record(path), _gold(restored, name))
    assert (result.facts["header"].f1 or 0) == 1
    assert (result.total.f1 or 0) >= 0.98
    assert not result.silent_errors
