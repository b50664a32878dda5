"""What became of one input file: a notice with its rule file, a form, or a typed reason why it was not read.

Outcomes cross from worker to parent and rest in the cache as JSON, so they are pydantic models.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from forms.record import FilingRecord
from normalize.record import Finding, Model, NoticeRecord
from rulesgen.model import RuleSet


class Rules(Model):
    """A notice's rule set, the same as YAML, and the document's text, in which its citations are found again."""

    ruleset: RuleSet
    yaml: str
    text: str


class NoticeOutcome(Model):
    """The file is a notice. `no_rules` is the Chinese reason why it has no rule set."""

    kind: Literal["notice"] = "notice"
    record: NoticeRecord
    rules: Rules | None = None
    no_rules: str = ""


class FormOutcome(Model):
    """The file is a form (表格), blank or filled, and therefore no notice. `records` are the forms in it, in order."""

    kind: Literal["form"] = "form"
    file: str
    sha256: str
    form_kind: str
    title: str
    records: tuple[FilingRecord, ...] = ()

    @property
    def filings(self) -> tuple[FilingRecord, ...]:
        """The forms that were filled in."""
        return tuple(record for record in self.records if not record.blank)


class UnreadOutcome(Model):
    """The file could not be read. `reason` and `advice` are Chinese; `detail` is for the maintainer."""

    kind: Literal["unread"] = "unread"
    file: str
    code: str
    reason: str
    advice: str = ""
    detail: str = ""


Outcome = NoticeOutcome | FormOutcome | UnreadOutcome
OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Annotated[Outcome, Field(discriminator="kind")])


class FileFindings(Model):
    """The findings on one notice, errors first."""

    file: str
    title: str | None
    findings: tuple[Finding, ...]


class FindingsFile(Model, populate_by_name=True):
    """`findings.json`: all findings of a batch, by notice in input order."""

    schema_: Literal["jxjy-findings/1"] = Field(default="jxjy-findings/1", alias="schema")
    counts: dict[str, int]
    notices: tuple[FileFindings, ...]


class UnreadFile(Model, populate_by_name=True):
    """`unread.json`: the files of a batch that could not be read, and why."""

    schema_: Literal["jxjy-unread/1"] = Field(default="jxjy-unread/1", alias="schema")
    files: tuple[UnreadOutcome, ...]
