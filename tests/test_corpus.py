"""The corpus is true to itself: labels stand in every built file, values are well formed, no real sentence copied."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.etree
import lxml.html
import phonenumbers
import pypdfium2
import pytest

from corpus.scoring import Gold, GoldFolder, held_out
from corpus.scoring.gold import GoldFinding, SilentRow
from corpus.scoring.pairing import squeeze
from tests.texts import SHARED

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
GOLD = CORPUS / "gold"
NOTICES = CORPUS / "notices"
FOLDER = GoldFolder.load(GOLD)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
PAGE_NUMBER = re.compile(r"\n\s*[—-] \d+ [—-]\s*")
RUN = 32
"""Characters: a longer run that is also in a real notice was copied."""

FACTS_OF_ORIGINALS = ("117.73.255.69", "lczj.chinahrt.com", "zzzj.yxlearning.com")
"""Addresses that carry over from the real notices; all others belong to nobody."""


def _files() -> list[Path]:
    return sorted(NOTICES.iterdir())


def _name(path: Path) -> str:
    return path.name


@cache
def _text(path: Path) -> str:
    """What a file says, by the plainest means, apart from the program's own readers."""
    if path.suffix == ".docx":
        root = lxml.etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
        return "".join(node.text or "" for node in root.iter(WORD))
    if path.suffix == ".html":
        return lxml.html.fromstring(path.read_bytes()).text_content()
    if path.suffix == ".pdf":
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
        # Chromium writes some characters as Kangxi radicals; NFKC is good enough for looking quotes up
        return unicodedata.normalize("NFKC", PAGE_NUMBER.sub("", "\n".join(pages).replace("\r", "")))
    return PAGE_NUMBER.sub("", _decoded(path.read_bytes()))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "utf-16", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    raise AssertionError("no known encoding")


def _stands(quote: str, path: Path) -> bool:
    wanted = unicodedata.normalize("NFKC", quote) if path.suffix == ".pdf" else quote
    return squeeze(wanted) in squeeze(_text(path))


def _quotes(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("optional"):
            return
        for key, inner in value.items():
            if key in ("quote", "deadline_ref", "consequence") and inner:
                yield str(inner)
            yield from _quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _quotes(inner)


def _label(notice: str) -> dict[str, object]:
    data: dict[str, object] = json.loads((GOLD / f"{notice}.json").read_text(encoding="utf-8"))
    return data


# ---------------------------------------------------------------- labels and files


@pytest.mark.parametrize("path", _files(), ids=_name)
def test_every_quote_stands_in_every_file_of_its_notice(path: Path) -> None:
    missing = [quote for quote in _quotes(_label(path.stem)) if not _stands(quote, path)]
    assert missing == []


@pytest.mark.parametrize("row", [*(FOLDER.findings or ()), *FOLDER.silent], ids=lambda row: row.id)
def test_every_place_of_a_finding_stands_in_its_file(row: GoldFinding | SilentRow) -> None:
    assert row.spans
    assert [s for s in row.spans if not _stands(s.quote, NOTICES / s.file)] == []


def test_every_notice_has_its_file_and_every_file_its_notice() -> None:
    assert {g.source for g in FOLDER.notices} <= {p.name for p in _files()}
    assert {p.stem for p in _files()} == {g.id for g in FOLDER.notices}


@pytest.mark.parametrize("gold", FOLDER.notices, ids=lambda gold: gold.id)
def test_telephone_numbers_are_well_formed_and_printed(gold: Gold) -> None:
    for contact in (*gold.record.contacts, *gold.optional.contacts):
        assert len(contact.phones) == len(contact.e164)
        for number in contact.e164:
            assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number


def test_finding_ids_are_unique_and_codes_are_in_the_catalogue() -> None:
    rows = [*(FOLDER.findings or ()), *FOLDER.silent]
    assert [i for i, n in Counter(r.id for r in rows).items() if n > 1] == []
    catalogue = SHARED / "findings.md"
    if not catalogue.exists():
        pytest.skip("the catalogue of findings is not beside the repository (../shared/findings.md)")
    known = set(re.findall(r"[A-Z]+(?:_[A-Z]+)+", catalogue.read_text(encoding="utf-8")))
    used = {code for row in FOLDER.findings or () for code in (row.code, *row.accept)}
    assert used <= known


# ---------------------------------------------------------------- the collection


def test_it_is_varied_enough_to_measure_with() -> None:
    assert len(FOLDER.notices) >= 15
    assert {p.suffix for p in _files()} == {".docx", ".pdf", ".html", ".txt"}
    records = [g.record for g in FOLDER.notices]
    assert {r.jurisdiction.level for r in records if r.jurisdiction} == {"nation", "province", "city", "county"}
    assert {2019, 2027} <= {r.year for r in records}
    assert len({r.jurisdiction.code[:2] for r in records if r.jurisdiction and r.jurisdiction.code}) >= 6
    families = {row.code.partition("_")[0] for row in FOLDER.findings or ()}
    assert {"DOC", "CIT", "STR", "ATT", "TXT", "NUM", "TIM", "CON", "TERM", "RUL", "CFL"} <= families


def test_a_fifth_and_more_are_held_out_and_named_so() -> None:
    ids = {g.id for g in FOLDER.notices}
    held = held_out(GOLD)
    assert len(held) * 5 >= len(ids)
    assert held <= ids
    assert {p.stem for p in (CORPUS / "sources" / "heldout").glob("*.txt")} == held


def test_it_stays_small() -> None:
    assert sum(p.stat().st_size for p in CORPUS.rglob("*") if p.is_file()) < 13_000_000  # scans 4 MB, PDFs 2 MB


def test_sites_and_mailboxes_belong_to_nobody() -> None:
    found = {
        address
        for path in (CORPUS / "sources").rglob("*.txt")
        for address in re.findall(
            r"(?:https?://|www\.|@)[\w.-]+\.[\w.-]+\w", path.read_text(encoding="utf-8"), re.ASCII
        )
    }
    assert found
    allowed = (*FACTS_OF_ORIGINALS, "example.cn", "example.org")
    assert [a for a in found if not a.endswith(allowed)] == []


def _runs(text: str) -> Iterator[str]:
    """Runs of a text without titles in 《》 and addresses, which are facts."""
    cut = re.sub(r"《[^》]{1,90}》|关于[^，。；]{1,40}的通知|<?https?:[^一-鿿，。）)]+", "\0", re.sub(r"\s+", "", text))
    for part in cut.split("\0"):
        yield from (part[i : i + RUN] for i in range(len(part) - RUN + 1))


def _by_line(text: str) -> set[str]:
    """Runs within one line: a letterhead, number and title below one another are facts, not a sentence."""
    return {run for line in text.splitlines() for run in _runs(line)}


def test_no_sentence_of_a_real_notice_is_copied() -> None:
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the real notices are not beside the repository (../shared/seeds)")
    real = {run for seed in seeds for run in _runs(seed.read_text(encoding="utf-8"))}  # lines there break sentences
    # Word files and PDFs are made of the same sources, and do not keep their lines
    ours = [
        *(f for f in _files() if f.suffix in (".txt", ".html")),
        *CORPUS.rglob("*.py"),
        *GOLD.iterdir(),
        *(CORPUS / "sources").rglob("*.txt"),
    ]
    texts = {str(p.relative_to(ROOT)): _text(p) if p.parent == NOTICES else p.read_text(encoding="utf-8") for p in ours}
    assert {name: shared for name, text in texts.items() if (shared := real & _by_line(text))} == {}
