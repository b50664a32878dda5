"""The catalogue of findings: complete, sound, and equal to the page that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from normalize.checks.words import broken_terms, notice_rows, repair_rows, terms, typos
from normalize.findings import SEVERITIES, CatalogueError, catalogue, make
from normalize.findings_page import page
from tests.texts import SHARED

ROOT = Path(__file__).resolve().parents[1]
INGEST_CODE = re.compile(r'"(ING_[A-Z_]+)"')


def test_page_is_written_from_the_catalogue() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("code", catalogue())
def test_every_message_can_be_filled(code: str) -> None:
    entry = catalogue()[code]
    params = {name: f"〈{name}〉" for name in entry.placeholders}
    finding = make(code, params)
    assert all(value in finding.message for value in params.values())
    assert "{" not in finding.message
    assert finding.severity == entry.severity in SEVERITIES
    assert finding.message[-1] not in "。，；"
    assert re.search("[一-鿿]", finding.message)


def test_shared_catalogue_is_held() -> None:
    shared = SHARED / "findings.md"
    if not shared.exists():
        pytest.skip("the shared catalogue is not beside the repository")
    codes = set(re.findall(r"[A-Z]+(?:_[A-Z]+)+", shared.read_text(encoding="utf-8")))
    assert codes <= catalogue().keys()


def test_codes_of_intake_stand_in_the_catalogue() -> None:
    used = set(_codes_of_ingest())
    assert used
    assert used <= catalogue().keys()


def _codes_of_ingest() -> Iterator[str]:
    for file in (ROOT / "ingest").rglob("*.py"):
        yield from INGEST_CODE.findall(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("NO_SUCH_CODE", {}),
        ("TXT_TYPO", {"wrong": "登陆"}),
        ("TXT_TYPO", {"wrong": "登陆", "right": "登录", "why": "x"}),
        ("DOC_NUMBER_MISSING", {"number": "1"}),
    ],
)
def test_a_finding_that_does_not_fit_is_a_defect(code: str, params: dict[str, str]) -> None:
    with pytest.raises(CatalogueError):
        make(code, params)


def test_weight_of_one_occurrence_overrules_the_catalogue() -> None:
    finding = make("TXT_TYPO", {"wrong": "登陆", "right": "登录"}, severity="warning", certainty="judgment")
    assert (finding.severity, finding.certainty) == ("warning", "judgment")


def test_word_lists_compile_and_name_known_codes() -> None:
    assert all(row.wrong.pattern and row.right for row in typos())
    assert all(term.term.startswith(term.stem) for term in broken_terms())
    assert all(not term.find.search(term.term) for term in broken_terms())
    assert {row.code for row in repair_rows().values()} <= catalogue().keys()
    assert {row.code for row in notice_rows().values()} <= catalogue().keys()
    assert terms().drift


def test_no_typo_is_its_own_correction() -> None:
    """A spelling that the list calls right must not be found wrong by any row."""
    rights = [row.right for row in typos() if "\\" not in row.right]
    assert [right for right in rights if any(row.wrong.search(f"请{right}。") for row in typos())] == []
