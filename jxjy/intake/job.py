"""What goes to a child and what comes back: a folder with the job, the files made for the answer, and a summary.

The child writes files only below its job folder; the watcher alone gives them to people.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from jxjy.intake.inbox import ACCEPTED, RETURNED
from normalize.record import Model

JOB = "job.json"
OUT = "out"

Folder = Literal["已受理", "需更正", "重复件"]
Kind = Literal["form", "notice", "unread", "failed", "duplicate"]


class Job(Model):
    """One content to be worked on. `received` is the day of arrival, by which forms are judged."""

    content: Path
    name: str
    received: dt.date
    year: int | None = None
    rules: Path | None = None


class Produced(Model):
    """A file for a person: its role in the answer (unique), the folder they see, the wished name, and where it lies."""

    role: str
    folder: Folder
    name: str
    file: Path


class Filing(Model):
    """A form in the file, for the register: FilingRecord as JSON with its verdict."""

    index: int
    status: str
    record: str


class RulesMade(Model):
    """A notice's rule set, as JSON, and the text that its citations are found in."""

    ruleset: Path
    text: Path


class JobResult(Model):
    """How a job ended. `code` and `reason` tell why a file was not accepted."""

    kind: Kind
    status: str
    told: str
    code: str = ""
    reason: str = ""
    produced: tuple[Produced, ...] = ()
    filings: tuple[Filing, ...] = ()
    rules: RulesMade | None = None
    record: Path | None = None


FOLDER_OF = {"accepted": ACCEPTED, "needs_review": ACCEPTED, "returned": RETURNED}
"""Where the answer to a form appears, by its verdict."""
