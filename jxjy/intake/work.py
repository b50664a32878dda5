"""In a child: one dropped file → everything that its answer needs, as files in the job folder and a JobResult.

Loaded once by the fork server with the whole pipeline; see jxjy.worker.
"""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

import jxjy.worker  # noqa: F401 (loads the pipeline and reads a first file)
from jxjy import comparison, report
from jxjy.filing import Desk, TakenIn, take_in
from jxjy.gather import safe
from jxjy.intake.inbox import ACCEPTED, RETURNED
from jxjy.intake.job import JOB, OUT, Job, JobResult, Produced, RulesMade
from jxjy.intake.names import answer_name
from jxjy.intake.note import note
from jxjy.judging import Judge
from jxjy.outcome import FormOutcome, NoticeOutcome, UnreadOutcome
from jxjy.overview import Entry
from jxjy.pipeline import process
from jxjy.register import Book
from jxjy.task import Filing, Task

STATUS_TOLD = {"accepted": "受理", "needs_review": "受理（待核）", "returned": "退回更正"}


def work(task: Task) -> bytes:
    """The job in the folder `task.path`, done; its result as JSON."""
    job = Job.model_validate_json((task.path / JOB).read_bytes())
    out = task.path / OUT
    shutil.rmtree(out, ignore_errors=True)  # what an earlier attempt left
    out.mkdir()
    year = job.year or job.received.year
    outcome = process(Task(job.content, job.name, Filing(year, None, job.rules)))
    match outcome:
        case NoticeOutcome():
            compared = comparison.alone(outcome, comparison.baselines(job.rules, approved_only=False))
            result = _notice(job, compared, out)
        case FormOutcome():
            result = _form(job, outcome, out)
        case UnreadOutcome():
            result = _unread(job, outcome, out)
    return result.model_dump_json().encode()


def _form(job: Job, outcome: FormOutcome, out: Path) -> JobResult:
    """A filled form: entered in the register, and answered as its verdict says."""
    named = out / "in" / _file_name(job.name)
    named.parent.mkdir()
    named.symlink_to(job.content)  # read under the name that its clerk gave it
    judge = Judge(job.rules, job.year or job.received.year)
    desk = Desk(
        job.inbox,
        judge,
        job.received,
        job.contact,
        decided={number - 1: status for number, status in job.decided.items()},
    )
    taken = take_in(named, desk, _later)
    produced = []
    for made in taken.made:
        file = out / f"{made.role}.docx"
        file.write_bytes(made.content)
        produced.append(Produced(role=made.role, folder=made.folder, name=made.name, file=file))
    told = "；".join(
        f"{r.form_kind_zh}{STATUS_TOLD[e.status]}，编号{e.number}" for r, e in taken.forms if e is not None
    )
    reason = "；".join(remark for _, e in taken.forms if e is not None for remark in e.submission.remarks)
    return JobResult(
        kind="form",
        status=taken.status,
        told=told,
        reason=reason if taken.returned else "",
        produced=tuple(produced),
        records=tuple(
            _kept(out, number, record.model_dump_json(by_alias=True, indent=1))
            for number, record in enumerate(outcome.records)
        ),
        earlier=_earlier(taken),
    )


def _later(_: Path, __: Book) -> None:
    """The workbook of the register is written by the watcher when it has nothing else to do."""


def _earlier(taken: TakenIn) -> str | None:
    """The content that was sent in before for the same filing."""
    for _, entered in taken.forms:
        if entered is not None:
            before = entered.entry.submissions[: entered.round - 1]
            if before:
                return before[-1].sha256
    return None


def _file_name(name: str) -> str:
    path = PurePosixPath(name)
    ending = safe(path.suffix) if path.suffix.strip(". ") else ""
    return f"{safe(path.stem)}.{ending}" if ending else safe(path.stem)


def _kept(out: Path, number: int, content: str) -> Path:
    path = out / f"record{number}.json"
    path.write_text(content, encoding="utf-8")
    return path


def _notice(job: Job, outcome: NoticeOutcome, out: Path) -> JobResult:
    """A notice: its report page, its record and its rule set."""
    record = outcome.record
    page = out / "report.html"
    page.write_bytes(report.notice(Entry(record, "notice", rules_note=outcome.no_rules), {}, home=None))
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
        records=(_kept(out, 0, record.model_dump_json(by_alias=True, indent=1)),),
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
