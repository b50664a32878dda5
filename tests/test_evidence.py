"""Every value of every record re-extracts its quote from the text it was read in, and says where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest
import normalize
from extract.frame import find
from ingest import UnreadableFileError
from normalize.record import Evidence, NoticeRecord
from tests.texts import SHARED

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "notices"
FOLDERS = [CORPUS, SHARED / "seeds", SHARED / "inputs"]
FILES = [path for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.is_file()]


def evidence_of(value: object) -> Iterator[Evidence]:
    """Every Evidence inside a record, at any depth."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from evidence_of(item)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from evidence_of(getattr(value, name))


def record_of(path: Path) -> NoticeRecord:
    try:
        document = ingest.read(path)
    except UnreadableFileError as error:
        pytest.skip(f"读不了：{error}")
    return normalize.notice(find(document))


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.name}" for p in FILES])
def test_every_quote_stands_where_its_evidence_says(path: Path) -> None:
    record = record_of(path)
    document = ingest.read(path)
    for evidence in evidence_of(record):
        assert document.quote(evidence.span) == evidence.quote
        assert evidence.quote.strip() or evidence.raw  # what was left out of the text is quoted as it was read
        assert evidence.places
        assert evidence.raw is None or evidence.raw in document.raw


def test_the_reference_material_is_here() -> None:
    if not SHARED.is_dir():
        pytest.skip("没有 ../shared，只用自带样例检验")
    assert any(path.is_relative_to(SHARED) for path in FILES)
