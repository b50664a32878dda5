"""In a child: one dropped file → everything that its answer needs, as files in the job folder and a JobResult.

Loaded once by the fork server with the whole pipeline; see jxjy.worker.
"""

from __future__ import annotations

from pathlib import Path

import jxjy.worker  # noqa: F401 (loads the pipeline and reads a first file)
from jxjy import report
from jxjy.intake.inbox import ACCEPTED, RETURNED
from jxjy.intake.job import JOB, OUT, Job, JobResult, Produced, RulesMade
from jxjy.intake.names import answer_name
from jxjy.intake.note import note
from jxjy.outcome import FormOutcome, NoticeOutcome, UnreadOutcome
from jxjy.overview import Entry
from jxjy.pipeline import process
from jxjy.task import Task


def work(task: Task) -> bytes:
    """The job in the folder `task.path`, done; its result as JSON."""
    job = Job.model_validate_json((task.path / JOB).read_bytes())
    out = task.path / OUT
    out.mkdir(exist_ok=True)
    outcome = process(Task(job.content, job.name))
    match outcome:
        case NoticeOutcome():
            result = _notice(job, outcome, out)
        case FormOutcome():
            result = JobResult(kind="form", status="accepted", told=outcome.title)
        case UnreadOutcome():
            result = _unread(job, outcome, out)
    return result.model_dump_json().encode()


def _notice(job: Job, outcome: NoticeOutcome, out: Path) -> JobResult:
    """A notice: its report page, its record and its rule set."""
    record = outcome.record
    page, kept = out / "report.html", out / "record.json"
    page.write_bytes(report.notice(Entry(record, "notice", rules_note=outcome.no_rules), {}, {}, home=None))
    kept.write_bytes(record.model_dump_json(by_alias=True, indent=1).encode())
    rules = None
    if outcome.rules is not None:
        rules = RulesMade(ruleset=out / "ruleset.json", text=out / "text.txt")
        rules.ruleset.write_text(outcome.rules.ruleset.model_dump_json(by_alias=True), encoding="utf-8")
        rules.text.write_text(outcome.rules.text, encoding="utf-8", newline="")
    errors = sum(finding.severity == "error" for finding in record.findings)
    warnings = sum(finding.severity == "warning" for finding in record.findings)
    return JobResult(
        kind="notice",
        status="read",
        told=f"通知：错误 {errors}，警告 {warnings}",
        produced=(
            Produced(role="original", folder=ACCEPTED, name=answer_name(job.name), file=job.content),
            Produced(role="report", folder=ACCEPTED, name=answer_name(job.name, "-报告", ".html"), file=page),
        ),
        rules=rules,
        record=kept,
    )


def _unread(job: Job, outcome: UnreadOutcome, out: Path) -> JobResult:
    """A file that no reader takes: it goes back with the reason."""
    page = out / "note.docx"
    told = f"{outcome.reason}（{outcome.code}）"
    rows = [("文件", job.name), ("收到日期", f"{job.received:%Y-%m-%d}"), ("原因", told)]
    advice = [outcome.advice] if outcome.advice else []
    page.write_bytes(note("文件未能读取", rows, [*advice, "改好后请重新放入“待处理”"]))
    return JobResult(
        kind="unread",
        status="unread",
        told=f"未能读取：{told}",
        code=outcome.code,
        reason=outcome.reason,
        produced=(
            Produced(role="original", folder=RETURNED, name=answer_name(job.name), file=job.content),
            Produced(role="note", folder=RETURNED, name=answer_name(job.name, "-退回说明", ".docx"), file=page),
        ),
    )
