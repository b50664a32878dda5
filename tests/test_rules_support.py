"""Makes Documents and NoticeRecords for the tests of rulesgen: from sentences, and from the gold labels in ../shared.

For the gold labels, whose spans count in the text as it was read, the Document is a crude one: no repair, a block for
every line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import rulesgen
import rulesgen.model
from ingest.document import Block, BlockKind, Document, LinePlace, Origin, Source
from normalize.record import Evidence, Finding, NoticeRecord, PlaceRecord
from rulesgen import RuleSet
from tests.texts import SHARED, document

GOLDS = ("liaocheng-2026", "shandong-2023", "weifang-2026", "zaozhuang-2026", "zibo-2023")

_MARKS = (
    (0, re.compile(r"([一二三四五六七八九十]+)、")),
    (1, re.compile(r"([（(]\s?[一二三四五六七八九十]+\s?[)）])")),
    (2, re.compile(r"(\d+)[.、](?!\d)")),
)
_ANNEX = re.compile(r"附件\s?(\d*)$")


def evidence(document: Document, quote: str, line: int | None = None) -> dict[str, Any]:
    """The evidence of a quote, looked for from a line on."""
    start = 0
    if line is not None:
        start = sum(len(part) + 1 for part in document.text.split("\n")[: line - 1])
    at = document.text.index(quote, start)
    span = (at, at + len(quote))
    place = PlaceRecord(line=document.text.count("\n", 0, at) + 1)
    return Evidence(quote=quote, span=span, clause=document.clause_at(at), places=(place,)).model_dump()


def record_of(document: Document, **fields: Any) -> NoticeRecord:
    """A NoticeRecord on a document. In its facts `quote` (and `line`) stand in the place of evidence."""
    source = {
        "file": document.source.file,
        "sha256": document.source.sha256,
        "media_type": "text/plain",
        "reader": "test",
    }
    facts = {key: _facts(document, value) for key, value in fields.items()}
    return NoticeRecord.model_validate({"source": source, **facts})


def _facts(document: Document, value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return value
    return [_fact(document, item) if isinstance(item, dict) and "quote" in item else item for item in value]


def _fact(document: Document, item: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in item.items() if k not in ("quote", "line", "note")}
    unsure = "OCR" in item.get("note", "") and "amount" in item
    return {"certain": not unsure, **kept, "evidence": evidence(document, item["quote"], item.get("line"))}


def ruleset_of(text: str, **fields: Any) -> tuple[RuleSet, str]:
    """The rule set of an invented notice of 德州 2025 with these facts, and its text."""
    made = document(text)
    usual = {
        "jurisdiction": {"code": "371400", "name": "德州市", "level": "city"},
        "year": 2025,
        "title": "关于做好2025年度专业技术人员继续教育工作的通知",
        "issuer": "德州市人力资源和社会保障局",
        "issue_date": "2025-03-18",
    }
    return rulesgen.build(record_of(made, **{**usual, **fields}), made, held=()), made.text


def quota(quote: str, subject: str = "public", amount: float | None = 30, **more: Any) -> dict[str, Any]:
    """A requirement of so many hours a year, or what `more` makes of it."""
    kinds = {"requirement": ">=", "cap": "<=", "credit": "="}
    kind = more.get("kind", "requirement")
    return {"subject": subject, "kind": kind, "comparator": kinds[kind], "amount": amount, "quote": quote, **more}


def rule_on(ruleset: RuleSet, param: str) -> rulesgen.model.Rule:
    """The one rule that rests on a parameter."""
    (rule,) = (r for r in ruleset.rules if r.param == param)
    return rule


def value_of(ruleset: RuleSet, param: str) -> rulesgen.model.DatedValue:
    """The one dated value of a parameter."""
    (value,) = ruleset.parameters[param].values.values()
    return value


# ---------------------------------------------------------------- gold


def document_of(text: str, file: str = "notice.txt") -> Document:
    """A Document whose text is the given one, a block for every line that is not empty."""
    blocks: list[Block] = []
    origins: list[Origin] = []
    path: list[str] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        origins.append(Origin(at, LinePlace(number)))
        words = line.strip("#*- \r\u3000")
        if words:
            _enter(path, words)
            kind = BlockKind.HEADING if len(words) < 30 and words[-1] not in "。；：，,;" else BlockKind.PARAGRAPH
            start = at + line.index(words)
            blocks.append(Block(kind, (start, start + len(words)), tuple(path)))
        at += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        text, text, (), tuple(blocks), (), (), Source(file, digest, "text/plain", "test"), tuple(origins)
    )  # fmt: skip


def _enter(path: list[str], line: str) -> None:
    if annex := _ANNEX.match(line):
        path[:] = [f"附件{annex[1]}"]
        return
    base = 1 if path and path[0].startswith("附件") else 0
    for level, pattern in _MARKS:
        if mark := pattern.match(line):
            depth = 1 if base else level
            del path[depth:]
            path.append(mark[1])
            return


def gold(slug: str) -> tuple[NoticeRecord, Document]:
    """A labelled notice as record and document; skips the test where the labels are not at hand."""
    labels = SHARED / "gold" / f"{slug}.json"
    if not labels.is_file():
        pytest.skip("gold labels (../shared/gold) are not at hand")
    data = json.loads(labels.read_text(encoding="utf-8"))
    text = (SHARED / "seeds" / data["source"]).read_bytes().decode()
    document = document_of(text, data["source"])
    kept = (
        "issuer", "jurisdiction", "year", "doc_number", "title", "issue_date", "quotas", "dates", "platforms",
        "training_items", "conversion_rules", "reciprocity", "filing_requirements",
    )  # fmt: skip
    fields = {key: data[key] for key in kept}
    return record_of(document, findings=list(_findings(document, data["source"])), **fields), document


def _findings(document: Document, file: str) -> Iterator[Finding]:
    for row in (SHARED / "gold" / "findings.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(row)
        spans = [(s["start"], s["end"]) for s in data["spans"] if s["file"] == file]
        if len(spans) == len(data["spans"]):
            yield Finding(
                code=data["code"],
                severity=data["severity"],
                certainty=data["certainty"],
                message=data["message_zh"],
                evidence=tuple(Evidence(quote=document.quote(s), span=s) for s in spans),
            )
