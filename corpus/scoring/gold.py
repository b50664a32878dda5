"""Gold labels as typed objects: `<id>.json`, `findings.jsonl` and `silent.jsonl` come in.

A gold notice is read into the very NoticeRecord the pipeline makes, so one function draws the comparable items
from both and the two can never be measured by different yardsticks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

from ingest.errors import UsageError
from normalize.record import (
    Attachment,
    BlankForm,
    Citation,
    Contact,
    ConversionRule,
    DateFact,
    Fact,
    FilingRequirement,
    NoticeRecord,
    Platform,
    Quota,
    Severity,
    TrainingItem,
)

FACTS: Mapping[str, type[Fact]] = {
    "quotas": Quota,
    "dates": DateFact,
    "contacts": Contact,
    "platforms": Platform,
    "citations": Citation,
    "attachments": Attachment,
    "training_items": TrainingItem,
    "conversion_rules": ConversionRule,
    "filing_requirements": FilingRequirement,
    "forms": BlankForm,
}
"""Lists of a gold file and the record model of their rows."""

SCALARS = ("issuer", "jurisdiction", "year", "doc_number", "title", "issue_date")

UNSCORED = frozenset({"fax", "emails_damaged", "phones_damaged"})
"""Keys of a contact that some gold files give in a shape of their own and that nothing here counts."""

MADE_BY_RENDERING = ("TXT_OCR_", "TXT_MARKUP_RESIDUE", "TXT_WEB_CHROME", "STR_PAGE_BREAK_SPLIT")
"""Codes of damage that came with one file and not with the notice."""

_OBJECT = TypeAdapter(dict[str, JsonValue])


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldSpan(_Row):
    """A place: the file that the labels were made on, and an exact stretch of it."""

    file: str
    quote: str


class GoldFinding(_Row):
    """One expected finding. `formats` (suffixes) restricts it to some renderings of the notice; empty means all.

    `accept` names further codes that answer it, where the catalogue leaves room for two.
    """

    id: str
    code: str
    severity: Severity
    certainty: str
    machine: str = "yes"
    spans: tuple[GoldSpan, ...]
    message_zh: str = ""
    formats: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()

    @property
    def due(self) -> bool:
        """Whether a program is expected to raise it: not open to argument, and no reading for sense needed."""
        return self.certainty == "certain" and self.machine == "yes"

    @property
    def files(self) -> frozenset[str]:
        """The label files that the row speaks of."""
        return frozenset(s.file for s in self.spans)

    def asked_of(self, file: str) -> bool:
        """Whether this rendering of the notice can show it: what a scan, an export or a page break did, others lack."""
        if self.formats and Path(file).suffix.lstrip(".").lower() not in self.formats:
            return False
        return self.files == {file} or not self.code.startswith(MADE_BY_RENDERING)

    @property
    def cross(self) -> bool:
        """Whether it takes more than this one notice to see it."""
        return len(self.files) > 1 or self.code.startswith("CFL_") or self.code == "CIT_PARENT_NOT_HELD"


class SilentRow(_Row):
    """A place where a named check must raise nothing."""

    id: str
    check: str
    spans: tuple[GoldSpan, ...]
    message_zh: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one notice. `source` is the file (or files) they were made on, `titles` all accepted titles.

    `optional` holds the facts that a careful reader may give or leave (rows with "optional": true): they count neither
    as found nor as missed nor as extra.
    """

    id: str
    source: str
    titles: tuple[str, ...]
    record: NoticeRecord
    optional: NoticeRecord

    @classmethod
    def parse(cls, data: Mapping[str, JsonValue]) -> Gold:
        """From the JSON object of a gold file; keys that are not facts (note, line, page …) are passed over.

        Raises pydantic.ValidationError where a value is outside the enumerations of NoticeRecord.
        """
        source = {"file": data.get("source"), "sha256": "", "media_type": "", "reader": "gold"}
        required: dict[str, object] = {"source": source, **{key: data.get(key) for key in SCALARS}}
        optional: dict[str, object] = {"source": source}
        required["reciprocity"] = data.get("reciprocity") or ()
        required["evidence"] = {
            str(row["field"]): {"quote": row["quote"], "span": (0, 0)} for row in _rows(data.get("header"))
        }
        for name, model in FACTS.items():
            rows = _rows(data.get(name))
            required[name] = [_fact(model, row) for row in rows if not row.get("optional")]
            optional[name] = [_fact(model, row) for row in rows if row.get("optional")]
        accepted = data.get("title_accepted")
        title, issuer = str(data.get("title") or ""), str(data.get("issuer") or "")
        bare = title.removeprefix(issuer)  # a title is accepted with the issuer before it and without
        titles = [title, bare and issuer + bare, bare, *(accepted if isinstance(accepted, list) else [])]
        return cls(
            id=str(data["id"]),
            source=str(data["source"]),
            titles=tuple(str(t) for t in titles if t),
            record=NoticeRecord.model_validate(required),
            optional=NoticeRecord.model_validate(optional),
        )


@dataclass(frozen=True, slots=True)
class GoldFolder:
    """All labels of a folder."""

    path: Path
    notices: tuple[Gold, ...]
    findings: tuple[GoldFinding, ...] | None
    silent: tuple[SilentRow, ...]

    @classmethod
    def load(cls, path: Path) -> GoldFolder:
        """Reads `*.json` that carry an id and a source, and the two .jsonl files where they exist.

        `findings` is None where the folder expects nothing about findings. Raises UsageError where there is no label.
        """
        objects = [_OBJECT.validate_json(f.read_bytes()) for f in _label_files(path)]
        notices = tuple(Gold.parse(o) for o in objects if "id" in o and "source" in o)
        if not notices:
            raise UsageError("EVAL_NO_GOLD", "目录中没有标注文件（<编号>.json）", "请指定标注目录", path)
        findings_file = path / "findings.jsonl"
        findings = (
            tuple(GoldFinding.model_validate_json(line) for line in _lines(findings_file))
            if findings_file.exists()
            else None
        )
        silent = tuple(SilentRow.model_validate_json(line) for line in _lines(path / "silent.jsonl"))
        return cls(path, notices, findings, silent)


def _label_files(path: Path) -> list[Path]:
    return sorted(f for f in path.glob("*.json") if not f.name.endswith(".lines.json"))


def _lines(path: Path) -> Iterator[str]:
    if path.exists():
        yield from (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _rows(value: JsonValue | None) -> Iterable[Mapping[str, JsonValue]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _fact(model: type[Fact], row: Mapping[str, JsonValue]) -> Fact:
    known = {k: v for k, v in row.items() if k in model.model_fields and k not in UNSCORED}
    return model.model_validate({**known, "evidence": {"quote": row.get("quote") or "", "span": (0, 0)}})


def record_of(data: Mapping[str, object] | NoticeRecord) -> NoticeRecord:
    """A record as object, from the JSON that `jxjy show --json` prints or as it is."""
    if isinstance(data, NoticeRecord):
        return data
    return NoticeRecord.model_validate_json(json.dumps(data, ensure_ascii=False, default=str))
