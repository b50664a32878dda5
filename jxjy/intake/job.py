"""What goes to a child and what comes back: a folder with the job, the files made for the answer, and a summary.

The child writes files only below its job folder; the watcher alone gives them to people.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import Field

from forms.record import Status
from normalize.record import Model

JOB = "job.json"
OUT = "out"

Folder = Literal["已受理", "需更正", "重复件"]
Kind = Literal["form", "notice", "unread", "failed", "duplicate"]


class Job(Model):
    """One content to be worked on. `received` is the day of arrival, by which forms are judged.

    `inbox` holds the register; `decided` are verdicts of a person by the number of the form in the file.
    """

    content: Path
    name: str
    received: dt.date
    inbox: Path
    year: int | None = None
    rules: Path | None = None
    contact: str = ""
    decided: dict[int, Status] = Field(default_factory=dict)


class Produced(Model):
    """A file for a person: its role in the answer (unique), the folder they see, the wished name, and where it lies."""

    role: str
    folder: Folder
    name: str
    file: Path


class RulesMade(Model):
    """A notice's rule set, as JSON, and the text that its citations are found in."""

    ruleset: Path
    text: Path


class JobResult(Model):
    """How a job ended. `code` and `reason` tell why a file was not accepted.

    `records` are the results for programs, as JSON; `earlier` is the content that this one replaces in the register.
    """

    kind: Kind
    status: str
    told: str
    code: str = ""
    reason: str = ""
    produced: tuple[Produced, ...] = ()
    rules: RulesMade | None = None
    records: tuple[Path, ...] = ()
    earlier: str | None = None
