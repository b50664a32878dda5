"""The stages in order: file → Document → Mentions → NoticeRecord → rule set. The only place that calls them for a file.

Runs inside a worker process (or in `jxjy show` for one file). Whatever a file does, the answer is an Outcome.
"""

from __future__ import annotations

import traceback
from functools import cache
from pathlib import Path

import forms
import ingest
import normalize
import rulesgen
from extract.frame import find
from forms import FilingRecord, Intake
from forms.policy import PolicyError, of_folder
from ingest.document import Document
from ingest.errors import UnreadableFileError
from jxjy.judging import own_specs
from jxjy.outcome import OUTCOME, FormOutcome, NoticeOutcome, Outcome, Rules, UnreadOutcome
from jxjy.task import Filing, Task
from normalize.record import NoticeRecord
from rulesgen import UnplacedNoticeError
from rulesgen.chain import held
from rulesgen.errors import RuleFileError


def process(task: Task) -> Outcome:
    """What became of one file. Never raises for a bad file; MemoryError passes through to the worker."""
    try:
        return _read(task)
    except UnreadableFileError as error:
        return UnreadOutcome(file=task.name, code=error.code, reason=error.reason, advice=error.advice)
    except (RuleFileError, PolicyError):
        raise  # the rules in force do not hold: no file's fault
    except OSError as error:
        reason = f"文件无法打开（{error.strerror or type(error).__name__}）"
        return UnreadOutcome(file=task.name, code="ING_UNSUPPORTED", reason=reason, advice="请检查读取权限")
    except MemoryError:
        raise
    except Exception as error:  # a defect of ours must cost this file only, and must be told
        return defect(task.name, error)


def process_json(task: Task) -> bytes:
    """`process` for a worker: the outcome as JSON."""
    return OUTCOME.dump_json(process(task), by_alias=True)


def record(path: Path) -> tuple[NoticeRecord, rulesgen.RuleSet | None]:
    """One notice and its rule set, for the evaluation. Raises UnreadableFileError."""
    document = ingest.read(path)
    notice = normalize.notice(find(document))
    try:
        return notice, rulesgen.build(notice, document)
    except UnplacedNoticeError:
        return notice, None


def _read(task: Task) -> Outcome:
    document = ingest.read(task.path)
    filings = forms.read(document, intake(task.filing))
    if filings:
        return _form(task, filings)
    record = normalize.notice(find(document))
    record = record.model_copy(update={"source": record.source.model_copy(update={"file": task.name})})
    return _notice(record, document)


def _form(task: Task, filings: tuple[FilingRecord, ...]) -> FormOutcome:
    first = filings[0]
    named = tuple(f.model_copy(update={"source": f.source.model_copy(update={"file": task.name})}) for f in filings)
    return FormOutcome(
        file=task.name,
        sha256=first.source.sha256,
        form_kind=first.form_kind,
        title=first.title,
        records=named,
    )


@cache
def intake(filing: Filing) -> Intake:
    """What forms are judged by. Raises RuleFileError and PolicyError for a rules folder that does not hold."""
    rulesets = held(filing.rules) if filing.rules is not None else ()
    own = own_specs(filing.specs) if filing.specs is not None else ()
    return Intake(rulesets, of_folder(filing.rules), filing.year, filing.received, own)


def _notice(record: NoticeRecord, document: Document) -> NoticeOutcome:
    """The notice with its rule set, or with the reason why it has none."""
    try:
        ruleset = rulesgen.build(record, document)
    except UnplacedNoticeError as error:
        return NoticeOutcome(record=record, no_rules=error.reason)
    return NoticeOutcome(record=record, rules=Rules(ruleset=ruleset, yaml=rulesgen.dump(ruleset), text=document.text))


def defect(file: str, error: Exception) -> UnreadOutcome:
    """An error of this program as an outcome, with the line where it arose."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f"（{Path(frame.filename).name}:{frame.lineno}）" for frame in last)
    return UnreadOutcome(
        file=file,
        code="ING_CRASH",
        reason="处理时程序出错",
        advice="请把本文件和本条说明交给维护人员",
        detail=f"{type(error).__name__}: {error}{place}"[:500],
    )
