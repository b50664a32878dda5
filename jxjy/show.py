"""`jxjy show`: some files, one after another, each outcome handed to a display; what cannot be read goes to stderr.

The files are read in a child process, as in a batch: one that hangs or bursts ends with a reason, the next is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import click

from jxjy import comparison, endings, pipeline, workers
from jxjy.batch import Against
from jxjy.console import ExitCode
from jxjy.outcome import FormOutcome, NoticeOutcome, Outcome, UnreadOutcome
from jxjy.task import Filing, Task
from normalize.record import Model

LIMITS = workers.Limits(seconds=300.0, cpu=300.0)
"""Somebody sits and waits; a scanned notice of thirty pages takes half a minute."""

Display = Callable[[NoticeOutcome | FormOutcome], None]


def files(paths: Sequence[Path], display: Display, filing: Filing, against: Against) -> ExitCode:
    """Show each file; the exit code tells the worst of them. Raises RuleFileError for a baseline that does not hold."""
    baselines = comparison.baselines(against.folder, approved_only=against.approved_only)
    worst = ExitCode.DONE
    for path, outcome in _outcomes(paths, filing):
        if isinstance(outcome, UnreadOutcome):
            advice = f"。{outcome.advice}" if outcome.advice else ""
            detail = f"\n{outcome.detail}" if outcome.detail else ""
            click.echo(f"{path}：{outcome.reason}{advice}（{outcome.code}）{detail}", err=True)
            worst = ExitCode.UNREAD
        else:
            shown = comparison.alone(outcome, baselines) if isinstance(outcome, NoticeOutcome) else outcome
            display(shown)
            worst = max(worst, _code(shown))
    return worst


def _outcomes(paths: Sequence[Path], filing: Filing) -> Iterator[tuple[Path, Outcome]]:
    """Every file's outcome, in the order in which they were given."""
    work = f"{pipeline.__name__}:{pipeline.process_json.__name__}"
    with closing(workers.Pool(work, 1, LIMITS, start="fork")) as pool:
        for index, path in enumerate(paths):
            pool.submit(index, Task(path, path.name, filing))
            for result in pool.results():
                yield path, endings.outcome(result, path.name)


def _code(outcome: NoticeOutcome | FormOutcome) -> ExitCode:
    records = (outcome.record,) if isinstance(outcome, NoticeOutcome) else outcome.records
    wrong = any(f.severity == "error" for record in records for f in record.findings)
    return ExitCode.ERRORS_FOUND if wrong else ExitCode.DONE


def _json(outcome: NoticeOutcome | FormOutcome) -> None:
    """A line of UTF-8 for a notice and for each form, whatever the terminal's encoding: it is meant for a program."""
    models: Sequence[Model] = (outcome.record,) if isinstance(outcome, NoticeOutcome) else outcome.records
    for model in models:
        sys.stdout.buffer.write(model.model_dump_json(by_alias=True).encode() + b"\n")
    sys.stdout.flush()


def _tables(outcome: NoticeOutcome | FormOutcome) -> None:
    from jxjy import terminal  # noqa: PLC0415 (rich is not needed for JSON)

    terminal.show(outcome)


def _all_tables(outcome: NoticeOutcome | FormOutcome) -> None:
    from jxjy import terminal  # noqa: PLC0415 (rich is not needed for JSON)

    terminal.show_all(outcome)


DISPLAYS: Final[Mapping[str, Display]] = {"json": _json, "tables": _tables, "all": _all_tables}
