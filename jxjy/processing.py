"""Inputs of a batch → one Outcome per file, from the cache or from workers, in the order of the inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from forms.record import STATUS_ZH
from jxjy import endings, wording, workers
from jxjy.batch import Inputs, Progress
from jxjy.cache import NOT_KEPT, ResultCache
from jxjy.outcome import FormOutcome, NoticeOutcome, Outcome, UnreadOutcome
from jxjy.task import Task

WORK = "jxjy.worker:work"


def outcomes(inputs: Inputs, out: Path, count: int, progress: Progress) -> tuple[list[Outcome], int]:
    """Every file's outcome, and how many files had to be read for it."""
    cache = ResultCache(out, inputs.program)
    keys = [cache.key(digest, source.name) for source, digest in zip(inputs.sources, inputs.digests, strict=True)]
    found = {i: stored for i, key in enumerate(keys) if (stored := cache.get(key)) is not None}
    missing = [i for i in range(len(keys)) if i not in found]
    progress.begin(len(keys), len(found))
    try:
        for i, outcome in _work(inputs, missing, count):
            found[i] = outcome
            if _sha256(outcome) in ("", inputs.digests[i]):  # else the file changed between the digest and the reading
                cache.put(keys[i], outcome)
            tell = progress.fail if isinstance(outcome, UnreadOutcome) else progress.advance
            tell(inputs.sources[i].name, _told(outcome))
    finally:
        progress.end()
    cache.keep_only(set(keys))
    return [found[i] for i in range(len(keys))], len(missing)


def settled(results: Sequence[Outcome]) -> bool:
    """Whether another run could only repeat these outcomes."""
    return not any(isinstance(outcome, UnreadOutcome) and outcome.code in NOT_KEPT for outcome in results)


def _work(inputs: Inputs, indexes: Sequence[int], count: int) -> Iterator[tuple[int, Outcome]]:
    """Read files in worker processes; yields as they finish."""
    if not indexes:
        return
    tasks = [Task(inputs.sources[i].path, inputs.sources[i].name) for i in indexes]
    for result in workers.run(tasks, WORK, count, workers.Limits()):
        yield indexes[result.index], endings.outcome(result, tasks[result.index].name)


def _sha256(outcome: Outcome) -> str:
    match outcome:
        case NoticeOutcome():
            return outcome.record.source.sha256
        case FormOutcome():
            return outcome.sha256
        case UnreadOutcome():
            return ""


def _told(outcome: Outcome) -> str:
    """An outcome in a few words, for the progress lines."""
    match outcome:
        case NoticeOutcome(record=record):
            severities = [finding.severity for finding in record.findings]
            return f"{wording.notice(record)}，错误 {severities.count('error')}，警告 {severities.count('warning')}"
        case FormOutcome(filings=filings):
            verdicts = "、".join(STATUS_ZH[record.status] for record in filings)
            return f"表格：{outcome.title}，{verdicts or '空白'}"
        case UnreadOutcome():
            return f"未能读取：{outcome.reason}（{outcome.code}）"
