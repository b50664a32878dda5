"""A file → its filing records, by the rules, the policy and the specs that a command was given."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import forms
import ingest
from forms import comments
from forms.policy import of_folder
from forms.record import FilingRecord
from forms.spec import FormSpec, SpecError, load, specs
from ingest.errors import UnreadableFileError
from rulesgen.chain import held
from rulesgen.model import RuleSet
from rulesgen.shipped import shipped_baselines

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Judge:
    """By what forms are judged: a folder of rule sets, the year they are filed for, the day of receipt, own specs."""

    rules: Path | None = None
    year: int | None = None
    received: dt.date | None = None
    own_specs: tuple[FormSpec, ...] = ()

    def records(self, path: Path) -> tuple[FilingRecord, ...]:
        """The forms in a file. Comments of an earlier round count as not there. Raises UnreadableFileError."""
        data = path.read_bytes()
        bare = _without_ours(data)
        if bare is data:
            return self._read(path)
        with tempfile.TemporaryDirectory(prefix="jxjy-") as folder:
            copy = Path(folder, path.name)
            copy.write_bytes(bare)
            return self._read(copy)

    def _read(self, path: Path) -> tuple[FilingRecord, ...]:
        return forms.read(ingest.read(path), self._intake)

    def spec(self, kind: str) -> FormSpec:
        """The spec of a kind; an office's own goes before the shipped one."""
        return next(spec for spec in (*self.own_specs, *specs()) if spec.kind == kind)

    def titles(self) -> Mapping[str, str]:
        """The documents of the rule sets by id: 《…》（…号）."""
        return {ruleset.id: _title(ruleset) for ruleset in (*shipped_baselines(), *self._rulesets)}

    @cached_property
    def _rulesets(self) -> tuple[RuleSet, ...]:
        return held(self.rules) if self.rules is not None else ()

    @cached_property
    def _intake(self) -> forms.Intake:
        return forms.Intake(self._rulesets, of_folder(self.rules), self.year, self.received, self.own_specs)


def own_specs(folder: Path) -> tuple[FormSpec, ...]:
    """The specs (*.yaml) of a folder. Raises SpecError for the first that cannot be used, or where there is none."""
    found = tuple(load(path) for path in sorted(folder.glob("*.yaml")))
    if not found:
        raise SpecError("文件夹中没有表样说明（*.yaml）", folder)
    return found


def _without_ours(data: bytes) -> bytes:
    """The bytes of a Word file without comments of ours; what is no sound one is for the reader to refuse."""
    if not data.startswith(_ZIP):
        return data
    try:
        return comments.strip(data)
    except UnreadableFileError:
        return data


def _title(ruleset: RuleSet) -> str:
    document = next(iter(ruleset.documents.values()))
    title = f"《{document.title}》" if document.title else document.file
    return f"{title}（{document.number}）" if document.number else title
