"""`jxjy show`: some files, one after another, each outcome handed to a display; what cannot be read goes to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from jxjy import comparison, pipeline
from jxjy.batch import Against
from jxjy.console import ExitCode
from jxjy.outcome import FormOutcome, NoticeOutcome, UnreadOutcome
from jxjy.task import Task
from normalize.record import Model

Display = Callable[[NoticeOutcome | FormOutcome], None]


def files(paths: Sequence[Path], display: Display, against: Against) -> ExitCode:
    """Show each file; the exit code tells the worst of them. Raises RuleFileError for a baseline that does not hold."""
    baselines = comparison.baselines(against.folder, approved_only=against.approved_only)
    worst = ExitCode.DONE
    for path in paths:
        outcome = pipeline.process(Task(path, path.name))
        if isinstance(outcome, UnreadOutcome):
            advice = f"。{outcome.advice}" if outcome.advice else ""
            detail = f"\n{outcome.detail}" if outcome.detail else ""
            click.echo(f"{path}：{outcome.reason}{advice}（{outcome.code}）{detail}", err=True)
            worst = ExitCode.UNREAD
        else:
            if isinstance(outcome, NoticeOutcome):
                outcome = comparison.alone(outcome, baselines)
            display(outcome)
            worst = max(worst, _code(outcome))
    return worst


def _code(outcome: NoticeOutcome | FormOutcome) -> ExitCode:
    wrong = isinstance(outcome, NoticeOutcome) and any(f.severity == "error" for f in outcome.record.findings)
    return ExitCode.ERRORS_FOUND if wrong else ExitCode.DONE


def _json(outcome: NoticeOutcome | FormOutcome) -> None:
    """One line of UTF-8, whatever the terminal's encoding: it is meant for a program."""
    model: Model = outcome
    if isinstance(outcome, NoticeOutcome):
        model = outcome.record
    sys.stdout.buffer.write(model.model_dump_json(by_alias=True).encode() + b"\n")
    sys.stdout.flush()


def _tables(outcome: NoticeOutcome | FormOutcome) -> None:
    from jxjy import terminal  # noqa: PLC0415 (rich is not needed for JSON)

    terminal.show(outcome)


def _all_tables(outcome: NoticeOutcome | FormOutcome) -> None:
    from jxjy import terminal  # noqa: PLC0415 (rich is not needed for JSON)

    terminal.show_all(outcome)


DISPLAYS: Final[Mapping[str, Display]] = {"json": _json, "tables": _tables, "all": _all_tables}
